"""A report is made from what is here and from what computers told, joined as everywhere."""

from __future__ import annotations

import msgspec

from helpers.desks import COURSE, Lab
from ujuzi.domain.activity import ActivityState
from ujuzi.domain.attempt import AttemptState
from ujuzi.domain.event import LearnerId, ReportExported, Stamp
from ujuzi.domain.profile import Field, ProfileState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import CourseStanding, LearnerRow
from ujuzi.domain.report_filter import ReportFilter, rows_of
from ujuzi.domain.sitting import AssessmentState, Sitting
from ujuzi.services.campus.reports import Reports
from ujuzi.services.campus.told import ToldLearner, ToldReports
from ujuzi.store import event_log, inbox
from ujuzi.store.inbox import InboxDocument
from ujuzi.wire import documents
from ujuzi.wire.documents import Result, RosterLink

GRACE = "grace-learner"
ADA = LearnerId("ada")
HOUR = 3_600_000


def reports_of(lab: Lab, *told: ToldLearner) -> Reports:
    return Reports(lab.desk._db, lab.desk.library, lab.clock, lambda _by: ToldReports(told))


def row_of(reports: Reports, learner: str) -> LearnerRow:
    return next(each for each in reports.report(ADA).rows if each.learner == learner)


def first_activity(lab: Lab) -> str:
    return next(iter(lab.desk.library.outline(lab.pack).activities)).id


def told(lab: Lab, learner: str, *, ahead: int = 0, device: str = "pc-07") -> ToldLearner:
    """Return what another computer told: an activity done, a quiz tried twice, one handed in."""
    now = lab.clock.now() - HOUR + ahead
    first, stamp = first_activity(lab), Stamp(900, device)
    return ToldLearner(
        learner,
        device,
        now,
        ahead,
        (
            (
                "course",
                (COURSE,),
                CourseState(now, completed=(first,), last_activity=first, last_stamp=stamp,
                            last_at=now),
            ),
            ("activity", (COURSE, first), ActivityState(opened_at=now, completed_at=now)),
            ("attempt", (COURSE, "a-quiz", "one"), AttemptState(begun_at=now)),
            ("attempt", (COURSE, "a-quiz", "two"), AttemptState(begun_at=now)),
            ("assessment", (COURSE, "final"), AssessmentState({"sat": Sitting(now, now)})),
        ),
    )  # fmt: skip


def known_by_name(lab: Lab, learner: str, name: str) -> None:
    """Let the hub have told who somebody of the campus is."""
    state = ProfileState(name=Field(name, Stamp(1, "x")), role=Field("teacher", Stamp(1, "x")))
    payload = msgspec.json.encode([("profile", "", state)])
    inbox.put(lab.desk._db, InboxDocument(3, documents.PROFILE, learner, 1, payload))


def test_who_studies_here_stands_in_the_report_with_her_name(lab: Lab) -> None:
    lab.desk.learning.open(lab.learner, lab.pack, first_activity(lab))
    lab.desk.learning.complete(lab.learner, lab.pack, first_activity(lab))
    row = row_of(reports_of(lab), lab.learner)
    assert (row.name, row.role, row.standing) == ("Ada", "teacher", CourseStanding.UNDER_WAY)
    assert (row.done, row.seen_at, row.unseen) == (1, lab.clock.now(), False)
    assert row.required > 1


def test_who_has_done_nothing_stands_in_it_too(lab: Lab) -> None:
    known_by_name(lab, GRACE, "Grace")
    row = row_of(reports_of(lab), GRACE)
    assert (row.name, row.courses, row.unseen) == ("Grace", (), True)


def test_what_a_computer_told_stands_beside_the_name_that_the_hub_knows(lab: Lab) -> None:
    known_by_name(lab, GRACE, "Grace")
    row = row_of(reports_of(lab, told(lab, GRACE)), GRACE)
    assert (row.name, row.done, row.attempts, row.waiting) == ("Grace", 1, 3, 1)
    assert row.seen_at == lab.clock.now() - HOUR


def test_a_clock_that_the_collector_found_ahead_is_put_right(lab: Lab) -> None:
    row = row_of(reports_of(lab, told(lab, GRACE, ahead=1_000 * 24 * HOUR)), GRACE)
    assert row.seen_at == lab.clock.now() - HOUR


