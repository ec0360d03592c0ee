"""What is carried for others lands by its own signature, once, and a bad envelope hinders none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from helpers.hubs import NOW, OTHER_CAMPUS, Computer, new_database, serving
from helpers.learning_events import learning_events
from ujuzi.domain.event import DeviceId
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.people import registration
from ujuzi.hub.store.tables import batches, events
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire import batch, carrying, envelope, messages, seal
from ujuzi.wire.batch import Batch
from ujuzi.wire.carrying import CarryAsk, CarryReply, digest_of

EVENTS = 12
CARRIER, LAB, FAR = "c0c1c2c3c4c5c6c7", "d0d1d2d3d4d5d6d7", "f0f1f2f3f4f5f6f7"


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    made = Hub(new_database(request.param, tmp_path), lambda: NOW)
    yield made
    made.database.close()


class Campus:
    """A carrier, a computer of its campus, and one of another institution."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.carrier = Computer(hub, device=CARRIER, name="Coordinator")
        self.lab = Computer(hub, device=LAB)
        self.far = Computer(hub, OTHER_CAMPUS, device=FAR)
        self.number = 0

    def ask(self, envelopes: list[bytes], *, campus: bool = False, known: bytes = b"") -> bytes:
        self.number += 1
        ask = CarryAsk(carrying.VERSION, CARRIER, self.number, len(envelopes), campus, known)
        return carrying.frame(ask, envelopes, self.carrier.key)

    def carry(self, *envelopes: bytes, campus: bool = False, known: bytes = b"") -> CarryReply:
        return self.post(self.ask(list(envelopes), campus=campus, known=known))

    def post(self, wire: bytes) -> CarryReply:
        answer = self.hub.carry(wire)
        key = self.hub.identity.signing_key.public
        asked = messages.signed_part(wire)
        reply = messages.read_answer_as(answer, asked, key, CarryReply)
        for receipt in reply.receipts:
            receipt.verify(key)
        return reply

    def landed(self) -> int:
        with self.hub.database.reading() as connection:
            return int(connection.scalar(select(func.count()).select_from(events)) or 0)


@pytest.fixture
def campus(hub: Hub) -> Campus:
    return Campus(hub)


def cut(computer: Computer, count: int = 3) -> list[Batch]:
    """Return a chain of batches of a computer."""
    told = learning_events(EVENTS, device=DeviceId(computer.device))
    found: list[Batch] = []
    previous = batch.NOTHING_BEFORE
    size = EVENTS // count
    for place in range(count):
        found.append(batch.cut(told[place * size : (place + 1) * size], previous, computer.key))
        previous = found[-1].digest
    return found


def sealed(computer: Computer, hub: Hub, count: int = 3) -> list[bytes]:
    """Return the same, each in its envelope."""
    to_hub = hub.identity.sealing_public
    return [envelope.enclose(each, 0, to_hub, computer.key) for each in cut(computer, count)]


def test_what_was_carried_lands_and_each_computer_gets_its_receipt(campus: Campus) -> None:
    reply = campus.carry(*sealed(campus.lab, campus.hub), *sealed(campus.far, campus.hub))

    assert {each.device: each.last for each in reply.receipts} == {LAB: EVENTS, FAR: EVENTS}
    assert reply.refused == ()
    assert campus.landed() == 2 * EVENTS


def test_the_same_twice_and_in_any_order_lands_once(campus: Campus) -> None:
    wires = sealed(campus.lab, campus.hub)
    campus.carry(*reversed(wires))
    reply = campus.carry(*wires, wires[0])

    assert [each.last for each in reply.receipts] == [EVENTS]
    assert campus.landed() == EVENTS
    assert campus.lab.exchange(*(each.wire for each in cut(campus.lab))).receipt is not None
    assert campus.landed() == EVENTS


