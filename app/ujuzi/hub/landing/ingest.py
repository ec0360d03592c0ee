"""How a batch lands: exactly once, in one transaction, and never refused for what it says.

The rules, under the lock of the device's head row (last landed sequence and its chain's digest):

- the next batch of the chain lands, and so does every parked one that it makes contiguous;
- a batch that leaves a gap is parked, durably and within bounds, until the gap fills; what a stolen
  computer sends, until a person says that it is not stolen;
- a computer lands so many events a day and so many bytes, as they are once written out: few bytes
  may hold very many. What goes beyond is parked, and lands when a person lets it in, or on the next
  days, in order; what finds no room stays with its computer, which is refused nothing;
- a batch that landed before is acknowledged again; what contradicts the landed history is a fork,
  kept whole for a person, and the device is told;
- the locked head decides what is new, never a count, and events are inserted as new: a key that is
  taken after all raises on any shard and undoes the whole transaction, so nothing is acknowledged;
- what one tells under the identity of a computer that it does not follow counts as its own;
- what cannot be decoded or kept is quarantined, for a person to look at: the head moves on;
- of somebody who was erased (`hub.landing.erasure`) an event lands blank, and the bytes go at once.

Its signature was verified before it comes here. Scope is the device's record, never the batch: what
it tells of lies in that record's institution, whomever the batch names.
What needs no database is done before anything is locked: a batch is read and folded by itself
(`hub.feed.reading`), and what it says of a state is then joined to what was known.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from ujuzi.domain.event import MOST_LAMPORT, CoordinatorActed
from ujuzi.hub.assessment.effects import Effects
from ujuzi.hub.feed.reading import Reading, Row, Unfit, read
from ujuzi.hub.landing import erasure, landing
from ujuzi.hub.people import acts, lines, links
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store.database import insert_new
from ujuzi.hub.store.tables import batches, devices, events, forks, heads, parked, quarantine
from ujuzi.wire import batch as batches_of
from ujuzi.wire.batch import Batch

MAX_PARKED_BATCHES = 64
MAX_PARKED_BYTES = 32 * 1024 * 1024
"""Kept for a device until a gap fills; 64 batches as they are usually cut take an eighth of it."""

MAX_DAY_EVENTS = 200_000
MAX_DAY_BYTES = 64 * 1024 * 1024
"""What lands of a device on one day (UTC): more than what a lab tells in three years. One batch
does always."""

DAY_MILLISECONDS = 24 * 3600 * 1000
TOO_MUCH = "too-much-in-a-day"
"""Why a batch is parked that follows what has landed."""

MAX_FORKS = 16
"""Kept for a device; a computer that goes on contradicting itself is told, and not kept."""

ACTED = CoordinatorActed.kind

LAMPORT_SLACK = 1_000_000
"""A counter may be this far beyond what its device could have counted to; further is clamped."""

WIRE_LIFE_MILLISECONDS = 90 * 24 * 3600 * 1000
"""How long the signed bytes of a landed batch are kept beside the events that they told."""

NO_ORIGIN = (None, None)


class LandingOutcome(StrEnum):
    """What became of a batch."""

    LANDED = "landed"
    KNOWN = "known"
    PARKED = "parked"
    LEFT = "left"
    """With its computer: what it told before waits for a person, or for another day."""
    FORKED = "forked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Head:
    """The last landed sequence of a device, and the digest of the batch that ends there.

    On its last `day` (since 1970) so many events landed, of so many bytes.
    """

    last: int
    digest: bytes
    lamport: int
    forked: bool
    day: int
    day_events: int
    day_bytes: int
    clock_offset: int = 0


@dataclass(frozen=True, slots=True)
class LandingScope:
    """Where a transaction works: its connection, the device's record, and both their clocks.

    Without a `clock_offset` it is the one that was last known: what was carried here tells none.
    """

    connection: Connection
    device: Device
    now: int
    clock_offset: int | None = 0
    effects: Effects = field(default_factory=Effects)
    """What is to be done after the commit."""


def _whose(table: Table) -> ColumnElement[bool]:
    """Return what is true of the rows of the device that `_of` names."""
    return and_(
        table.c.institution == bindparam("of_institution"), table.c.device == bindparam("of_device")
    )


def _of(device: Device) -> dict[str, Any]:
    return {"of_institution": device.institution, "of_device": device.device}


_HEAD = select(
    heads.c.last,
    heads.c.digest,
    heads.c.lamport,
    heads.c.forked,
    heads.c.day,
    heads.c.day_events,
    heads.c.day_bytes,
    heads.c.clock_offset,
).where(_whose(heads))
_LOCKED_HEAD = _HEAD.with_for_update()
_NEW_BATCH = insert(batches)
_MOVED_HEAD = update(heads).where(_whose(heads))
_NEXT_PARKED = select(parked.c.wire).where(_whose(parked), parked.c.first <= bindparam("next"))
_THIS_PARKED = and_(
    _whose(parked),
    parked.c.first == bindparam("this_first"),
    parked.c.digest == bindparam("this_digest"),
)
_TAKEN_PARKED = delete(parked).where(_THIS_PARKED)
_KEPT_PARKED = update(parked).where(_THIS_PARKED).values(because=TOO_MUCH)
_IS_NEXT_PARKED = (
    select(func.count())
    .select_from(parked)
    .where(_whose(parked), parked.c.first == bindparam("next"), parked.c.because.is_not(None))
)
_PARKED_BYTES = select(func.coalesce(func.sum(func.length(parked.c.wire)), 0)).where(_whose(parked))
_PARKED_COUNT = select(func.count()).select_from(parked).where(_whose(parked))
_LANDED_DIGEST = select(batches.c.digest).where(
    _whose(batches), batches.c.first == bindparam("landed")
)
_FORGOTTEN_BYTES = (
    update(batches).where(_whose(batches), batches.c.first == bindparam("landed")).values(wire=None)
)
_FORKED_HEAD = update(heads).where(_whose(heads)).values(forked=True)
_FORKS = select(func.count()).select_from(forks).where(_whose(forks))
_HIGHEST_LAMPORT = select(func.max(heads.c.lamport)).where(
    heads.c.institution == bindparam("of_institution"), heads.c.device != bindparam("of_device")
)


def head_of(connection: Connection, device: Device, *, lock: bool = False) -> Head:
    """Return a device's head, locked until the transaction ends where asked."""
    row = connection.execute(_LOCKED_HEAD if lock else _HEAD, _of(device)).one()
    last, digest, lamport, forked, *day = row
    return Head(last, bytes(digest), lamport, bool(forked), *day)


