"""Cohorts of a campus, and who is in them and in courses: what was decided last holds.

Two coordinators who decide offline are joined: each cohort, and each place of a person in a cohort
or a course, stands as was said of it last by the Lamport clock; at one time somebody is in.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, select

from ujuzi.domain.personal import alike
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.people import rolls
from ujuzi.hub.store.database import Row, upsert
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import cohorts, memberships, people
from ujuzi.wire.deeds import Enrol, SetCohort, check_courses


class ListedCohort(NamedTuple):
    """A cohort as people are shown it; `people` is how many are in it and have not left."""

    cohort: str
    campus: str
    name: str
    courses: tuple[str, ...]
    begins: str
    ends: str
    ended: bool
    people: int


def put(scope: Scope, told: SetCohort, campus: str, lamport: int) -> None:
    """Make a cohort at a campus, or change it.

    Raises RefusedError `not-allowed`, or `cohort-courses` where no coordinator could say as much.
    """
    check_courses(told)
    connection, institution = scope.connection, scope.institution
    scope.check(institution, campus)
    known = _known(connection, institution, told.cohort)
    if known is not None:
        scope.check(institution, known["campus"])
        if lamport <= known["lamport"]:
            return
    row = {
        "institution": institution,
        "cohort": told.cohort,
        "campus": known["campus"] if known else campus,
        "name": told.name,
        "courses": json.dumps(told.courses),
        "begins": told.begins,
        "ends": told.ends,
        "ended": told.ended,
        "lamport": lamport,
    }
    upsert(connection, cohorts, [row])
    rolls.tell(connection, institution, (), [told.cohort])


def enrol(scope: Scope, told: Enrol, lamport: int) -> None:
    """Put people into a cohort or courses, or take them out: all of them, or none.

    Raises RefusedError `cohort-unknown` or `not-allowed`; and `person-unknown`, `campus-elsewhere`
    or `act-herself`, whose fact `place` says who it is.
    """
    connection, institution = scope.connection, scope.institution
    if told.cohort:
        known = _known(connection, institution, told.cohort)
        if known is None:
            raise RefusedError(Code.COHORT_UNKNOWN, "There is no such cohort.")
        scope.check(institution, known["campus"])
    p = people.c
    query = select(p.person, p.campus).where(
        p.institution == institution, p.person.in_(told.people)
    )
    campuses: dict[str, str] = {row[0]: row[1] for row in connection.execute(query)}
    own = alike(scope.actor.person) if scope.actor.person else None
    for place, person in enumerate(told.people):
        if own is not None and alike(person) == own:
            raise RefusedError(Code.ACT_HERSELF, "Nobody decides about herself.", place=place)
        if person not in campuses:
            raise RefusedError(
                Code.PERSON_UNKNOWN, f"There is no {person} in the roster.", place=place
            )
        if not scope.holds(institution, campuses[person]):
            raise RefusedError(
                Code.CAMPUS_ELSEWHERE, f"{person} is of another campus.", place=place
            )
    where = [(told.cohort, "")] if told.cohort else []
    where += [("", course) for course in dict.fromkeys(told.courses)]
    wanted: list[Row] = [
        {
            "institution": institution,
            "person": person,
            "cohort": cohort,
            "course": course,
            "is_in": told.is_in,
            "lamport": lamport,
        }
        for person in dict.fromkeys(told.people)
        for cohort, course in where
    ]
    said = _said(connection, institution, told.people)
    news = [
        row
        for row in wanted
        if (lamport, told.is_in)
        > said.get((row["person"], row["cohort"], row["course"]), (-1, False))
    ]
    upsert(connection, memberships, news)
    if news:
        groups = [told.cohort] if told.cohort else []
        rolls.tell(connection, institution, sorted({row["person"] for row in news}), groups)


def listed(scope: Scope) -> list[ListedCohort]:
    """Return the cohorts of a scope, by campus and name."""
    c, m, p = cohorts.c, memberships.c, people.c
    count = (
        select(func.count())
        .select_from(
            memberships.join(people, and_(p.institution == m.institution, p.person == m.person))
        )
        .where(
            *(m.institution == c.institution, m.cohort == c.cohort, m.is_in),
            p.ended_at.is_(None),
        )
        .correlate(cohorts)
        .scalar_subquery()
    )
    rows = scope.connection.execute(
        select(c.cohort, c.campus, c.name, c.courses, c.begins, c.ends, c.ended, count)
        .where(scope.covers(c.institution, campus=c.campus))
        .order_by(c.campus, c.name, c.cohort)
    )
    return [ListedCohort(*row[:3], tuple(json.loads(row[3])), *row[4:]) for row in rows]


def campus_of(scope: Scope, cohort: str) -> str:
    """Return the campus of a cohort; raises RefusedError `cohort-unknown`."""
    known = _known(scope.connection, scope.institution, cohort)
    if known is None:
        raise RefusedError(Code.COHORT_UNKNOWN, "There is no such cohort.")
    return str(known["campus"])


def _known(connection: Connection, institution: str, cohort: str) -> Row | None:
    query = select(cohorts).where(cohorts.c.institution == institution, cohorts.c.cohort == cohort)
    row = connection.execute(query.with_for_update()).mappings().first()
    return None if row is None else dict(row)


def _said(
    connection: Connection, institution: str, who: Collection[str]
) -> dict[tuple[str, str, str], tuple[int, bool]]:
    """Return when what was said of people's places, and whether they are in."""
    m = memberships.c
    rows = connection.execute(
        select(m.person, m.cohort, m.course, m.lamport, m.is_in).where(
            m.institution == institution, m.person.in_(who)
        )
    )
    return {(row[0], row[1], row[2]): (int(row[3]), bool(row[4])) for row in rows}