def test_bad_envelopes_are_refused_by_place_and_code_and_the_rest_lands(campus: Campus) -> None:
    good = sealed(campus.lab, campus.hub)
    to_hub, (_, elsewhere) = campus.hub.identity.sealing_public, seal.new_key()
    (first, *_) = cut(campus.lab)
    lab, far = campus.lab.key, campus.far.key
    bad = [
        b"junk",
        good[0][:-1] + bytes([good[0][-1] ^ 1]),
        envelope.enclose(first, 0, to_hub, far),
        envelope.enclose(first, 0, elsewhere, lab),
        envelope.enclose(cut(campus.far)[0], 0, to_hub, lab),
    ]
    unknown = DeviceId("a" * 16)
    stranger = batch.cut(learning_events(1, device=unknown), bytes(32), lab)
    bad.append(envelope.enclose(stranger, 0, to_hub, lab))

    reply = campus.carry(*bad, *good)

    refused = {each.place: each.code for each in reply.refused}
    assert refused[0] in {"envelope-malformed", "envelope-from-future"}
    assert {refused[1], refused[2], refused[4]} == {"signature-wrong"}
    assert refused[3] == "envelope-not-ours"
    assert refused[5] == "device-unknown"
    assert len(refused) == len(bad)
    assert campus.landed() == EVENTS


def test_a_link_that_breaks_loses_the_one_under_way_alone(campus: Campus) -> None:
    wires = sealed(campus.lab, campus.hub)
    request = campus.ask(wires)

    campus.hub.carriage().feed(request[: -len(wires[-1]) // 2])

    assert campus.landed() == EVENTS * 2 // 3


def test_what_is_carried_keeps_what_is_known_of_its_computers_clock(campus: Campus) -> None:
    first, *rest = cut(campus.lab)
    campus.lab.clock = NOW + 5000
    campus.lab.exchange(first.wire)

    campus.carry(*sealed(campus.lab, campus.hub)[1:])

    with campus.hub.database.reading() as connection:
        assert set(connection.scalars(select(batches.c.clock_offset))) == {5000}
    assert len(rest) == 2


def test_a_stolen_computers_batches_wait_for_a_person_whoever_carries_them(campus: Campus) -> None:
    with campus.hub.database.writing() as connection:
        registration.revoke(connection, LAB, registration.STOLEN)

    reply = campus.carry(*sealed(campus.lab, campus.hub), campus=True)

    assert {each.code for each in reply.refused} == {"device-stolen"}
    assert LAB not in {each.device for each in reply.receipts}
    assert campus.landed() == 0
    assert [each.device for each in reply.computers or ()] == [CARRIER]


def test_what_a_stolen_carrier_brings_lands_and_it_is_told_nothing(campus: Campus) -> None:
    with campus.hub.database.writing() as connection:
        registration.revoke(connection, CARRIER, registration.STOLEN)

    with pytest.raises(RefusedError) as refused:
        campus.carry(*sealed(campus.lab, campus.hub))

    assert refused.value.code == "device-stolen"
    assert campus.landed() == EVENTS


def test_the_list_of_the_campus_goes_to_who_lacks_it_and_to_no_copy_of_an_ask(
    campus: Campus,
) -> None:
    wire = campus.ask([], campus=True)
    first = campus.post(wire)
    assert first.computers is not None
    assert [(each.device, each.name) for each in first.computers] == [
        (CARRIER, "Coordinator"),
        (LAB, "Lab 3"),
    ]
    assert {each.device for each in first.receipts} == {CARRIER, LAB}

    assert campus.post(wire).computers is None
    assert campus.carry(known=digest_of(first.computers)).computers is None
    assert campus.carry().computers == first.computers


def test_nobody_carries_in_the_name_of_another(campus: Campus) -> None:
    ask = CarryAsk(carrying.VERSION, CARRIER, 1)
    with pytest.raises(RefusedError) as refused:
        campus.hub.carry(carrying.frame(ask, [], campus.lab.key))
    assert refused.value.code == "signature-wrong"


def test_numbers_are_counted_with_those_of_exchanges(campus: Campus) -> None:
    campus.number = 9
    campus.carry()
    campus.carrier.number = 3
    assert campus.carrier.exchange().mark == b""

    campus.carrier.number = 11
    assert campus.carrier.exchange().mark != b""


def test_a_request_over_http_is_answered_alike(tmp_path: Path) -> None:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    campus = Campus(hub)
    wire = campus.ask(sealed(campus.lab, hub))
    with serving(hub) as port:
        transport = HttpTransport(f"http://127.0.0.1:{port}")
        answer = transport.post("carry", wire)
        transport.close()
    key = hub.identity.signing_key.public
    reply = messages.read_answer_as(answer, messages.signed_part(wire), key, CarryReply)

    assert [(each.device, each.last) for each in reply.receipts] == [(LAB, EVENTS)]
    hub.database.close()
