"""A campus's people in its week without a network: enrolled by acts, linked by slips, reported of.

The coordinator imports a list and makes a code for each of its people; each types hers at a
computer of the lab. In the end the hub has linked those people and nobody else, the list is on her
computer alone, and her report adds up to what was recorded and to what the hub has folded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from helpers.coordinating import WORDS
from helpers.progress import at_the_hub
from ujuzi.domain.event import Event, LearnerId, ProfileCreated, ProfileLinked
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import CourseStanding
from ujuzi.domain.subjects import ATTEMPT, COURSE
from ujuzi.hub.app import Hub
from ujuzi.hub.feed.reading import States, fold
from ujuzi.hub.store.tables import links
from ujuzi.services.desk import Desk
from ujuzi.store import accounts, event_log, inbox
from ujuzi.wire import documents


@dataclass
class Enrolment:
    """Who is enrolled at which computers: staff numbers, and whose profile typed the slip."""

    numbers: dict[str, str]
    """Of each computer, the number of the one person who sits there."""
    codes: dict[str, str] = field(default_factory=dict)
    profiles: dict[str, LearnerId] = field(default_factory=dict)


def enrol(desk: Desk, her: LearnerId, computers: Iterable[str], folder: Path) -> Enrolment:
    """Import a list with one person for each computer, and make their slips."""
    desk.office.unlock(her, " ".join(WORDS))
    made = Enrolment({name: f"K-{name}" for name in computers})
    file = folder / "staff.csv"
    rows = "".join(f"{number},Person at {name},teacher\n" for name, number in made.numbers.items())
    file.write_text(f"person,name,role\n{rows},Nobody’s Number,teacher\n", "utf-8")
    people = desk.campus_people
    preview = people.preview(her, file)
    assert people.enlist(her, preview) == len(made.numbers), preview
    slips = people.slips(her, list(made.numbers.values()))
    made.codes = {slip.person: slip.code for slip in slips}
    return made


def sign_up(desk: Desk, learners: Iterable[LearnerId]) -> list[Event]:
    """Let people make profiles at a computer, under these ids; return what was recorded of it."""
    recorded = []
    for number, learner in enumerate(sorted(learners), 1):
        made = ProfileCreated(name=f"Person {number}", role="teacher", language="en")
        recorded.append(event_log.append(desk._db, learner, made, desk._clock.now()))
        accounts.put_verifier(desk._db, learner, "nobody signs in")
    return recorded


def type_slip(made: Enrolment, desk: Desk, name: str, learner: LearnerId) -> Event:
    """Let somebody type the code of her slip at a computer; return what was recorded of it."""
    number = made.numbers[name]
    desk.roster.link_with(learner, made.codes[number])
    made.profiles[number] = learner
    recorded = event_log.replay(desk._db, learner)
    (linked,) = (each for each in recorded if isinstance(each.body, ProfileLinked))
    return linked


def check_people(made: Enrolment, hub: Hub, desk: Desk, labs: Mapping[str, Desk]) -> str:
    """The hub has linked exactly these people, and their list is on her computer alone."""
    assert set(made.profiles) == set(made.numbers.values())
    with hub.database.reading() as connection:
        query = select(links.c.person, links.c.learner).where(links.c.ended.is_(None))
        linked = {row[0]: row[1] for row in connection.execute(query)}
    own = set(linked) - set(made.profiles)
    assert own <= {"P1"}, own
    missed = {each for each in made.profiles if linked.get(each) != made.profiles[each]}
    assert not missed, f"not linked by their slips: {sorted(missed)}"
    listed = {each.id for each in inbox.of_kind(desk._db, documents.ROSTER)}
    assert listed >= set(made.profiles), sorted(set(made.profiles) - listed)
    for name, lab in labs.items():
        assert not inbox.of_kind(lab._db, documents.ROSTER), f"the list is on {name}"
    return f"{len(made.profiles)} people are linked by their slips, and listed nowhere else"


def check_report(
    made: Enrolment, hub: Hub, desk: Desk, her: LearnerId, recorded: Iterable[Event]
) -> str:
    """Her report has everybody once, and adds up to what was recorded, and to the hub's states."""
    desk.office.unlock(her, " ".join(WORDS))
    report = desk.reports.report(her)
    assert report.closed == 0, f"{report.closed} reports are closed to her"
    events = list(recorded)
    studied = {event.learner for event in events}
    rows = Counter(learner for row in report.rows for learner in row.learners)
    not_once = {each: rows[each] for each in studied if rows[each] != 1}
    assert not not_once, f"of {len(studied)} people, not once in the report: {not_once}"
    people = {row.person: row for row in report.rows if row.person}
    for number, learner in made.profiles.items():
        assert learner in people[number].learners, number
    told: Counter[str] = Counter()
    for row in report.rows:
        told["attempts"] += row.attempts
        told["begun"] += sum(each.begun_at is not None for each in row.courses)
        told["activities"] += sum(len(each.completed) for each in row.courses)
        told["completed"] += sum(each.standing is CourseStanding.COMPLETED for each in row.courses)
    here, there = totals(fold(events)), totals(at_the_hub(hub.database))
    assert +told == here, f"the report says {told}, and what was recorded {here}"
    assert there == here, f"the hub says {there}, and what was recorded {here}"
    return (
        f"report of {len(studied)} people: {told['begun']} courses begun,"
        f" {told['activities']} activities completed, {told['attempts']} attempts; as recorded"
    )


def totals(states: States) -> Counter[str]:
    """Return how much was begun, completed and tried, by states of courses and attempts."""
    found: Counter[str] = Counter()
    for (_, subject, _), state in states.items():
        if subject == ATTEMPT.name:
            found["attempts"] += 1
        elif subject == COURSE.name and isinstance(state, CourseState):
            found["begun"] += state.enrolled_at is not None
            found["activities"] += len(state.done())
            found["completed"] += state.done_at is not None
    return +found
