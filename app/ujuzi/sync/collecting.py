"""By folder and carrier: what a computer writes, what a coordinator's collects, carries and brings.

    computer     write_out   its sealed batches go into a folder, and what is for it comes out
    coordinator  collect     what lies in the folder is held, unopened
    coordinator  carry       what is held goes to the hub in few requests; receipts and parts return
    coordinator  write_back  what came down for others goes into the folder

Held is not landed: a batch is still offered on every other road until the hub's receipt. The store
is used for a moment at a time and never while a drive or the network is waited for. What a link
that breaks has lost is at most one envelope under way: after a request without an answer the next
one brings nothing, and is told what has landed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import msgspec
from msgspec import structs

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.store import event_log, facts, held, hub_date, introductions, outbox
from ujuzi.store.database import Database
from ujuzi.store.held import HeldEnvelope, Holding
from ujuzi.store.outbox import EnvelopeHolder
from ujuzi.sync import bringing, exchange, identity, reporting, taking
from ujuzi.sync.bringing import ItemUp
from ujuzi.sync.enveloping import sealed_batches
from ujuzi.sync.exchange import OnStore, Road
from ujuzi.sync.identity import HubLink, Keys
from ujuzi.sync.pace import Pace
from ujuzi.sync.receiving import take_receipt
from ujuzi.sync.reporting import UNKNOWN, Premises
from ujuzi.sync.transports import folder
from ujuzi.sync.transports.folder import FolderListing
from ujuzi.sync.transports.medium import Medium
from ujuzi.wire import bundle, carrying, envelope, messages
from ujuzi.wire.bundle import ENVELOPE, REPORT, Bundle
from ujuzi.wire.carrying import CampusComputer, CarryAsk, CarryReply, digest_of
from ujuzi.wire.messages import EpochProof, Receipt

LABEL_UP, LABEL_DOWN = "folder-label", "folder-label-down"
"""The facts that hold what this computer's bundles are called by, with the identity it is for."""

MOST_LABELS = 3
"""Tried in one visit; whose files of three labels are not its own has another trouble."""

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
class FolderVisit:
    """What became of writing to a folder.

    So many events are in the bundle now, up to the last of which the folder holds, and so many had
    no room; `landed` is up to which number receipts say that the hub has them. `receipts` and
    `documents` are those that were found there for this computer.
    """

    events: int
    left: int
    size: int
    landed: int
    receipts: int
    strangers: int
    is_crowded: bool
    documents: int = 0


@dataclass(frozen=True, slots=True)
class CollectProgress:
    """How far collecting is: files that were read and their bytes, of all that lie there."""

    files: int
    all_files: int
    bytes: int
    all_bytes: int


@dataclass(slots=True)
class CollectedComputer:
    """What came of one computer: events that are new here, and that were known before.

    It `has_stated` where its statement came, with events or none.
    """

    events: int = 0
    known: int = 0
    has_stated: bool = False


@dataclass(slots=True)
class FolderCollection:
    """What became of collecting: counts of bundles, and of events in envelopes.

    `came` says the same by computer. `problems` are codes by the name of the file; `cut` names
    those that are not whole, to be tried again. `full` are computers of which no more is held.
    """

    bundles: int = 0
    events: int = 0
    known: int = 0
    refused: int = 0
    came: dict[str, CollectedComputer] = field(default_factory=dict)
    full: set[str] = field(default_factory=set)
    strangers: int = 0
    is_crowded: bool = False
    newcomers: set[str] = field(default_factory=set)
    """Computers that ask to be taken in."""
    problems: dict[str, Code] = field(default_factory=dict)

    @property
    def cut(self) -> list[str]:
        """The files that are not whole."""
        return [name for name, code in self.problems.items() if code is Code.BUNDLE_CUT]


@dataclass(frozen=True, slots=True)
class CarryProgress:
    """How far carrying is: envelopes that landed meanwhile, bytes, refusals, parts that came."""

    landed: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    requests: int = 0
    refused: tuple[str, ...] = ()
    parts: int = 0