def receive(place: LandingScope, arrived: Batch, reading: Reading) -> LandingOutcome:
    """Take in one batch whose signature verified."""
    head = head_of(place.connection, place.device, lock=True)
    header = arrived.header
    if header.last <= head.last:
        if _landed_digest(place, header.first) == arrived.digest:
            return LandingOutcome.KNOWN
        return _fork(place, arrived, reading)
    if header.first > head.last + 1:
        return _park(place, head, arrived)
    if header.first <= head.last or header.previous != head.digest:
        return _fork(place, arrived, reading)
    if not _is_allowed(place, head, arrived, reading):
        return _park(place, head, arrived, TOO_MUCH)
    head = _land(place, head, arrived, reading)
    _land_parked(place, head)
    return LandingOutcome.LANDED


def parked_count(connection: Connection, device: Device) -> int:
    """Return how many batches of a device wait for a gap to fill."""
    return int(connection.scalar(_PARKED_COUNT, _of(device)) or 0)


def highest_lamport(connection: Connection, device: Device) -> int:
    """Return the highest counter that others of a device's institution have told, or the hub."""
    told = connection.scalar(_HIGHEST_LAMPORT, _of(device))
    return max(int(told or 0), links.decided(connection, device.institution))


def park_stolen(place: LandingScope, arrived: Batch) -> None:
    """Park a stolen computer's batch for a person, within bounds; nothing else moves."""
    head = head_of(place.connection, place.device, lock=True)
    if _landed_digest(place, arrived.header.first) != arrived.digest:
        _park(place, head, arrived)


def land_waiting(place: LandingScope) -> None:
    """Land the parked batches that follow what has landed, as a person decided.

    A stolen computer's were set aside; what was too much for a day is no more, and the day begins
    anew.
    """
    head = head_of(place.connection, place.device, lock=True)
    _land_parked(place, head, is_let_in=True)
    place.connection.execute(_MOVED_HEAD, {**_of(place.device), "day_events": 0, "day_bytes": 0})


