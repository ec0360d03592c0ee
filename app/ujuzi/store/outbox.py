"""Batches on their way up: cut once, kept until the hub's receipt, and for months after.

What is here of a batch is its bytes and its place in the chain; how it is encoded and signed is
`wire.batch`'s business. Whether a batch has landed is what the hub's receipts say, and they only go
forward: a hub that was put back from a backup takes a landing back by beginning another epoch, and
then the same bytes are offered again.

What leaves by folder or relay is sealed (`wire.envelope`): the first time only, and kept beside it,
so that the same bytes leave ever after. Who holds them is written down; that is never called
landed.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import BLANK, DeviceId, Milliseconds
from ujuzi.store import event_log, facts, hub_date
from ujuzi.store.database import Database

KEPT_AFTER_LANDING = Milliseconds(90 * 24 * 3600 * 1000)


class CutBatch(msgspec.Struct, frozen=True):
    """A batch's place and its signed bytes."""

    first: int
    last: int
    digest: bytes
    wire: bytes


class Backlog(msgspec.Struct, frozen=True):
    """What has not landed: events, the bytes of batches, and events that are in none yet."""

    events: int
    bytes: int
    uncut: int


class EnvelopeHolder(msgspec.Struct, frozen=True):
    """A folder or relay that has this computer's batches up to `last`, since the latest time."""

    name: str
    last: int
    held_at: Milliseconds


def add(db: Database, device: DeviceId, cut: CutBatch, cut_at: Milliseconds) -> None:
    """Keep a batch that was just cut."""
    with db.atomic():
        db.execute(
            "INSERT INTO batches (device, first, last, digest, wire, cut_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (device, cut.first, cut.last, cut.digest, cut.wire, cut_at),
        )


def last_cut(db: Database, device: DeviceId) -> tuple[int, bytes] | None:
    """Return the last sequence that is in a batch, and that batch's digest."""
    row = db.row(
        "SELECT last, digest FROM batches WHERE device = ? ORDER BY first DESC LIMIT 1", (device,)
    )
    return None if row is None else (row[0], bytes(row[1]))


def waiting(db: Database, device: DeviceId) -> Iterator[CutBatch]:
    """Yield the batches that have not landed, in order."""
    rows = db.each(
        "SELECT first, last, digest, wire FROM batches"
        " WHERE device = ? AND landed_at IS NULL AND wire IS NOT NULL ORDER BY first",
        (device,),
    )
    for first, last, digest, wire in rows:
        yield CutBatch(first, last, bytes(digest), bytes(wire))


def envelope(db: Database, device: DeviceId, first: int) -> tuple[str, bytes] | None:
    """Return for which of the hub's sealing keys a batch was sealed, by name, and the bytes."""
    row = db.row("SELECT key, wire FROM envelopes WHERE device = ? AND first = ?", (device, first))
    return None if row is None else (str(row[0]), bytes(row[1]))


def keep_envelope(
    db: Database, device: DeviceId, first: int, key: str, wire: bytes, at: Milliseconds
) -> None:
    """Keep a batch as it leaves from now on, sealed for a key of this name and no other."""
    with db.atomic():
        db.execute(
            "INSERT INTO envelopes (device, first, key, wire, left_at, hub_date)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (device, first)"
            " DO UPDATE SET key = excluded.key, wire = excluded.wire",
            (device, first, key, wire, at, hub_date.latest(db)),
        )


def told_again(db: Database, device: DeviceId, first: int, last: int) -> int:
    """Return how many events of a run were told before, under another identity."""
    row = db.row(
        "SELECT count(*) FROM events"
        " WHERE device = ? AND sequence BETWEEN ? AND ? AND origin_device IS NOT NULL",
        (device, first, last),
    )
    return int(row[0]) if row else 0


def hold(db: Database, device: DeviceId, holder: EnvelopeHolder) -> None:
    """Write down who has this computer's batches by now."""
    with db.atomic():
        db.execute(
            "INSERT OR REPLACE INTO holders (device, holder, last, held_at) VALUES (?, ?, ?, ?)",
            (device, holder.name, holder.last, holder.held_at),
        )
        db.changed |= Changes.SYNC


def holders(db: Database, device: DeviceId) -> tuple[EnvelopeHolder, ...]:
    """Return who holds something of this computer that has not landed, who has most first."""
    rows = db.rows(
        "SELECT holder, last, held_at FROM holders WHERE device = ? AND last > ?"
        " ORDER BY last DESC, held_at DESC, holder",
        (device, landed(db, device)),
    )
    return tuple(EnvelopeHolder(*row) for row in rows)


def landed(db: Database, device: DeviceId) -> int:
    """Return the last sequence that has landed."""
    return last_landed(db, device)[0]


def last_landed(db: Database, device: DeviceId) -> tuple[int, bytes]:
    """Return the last sequence that has landed, and its batch's digest; 0 and empty before any."""
    row = db.row(
        "SELECT last, digest FROM batches WHERE device = ? AND landed_at IS NOT NULL"
        " ORDER BY first DESC LIMIT 1",
        (device,),
    )
    return (0, b"") if row is None else (int(row[0]), bytes(row[1]))


