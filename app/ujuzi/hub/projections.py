"""States folded from landed events, by the domain's own rules, and tallies of what they say.

Rows of a learner are read and written under the lock of her row in `learners`, taken in one order,
so that two computers that report about the same person at once lose nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import Connection, TextClause, bindparam, select, text

from ujuzi.domain.event import Event
from ujuzi.domain.progress import CourseState
from ujuzi.domain.subjects import COURSE, KEY_MARK, SUBJECTS, Subject, subjects_of
from ujuzi.hub import feed
from ujuzi.hub.database import insert_ignoring, upsert
from ujuzi.hub.registration import Device
from ujuzi.hub.tables import devices, learners, seats, states

MAX_NAME_LENGTH = 200
"""Characters of a course's or an activity's id; an index of PostgreSQL holds no more than 2,700."""

_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODERS = {name: msgspec.json.Decoder(subject.state) for name, subject in SUBJECTS.items()}

Key = tuple[str, str, str]
"""Learner, subject, key."""

States: TypeAlias = dict[Key, Any]
"""States by their keys, each of its subject's type."""


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
    )
    .distinct()
)
"""Where people use computers, at home and as guests."""


def fold(events: Iterable[Event]) -> States:
    """Return what events say of each state that they are about, by themselves."""
    states = {}
    for key, heard in _by_key(events).items():
        subject = SUBJECTS[key[1]]
        states[key] = subject.fold(subject.state(), heard)
    return states


def join(connection: Connection, device: Device, told: States) -> None:
    """Join what was told to what was known, keep the tallies, and publish who progressed.

    Joining says the same as folding the events into what was known (`domain.merge`).
    """
    if not told:
        return
    people = sorted({key[0] for key in told})
    newcomers, campuses = _lock_all(connection, device, people)
    known = _states(connection, device.institution, list(told))
    changed = {}
    tallies: Counter[tuple[str, str]] = Counter()
    for key, said in told.items():
        subject = SUBJECTS[key[1]]
        before: Any = known.get(key) or subject.state()
        after: Any = subject.merge(before, said) if key in known else said
        if after == before:
            continue
        changed[key] = after
        if subject is COURSE:
            _tally(tallies, key[2], before, after)
    changed_people = {learner: campuses[learner] for learner, _, _ in sorted(changed)}
    revisions = _publish(connection, device, changed_people)
    upsert(
        connection,
        states,
        [
            {
                "institution": device.institution,
                "learner": learner,
                "subject": name,
                "key": key,
                "state": _ENCODER.encode(state).decode(),
                "revision": revisions[campuses[learner]],
            }
            for (learner, name, key), state in changed.items()
        ],
    )
    _count(connection, device, tallies)
    _seat(connection, device, people, newcomers)


def seat(connection: Connection, device: Device, people: list[str]) -> None:
    """Note that people sign in at this computer; it lacks what is known of who did not before."""
    if people:
        _seat(connection, device, people, set())


def lock(connection: Connection, institution: str, people: list[str]) -> dict[str, str]:
    """Lock the rows of people until the transaction ends; return the campus of each there is."""
    rows = connection.execute(_LOCK, {"institution": institution, "people": people})
    return {row[0]: row[1] for row in rows}


def state_of(
    connection: Connection, institution: str, learner: str, subject: Subject, *parts: str
) -> Any:
    """Return one state, or the state before any event."""
    key = (learner, subject.name, KEY_MARK.join(parts))
    return _states(connection, institution, [key]).get(key) or subject.state()


def _by_key(events: Iterable[Event]) -> dict[Key, list[Event]]:
    """Return the events that each state hears of."""
    found: defaultdict[tuple[str, ...], list[Event]] = defaultdict(list)
    for event in events:
        for subject in subjects_of(event.body):
            found[event.learner, subject.name, *subject.key(event.body)].append(event)
    return {
        (learner, subject_name, KEY_MARK.join(parts)): heard
        for (learner, subject_name, *parts), heard in found.items()
        if all(map(is_name, parts))
    }


def is_name(part: str) -> bool:
    """Say whether a part of a key can be one; events about other things land, and fold nowhere."""
    return 0 < len(part) <= MAX_NAME_LENGTH and part.isprintable()


def _lock_all(
    connection: Connection, device: Device, people: list[str]
) -> tuple[set[str], dict[str, str]]:
    """Lock the people's rows, new ones too; return who is new, and everybody's campus."""
    inserted = insert_ignoring(
        connection,
        learners,
        [
            {"institution": device.institution, "learner": learner, "campus": device.campus}
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
    whose = {"institution": device.institution, "people": list(people)}
    seated = [(row[0], row[1]) for row in connection.execute(_CAMPUSES, whose)]
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


def _seat(connection: Connection, device: Device, people: list[str], newcomers: set[str]) -> None:
    """Write down who uses this computer; it is told all of who did not before, save newcomers."""
    rows = [
        {
            "institution": device.institution,
            "device": device.device,
            "learner": learner,
            "since": feed.FROM_THE_START,
        }
        for learner in people
    ]
    arrived = {row[2] for row in insert_ignoring(connection, seats, rows)} - newcomers
    stream = feed.campus_stream(device.institution, device.campus)
    feed.publish_anew(connection, stream, sorted(arrived), reader=device.device)


def _states(connection: Connection, institution: str, keys: list[Key]) -> States:
    """Return the states that there are under some keys."""
    found = connection.scalar(
        _SELECT[connection.dialect.name],
        {"institution": institution, "keys": msgspec.json.encode(keys).decode()},
    )
    states = {}
    for place, state in msgspec.json.decode(found or "{}", type=dict[int, str]).items():
        key = keys[place]
        states[key] = _DECODERS[key[1]].decode(state)
    return states


def _select(found: str, keys: str) -> TextClause:
    """Return the query of states by keys: one object, from a key's place to its state.

    The keys lead, each looked up by the primary key; one row comes back, and no thread of this
    process waits for another a thousand times.
    """
    return text(
        f"SELECT {found} FROM {keys} CROSS JOIN states s WHERE s.institution = :institution"
        " AND s.learner = (k.value ->> 0) AND s.subject = (k.value ->> 1)"
        " AND s.key = (k.value ->> 2)"
    )


_SELECT = {
    "postgresql": _select(
        "CAST(json_object_agg(k.place - 1, s.state) AS text)",
        "jsonb_array_elements(CAST(:keys AS jsonb)) WITH ORDINALITY AS k(value, place)",
    ),
    "sqlite": _select("json_group_object(k.key, s.state)", "json_each(:keys) AS k"),
}


def _tally(
    tallies: Counter[tuple[str, str]], course: str, before: CourseState, after: CourseState
) -> None:
    if before.enrolled_at is None and after.enrolled_at is not None:
        tallies[course, "enrolled"] += 1
    if before.completed_at is None and after.completed_at is not None:
        tallies[course, "completed"] += 1


def _count(connection: Connection, device: Device, tallies: Counter[tuple[str, str]]) -> None:
    for course in sorted({course for course, _ in tallies}):
        connection.execute(
            text(
                "INSERT INTO tallies (institution, campus, course, enrolled, completed)"
                " VALUES (:institution, :campus, :course, :enrolled, :completed)"
                " ON CONFLICT (institution, campus, course) DO UPDATE SET"
                " enrolled = tallies.enrolled + excluded.enrolled,"
                " completed = tallies.completed + excluded.completed"
            ),
            {
                "institution": device.institution,
                "campus": device.campus,
                "course": course,
                "enrolled": tallies[course, "enrolled"],
                "completed": tallies[course, "completed"],
            },
        )
