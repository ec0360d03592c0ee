"""Parts go to the computers of a carrier's campus alone, from what each acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import update

from helpers.hubs import NOW, OTHER_CAMPUS, Computer, new_database
from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import epochs
from ujuzi.hub.people import registration
from ujuzi.hub.store.tables import devices
from ujuzi.wire import bundle, carrying, introduction, messages, parts, seal
from ujuzi.wire.carrying import CarryAsk, CarryReply
from ujuzi.wire.messages import Ask, Enrolment
from ujuzi.wire.parts import HubPart, OwnPart, SharedPart

CARRIER, LAB, LAB_2, FAR = (f"{letter}0d1d2d3d4d5d6d7" for letter in "abcd")


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    made = Hub(new_database(request.param, tmp_path), lambda: NOW)
    yield made
    made.database.close()


class Site:
    """A carrier, two computers of its campus, and one of another."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.carrier = Computer(hub, device=CARRIER, name="Coordinator")
        self.labs = [Computer(hub, device=LAB), Computer(hub, device=LAB_2)]
        self.far = Computer(hub, OTHER_CAMPUS, device=FAR)
        self.number = 0

    def carry(self, *items: tuple[int, bytes], number: int = 0, **said: Any) -> CarryReply:
        self.number += 1
        ask = CarryAsk(carrying.VERSION, CARRIER, number or self.number, len(items), **said)
        wire = carrying.frame_items(ask, items, self.carrier.key)
        key = self.hub.identity.signing_key.public
        return messages.read_answer_as(
            self.hub.carry(wire), messages.signed_part(wire), key, CarryReply
        )

    def parts(self, **said: Any) -> list[HubPart]:
        return read(self.carry(down=carrying.MAX_DOWN_BYTES, **said))

    def publish(self, text: str, kind: str = "notice") -> None:
        with self.hub.database.writing() as connection:
            device = registration.find(connection, LAB)
            stream = feed.campus_stream(device.institution, device.campus)
            feed.publish(connection, stream, kind, text, text.encode())


def read(reply: CarryReply) -> list[HubPart]:
    found = [parts.read(each.wire) for each in reply.parts]
    assert [each.header.kind for each in found] == [each.kind for each in reply.parts]
    return found


def own(found: list[HubPart], lab: Computer) -> OwnPart:
    (mine,) = [each for each in found if each.header.device == lab.device]
    mine.verify(lab.hub.identity.signing_key.public)
    said = mine.opened({seal.key_id(lab.sealing_public): lab.sealing_key})
    assert isinstance(said, OwnPart)
    return said


def shared(found: list[HubPart], lab: Computer, kind: int = bundle.CAMPUS_PART) -> SharedPart:
    (part,) = [each for each in found if each.header.kind == kind]
    said = part.opened({seal.key_id(lab.sealing_public): lab.sealing_key})
    assert isinstance(said, SharedPart)
    return said


def carried(computer: Computer, number: int, **said: Any) -> tuple[int, bytes]:
    known = (computer.epoch, computer.landed, computer.cursors)
    ask = Ask(messages.VERSION, computer.device, NOW, *known, number=number)
    ask = msgspec.structs.replace(ask, epoch_number=computer.epoch_number, **said)
    return carrying.ASK, messages.sign(ask, messages.CARRIED_ASK_CONTEXT, computer.key)


def stamps(found: list[HubPart]) -> bytes:
    return b"".join(each.header.stamp for each in found)


@pytest.fixture
def site(hub: Hub) -> Site:
    made = Site(hub)
    made.publish("welcome")
    return made


def test_each_computer_of_the_campus_gets_a_part_and_no_other(site: Site) -> None:
    found = site.parts()

    assert [each.header.device for each in found if each.header.device] == [LAB, LAB_2]
    said = own(found, site.labs[0])
    assert (said.receipt.device, said.epoch_number, said.begins) == (LAB, 1, messages.START)
    told = shared(found, site.labs[1])
    assert [each.payload for each in told.documents] == [b"welcome"]
    assert told.cursors[3] >= said.cursors[3] > 0
    with pytest.raises(RefusedError):
        shared(found, site.far)
    with pytest.raises(RefusedError):
        next(each for each in found if each.header.device == LAB).opened(
            {seal.key_id(site.labs[1].sealing_public): site.labs[1].sealing_key}
        )


def test_what_a_computer_read_by_network_is_not_in_its_part(site: Site) -> None:
    lab = site.labs[0]
    lab.exchange()
    lab.exchange()
    assert [each.header.device for each in site.parts() if each.header.device] == [LAB_2]

    site.publish("news")

    assert own(site.parts(), lab).begins == lab.cursors


def test_what_a_carried_ask_acknowledges_is_not_said_again(site: Site) -> None:
    lab = site.labs[0]
    cursors = own(site.parts(), lab).cursors

    site.carry(carried(lab, 5, cursors=cursors))

    site.publish("news")
    assert own(site.parts(), lab).begins == cursors


@pytest.mark.parametrize("said", [{"epoch": "other"}, {"landed": 7}, {"cursors": (9, 9, 9, 999)}])
def test_an_ask_that_says_more_than_it_was_told_is_read_anew(
    site: Site, said: dict[str, object]
) -> None:
    lab = site.labs[0]
    site.carry(carried(lab, 5, **said))
    assert own(site.parts(), lab).begins == messages.START


