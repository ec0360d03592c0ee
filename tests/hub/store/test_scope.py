"""A scope is made for an actor and an act alone, and bounds what is seen to her part of a tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

import ujuzi
from helpers.hubs import CAMPUS, NOW, OTHER_CAMPUS, new_database
from ujuzi.domain.authority import Act, Actor, Role
from ujuzi.errors import RefusedError
from ujuzi.hub.people import organisations
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.scope import Scope, opened
from ujuzi.hub.store.tables import learners, people, seats

SECOND = "ouaga-second"
OPERATOR = Actor(Role.OPERATOR)
WHO_SEES_WHOM = {
    Actor(Role.OPERATOR): ["ada", "awa", "bob"],
    Actor(Role.CENTRE, "bf"): ["ada", "awa", "bob"],
    Actor(Role.CENTRE, "ci"): [],
    Actor(Role.ADMINISTRATOR, "unz"): ["ada", "awa"],
    Actor(Role.COORDINATOR, CAMPUS): ["ada"],
    Actor(Role.COORDINATOR, SECOND): ["awa"],
    Actor(Role.COORDINATOR, OTHER_CAMPUS): ["bob"],
}


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HubDatabase]:
    made = new_database(request.param, tmp_path)
    with made.writing() as connection:
        organisations.add(connection, SECOND, "campus", "Second", "unz")
        organisations.add(connection, "ci", "centre", "Côte d'Ivoire", "iioe")
        for who, institution, campus in (
            ("ada", "unz", CAMPUS),
            ("awa", "unz", SECOND),
            ("bob", "uvbf", OTHER_CAMPUS),
        ):
            here = {"institution": institution, "campus": campus}
            connection.execute(learners.insert().values(learner=who, **here))
            row = {"person": who, "name": who, "role": "teacher"}
            connection.execute(people.insert().values(**row, **here))
    yield made
    made.close()


@pytest.mark.parametrize("actor", WHO_SEES_WHOM, ids=str)
def test_rows_outside_are_not_seen_however_they_say_whose_they_are(
    database: HubDatabase, actor: Actor
) -> None:
    with opened(database, actor, Act.READ_CREDENTIALS, NOW) as scope:
        by_campus = scope.covers(learners.c.institution, campus=learners.c.campus)
        by_learner = scope.covers(learners.c.institution, learner=learners.c.learner)
        by_person = scope.covers(people.c.institution, person=people.c.person)
        for column, clause in (
            (learners.c.learner, by_campus),
            (learners.c.learner, by_learner),
            (people.c.person, by_person),
        ):
            found = scope.connection.scalars(select(column).where(clause).order_by(column))
            assert list(found) == WHO_SEES_WHOM[actor]


def test_a_row_that_names_nobody_is_not_seen_by_whoever_sees_one_campus(
    database: HubDatabase,
) -> None:
    with opened(database, Actor(Role.COORDINATOR, CAMPUS), Act.READ_CREDENTIALS, NOW) as scope:
        query = select(learners.c.learner).where(scope.covers(learners.c.institution))
        assert list(scope.connection.scalars(query)) == []


def test_what_is_asked_about_one_institution_shows_no_other(database: HubDatabase) -> None:
    for actor in (OPERATOR, Actor(Role.CENTRE, "bf")):
        with opened(database, actor, Act.READ_CREDENTIALS, NOW, institution="uvbf") as scope:
            query = select(learners.c.learner).where(scope.covers(learners.c.institution))
            assert list(scope.connection.scalars(query)) == ["bob"]
            assert scope.holds("uvbf")
            assert not scope.holds("unz")


@pytest.mark.parametrize(
    ("actor", "institution"),
    [
        (Actor(Role.CENTRE, "ci"), "unz"),
        (Actor(Role.ADMINISTRATOR, "unz"), "uvbf"),
        (Actor(Role.COORDINATOR, CAMPUS), "uvbf"),
        (Actor(Role.LEARNER, CAMPUS), "unz"),
        (Actor(Role.STEWARD), "unz"),
    ],
    ids=str,
)
def test_none_is_opened_where_she_does_not_reach(
    database: HubDatabase, actor: Actor, institution: str
) -> None:
    with (
        pytest.raises(RefusedError) as refused,
        opened(database, actor, Act.READ_CREDENTIALS, NOW, institution=institution),
    ):
        pass
    assert refused.value.code == "not-allowed"


def test_a_scope_that_only_looks_writes_nothing(database: HubDatabase) -> None:
    with opened(database, OPERATOR, Act.READ_PEOPLE, NOW) as scope:
        scope.connection.execute(seats.delete())
        scope.connection.execute(people.delete())
    with opened(database, OPERATOR, Act.READ_PEOPLE, NOW) as scope:
        assert len(scope.connection.execute(select(people)).all()) == 3


def test_it_is_made_where_it_is_opened_and_nowhere_else() -> None:
    package = Path(ujuzi.__file__).parent
    made_in = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == Scope.__name__
    }
    assert made_in == {"hub/store/scope.py"}


def test_only_actions_open_one_and_open_nothing_else() -> None:
    hub = Path(ujuzi.__file__).parent / "hub"
    for file in (*(hub / "actions").glob("*.py"), *(hub / "commands").glob("*.py")):
        text = file.read_text()
        if file.name != "access.py":
            assert ".database.writing(" not in text, file
            assert ".database.reading(" not in text, file
