"""What a coordinator's computer holds of others: their envelopes unopened, and the hub's receipts.

An envelope is offered until a receipt says that its batch landed, and kept for 90 days after that
by dates that the hub signed, for a hub may be put back. Recorded, held and landed are three counts
and never merged: a receipt alone says landed.

What is held is bounded by who it is of: so much of a computer that the hub named and whose
signature is right, far less of a stranger, and of all strangers together no more than of one such
computer. Nothing that came displaces what is there. One batch is held once, in however many
bundles it came.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from ujuzi.domain.arrival import HeldRun, HubWord
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.store import hub_date
from ujuzi.store.database import Database
from ujuzi.store.outbox import KEPT_AFTER_LANDING
from ujuzi.wire.carrying import CampusComputer, ComputerStanding
from ujuzi.wire.envelope import Envelope
from ujuzi.wire.messages import Receipt

MAX_COMPUTER_BYTES = 64 * 1024 * 1024
MAX_STRANGER_BYTES = 1024 * 1024
MAX_STRANGERS_BYTES = 64 * 1024 * 1024


class Holding(StrEnum):
    """What became of an envelope that came."""

    NEW = "new"
    KNOWN = "known"
    """It is held already, or has landed."""
    FULL = "full"
    """There is no room for more of its computer."""


@dataclass(frozen=True, slots=True)
class HeldEnvelope:
    """One that has not landed, as it came."""

    id: int
    device: str
    last: int
    wire: bytes
    is_strangers: bool
    """Whether neither the hub's list nor a receipt has named its computer."""


@dataclass(frozen=True, slots=True)
class HeldAmount:
    """How many computers' batches wait to be carried, how many, and their bytes."""

    computers: int
    batches: int
    bytes: int


@dataclass(frozen=True, slots=True)
class HeldCount:
    """How much is known here of a computer: the numbers of events, and since when some are held.

    `recorded` is the highest number that was seen, by envelope or receipt. `name` is empty for one
    that the hub has not named. `refused` counts the events in envelopes that the hub refused.
    """

    device: str
    name: str
    recorded: int
    held: int
    landed: int
    refused: int
    since: Milliseconds | None
    landed_at: Milliseconds | None


def keep(
    db: Database, found: Envelope, *, known: bool, at: Milliseconds, place: str = ""
) -> Holding:
    """Hold an envelope; `known` where its signature was verified with the key of its computer.

    `place` is what people call the stick or folder that it lies in.
    """
    header = found.header
    receipt = receipt_of(db, header.device)
    if receipt is not None and header.last <= receipt.last:
        return Holding.KNOWN
    row = db.row(
        "SELECT id, known, problem, wire FROM held_envelopes"
        " WHERE device = ? AND first = ? AND digest = ?",
        (header.device, header.first, header.digest),
    )
    # A verified one takes the place of a stranger's word, and one that was sealed anew of the old.
    anew = row is not None and known and (not row[1] or bytes(row[3] or b"") != found.wire)
    if row is not None and not anew:
        return Holding.KNOWN
    if not _has_room(db, found, known=known):
        return Holding.FULL
    with db.atomic():
        if row is not None:
            db.execute(
                "UPDATE held_envelopes SET known = 1, problem = '', wire = ? WHERE id = ?",
                (found.wire, row[0]),
            )
            return Holding.KNOWN
        db.execute(
            "INSERT INTO held_envelopes"
            " (device, first, last, digest, again, known, wire, held_at, place, hub_date)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(header.device, header.first, header.last, header.digest, header.again),
                *(known, found.wire, at, place, hub_date.latest(db)),
            ),
        )
        db.changed |= Changes.SYNC
    return Holding.NEW


def waiting(db: Database) -> Iterator[HeldEnvelope]:
    """Yield what has not landed and was not refused, strangers' last."""
    rows = db.each(
        "SELECT id, device, last, wire,"
        " NOT known AND device NOT IN (SELECT device FROM held_receipts) AS is_strangers"
        " FROM held_envelopes WHERE landed_at IS NULL AND problem = '' AND wire IS NOT NULL"
        " ORDER BY is_strangers, device, first"
    )
    for id_, device, last, wire, is_strangers in rows:
        yield HeldEnvelope(id_, device, last, bytes(wire), bool(is_strangers))


