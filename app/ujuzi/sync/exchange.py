"""One exchange: batches after the last receipt go up, receipts and documents come down.

Guarantees that a batch is cut once and offered with the same bytes until the hub's signed receipt
says that it landed; that what comes down is believed only when the hub that this computer
registered with signed it; and that the store is never held while the network is waited for.

After an ask that got no answer, the next one carries no batches: the hub says first what landed of
those, so that a link cut at any byte costs one batch again at most. It gives up only after several
breaks between which nothing arrived. A computer whose history the hub contradicts takes a new
identity (`sync.identity`) and goes on. A hub that began a new epoch is offered whatever it lost,
also of identities that were given up; where the bytes of that were let go, a new identity tells its
events again. The cost depends on what is new, never on history.

Each ask has a number, counted up. The hub answers one without documents where it heard of a higher
one: the disk was put back, or somebody else has its key; the computer asks again above that. It
does where the ask says more than it has told, too: it may have been put back itself, and learns it
from what it signed, which the computer shows with its next ask.

Within an epoch everything that comes down goes forward only, and what is of a lower one is ignored.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.store import event_log, grants, hub_date, inbox, outbox
from ujuzi.store.database import Database
from ujuzi.sync import acts, checks, epochs, identity, introducing, receiving, roots
from ujuzi.sync.cutting import cut_batches as cut_batches
from ujuzi.sync.identity import HubLink, Keys
from ujuzi.sync.pace import Pace, Patience
from ujuzi.sync.transports.transport import Transport
from ujuzi.wire import messages
from ujuzi.wire.limits import MAX_MESSAGE_BATCHES
from ujuzi.wire.messages import Ask, Enrolment, Receipt, Reply, Welcome
from ujuzi.wire.registration import CampusRegistration

if TYPE_CHECKING:
    from ujuzi.credentials.key_list import Root

AFTER_A_PERSON = frozenset({Code.CERTIFICATE_EXPIRED, Code.CERTIFICATE_WRONG, Code.NOT_A_HUB})
"""Asked again at once these say the same: somebody has to do something first."""

TAKEN = Code.DEVICE_TAKEN
"""The hub's word that it has another computer under this name."""

MAX_ASKED_AGAIN = 5
"""Asks in a row that the hub answers without documents; the next exchange goes on from there."""

MAX_IDENTITIES = 2
"""New identities in one exchange; a hub that contradicts those too is not reasoned with."""

T = TypeVar("T")


class OnStore(Protocol):
    """Runs work where the store may be used, and returns what it returns."""

    def __call__(self, work: Callable[[Database], T], /) -> T:
        """Run `work`; the store is free again when it returns."""
        ...


@dataclass(frozen=True, slots=True)
class ExchangeProgress:
    """How far an exchange is: events landed and still waiting, and what it cost so far.

    `landed` counts all that ever landed under this identity, `sent` what this exchange added in
    `batches`. Bytes and requests count those that got no answer too.
    """

    landed: int = 0
    sent: int = 0
    waiting: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    requests: int = 0
    batches: int = 0
    documents: int = 0


@dataclass(frozen=True, slots=True)
class Road:
    """What an exchange needs besides the store; the last three are the tests' to replace."""

    transport: Transport
    keys: Keys
    now: Callable[[], Milliseconds]
    progress: Callable[[ExchangeProgress], None] = lambda _progress: None
    cancelled: Callable[[], bool] = lambda: False
    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    chance: random.Random = field(default_factory=random.Random)


class _CancelledError(Exception):
    """Somebody pressed cancel while the hub was asked."""


def register(
    on_store: OnStore,
    road: Road,
    *,
    url: str,
    code: str,
    name: str,
    hub_key: bytes = b"",
    may_leave: Callable[[Database], None] = lambda _db: None,
) -> HubLink:
    """Register this computer with a one-time code from its coordinator; anew, where it was before.

    It takes a new identity where the key of the old one is gone, or the hub has it as another's.
    Where `hub_key` is known beforehand, only the hub that has it is believed. `may_leave` is asked
    before one hub is left for another, and raises where that is not allowed.

    Raises what the transport and `may_leave` raise, and RefusedError `signature-wrong`.
    """
    on_store(lambda db: identity.settle_key(db, road.keys))
    asked = partial(_register, on_store, road, url, code, name, hub_key, may_leave)
    try:
        return asked()
    except RefusedError as refused:
        if refused.code != TAKEN:
            raise
    on_store(identity.take_new)
    return asked()


