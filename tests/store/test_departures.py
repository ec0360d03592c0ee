"""Who was taken off a computer: out at once, gone 90 days after landing, and she alone."""

from __future__ import annotations

import json
import sqlite3

import pytest

from ujuzi.domain.event import DeviceId, LearnerId, Milliseconds, ProfileChanged, ProfileCreated
from ujuzi.store import (
    accounts,
    departures,
    drafts,
    event_log,
    facts,
    inbox,
    outbox,
    projections,
    received_states,
)
from ujuzi.store.database import Database
from ujuzi.store.inbox import InboxDocument

ADA, BOLA = LearnerId("ada"), LearnerId("bola")
DAY = 24 * 3600 * 1000
LANDED = Milliseconds(1_000 * DAY)
DUE = Milliseconds(LANDED + outbox.KEPT_AFTER_LANDING + 1)
TABLES = ("events", "profiles", "preferences", "drafts", "heard_states")


def come(db: Database, learner: LearnerId) -> None:
    """Let somebody leave something of herself in every sort of table."""
    made = ProfileCreated(name=learner, role="teacher", language="en")
    event_log.append(db, learner, made, Milliseconds(1))
    accounts.put_verifier(db, learner, "v")
    accounts.put_preferences(db, learner, b"{}")
    drafts.put(db, learner, "course", "activity", "note", "typed")
    facts.put(db, f"signed-in-{learner}", "1")
    told = json.dumps([["profile", "", {"name": {"value": learner}}]]).encode()
    received_states.join(db, learner, told)
    for kind, id_, payload in (
        ("link", learner, {"person": "12"}),
        ("credential", f"of-{learner}", {"learner": learner}),
        ("profile", learner, {}),
    ):
        inbox.put(db, InboxDocument(1, kind, id_, 3, json.dumps(payload).encode()))


def land(db: Database, last: int) -> None:
    """Let everything up to an event be at the hub."""
    device = event_log.device_id(db)
    cut, _ = outbox.last_cut(db, device) or (0, b"")
    digest = bytes([last]) * 32
    outbox.add(db, device, outbox.CutBatch(cut + 1, last, digest, b"w"), LANDED)
    assert outbox.set_landed(db, device, last, digest, LANDED)


def rows_of(db: Database, learner: LearnerId) -> int:
    counts = (
        db.row(f"SELECT count(*) FROM {table} WHERE learner = ?", (learner,)) for table in TABLES
    )
    return sum(row[0] for row in counts if row)


@pytest.fixture
def two(db: Database) -> Database:
    come(db, ADA)
    come(db, BOLA)
    return db


def test_who_is_taken_off_signs_in_no_more_and_keeps_her_rows(two: Database) -> None:
    before = rows_of(two, ADA)
    departures.take_off(two, ADA, Milliseconds(5))
    assert accounts.learners(two) == (BOLA,)
    assert departures.taken_off(two) == (ADA,)
    assert rows_of(two, ADA) == before


@pytest.mark.parametrize(
    ("landed", "now", "goes"),
    [
        (2, DUE, True),
        (2, DUE - 2, False),
        (0, DUE, False),
    ],
    ids=["ninety days after landing", "a moment before", "what never landed"],
)
def test_her_rows_go_ninety_days_after_landing(
    two: Database, landed: int, now: int, *, goes: bool
) -> None:
    bola = rows_of(two, BOLA)
    if landed:
        land(two, landed)
    departures.take_off(two, ADA, Milliseconds(5))

    departures.purge(two, Milliseconds(now))

    assert (rows_of(two, ADA) == 0) is goes
    assert (departures.taken_off(two) == ()) is goes
    assert (inbox.find(two, "link", ADA) is None) is goes
    assert (inbox.find(two, "credential", "of-ada") is None) is goes
    assert (facts.get(two, "signed-in-ada") is None) is goes
    assert inbox.find(two, "profile", ADA) is not None
    assert rows_of(two, BOLA) == bola
    assert inbox.find(two, "credential", "of-bola") is not None


def test_the_guard_of_the_log_is_back_and_what_is_left_is_whole(two: Database) -> None:
    land(two, 2)
    departures.take_off(two, ADA, Milliseconds(5))
    departures.purge(two, DUE)

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        two.execute("DELETE FROM events")
    heard = list(received_states.all_states(two))
    assert projections.rebuild(two, event_log.replay(two), heard) == ()
    assert event_log.append(two, BOLA, ProfileChanged(name="B"), Milliseconds(9)).sequence == 3


def test_numbers_are_never_given_twice_where_hers_is_the_newest(db: Database) -> None:
    come(db, BOLA)
    come(db, ADA)
    land(db, 2)
    departures.take_off(db, ADA, Milliseconds(5))
    departures.purge(db, DUE)
    assert rows_of(db, ADA) > 0

    event_log.append(db, BOLA, ProfileChanged(name="B"), Milliseconds(9))
    departures.purge(db, DUE)
    assert rows_of(db, ADA) == 0
    assert event_log.append(db, BOLA, ProfileChanged(name="B"), Milliseconds(9)).sequence == 4


def test_what_landed_under_a_later_identity_has_landed(two: Database) -> None:
    facts.put(two, "device", "second")
    outbox.send_former_anew(two, DeviceId("second"))
    departures.take_off(two, ADA, Milliseconds(5))
    departures.purge(two, DUE)
    assert rows_of(two, ADA) > 0

    land(two, 2)
    departures.purge(two, DUE)
    assert rows_of(two, ADA) == 0


def test_who_comes_back_keeps_what_is_here(two: Database) -> None:
    before = rows_of(two, ADA)
    land(two, 2)
    departures.take_off(two, ADA, Milliseconds(5))
    departures.bring_back(two, ADA)
    departures.purge(two, DUE)
    assert rows_of(two, ADA) == before
