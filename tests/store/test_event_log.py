"""The log is append-only, its sequences have no gap, and projections rebuild from it."""

from __future__ import annotations

import sqlite3

import pytest

from ujuzi.domain.event import (
    MOST_LAMPORT,
    DeviceId,
    Enrolled,
    LearnerId,
    Milliseconds,
    ProfileCreated,
)
from ujuzi.store import event_log, facts, projections
from ujuzi.store.database import Database

ADA = LearnerId("ada")
NOW = Milliseconds(1)


def test_sequences_run_without_a_gap_and_lamport_grows(db: Database) -> None:
    events = [event_log.append(db, ADA, Enrolled(course=str(n)), NOW) for n in range(5)]

    assert [event.sequence for event in events] == [1, 2, 3, 4, 5]
    assert [event.lamport for event in events] == [1, 2, 3, 4, 5]


def test_lamport_passes_what_was_heard_from_others(db: Database) -> None:
    event_log.append(db, ADA, Enrolled(course="a"), NOW)
    event_log.advance_lamport(db, 40)
    event_log.advance_lamport(db, 30)

    assert event_log.append(db, ADA, Enrolled(course="b"), NOW).lamport == 41


def test_a_counter_that_cannot_be_is_not_heard(db: Database) -> None:
    event_log.advance_lamport(db, MOST_LAMPORT)
    event_log.advance_lamport(db, MOST_LAMPORT + 1)

    assert event_log.append(db, ADA, Enrolled(course="a"), NOW).lamport == MOST_LAMPORT + 1


@pytest.mark.parametrize("absurd", [2**63 - 1, 2**64, MOST_LAMPORT + 1])
def test_a_computer_that_once_heard_an_absurd_counter_recovers(db: Database, absurd: int) -> None:
    event_log.append(db, ADA, Enrolled(course="a"), NOW)
    facts.put(db, "lamport-heard", str(absurd))

    assert event_log.append(db, ADA, Enrolled(course="b"), NOW).lamport == 2

    event_log.advance_lamport(db, 40)
    assert event_log.append(db, ADA, Enrolled(course="c"), NOW).lamport == 41


def test_a_counter_at_its_end_stops_nobody_s_work(db: Database) -> None:
    facts.put(db, "device", "d0")
    db.execute(
        f"INSERT INTO events ({event_log.COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL)",
        ("d0", 1, 2**63 - 1, ADA, "enrolled", NOW, b'{"course":"a"}'),
    )

    assert event_log.append(db, ADA, Enrolled(course="b"), NOW).sequence == 2


@pytest.mark.parametrize("statement", ["UPDATE events SET kind = 'x'", "DELETE FROM events"])
def test_events_can_be_neither_changed_nor_deleted(db: Database, statement: str) -> None:
    event_log.append(db, ADA, Enrolled(course="a"), NOW)

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)


def test_an_event_and_its_projection_are_one_transaction(db: Database) -> None:
    def fail() -> None:
        with db.atomic():
            event_log.append(db, ADA, Enrolled(course="a"), NOW)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert event_log.count(db) == 0
    assert projections.COURSES.find(db, ADA) == {}


def test_what_was_appended_is_replayed_as_it_was(db: Database) -> None:
    appended = [
        event_log.append(db, ADA, ProfileCreated(name="Ada", role="t", language="en"), NOW),
        event_log.append(db, LearnerId("awa"), Enrolled(course="a"), NOW),
    ]

    assert list(event_log.replay(db)) == appended
    assert list(event_log.replay(db, ADA)) == appended[:1]


def test_a_rebuild_finds_a_projection_that_was_meddled_with(db: Database) -> None:
    event_log.append(db, ADA, Enrolled(course="a"), NOW)
    assert projections.rebuild(db, event_log.replay(db)) == ()

    db.execute("UPDATE course_states SET state = CAST('{}' AS BLOB)")

    assert projections.rebuild(db, event_log.replay(db)) == ("course_states",)
    assert projections.COURSES.get(db, ADA, "a").enrolled_at == NOW


def test_identities_that_were_given_up_are_remembered_with_entries_or_without(db: Database) -> None:
    first = event_log.device_id(db)
    event_log.go_on_as(db, DeviceId("d2"))
    event_log.append(db, LearnerId("ada"), Enrolled(course="c"), Milliseconds(1))
    event_log.go_on_as(db, DeviceId("d3"))
    assert event_log.device_id(db) == "d3"
    assert event_log.former_ids(db) == ("d2", first)
    for number in range(4, 40):
        event_log.go_on_as(db, DeviceId(f"d{number}"))
    assert len(event_log.former_ids(db)) == event_log.MOST_FORMERS_KEPT + 1