def join(
    on_store: OnStore,
    keys: Keys,
    file: CampusRegistration,
    name: str,
    may_leave: Callable[[Database], None] = lambda _db: None,
) -> HubLink:
    """Work for a campus from now on, by its registration file; no network is asked.

    The hub is asked to take this computer in at the next exchange, under what people call it; until
    a person there has said yes, what is recorded waits here. Where the hub has it already, nothing
    changes but the hub's address. `may_leave` is asked as in `register`, and raises likewise.
    """
    link = HubLink(
        file.hub,
        bytes.fromhex(file.hub_key),
        bytes.fromhex(file.sealing_key),
        file.institution,
        file.campus,
        epoch=file.epoch,
        epoch_number=file.epoch_number,
        enrols_as=name,
    )
    root = introducing.root_of(file.root.encode())

    def settle(db: Database) -> HubLink:
        before = identity.link_of(db)
        if before is not None and not before.enrols_as and keys.has(event_log.device_id(db)):
            moved = msgspec.structs.replace(before, url=link.url)
            if (moved.hub_key, moved.campus) == (link.hub_key, link.campus):
                identity.keep(db, moved)
                return moved
        identity.settle_key(db, keys)
        return _settle(db, link, root, may_leave)

    return on_store(settle)


def _register(
    on_store: OnStore,
    road: Road,
    url: str,
    code: str,
    name: str,
    hub_key: bytes,
    may_leave: Callable[[Database], None],
) -> HubLink:
    _, public = on_store(identity.sealing_key)
    device = on_store(event_log.device_id)
    key = road.keys.of(device)
    formers = on_store(event_log.former_ids)[: messages.MOST_FORMERS]
    enrolment = Enrolment(messages.VERSION, code, device, name, key.public.raw, public, formers)
    wire = messages.sign(enrolment, messages.ENROLMENT_CONTEXT, key)
    answer = road.transport.post("register", wire)
    welcome = messages.read(answer, Welcome)
    believed = PublicKey(hub_key or welcome.hub_key)
    messages.verify(answer, messages.reply_context(wire), believed)

    link = HubLink(
        url,
        welcome.hub_key,
        welcome.sealing_key,
        welcome.institution,
        welcome.campus,
        epoch=welcome.epoch,
        epoch_number=welcome.epoch_number,
    )
    root = introducing.root_of(welcome.root)
    return on_store(lambda db: _settle(db, link, root, may_leave))


def _settle(
    db: Database,
    link: HubLink,
    root: Root | None,
    may_leave: Callable[[Database], None],
) -> HubLink:
    """Be at home at a hub, and begin to read it anew; raises what `may_leave` raises."""
    before = identity.link_of(db)
    if before is not None:
        link = msgspec.structs.replace(link, epoch=before.epoch, epoch_number=0, asks=before.asks)
        if before.hub_key == link.hub_key:
            link = msgspec.structs.replace(link, proof=before.proof, prove=True)
    is_another = _is_another(db, before, link.hub_key)
    if is_another:
        may_leave(db)
    with db.atomic():
        if is_another:
            roots.leave(db)
        elif root is None:
            root = roots.of_hub(db)
        inbox.forget_all(db)
        grants.keep_only(db, link.campus)
        identity.keep(db, link)
        roots.registered(db, root)
    return link


def exchange(on_store: OnStore, road: Road) -> ExchangeProgress:
    """Offer what has not landed and take what is new, in as few requests as it takes.

    Raises RefusedError `not-registered`, `key-lost`, `device-forked` or what the hub refuses, and
    WorldError when patience ends; what has landed by then has landed. Cancelled, it returns what it
    has.
    """
    told, pace = on_store(_standing), Pace()
    failures = identities = again = 0
    lost: tuple[outbox.CutBatch, ...] = ()
    lost_seconds = 0.0
    while not road.cancelled():
        step = on_store(partial(_prepare, road=road, pace=pace))
        if identities > MAX_IDENTITIES:
            raise RefusedError(
                Code.DEVICE_FORKED, "This computer's history contradicts what the hub has of it."
            )
        going = [told]
        stall = pace.stall_seconds(len(step.wire))
        started = road.monotonic()
        try:
            answer = road.transport.post(
                step.path, step.wire, stall=stall, sent=_watch(road, going)
            )
        except _CancelledError:
            return going[0]
        except RefusedError as refused:
            if step.path == "exchange" or refused.code != TAKEN:
                raise
            on_store(identity.take_new)  # a copy of this disk took that name first
            identities += 1
            continue
        except WorldError as error:
            told = replace(going[0], requests=told.requests + 1)
            road.progress(told)
            if step.offered:
                lost, lost_seconds = step.offered, road.monotonic() - started
            if error.code is Code.MESSAGE_TOO_LARGE:
                if len(step.offered) <= 1:  # less cannot be asked
                    raise
                pace = pace.narrowed(len(step.wire))
            failures += 1
            wait(road, error, failures)
            continue
        pace = pace.after(len(step.wire) + len(answer), road.monotonic() - started)
        outcome = _hear(on_store, step, answer, pace, road.now())
        arrived = [cut for cut in lost or step.offered if cut.last <= outcome.progress.landed]
        if lost:
            pace = pace.after(sum(len(cut.wire) for cut in arrived), lost_seconds)
            lost = ()
        if arrived or outcome.progress.documents:
            failures = 0
        identities += outcome.forked
        again = again + 1 if outcome.unheard else 0
        told = replace(
            outcome.progress,
            sent=told.sent + outcome.progress.sent,
            bytes_up=told.bytes_up + len(step.wire),
            bytes_down=told.bytes_down + len(answer),
            requests=told.requests + 1,
            batches=told.batches + len(arrived),
            documents=told.documents + outcome.progress.documents,
        )
        road.progress(told)
        advanced = outcome.moved or not step.offered
        if again > MAX_ASKED_AGAIN or not (outcome.more or (told.waiting and advanced)):
            break
    return told