def write_out(
    on_store: OnStore,
    keys: Keys,
    chosen: Path,
    now: Milliseconds,
    medium: Medium,
    here: Premises = UNKNOWN,
    *,
    cuts: bool = True,
) -> FolderVisit:
    """Write what has not landed to a folder that a person chose, and take what is there for us.

    The bundle ends with a report part, which says `here` of the machine. Unless it `cuts`, what is
    in no batch yet is left for later. When it returns the drive was looked at again, past the
    cache: it may be taken out. Raises RefusedError `not-registered`,
    `key-lost` or `sealing-key-revoked`, and WorldError as `transports.folder`.
    """
    place = folder.bundles_folder(chosen)
    on_store(identity.registered_link)
    back = take_back(on_store, keys, place, now, medium)
    for _ in range(MOST_LABELS):
        outgoing = on_store(lambda db: _outgoing(db, keys, now, here, cuts=cuts))
        made: list[int] = []
        written = folder.write(
            place,
            outgoing.label,
            medium,
            partial(_bundle_up, outgoing, place, made),
            partial(_is_ours, on_store, outgoing.device),
        )
        if written is not None:
            break
        on_store(lambda db: facts.forget(db, LABEL_UP))
    else:
        raise RefusedError(Code.DEVICE_FORKED, "Another computer writes under this one's name.")
    last = outgoing.lasts[made[-1] - 1] if made[-1] else outgoing.landed
    have_landed = partial(_is_ours, on_store, outgoing.device)
    written = folder.clear_older(place, written, medium, have_landed)
    folder.check(place, written, medium)
    holder = EnvelopeHolder(_place(chosen), last, now)
    on_store(lambda db: outbox.hold(db, outgoing.device, holder))
    return FolderVisit(
        events=last - outgoing.landed,
        left=outgoing.recorded - last,
        size=written.size,
        landed=outgoing.landed,
        receipts=back.receipts,
        strangers=back.seen.strangers,
        is_crowded=back.seen.is_crowded,
        documents=back.documents,
    )


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was found in a folder for this computer: so many receipts and documents."""

    seen: FolderListing
    receipts: int
    documents: int


def take_back(
    on_store: OnStore, keys: Keys, place: Path, now: Milliseconds, medium: Medium
) -> TakenBack:
    """Take what lies in a bundles' folder for this computer; what somebody made up is passed over.

    Raises WorldError `folder-gone`.
    """
    seen = folder.listed(place, medium)
    receipts = documents = 0
    for name in seen.names:
        found = folder.read(place, name, medium).bundle
        if found is None or found.head.direction != bundle.DOWN:
            continue
        got, came = take_down(on_store, keys, found, now)
        receipts, documents = receipts + got, documents + came
    return TakenBack(seen, receipts, documents)


def take_down(on_store: OnStore, keys: Keys, found: Bundle, now: Milliseconds) -> tuple[int, int]:
    """Take what a bundle brings down for this computer; return how many receipts and documents."""
    receipts = on_store(partial(_take, receipts=_receipts_in(found)))
    return receipts, on_store(partial(taking.take, keys=keys, found=found, now=now))


def collect(
    on_store: OnStore,
    chosen: Path,
    now: Milliseconds,
    medium: Medium,
    *,
    progress: Callable[[CollectProgress], None] = lambda _told: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> FolderCollection:
    """Hold what lies in a folder: unopened, and of known computers only what they signed.

    `progress` is told before each file, and at the end. Raises WorldError `folder-gone`; what
    is held by then is held.
    """
    place = folder.bundles_folder(chosen)
    seen = folder.listed(place, medium)
    found = FolderCollection(strangers=seen.strangers, is_crowded=seen.is_crowded)
    sizes = [medium.size(place / name) for name in seen.names]
    sizes = [each if each <= bundle.MAX_BUNDLE_BYTES else 0 for each in sizes]  # it is not read
    whole = CollectProgress(len(sizes), len(sizes), sum(sizes), sum(sizes))
    done = 0
    for count, name in enumerate(seen.names):
        if cancelled():
            return found
        progress(replace(whole, files=count, bytes=done))
        done += sizes[count]
        each = folder.read(place, name, medium)
        if each.bundle is None:
            found.problems[name] = each.problem or Code.BUNDLE_MALFORMED
        elif each.bundle.head.direction == bundle.UP:
            found.bundles += 1
            hold_up(on_store, each.bundle, _place(chosen), now, found)
    progress(whole)
    return found


def hold_up(
    on_store: OnStore, up: Bundle, place: str, now: Milliseconds, found: FolderCollection
) -> None:
    """Hold what a computer's bundle brings up, as far as it is good, and count it in `found`.

    `place` is what people call where it came from.
    """
    on_store(partial(_hold, found_in=up, place=place, now=now, found=found))


def write_back(on_store: OnStore, chosen: Path, medium: Medium) -> int:
    """Write what came down to a folder, for whoever comes by; return how many receipts there are.

    Where there is not enough room, parts of computers are left out.
    """
    place = folder.bundles_folder(chosen)

    def outgoing(db: Database) -> tuple[str, str, list[tuple[int, bytes]], int]:
        device = event_log.device_id(db)
        receipts = [(bundle.RECEIPT, msgspec.msgpack.encode(each)) for each in held.receipts(db)]
        items = [*receipts, *bringing.items_down(db)]
        return device, _label(db, LABEL_DOWN, device), items, len(receipts)

    device, label, items, receipts = on_store(outgoing)

    def made(number: int, room: int) -> bytes:
        count = folder.fitting(items, room)
        if count < receipts:
            raise folder.no_room(place)
        return bundle.write(bundle.DOWN, device, label, number, items[:count])

    written = folder.write(
        place, label, medium, made, lambda older, _newer: older.head.direction == bundle.DOWN
    )
    if written is None:
        on_store(lambda db: facts.forget(db, LABEL_DOWN))
        return write_back(on_store, chosen, medium)
    folder.check(place, written, medium)
    return receipts


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


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """What a computer writes: envelopes, the last event of each, and its report part."""

    device: DeviceId
    label: str
    first: list[tuple[int, bytes]]
    """What stands in front of the batches."""
    items: list[tuple[int, bytes]]
    lasts: list[int]
    report: bytes
    landed: int
    recorded: int


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


def _outgoing(
    db: Database, keys: Keys, now: Milliseconds, here: Premises, *, cuts: bool
) -> _Outgoing:
    if cuts:
        exchange.cut_batches(db, keys, now)
    report = reporting.cut(db, keys, now, here)
    device = event_log.device_id(db)
    items: list[tuple[int, bytes]] = []
    lasts: list[int] = []
    size = 0
    for cut, wire in sealed_batches(db, keys, now):
        size += len(wire)
        if items and size > bundle.MAX_CONTENT_BYTES:
            break
        items.append((ENVELOPE, wire))
        lasts.append(cut.last)
    landed = outbox.landed(db, device)
    recorded = landed + outbox.amount_waiting(db, device).events
    label, first = _label(db, LABEL_UP, device), taking.said_first(db, keys, now)
    return _Outgoing(device, label, first, items, lasts, report, landed, recorded)


def _bundle_up(out: _Outgoing, place: Path, made: list[int], number: int, room: int) -> bytes:
    """Return a bundle of as many batches as there is room for; `made` is told how many."""
    items = [*out.first, *out.items]
    room -= len(out.report)
    count = folder.fitting(items, room) - len(out.first)
    if count < min(1, len(out.items)) or room <= 0:
        raise folder.no_room(place)
    made.append(count)
    items = [*items[: len(out.first) + count], (REPORT, out.report)]
    return bundle.write(bundle.UP, out.device, out.label, number, items)


def _label(db: Database, fact: str, device: str) -> str:
    """Return what this computer's bundles are called by: another for another identity."""
    with suppress(ValueError, TypeError):
        owner, label = json.loads(facts.get(db, fact) or "null")
        if owner == device and bundle.LABEL.fullmatch(label):
            return str(label)
    label = folder.new_label()
    with db.atomic():
        facts.put(db, fact, json.dumps([device, label]))
    return label


