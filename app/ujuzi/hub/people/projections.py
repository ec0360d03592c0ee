"""States folded from landed events, by the domain's own rules, and tallies of what they say.

Rows of a learner are read and written under the lock of her row in `learners`, taken in one order,
so that two computers that report about the same person at once lose nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, TextClause, bindparam, select, text

from ujuzi.domain.profile import ProfileState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.state import State
from ujuzi.domain.subjects import COURSE, KEY_MARK, PROFILE, SUBJECTS, Subject
from ujuzi.hub.feed import feed, progress
from ujuzi.hub.feed.reading import Key, Reading, Said, States, decoded, encoded
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store.database import insert_ignoring, upsert
from ujuzi.hub.store.tables import devices, learners, seats, states

S = TypeVar("S", bound=State)

_LOCK = (
    select(learners.c.learner, learners.c.campus)
    .where(
        learners.c.institution == bindparam("institution"),
        learners.c.learner.in_(bindparam("people", expanding=True)),
    )
    .order_by(learners.c.learner)
    .with_for_update()
)
_CAMPUSES = (
    select(seats.c.learner, devices.c.campus)
    .join(devices, devices.c.device == seats.c.device)
    .where(
        seats.c.institution == bindparam("institution"),
        seats.c.learner.in_(bindparam("people", expanding=True)),
        seats.c.ended.is_(None),
        seats.c.denied.is_(False),
    )
    .distinct()
)
"""Where people use computers, at home and as guests."""

_COUNT = text(
    "INSERT INTO tallies (institution, campus, course, enrolled, completed)"
    " VALUES (:institution, :campus, :course, :enrolled, :completed)"
    " ON CONFLICT (institution, campus, course) DO UPDATE SET"
    " enrolled = tallies.enrolled + excluded.enrolled,"
    " completed = tallies.completed + excluded.completed"
)


def join(
    connection: Connection, device: Device, reading: Reading, campuses: dict[str, str]
) -> None:
    """Join what was said to what was known, keep the tallies, and publish who progressed.

    `campuses` are those of the people, whose rows are locked. Joining says the same as folding the
    events into what was known (`domain.state`).
    """
    said, passed_on = reading.said, reading.passed_on
    if not said and not passed_on:
        return
    known = _states(connection, device.institution, [key for key, _ in said])
    changed: Said = []
    tallies: Counter[tuple[str, str]] = Counter()
    for key, told in said:
        before = known.get(key)
        state = told if before is None else _merged(key[1], before, told)
        if state is None:
            continue
        changed.append((key, state))
        if key[1] == COURSE.name:
            _tally(tallies, key[2], before or CourseState(), decoded(COURSE.name, state))
    progressed = {key[0] for key, _ in changed} | {learner for learner, _ in passed_on}
    published = _publish(connection, device, {each: campuses[each] for each in progressed})
    revisions = {learner: published[campuses[learner]] for learner in progressed}
    upsert(
        connection,
        states,
        [
            {
                "institution": device.institution,
                "learner": learner,
                "subject": subject_name,
                "key": key,
                "state": state,
                "revision": revisions[learner],
            }
            for (learner, subject_name, key), state in changed
        ],
    )
    progress.keep(connection, device.institution, passed_on, revisions)
    _count(connection, device, tallies)


def _merged(subject: str, before: Any, told: str) -> str | None:
    """Return a state joined with what was told of it; nothing where that says nothing new."""
    after = SUBJECTS[subject].state.merge((before, decoded(subject, told)))
    return None if after == before else encoded(after)


def lock(connection: Connection, institution: str, people: list[str]) -> dict[str, str]:
    """Lock the rows of people until the transaction ends; return the campus of each there is."""
    rows = connection.execute(_LOCK, {"institution": institution, "people": people})
    return {row[0]: row[1] for row in rows}


def hold(
    connection: Connection,
    institution: str,
    people: Collection[str],
    others: Collection[str] = (),
) -> dict[str, str]:
    """Lock learners, and the streams of their campuses, of all their seats, and those of `others`.

    Returns the campus of each learner there is.
    """
    where = lock(connection, institution, sorted(people))
    seated = {campus for _, campus in campuses(connection, institution, people)}
    all_ = {*where.values(), *seated, *others}
    feed.lock(connection, {feed.campus_stream(institution, each) for each in all_})
    return where


def campuses(
    connection: Connection, institution: str, people: Collection[str]
) -> list[tuple[str, str]]:
    """Return each learner with each campus where she uses computers, at home and as a guest."""
    rows = connection.execute(_CAMPUSES, {"institution": institution, "people": list(people)})
    return [(row[0], row[1]) for row in rows]


def names(connection: Connection, institution: str, people: Collection[str]) -> dict[str, str]:
    """Return the names of the profiles of learners, as far as they are known."""
    found = profiles(connection, institution, people)
    return {learner: state.name.value for learner, state in found.items()}


def profiles(
    connection: Connection, institution: str, people: Collection[str]
) -> dict[str, ProfileState]:
    """Return what is known of the profiles of learners, by learner."""
    keys = [(learner, PROFILE.name, "") for learner in sorted(people)]
    found = _states(connection, institution, keys) if keys else {}
    return {key[0]: state for key, state in found.items()}


def state_of(
    connection: Connection, institution: str, learner: str, subject: Subject[S], *parts: str
) -> S:
    """Return one state, or the state before any event."""
    key = (learner, subject.name, KEY_MARK.join(parts))
    return _states(connection, institution, [key]).get(key) or subject.state()


def lock_all(
    connection: Connection, device: Device, people: list[str]
) -> tuple[set[str], dict[str, str]]:
    """Lock the people's rows, new ones too; return who is new, and everybody's campus."""
    inserted = insert_ignoring(
        connection,
        learners,
        [
            {
                "institution": device.institution,
                "learner": learner,
                "campus": device.campus,
                "made_by": None,
            }
            for learner in people
        ],
    )
    return {row[1] for row in inserted}, lock(connection, device.institution, people)


def _publish(connection: Connection, device: Device, people: dict[str, str]) -> dict[str, int]:
    """Publish the progress of people at their campuses, and wherever they are guests as well.

    Returns the revisions of the states that changed, by campus. The streams are locked in one
    order.
    """
    if not people:
        return {}
    seated = campuses(connection, device.institution, people)
    told = {(campus, False, learner) for learner, campus in people.items()}
    told |= {
        (campus, True, learner)
        for learner, campus in [*seated, *((each, device.campus) for each in people)]
        if campus != people[learner]
    }
    revisions: dict[str, int] = {}
    for (campus, whole), group in groupby(sorted(told), key=itemgetter(0, 1)):
        revision = feed.publish_progress(
            connection,
            feed.campus_stream(device.institution, campus),
            [learner for _, _, learner in group],
            source=device.device,
            whole=whole,
        )
        revisions.setdefault(campus, revision)
    return revisions


def _states(connection: Connection, institution: str, keys: list[Key]) -> States:
    """Return the states that there are under some keys."""
    found = connection.scalar(
        _SELECT[connection.dialect.name],
        {"institution": institution, "keys": msgspec.json.encode(keys).decode()},
    )
    states = {}
    for place, state in _FOUND.decode(found):
        key = keys[place]
        states[key] = decoded(key[1], state)
    return states


def _select(found: str, keys: str) -> TextClause:
    """Return the query of states by keys: one array of pairs, a key's place and its state.

    The keys lead, each looked up by the primary key; one row comes back, and no thread of this
    process waits for another a thousand times. A state is JSON already, and stands as it is.
    """
    return text(
        f"SELECT '[' || coalesce({found}, '') || ']' FROM {keys} CROSS JOIN states s"
        " WHERE s.institution = :institution AND s.learner = (k.value ->> 0)"
        " AND s.subject = (k.value ->> 1) AND s.key = (k.value ->> 2)"
    )


_SELECT = {
    "postgresql": _select(
        "string_agg('[' || k.place - 1 || ',' || s.state || ']', ',')",
        "jsonb_array_elements(CAST(:keys AS jsonb)) WITH ORDINALITY AS k(value, place)",
    ),
    "sqlite": _select(
        "group_concat('[' || k.key || ',' || s.state || ']', ',')", "json_each(:keys) AS k"
    ),
}
_FOUND = msgspec.json.Decoder(list[tuple[int, msgspec.Raw]])


def _tally(
    tallies: Counter[tuple[str, str]], course: str, before: CourseState, after: CourseState
) -> None:
    if before.enrolled_at is None and after.enrolled_at is not None:
        tallies[course, "enrolled"] += 1
    if change := (after.done_at is not None) - (before.done_at is not None):
        tallies[course, "completed"] += change


def _count(connection: Connection, device: Device, tallies: Counter[tuple[str, str]]) -> None:
    courses = sorted({course for course, _ in tallies})
    if courses:
        connection.execute(
            _COUNT,
            [
                {
                    "institution": device.institution,
                    "campus": device.campus,
                    "course": course,
                    "enrolled": tallies[course, "enrolled"],
                    "completed": tallies[course, "completed"],
                }
                for course in courses
            ],
        )
