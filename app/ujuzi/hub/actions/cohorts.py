"""Cohorts of a campus, and who is put into them and into courses."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from msgspec.structs import replace

from ujuzi.domain.authority import Act
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.actions.access import Access
from ujuzi.hub.people import cohorts, registration, roster
from ujuzi.hub.people.cohorts import ListedCohort
from ujuzi.wire.deeds import Enrol, SetCohort, is_sound

COHORT_BYTES = 8


def listed(access: Access, institution: str) -> list[ListedCohort]:
    """Return the cohorts of an institution, by campus and name."""
    with access.reading(Act.READ_PEOPLE, institution) as scope:
        return cohorts.listed(scope)


def put(
    access: Access,
    institution: str,
    campus: str,
    name: str,
    courses: Sequence[str] = (),
    begins: str = "",
    ends: str = "",
    *,
    cohort: str = "",
    ended: bool = False,
) -> str:
    """Make a cohort at a campus, or put this in the place of one; return its id.

    Raises RefusedError `cohort-name`, `cohort-courses` or `days-wrong` where it can be none;
    `campus-unknown` or `campus-elsewhere`; `cohort-unknown` where the one that is to be changed is
    not of that campus.
    """
    told = SetCohort(
        cohort or secrets.token_hex(COHORT_BYTES), name, tuple(courses), begins, ends, ended
    )
    if not is_sound(replace(told, begins="", ends="")):
        raise RefusedError(Code.COHORT_NAME, "This is no name of a cohort.")
    if not is_sound(told) or (begins and ends and ends < begins):
        raise RefusedError(Code.DAYS_WRONG, "Days are as 2026-03-12, and a cohort ends later.")
    with access.writing(Act.SET_COHORT, institution) as scope:
        if registration.institution_of(scope.connection, campus) != institution:
            raise RefusedError(Code.CAMPUS_ELSEWHERE, f"{campus} is of another institution.")
        if cohort and cohorts.campus_of(scope, cohort) != campus:
            raise RefusedError(Code.COHORT_UNKNOWN, f"There is no such cohort at {campus}.")
        lamport = roster.next_lamport(scope.connection, institution)
        cohorts.put(scope, told, campus, lamport)
    return told.cohort


def enrol(
    access: Access,
    institution: str,
    people: Sequence[str],
    *,
    cohort: str = "",
    courses: Sequence[str] = (),
    is_in: bool = True,
) -> None:
    """Put people into a cohort or into courses, or take them out; raises as `cohorts.enrol`."""
    with access.writing(Act.ENROL, institution) as scope:
        lamport = roster.next_lamport(scope.connection, institution)
        cohorts.enrol(scope, Enrol(tuple(people), cohort, tuple(courses), is_in), lamport)