def amount_waiting(db: Database) -> HeldAmount:
    """Return how much waits to be carried of computers that the hub has named."""
    row = db.row(
        "SELECT count(DISTINCT device), count(*), coalesce(sum(length(wire)), 0)"
        " FROM held_envelopes WHERE landed_at IS NULL AND problem = '' AND wire IS NOT NULL"
        " AND (known OR device IN (SELECT device FROM held_receipts))"
    )
    return HeldAmount(*row) if row else HeldAmount(0, 0, 0)


def newest(db: Database) -> Milliseconds | None:
    """Return when the last one came of those that `waiting` yields; None where there are none."""
    row = db.row(
        "SELECT max(held_at) FROM held_envelopes"
        " WHERE landed_at IS NULL AND problem = '' AND wire IS NOT NULL"
    )
    return None if row is None or row[0] is None else Milliseconds(row[0])


def unverified(db: Database, device: str) -> Iterator[HeldEnvelope]:
    """Yield what is held of a computer by its own word, and has not landed."""
    rows = db.rows(
        "SELECT id, last, wire FROM held_envelopes"
        " WHERE device = ? AND NOT known AND landed_at IS NULL AND wire IS NOT NULL",
        (device,),
    )
    for id_, last, wire in rows:
        yield HeldEnvelope(id_, device, last, bytes(wire), is_strangers=True)


def set_verified(db: Database, id_: int, *, is_good: bool) -> None:
    """Keep an envelope whose signature was verified by now as a known computer's, or let it go."""
    with db.atomic():
        if is_good:
            db.execute("UPDATE held_envelopes SET known = 1, problem = '' WHERE id = ?", (id_,))
        else:
            db.execute("DELETE FROM held_envelopes WHERE id = ?", (id_,))
        db.changed |= Changes.SYNC


def landed_count(db: Database) -> int:
    """Return how many envelopes are here that have landed."""
    row = db.row("SELECT count(*) FROM held_envelopes WHERE landed_at IS NOT NULL")
    return int(row[0]) if row else 0


def set_problem(db: Database, id_: int, code: str) -> None:
    """Write down that the hub refused an envelope for good: it is offered no more."""
    with db.atomic():
        db.execute("UPDATE held_envelopes SET problem = ? WHERE id = ?", (code, id_))
        db.changed |= Changes.SYNC


def take_again(db: Database, device: str, code: str) -> None:
    """Offer again what the hub refused of a computer for a reason that is no more."""
    with db.atomic():
        db.execute(
            "UPDATE held_envelopes SET problem = '' WHERE device = ? AND problem = ?",
            (device, code),
        )
        db.changed |= Changes.SYNC


def set_landed(db: Database, receipt: Receipt) -> bool:
    """Take the hub's word, verified, for what has landed of a computer; whether it says more.

    Within an epoch receipts go forward only; a higher one takes back what it does not say.
    """
    before = receipt_of(db, receipt.device)
    takes_back = before is not None and receipt.epoch_number > before.epoch_number
    if before is not None and not takes_back:
        is_same = (receipt.epoch_number, receipt.epoch) == (before.epoch_number, before.epoch)
        if not is_same or receipt.last < before.last:
            return False
    with db.atomic():
        db.execute(
            "INSERT OR REPLACE INTO held_receipts (device, receipt) VALUES (?, ?)",
            (receipt.device, msgspec.msgpack.encode(receipt)),
        )
        db.execute(
            "UPDATE held_envelopes SET landed_at = ?"
            " WHERE device = ? AND last <= ? AND landed_at IS NULL",
            (receipt.at, receipt.device, receipt.last),
        )
        if takes_back and before is not None:
            db.execute(
                "UPDATE held_envelopes SET landed_at = NULL WHERE device = ? AND last > ?",
                (receipt.device, receipt.last),
            )
            _keep_earlier(db, before)
        db.changed |= Changes.SYNC
    return True