def _is_ours(
    on_store: OnStore, device: DeviceId, older: Bundle, newer: bytes | None = None
) -> bool:
    """Whether all that an older bundle holds is in the new one as well, if any, or has landed."""
    if older.head.direction != bundle.UP:
        return False
    held_anew = set()
    if newer is not None:
        held_anew = {digest for _, digest in _digests(bundle.read(newer))}
    rest = [each for each in _digests(older) if each[1] not in held_anew]
    return on_store(lambda db: _all_landed(db, device, rest))


def _all_landed(db: Database, device: DeviceId, wanted: list[tuple[str, bytes]]) -> bool:
    return all(
        owner == device and outbox.has_landed(db, device, digest) for owner, digest in wanted
    )


def _digests(found: Bundle) -> Iterator[tuple[str, bytes]]:
    """Yield device and digest of each batch in a bundle; nobody's where it cannot be read."""
    for wire in found.of_kind(ENVELOPE):
        try:
            header = envelope.read(wire).header
        except RefusedError:
            yield "", wire
        else:
            yield header.device, header.digest


def _receipts_in(found: Bundle) -> list[Receipt]:
    receipts = []
    for item in found.of_kind(bundle.RECEIPT):
        with suppress(RefusedError):
            receipts.append(messages.decode(item, Receipt))
    return receipts


