"""Sending on: what is held goes to the hub in few requests, and what it says for others comes back.

Held is not landed: only a receipt says that. What a link that breaks has lost is at most one
envelope under way: after a request without an answer the next one brings nothing, and is told what
has landed. The store is used for a moment at a time and never while the network is waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from msgspec import structs

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.store import event_log, held, hub_date, introductions
from ujuzi.store.database import Database
from ujuzi.store.held import HeldEnvelope
from ujuzi.sync import bringing, exchange, identity, reporting
from ujuzi.sync.bringing import ItemUp
from ujuzi.sync.exchange import OnStore, Road
from ujuzi.sync.identity import HubLink
from ujuzi.sync.pace import Pace
from ujuzi.wire import carrying, envelope, messages
from ujuzi.wire.carrying import CampusComputer, CarryAsk, CarryReply, digest_of
from ujuzi.wire.messages import EpochProof, Receipt

MAX_STRANGERS_UP_BYTES = 256 * 1024
"""Of strangers' envelopes in one upload: junk must not cost a campus its link."""

MOST_ENVELOPES = carrying.MAX_CARRY_ITEMS // 2
"""In one request; the rest is for what stands before them."""

FOR_GOOD = frozenset(
    {
        *(Code.SIGNATURE_WRONG, Code.ENVELOPE_TAMPERED, Code.ENVELOPE_MALFORMED),
        *(Code.ENVELOPE_NOT_OURS, Code.ENVELOPE_TOO_LARGE, Code.BATCH_MALFORMED),
        *(Code.DEVICE_STOLEN,),
    }
)
"""What the hub refuses an envelope for and will refuse it for again."""


@dataclass(frozen=True, slots=True)
class CarryProgress:
    """How far carrying is: envelopes that landed meanwhile, bytes, refusals, parts that came."""

    landed: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    requests: int = 0
    refused: tuple[str, ...] = ()
    parts: int = 0


def carry(
    on_store: OnStore,
    road: Road,
    progress: Callable[[CarryProgress], None] = lambda _told: None,
) -> CarryProgress:
    """Bring the hub what is held, in requests of a megabyte, and keep its receipts.

    The first one asks for receipts of the whole campus, and for the list of its computers where
    that is another by now. A hub that knows less than it signed was put back: it is shown that. Of
    a stranger one envelope goes, and the rest once the hub knows it: it may be another campus's.
    Once nothing more goes up, parts come down for the campus's computers, as many at a time as the
    link carries in a moment; whole ones are kept, and the next request says which.
    Raises RefusedError `not-registered`, `key-lost` or what the hub refuses, and WorldError when
    patience ends; what has landed by then has landed.
    """
    exchange.introduce(on_store, road)
    told = CarryProgress()
    run = _Run()
    failures, pace = 0, Pace()
    is_first, is_bare = True, False
    while not road.cancelled():
        asked = partial(_prepare, road=road, run=run, first=is_first, bare=is_bare)
        step = on_store(asked)
        if not (is_first or is_bare or step.items or step.envelopes or run.is_more):
            break
        started = road.monotonic()
        try:
            stall = pace.stall_seconds(len(step.wire))
            sent = partial(_sent, road, told, progress)
            answer = road.transport.post("carry", step.wire, stall=stall, sent=sent)
        except _CancelledError:
            break
        except WorldError as error:
            told = replace(told, requests=told.requests + 1)
            if error.code is Code.MESSAGE_TOO_LARGE:
                if len(step.envelopes) <= 1:  # less cannot be brought
                    raise
                run.most_bytes = len(step.wire) // 2
            failures, is_bare = failures + 1, True
            exchange.wait(road, error, failures)
            continue
        reply = messages.read_answer_as(
            answer, messages.signed_part(step.wire), PublicKey(step.link.hub_key), CarryReply
        )
        pace = pace.after(len(step.wire) + len(answer), road.monotonic() - started)
        believe = partial(_believe, load=step, reply=reply, pace=pace, whole=is_first or is_bare)
        landed, parts, unknown = on_store(believe)
        run.add(step.envelopes)
        if step.asks_down:
            run.is_more = reply.more and bool(parts)
        run.brought |= {each.wire for each in step.items}
        if landed or parts or step.envelopes:
            failures = 0
        is_first, is_bare = False, unknown is not None and run.proof is None
        if unknown is not None and run.proof is None:
            run.proof = EpochProof(receipt=unknown)
        told = replace(
            told,
            landed=told.landed + landed,
            bytes_up=told.bytes_up + len(step.wire),
            bytes_down=told.bytes_down + len(answer),
            requests=told.requests + 1,
            refused=(*told.refused, *step.refusals(reply)),
            parts=told.parts + parts,
        )
        progress(told)
    return told