def land_again(place: LandingScope, first: int, reading: Reading) -> None:
    """Take in what a landed batch says that could not be read when it came."""
    head = head_of(place.connection, place.device, lock=True)
    reading, lamport = _clamped(place, head, reading)
    place.connection.execute(
        update(batches)
        .where(_whose(batches), batches.c.first == bindparam("landed"))
        .values(problem=reading.problem),
        {**_of(place.device), "landed": first},
    )
    _take_in(place, head, reading, first)
    place.connection.execute(_MOVED_HEAD, {**_of(place.device), "lamport": lamport})


def purge(connection: Connection, now: int) -> int:
    """Let go of the bytes of batches that landed long ago; their digests stay. Return how many."""
    gone = connection.execute(
        update(batches)
        .where(batches.c.wire.is_not(None), batches.c.arrived_at < now - WIRE_LIFE_MILLISECONDS)
        .values(wire=None)
        .returning(batches.c.first)
    )
    return len(gone.all())


def _land_parked(place: LandingScope, head: Head, *, is_let_in: bool = False) -> None:
    """Land the parked batches that have become contiguous, as many as the day allows."""
    while True:
        mine = {**_of(place.device), "next": head.last + 1}
        rows = place.connection.execute(_NEXT_PARKED, mine).all()
        if not rows:
            return
        before = head
        for row in rows:
            waiting = batches_of.read(bytes(row[0]))
            header = waiting.header
            this = {**_of(place.device), "this_first": header.first, "this_digest": waiting.digest}
            follows = header.first == before.last + 1 and header.previous == before.digest
            if head == before and follows:
                reading = read(waiting)
                if not is_let_in and not _is_allowed(place, head, waiting, reading):
                    place.connection.execute(_KEPT_PARKED, this)
                    return
                head = _land(place, head, waiting, reading)
            elif _landed_digest(place, header.first) != waiting.digest:
                _fork(place, waiting, read(waiting))
            place.connection.execute(_TAKEN_PARKED, this)


def _is_allowed(place: LandingScope, head: Head, arrived: Batch, reading: Reading) -> bool:
    """Say whether a device may land a batch today; the first of a day it may."""
    landed = _of_day(place, head, arrived, reading)
    if landed["day_events"] == arrived.header.count:
        return True
    return landed["day_events"] <= MAX_DAY_EVENTS and landed["day_bytes"] <= MAX_DAY_BYTES


def _of_day(place: LandingScope, head: Head, arrived: Batch, reading: Reading) -> dict[str, int]:
    """Return how much of a device has landed on this day, with a batch."""
    day = place.now // DAY_MILLISECONDS
    before = (head.day_events, head.day_bytes) if head.day == day else (0, 0)
    return {
        "day": day,
        "day_events": before[0] + arrived.header.count,
        "day_bytes": before[1] + reading.size,
    }


def _land(place: LandingScope, head: Head, arrived: Batch, reading: Reading) -> Head:
    """Insert what a batch holds, join what it says and move the head."""
    header = arrived.header
    day = _of_day(place, head, arrived, reading)
    offset = head.clock_offset if place.clock_offset is None else place.clock_offset
    reading, lamport = _clamped(place, head, reading)
    place.connection.execute(
        _NEW_BATCH,
        {
            "institution": place.device.institution,
            "device": place.device.device,
            "first": header.first,
            "last": header.last,
            "digest": arrived.digest,
            "arrived_at": place.now,
            "problem": reading.problem,
            "wire": arrived.wire,
            "clock_offset": offset,
        },
    )
    _take_in(place, head, reading, header.first)
    moved = Head(header.last, arrived.digest, lamport, head.forked, **day, clock_offset=offset)
    place.connection.execute(
        _MOVED_HEAD,
        {
            **_of(place.device),
            "last": moved.last,
            "digest": moved.digest,
            "lamport": lamport,
            "heard_at": place.now,
            "clock_offset": offset,
            **day,
        },
    )
    return moved


