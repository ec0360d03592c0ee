"""What computers told is open to their coordinator while her office is, and to nobody else."""

from __future__ import annotations

import msgspec

from helpers.coordinating import TYPED, Coordinator
from helpers.statements import PC7, a_statement
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.activity import ActivityState
from ujuzi.domain.event import Stamp
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import LearnerRow
from ujuzi.domain.state import State
from ujuzi.store import grants, statements
from ujuzi.wire import report, seal
from ujuzi.wire.report import LearnerReport, ReportedState

KEY = PublisherKey(bytes([7]) * 32)
GRACE = "grace-learner"
HOUR = 3_600_000


def reported(subject: str, key: tuple[str, ...], state: State) -> ReportedState:
    return ReportedState(subject, key, msgspec.Raw(msgspec.msgpack.encode(state)))


def visit(her: Coordinator, *states: ReportedState, at: int = 0, receiver: bytes = b"") -> None:
    """Let what PC-07 tells of Grace come to the coordinator's computer."""
    db, now = her.campus.db, her.lab.clock.now()
    (mine,) = grants.current(db)
    content = report.fitted((LearnerReport(GRACE, (at or now) - HOUR, states),))
    stated = a_statement(at=at or now)
    wire = report.write(stated, content, (receiver or mine.sealing_key,), KEY)
    assert statements.keep(db, report.read(wire), known=True, at=now)


def course(at: int) -> ReportedState:
    state = CourseState(
        at, completed=("a",), last_activity="a", last_stamp=Stamp(9, PC7), last_at=at
    )
    return reported("course", ("ai-1",), state)


def grace(her: Coordinator) -> LearnerRow | None:
    rows = her.lab.desk.reports.report(her.ada).rows
    return next((row for row in rows if row.learner == GRACE), None)


def closed(her: Coordinator) -> int:
    return her.lab.desk.reports.report(her.ada).closed


def test_a_coordinator_sees_what_a_computer_told_while_her_office_is_open(her: Coordinator) -> None:
    her.appoint()
    now = her.lab.clock.now()
    visit(
        her, course(now - HOUR), reported("activity", ("ai-1", "a"), ActivityState(opened_at=now))
    )

    row = grace(her)

    assert row is not None
    assert (row.courses[0].completed, row.seen_at) == (frozenset({"a"}), now - HOUR)
    assert closed(her) == 0


def test_a_locked_office_says_of_how_many_computers_it_is_silent(her: Coordinator) -> None:
    her.appoint()
    visit(her, course(her.lab.clock.now()))
    her.office.lock()
    assert (grace(her), closed(her)) == (None, 1)

    her.office.unlock(her.ada, TYPED)

    assert grace(her) is not None


def test_who_is_no_coordinator_is_told_nothing(her: Coordinator) -> None:
    her.appoint()
    visit(her, course(her.lab.clock.now()))
    report_of = her.lab.desk.reports.report
    other = her.lab.desk.people.create(name="Awa", role="teacher", language="en", pin="2468")
    assert report_of(other.learner).closed == 1
    assert GRACE not in {row.learner for row in report_of(other.learner).rows}


def test_what_was_sealed_to_another_is_counted_and_hinders_nothing(her: Coordinator) -> None:
    her.appoint()
    visit(her, course(her.lab.clock.now()), receiver=seal.new_key()[1])
    assert (grace(her), closed(her)) == (None, 1)


def test_a_clock_that_is_wrong_is_put_right_by_the_collectors(her: Coordinator) -> None:
    her.appoint()
    now = her.lab.clock.now()
    wrong = now + 5 * 365 * 24 * HOUR
    visit(her, course(wrong - HOUR), at=wrong)
    row = grace(her)
    assert row is not None
    assert row.seen_at == now - HOUR


def test_a_state_of_a_later_version_is_passed_over(her: Coordinator) -> None:
    her.appoint()
    strange = ReportedState("hologram", ("x",), msgspec.Raw(msgspec.msgpack.encode({"a": 1})))
    broken = ReportedState("course", ("ai-2",), msgspec.Raw(msgspec.msgpack.encode("no state")))
    visit(her, strange, broken, course(her.lab.clock.now()))
    row = grace(her)
    assert row is not None
    assert [each.course for each in row.courses] == ["ai-1"]
