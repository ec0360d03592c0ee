"""Two hub processes at one PostgreSQL: it does not matter which of them a computer reaches."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from helpers.hub_process import start_hub
from helpers.hubs import (
    NOW,
    Computer,
    await_a_waiting_writer,
    cut_all,
    new_database,
    new_postgresql_database,
)
from helpers.learning_events import learning_events
from helpers.progress import at_the_hub, known
from helpers.seats import seat
from ujuzi.domain.event import (
    ActivityOpened,
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    Origin,
)
from ujuzi.hub.actions.upkeep import FIRST_CAMPUS
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.feed.reading import read
from ujuzi.hub.landing import ingest
from ujuzi.hub.landing.ingest import LandingScope
from ujuzi.hub.people import projections, registration
from ujuzi.hub.store.database import HubDatabase, open_database
from ujuzi.hub.store.migrate import migrate
from ujuzi.hub.store.tables import events, forks, parked
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire import batch, messages
from ujuzi.wire.messages import Document, Reply

COMPUTERS = 4
EVENTS, A_BATCH = 240, 20


@pytest.fixture
def database() -> Iterator[HubDatabase]:
    opened = open_database(new_postgresql_database())
    migrate(opened)
    yield opened
    opened.close()


def ask(computer: Computer, road: HttpTransport, *wires: bytes) -> Reply:
    wire = computer.ask(*wires)
    answer = road.post("exchange", wire)
    reply = messages.read_answer(
        answer, messages.signed_part(wire), computer.hub.identity.signing_key.public
    )
    computer.epoch, computer.epoch_number = reply.epoch, reply.epoch_number
    computer.cursors = reply.cursors
    return reply


def test_computers_that_alternate_between_two_hubs_land_everything_once() -> None:
    url = new_postgresql_database()
    with start_hub(url) as one, start_hub(url) as two:
        database = open_database(url)
        hub = Hub(database)
        computers = [
            Computer(hub, FIRST_CAMPUS, device=f"{number:016x}") for number in range(COMPUTERS)
        ]
        told = {
            computer: learning_events(EVENTS, device=computer.device, seed=number // 2)
            for number, computer in enumerate(computers)
        }

        def exchange(computer: Computer) -> list[Document]:
            """Send each batch to the other hub than the last; return what was heard of learners."""
            roads = [HttpTransport(one.address), HttpTransport(two.address)]
            heard: list[Document] = []
            for number, wire in enumerate(cut_all(computer, told[computer], A_BATCH)):
                heard += ask(computer, roads[number % 2], wire).documents
            for road in roads:
                road.close()
            return heard

        with ThreadPoolExecutor(COMPUTERS) as pool:
            heard = dict(zip(computers, pool.map(exchange, computers), strict=True))
        last = HttpTransport(two.address)
        for computer in computers:
            for learner in {event.learner for event in told[computer]}:
                seat(hub, learner, computer.device)
            heard[computer] += ask(computer, last).documents
        last.close()
        assert_landed_once(database, told)
        assert_heard(database, told, heard)
        database.close()


def test_computers_that_send_everything_to_both_hubs_at_once_land_it_once() -> None:
    url = new_postgresql_database()
    with start_hub(url) as one, start_hub(url) as two:
        database = open_database(url)
        hub = Hub(database)
        computers = [
            Computer(hub, FIRST_CAMPUS, device=f"{number:016x}") for number in range(COMPUTERS)
        ]
        told = {
            computer: learning_events(EVENTS, device=computer.device, seed=number)
            for number, computer in enumerate(computers)
        }

        def send(job: tuple[Computer, str]) -> int:
            """Send all that a computer has to one hub; return what its receipt says has landed."""
            computer, address = job
            road = HttpTransport(address)
            reply = ask(computer, road, *cut_all(computer, told[computer], A_BATCH))
            road.close()
            assert reply.receipt is not None
            reply.receipt.verify(hub.identity.signing_key.public)
            return reply.receipt.last

        with ThreadPoolExecutor(2 * COMPUTERS) as pool:
            landed = set(pool.map(send, product(computers, (one.address, two.address))))
        assert landed == {EVENTS}
        assert_landed_once(database, told)
        database.close()


def assert_landed_once(database: HubDatabase, told: dict[Computer, list[Event]]) -> None:
    with database.reading() as connection:
        rows = connection.execute(select(events.c.device, events.c.sequence)).all()
        beside = [
            connection.scalar(select(func.count()).select_from(table)) for table in (forks, parked)
        ]
    assert sorted(map(tuple, rows)) == sorted(
        (event.device, event.sequence) for made in told.values() for event in made
    )
    assert beside == [0, 0]


def assert_heard(
    database: HubDatabase, told: dict[Computer, list[Event]], heard: dict[Computer, list[Document]]
) -> None:
    """Each pair of computers has the same learners, and each knows all that the other recorded."""
    everything = at_the_hub(database)
    for computer, recorded in told.items():
        users = {event.learner for event in recorded}
        mine = {key: state for key, state in everything.items() if key[0] in users}
        assert known(recorded, heard[computer]) == mine


def test_a_reader_skips_nothing_while_two_writers_overlap(database: HubDatabase) -> None:
    stream, scope = ("unz", "institution:unz"), feed.Streams.of("bf", "unz", "campus")

    def publish_second() -> None:
        with database.writing() as connection:
            feed.publish(connection, stream, "notice", "second", b"{}")

    with ThreadPoolExecutor(1) as pool, database.writing() as connection:
        feed.publish(connection, stream, "notice", "first", b"{}")
        second = pool.submit(publish_second)
        await_a_waiting_writer(database, second)
        with database.reading() as reader:
            before = feed.read(reader, scope, messages.START, "device")
    second.result()

    with database.reading() as reader:
        after = feed.read(reader, scope, before.cursors, "device")
    assert before.documents == ()
    assert [document.id for document in after.documents] == ["first", "second"]


def test_progress_is_not_skipped_while_two_batches_overlap(tmp_path: Path) -> None:
    database = new_database("postgresql", tmp_path)
    hub = Hub(database)
    device, reader = Computer(hub), Computer(hub, device="f" * 16)
    made = learning_events(EVENTS, device=device.device)
    ada, bola = sorted({event.learner for event in made})[:2]
    reader.exchange(*cut_all(reader, [_opened(ada, 1), _opened(bola, 2)]))

    def join(connection: Connection, learner: str) -> None:
        hers = [event for event in made if event.learner == learner]
        told = read(batch.cut(hers, batch.NOTHING_BEFORE, device.key))
        campuses = projections.lock(connection, "unz", [learner])
        projections.join(connection, registration.find(connection, device.device), told, campuses)

    def join_bola() -> None:
        with database.writing() as connection:
            join(connection, bola)

    with ThreadPoolExecutor(1) as pool, database.writing() as connection:
        join(connection, ada)
        second = pool.submit(join_bola)
        await_a_waiting_writer(database, second)
        assert reader.exchange().documents == ()
    second.result()

    assert [document.id for document in reader.exchange().documents] == [ada, bola]
    database.close()


def test_a_fact_of_nobody_known_counts_once_though_two_tell_it_at_once(tmp_path: Path) -> None:
    database = new_database("postgresql", tmp_path)
    hub = Hub(database)
    clones = [Computer(hub, device=f"{number:016x}") for number in (1, 2)]
    told = [
        batch.read(
            cut_all(
                clone,
                [
                    Event(
                        DeviceId(clone.device),
                        1,
                        1,
                        LearnerId("ada"),
                        Milliseconds(0),
                        ActivityOpened(course="c", activity="a", pack="p" * 64),
                        Origin(DeviceId("unknown"), 7),
                    )
                ],
            )[0]
        )
        for clone in clones
    ]

    def land(connection: Connection, number: int) -> None:
        device = registration.find(connection, clones[number].device)
        ingest.receive(LandingScope(connection, device, NOW), told[number], read(told[number]))

    def land_second() -> None:
        with database.writing() as connection:
            land(connection, 1)

    with ThreadPoolExecutor(1) as pool, database.writing() as connection:
        land(connection, 0)
        second = pool.submit(land_second)
        await_a_waiting_writer(database, second)
    second.result()

    with database.reading() as connection:
        counts = sorted(connection.scalars(select(events.c.counts)))
    assert counts == [False, True]
    database.close()


def _opened(learner: str, number: int) -> Event:
    body = ActivityOpened(course="c", activity="a", pack="p" * 64)
    return Event(DeviceId("f" * 16), number, number, LearnerId(learner), Milliseconds(0), body)