def _take_in(place: LandingScope, head: Head, reading: Reading, first: int) -> None:
    """Insert the events of the batch that begins at `first`, set aside what is none, and join what
    they say.
    """
    institution = place.device.institution
    gone = erasure.erased_in(place.connection, institution, reading)
    if gone:
        rows, reading = erasure.blanked(reading, gone)
        blank = {"origin_device": None, "origin_sequence": None, "counts": False}
        whose = {"institution": institution, "device": place.device.device}
        insert_new(place.connection, events, rows, **whose, **blank)
        place.connection.execute(_FORGOTTEN_BYTES, {**_of(place.device), "landed": first})
    _quarantine(place, reading.unfit)
    reading = _believed(place, reading)
    if reading.rows:
        _insert_events(place, head, reading)
        landing.take_in(place.connection, place.device, reading, place.now, place.effects)


def _clamped(place: LandingScope, head: Head, reading: Reading) -> tuple[Reading, int]:
    """Return what lands, no counter beyond what its device could have seen, and the highest.

    It could have heard of what others of its institution told, and have counted on for each event
    of its own. A counter beyond that is kept at the bound, and raises nobody else's.
    """
    if reading.lamport <= head.lamport + len(reading.rows):
        return reading, max(head.lamport, reading.lamport)
    heard = highest_lamport(place.connection, place.device)
    highest = head.lamport
    rows: list[Row] = []
    for row in reading.rows:
        sequence, lamport = row[:2]
        ceiling = min(heard + sequence + LAMPORT_SLACK, MOST_LAMPORT)
        if lamport <= ceiling:
            highest = max(highest, lamport)
        rows.append((sequence, min(lamport, ceiling), *row[2:]))
    if rows == reading.rows:
        return reading, highest
    return reading.again(rows, reading.origins), highest


def _believed(place: LandingScope, reading: Reading) -> Reading:
    """Return what lands, under no identity that is another computer's.

    One that no computer here has ever had is as good as its own: it hurts nobody, and a copy of
    the same disk may tell the same.
    """
    if not reading.origins:
        return reading
    said = {device for device, _ in reading.origins.values()}
    doubted = said - lines.formers(place.connection, place.device.device)
    c = devices.c
    others = set(place.connection.scalars(select(c.device).where(c.device.in_(doubted))))
    if not others:
        return reading
    origins = {
        sequence: origin for sequence, origin in reading.origins.items() if origin[0] not in others
    }
    return reading.again(reading.rows, origins)


def _insert_events(place: LandingScope, head: Head, reading: Reading) -> None:
    """Insert events; each must be new, which the primary key enforces.

    Nearly all are told first by this device, and share what is not in their rows. What an act
    encloses is kept with the act alone.
    """
    rows = [_as_kept(row) if row[3] == ACTED else row for row in reading.rows]
    again: list[tuple[object, ...]] = []
    if reading.origins or head.forked:
        repeated = _told_before(place, head, reading)
        retold = reading.origins.keys() | repeated
        again = [
            (*row, *reading.origins.get(row[0], NO_ORIGIN), row[0] not in repeated)
            for row in rows
            if row[0] in retold
        ]
        rows = [row for row in rows if row[0] not in retold]
    whose = {"institution": place.device.institution, "device": place.device.device}
    first = {"origin_device": None, "origin_sequence": None, "counts": True}
    insert_new(place.connection, events, rows, **whose, **first)
    insert_new(place.connection, events, again, **whose)


def _as_kept(row: Row) -> Row:
    """Return the event of an act as it is kept."""
    return (*row[:5], acts.unenclosed(row[5]))


def _told_before(place: LandingScope, head: Head, reading: Reading) -> set[int]:
    """Return the sequences whose fact landed before, under whatever identity told it.

    Two computers that forked from one may have given an identity twice: the content decides.
    The heads of the first identities are locked and marked, so that what one of those tells later,
    or at the same time, is looked up as well.
    """
    retold = [
        (reading.origins.get(row[0], (place.device.device, row[0])), row)
        for row in reading.rows
        if head.forked or row[0] in reading.origins
    ]
    _mark(place, sorted({device for (device, _), _ in retold}))
    rows = place.connection.execute(
        text(_TOLD_AS[place.connection.dialect.name]),
        {
            "institution": place.device.institution,
            "origins": msgspec.json.encode([origin for origin, _ in retold]).decode(),
        },
    )
    known = {tuple(row) for row in rows}
    repeated = set()
    for origin, (sequence, _, *told) in retold:
        fact = (*origin, *told)
        if fact in known:
            repeated.add(sequence)
        known.add(fact)
    return repeated