def test_a_copy_of_an_older_ask_takes_nothing_back(site: Site) -> None:
    lab = site.labs[0]
    cursors = own(site.parts(), lab).cursors
    older = carried(lab, 4)
    site.carry(carried(lab, 5, cursors=cursors))
    site.carry(older)
    site.publish("news")

    said = own(site.parts(), lab)

    assert (said.begins, said.number) == (cursors, 5)


def test_an_ask_that_another_signed_is_refused(site: Site) -> None:
    lab, thief = site.labs
    kind, wire = carried(lab, 5)
    other = messages.sign(messages.read_ask(wire), messages.CARRIED_ASK_CONTEXT, thief.key)
    at_the_door = messages.sign(messages.read_ask(wire), messages.ASK_CONTEXT, lab.key)

    reply = site.carry((kind, other), (kind, at_the_door), (kind, b"junk"))

    assert [each.code for each in reply.refused] == [
        "signature-wrong",
        "signature-wrong",
        "message-malformed",
    ]


def test_what_the_carrier_has_comes_not_again(site: Site) -> None:
    found = site.parts()
    assert site.parts(held=stamps(found)) == []

    site.publish("news")
    again = site.parts(held=stamps(found))

    assert [each.header.kind for each in again] == [bundle.CAMPUS_PART]


def test_parts_come_as_many_at_a_time_as_were_asked_for(site: Site) -> None:
    first = site.carry(down=1)
    second = site.carry(down=1, held=stamps(read(first)))

    assert (first.more, second.more) == (True, False)
    of = [[each.header.device for each in read(reply)][-1] for reply in (first, second)]
    assert of == [LAB, LAB_2]


def test_who_does_not_ask_gets_none_and_a_copy_of_an_ask_gets_none(site: Site) -> None:
    assert site.carry().parts == ()
    site.carry()
    assert site.carry(number=1, down=carrying.MAX_DOWN_BYTES).parts == ()
    with site.hub.database.writing() as connection:
        registration.revoke(connection, CARRIER, registration.RETIRED)
    assert site.parts() == []


def test_nothing_is_sealed_for_a_stolen_computer_or_for_no_key(site: Site) -> None:
    with site.hub.database.writing() as connection:
        registration.revoke(connection, LAB, registration.STOLEN)
        weak = update(devices).where(devices.c.device == LAB_2).values(sealing_key=bytes(32))
        connection.execute(weak)
    assert site.parts() == []


def test_another_epoch_begins_anew_and_says_so(site: Site) -> None:
    lab = site.labs[0]
    lab.exchange()
    epochs.start(site.hub.database, NOW)

    said = own(site.parts(), lab)

    assert (said.epoch_number, said.begins) == (2, messages.START)


def test_more_computers_than_fit_on_one_envelope_get_several(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seal, "MAX_RECIPIENTS", 1)
    found = [each for each in site.parts() if each.header.kind == bundle.CAMPUS_PART]
    assert [each.header.place for each in found] == [0, 1]
    keys = {seal.key_id(site.labs[1].sealing_public): site.labs[1].sealing_key}
    assert isinstance(found[1].opened(keys), SharedPart)


def test_a_newcomer_is_welcomed_through_who_carries(site: Site) -> None:
    key = PublisherKey.generate()
    with site.hub.database.reading() as connection:
        campus = registration.find(connection, LAB).campus
    asked = Enrolment(
        messages.VERSION, "", "e" * 16, "PC-07", key.public.raw, seal.new_key()[1], (), campus
    )
    wire = introduction.write(
        introduction.ENROLS, messages.sign(asked, messages.ENROLMENT_CONTEXT, key)
    )
    item = (carrying.ENROLMENT, wire)

    waits = site.carry((carrying.ENROLMENT, b"junk"), item)
    assert [(each.place, each.code) for each in waits.refused] == [
        (0, "message-malformed"),
        (1, "enrolment-waits"),
    ]
    with site.hub.database.writing() as connection:
        registration.admit(connection, "e" * 16, NOW)

    reply = site.carry(item, campus=True, down=carrying.MAX_DOWN_BYTES)

    ((place, welcome),) = [(each.place, each.welcome) for each in reply.welcomes]
    assert place == 0
    messages.verify(welcome, messages.reply_context(wire[1:]), site.hub.identity.signing_key.public)
    assert "e" * 16 in {each.device for each in reply.receipts}
    assert "e" * 16 in {each.header.device for each in read(reply)}
    assert [each.place for each in site.carry(item).welcomes] == [0]


def test_no_more_are_introduced_at_once_than_a_hub_bears(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "MAX_INTRODUCTIONS", 0)
    key = PublisherKey.generate()
    asked = Enrolment(messages.VERSION, "", "e" * 16, "x", key.public.raw, bytes(32), (), "c")
    signed = messages.sign(asked, messages.ENROLMENT_CONTEXT, key)
    reply = site.carry((carrying.ENROLMENT, introduction.write(introduction.ENROLS, signed)))
    assert [each.code for each in reply.refused] == ["enrolments-full"]
