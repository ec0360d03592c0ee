"""A real desk and a real hub: every event lands once, whatever the link does.

The same suite runs over the memory transport and over HTTP to a hub process's own server.
"""

from __future__ import annotations

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec
import pytest
from sqlalchemy import select

from helpers.campuses import Campus, counted, facts_at, forget_all_learning, told_by
from helpers.clocks import FakeClock
from helpers.desks import open_lab
from helpers.hubs import CAMPUS, Computer, new_database
from helpers.stations import (
    NOW,
    Station,
    answers_of,
    code_of,
    memory_road,
    road_over,
)
from ujuzi.domain.event import (
    EVENT_BYTES_MOST,
    DeviceId,
    Enrolled,
    Event,
    Milliseconds,
    NoteWritten,
    encode_body,
)
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.people import registration
from ujuzi.hub.store.tables import parked
from ujuzi.store import event_log, outbox, projections
from ujuzi.sync import exchange, identity
from ujuzi.sync.pace import Patience
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.sync.transports.transport import MemoryTransport
from ujuzi.wire import batch, messages
from ujuzi.wire.limits import BATCH_TARGET_BYTES

PATIENCE = 20.0
"""Seconds."""


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


def test_whatever_may_be_recorded_reaches_the_hub(campus: Campus) -> None:
    empty = NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text="")
    letters = bytes(ord("0") + byte % 43 for byte in range(256))
    text = Random(1).randbytes(EVENT_BYTES_MOST - len(encode_body(empty))).translate(letters)
    largest = msgspec.structs.replace(empty, text=text.decode())
    too_large = msgspec.structs.replace(empty, text=largest.text + "x")

    with pytest.raises(RefusedError) as error:
        campus.station.record("ada", too_large)
    assert error.value.code == "event-too-large"
    campus.station.record("ada", largest)
    campus.study(1)

    assert campus.exchange().waiting == 0
    assert facts_at(campus.hub) == told_by(campus.db)


def test_a_batch_is_cut_once_and_keeps_its_bytes(campus: Campus) -> None:
    campus.study(20)
    exchange.cut_batches(campus.db, campus.station.keys, campus.clock.now())
    device = event_log.device_id(campus.db)
    before = [cut.wire for cut in outbox.waiting(campus.db, device)]
    campus.study(5)
    exchange.cut_batches(campus.db, campus.station.keys, campus.clock.now())

    after = [cut.wire for cut in outbox.waiting(campus.db, device)]

    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


def test_an_answer_that_is_lost_costs_nothing_but_the_asking(campus: Campus) -> None:
    campus.study(10)

    class Lossy:
        def post(self, path: str, body: bytes, **_: object) -> bytes:
            campus.transport.post(path, body)
            raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")

    with pytest.raises(WorldError):
        campus.exchange(Lossy())
    assert campus.landed() == campus.told()

    assert campus.exchange().waiting == 0
    assert campus.landed() == campus.told()


def test_a_link_cut_at_any_byte_loses_and_doubles_nothing(campus: Campus) -> None:
    chance = Random(5)
    cuts = 0

    class Breaking:
        def post(self, path: str, body: bytes, **_: object) -> bytes:
            nonlocal cuts
            if chance.random() < 0.6:
                cuts += 1
                visit = campus.hub.visit()
                visit.feed(body[: chance.randrange(len(body))])
                raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")
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
    link = identity.link_of(campus.db)
    assert link is not None
    campus.station.register(memory_road(false), code_of(false, CAMPUS))
    identity.keep(campus.db, link)  # the computer still trusts the first hub

    with pytest.raises(RefusedError) as error:
        campus.exchange(memory_road(false))
    assert error.value.code == "signature-wrong"
    false.database.close()


def test_a_restored_hub_gets_everything_again(campus: Campus) -> None:
    campus.study(8)
    campus.exchange()
    forget_all_learning(campus.hub)

    campus.study(1)
    campus.exchange()

    assert campus.landed() == campus.told()


def test_bytes_that_landed_are_let_go_after_90_days_by_the_hub_s_clock(tmp_path: Path) -> None:
    clock, day = FakeClock(), 24 * 3600
    hub = Hub(new_database("sqlite", tmp_path), clock.now)
    station = Station()
    station.register(memory_road(hub), code_of(hub, CAMPUS))
    station.record("ada", Enrolled(course="c"))
    station.clock = Milliseconds(0)  # a flat battery
    station.exchange(memory_road(hub))

    station.clock = Milliseconds(2 * NOW)
    clock.move(89 * day)
    station.exchange(memory_road(hub))
    assert station.db.rows("SELECT 1 FROM batches WHERE wire IS NOT NULL") != []

    clock.move(2 * day)
    station.exchange(memory_road(hub))
    assert station.db.rows("SELECT 1 FROM batches WHERE wire IS NOT NULL") == []
    assert event_log.count(station.db) == 1
    hub.database.close()


def test_a_restored_hub_hears_again_what_was_let_go(campus: Campus) -> None:
    campus.study(3)
    campus.exchange()
    outbox.purge(campus.db, Milliseconds(campus.clock.now() + 2 * outbox.KEPT_AFTER_LANDING))
    campus.study(2)
    campus.exchange()
    before = campus.station.device
    forget_all_learning(campus.hub)
    campus.study(1)

    done = campus.exchange()

    assert campus.station.device != before
    assert done.waiting == 0
    assert facts_at(campus.hub) == told_by(campus.db)
    assert counted(campus.hub) == len(told_by(campus.db))
    assert campus.exchange().requests == 1