def take_back(db: Database, epoch_number: int, told: Collection[str]) -> frozenset[str]:
    """Take back what had landed of computers that the hub of a higher epoch says nothing about.

    `told` are those of which it said something. Returns the others: it was put back, and may not
    know them any more.
    """
    lost = frozenset(
        each.device
        for each in receipts(db)
        if each.epoch_number < epoch_number and each.device not in told
    )
    with db.atomic():
        for before in filter(None, (receipt_of(db, each) for each in sorted(lost))):
            _keep_earlier(db, before)
            db.execute("DELETE FROM held_receipts WHERE device = ?", (before.device,))
            db.execute(
                "UPDATE held_envelopes SET landed_at = NULL WHERE device = ?", (before.device,)
            )
            db.changed |= Changes.SYNC
    return lost


def _keep_earlier(db: Database, before: Receipt) -> None:
    """Write down up to where a computer's had landed before the hub was put back."""
    db.execute(
        "INSERT INTO earlier_receipts (device, last, at) VALUES (?, ?, ?)"
        " ON CONFLICT (device) DO UPDATE SET last = excluded.last, at = excluded.at"
        " WHERE excluded.last >= earlier_receipts.last",
        (before.device, before.last, before.at),
    )


def receipt_of(db: Database, device: str) -> Receipt | None:
    """Return the hub's latest word of a computer."""
    row = db.row("SELECT receipt FROM held_receipts WHERE device = ?", (device,))
    return None if row is None else msgspec.msgpack.decode(bytes(row[0]), type=Receipt)


def words(db: Database) -> dict[str, HubWord]:
    """Return what the hub last said of each identity, and what it had said in an earlier epoch.

    One of which a hub that was put back says nothing any more has the latter alone.
    """
    rows = db.rows("SELECT device, last, at FROM earlier_receipts")
    earlier = {row[0]: (row[1], Milliseconds(row[2])) for row in rows}
    found = {}
    for each in receipts(db):
        was_last, was_at = earlier.get(each.device, (0, None))
        at, epoch = Milliseconds(each.at), each.epoch_number
        found[each.device] = HubWord(each.last, each.digest, at, epoch, was_last, was_at)
    for device, (was_last, was_at) in earlier.items():
        if was_last and device not in found:
            found[device] = HubWord(0, b"", was_at, was_last=was_last, was_at=was_at)
    return found


def runs(db: Database, epoch: int) -> tuple[HeldRun, ...]:
    """Return what is held and has not landed, or only in an epoch before this one.

    What the hub refused is not among it.
    """
    old = {each.device for each in receipts(db) if each.epoch_number < epoch}
    rows = db.rows(
        "SELECT device, first, last, place, held_at, landed_at FROM held_envelopes"
        " WHERE problem = '' AND wire IS NOT NULL ORDER BY device, first"
    )
    return tuple(HeldRun(*row[:5]) for row in rows if row[5] is None or row[0] in old)


def refused(db: Database) -> dict[str, int]:
    """Return how many events of each computer are in envelopes that the hub refused."""
    rows = db.rows(
        "SELECT device, sum(last - first + 1) FROM held_envelopes"
        " WHERE landed_at IS NULL AND problem <> '' GROUP BY device"
    )
    return {row[0]: int(row[1]) for row in rows}


def receipts(db: Database) -> tuple[Receipt, ...]:
    """Return the hub's latest word of every computer, by its id."""
    rows = db.rows("SELECT receipt FROM held_receipts ORDER BY device")
    return tuple(msgspec.msgpack.decode(bytes(row[0]), type=Receipt) for row in rows)


def set_computers(db: Database, computers: Sequence[CampusComputer]) -> None:
    """Take the hub's list, in place of the one before."""
    with db.atomic():
        db.execute("DELETE FROM campus_computers")
        for each in computers:
            db.execute(
                "INSERT INTO campus_computers (device, name, public_key) VALUES (?, ?, ?)",
                (each.device, each.name, each.public_key),
            )
        db.changed |= Changes.SYNC