def introduce(on_store: OnStore, road: Road) -> None:
    """Ask the hub to know this computer, where it does not; raises what `exchange` raises."""
    failures = identities = 0
    while not road.cancelled():
        step = on_store(partial(_introduction, road=road))
        if step is None:
            return
        try:
            answer = road.transport.post(step.path, step.wire)
        except RefusedError as refused:
            if refused.code != TAKEN or identities >= MAX_IDENTITIES:
                raise
            on_store(identity.take_new)
            identities += 1
        except WorldError as error:
            failures += 1
            wait(road, error, failures)
        else:
            _hear(on_store, step, answer, Pace(), road.now())


@dataclass(frozen=True, slots=True)
class _Step:
    """One request, ready to go."""

    path: str
    wire: bytes
    link: HubLink
    offered: tuple[outbox.CutBatch, ...] = ()


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an answer led to; `moved`: what has landed is another than before, or less.

    `unheard`: the ask was not answered with documents.
    """

    progress: ExchangeProgress
    more: bool
    forked: bool = False
    moved: bool = False
    unheard: bool = False


def _introduction(db: Database, road: Road) -> _Step | None:
    link = identity.registered_link(db)
    identity.check_key(db, road.keys)
    if link.enrols_as:
        return _Step("register", introducing.enrolment(db, road.keys, link), link)
    if link.predecessor:
        return _Step("succeed", introducing.succession(db, road.keys, link), link)
    return None


def _prepare(db: Database, road: Road, pace: Pace) -> _Step:
    """Return the next request: an enrolment or a succession where one is due, else an ask."""
    if (introduces := _introduction(db, road)) is not None:
        return introduces
    link = identity.registered_link(db)
    device = event_log.device_id(db)
    offered: tuple[outbox.CutBatch, ...] = ()
    with db.atomic():
        usual = Pace(pace.bytes_a_second or link.bytes_a_second)
        cut_batches(db, road.keys, road.now(), usual.batch_bytes)
        if not link.unanswered:
            offered = tuple(_affordable(outbox.waiting(db, device), pace.ask_bytes))
        link = msgspec.structs.replace(
            link, asks=link.asks + 1, unanswered=link.unanswered or bool(offered)
        )
        identity.keep(db, link)
    landed, digest = outbox.last_landed(db, device)
    ask = Ask(
        version=messages.VERSION,
        device=device,
        now=road.now(),
        epoch=link.epoch,
        landed=landed,
        cursors=link.cursors,
        batches=len(offered),
        number=link.asks,
        checks=checks.go_on(db),
        epoch_number=link.epoch_number,
        acknowledged=link.acknowledged,
        chain=messages.chain_of(digest),
        proof=link.proof if link.prove else None,
    )
    wire = messages.frame_ask(ask, [cut.wire for cut in offered], road.keys.of(device))
    return _Step("exchange", wire, link, offered)


def _hear(on_store: OnStore, step: _Step, answer: bytes, pace: Pace, own: Milliseconds) -> _Outcome:
    """Verify an answer and keep what it says."""
    key = PublicKey(step.link.hub_key)
    if step.path != "exchange":
        messages.verify(answer, messages.reply_context(step.wire), key)
        welcome = messages.read(answer, Welcome)
        return on_store(partial(_welcomed, link=step.link, welcome=welcome))
    reply = messages.read_answer(answer, messages.signed_part(step.wire), key)
    if reply.receipt is not None:
        reply.receipt.verify(key)
    return on_store(lambda db: _believe(db, step.link, reply, pace, own))


def _welcomed(db: Database, *, link: HubLink, welcome: Welcome) -> _Outcome:
    introducing.welcomed(db, link, welcome)
    return _Outcome(_standing(db), more=True)


def _believe(db: Database, link: HubLink, reply: Reply, pace: Pace, own: Milliseconds) -> _Outcome:
    """Keep what the hub said; one transaction, so that a cut repeats it and nothing is lost.

    `own` is the date of this computer's clock.
    """
    device, now = event_log.device_id(db), Milliseconds(reply.now)
    link = msgspec.structs.replace(
        link,
        unanswered=False,
        bytes_a_second=round(pace.bytes_a_second) or link.bytes_a_second,
    )
    with db.atomic():
        before = outbox.landed(db, device)
        if epochs.is_lower(link, reply):
            identity.keep(db, epochs.doubted(link))
            return _Outcome(_standing(db), more=True, unheard=True)
        after = epochs.believed(link, reply, device)
        if epochs.is_another(link, reply):
            inbox.forget_all(db)
            outbox.send_former_anew(db, device)
        inbox.put_all(db, reply.documents)
        event_log.advance_lamport(db, reply.lamport)
        hub_date.received(db, now)
        if acts.are_told_of(reply.documents):
            acts.settle(db, own)
        checks.answered(db, now)
        takes_back = reply.epoch_number > link.epoch_number
        agrees = _agrees(db, device, reply.receipt, takes_back=takes_back)
        if not agrees:  # the hub may have been put back: what it said before is what shows it
            after = msgspec.structs.replace(after, proof=link.proof)
        identity.keep(db, after)
        moved = outbox.landed(db, device) - before
        forked = reply.forked or not agrees or outbox.lacks_bytes(db, device)
        if forked:
            identity.take_new(db)
        outbox.purge(db, now)
    receiving.let_go(db, now)
    standing = replace(_standing(db, len(reply.documents)), sent=max(0, moved))
    unheard = not reply.mark
    more = reply.more or forked or unheard
    return _Outcome(standing, more, forked, moved=bool(moved), unheard=unheard)


def _agrees(db: Database, device: DeviceId, receipt: Receipt | None, *, takes_back: bool) -> bool:
    """Keep what a receipt says has landed; false where that is no history of this computer."""
    if receipt is None:
        return True
    if receipt.device != device:
        raise RefusedError(Code.RECEIPT_NOT_OURS, "The hub's receipt is another computer's.")
    return outbox.set_landed(
        db,
        device,
        receipt.last,
        receipt.digest,
        Milliseconds(receipt.at),
        takes_back=takes_back,
    )


def _is_another(db: Database, before: HubLink | None, hub_key: bytes) -> bool:
    """Whether another hub answers than the one at which this computer is registered.

    It is the same one where it signs with the same key, or with one that its key list names; that
    it names the same root proves nothing, for anybody can.
    """
    if before is None or before.hub_key == hub_key:
        return False
    return not roots.vouches_for(db, hub_key)


def _standing(db: Database, documents: int = 0) -> ExchangeProgress:
    device = event_log.device_id(db)
    return ExchangeProgress(
        landed=outbox.landed(db, device),
        waiting=outbox.amount_waiting(db, device).events,
        documents=documents,
    )


def _affordable(waiting: Iterator[outbox.CutBatch], most: int) -> Iterator[outbox.CutBatch]:
    size = 0
    for place, cut in enumerate(waiting):
        size += len(cut.wire)
        if place and (size > most or place >= MAX_MESSAGE_BATCHES):
            return
        yield cut


def wait(road: Road, error: WorldError, failures: int) -> None:
    """Wait until the hub may be asked again; raises the error where this exchange is over."""
    asked_for = error.facts.get("retry_after", 0)
    seconds = float(asked_for) if isinstance(asked_for, int) else 0.0
    hopeless = error.code in AFTER_A_PERSON or seconds > road.patience.most
    if hopeless or failures >= road.patience.tries or road.cancelled():
        raise error
    road.sleep(road.patience.pause(failures, seconds, road.chance))
    if road.cancelled():
        raise error


def _watch(road: Road, going: list[ExchangeProgress]) -> Callable[[int], None]:
    """Return what is told of bytes that have gone: it keeps in `going` how far that is.

    Stops them where somebody cancelled.
    """
    before = going[0]

    def sent(count: int) -> None:
        if road.cancelled():
            raise _CancelledError
        going[:] = [replace(before, bytes_up=before.bytes_up + count)]
        road.progress(going[0])

    return sent
