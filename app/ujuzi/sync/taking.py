"""What a computer says and takes by folder besides its batches: introduction, ask, welcome, parts.

An own part is taken where its epoch is this computer's or higher, and what it goes on from is at or
below what is known here on every stream; then the cursors become the higher of both. It does not
repeat what campus and public parts say, so it is taken only once those have come that reach as far.
One that goes on from further is kept aside, and the next ask says from where. What is older says
nothing that is not known, and is passed over.

A computer that the hub has not taken in yet takes what is public alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter

from msgspec.structs import replace

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.event import DeviceId, Milliseconds
from ujuzi.errors import RefusedError
from ujuzi.store import event_log, hub_date, inbox, outbox, parts_aside
from ujuzi.store.database import Database
from ujuzi.sync import acts, checks, identity, introducing
from ujuzi.sync.identity import HubLink, Keys
from ujuzi.sync.receiving import purge, take_receipt
from ujuzi.wire import bundle, messages, parts, seal
from ujuzi.wire.bundle import Bundle
from ujuzi.wire.messages import STREAMS, Ask, Document, EpochProof, Mark, Receipt
from ujuzi.wire.parts import HubPart, OwnPart, SharedPart

STREAMS_OF = {bundle.PUBLIC: (0,), bundle.CAMPUS_PART: tuple(range(1, STREAMS))}
"""Of which streams a shared part holds what names no learner."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A part that the hub signed and this computer can read."""

    part: HubPart
    said: OwnPart | SharedPart


def said_first(db: Database, keys: Keys, now: Milliseconds) -> list[tuple[int, bytes]]:
    """Return what stands in front of this computer's batches: its introduction, or its ask.

    Raises RefusedError `key-lost`.
    """
    introduction = introducing.introduced(db, keys)
    if introduction is not None:
        return [(bundle.ENROLMENT, introduction)]
    link = identity.registered_link(db)
    device = event_log.device_id(db)
    link = replace(link, asks=link.asks + 1)
    with db.atomic():
        identity.keep(db, link)
    landed, digest = outbox.last_landed(db, device)
    ask = Ask(
        version=messages.VERSION,
        device=device,
        now=now,
        epoch=link.epoch,
        landed=landed,
        cursors=link.cursors,
        number=link.asks,
        checks=checks.go_on(db),
        epoch_number=link.epoch_number,
        acknowledged=link.acknowledged,
        chain=messages.chain_of(digest),
        proof=link.proof if link.prove else EpochProof(link.proof.mark),
    )
    return [(bundle.ASK, messages.sign(ask, messages.CARRIED_ASK_CONTEXT, keys.of(device)))]


def take(db: Database, keys: Keys, found: Bundle, now: Milliseconds) -> tuple[int, int]:
    """Take what a bundle holds for this computer; return how many receipts and documents.

    Receipts and parts are taken in one transaction, which is synced once.
    """
    link = identity.link_of(db)
    if link is None:
        return 0, 0
    introducing.take_welcome(db, keys, found.of_kind(bundle.WELCOME))
    acts.take_bundle(db, found, now)
    device = event_log.device_id(db)
    receipts = _receipts_in(found, device)
    wires = [*found.of_kind(bundle.PUBLIC), *found.of_kind(bundle.CAMPUS_PART)]
    wires += _naming(device, found.of_kind(bundle.PART))
    wires += parts_aside.kept(db)
    got, taken = 0, list[Document]()
    if receipts or wires:
        with db.atomic():
            if wires:
                taken = _take_parts(db, [*dict.fromkeys(wires)], now)
            got = _take_receipts(db, receipts)
        purge(db)
    if found.of_kind(bundle.GRANTS) or found.of_kind(bundle.ACT) or acts.are_told_of(taken):
        acts.settle(db, now)
    return got, len(taken)


def _receipts_in(found: Bundle, device: DeviceId) -> list[Receipt]:
    """Return a bundle's receipts for a computer, as they came."""
    receipts = []
    for item in _naming(device, found.of_kind(bundle.RECEIPT)):
        with suppress(RefusedError):
            receipt = messages.decode(item, Receipt)
            if receipt.device == device:
                receipts.append(receipt)
    return receipts