class _CancelledError(Exception):
    """Somebody stopped the carrying while bytes went."""


def _sent(
    road: Road, told: CarryProgress, progress: Callable[[CarryProgress], None], count: int
) -> None:
    """Tell how many bytes of a request have gone; stop them where somebody said so."""
    if road.cancelled():
        raise _CancelledError
    progress(replace(told, bytes_up=told.bytes_up + count))


@dataclass(slots=True)
class _Run:
    """What was answered of one upload: which envelopes, which strangers, how much of theirs.

    `proof` is a receipt of which the hub turned out to know nothing.
    """

    offered: set[int] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)
    strangers_bytes: int = 0
    proof: EpochProof | None = None
    brought: set[bytes] = field(default_factory=set)
    """Introductions and asks."""
    is_more: bool = True
    """Whether the hub may have parts that have not come."""
    most_bytes: int = field(default_factory=lambda: carrying.MAX_CARRY_BYTES)
    """What one request may have; less where what lies between let none of that size through."""

    def add(self, envelopes: Sequence[HeldEnvelope]) -> None:
        """Count what was answered."""
        self.offered |= {each.id for each in envelopes}
        for each in envelopes:
            if each.is_strangers:
                self.strangers.add(each.device)
                self.strangers_bytes += len(each.wire)


@dataclass(frozen=True, slots=True)
class _Load:
    """One request of a carrier, ready to go."""

    wire: bytes
    link: HubLink
    items: tuple[ItemUp, ...]
    envelopes: tuple[HeldEnvelope, ...]
    asks_down: bool
    """Whether parts are asked down."""

    def envelope_at(self, place: int) -> HeldEnvelope | None:
        """Return the envelope of a place in the request; None where it was none."""
        place -= len(self.items)
        return self.envelopes[place] if 0 <= place < len(self.envelopes) else None

    def refusals(self, reply: CarryReply) -> Iterator[str]:
        """Yield the codes of the envelopes that the hub refused."""
        for each in reply.refused:
            if self.envelope_at(each.place) is not None:
                yield each.code


def _left_out(db: Database, reply: CarryReply) -> Receipt | None:
    """Return what the hub signed in this epoch of a computer that its new list does not name."""
    named = {each.device for each in reply.computers or ()}
    for each in held.computers(db):
        receipt = None if each.device in named else held.receipt_of(db, each.device)
        epoch = (reply.epoch_number, reply.epoch)
        if receipt is not None and (receipt.epoch_number, receipt.epoch) == epoch and receipt.last:
            return receipt
    return None


def _prepare(db: Database, *, road: Road, run: _Run, first: bool, bare: bool) -> _Load:
    link = identity.registered_link(db)
    identity.check_key(db, road.keys)
    device = event_log.device_id(db)
    items: tuple[ItemUp, ...] = ()
    chosen: tuple[HeldEnvelope, ...] = ()
    is_last = False
    if not bare:
        items = tuple(each for each in bringing.items_up(db) if each.wire not in run.brought)
        chosen, is_last = _affordable(db, run, sum(len(each.wire) for each in items))
    link = structs.replace(link, asks=link.asks + 1)
    with db.atomic():
        identity.keep(db, link)
    known = digest_of(held.computers(db))
    ask = CarryAsk(
        version=carrying.VERSION,
        device=device,
        number=link.asks,
        items=len(items) + len(chosen),
        campus=first or bare,
        known=known,
        proof=run.proof,
        down=bringing.down_bytes(link.bytes_a_second) if is_last else 0,
        held=bringing.held_stamps(db) if is_last else b"",
    )
    framed = [(each.kind, each.wire) for each in items]
    framed += [(carrying.ENVELOPE, each.wire) for each in chosen]
    wire = carrying.frame_items(ask, framed, road.keys.of(device))
    return _Load(wire, link, items, chosen, asks_down=is_last)