def _mark(place: LandingScope, origins: list[str]) -> None:
    """Lock the heads of first identities and mark them; a name of which there is none as well."""
    c = heads.c
    mine = and_(c.institution == place.device.institution, c.device.in_(origins))
    known = select(c.device).where(mine).order_by(c.device).with_for_update()
    there = set(place.connection.scalars(known))
    place.connection.execute(update(heads).where(mine).values(forked=True))
    if place.connection.dialect.name == "postgresql":
        for origin in origins:
            if origin not in there:
                name = f"{place.device.institution}/{origin}"
                place.connection.execute(
                    select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0)))
                )


def _told_as(origins: str) -> str:
    """Return the query of the facts that count and were first recorded as one of `origins`."""
    said = "e.learner, e.kind, e.recorded_at, e.payload"
    name, number = "(o.value ->> 0)", "CAST(o.value ->> 1 AS bigint)"
    return (
        f"SELECT e.device, e.sequence, {said} FROM {origins} AS o CROSS JOIN events e"
        f" WHERE e.institution = :institution AND e.device = {name} AND e.sequence = {number}"
        " AND e.origin_device IS NULL AND e.counts"
        f" UNION ALL SELECT e.origin_device, e.origin_sequence, {said}"
        f" FROM {origins} AS o CROSS JOIN events e WHERE e.institution = :institution"
        f" AND e.origin_device = {name} AND e.origin_sequence = {number} AND e.counts"
    )


_TOLD_AS = {
    "postgresql": _told_as("jsonb_array_elements(CAST(:origins AS jsonb))"),
    "sqlite": _told_as("json_each(:origins)"),
}


def _quarantine(place: LandingScope, found: list[Unfit]) -> None:
    if found:
        place.connection.execute(
            insert(quarantine),
            [
                {
                    "institution": place.device.institution,
                    "device": place.device.device,
                    "sequence": sequence,
                    "reason": reason,
                    "content": content,
                    "arrived_at": place.now,
                }
                for sequence, reason, content in found
            ],
        )


def _landed_digest(place: LandingScope, first: int) -> bytes | None:
    found = place.connection.scalar(_LANDED_DIGEST, {**_of(place.device), "landed": first})
    return None if found is None else bytes(found)


def _park(
    place: LandingScope, head: Head, arrived: Batch, because: str | None = None
) -> LandingOutcome:
    """Keep a batch until its turn comes, within bounds.

    What follows a batch that is too much for a day waits for the same reason.
    """
    if _is_kept(place, arrived, parked):
        return LandingOutcome.PARKED
    if because is None:
        mine = {**_of(place.device), "next": head.last + 1}
        because = TOO_MUCH if place.connection.scalar(_IS_NEXT_PARKED, mine) else None
    kept = int(place.connection.scalar(_PARKED_BYTES, _of(place.device)) or 0)
    if (
        kept + len(arrived.wire) > MAX_PARKED_BYTES
        or parked_count(place.connection, place.device) >= MAX_PARKED_BATCHES
    ):
        return LandingOutcome.LEFT if because else LandingOutcome.REFUSED
    _keep(place, arrived, parked, because=because)
    return LandingOutcome.PARKED


def _fork(place: LandingScope, arrived: Batch, reading: Reading) -> LandingOutcome:
    """Keep the batch that contradicts what landed, and mark the device.

    One that tells of somebody who was erased is not kept.
    """
    place.connection.execute(_FORKED_HEAD, _of(place.device))
    kept = int(place.connection.scalar(_FORKS, _of(place.device)) or 0)
    gone = erasure.erased_in(place.connection, place.device.institution, reading)
    if kept < MAX_FORKS and not gone and not _is_kept(place, arrived, forks):
        _keep(place, arrived, forks)
    return LandingOutcome.FORKED


def _is_kept(place: LandingScope, arrived: Batch, table: Table) -> bool:
    known = (
        select(func.count())
        .select_from(table)
        .where(
            _whose(table),
            table.c.first == arrived.header.first,
            table.c.digest == arrived.digest,
        )
    )
    return bool(place.connection.scalar(known, _of(place.device)))


def _keep(place: LandingScope, arrived: Batch, table: Table, **more: str | None) -> None:
    place.connection.execute(
        insert(table).values(
            institution=place.device.institution,
            device=place.device.device,
            first=arrived.header.first,
            digest=arrived.digest,
            arrived_at=place.now,
            wire=arrived.wire,
            **more,
        )
    )
