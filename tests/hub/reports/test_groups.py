"""Leaders of an institution are told of groups of five and more: what has landed, and no name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from helpers.hubs import CAMPUS, NOW, new_database
from helpers.scopes import whole
from helpers.stations import Station, code_of, memory_road
from ujuzi.domain.event import (
    ActivityCompleted,
    CourseCompleted,
    Enrolled,
    ProfileCreated,
    QuizAnswered,
    QuizFinished,
)
from ujuzi.domain.report import DAY
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import cohorts, organisations, roster
from ujuzi.hub.reports import groups
from ujuzi.hub.steward import Steward
from ujuzi.hub.store.tables import people
from ujuzi.wire import documents
from ujuzi.wire.deeds import Enrol, SetCohort
from ujuzi.wire.groups import GroupsDocument

INSTITUTION = "unz"
FAR = "unz-far"
COURSE = "ai-basics"


class Clock:
    """A clock that a test turns on."""

    now = NOW

    def __call__(self) -> int:
        return self.now


class Lab:
    """A computer of a campus, at which people study."""

    def __init__(self, hub: Hub, campus: str) -> None:
        self.hub = hub
        self.station = Station()
        self.station.register(memory_road(hub), code_of(hub, campus))

    def studies(self, learner: str, *, completes: bool = False) -> None:
        """Take the course up; complete it."""
        name = f"Name of {learner}"
        self.station.record(learner, ProfileCreated(name=name, role="teacher", language="fr"))
        self.station.record(learner, Enrolled(course=COURSE))
        self.station.record(learner, ActivityCompleted(course=COURSE, activity="first", pack="p"))
        if completes:
            self.station.record(learner, CourseCompleted(course=COURSE, pack="p"))

    def sends(self) -> None:
        self.station.exchange(memory_road(self.hub))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    with database.writing() as connection:
        organisations.add(connection, FAR, "campus", "Far", INSTITUTION)
    yield Hub(database, clock)
    database.close()


@pytest.fixture
def lab(hub: Hub) -> Lab:
    return Lab(hub, CAMPUS)


def count(hub: Hub) -> None:
    Steward(hub.database, hub.grader, hub.now).look()


def told(hub: Hub) -> GroupsDocument | None:
    """Return what computers of the institution are told of the course."""
    with hub.database.reading() as connection:
        stream = feed.institution_stream(INSTITUTION)
        found = feed.published(connection, stream, documents.GROUPS, COURSE)
    return documents.read(found, GroupsDocument) if found else None


def test_four_people_are_told_nothing_of_and_five_are(lab: Lab) -> None:
    for number in range(4):
        lab.studies(f"p{number}")
    lab.sends()
    count(lab.hub)
    assert told(lab.hub) is None

    lab.studies("p4", completes=True)
    lab.sends()
    count(lab.hub)
    found = told(lab.hub)
    assert found is not None
    (cell,) = found.groups.cells
    assert (cell.people, cell.under_way, cell.completed) == (5, 4, 1)
    assert (cell.campus, cell.role, cell.done) == (CAMPUS, "teacher", {"first": 5})
    assert CAMPUS in found.campuses


def test_nothing_that_is_told_names_anybody(lab: Lab) -> None:
    for number in range(12):
        lab.studies(f"person-{number:02}")
    lab.sends()
    count(lab.hub)
    with lab.hub.database.reading() as connection:
        stream = feed.institution_stream(INSTITUTION)
        payload = feed.published(connection, stream, documents.GROUPS, COURSE) or b""
    assert payload
    assert b"person-" not in payload
    assert b"Name of" not in payload


def test_a_course_is_told_once_a_day_and_only_where_it_says_something_else(
    lab: Lab, clock: Clock
) -> None:
    for number in range(5):
        lab.studies(f"p{number}")
    lab.sends()
    count(lab.hub)
    first = told(lab.hub)
    for number in range(5, 10):
        lab.studies(f"p{number}")
    lab.sends()
    count(lab.hub)
    assert told(lab.hub) == first

    clock.now += DAY
    count(lab.hub)
    second = told(lab.hub)
    assert second is not None
    assert sum(cell.people for cell in second.groups.cells) == 10
    clock.now += DAY
    count(lab.hub)
    assert told(lab.hub) == second


def test_people_of_two_campuses_who_are_too_few_alone_are_told_of_together(hub: Hub) -> None:
    near, far = Lab(hub, CAMPUS), Lab(hub, FAR)
    for number in range(3):
        near.studies(f"near-{number}")
        far.studies(f"far-{number}")
    near.sends()
    far.sends()
    count(hub)
    found = told(hub)
    assert found is not None
    assert [(cell.campus, cell.people) for cell in found.groups.cells] == [("", 5)]
    assert found.campuses == {}


def test_two_profiles_of_one_person_are_one(lab: Lab) -> None:
    with lab.hub.database.writing() as connection:
        roster.import_roster(
            whole(connection), f"person,name,campus,role\nP1,Ada,{CAMPUS},support\n"
        )
    for number in range(5):
        lab.studies(f"p{number}")
    lab.sends()
    with lab.hub.database.writing() as connection:
        for learner in ("p0", "p1"):
            decisions.link(connection, INSTITUTION, learner, "P1", NOW)
    with lab.hub.database.reading() as connection:
        rows = {row.key: row for row in groups.rows_of(connection, INSTITUTION, NOW)}
    assert rows.keys() == {"P1", "p2", "p3", "p4"}
    assert rows["P1"].role == "support"
    assert [each.completed for each in rows["P1"].courses] == [{"first"}]


def test_tries_and_results_are_counted_as_on_a_computer(lab: Lab) -> None:
    lab.studies("p0")
    quiz = {"course": COURSE, "activity": "quiz", "pack": "p"}
    for attempt in ("one", "two", "three"):
        lab.station.record(
            "p0",
            QuizAnswered(**quiz, attempt=attempt, item="q", response=("no",), right=False),
        )
        lab.station.record("p0", QuizFinished(**quiz, attempt=attempt, right=0, items=1))
    lab.sends()
    with lab.hub.database.reading() as connection:
        (row,) = groups.rows_of(connection, INSTITUTION, NOW)
    assert (row.attempts, row.score) == (3, 0.0)


def test_a_course_that_nobody_is_counted_in_any_more_is_withdrawn(lab: Lab, clock: Clock) -> None:
    for number in range(5):
        lab.studies(f"p{number}")
    lab.sends()
    count(lab.hub)
    assert told(lab.hub) is not None
    with lab.hub.database.writing() as connection:
        groups.publish(connection, INSTITUTION, {}, clock.now + DAY)
    assert told(lab.hub) is None


def enlisted(hub: Hub, *people: str) -> None:
    """Put people on the roster, as teachers of the campus."""
    rows = "".join(f"{each},Somebody {each},{CAMPUS},teacher\n" for each in people)
    with hub.database.writing() as connection:
        roster.import_roster(whole(connection), f"person,name,campus,role\n{rows}")


def test_a_cohort_is_told_with_who_has_not_begun_and_its_dates(lab: Lab) -> None:
    members = tuple(f"P{number}" for number in range(6))
    enlisted(lab.hub, *members)
    term = "a" * 16
    with lab.hub.database.writing() as connection:
        scope = whole(connection, INSTITUTION)
        cohorts.put(scope, SetCohort(term, "Term 1", (COURSE,), "2026-11-30", ""), CAMPUS, 1)
        cohorts.enrol(scope, Enrol(members, cohort=term), 2)
    lab.studies("p0")
    lab.sends()
    with lab.hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, "p0", "P0", NOW)
    count(lab.hub)
    found = told(lab.hub)
    assert found is not None
    (cell,) = found.groups.cells
    assert (cell.cohort, cell.people, cell.under_way, cell.not_begun) == (term, 5, 1, 4)
    assert found.cohorts[term].title == "Term 1"
    assert found.cohorts[term].begins == "2026-11-30"


def test_who_has_left_the_institution_is_counted_no_more(lab: Lab) -> None:
    enlisted(lab.hub, "P0", "P1")
    with lab.hub.database.writing() as connection:
        scope = whole(connection, INSTITUTION)
        cohorts.enrol(scope, Enrol(("P0", "P1"), courses=(COURSE,)), 1)
        connection.execute(update(people).where(people.c.person == "P1").values(ended_at=NOW))
    with lab.hub.database.reading() as connection:
        assert [row.key for row in groups.rows_of(connection, INSTITUTION, NOW)] == ["P0"]
