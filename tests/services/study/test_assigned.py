"""What an institution asks for stands by course, with the day that comes first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from helpers.desks import Lab, open_lab
from ujuzi.services.study.assigned import AssignedCourse
from ujuzi.store import inbox
from ujuzi.store.inbox import InboxDocument
from ujuzi.wire import documents
from ujuzi.wire.documents import EnrolledIn, Enrolments


def told(lab: Lab, payload: bytes) -> tuple[AssignedCourse, ...]:
    db = lab.desk._db
    inbox.put(db, InboxDocument(3, documents.ENROLMENTS, lab.learner, 1, payload))
    return lab.desk.learning.assigned(lab.learner)


def test_each_course_stands_once_and_what_ends_first_comes_first(tmp_path: Path) -> None:
    with (lab := open_lab(tmp_path)).desk:
        assert lab.desk.learning.assigned(lab.learner) == ()
        enrolments = Enrolments(
            cohorts=(
                EnrolledIn(name="Year", courses=("law", "ai"), ends="2027-06-30"),
                EnrolledIn(name="Term 1", courses=("ai",), begins="2027-01-11", ends="2027-03-12"),
                EnrolledIn(courses=("data",)),
            )
        )
        assert told(lab, msgspec.json.encode(enrolments)) == (
            AssignedCourse("ai", ("Year", "Term 1"), date(2027, 1, 11), date(2027, 3, 12)),
            AssignedCourse("law", ("Year",), None, date(2027, 6, 30)),
            AssignedCourse("data"),
        )


def test_what_cannot_be_read_asks_for_nothing_and_a_day_that_is_none_is_left_out(
    tmp_path: Path,
) -> None:
    with (lab := open_lab(tmp_path)).desk:
        odd = Enrolments(cohorts=(EnrolledIn(courses=("ai",), ends="soon"),))
        assert told(lab, msgspec.json.encode(odd)) == (AssignedCourse("ai"),)
        assert told(lab, b"{") == ()
