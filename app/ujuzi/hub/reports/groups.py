"""What leaders of an institution are told of its people: groups of five and more, by course.

They are made of what has landed, by the rules of every report (`domain.report`), and go to every
computer of the institution as documents of its stream: there is no name in them, no number, and
nothing that tells of fewer than five people, also by difference (`domain.report_groups`). A course
is told anew at most once a day, and only where it says something else.

Profiles that are linked to one person are one. What is required in a course only computers know,
who have it: the parts that are done are counted by activity, and added up there.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, func, select

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import (
    DAY,
    CourseKnown,
    LearnerRow,
    ReportedCohort,
    ReportedPerson,
    ReportedStep,
)
from ujuzi.domain.report_facts import ReportFacts, joined
from ujuzi.domain.report_groups import CourseGroups, groups_of
from ujuzi.domain.sitting import AssessmentState
from ujuzi.domain.subjects import ACTIVITY, ASSESSMENT, ATTEMPT, COURSE, KEY_MARK, PROFILE
from ujuzi.hub.assessment import sittings
from ujuzi.hub.feed import feed, progress
from ujuzi.hub.feed.reading import decoded
from ujuzi.hub.store.tables import (
    achievements,
    credentials,
    learners,
    links,
    memberships,
    organisations,
    people,
    results,
    states,
)
from ujuzi.hub.store.tables import cohorts as cohorts_table
from ujuzi.wire import documents
from ujuzi.wire.groups import GroupsDocument

EVERYTHING = -1
"""The revision before which nothing was told."""


class _Passed(msgspec.Struct):
    """What is asked of a result (`domain.grading.Graded`)."""

    passed: bool = False


@dataclass(slots=True)
class _Profile:
    """What has landed of a learner: by course, and her steps as they were told."""

    known: defaultdict[str, CourseKnown] = field(default_factory=lambda: defaultdict(CourseKnown))
    steps: dict[tuple[str, str], msgspec.Raw] = field(default_factory=dict)


def institutions(connection: Connection) -> list[str]:
    """Return every institution, by id."""
    c = organisations.c
    return list(connection.scalars(select(c.id).where(c.kind == "institution").order_by(c.id)))


def documents_of(connection: Connection, institution: str, now: int) -> dict[str, GroupsDocument]:
    """Return what is to be told of an institution's people, by course."""
    groups = groups_of(rows_of(connection, institution, now))
    names, cohorts = _campuses(connection, institution), _cohorts(connection, institution)
    return {each.course: _document(each, now, names, cohorts) for each in groups}


def publish(
    connection: Connection, institution: str, made: Mapping[str, GroupsDocument], now: int
) -> None:
    """Tell what has changed and was not told today; withdraw courses of which nothing is told."""
    stream = feed.institution_stream(institution)
    known = dict(_told(connection, institution))
    for course in sorted({*made, *known}):
        before, after = known.get(course), made.get(course)
        if before is not None and before.made_at // DAY >= now // DAY:
            continue
        if after is None:
            feed.publish(connection, stream, documents.GROUPS, course, b"")
        elif before is None or not _says_the_same(before, after):
            payload = msgspec.json.encode(after)
            feed.publish(connection, stream, documents.GROUPS, course, payload)


def rows_of(connection: Connection, institution: str, now: int) -> Iterator[LearnerRow]:
    """Yield a row for each person of an institution who studies, or is enrolled to.

    Who has left it is in none.
    """
    facts = ReportFacts({}, _passed(connection, institution), now, {})
    profiles = _states(connection, institution)
    certificates = _certificates(connection, institution)
    for person, hers in _people(connection, institution):
        found = []
        steps: defaultdict[tuple[str, str], list[msgspec.Raw]] = defaultdict(list)
        for learner in hers:
            profile = profiles.get(learner) or _Profile()
            _add_progress(connection, institution, learner, profile)
            found.append(profile.known)
            for key, told in profile.steps.items():
                steps[key].append(told)
            profiles.pop(learner, None)
        known = dict(found[0]) if len(found) == 1 else joined(found)
        for course, each in _steps(steps).items():
            known.setdefault(course, CourseKnown()).steps = each
        for course, count in certificates.get(person.key, {}).items():
            known.setdefault(course, CourseKnown()).certificates = count
        yield facts.row(person, known)


