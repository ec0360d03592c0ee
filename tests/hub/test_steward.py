"""What is owed is written down with what gives rise to it: no crash loses a certificate.

A hub looks at nobody before it listens; what was left undone its steward does afterwards.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from click.testing import CliRunner
from sqlalchemy import func, select, text

from helpers import warm
from helpers.awards import Time, held, issuing_hub, link, offer
from helpers.exams import ATTEMPT
from helpers.hub_process import environment, start_hub
from helpers.hubs import address, new_postgresql_database
from helpers.patience import PATIENCE_SECONDS, wait_until
from helpers.scopes import whole
from helpers.sitting_hubs import ADA, AWA, INSTITUTION, Room, add_sheet, code_for, kept_results
from ujuzi.domain.event import ProfileLinked
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub import asgi
from ujuzi.hub.app import Hub, system_now
from ujuzi.hub.assessment import awards, sittings
from ujuzi.hub.commands.cli import main
from ujuzi.hub.credentials import achievements
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import owed
from ujuzi.hub.steward import Steward
from ujuzi.hub.store import clock
from ujuzi.hub.store.database import open_database
from ujuzi.hub.store.migrate import migrate
from ujuzi.hub.store.tables import achievements as achievements_table
from ujuzi.hub.store.tables import key_sheets
from ujuzi.hub.store.tables import owed as owed_table

YEAR = 365 * clock.DAY

KILLED = """
import os, signal, sys
from ujuzi.hub.assessment import awards
from ujuzi.hub.store.database import open_database
from ujuzi.hub.assessment.grader import Grader
from ujuzi.hub.app import Hub

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

