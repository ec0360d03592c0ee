"""A computer that no network ever reaches is taken in, heard and told things, by stick alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from helpers.clocks import FakeClock
from helpers.hubs import CAMPUS, new_database, serving
from helpers.stations import code_of
from ujuzi.domain.authority import Actor, Role
from ujuzi.domain.event import LearnerId, ProfileCreated
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.people import registration
from ujuzi.services.delivery.delivery import Invitation, read_registration
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import event_log, inbox


class Room:
    """A coordinator's desk, one that has read the campus's file, a stick, and a hub."""

    def __init__(self, hub: Hub, port: int, folder: Path, open_: ExitStack) -> None:
        self.hub = hub
        self.access = Access(hub.database, Actor(Role.OPERATOR), hub.now)
        self.stick = folder / "STICK"
        self.stick.mkdir()
        url = f"http://127.0.0.1:{port}"
        self.hers, self.lab = (
            open_.enter_context(open_desk(folder / name, FakeClock())) for name in ("hers", "lab")
        )
        self.hers.collection.register(Invitation(url, code_of(hub, CAMPUS)), "Coordinator")
        file = folder / "campus.json"
        file.write_bytes(computers.campus_file(self.access, CAMPUS, "http://127.0.0.1:9"))
        self.lab.collection.register(read_registration(file), "PC-07")

    @property
    def device(self) -> str:
        return self.lab.collection.standing().device

    def record(self, desk: Desk, name: str) -> None:
        body = ProfileCreated(name=name, role="teacher", language="en")
        event_log.append(desk._db, LearnerId(name), body, desk._clock.now())

    def round(self) -> None:
        """Let the computer write, and everything go there and back."""
        self.lab.folders.write(self.stick)
        self.hers.folders.collect(self.stick)
        self.hers.folders.send_on()
        self.hers.folders.prepare(self.stick)
        self.lab.folders.write(self.stick)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    hub = Hub(new_database("sqlite", tmp_path), FakeClock().now)
    with ExitStack() as open_, serving(hub) as port:
        yield Room(hub, port, tmp_path, open_)
    hub.database.close()


def test_a_stick_alone_takes_a_computer_in_and_brings_what_the_hub_says(room: Room) -> None:
    room.record(room.lab, "ada")
    assert room.lab.collection.standing().is_waiting_for_a_person
    room.round()
    (waits,) = room.hers.folders.introduced()
    assert (waits.device, waits.name, waits.problem) == (room.device, "PC-07", "enrolment-waits")

    computers.admit(room.access, room.device)
    room.round()

    assert not room.lab.collection.standing().is_waiting_for_a_person
    assert room.hers.folders.introduced() == ()
    whereabouts = room.lab.folders.whereabouts()
    assert (whereabouts.recorded, whereabouts.landed) == (1, 1)

    with room.hub.database.writing() as connection:
        device = registration.find(connection, room.device)
        stream = feed.campus_stream(device.institution, device.campus)
        feed.publish(connection, stream, "result", "r", b"{}", learner="ada")
    room.round()

    assert [each.id for each in inbox.of_kind(room.lab._db, "result")] == ["r"]


def test_before_it_is_sent_it_is_said_how_much_and_how_long(room: Room) -> None:
    first = room.hers.folders.to_carry()
    assert (first.computers, first.batches) == (0, 0)
    room.record(room.lab, "ada")
    room.lab.folders.write(room.stick)
    room.hers.folders.collect(room.stick)

    said = room.hers.folders.to_carry()

    assert (said.newcomers, said.bytes_up > 0) == (1, True)
