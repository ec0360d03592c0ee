"""The append-only log: every fact this computer recorded or heard of.

`append` folds the event into the projections in the same transaction, so what a page shows and
what the log holds can never differ. Sequences of this device run without a gap; its Lamport
counter is one more than the largest seen that is believed. What is too large for any road to the
hub is refused here, before it stands in the way of all that comes after it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import msgspec

from ujuzi.domain.event import (
    BLANK,
    EVENT_BYTES_MOST,
    MOST_LAMPORT,
    OF_THE_COMPUTER,
    Body,
    ComputerClosed,
    ComputerOpened,
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    Origin,
    decode_body,
    encode_body,
    kind_of,
)
from ujuzi.errors import Code, RefusedError
from ujuzi.store import erasure, facts, projections
from ujuzi.store.database import Database

COLUMNS = (
    "device, sequence, lamport, learner, kind, recorded_at, payload, origin_device, origin_sequence"
)
_HEARD = "lamport-heard"
_FORMERS = "former-ids"
"""The fact that holds the identities that were given up, the latest first."""
MOST_FORMERS_KEPT = 16
_CLOSED = "closed"
"""The fact that holds when this computer was closed."""
_LARGEST = 2**63 - 1
"""SQLite's largest integer."""


def device_id(db: Database) -> DeviceId:
    """Return this computer's device id; the first call makes one."""
    known = facts.get(db, "device")
    if known is None:
        known = secrets.token_hex(8)
        facts.put(db, "device", known)
    return DeviceId(known)


def go_on_as(db: Database, new: DeviceId) -> None:
    """Record under another identity from now on; the one before is remembered, entries or none."""
    with db.atomic():
        before = [device_id(db), *_given_up(db)]
        facts.put(db, _FORMERS, " ".join(before[:MOST_FORMERS_KEPT]))
        facts.put(db, "device", new)


def former_ids(db: Database) -> tuple[DeviceId, ...]:
    """Return the identities that this computer had before, the latest first.

    Those under which it recorded nothing come last.
    """
    own = device_id(db)
    rows = db.rows(
        """
        WITH RECURSIVE known(device) AS (
            SELECT min(device) FROM events
            UNION ALL
            SELECT (SELECT min(device) FROM events WHERE events.device > known.device)
            FROM known WHERE device IS NOT NULL
        )
        SELECT device FROM known WHERE device IS NOT NULL ORDER BY (
            SELECT lamport FROM events WHERE events.device = known.device
            ORDER BY sequence DESC LIMIT 1
        ) DESC
        """
    )
    found = dict.fromkeys([*(DeviceId(row[0]) for row in rows), *_given_up(db)])
    return tuple(each for each in found if each != own)


def _given_up(db: Database) -> list[DeviceId]:
    return [*map(DeviceId, (facts.get(db, _FORMERS) or "").split())]


class FormerEntries(msgspec.Struct, frozen=True):
    """How many entries count under an identity that was given up, the last of them its `last`."""

    device: DeviceId
    last: int
    entries: int


def entries_of_formers(db: Database) -> tuple[tuple[FormerEntries, ...], int]:
    """Return what counts under identities that were given up, by id, and how much counts nowhere.

    An entry that the present identity tells again counts there. One that landed under a former
    one counts under that; what did neither counts nowhere. What somebody recorded who was erased
    since is told by nobody, unless it had landed: nothing is left of it that could arrive.
    """
    device = device_id(db)
    other = "SELECT EXISTS (SELECT 1 FROM events WHERE device < ?1)"
    if db.row(f"{other} OR EXISTS (SELECT 1 FROM events WHERE device > ?1)", (device,)) == (0,):
        return (), 0
    rows = db.rows(
        """
        WITH landed AS (
            SELECT device, max(last) AS last FROM batches WHERE landed_at IS NOT NULL
            GROUP BY device
        ), told AS (
            SELECT device, sequence, row_number() OVER (
                PARTITION BY coalesce(origin_device, device), coalesce(origin_sequence, sequence)
                ORDER BY device = :own DESC, sequence <= coalesce(landed.last, 0) DESC, device
            ) AS place, sequence <= coalesce(landed.last, 0) AS has_landed, kind
            FROM events LEFT JOIN landed USING (device)
        )
        SELECT device, max(sequence) FILTER (WHERE has_landed),
            count(*) FILTER (WHERE has_landed),
            count(*) FILTER (WHERE NOT has_landed AND kind <> :blank)
        FROM told WHERE place = 1 AND device <> :own GROUP BY device ORDER BY device
        """,
        {"own": device, "blank": BLANK},
    )
    found = tuple(FormerEntries(DeviceId(row[0]), row[1], row[2]) for row in rows if row[2])
    return found, sum(row[3] for row in rows)