def _take(db: Database, *, receipts: list[Receipt]) -> int:
    count = 0
    for receipt in receipts:
        with suppress(RefusedError):  # somebody made it up: another bundle may hold a true one
            count += take_receipt(db, receipt)
    return count


def _place(chosen: Path) -> str:
    """Return what people call a folder, or the drive that it is."""
    return chosen.name or str(chosen)


def _hold(
    db: Database, *, found_in: Bundle, place: str, now: Milliseconds, found: FolderCollection
) -> None:
    """Keep what is good of one bundle, in one transaction."""
    known = held.computers(db)
    by_device = {each.device: PublicKey(each.public_key) for each in known}
    own = event_log.device_id(db)
    with db.atomic():
        found.newcomers |= {*bringing.hold(db, found_in, by_device, own, now)}
        stated, refused = reporting.keep(db, found_in.of_kind(REPORT), known, now)
        found.refused += refused
        for device in stated:
            found.came.setdefault(device, CollectedComputer()).has_stated = True
        for wire in found_in.of_kind(ENVELOPE):
            try:
                read = envelope.read(wire)
                key = by_device.get(read.header.device)
                if key is not None:
                    read.verify(key)
            except RefusedError:
                found.refused += 1
                continue
            if read.header.device == own:
                continue
            outcome = held.keep(db, read, known=key is not None, at=now, place=place)
            came = found.came.setdefault(read.header.device, CollectedComputer())
            if outcome is Holding.NEW:
                found.events += read.header.count
                came.events += read.header.count
            elif outcome is Holding.KNOWN:
                found.known += read.header.count
                came.known += read.header.count
            else:
                found.full.add(read.header.device)


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
        is_full = size > carrying.MAX_CARRY_BYTES or len(chosen) >= MOST_ENVELOPES
        if chosen and is_full:
            return tuple(chosen), False
        chosen.append(each)
    return tuple(chosen), True


def _recognise(db: Database, computers: Sequence[CampusComputer]) -> None:
    """Keep of what was held by a computer's own word what it signed, now that its key is known."""
    for computer in computers:
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
