"""By folder: what a computer writes there, what a coordinator's collects, and what goes back.

    computer     write_out   its sealed batches go into a folder, and what is for it comes out
    coordinator  collect     what lies in the folder is held, unopened
    coordinator  carry       what is held goes to the hub, and what it says returns (`sync.sending`)
    coordinator  write_back  what came down for others goes into the folder

Held is not landed: a batch is still offered on every other road until the hub's receipt. The store
is used for a moment at a time and never while a drive is waited for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.errors import Code, RefusedError
from ujuzi.store import event_log, facts, held, outbox
from ujuzi.store.database import Database
from ujuzi.store.held import Holding
from ujuzi.store.outbox import EnvelopeHolder
from ujuzi.sync import bringing, cutting, identity, reporting, taking
from ujuzi.sync.enveloping import sealed_batches
from ujuzi.sync.exchange import OnStore
from ujuzi.sync.identity import Keys
from ujuzi.sync.reporting import UNKNOWN, Premises
from ujuzi.sync.transports import folder
from ujuzi.sync.transports.folder import FolderListing
from ujuzi.sync.transports.medium import Medium
from ujuzi.wire import bundle, envelope
from ujuzi.wire.bundle import ENVELOPE, REPORT, Bundle

LABEL_UP, LABEL_DOWN = "folder-label", "folder-label-down"
"""The facts that hold what this computer's bundles are called by, with the identity it is for."""

MOST_LABELS = 3
"""Tried in one visit; whose files of three labels are not its own has another trouble."""


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
        is_ours = partial(_is_ours, on_store, outgoing.device)
        bundle_up = partial(_bundle_up, outgoing, place, made)
        written = folder.write(place, outgoing.label, medium, bundle_up, is_ours, is_ours)
        if written is not None:
            break
        on_store(lambda db: facts.forget(db, LABEL_UP))
    else:
        raise RefusedError(Code.DEVICE_FORKED, "Another computer writes under this one's name.")
    last = outgoing.lasts[made[-1] - 1] if made[-1] else outgoing.landed
    folder.check(place, written, medium)
    holder = EnvelopeHolder(folder.name_of(chosen), last, now)
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
        if folder.is_going_up(place, name, medium):
            continue
        found = folder.read(place, name, medium).bundle
        if found is None or found.head.direction != bundle.DOWN:
            continue
        got, came = take_down(on_store, keys, found, now)
        receipts, documents = receipts + got, documents + came
    return TakenBack(seen, receipts, documents)


def take_down(on_store: OnStore, keys: Keys, found: Bundle, now: Milliseconds) -> tuple[int, int]:
    """Take what a bundle brings down for this computer; return how many receipts and documents."""
    return on_store(partial(taking.take, keys=keys, found=found, now=now))


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
            hold_up(on_store, each.bundle, folder.name_of(chosen), now, found)
    progress(whole)
    return found


def hold_up(
    on_store: OnStore, up: Bundle, place: str, now: Milliseconds, found: FolderCollection
) -> None:
    """Hold what a computer's bundle brings up, as far as it is good, and count it in `found`.

    `place` is what people call where it came from.
    """
    on_store(partial(_hold, found_in=up, place=place, now=now, found=found))


@dataclass(frozen=True, slots=True)
class WrittenBack:
    """What lies in a folder for who comes by: so many receipts; so much more had no room."""

    receipts: int
    left_out: int


def write_back(
    on_store: OnStore,
    chosen: Path,
    medium: Medium,
    beside: Callable[[], None] = lambda: None,
) -> WrittenBack:
    """Write what came down to a folder, for whoever comes by.

    Where there is not enough room, parts of computers are left out. `beside` writes what else goes
    along: a drive that lies about its size writes over its beginning, and is looked at after that.
    """
    place, written_items = folder.bundles_folder(chosen), 0

    def outgoing(db: Database) -> tuple[str, str, list[tuple[int, bytes]], int]:
        device = event_log.device_id(db)
        receipts = [(bundle.RECEIPT, msgspec.msgpack.encode(each)) for each in held.receipts(db)]
        items = [*receipts, *bringing.items_down(db)]
        return device, _label(db, LABEL_DOWN, device), items, len(receipts)

    device, label, items, receipts = on_store(outgoing)

    def made(number: int, room: int) -> bytes:
        nonlocal written_items
        count = folder.fitting(items, room)
        if count < receipts:
            raise folder.no_room(place)
        written_items = count
        return bundle.write(bundle.DOWN, device, label, number, items[:count])

    written = folder.write(
        place, label, medium, made, lambda older, _newer: older.head.direction == bundle.DOWN
    )
    if written is None:
        on_store(lambda db: facts.forget(db, LABEL_DOWN))
        return write_back(on_store, chosen, medium, beside)
    beside()
    folder.check(place, written, medium)
    return WrittenBack(receipts, len(items) - written_items)


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


def _outgoing(
    db: Database, keys: Keys, now: Milliseconds, here: Premises, *, cuts: bool
) -> _Outgoing:
    """Return what is to be written; all of it is settled in one transaction, synced once."""
    with db.atomic():
        return _settled(db, keys, now, here, cuts=cuts)


def _settled(
    db: Database, keys: Keys, now: Milliseconds, here: Premises, *, cuts: bool
) -> _Outgoing:
    if cuts:
        cutting.cut_batches(db, keys, now)
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
    recorded = event_log.last_of(db, device)
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