hub = Hub(open_database(sys.argv[1]))
{moment} = die
hub.exchange(bytes.fromhex(sys.stdin.read()))
"""
MOMENTS = {
    "after a landing": "Grader.grade",
    "after grading": "Grader.award",
    "while a credential is signed": "awards._issue",
}


class Killed(Hub):
    """A hub whose process is killed at a moment of each exchange."""

    def __init__(self, hub: Hub, moment: str) -> None:
        super().__init__(hub.database, hub.now)
        self.moment = moment

    def exchange(self, wire: bytes) -> bytes:
        """Be killed; nobody hears of it."""
        script = KILLED.format(moment=self.moment)
        process = warm.start(environment(), script, address(self.database))
        process.communicate(wire.hex())
        assert process.wait() == -9
        raise ConnectionResetError


@functools.cache
def began() -> int:
    """Return when the first of these tests began: their hubs, as old, are copies of one."""
    return system_now()


@pytest.fixture
def now() -> Time:
    set_now = Time()
    set_now.now = began()
    return set_now


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path, now: Time) -> Iterator[Hub]:
    made = issuing_hub(request.param, tmp_path, now)
    yield made
    made.database.close()


@pytest.fixture
def room(hub: Hub) -> Room:
    made = Room(hub)
    made.sign_up(ADA, "Ada")
    return made


def steward_of(hub: Hub) -> Steward:
    return Steward(hub.database, hub.grader, hub.now)


def killed(room: Room, moment: str, act: Callable[[], object]) -> None:
    """Let somebody do something at a computer, and the hub be killed at a moment of it."""
    hub = room.computer.hub
    room.computer.hub = Killed(hub, moment)
    with pytest.raises(ConnectionResetError):
        act()
    room.computer.hub = hub


def people_who_hold(hub: Hub) -> list[str]:
    with hub.database.reading() as connection:
        return [each.person for each in awards.issued(whole(connection))]


def how_many_owed(hub: Hub) -> int:
    with hub.database.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(owed_table)) or 0)


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_pass_is_certified_by_the_next_start_whenever_the_hub_was_killed(
    hub: Hub, room: Room, moment: str
) -> None:
    link(hub)
    room.tell(ADA)
    killed(room, moment, lambda: room.sit(5))
    assert people_who_hold(hub) == []

    with start_hub(address(hub.database)):
        wait_until(lambda: people_who_hold(hub), "a certificate")

    assert people_who_hold(hub) == ["P1"]
    assert how_many_owed(hub) == 0


@pytest.mark.parametrize("moment", ["Grader.award", "awards._issue"])
def test_a_link_certifies_what_was_passed_whenever_the_hub_was_killed(
    hub: Hub, room: Room, moment: str
) -> None:
    room.sit(5, code=code_for(hub))
    with hub.database.writing() as connection:
        code = decisions.make_code(connection, INSTITUTION, "P1", hub.now())
    killed(room, moment, lambda: room.tell(ADA, ProfileLinked(code=code)))
    assert people_who_hold(hub) == []

    steward_of(hub).look()

    assert people_who_hold(hub) == ["P1"]


def test_a_command_that_links_and_is_killed_leaves_it_owed(hub: Hub, room: Room) -> None:
    room.sit(5, code=code_for(hub))
    with hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, ADA, "P1", hub.now())

    steward_of(hub).look()
    room.tell(ADA)

    assert len(held(room)) == 1


def test_an_achievement_is_owed_to_all_who_earned_it_before_it_was_awarded(
    hub: Hub, room: Room
) -> None:
    with hub.database.writing() as connection:
        connection.execute(achievements_table.delete())
    link(hub)
    room.sit(5)
    assert how_many_owed(hub) == 0
    with hub.database.writing() as connection:
        achievements.add(connection, offer())
        achievements.add(connection, offer())  # twice in one transaction, as two languages are

    steward_of(hub).look()

    assert people_who_hold(hub) == ["P1"]
    assert how_many_owed(hub) == 0


def test_a_key_sheet_has_graded_what_waited_for_it_though_nobody_graded_it(
    hub: Hub, room: Room
) -> None:
    link(hub)
    room.tell(ADA)
    with hub.database.writing() as connection:
        connection.execute(key_sheets.delete())
    assert room.sit(5).state == "waiting"
    steward_of(hub).look()
    assert people_who_hold(hub) == []
    add_sheet(hub)

    steward_of(hub).look()

    assert people_who_hold(hub) == ["P1"]


def test_an_exchange_leaves_nothing_owed(hub: Hub, room: Room) -> None:
    link(hub)
    room.sit(5)

    assert people_who_hold(hub) == ["P1"]
    assert how_many_owed(hub) == 0


@pytest.mark.parametrize("jump", [5 * YEAR, -5 * YEAR])
def test_nothing_is_issued_under_a_doubted_clock_and_everything_stays_owed(
    hub: Hub, room: Room, now: Time, jump: int, caplog: pytest.LogCaptureFixture
) -> None:
    room.sit(5, code=code_for(hub))
    with hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, ADA, "P1", hub.now())
    before = now.now
    now.now += jump
    steward = steward_of(hub)
    steward.look()
    assert people_who_hold(hub) == []
    assert how_many_owed(hub) == 1
    assert caplog.records == []

    now.now = before
    steward.look()

    assert people_who_hold(hub) == ["P1"]


def test_what_cannot_be_settled_is_put_off_and_keeps_nobody_waiting(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def settle(connection: Any, institution: str, learner: str, at: int) -> list[str]:
        tried.append(learner)
        if learner == ADA:
            raise ZeroDivisionError
        owed.take(connection, institution, learner)
        return []

    with hub.database.writing() as connection:
        owed.owe(connection, INSTITUTION, [ADA, AWA])
    monkeypatch.setattr(awards, "settle", settle)
    steward = steward_of(hub)
    steward.look()
    steward.look()

    assert tried == [ADA, AWA]
    assert how_many_owed(hub) == 1


def test_more_than_a_query_brings_are_all_settled(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ujuzi.hub.steward.AT_ONCE", 2)
    with hub.database.writing() as connection:
        owed.owe(connection, INSTITUTION, map(str, range(5)))
        owed.owe(connection, "another", map(str, range(3)))
        owed.owe(connection, INSTITUTION, map(str, range(5)))

    steward_of(hub).look()

    assert how_many_owed(hub) == 0


def test_what_is_written_while_somebody_is_settled_stays_owed(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    with hub.database.writing() as connection:
        owed.owe(connection, INSTITUTION, [ADA])
    known = awards.settle

    def settle(connection: Any, *facts: Any) -> list[str]:
        made = known(connection, *facts)
        owed.owe(connection, INSTITUTION, [ADA])
        return made

    monkeypatch.setattr(awards, "settle", settle)

    steward_of(hub).look()

    assert how_many_owed(hub) == 1


def test_who_is_being_settled_is_left_to_whoever_does_it(tmp_path: Path, now: Time) -> None:
    hub = issuing_hub("postgresql", tmp_path, now)
    with hub.database.writing() as connection:
        owed.owe(connection, INSTITUTION, [ADA, AWA])

    with hub.database.writing() as connection:
        owed.take(connection, INSTITUTION, ADA)
        steward_of(hub).look()  # it would wait for ever
        with hub.database.reading() as another:
            assert owed.some(another, owed.NOBODY, 9) == [(INSTITUTION, ADA)]
    hub.database.close()


def test_what_two_grade_at_once_is_graded_once(hub: Hub, room: Room) -> None:
    room.sit(5)
    before = kept_results(hub)
    grader = Hub(hub.database, lambda: system_now() + clock.DAY).grader

    assert grader.grade(INSTITUTION, ATTEMPT) == ("graded", None, ("", ""))
    assert kept_results(hub) == before
    assert how_many_owed(hub) == 0


def test_a_hub_listens_before_anybody_is_settled(
    hub: Hub, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(
        "ujuzi.hub.assessment.grader.Grader.grade", lambda *_: done.append("graded")
    )
    monkeypatch.setattr(awards, "settle", lambda *_: done.append("settled"))
    monkeypatch.setattr(uvicorn, "run", lambda *_, **__: done.append("listens"))
    monkeypatch.setenv(asgi.DATABASE_VARIABLE, address(hub.database))
    with hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, ADA, "P1", hub.now())

    served = CliRunner().invoke(main, ["--database", address(hub.database), "serve"])

    assert (served.exit_code, done) == (0, ["listens"]), served.output


def test_a_database_that_is_gone_stops_no_steward(
    tmp_path: Path, now: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = issuing_hub("sqlite", tmp_path, now)
    looked = threading.Event()
    times = []

    def look(_steward: Steward) -> None:
        times.append(1)
        if len(times) == 1:
            raise WorldError(Code.DATABASE_UNAVAILABLE, "It does not answer.")
        if len(times) == 2:
            raise RefusedError(Code.CLOCK_DOUBTED, "Nobody knows what time it is.")
        looked.set()

    monkeypatch.setattr(Steward, "look", look)
    monkeypatch.setattr("ujuzi.hub.steward.REST_SECONDS", 0.0)
    steward = steward_of(hub)
    steward.start()
    assert looked.wait(PATIENCE_SECONDS)
    steward.stop()
    hub.database.close()


def test_what_is_left_is_found_by_its_index(tmp_path: Path, now: Time) -> None:
    hub = issuing_hub("sqlite", tmp_path, now)
    asked: list[str] = []
    with hub.database.reading() as connection:
        driver: Any = connection.connection.driver_connection
        driver.set_trace_callback(asked.append)
        sittings.left(connection)
        driver.set_trace_callback(None)
        (query,) = asked
        plan = connection.execute(text(f"EXPLAIN QUERY PLAN {query}")).all()
    hub.database.close()

    assert "sittings_left" in str(plan)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_a_hub_of_before_would_have_done_at_its_start_is_owed(
    kind: str, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path}/hub.sqlite3" if kind == "sqlite" else new_postgresql_database()
    database = open_database(url)
    migrate(database, "0020")
    columns = "(institution, attempt, learner, course, assessment, device, sequence, state)"
    with database.writing() as connection:
        for line in (
            "links (institution, learner, begun, person, ended, made_by, made_at) VALUES"
            " ('i', 'ada', 1, 'P1', 5, 'x', 0), ('i', 'ada', 5, 'P2', NULL, 'x', 0),"
            " ('i', 'bola', 5, 'P3', 6, 'x', 0)",
            "key_sheets (bank, course, assessment, language, version, publisher, sealed, added_at)"
            " VALUES ('b', 'c', 'exam', 'en', 1, 'p', '', 0)",
            f"sittings {columns} VALUES ('i', 'a', 'ada', 'c', 'exam', 'd', 1, 'waiting'),"
            " ('i', 'b', 'ada', 'c', 'other', 'd', 2, 'waiting'),"
            " ('i', 'c', 'ada', 'c', 'exam', 'd', 3, 'graded')",
        ):
            connection.execute(text(f"INSERT INTO {line}"))
    migrate(database)
    with database.reading() as connection:
        settled = owed.some(connection, owed.NOBODY, 9)
        left = sittings.left(connection)
    database.close()

    assert (settled, left) == ([("i", "ada")], [("i", "a")])
