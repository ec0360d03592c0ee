"""What was heard from elsewhere joins what was recorded here, and can be rebuilt and taken back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec

from helpers.facts import AtActivity
from ujuzi.domain.event import (
    ActivityCompleted,
    ActivityLeft,
    Body,
    Enrolled,
    LearnerId,
    Milliseconds,
)
from ujuzi.domain.subjects import KEY_MARK
from ujuzi.store import event_log, projections, received_states
from ujuzi.store.database import Database, memory_database, open_database

SCHEMAS = Path(__file__).resolve().parents[1] / "assets" / "schemas"
ADA = LearnerId("ada")
WHERE: AtActivity = {"course": "c", "activity": "a", "pack": "p" * 64}


def record(db: Database, body: Body) -> None:
    event_log.append(db, ADA, body, Milliseconds(1000))


def told_by(db: Database) -> bytes:
    """What a hub that heard this computer alone tells of Ada."""
    rows = []
    folded = projections.fold_all(event_log.replay(db))
    for name, projection in projections.OF_SUBJECT.items():
        for key, state in folded[projection.table].items():
            rows.append([name, KEY_MARK.join(key[1:]), state])
    return msgspec.json.encode(rows)


def elsewhere(*bodies: Body) -> bytes:
    db = memory_database()
    for body in bodies:
        record(db, body)
    return told_by(db)


def seconds(db: Database) -> int:
    return projections.ACTIVITIES.get(db, ADA, "c", "a").seconds_on_task


def test_progress_made_elsewhere_shows_here_and_adds_up() -> None:
    db = memory_database()
    record(db, ActivityLeft(**WHERE, position=0.5, seconds=60))

    received_states.join(
        db, ADA, elsewhere(ActivityLeft(**WHERE, seconds=30), ActivityCompleted(**WHERE))
    )

    assert seconds(db) == 90
    assert projections.COURSES.get(db, ADA, "c").completed == ("a",)
    assert projections.rebuild(db, event_log.replay(db), received_states.all_states(db)) == ()


def test_hearing_less_later_takes_nothing_away() -> None:
    db = memory_database()
    received_states.join(db, ADA, elsewhere(ActivityCompleted(**WHERE)))
    received_states.join(db, ADA, b"[]")

    assert projections.COURSES.get(db, ADA, "c").completed == ("a",)
    assert projections.rebuild(db, event_log.replay(db), received_states.all_states(db)) == ()


def test_what_is_heard_a_part_at_a_time_is_what_is_heard_at_once() -> None:
    bodies = [ActivityLeft(**WHERE, seconds=30), ActivityCompleted(**WHERE), Enrolled(course="d")]
    at_once, in_parts = memory_database(), memory_database()
    told = elsewhere(*bodies)
    received_states.join(at_once, ADA, told)

    for part in reversed(msgspec.json.decode(told, type=list[msgspec.Raw])):
        received_states.join(in_parts, ADA, msgspec.json.encode([part]))

    assert projections.digest(in_parts) == projections.digest(at_once)
    assert list(received_states.all_states(in_parts)) == list(received_states.all_states(at_once))
    assert projections.rebuild(in_parts, [], received_states.all_states(in_parts)) == ()
    received_states.forget(in_parts, ADA)
    assert projections.digest(in_parts) == projections.digest(memory_database())


def test_what_an_older_program_heard_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "ujuzi.sqlite3"
    told = elsewhere(ActivityLeft(**WHERE, seconds=30), ActivityCompleted(**WHERE))
    before = sqlite3.connect(file)
    before.executescript((SCHEMAS / "004.sql").read_text("utf-8"))
    before.execute("INSERT INTO heard (learner, states) VALUES (?, ?)", (ADA, told))
    before.commit()
    before.close()

    db = open_database(tmp_path)
    fresh = memory_database()
    received_states.join(fresh, ADA, told)

    assert list(received_states.all_states(db)) == list(received_states.all_states(fresh))
    db.close()


def test_a_withdrawal_leaves_what_was_recorded_here() -> None:
    db = memory_database()
    record(db, ActivityLeft(**WHERE, seconds=60))
    received_states.join(db, ADA, elsewhere(ActivityLeft(**WHERE, seconds=30)))

    received_states.forget(db, ADA)

    assert seconds(db) == 60
    assert projections.rebuild(db, event_log.replay(db), received_states.all_states(db)) == ()


def test_what_cannot_be_read_is_passed_over() -> None:
    db = memory_database()
    good = msgspec.json.decode(elsewhere(ActivityCompleted(**WHERE)))
    strange = [
        ["from-the-future", "k", {}],
        ["course", "c", {"completed": 7}],
        ["activity", "c", {}],
    ]

    received_states.join(db, ADA, msgspec.json.encode(strange + good))
    received_states.join(db, ADA, b"no JSON at all")

    assert projections.ACTIVITIES.get(db, ADA, "c", "a").completed_at == 1000
