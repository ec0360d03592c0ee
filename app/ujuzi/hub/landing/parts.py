"""What the hub has to say to the computers of a campus, in parts that a carrier cannot read.

Each part goes on from what its computer acknowledged, so that a lost stick costs bytes and leaves
no gap. It is sealed to that computer and signed by itself. What the whole campus gets is said once,
sealed to all, and what is signed inside once more, key lists and status lists, stands open.

A carrier says which parts it has by their stamps: those whose content would be the same come not
again. As many come at a time as it asks for, whole ones; the next request names what came. All that
one answer holds was read in one moment, and what is shared comes anew wherever a part of a computer
does, so that it reaches as far. Its second stamp says how far that is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from sqlalchemy import Connection, select

from ujuzi.credentials.keys import PublisherKey
from ujuzi.hub.credentials import status_lists
from ujuzi.hub.feed import feed
from ujuzi.hub.feed.feed import FeedPage, Streams
from ujuzi.hub.landing import asks, epochs, ingest
from ujuzi.hub.landing.epochs import Epoch
from ujuzi.hub.people import registration
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store import clock
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.settings import Identity
from ujuzi.hub.store.tables import heads
from ujuzi.wire import bundle, carrying, parts, seal
from ujuzi.wire.carrying import CarriedPart, CarryAsk
from ujuzi.wire.messages import STREAMS, Document, Mark, Receipt
from ujuzi.wire.parts import OwnPart, PartHeader, SharedPart

PART_BYTES = 1024 * 1024
"""Of the payloads of one part, before they are deflated; the rest waits for the next visit."""

PUBLIC_STREAM = feed.GLOBAL_PLACE
CAMPUS_STREAMS = tuple(place for place in range(STREAMS) if place != PUBLIC_STREAM)

_Shared: TypeAlias = tuple[PartHeader, SharedPart]


class Teller(Protocol):
    """A hub, as far as it tells what it has published."""

    @property
    def database(self) -> HubDatabase:
        """Where that is."""
        ...

    @property
    def identity(self) -> Identity:
        """Its keys."""
        ...

    @property
    def now(self) -> Callable[[], int]:
        """Its clock."""
        ...


@dataclass(frozen=True, slots=True)
class Down:
    """Parts that go down, and whether there are more that had no room."""

    parts: tuple[CarriedPart, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class _Reader:
    """A computer, what it acknowledged, the number of its latest ask and its sealing key."""

    device: Device
    begins: tuple[int, ...]
    number: int
    key: bytes
    anew: bool
    """Whether it acknowledged more than it was told."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """What is the same for all parts of one answer."""

    connection: Connection
    epoch: Epoch
    followed: Streams
    newest: tuple[int, ...]
    now: int
    key: PublisherKey
    known: frozenset[bytes]


def made(hub: Teller, carrier: Device, ask: CarryAsk, claimed: int) -> Down:
    """Return parts for the other computers of a carrier's campus, about as many bytes as asked."""
    most, size = min(ask.down, carrying.MAX_DOWN_BYTES), 0
    found: list[CarriedPart] = []
    more = False
    lists = _status_lists(hub, carrier, claimed)
    with hub.database.reading() as connection:
        moment = _moment(connection, hub.identity.signing_key, carrier, ask.held, claimed)
        readers = list(_readers(moment, carrier))
        for reader in readers:
            wire = None if reader.begins == moment.newest else _own(moment, reader)
            if wire is None:
                continue
            if found and size + len(wire) > most:
                more = True
                break
            found.append(CarriedPart(bundle.PART, wire))
            size += len(wire)
        shared = list(_shared(moment, readers, lists, anew=bool(found)))
    return Down((*shared, *found), more)


def _moment(
    connection: Connection, key: PublisherKey, carrier: Device, held: bytes, claimed: int
) -> _Moment:
    centre = registration.centre_of(connection, carrier.institution)
    followed = Streams.of(centre, carrier.institution, carrier.campus)
    size = parts.STAMP_BYTES
    return _Moment(
        connection,
        epochs.current(connection),
        followed,
        feed.revisions(connection, followed),
        clock.believed(connection, claimed),
        key,
        frozenset(held[at : at + size] for at in range(0, len(held), size)),
    )


def _readers(moment: _Moment, carrier: Device) -> Iterator[_Reader]:
    """Yield the other computers of a campus for which something can be sealed."""
    keys = registration.sealing_keys_of(moment.connection, carrier.campus)
    c = heads.c
    query = select(c.device, c.acknowledged_in, c.acknowledged, c.asked)
    query = query.where(c.institution == carrier.institution, c.device.in_(keys))
    for device, said_in, said, asked in moment.connection.execute(query.order_by(c.device)):
        if device == carrier.device or not seal.is_usable(keys[device]):
            continue
        begins = asks.acknowledged(moment.epoch, said_in, said)
        if any(new < old for new, old in zip(moment.newest, begins, strict=False)):
            begins = (0,) * STREAMS
        record = registration.find(moment.connection, device)
        anew = said_in == asks.BEYOND
        yield _Reader(record, begins, int(asked), keys[device], anew)