def _document(
    groups: CourseGroups,
    now: int,
    campuses: Mapping[str, str],
    cohorts: Mapping[str, ReportedCohort],
) -> GroupsDocument:
    """Return a course's groups with the names of what they are of."""
    there = {cell.campus for cell in groups.cells}
    named = {cell.cohort for cell in groups.cells}
    return GroupsDocument(
        made_at=now,
        groups=groups,
        campuses={each: name for each, name in campuses.items() if each in there},
        cohorts={each: cohort for each, cohort in cohorts.items() if each in named},
    )


def _told(connection: Connection, institution: str) -> Iterator[tuple[str, GroupsDocument]]:
    """Yield by course what is told of an institution."""
    stream = feed.institution_stream(institution)
    for id_, payload in feed.published_all(connection, stream, documents.GROUPS).items():
        found = documents.read(payload, GroupsDocument)
        if found is not None:
            yield id_, found


def _says_the_same(before: GroupsDocument, after: GroupsDocument) -> bool:
    return before == msgspec.structs.replace(after, made_at=before.made_at)


def _campuses(connection: Connection, institution: str) -> dict[str, str]:
    c = organisations.c
    query = select(c.id, c.name).where(c.kind == "campus", c.parent == institution)
    return {row[0]: row[1] for row in connection.execute(query)}


def _people(connection: Connection, institution: str) -> list[tuple[ReportedPerson, list[str]]]:
    """Return who has landed or is enrolled, each with her profiles."""
    n, k, p = learners.c, links.c, people.c
    rows = connection.execute(
        select(n.learner, n.campus, k.person)
        .select_from(
            learners.outerjoin(
                links,
                and_(k.institution == n.institution, k.learner == n.learner, k.ended.is_(None)),
            )
        )
        .where(n.institution == institution)
        .order_by(n.learner)
    ).all()
    hers: defaultdict[str, list[str]] = defaultdict(list)
    found: list[tuple[ReportedPerson, list[str]]] = []
    for learner, campus, person in rows:
        if person is not None:
            hers[person].append(learner)
        else:
            role = _role(connection, institution, learner)
            found.append((ReportedPerson(learner, campus=campus, role=role), [learner]))
    enrolled = _enrolled(connection, institution)
    listed = connection.execute(
        select(p.person, p.campus, p.role)
        .where(p.institution == institution, p.ended_at.is_(None))
        .order_by(p.person)
    )
    for person, campus, role in listed:
        if person in hers or person in enrolled:
            cohorts, courses = enrolled.get(person, ((), ()))
            whole = ReportedPerson(
                "", campus=campus, role=role, person=person, cohorts=cohorts, courses=courses
            )
            found.append((whole, hers.get(person, [])))
    return found


def _enrolled(
    connection: Connection, institution: str
) -> dict[str, tuple[tuple[ReportedCohort, ...], tuple[str, ...]]]:
    """Return by person the cohorts that she is in, and the courses that she studies on her own."""
    m = memberships.c
    known = _cohorts(connection, institution)
    together: defaultdict[str, list[ReportedCohort]] = defaultdict(list)
    alone: defaultdict[str, list[str]] = defaultdict(list)
    rows = connection.execute(
        select(m.person, m.cohort, m.course)
        .where(m.institution == institution, m.is_in)
        .order_by(m.person, m.cohort, m.course)
    )
    for person, cohort, course in rows:
        if course:
            alone[person].append(course)
        elif cohort in known:
            together[person].append(known[cohort])
    return {
        person: (tuple(together[person]), tuple(alone[person])) for person in {*together, *alone}
    }