def test_after_a_break_the_hub_is_asked_before_anything_goes_up_again(campus: Campus) -> None:
    campus.study(40)
    asked: list[int] = []

    class Lossy:
        def post(self, path: str, body: bytes, **_: object) -> bytes:
            asked.append(len(body))
            answer = campus.transport.post(path, body)
            if len(asked) == 1:
                raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")
            return answer

    campus.station.exchange(Lossy(), Patience())

    first, second = asked
    assert first > 500
    assert second < 200
    assert campus.landed() == campus.told()


def test_cancelled_beforehand_nothing_is_asked(campus: Campus) -> None:
    campus.study(5)
    road = replace(road_over(Gone(), campus.station.keys), cancelled=lambda: True)

    assert exchange.exchange(campus.station.on_store, road).requests == 0


def test_cancelled_in_the_middle_what_landed_has_landed_and_the_rest_waits(campus: Campus) -> None:
    campus.station.record("ada", note_of(BATCH_TARGET_BYTES))
    campus.station.record("ada", note_of(BATCH_TARGET_BYTES))
    asks: list[int] = []

    class Counting:
        def post(self, path: str, body: bytes, **_: object) -> bytes:
            asks.append(len(body))
            return campus.transport.post(path, body)

    road = road_over(Counting(), campus.station.keys)
    done = exchange.exchange(
        campus.station.on_store, replace(road, cancelled=lambda: len(asks) == 1)
    )

    assert (done.requests, done.waiting) == (1, 1)
    assert campus.landed() == campus.told()[:-1]
    assert campus.exchange().waiting == 0
    assert campus.landed() == campus.told()


def test_a_cancel_is_heard_while_the_hub_is_silent(campus: Campus) -> None:
    campus.study(1)
    cancel = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        transport = HttpTransport(f"http://127.0.0.1:{silent.getsockname()[1]}")
        road = replace(road_over(transport, campus.station.keys), cancelled=cancel.is_set)
        with ThreadPoolExecutor(1) as pool:
            exchanging = pool.submit(exchange.exchange, campus.station.on_store, road)
            connection, _ = silent.accept()
            with connection:
                assert connection.recv(1)  # it has been asked, and will never answer
                cancel.set()
                assert exchanging.result(timeout=PATIENCE).landed == 0
        transport.close()
    assert campus.exchange().waiting == 0
    assert campus.landed() == campus.told()


def test_a_full_hub_is_asked_again_no_sooner_than_it_said(campus: Campus) -> None:
    pauses: list[float] = []

    class Full:
        def post(self, path: str, body: bytes, **_: object) -> bytes:
            raise WorldError(Code.HUB_BUSY, "Later.", retry_after=20)

    road = replace(road_over(Full(), campus.station.keys, Patience(tries=4)), sleep=pauses.append)
    with pytest.raises(WorldError):
        exchange.exchange(campus.station.on_store, road)
    assert len(pauses) == 3
    assert all(20 <= pause <= 40 for pause in pauses)


def test_a_stolen_computer_is_kept_aside_and_told(campus: Campus) -> None:
    campus.study(2)
    with campus.hub.database.writing() as connection:
        registration.revoke(connection, campus.station.device, registration.STOLEN)

    with pytest.raises(RefusedError) as error:
        campus.exchange()

    assert error.value.code == "device-stolen"
    assert campus.landed() == []
    with campus.hub.database.reading() as connection:
        kept = connection.execute(select(parked.c.device)).scalars().all()
    assert kept == [campus.station.device]


def test_a_retired_computer_still_lands_what_it_had(campus: Campus) -> None:
    campus.study(2)
    with campus.hub.database.writing() as connection:
        registration.revoke(connection, campus.station.device, registration.RETIRED)

    assert campus.exchange().waiting == 0
    assert campus.landed() == campus.told()


def test_a_lamport_counter_of_elsewhere_is_heard(campus: Campus) -> None:
    elsewhere = Computer(campus.hub, device="ffffffffffffffff")
    body = NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text="x")
    event = Event(DeviceId(elsewhere.device), 1, 700, campus.lab.learner, NOW, body)
    elsewhere.exchange(batch.cut([event], batch.NOTHING_BEFORE, elsewhere.key).wire)

    campus.exchange()
    campus.study(1)

    (*_, last) = event_log.replay(campus.db)
    assert last.lamport == 701


def test_a_hub_that_tells_an_absurd_counter_ends_nobody_s_work(tmp_path: Path) -> None:
    hub, station = Hub(new_database("sqlite", tmp_path), FakeClock().now), Station()
    key = hub.identity.signing_key

    def exaggerating(path: str, body: bytes) -> bytes:
        asked = messages.signed_part(body)
        reply = messages.read_answer(answers_of(hub)(path, body), asked, key.public)
        return messages.answer(msgspec.structs.replace(reply, lamport=2**63 - 1), asked, key)

    station.register(memory_road(hub), code_of(hub, CAMPUS))
    station.record("ada", Enrolled(course="a"))
    station.exchange(MemoryTransport(exaggerating))

    assert station.record("ada", Enrolled(course="b")).lamport == 2
    hub.database.close()


def test_an_unregistered_computer_says_so(tmp_path: Path) -> None:
    lab = open_lab(tmp_path)
    with pytest.raises(RefusedError) as error:
        Station(lab.desk._db).exchange(MemoryTransport(lambda *_: b""))
    assert error.value.code == "not-registered"
    lab.desk.close()


def test_a_hub_that_is_not_there_is_the_world(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as error:
        HttpTransport("http://127.0.0.1:9").post("exchange", b"")
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
    assert projections.NOTES.get(campus.db, campus.lab.learner, "n").text == "from elsewhere"


class Gone:
    """A road that nobody may take."""

    def post(self, path: str, body: bytes, **_: object) -> bytes:
        raise AssertionError(path)


def note_of(size: int) -> NoteWritten:
    """A note that fills so many bytes of a batch."""
    text = Random(size).randbytes(size).hex()
    return NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text=text)
