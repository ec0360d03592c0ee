"""What the pages of people ask for before they show anything, in one question to the services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ujuzi.domain.event import LearnerId
from ujuzi.errors import RefusedError
from ujuzi.services.campus.people import CampusPerson, Cohort
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.closed_office import is_closed

if TYPE_CHECKING:
    from ujuzi.services.desk import Desk


@dataclass(frozen=True, slots=False)
class KnownPeople:
    """Who is of the campus, what there is to put them into, and whether she may decide now.

    `courses` are id and title, in her own language; `campuses` id and name.
    """

    everybody: tuple[CampusPerson, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    courses: tuple[tuple[str, str], ...] = ()
    campuses: tuple[tuple[str, str], ...] = ()
    office: OfficeState = OfficeState.OPEN

    @cached_property
    def cohort_names(self) -> Mapping[str, str]:
        """Names of cohorts by id."""
        return {each.cohort: each.name for each in self.cohorts}

    @cached_property
    def course_titles(self) -> Mapping[str, str]:
        """Titles of courses by id."""
        return dict(self.courses)


def known_people(desk: Desk, by: LearnerId) -> KnownPeople:
    """Return what is known here; of an office that was never hers, nobody. On the worker."""
    office = desk.office.standing(by).state
    courses = tuple((each.course, each.title) for each in desk.library.courses(by))
    try:
        people = desk.campus_people
        return KnownPeople(
            people.everybody(by), people.cohorts(by), courses, people.campuses(by), office
        )
    except RefusedError as error:
        if not is_closed(error):
            raise
        return KnownPeople(courses=courses, office=office)