def has_landed(db: Database, device: DeviceId, digest: bytes) -> bool:
    """Whether the batch with this digest is this computer's, and has landed."""
    wanted = "device = ? AND digest = ? AND landed_at IS NOT NULL"
    return db.row(f"SELECT 1 FROM batches WHERE {wanted}", (device, digest)) is not None


def set_landed(
    db: Database,
    device: DeviceId,
    last: int,
    digest: bytes,
    at: Milliseconds,
    *,
    takes_back: bool = False,
) -> bool:
    """Take the hub's word for what has landed; false where that is no history of this computer.

    `at` is the hub's date. What landed after `last` has landed all the same, unless the hub
    `takes_back` what an earlier epoch acknowledged: then it waits again.
    """
    before = landed(db, device)
    if last < before and not takes_back:
        return True
    with db.atomic():
        if last and not db.row(
            "SELECT 1 FROM batches WHERE device = ? AND last = ? AND digest = ?",
            (device, last, digest),
        ):
            return False
        db.execute(
            "UPDATE batches SET landed_at = ? WHERE device = ? AND last <= ? AND landed_at IS NULL",
            (at, device, last),
        )
        if last < before:
            db.execute(
                "UPDATE batches SET landed_at = NULL WHERE device = ? AND last > ?"
                " AND landed_at IS NOT NULL",
                (device, last),
            )
        db.changed |= Changes.SYNC
    return True


def amount_waiting(db: Database, device: DeviceId) -> Backlog:
    """Return how much has not landed."""
    size = db.row(
        "SELECT coalesce(sum(length(wire)), 0) FROM batches WHERE device = ? AND landed_at IS NULL",
        (device,),
    )
    waiting_events = event_log.last_of(db, device) - landed(db, device)
    return Backlog(waiting_events, size[0] if size else 0, uncut(db, device))


def uncut(db: Database, device: DeviceId) -> int:
    """Return how many events are in no batch yet."""
    last, _ = last_cut(db, device) or (0, b"")
    return event_log.last_of(db, device) - last


def amount_beyond(db: Database, device: DeviceId, last: int) -> Backlog:
    """Return how much comes after an event and has not landed, as `amount_waiting`."""
    all_ = amount_waiting(db, device)
    size = db.row(
        "SELECT coalesce(sum(length(wire)), 0) FROM batches"
        " WHERE device = ? AND first > ? AND landed_at IS NULL",
        (device, last),
    )
    seen = max(0, last - landed(db, device))
    return Backlog(max(0, all_.events - seen), size[0] if size else 0, all_.uncut)


def lacks_bytes(db: Database, device: DeviceId) -> bool:
    """Whether a batch waits whose bytes were let go: a hub lost what had landed long ago."""
    return (
        db.row(
            "SELECT 1 FROM batches WHERE device = ? AND landed_at IS NULL AND wire IS NULL",
            (device,),
        )
        is not None
    )


def purge(db: Database, now: Milliseconds) -> None:
    """Let go of the bytes of batches that landed 90 days before `now`, a date that the hub signed.

    Their places and digests stay, and so do their events.
    """
    with db.atomic():
        db.execute(
            "UPDATE batches SET wire = NULL WHERE landed_at < ? AND wire IS NOT NULL",
            (now - KEPT_AFTER_LANDING,),
        )
        db.execute(
            "DELETE FROM envelopes WHERE EXISTS (SELECT 1 FROM batches b"
            " WHERE b.device = envelopes.device AND b.first = envelopes.first AND b.wire IS NULL)"
        )


def send_anew(db: Database, old: DeviceId, new: DeviceId) -> None:
    """Append what has not landed under `old` anew under `new`.

    Each event keeps its Lamport counter, its claimed time, and the identity it was first given.
    """
    _retell(db, new, "device = :old AND sequence > :after", old=old, after=landed(db, old))


def send_former_anew(db: Database, device: DeviceId) -> None:
    """Append anew under `device` whatever was recorded under identities that were given up.

    A hub that lost what those had told has nobody else to hear it from.
    """
    _retell(db, device, "true")


def _retell(db: Database, new: DeviceId, where: str, **values: object) -> None:
    """Append the events `where`, each once, that `new` has not told yet; states do not change.

    What is recorded next comes after all of them in the order of stamps.
    """
    with db.atomic():
        db.execute(
            "INSERT INTO events (device, sequence, lamport, learner, kind, recorded_at, payload,"
            " origin_device, origin_sequence)"
            " SELECT :new, (SELECT coalesce(max(sequence), 0) FROM events WHERE device = :new)"
            " + row_number() OVER (ORDER BY lamport, first_device, first_sequence),"
            " lamport, learner, kind, recorded_at, payload, first_device, first_sequence"
            " FROM (SELECT max(device = :new) AS told, lamport, learner, kind, recorded_at,"
            " payload, coalesce(origin_device, device) AS first_device,"
            " coalesce(origin_sequence, sequence) AS first_sequence"
            f" FROM events WHERE kind <> :blank AND {where} GROUP BY first_device, first_sequence)"
            " WHERE NOT told",
            {"new": new, "blank": BLANK, **values},
        )
        highest = db.row("SELECT max(lamport) FROM events")
        heard = int(facts.get(db, "lamport-heard") or 0)
        facts.put(db, "lamport-heard", str(max(heard, highest[0] or 0 if highest else 0)))
