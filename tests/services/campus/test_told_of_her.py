"""What a person is shown of herself is what is in the report part about her: no less, no more."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import fields

from helpers.desks import COURSE, Lab
from ujuzi.domain.activity import ActivityState
from ujuzi.domain.attempt import AttemptState
from ujuzi.domain.event import Stamp
from ujuzi.domain.profile import Field, ProfileState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import LearnerRow
from ujuzi.domain.sitting import Appeal, AssessmentState, Sitting
from ujuzi.domain.state import State
from ujuzi.services.campus.reports import Reports
from ujuzi.services.campus.told import ToldReports, read_report
from ujuzi.services.campus.told_of_her import told_of_her
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import event_log
from ujuzi.sync import reporting
from ujuzi.wire import report

READ = {
    CourseState: {
        *("enrolled_at", "completed_at", "completed", "uncompleted", "last_activity"),
        *("last_stamp", "last_at"),
    },
    ActivityState: {"opened_at", "completed_at", "best", "latest", "redone", "undone"},
    AttemptState: {"pack", "begun_at", "finished_at"},
    AssessmentState: {"attempts", "appeals"},
    ProfileState: {"link"},
}
"""Of what is told, all that the card says in words: what was begun, completed, tried, and when."""


def studied(lab: Lab) -> None:
    first = next(iter(lab.desk.library.outline(lab.pack).activities)).id
    lab.desk.learning.open(lab.learner, lab.pack, first)
    lab.desk.learning.complete(lab.learner, lab.pack, first)


def of_ada(lab: Lab) -> LearnerRow:
    return told_of_her(lab.desk._db, lab.desk.library, lab.clock, lab.learner, "en").row


def at_the_coordinators(lab: Lab, coordinators: Desk) -> LearnerRow:
    """Return Ada's row on a computer that knows nothing of her but her report part."""
    part = reporting.of_learner(lab.desk._db, lab.learner)
    carried = msgspec.msgpack.decode(msgspec.msgpack.encode(part), type=report.LearnerReport)
    told = ToldReports((read_report(event_log.device_id(lab.desk._db), carried),))
    reports = Reports(coordinators._db, lab.desk.library, lab.clock, lambda _by: told)
    return next(each for each in reports.report(lab.learner).rows if each.learner == lab.learner)


def test_she_sees_the_row_that_her_coordinator_makes_of_her_report(lab: Lab) -> None:
    studied(lab)
    with open_desk(lab.folder / "coordinator", lab.clock) as coordinators:
        assert of_ada(lab) == at_the_coordinators(lab, coordinators)
    row = of_ada(lab)
    assert [(each.course, each.done) for each in row.courses] == [(COURSE, 1)]
    assert row.seen_at == lab.clock.now()


def test_before_she_has_done_anything_nothing_is_told(lab: Lab) -> None:
    assert of_ada(lab).courses == ()
    assert of_ada(lab).seen_at is None


def test_who_can_open_it_is_nobody_where_no_coordinator_is_known(lab: Lab) -> None:
    assert told_of_her(lab.desk._db, lab.desk.library, lab.clock, lab.learner).coordinators == ()


@pytest.mark.parametrize("type_", [each for each, choose in report.CHOICES.items() if choose])
def test_no_field_of_a_state_is_told_but_those_that_the_card_names(type_: type[State]) -> None:
    whole = _filled(type_)
    told = report.told_of(whole)
    assert told is not None
    empty = type_()
    kept = {
        each.name for each in fields(type_) if getattr(told, each.name) != getattr(empty, each.name)
    }
    assert kept <= READ[type_]


def _filled(type_: type[State]) -> State:
    """Return a state each of whose fields says something."""
    stamp = Stamp(7, "pc")
    filled: dict[type[State], State] = {
        ActivityState: ActivityState(
            opened_at=1, completed_at=2, position=0.5, position_stamp=stamp, seconds={"pc": 60},
            marked=True, marked_stamp=stamp, redone=1, undone=1,
        ),
        AttemptState: AttemptState("pack", {"q1": None}, 1, 2),  # type: ignore[dict-item]
        CourseState: CourseState(enrolled_at=1, completed_at=2, completed=("a",), last_activity="a",
                                 last_stamp=stamp, last_at=3),
        AssessmentState: AssessmentState({"a": Sitting(1, 2)}, {"a": Appeal(3)}),
        ProfileState: ProfileState(name=Field("Ada", stamp), link=Field("a0" * 32, stamp)),
    }  # fmt: skip
    return filled[type_]