def _naming(device: DeviceId, items: Iterable[bytes]) -> list[bytes]:
    """Return what may be for a computer: the items of others do not hold its name as it is."""
    name = device.encode()
    return [each for each in items if name in each]


def _take_receipts(db: Database, receipts: Iterable[Receipt]) -> int:
    count = 0
    for receipt in receipts:
        with suppress(RefusedError):  # somebody made it up: another bundle may hold a true one
            count += take_receipt(db, receipt)
    return count


def _take_parts(db: Database, wires: Sequence[bytes], now: Milliseconds) -> list[Document]:
    link = identity.registered_link(db)
    device = event_log.device_id(db)
    key = PublicKey(link.hub_key)
    is_known = not (link.enrols_as or link.predecessor)
    private, public = identity.sealing_key(db)
    keys = {seal.key_id(public): private} if is_known else {}
    opened = list(_opened(wires, device, key, keys))
    shared = [
        (each.part.header.kind, each.said) for each in opened if isinstance(each.said, SharedPart)
    ]
    if not is_known:
        return _take_public(db, link, shared)
    own = [(each, each.said) for each in opened if isinstance(each.said, OwnPart)]
    own.sort(key=lambda each: (each[1].epoch_number, each[1].begins))
    documents, aside = list[Document](), []
    for each, said in own:
        if not _believes(db, said) or event_log.device_id(db) != device:
            continue
        _read_anew(db, said)
        documents += _take_shared(db, shared)
        taken = _take_own(db, device, said)
        if taken is None:
            aside.append(each)
        else:
            documents += taken
    if event_log.device_id(db) == device:
        documents += _take_shared(db, shared)
    _put_aside(db, aside, now)
    return documents


def _opened(
    wires: Iterable[bytes], device: str, key: PublicKey, keys: dict[str, bytes]
) -> Iterable[_Opened]:
    """Yield what the hub signed and is for this computer; the rest somebody made up or is others'.

    What is others' is told by its header alone, so that nothing is verified in vain.
    """
    for wire in wires:
        with suppress(RefusedError):
            part = parts.read(wire)
            kind = part.header.kind
            if part.header.device not in {"", device} or (kind != bundle.PUBLIC and not keys):
                continue
            part.verify(key)
            said = part.opened(keys)
            if isinstance(said, OwnPart) and said.receipt.device != device:
                continue
            yield _Opened(part, said)


def _believes(db: Database, said: OwnPart) -> bool:
    """Take a part's receipt, which may begin another epoch; whether the part is of that epoch.

    A receipt may show that another computer goes on under this name: then this one has another.
    """
    receipt = said.receipt
    if (receipt.epoch, receipt.epoch_number) != (said.epoch, said.epoch_number):
        return False
    with suppress(RefusedError):
        return take_receipt(db, receipt, is_vouched_for=True)
    return False


def _read_anew(db: Database, said: OwnPart) -> None:
    """Begin at the start where the hub was put back, and nothing proves when.

    So it is only where a part answers this computer's latest ask: an older one may be a copy.
    """
    link = identity.registered_link(db)
    if said.anew and said.number == link.asks and not any(said.begins):
        identity.keep(db, replace(link, cursors=messages.START, shared=messages.START))


def _take_own(db: Database, device: DeviceId, said: OwnPart) -> tuple[Document, ...] | None:
    """Take a part; return which documents came of it, None where it is to be kept aside."""
    link = identity.registered_link(db)
    link = replace(link, asks=max(link.asks, said.number))
    identity.keep(db, link)
    fits = _fits(said.begins, link.cursors)
    if fits and not _goes_on(said.cursors, link.cursors):
        return ()
    reached = _shared_by(link)
    if not (fits and all(up_to <= own for up_to, own in zip(said.cursors, reached, strict=False))):
        return None
    _put(db, said.documents)
    event_log.advance_lamport(db, said.lamport)
    checks.answered(db, Milliseconds(said.receipt.at))
    proof, cursors = link.proof, _joined(link.cursors, said.cursors)
    if said.mark and cursors == said.cursors:
        mark = Mark(device, said.epoch, said.epoch_number, said.number, said.cursors, said.mark)
        proof = EpochProof(mark, proof.receipt)
    identity.keep(db, replace(link, cursors=cursors, proof=proof))
    return said.documents