def _own(moment: _Moment, reader: _Reader) -> bytes | None:
    """Return a computer's own part; None where the carrier has one that says the same."""
    connection, epoch, device = moment.connection, moment.epoch, reader.device
    documents: list[Document] = []
    page, size = FeedPage((), reader.begins, more=True), 0
    while page.more and size < PART_BYTES:
        page = feed.read(
            connection, moment.followed, page.cursors, device.device, moment.now, shared=False
        )
        documents += page.documents
        size += sum(len(each.payload) for each in page.documents)
    head = ingest.head_of(connection, device)
    known = (epoch.name, epoch.number, reader.begins, reader.number, head.last, head.digest)
    stamp = parts.stamp_of(device.device, *known, _listed(documents))
    if stamp in moment.known:
        return None
    receipt = Receipt(
        epoch.name,
        device.device,
        head.last,
        head.digest,
        epoch_number=epoch.number,
        at=moment.now,
    ).signed_by(moment.key)
    told = Mark(device.device, epoch.name, epoch.number, reader.number, page.cursors)
    said = OwnPart(
        version=parts.VERSION,
        epoch=epoch.name,
        epoch_number=epoch.number,
        begins=reader.begins,
        cursors=page.cursors,
        receipt=receipt,
        documents=tuple(documents),
        lamport=max(head.lamport, ingest.highest_lamport(connection, device)),
        number=reader.number,
        mark=epochs.mac(moment.key, told),
        anew=reader.anew,
    )
    header = PartHeader(bundle.PART, device.device, 0, epoch.number, moment.now, stamp)
    return parts.write_own(header, said, reader.key, moment.key)


def _shared(
    moment: _Moment, readers: Sequence[_Reader], lists: Sequence[Document], *, anew: bool
) -> Iterator[CarriedPart]:
    """Yield what everybody may read, and what the campus shares, sealed to its computers.

    Either is left out where the carrier has what says the same, and reaches as far where that
    matters: with parts that were made `anew`.
    """
    if not readers:
        return
    begins = tuple(map(min, zip(*(each.begins[:STREAMS] for each in readers), strict=True)))
    told = feed.read_shared(moment.connection, moment.followed, begins)

    def part_of(kind: int, streams: Collection[int], place: int, beside: object) -> _Shared | None:
        documents = [each for each in told if each.stream in streams]
        documents += lists if kind == bundle.PUBLIC else []
        start, end = _only(begins, streams), _only(moment.newest, streams)
        epoch = moment.epoch
        says = parts.stamp_of(kind, place, epoch.name, epoch.number, _listed(documents), beside)
        reaches = parts.stamp_of(says, start, end)
        if (reaches if anew else says) in moment.known:
            return None
        header = PartHeader(kind, "", place, epoch.number, moment.now, says + reaches)
        said = SharedPart(parts.VERSION, epoch.name, epoch.number, start, end, tuple(documents))
        return header, said

    if public := part_of(bundle.PUBLIC, {PUBLIC_STREAM}, 0, ()):
        yield CarriedPart(bundle.PUBLIC, parts.write_public(*public, moment.key))
    for place in range(0, len(readers), seal.MAX_RECIPIENTS):
        keys = tuple(each.key for each in readers[place : place + seal.MAX_RECIPIENTS])
        if campus := part_of(bundle.CAMPUS_PART, CAMPUS_STREAMS, place, keys):
            wire = parts.write_campus(*campus, keys, moment.key)
            yield CarriedPart(bundle.CAMPUS_PART, wire)


def _status_lists(hub: Teller, carrier: Device, claimed: int) -> tuple[Document, ...]:
    """Return the status lists that concern somebody of a campus, signed anew where they are old."""
    with hub.database.reading() as connection:
        numbers = status_lists.of_campus(connection, carrier.institution, carrier.campus)
    return status_lists.told(hub.database, numbers, claimed)


def _listed(documents: Iterable[Document]) -> list[tuple[int, str, str, int]]:
    return [(each.stream, each.kind, each.id, each.revision) for each in documents]


def _only(cursors: tuple[int, ...], streams: Collection[int]) -> tuple[int, ...]:
    """Return cursors that say nothing of other streams."""
    return tuple(
        cursor if place in streams else 0 for place, cursor in enumerate(cursors[:STREAMS])
    )