def _cohorts(connection: Connection, institution: str) -> dict[str, ReportedCohort]:
    """Return the cohorts that are not over, by id."""
    c = cohorts_table.c
    rows = connection.execute(
        select(c.cohort, c.name, c.courses, c.begins, c.ends).where(
            c.institution == institution, c.ended.is_(False)
        )
    )
    return {
        row[0]: ReportedCohort(row[0], row[1], tuple(json.loads(row[2])), row[3], row[4])
        for row in rows
    }


def _role(connection: Connection, institution: str, learner: str) -> str:
    """Return the role that somebody gives herself who is linked to nobody."""
    c = states.c
    state = connection.scalar(
        select(c.state).where(
            c.institution == institution, c.learner == learner, c.subject == PROFILE.name
        )
    )
    return str(decoded(PROFILE.name, state).role.value) if state else ""


def _states(connection: Connection, institution: str) -> dict[str, _Profile]:
    """Return what the hub folds itself: courses and assessments, by learner."""
    found: defaultdict[str, _Profile] = defaultdict(_Profile)
    c = states.c
    query = select(c.learner, c.subject, c.key, c.state).where(
        c.institution == institution, c.subject.in_([COURSE.name, ASSESSMENT.name])
    )
    for learner, subject, key, told in connection.execute(query):
        course, _, assessment = key.partition(KEY_MARK)
        known, state = found[learner].known[course], decoded(subject, told)
        if isinstance(state, CourseState):
            known.state = state
        elif isinstance(state, AssessmentState):
            known.assessments[assessment] = state
    return found


def _add_progress(
    connection: Connection, institution: str, learner: str, profile: _Profile
) -> None:
    """Add what the hub passes on: activities, and how often quizzes were tried."""
    for told in progress.after(connection, institution, learner, EVERYTHING):
        course, _, rest = told.key.partition(KEY_MARK)
        if told.subject == ACTIVITY.name:
            profile.steps[course, rest] = told.state
        elif told.subject == ATTEMPT.name:
            quiz = rest.partition(KEY_MARK)[0]
            tries = profile.known[course].tries
            tries[quiz] = tries.get(quiz, 0) + 1


def _steps(
    told: Mapping[tuple[str, str], list[msgspec.Raw]],
) -> dict[str, list[ReportedStep | ActivityState]]:
    """Return a person's steps by course; those of one activity are one."""
    found: defaultdict[str, list[ReportedStep | ActivityState]] = defaultdict(list)
    decode = msgspec.json.Decoder(ReportedStep).decode
    for (course, _), same in told.items():
        if len(same) == 1:
            found[course].append(decode(same[0]))
        else:
            whole: Any = [decoded(ACTIVITY.name, bytes(each).decode()) for each in same]
            found[course].append(ActivityState.merge(whole))
    return found


def _passed(connection: Connection, institution: str) -> dict[str, bool | None]:
    """Return of each attempt that was graded whether it passed; None where a person decides."""
    c = results.c
    query = select(c.attempt, c.content).where(c.institution == institution).order_by(c.revision)
    decode = msgspec.json.Decoder(_Passed).decode
    found: dict[str, bool | None] = {
        attempt: decode(content).passed for attempt, content in connection.execute(query)
    }
    passes = [attempt for attempt, passed in found.items() if passed]
    for some in _in_parts(passes):
        for attempt, decision in sittings.held_back(connection, institution, some).items():
            found[attempt] = None if decision == "waits" else False
    return found


def _certificates(connection: Connection, institution: str) -> dict[str, dict[str, int]]:
    """Return how many certificates that hold each person has, by course."""
    c, a = credentials.c, achievements.c
    course_of = {row[0]: row[1] for row in connection.execute(select(a.achievement, a.course))}
    query = (
        select(c.person, c.achievement, func.count())
        .where(c.institution == institution, c.revoked_at.is_(None))
        .group_by(c.person, c.achievement)
    )
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for person, achievement, count in connection.execute(query):
        if course := course_of.get(achievement):
            found[person][course] = found[person].get(course, 0) + int(count)
    return found


def _in_parts(attempts: list[str], most: int = 500) -> Iterable[list[str]]:
    return (attempts[at : at + most] for at in range(0, len(attempts), most))