def test_the_same_told_twice_and_by_two_computers_counts_once(lab: Lab) -> None:
    once = row_of(reports_of(lab, told(lab, GRACE)), GRACE)
    thrice = row_of(
        reports_of(lab, told(lab, GRACE), told(lab, GRACE), told(lab, GRACE, device="pc-08")),
        GRACE,
    )
    assert (thrice.done, thrice.attempts, thrice.waiting) == (
        once.done,
        once.attempts,
        once.waiting,
    )


def test_what_is_here_and_what_was_told_are_joined(lab: Lab) -> None:
    activities = [
        each.id for each in lab.desk.library.outline(lab.pack).activities if each.required
    ]
    lab.desk.learning.open(lab.learner, lab.pack, activities[1])
    lab.desk.learning.complete(lab.learner, lab.pack, activities[1])
    row = row_of(reports_of(lab, told(lab, lab.learner)), lab.learner)
    assert row.done == 2
    assert len(row.courses) == 1


def test_a_result_of_the_hub_ends_the_wait(lab: Lab) -> None:
    result = Result(learner=GRACE, course=COURSE, assessment="final", attempt="sat", state="graded",
                    passed=True)  # fmt: skip
    reports = reports_of(lab, told(lab, GRACE))
    inbox.put(
        lab.desk._db, InboxDocument(3, documents.RESULT, "sat", 1, msgspec.json.encode(result))
    )
    assert row_of(reports, GRACE).waiting == 0


def test_a_course_that_is_not_here_goes_by_its_id(lab: Lab) -> None:
    strange = ToldLearner(
        GRACE, "pc", 0, 0, (("course", ("elsewhere",), CourseState(completed_at=1)),)
    )
    row = row_of(reports_of(lab, strange), GRACE)
    assert (row.courses[0].title, row.required, row.progress) == ("elsewhere", 0, None)


def test_an_export_is_written_down_under_who_made_it(lab: Lab) -> None:
    export = ReportExported(file="report.csv", format="csv", shown="people", rows=3)
    reports_of(lab).note_export(lab.learner, export)
    events = list(event_log.replay(lab.desk._db, lab.learner))
    assert events[-1].body == export


def linked(lab: Lab, learner: str, person: str) -> None:
    """Let the hub have linked a profile to a person of the roster."""
    payload = msgspec.json.encode(RosterLink(person=person, name="Ada Lovelace", role="teacher"))
    inbox.put(lab.desk._db, InboxDocument(3, documents.LINK, learner, 1, payload))


def test_two_profiles_of_one_person_are_one_row_in_which_nothing_counts_twice(lab: Lab) -> None:
    first = first_activity(lab)
    lab.desk.learning.open(lab.learner, lab.pack, first)
    lab.desk.learning.complete(lab.learner, lab.pack, first)
    reports = reports_of(lab, told(lab, GRACE), told(lab, GRACE, device="pc-08"))
    apart = len(reports.report(ADA).rows)
    linked(lab, lab.learner, "K-1")
    linked(lab, GRACE, "K-1")
    rows = reports.report(ADA).rows
    (row,) = (each for each in rows if each.person == "K-1")
    assert len(rows) == apart - 1
    assert (row.name, set(row.learners)) == ("Ada Lovelace", {lab.learner, GRACE})
    assert (row.done, row.attempts, row.waiting) == (1, 3, 1)
    assert row.seen_at == lab.clock.now()


def test_reading_a_report_writes_nothing(lab: Lab) -> None:
    before = event_log.count(lab.desk._db)
    lab.desk.take_changes()
    report = lab.desk.reports.report(lab.learner, "en")
    assert rows_of(report, ReportFilter(), sees_people=True)
    assert event_log.count(lab.desk._db) == before
    assert not lab.desk.take_changes()


def test_nobody_is_lost_between_the_projections(lab: Lab) -> None:
    lab.desk.learning.open(lab.learner, lab.pack, first_activity(lab))
    learners = {each.learner for each in reports_of(lab, told(lab, GRACE)).report(ADA).rows}
    assert learners == {lab.learner, LearnerId(GRACE)}