def closed_at(db: Database) -> Milliseconds | None:
    """Return when this computer was closed; None where it is open."""
    at = facts.get(db, _CLOSED)
    return None if at is None else Milliseconds(int(at))


def close(db: Database, at: Milliseconds) -> None:
    """Record that this computer is closed, and nothing after it."""
    with db.atomic():
        append(db, OF_THE_COMPUTER, ComputerClosed(), at)
        facts.put(db, _CLOSED, str(at))


def open_again(db: Database, at: Milliseconds) -> None:
    """Record again from now on, where this computer was closed."""
    with db.atomic():
        if closed_at(db) is not None:
            facts.forget(db, _CLOSED)
            append(db, OF_THE_COMPUTER, ComputerOpened(), at)


def check_open(db: Database) -> None:
    """Return only if something may be recorded here; raises RefusedError `computer-closed`."""
    if facts.get(db, _CLOSED) is not None:
        raise RefusedError(
            Code.COMPUTER_CLOSED, "This computer is closed; its steward can open it again."
        )


def append(db: Database, learner: LearnerId, body: Body, recorded_at: Milliseconds) -> Event:
    """Record one fact; it is durable, and folded in, when the outermost transaction ends.

    Raises RefusedError `event-too-large`, `computer-closed`, or `learner-unknown` of somebody who
    was erased.
    """
    with db.atomic():
        check_open(db)
        erasure.check(db, learner)
        device = device_id(db)
        row = db.row(
            "SELECT sequence, lamport FROM events WHERE device = ? ORDER BY sequence DESC LIMIT 1",
            (device,),
        )
        sequence, lamport = row or (0, 0)
        event = Event(
            device=device,
            sequence=sequence + 1,
            lamport=min(max(lamport, _heard(db)) + 1, _LARGEST),
            learner=learner,
            recorded_at=recorded_at,
            body=body,
        )
        _insert(db, event)
        projections.apply(db, event)
    return event


def advance_lamport(db: Database, lamport: int) -> None:
    """Count from what others have counted to, where that is more and is believed."""
    if _heard(db) < lamport <= MOST_LAMPORT:
        facts.put(db, _HEARD, str(lamport))


def replay(db: Database, learner: LearnerId | None = None) -> Iterator[Event]:
    """Yield every event, or one learner's, by device and sequence."""
    where, parameters = ("WHERE learner = ?", (learner,)) if learner else ("", ())
    for row in db.each(
        f"SELECT {COLUMNS} FROM events {where} ORDER BY device, sequence", parameters
    ):
        yield _event(row)


def run(db: Database, device: DeviceId, after: int = 0, most: int | None = None) -> Iterator[Event]:
    """Yield a device's events after a sequence, in order, `most` of them at most."""
    for row in db.each(
        f"SELECT {COLUMNS} FROM events WHERE device = ? AND sequence > ? ORDER BY sequence LIMIT ?",
        (device, after, -1 if most is None else most),
    ):
        yield _event(row)


def last_of(db: Database, device: DeviceId) -> int:
    """Return the number of a device's last event; 0 before any."""
    row = db.row(
        "SELECT sequence FROM events WHERE device = ? ORDER BY sequence DESC LIMIT 1", (device,)
    )
    return int(row[0]) if row else 0


def count(db: Database) -> int:
    """Return how many events the log holds."""
    row = db.row("SELECT count(*) FROM events")
    return int(row[0]) if row else 0


def _heard(db: Database) -> int:
    """Return the highest counter heard of; one that cannot be is as none, whoever stored it."""
    heard = int(facts.get(db, _HEARD) or 0)
    return heard if heard <= MOST_LAMPORT else 0


def _insert(db: Database, event: Event) -> None:
    origin, payload = event.first_recorded_as, encode_body(event.body)
    if len(payload) > EVENT_BYTES_MOST:
        raise RefusedError(
            Code.EVENT_TOO_LARGE, "This is too long to reach the hub, so it was not recorded."
        )
    db.execute(
        f"INSERT INTO events ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.device,
            event.sequence,
            event.lamport,
            event.learner,
            kind_of(event.body),
            event.recorded_at,
            payload,
            origin.device if origin else None,
            origin.sequence if origin else None,
        ),
    )


def _event(row: tuple[str, int, int, str, str, int, bytes, str | None, int | None]) -> Event:
    device, sequence, lamport, learner, kind, recorded_at, payload, origin_device, origin = row
    return Event(
        device=DeviceId(device),
        sequence=sequence,
        lamport=lamport,
        learner=LearnerId(learner),
        recorded_at=Milliseconds(recorded_at),
        body=decode_body(kind, payload),
        first_recorded_as=Origin(DeviceId(origin_device), origin)
        if origin_device is not None and origin is not None
        else None,
    )
