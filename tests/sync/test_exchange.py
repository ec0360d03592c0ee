"""A real desk and a real hub: every event lands once, whatever the link does.

The same suite runs over the memory transport and over HTTP to a hub process's own server.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
import uvicorn
from sqlalchemy import select

from helpers.clocks import FakeClock
from helpers.desks import Lab, open_lab
from helpers.hubs import CAMPUS, Computer, new_database
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import DeviceId, Event, NoteWritten
from ujuzi.errors import RefusedError, WorldError
from ujuzi.hub import registration, settings
from ujuzi.hub.asgi import application
from ujuzi.hub.hub import Hub
from ujuzi.hub.tables import events
from ujuzi.store import event_log, inbox, outbox
from ujuzi.sync import batch, exchange
from ujuzi.sync.http import HttpTransport
from ujuzi.sync.transport import MemoryTransport, Transport

KEY = PublisherKey(bytes(range(32, 64)))


class Campus:
    """A desk that is registered with a hub, and the road between them."""

    def __init__(self, lab: Lab, hub: Hub, transport: Transport) -> None:
        self.lab, self.hub, self.transport = lab, hub, transport
        self.clock = FakeClock()
        exchange.register(
            self.db, transport, url="http://hub", code=self.code(), name="Lab 1", key=KEY
        )

    @property
    def db(self):  # type: ignore[no-untyped-def]  # the desk's database
        return self.lab.desk._db

    def code(self) -> str:
        with self.hub.database.writing() as connection:
            return registration.make_code(connection, CAMPUS, self.hub.now())

    def study(self, notes: int) -> None:
        for number in range(notes):
            self.lab.desk.learning.write_note(
                self.lab.learner, self.lab.pack, "counting", f"note {number} " * 20
            )

    def exchange(self, transport: Transport | None = None) -> exchange.Progress:
        return exchange.exchange(self.db, transport or self.transport, KEY, self.clock.now)

    def landed(self) -> list[int]:
        with self.hub.database.reading() as connection:
            rows = connection.execute(select(events.c.sequence).order_by(events.c.sequence))
            return [row[0] for row in rows]

    def told(self) -> list[int]:
        return list(range(1, event_log.count(self.db) + 1))


def answers_of(hub: Hub) -> Callable[[str, bytes], bytes]:
    return lambda path, body: getattr(hub, path)(body)


@pytest.fixture(params=["memory", "http"])
def campus(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Campus]:
    clock = FakeClock()
    hub = Hub(new_database("sqlite", tmp_path), clock.now)
    lab = open_lab(tmp_path)
    if request.param == "memory":
        yield Campus(lab, hub, MemoryTransport(answers_of(hub)))
    else:
        config = uvicorn.Config(
            application(hub), port=0, log_level="critical", lifespan="off", ws="none"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            thread.join(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        transport = HttpTransport(f"http://127.0.0.1:{port}", retries=0)
        yield Campus(lab, hub, transport)
        transport.close()
        server.should_exit = True
        thread.join()
    lab.desk.close()
    hub.database.close()


def test_everything_lands_in_one_request(campus: Campus) -> None:
    campus.study(30)

    done = campus.exchange()

    assert done.requests == 1
    assert done.waiting == 0
    assert campus.landed() == campus.told()


def test_nothing_new_costs_one_small_request(campus: Campus) -> None:
    campus.study(3)
    campus.exchange()

    done = campus.exchange()

    assert done.requests == 1
    assert done.bytes_up + done.bytes_down <= 450
    assert campus.landed() == campus.told()


def test_a_batch_is_cut_once_and_keeps_its_bytes(campus: Campus) -> None:
    campus.study(20)
    exchange.cut_batches(campus.db, KEY, campus.clock.now())
    device = event_log.device_id(campus.db)
    before = [cut.wire for cut in outbox.waiting(campus.db, device)]
    campus.study(5)
    exchange.cut_batches(campus.db, KEY, campus.clock.now())

    after = [cut.wire for cut in outbox.waiting(campus.db, device)]

    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


def test_an_answer_that_is_lost_costs_nothing_but_the_asking(campus: Campus) -> None:
    campus.study(10)

    class Lossy:
        def post(self, path: str, body: bytes) -> bytes:
            campus.transport.post(path, body)
            raise WorldError("hub-unreachable", "The link broke.")

    with pytest.raises(WorldError):
        campus.exchange(Lossy())
    assert campus.landed() == campus.told()

    assert campus.exchange().waiting == 0
    assert campus.landed() == campus.told()


def test_a_link_cut_at_any_byte_loses_and_doubles_nothing(campus: Campus) -> None:
    chance = Random(5)
    cuts = 0

    class Breaking:
        def post(self, path: str, body: bytes) -> bytes:
            nonlocal cuts
            if chance.random() < 0.6:
                cuts += 1
                visit = campus.hub.visit()
                visit.feed(body[: chance.randrange(len(body))])
                raise WorldError("hub-unreachable", "The link broke.")
            return campus.transport.post(path, body)

    for _ in range(12):
        campus.study(chance.randrange(6))
        try:
            campus.exchange(Breaking())
        except WorldError:
            continue
    campus.exchange()

    assert cuts > 3
    assert campus.landed() == campus.told()


def test_an_answer_of_another_hub_is_not_believed(campus: Campus, tmp_path: Path) -> None:
    campus.study(2)
    (tmp_path / "other").mkdir()
    false = Hub(new_database("sqlite", tmp_path / "other"), campus.hub.now)
    link = exchange.link_of(campus.db)
    exchange.register(
        campus.db,
        MemoryTransport(answers_of(false)),
        url="http://false",
        code=_code_of(false),
        name="x",
        key=KEY,
    )
    exchange._keep(campus.db, link)  # the computer still trusts the first hub

    with pytest.raises(RefusedError) as error:
        campus.exchange(MemoryTransport(answers_of(false)))
    assert error.value.code == "signature-wrong"
    false.database.close()


def test_a_restored_hub_gets_everything_again(campus: Campus) -> None:
    campus.study(8)
    campus.exchange()
    with campus.hub.database.writing() as connection:
        for table in ("events", "batches", "states", "tallies", "seats", "learners"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("UPDATE heads SET last = 0, digest = zeroblob(32)")
    settings.start_epoch(campus.hub.database)
    campus.hub.identity = settings.identity(campus.hub.database)

    campus.exchange()
    campus.exchange()

    assert campus.landed() == campus.told()


def test_a_restored_computer_is_told_that_it_forked(campus: Campus) -> None:
    campus.study(4)
    campus.exchange()
    with campus.db.atomic():
        campus.db.execute("DELETE FROM batches")
    campus.study(1)

    with pytest.raises(RefusedError) as error:
        campus.exchange()
    assert error.value.code == "device-forked"
    assert campus.landed() == campus.told()[:-1]


def test_an_unregistered_computer_says_so(tmp_path: Path) -> None:
    lab = open_lab(tmp_path)
    with pytest.raises(RefusedError) as error:
        exchange.exchange(lab.desk._db, MemoryTransport(lambda *_: b""), KEY, FakeClock().now)
    assert error.value.code == "not-registered"
    lab.desk.close()


def test_a_hub_that_is_not_there_is_the_world(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as error:
        HttpTransport("http://127.0.0.1:9", retries=0).post("exchange", b"")
    assert error.value.code == "hub-unreachable"


def test_what_a_learner_did_elsewhere_on_the_campus_comes_down(campus: Campus) -> None:
    campus.study(2)
    campus.exchange()
    elsewhere = Computer(campus.hub, device="ffffffffffffffff")
    body = NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text="from elsewhere")
    event = Event(DeviceId(elsewhere.device), 1, 1, campus.lab.learner, campus.clock.now(), body)
    elsewhere.exchange(batch.cut([event], batch.NOTHING_BEFORE, elsewhere.key).wire)

    done = campus.exchange()

    assert done.documents == 1
    (document,) = inbox.of_kind(campus.db, "progress")
    assert document.id == campus.lab.learner
    assert b"from elsewhere" in document.payload


def _code_of(hub: Hub) -> str:
    with hub.database.writing() as connection:
        return registration.make_code(connection, CAMPUS, hub.now())
