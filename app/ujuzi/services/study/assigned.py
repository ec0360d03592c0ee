"""What a learner's institution asks her to study: courses, of which cohort, and until when.

It is the hub's word, and comes to computers where her seat is proven. A course need not be on this
computer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ujuzi.domain.event import LearnerId
from ujuzi.store import inbox
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import EnrolledIn, Enrolments


@dataclass(frozen=True, slots=True)
class AssignedCourse:
    """A course that she is asked to study, from one day until another, where those are said.

    `cohorts` are the names of those because of which she is.
    """

    course: str
    cohorts: tuple[str, ...] = ()
    begins: date | None = None
    ends: date | None = None


def assigned_to(db: Database, learner: LearnerId) -> tuple[AssignedCourse, ...]:
    """Return what she is asked to study, what ends first before the rest, each course once."""
    told = inbox.read(db, documents.ENROLMENTS, learner, Enrolments)
    found: dict[str, AssignedCourse] = {}
    for cohort in told.cohorts if told else ():
        for course in cohort.courses:
            found[course] = _joined(found.get(course, AssignedCourse(course)), cohort)
    return tuple(sorted(found.values(), key=lambda each: (each.ends or date.max, each.course)))


def _joined(known: AssignedCourse, told: EnrolledIn) -> AssignedCourse:
    """Return a course of which one more cohort says something: the earlier day counts."""
    days = (_day(told.begins), _day(told.ends))
    return AssignedCourse(
        known.course,
        tuple(dict.fromkeys(filter(None, (*known.cohorts, told.name)))),
        _earlier(known.begins, days[0]),
        _earlier(known.ends, days[1]),
    )


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(filter(None, (one, other)), default=None)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None