def _affordable(db: Database, run: _Run, before: int) -> tuple[tuple[HeldEnvelope, ...], bool]:
    """Return the envelopes of the next request, and whether they are all that may go."""
    size = carrying.MOST_ASK_BYTES + before
    chosen: list[HeldEnvelope] = []
    strangers, strangers_bytes = set(run.strangers), run.strangers_bytes
    newcomers = bringing.newcomers(db)
    for each in held.waiting(db):
        if each.id in run.offered:
            continue
        if each.device in newcomers:
            continue
        if each.is_strangers:
            strangers_bytes += len(each.wire)
            if each.device in strangers or strangers_bytes > MAX_STRANGERS_UP_BYTES:
                strangers_bytes -= len(each.wire)
                continue
            strangers.add(each.device)
        size += len(each.wire) + carrying.ITEM_HEAD_BYTES
        is_full = size > run.most_bytes or len(chosen) >= MOST_ENVELOPES
        if chosen and is_full:
            return tuple(chosen), False
        chosen.append(each)
    return tuple(chosen), True


def _recognise(db: Database, computers: Sequence[CampusComputer]) -> None:
    """Keep of what was held by a computer's own word what it signed, now that its key is known.

    Whom the hub names is not stolen any more: what it refused for that goes again.
    """
    for computer in computers:
        held.take_again(db, computer.device, Code.DEVICE_STOLEN)
        for each in list(held.unverified(db, computer.device)):
            try:
                envelope.read(each.wire).verify(PublicKey(computer.public_key))
            except RefusedError:
                held.set_verified(db, each.id, is_good=False)
            else:
                held.set_verified(db, each.id, is_good=True)


def _believe(
    db: Database, *, load: _Load, reply: CarryReply, pace: Pace, whole: bool
) -> tuple[int, int, Receipt | None]:
    """Keep what the hub said of a load; return how many envelopes have landed by that.

    And how many parts came, and a receipt that the hub signed in this epoch and knows nothing of,
    if there is one. `whole`: it was asked for every computer of the campus; whom a hub of a higher
    epoch does not name it knows no longer. One transaction, so that a cut repeats it.
    """
    key = PublicKey(load.link.hub_key)
    for receipt in reply.receipts:
        receipt.verify(key)
    with db.atomic():
        before = held.landed_count(db)
        link = identity.link_of(db)
        if link is not None:
            measured = round(pace.bytes_a_second) or link.bytes_a_second
            asks = max(link.asks, reply.number)
            identity.keep(db, structs.replace(link, asks=asks, bytes_a_second=measured))
        unknown = None
        for receipt in reply.receipts:
            if not held.set_landed(db, receipt):
                unknown = held.receipt_of(db, receipt.device)
        for refused in reply.refused:
            refused_one = load.envelope_at(refused.place)
            if refused.code in FOR_GOOD and refused_one is not None:
                held.set_problem(db, refused_one.id, refused.code)
        if whole:
            told = {each.device for each in reply.receipts}
            introductions.ask_again(db, held.take_back(db, reply.epoch_number, told))
        if reply.computers is not None:
            unknown = unknown or _left_out(db, reply)
            held.set_computers(db, reply.computers)
            _recognise(db, reply.computers)
            reporting.recognise(db, reply.computers)
        if reply.standings is not None:
            held.set_standings(db, reply.standings)
        parts = bringing.take(db, load.items, reply)
        now = Milliseconds(reply.now)
        hub_date.received(db, now)
        landed = held.landed_count(db) - before
        held.purge(db, now)
    return max(0, landed), parts, unknown