def add_computer(db: Database, computer: CampusComputer) -> None:
    """Take in a computer that the hub's list does not name yet, until that names it."""
    with db.atomic():
        db.execute(
            "INSERT OR IGNORE INTO campus_computers (device, name, public_key) VALUES (?, ?, ?)",
            (computer.device, computer.name, computer.public_key),
        )
        db.changed |= Changes.SYNC


def remove_computer(db: Database, device: str) -> None:
    """Know a computer no more: it was stolen."""
    with db.atomic():
        db.execute("DELETE FROM campus_computers WHERE device = ?", (device,))
        db.changed |= Changes.SYNC


def computers(db: Database) -> tuple[CampusComputer, ...]:
    """Return the computers of the campus as the hub last named them, by id."""
    rows = db.rows("SELECT device, name, public_key FROM campus_computers ORDER BY device")
    return tuple(CampusComputer(row[0], row[1], bytes(row[2])) for row in rows)


def set_standings(db: Database, standings: Sequence[ComputerStanding]) -> None:
    """Take what the hub says of computers that is out of the ordinary, in place of that before."""
    with db.atomic():
        db.execute("DELETE FROM computer_standings")
        for each in standings:
            db.execute(
                "INSERT OR REPLACE INTO computer_standings (device, standing) VALUES (?, ?)",
                (each.device, msgspec.msgpack.encode(each)),
            )
        db.changed |= Changes.SYNC


def standings(db: Database) -> dict[str, ComputerStanding]:
    """Return what the hub last said of computers that is out of the ordinary."""
    rows = db.rows("SELECT standing FROM computer_standings")
    found = (msgspec.msgpack.decode(bytes(row[0]), type=ComputerStanding) for row in rows)
    return {each.device: each for each in found}


def counts(db: Database) -> tuple[HeldCount, ...]:
    """Return how much is known of each computer that was named or of which something is here."""
    names = {each.device: each.name for each in computers(db)}
    landed = {each.device: each for each in receipts(db)}
    rows = db.rows(
        "SELECT device, max(last),"
        " coalesce(sum(last - first + 1) FILTER (WHERE landed_at IS NULL AND problem = ''), 0),"
        " coalesce(sum(last - first + 1) FILTER (WHERE landed_at IS NULL AND problem <> ''), 0),"
        " min(held_at) FILTER (WHERE landed_at IS NULL AND problem = '')"
        " FROM held_envelopes GROUP BY device"
    )
    held = {row[0]: row[1:] for row in rows}
    found = []
    for device in sorted({*names, *landed, *held}):
        seen, waits, refused, since = held.get(device, (0, 0, 0, None))
        receipt = landed.get(device)
        last = receipt.last if receipt else 0
        at = Milliseconds(receipt.at) if receipt else None
        name = names.get(device, "")
        found.append(HeldCount(device, name, max(seen, last), waits, last, refused, since, at))
    return tuple(found)


def purge(db: Database, now: Milliseconds) -> None:
    """Let go of what landed 90 days before `now`, a date that the hub signed."""
    with db.atomic():
        db.execute("DELETE FROM held_envelopes WHERE landed_at < ?", (now - KEPT_AFTER_LANDING,))


def _has_room(db: Database, found: Envelope, *, known: bool) -> bool:
    size = len(found.wire)
    kept = _bytes(db, "device = ? AND known = ?", found.header.device, known)
    if known:
        return kept + size <= MAX_COMPUTER_BYTES
    return (
        kept + size <= MAX_STRANGER_BYTES and _bytes(db, "NOT known") + size <= MAX_STRANGERS_BYTES
    )


def _bytes(db: Database, which: str, *values: object) -> int:
    row = db.row(
        "SELECT coalesce(sum(length(wire)), 0) FROM held_envelopes"
        f" WHERE landed_at IS NULL AND {which}",
        values,
    )
    return int(row[0]) if row else 0
