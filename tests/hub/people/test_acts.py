"""An act is kept as it landed, once its grant's key verifies it, with what the hub made of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection

from helpers.awards import Time
from helpers.hubs import CAMPUS, NOW, Computer
from helpers.offices import INSTITUTION, Office, appoint, event_of
from helpers.scopes import whole
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import (
    CoordinatorActed,
    DeviceId,
    Event,
    LearnerId,
    Milliseconds,
    Origin,
    encode_body,
)
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import quarantine
from ujuzi.hub.people import acts, registration
from ujuzi.hub.people.acts import DONE, HELD, WAITS
from ujuzi.wire import acts as wire_acts
from ujuzi.wire import documents
from ujuzi.wire.deeds import EndPerson, RevokeComputer

DEED = RevokeComputer("2" * 16, "retired")
STREAM = feed.campus_stream(INSTITUTION, CAMPUS)


class Scene:
    """A coordinator, and the computer in whose log her acts are."""

    def __init__(self, hub: Hub, _time: Time) -> None:
        self.hub = hub
        self.office = appoint(hub)
        self.device = Computer(hub).device

    def note(self, connection: Connection, *bodies: CoordinatorActed) -> list[str]:
        told = [
            Event(DeviceId(self.device), n, n, LearnerId("ada"), Milliseconds(NOW), body)
            for n, body in enumerate(bodies, 1)
        ]
        device = registration.find(connection, self.device)
        return acts.note(connection, device, told, NOW)


def registration_of(room: Scene) -> registration.Device:
    with room.hub.database.reading() as connection:
        return registration.find(connection, room.device)


def scene(hub: Hub, time: Time) -> Scene:
    return Scene(hub, time)


def test_an_act_is_kept_once_and_waits(room: Scene) -> None:
    body = event_of(room.office.act(DEED))
    with room.hub.database.writing() as connection:
        assert room.note(connection, body, body) == [room.office.grant]
        assert room.note(connection, body) == []
        assert acts.left(connection) == [room.office.grant]
        (kept,) = acts.of_grant(connection, INSTITUTION, room.office.grant, WAITS)
    assert kept.said.deed == DEED


@pytest.mark.parametrize("changed", [{"signed": "?"}, {"signed": "AAAA"}, {}])
def test_what_nobody_signed_is_not_kept(room: Scene, changed: dict[str, Any]) -> None:
    stranger = replace(room.office, key=PublisherKey(bytes([9]) * 32))
    unknown = Office("0" * 16, CAMPUS, room.office.key)
    bodies = [event_of(each.act(DEED)) for each in (stranger, unknown)]
    if changed:
        bodies = [CoordinatorActed(act="revoke-computer", **changed)]
    with room.hub.database.writing() as connection:
        assert room.note(connection, *bodies) == []
        assert acts.listed(whole(connection)) == []


def test_the_campus_is_told_what_counts_or_is_refused_and_of_nothing_else(room: Scene) -> None:
    with room.hub.database.writing() as connection:
        room.note(connection, event_of(room.office.act(DEED)))
        ((kept, person),) = acts.listed(whole(connection))
        id_ = f"{kept.grant}-00000001"
        acts.settle(connection, kept, HELD, "act-chain", STREAM)
        assert feed.published(connection, STREAM, documents.ACT, id_) is None

        acts.settle(connection, kept, DONE, "", STREAM)
        payload = feed.published(connection, STREAM, documents.ACT, id_)
    told = wire_acts.read_landed(bytes(payload or b""))
    assert (person, told and (told.standing, told.wire)) == ("P1", ("done", kept.wire))


def test_what_a_person_lets_go_keeps_why_it_was_held(room: Scene) -> None:
    with room.hub.database.writing() as connection:
        room.note(connection, event_of(room.office.act(DEED)))
        ((kept, _),) = acts.listed(whole(connection))
        acts.refuse(connection, kept._replace(problem="act-twice"), CAMPUS)
        ((after, _),) = acts.listed(whole(connection))

    assert (after.standing, after.problem) == ("refused", "act-twice")


def test_what_is_no_act_is_set_aside_for_a_person(room: Scene) -> None:
    wire = room.office.act(EndPerson("P7", NOW))
    bodies = [
        CoordinatorActed(act="dance", signed="?"),
        event_of(wire),
        event_of(replace(room.office, key=PublisherKey(bytes([9]) * 32)).act(DEED)),
    ]
    with room.hub.database.writing() as connection:
        assert room.note(connection, *bodies) == []
        held = quarantine.held(whole(connection))
        assert [(each.sequence, each.reason) for each in held] == [
            (1, "act-malformed"),
            (2, "act-malformed"),
            (3, "signature-wrong"),
        ]
        device = registration.find(connection, room.device)
        (shown,) = quarantine.contents(connection, device, 1)
        assert (shown.kind, shown.learner) == ("coordinator-acted", "ada")
        assert acts.listed(whole(connection)) == []

        again = room.office.event_of(wire)
        assert room.note(connection, again) == [room.office.grant]
        (kept,) = acts.of_grant(connection, INSTITUTION, room.office.grant, WAITS)
    assert kept.deed == EndPerson("P7", NOW)


def test_told_again_without_what_was_let_go_an_act_of_hers_keeps_its_place(room: Scene) -> None:
    room.office.device = room.device
    wire = room.office.act(EndPerson("P7", NOW))
    known = registration_of(room)
    told = Event(
        DeviceId(room.device), 9, 9, LearnerId("ada"), Milliseconds(NOW), event_of(wire),
        Origin(DeviceId("f" * 16), 1),
    )  # fmt: skip
    with room.hub.database.writing() as connection:
        assert acts.note(connection, known, [told], NOW) == [], "another computer's"
        hers = msgspec.structs.replace(told, first_recorded_as=Origin(DeviceId(room.device), 1))
        assert acts.note(connection, known, [hers], NOW) == [room.office.grant]
        (kept,) = acts.of_grant(connection, INSTITUTION, room.office.grant, WAITS)
    assert (kept.deed, kept.number) == (None, 1)


def test_an_act_is_told_no_more_once_all_have_had_time_to_hear_of_it(room: Scene) -> None:
    with room.hub.database.writing() as connection:
        wires = [room.office.act(EndPerson("P7", NOW)), room.office.act(DEED)]
        room.note(connection, *map(room.office.event_of, wires))
        first, waits = (each for each, _ in acts.listed(whole(connection)))
        acts.settle(connection, first, DONE, "", STREAM)
        assert acts.withdraw(connection, NOW) == 0
        assert acts.withdraw(connection, NOW + 1) == 1
        assert acts.withdraw(connection, NOW + 1) == 0

        id_ = f"{first.grant}-00000001"
        assert feed.published(connection, STREAM, documents.ACT, id_) == b""
        after, still = (each for each, _ in acts.listed(whole(connection)))
    assert (after.standing, after.enclosure, after.deed) == (DONE, b"", None)
    assert still.standing == WAITS
    assert waits.number == still.number == 2


def test_an_event_keeps_no_enclosure(room: Scene) -> None:
    wire = room.office.act(EndPerson("P7", NOW))
    payload = encode_body(room.office.event_of(wire)).decode()
    plain = acts.unenclosed(payload)

    assert "enclosure" in payload
    assert plain == encode_body(event_of(wire)).decode()
    assert acts.unenclosed(plain) == plain
    assert acts.unenclosed("[]") == "[]"
    assert acts.unenclosed("no json") == "no json"


def test_of_an_erased_person_no_enclosure_stays(room: Scene) -> None:
    with room.hub.database.writing() as connection:
        wires = [room.office.act(EndPerson(each, NOW)) for each in ("P7", "P8")]
        room.note(connection, *map(room.office.event_of, wires))
        assert acts.forget_person(connection, INSTITUTION, "P7") == {room.device}
        assert acts.forget_person(connection, INSTITUTION, "P7") == set()
        found = [each.deed for each, _ in acts.listed(whole(connection))]
    assert found == [None, EndPerson("P8", NOW)]
