"""What several transactions of PostgreSQL do at once ends as if they had taken turns."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from helpers.hubs import (
    CAMPUS,
    Computer,
    await_a_waiting_writer,
    cut_all,
    new_database,
    rows_of,
)
from helpers.scopes import whole
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import DeviceId, Event, LearnerId, Milliseconds, ProfileCreated
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import decisions, erasure
from ujuzi.hub.people import moves, organisations, registration, roster
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.tables import documents, events, learners, seats, states
from ujuzi.wire import messages
from ujuzi.wire.messages import Succession, Welcome

INSTITUTION, ADA = "unz", "ada"
FIRST = "aaa-first"
"""A campus whose stream is locked before that of `CAMPUS`."""

ROSTER = "person,name,campus,role\n{},Ada,{},teacher\n"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[HubDatabase]:
    opened = new_database("postgresql", tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("how", ["by hand", "by a roster"])
def test_a_move_locks_campuses_in_the_order_of_a_landing(database: HubDatabase, how: str) -> None:
    _settle(database, CAMPUS, "P1")

    def move_away() -> None:
        with database.writing() as connection:
            if how == "by hand":
                moves.move(connection, INSTITUTION, ADA, FIRST)
            else:
                roster.import_roster(whole(connection), ROSTER.format("P1", FIRST))

    with ThreadPoolExecutor(1) as pool, database.writing() as connection:
        feed.publish(connection, feed.campus_stream(INSTITUTION, FIRST), "notice", "n", b"{}")
        moved = pool.submit(move_away)
        await_a_waiting_writer(database, moved)
        feed.publish(connection, feed.campus_stream(INSTITUTION, CAMPUS), "notice", "n", b"{}")
    moved.result()

    assert _campuses_of_ada(database) == {f"campus:{FIRST}"}


def test_an_import_locks_everybody_that_it_moves_before_any_campus(database: HubDatabase) -> None:
    hub = _settle(database, CAMPUS, "P2")
    with database.writing() as connection:
        roster.import_roster(whole(connection), ROSTER.format("P1", CAMPUS))
    bola = Computer(hub, device="b" * 16)
    bola.exchange(*cut_all(bola, [_named("bola", bola.device)]))
    with database.writing() as connection:
        decisions.link(connection, INSTITUTION, "bola", "P1", 0)  # whom the roster names first

    def move_both() -> None:
        with database.writing() as connection:
            rows = ROSTER.format("P1", FIRST) + f"P2,Ada,{FIRST},teacher\n"
            roster.import_roster(whole(connection), rows)

    with ThreadPoolExecutor(1) as pool, database.writing() as connection:
        moves.move(connection, INSTITUTION, ADA, FIRST)
        moved = pool.submit(move_both)
        await_a_waiting_writer(database, moved)
        moves.move(connection, INSTITUTION, "bola", FIRST)
    moved.result()


def test_who_is_moved_twice_at_once_is_in_one_campus(database: HubDatabase) -> None:
    _settle(database, CAMPUS, "P1")
    with database.writing() as connection:
        organisations.add(connection, "last", "campus", "Last", INSTITUTION)

    def move_elsewhere() -> None:
        with database.writing() as connection:
            moves.move(connection, INSTITUTION, ADA, "last")

    with ThreadPoolExecutor(1) as pool, database.writing() as connection:
        moves.move(connection, INSTITUTION, ADA, FIRST)
        moved = pool.submit(move_elsewhere)
        await_a_waiting_writer(database, moved)
    moved.result()

    assert _campuses_of_ada(database) == {"campus:last"}


def test_what_lands_of_somebody_while_she_is_erased_lands_blank(database: HubDatabase) -> None:
    hub = _settle(database, CAMPUS, "P1")
    computer = Computer(hub, device="b" * 16)
    wires = cut_all(computer, [_named(ADA, computer.device)])

    with ThreadPoolExecutor(1) as pool, database.writing() as connection:
        scope = whole(connection, INSTITUTION)
        erasure.erase(scope, [ADA], "P1", keeps_certificates=True)
        landed = pool.submit(computer.exchange, *wires)
        await_a_waiting_writer(database, landed)
    landed.result()

    rows = rows_of(database)
    assert {row["kind"] for row in rows[events]} == {erasure.BLANK}
    assert (rows[learners], rows[states], rows[seats]) == ([], [], [])


def test_a_successor_that_is_named_twice_at_once_is_welcomed_twice(database: HubDatabase) -> None:
    hub = Hub(database)
    computer, key = Computer(hub), PublisherKey.generate()
    asked = Succession(messages.VERSION, computer.device, "5" * 16, key.public.raw, bytes(32))
    wire = messages.sign(asked, messages.SUCCESSION_CONTEXT, computer.key)

    with ThreadPoolExecutor(1) as pool, database.writing() as connection:
        known = registration.find(connection, computer.device)
        registration.succeed(connection, asked, known, hub.now())
        second = pool.submit(hub.succeed, wire)
        await_a_waiting_writer(database, second)

    assert messages.read(second.result(), Welcome).campus == CAMPUS


def _settle(database: HubDatabase, campus: str, person: str) -> Hub:
    """Have Ada work at a campus, linked to a person of the roster; there is another campus."""
    hub = Hub(database)
    computer = Computer(hub, campus)
    computer.exchange(*cut_all(computer, [_named(ADA, computer.device)]))
    with database.writing() as connection:
        organisations.add(connection, FIRST, "campus", "First", INSTITUTION)
        roster.import_roster(whole(connection), ROSTER.format(person, campus))
        decisions.link(connection, INSTITUTION, ADA, person, 0)
    return hub


def _campuses_of_ada(database: HubDatabase) -> set[str]:
    """Return the streams in which Ada's name stands."""
    c = documents.c
    query = select(c.stream).where(c.kind == "profile", c.id == ADA, c.payload != b"")
    with database.reading() as connection:
        return set(connection.scalars(query))


def _named(learner: str, device: str) -> Event:
    body = ProfileCreated(name=learner, role="teacher", language="fr")
    return Event(DeviceId(device), 1, 1, LearnerId(learner), Milliseconds(0), body)
