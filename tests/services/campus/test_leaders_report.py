"""A leader reads what the hub told of her institution; nobody else does, and nobody is named."""

from __future__ import annotations

import msgspec
import pytest

from helpers.campus_reports import NOW, TERM, campus_report
from helpers.coordinating import Coordinator
from helpers.desks import COURSE, Lab
from helpers.hubs import CAMPUS
from ujuzi.domain.event import ActivityCompleted, Enrolled, ProfileCreated
from ujuzi.domain.report_filter import ReportFilter, ReportView, rows_of
from ujuzi.domain.report_groups import GroupRow, groups_of
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.steward import Steward
from ujuzi.services.campus.leaders_report import leads
from ujuzi.services.people.roster import LinkState, ProfileLink
from ujuzi.store import inbox
from ujuzi.store.inbox import InboxDocument
from ujuzi.wire import documents
from ujuzi.wire.documents import RosterLink
from ujuzi.wire.groups import GroupsDocument


def told(lab: Lab) -> None:
    """Let the hub have told of two courses."""
    people = tuple(f"Person {number}" for number in range(40))
    for groups in groups_of(campus_report(people).rows):
        document = GroupsDocument(
            made_at=NOW,
            groups=groups,
            campuses={"Main": "The main campus"},
            cohorts={TERM.cohort: TERM},
        )
        payload = msgspec.json.encode(document)
        inbox.put(lab.desk._db, InboxDocument(2, documents.GROUPS, groups.course, 1, payload))


def listed_as(lab: Lab, role: str) -> None:
    payload = msgspec.json.encode(RosterLink(person="P1", name="Ada", role=role))
    inbox.put(lab.desk._db, InboxDocument(3, documents.LINK, lab.learner, 1, payload))


def test_a_leader_reads_each_course_by_campus_role_and_cohort(lab: Lab) -> None:
    told(lab)
    listed_as(lab, "leader")
    report = lab.desk.leaders_report(lab.learner, "en")
    assert (report.rows, report.made_at) == ((), NOW)
    assert COURSE in report.courses
    for view in (ReportView.COURSES, ReportView.CAMPUSES, ReportView.ROLES, ReportView.COHORTS):
        rows = rows_of(report, ReportFilter(view), sees_people=False)
        assert rows
        assert all(isinstance(row, GroupRow) and row.people >= 5 for row in rows)
    campuses = rows_of(report, ReportFilter(ReportView.CAMPUSES), sees_people=False)
    assert "The main campus" in {row.title for row in campuses if isinstance(row, GroupRow)}


@pytest.mark.parametrize("role", ["teacher", "support", "coordinator"])
def test_who_is_no_leader_on_the_list_is_refused(lab: Lab, role: str) -> None:
    told(lab)
    listed_as(lab, role)
    with pytest.raises(RefusedError) as refused:
        lab.desk.leaders_report(lab.learner)
    assert refused.value.code == Code.NOT_ALLOWED


def test_what_somebody_calls_herself_makes_no_leader() -> None:
    for state in LinkState:
        assert leads(ProfileLink(state, "Ada", "leader")) == (state is LinkState.LINKED)


def test_where_nothing_was_told_there_is_nothing(lab: Lab) -> None:
    listed_as(lab, "leader")
    assert lab.desk.leaders_report(lab.learner).is_empty


def test_what_the_hub_counts_comes_to_a_leaders_computer_with_the_next_exchange(
    her: Coordinator,
) -> None:
    other = her.another()
    for number in range(6):
        learner = f"person-{number}"
        other.record(learner, ProfileCreated(name=learner, role="teacher", language="fr"))
        other.record(learner, Enrolled(course=COURSE))
        other.record(learner, ActivityCompleted(course=COURSE, activity="x", pack="p"))
    other.exchange(her.campus.transport)
    Steward(her.hub.database, her.hub.grader, her.hub.now).look()
    her.exchange()
    listed_as(her.lab, "leader")
    report = her.lab.desk.leaders_report(her.ada, "en")
    (row,) = rows_of(report, ReportFilter(ReportView.COURSES), sees_people=False)
    assert isinstance(row, GroupRow)
    assert (row.key, row.people, row.under_way) == (COURSE, 5, 5)
    assert report.campuses.keys() == {CAMPUS}