def _take_shared(db: Database, shared: list[tuple[int, SharedPart]]) -> list[Document]:
    """Take what goes on from what is known, of this epoch; no cursor moves but that of the shared.

    It may come before the own part that needs it, and by another road. What was taken is `shared`
    no more.
    """
    documents = list[Document]()
    for kind, said in tuple(shared):
        link = identity.registered_link(db)
        known, streams = _shared_by(link), STREAMS_OF[kind]
        is_of_epoch = (said.epoch, said.epoch_number) == (link.epoch, link.epoch_number)
        if not is_of_epoch or any(said.begins[place] > known[place] for place in streams):
            continue
        is_known = all(said.cursors[place] <= known[place] for place in streams)
        if is_known and not inbox.has_news(db, said.documents):
            continue
        shared.remove((kind, said))
        _put(db, said.documents)
        documents += said.documents
        reached = tuple(
            max(known[place], said.cursors[place]) if place in streams else known[place]
            for place in range(STREAMS)
        )
        identity.keep(db, replace(link, shared_in=link.epoch, shared=reached))
    return documents


def _shared_by(link: HubLink) -> tuple[int, ...]:
    """Return how far this computer has what is shared."""
    shared = link.shared if link.shared_in == link.epoch else messages.START
    return tuple(map(max, zip(link.cursors[:STREAMS], shared, strict=True)))


def _take_public(
    db: Database, link: HubLink, shared: Sequence[tuple[int, SharedPart]]
) -> list[Document]:
    """Take what everybody may read; no cursor moves, for the rest has yet to come."""
    documents = list[Document]()
    for kind, said in shared:
        if kind == bundle.PUBLIC and said.epoch_number >= link.epoch_number:
            _put(db, said.documents)
            documents += said.documents
    return documents


def _put(db: Database, told: Collection[Document]) -> None:
    """Keep what a part tells; what changes more than its own row, in its turn."""
    if not inbox.ACTING.isdisjoint({each.kind for each in told}):
        told = sorted(told, key=attrgetter("stream", "revision"))
    inbox.put_all(db, told)


def _fits(begins: tuple[int, ...], known: tuple[int, ...]) -> bool:
    """Whether what goes on from `begins` leaves no gap after what is known.

    Cursors between the pages of one answer are followed only by what goes on from exactly there.
    """
    if len(begins) > STREAMS:
        return begins == known
    return all(begin <= own for begin, own in zip(begins, known, strict=False))


def _goes_on(cursors: tuple[int, ...], known: tuple[int, ...]) -> bool:
    """Whether cursors lead beyond what is known."""
    return any(new > old for new, old in zip(cursors, known, strict=False)) or (
        cursors[:STREAMS] == known[:STREAMS] and cursors != known
    )


def _joined(known: tuple[int, ...], cursors: tuple[int, ...]) -> tuple[int, ...]:
    """Return the higher of both on each stream.

    Between pages, what was known when the reading began is the lower of both, and a document that
    was told in part is told again.
    """
    pairs = list(zip(known, cursors, strict=False))[:STREAMS]
    if all(new >= old for old, new in pairs):
        return cursors
    higher = tuple(max(pair) for pair in pairs)
    between = [each[STREAMS] for each in (known, cursors) if len(each) > STREAMS]
    return (*higher, min(between), 0) if between else higher


def _put_aside(db: Database, own: list[_Opened], now: Milliseconds) -> None:
    """Keep parts that go on from further, the newest first, and no others."""
    if own or parts_aside.kept(db):
        newest = sorted(own, key=lambda each: each.part.header.at, reverse=True)
        parts_aside.keep_only(db, [each.part.wire for each in newest], hub_date.latest(db) or now)
