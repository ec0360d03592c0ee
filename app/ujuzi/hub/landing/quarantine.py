"""What computers sent that did not simply land, for a person to look at, to let in or to let go.

Three kinds of it. Events that cannot be kept as such, and batches that cannot be read, were set
`aside` when they landed, and the head moved on. `parked` is what waits for an earlier batch, came
from a computer that is marked stolen, or was too much for one day. A `fork` contradicts what has
landed. What is parked goes when it lands; everything else stays until a person lets it go.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Table, delete, func, literal, select

from ujuzi.domain.event import DeviceId, kind_of
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed.reading import read
from ujuzi.hub.landing import ingest
from ujuzi.hub.landing.ingest import LandingScope
from ujuzi.hub.people.registration import STOLEN, Device
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import devices, forks, heads, parked
from ujuzi.hub.store.tables import quarantine as aside
from ujuzi.wire import batch as batches
from ujuzi.wire.codec import event_of

BATCH_PROBLEMS = "batch-"
"""How the reason begins where a whole batch cannot be read."""


class Store(NamedTuple):
    """A table of what is kept, and where it keeps its sequence, its bytes and its reason."""

    kind: str
    table: Table
    sequence: ColumnElement[int]
    content: ColumnElement[bytes]
    reason: ColumnElement[str]


ASIDE = Store("aside", aside, aside.c.sequence, aside.c.content, aside.c.reason)
FORKS = Store("fork", forks, forks.c.first, forks.c.wire, literal("contradicts-what-landed"))
EARLIER_MISSING = "earlier-batch-missing"
PARKED = Store(
    "parked",
    parked,
    parked.c.first,
    parked.c.wire,
    func.coalesce(parked.c.because, literal(EARLIER_MISSING)),
)
STORES = (ASIDE, FORKS, PARKED)
DEVICE_STOLEN, NOT_RELEASED = "device-stolen", "not-released"
"""Why something is parked that waits for no earlier batch: its computer is stolen, or was."""


class Quarantined(NamedTuple):
    """Something that is kept for a person; `sequence` is the first where it is a batch.

    `arrived_at` is in milliseconds since 1970, `size` in bytes.
    """

    kind: str
    institution: str
    campus: str
    device: str
    sequence: int
    reason: str
    arrived_at: int
    size: int


class QuarantinedEvent(NamedTuple):
    """What an event says: personal data, to be shown where it is asked for."""

    sequence: int
    learner: str
    kind: str
    recorded_at: int | str
    payload: str


def held(scope: Scope, device: Device | None = None) -> list[Quarantined]:
    """Return what is kept for a person, of one computer or of all, by campus and arrival."""
    found = []
    for store in STORES:
        c = store.table.c
        query = select(
            c.institution,
            devices.c.campus,
            c.device,
            store.sequence,
            store.reason,
            c.arrived_at,
            func.length(store.content),
            devices.c.revoked,
            heads.c.last,
        ).select_from(
            store.table.join(devices, devices.c.device == c.device).join(
                heads, (heads.c.institution == c.institution) & (heads.c.device == c.device)
            )
        )
        query = query.where(scope.covers(c.institution, campus=devices.c.campus))
        if device is not None:
            query = query.where(*_mine(store, device))
        for *row, revoked, last in scope.connection.execute(query):
            each = Quarantined(store.kind, *row)
            if store is PARKED and revoked == STOLEN:
                each = each._replace(reason=DEVICE_STOLEN)
            elif each.reason == EARLIER_MISSING and each.sequence <= last + 1:
                each = each._replace(reason=NOT_RELEASED)
            found.append(each)
    return sorted(found, key=lambda each: (each.campus, each.device, each.arrived_at, each))


def counts(connection: Connection) -> defaultdict[str, Counter[str]]:
    """Return how much is kept for a person, by computer and kind."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for store in STORES:
        device = store.table.c.device
        for name, count in connection.execute(select(device, func.count()).group_by(device)):
            found[name][store.kind] += count
    return found


def contents(connection: Connection, device: Device, sequence: int) -> list[QuarantinedEvent]:
    """Return the events that are kept of a computer under a sequence, as far as they can be read.

    Raises RefusedError `nothing-held` where nothing is kept there.
    """
    rows = [
        row
        for store in STORES
        for row in connection.execute(
            select(store.reason, store.content, literal(store is ASIDE)).where(
                *_mine(store, device), store.sequence == sequence
            )
        )
    ]
    if not rows:
        raise _nothing_held(device, sequence)
    found: list[QuarantinedEvent] = []
    for reason, content, was_aside in rows:
        if was_aside and not reason.startswith(BATCH_PROBLEMS):
            _, learner, recorded_at, kind, payload, _ = msgspec.msgpack.decode(bytes(content))
            found.append(_told(sequence, learner, kind, recorded_at, payload))
        else:
            found += _told_by_batch(bytes(content))
    return found


def release(connection: Connection, device: Device, now: int) -> LandingScope:
    """Try again to land what is kept of a computer; return the place, which knows what to grade.

    What came from a computer that was marked stolen lands once it is so no more, and what was too
    much for a day; a batch that this program can read by now is read. An event that is none stays,
    and so does a fork. Raises RefusedError `device-stolen`.
    """
    if device.revoked == STOLEN:
        raise RefusedError(
            Code.DEVICE_STOLEN,
            f"The computer {device.device} is marked stolen; reinstate it, or mark it retired.",
            device=device.device,
        )
    place = LandingScope(connection, device, now)
    ingest.land_waiting(place)
    unread = select(ASIDE.sequence, ASIDE.content).where(
        *_mine(ASIDE, device), ASIDE.reason.startswith(BATCH_PROBLEMS)
    )
    for sequence, content in connection.execute(unread.order_by(ASIDE.sequence)).all():
        reading = read(batches.read(bytes(content)))
        if reading.problem is None:
            _forget(connection, ASIDE, device, sequence)
            ingest.land_again(place, sequence, reading)
    return place


def dismiss(connection: Connection, device: Device, sequence: int) -> int:
    """Let go for good of what is kept of a computer under a sequence, and return how much it was.

    Raises RefusedError `nothing-held`.
    """
    gone = sum(_forget(connection, store, device, sequence) for store in STORES)
    if not gone:
        raise _nothing_held(device, sequence)
    return gone


def _mine(store: Store, device: Device) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    c = store.table.c
    return (c.institution == device.institution, c.device == device.device)


def _forget(connection: Connection, store: Store, device: Device, sequence: int) -> int:
    gone = delete(store.table).where(*_mine(store, device), store.sequence == sequence)
    return len(connection.execute(gone.returning(store.sequence)).all())


def _told_by_batch(wire: bytes) -> list[QuarantinedEvent]:
    batch = batches.read(wire)
    try:
        facts = batch.facts()
    except RefusedError:
        return []
    found = []
    for sequence, fact in enumerate(facts, batch.header.first):
        event = event_of(fact, DeviceId(batch.header.device), sequence)
        found.append(
            _told(sequence, event.learner, kind_of(event.body), event.recorded_at, fact.payload)
        )
    return found


def _told(
    sequence: int, learner: str, kind: str, recorded_at: Any, payload: bytes
) -> QuarantinedEvent:
    return QuarantinedEvent(
        sequence, learner, kind, recorded_at, payload.decode(errors="backslashreplace")
    )


def _nothing_held(device: Device, sequence: int) -> RefusedError:
    return RefusedError(
        Code.NOTHING_HELD, f"Nothing is kept of the computer {device.device} under {sequence}."
    )
