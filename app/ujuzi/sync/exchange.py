"""One exchange: batches after the last receipt go up, receipts and documents come down.

Guarantees that a batch is cut once and offered with the same bytes until the hub's signed receipt
says that it landed; that a link cut at any byte loses at most what was under way; and that what
comes down is believed only when the hub that this computer registered with signed it. The cost
depends on what is new, never on history.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from ujuzi.credentials.keys import PublicKey, PublisherKey
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import RefusedError
from ujuzi.store import event_log, facts, inbox, outbox
from ujuzi.store.database import Database
from ujuzi.sync import batch, messages, seal
from ujuzi.sync.limits import MAX_MESSAGE_BATCHES
from ujuzi.sync.messages import Ask, Enrolment, Reply, Welcome
from ujuzi.sync.transport import Transport

ASK_BYTES = 512 * 1024
"""About how much one request carries up; the rest follows in the next."""
LINK = "hub-link"
CUT_EVENTS = 20_000
"""Events read at a time to be cut into batches."""


class Link(msgspec.Struct, frozen=True):
    """What this computer knows of its hub, kept between exchanges as one fact."""

    url: str
    hub_key: bytes
    sealing_key: bytes
    institution: str
    campus: str
    epoch: str = ""
    cursors: tuple[int, ...] = messages.START


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an exchange is: events landed and still waiting, and bytes of both directions."""

    landed: int
    waiting: int
    bytes_up: int
    bytes_down: int
    requests: int
    documents: int


def link_of(db: Database) -> Link | None:
    """Return what is known of the hub; None before this computer is registered."""
    known = facts.get(db, LINK)
    return None if known is None else msgspec.json.decode(known, type=Link)


def register(
    db: Database, transport: Transport, *, url: str, code: str, name: str, key: PublisherKey
) -> Link:
    """Register this computer with a one-time code from its coordinator.

    Raises what the transport raises, and RefusedError `signature-wrong`.
    """
    private, public = seal.new_key()
    enrolment = Enrolment(
        version=messages.VERSION,
        code=code,
        device=event_log.device_id(db),
        name=name,
        public_key=key.public.raw,
        sealing_key=public,
    )
    wire = messages.sign(enrolment, messages.ENROLMENT_CONTEXT, key)
    answer = transport.post("register", wire)
    welcome = messages.read(answer, Welcome)
    messages.verify(answer, messages.reply_context(wire), PublicKey(welcome.hub_key))
    link = Link(url, welcome.hub_key, welcome.sealing_key, welcome.institution, welcome.campus)
    with db.atomic():
        facts.put(db, "sealing-key", private.hex())
        _keep(db, link)
    return link


def exchange(
    db: Database,
    transport: Transport,
    key: PublisherKey,
    now: Callable[[], Milliseconds],
    progress: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Progress:
    """Offer what has not landed and take what is new, in as few requests as it takes.

    Raises RefusedError `not-registered`, `device-forked` or what the hub refuses, and WorldError;
    what has landed by then has landed.
    """
    link = link_of(db)
    if link is None:
        raise RefusedError("not-registered", "This computer is not registered with a hub yet.")
    cut_batches(db, key, now())
    told = Progress(0, 0, 0, 0, 0, 0)
    while True:
        offered = list(_affordable(outbox.waiting(db, event_log.device_id(db))))
        reply, sent, heard = _ask(db, link, transport, key, offered, now())
        link = _believe(db, link, reply, now())
        waiting = outbox.amount_waiting(db, event_log.device_id(db))
        told = Progress(
            landed=outbox.landed(db, event_log.device_id(db)),
            waiting=waiting.events,
            bytes_up=told.bytes_up + sent,
            bytes_down=told.bytes_down + heard,
            requests=told.requests + 1,
            documents=told.documents + len(reply.documents),
        )
        progress(told)
        if reply.forked:
            raise RefusedError(
                "device-forked", "This computer's history contradicts what the hub has of it."
            )
        moved = reply.receipt is not None and bool(offered)
        if not (reply.more or (waiting.events and moved)) or cancelled():
            return told


def cut_batches(db: Database, key: PublisherKey, now: Milliseconds) -> int:
    """Cut every event that is in no batch yet; return how many batches were cut."""
    device = event_log.device_id(db)
    last, previous = outbox.last_cut(db, device) or (0, batch.NOTHING_BEFORE)
    count = 0
    while events := list(event_log.run(db, device, last, CUT_EVENTS)):
        with db.atomic():
            while events:
                cut = batch.cut(events, previous, key)
                header = cut.header
                place = outbox.CutBatch(header.first, header.last, cut.digest, cut.wire)
                outbox.add(db, device, place, now)
                events = events[header.count :]
                last, previous, count = header.last, cut.digest, count + 1
    return count


def new_device_name() -> str:
    """Return a name for a computer that was given none."""
    return f"computer-{secrets.token_hex(2)}"


def _affordable(waiting: Iterator[outbox.CutBatch]) -> Iterator[outbox.CutBatch]:
    size = 0
    for place, cut in enumerate(waiting):
        size += len(cut.wire)
        if place and (size > ASK_BYTES or place >= MAX_MESSAGE_BATCHES):
            return
        yield cut


def _ask(
    db: Database,
    link: Link,
    transport: Transport,
    key: PublisherKey,
    offered: list[outbox.CutBatch],
    now: Milliseconds,
) -> tuple[Reply, int, int]:
    """Ask once; return the verified reply, and the bytes of both directions."""
    device = event_log.device_id(db)
    ask = Ask(
        version=messages.VERSION,
        device=device,
        now=now,
        epoch=link.epoch,
        landed=outbox.landed(db, device),
        cursors=link.cursors,
        batches=len(offered),
    )
    wire = messages.frame_ask(ask, [cut.wire for cut in offered], key)
    answer = transport.post("exchange", wire)
    reply = messages.read_answer(answer, messages.signed_part(wire), PublicKey(link.hub_key))
    return reply, len(wire), len(answer)


def _believe(db: Database, link: Link, reply: Reply, now: Milliseconds) -> Link:
    """Keep what the hub said; one transaction, so that a cut repeats it and nothing is lost."""
    device = event_log.device_id(db)
    link_now = msgspec.structs.replace(link, epoch=reply.epoch, cursors=reply.cursors)
    with db.atomic():
        if link.epoch not in {"", reply.epoch}:
            inbox.forget_all(db)
        if reply.receipt is not None:
            receipt = reply.receipt
            receipt.verify(PublicKey(link.hub_key))
            known = receipt.device == device and outbox.set_landed(
                db, device, receipt.last, receipt.digest, now
            )
            if not known and not reply.forked:
                raise RefusedError(
                    "device-forked", "The hub has a history of this computer that it has not."
                )
        for document in reply.documents:
            inbox.put(
                db,
                inbox.Document(
                    document.stream, document.kind, document.id, document.revision, document.payload
                ),
            )
        if link_now != link:
            _keep(db, link_now)
    return link_now


def _keep(db: Database, link: Link) -> None:
    facts.put(db, LINK, msgspec.json.encode(link).decode())
