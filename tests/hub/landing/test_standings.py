"""Who carries for a campus is told what is odd about its computers, and of no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from helpers.hubs import NOW, OTHER_CAMPUS, Computer, new_database
from ujuzi.domain.event import OF_THE_COMPUTER, ComputerClosed, DeviceId, Event, Milliseconds
from ujuzi.domain.seat import Proof
from ujuzi.hub.app import Hub
from ujuzi.hub.landing import standings
from ujuzi.hub.people import lines, registration, seats
from ujuzi.hub.store.tables import devices, heads, parked, quarantine
from ujuzi.wire import batch
from ujuzi.wire.carrying import ComputerStanding

CLOSED_AT = Milliseconds(NOW - 86_400_000)
CARRIER, LAB, FAR = "c0c1c2c3c4c5c6c7", "d0d1d2d3d4d5d6d7", "f0f1f2f3f4f5f6f7"


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    made = Hub(new_database(request.param, tmp_path), lambda: NOW)
    for device, campus in ((CARRIER, ""), (LAB, ""), (FAR, OTHER_CAMPUS)):
        Computer(made, *filter(None, [campus]), device=device)
    yield made
    made.database.close()


def told(hub: Hub) -> tuple[ComputerStanding, ...]:
    with hub.database.reading() as connection:
        return standings.of_campus(connection, registration.find(connection, CARRIER))


def institution(hub: Hub, device: str) -> str:
    with hub.database.reading() as connection:
        return registration.find(connection, device).institution


def test_of_computers_that_are_as_they_should_be_nothing_is_told(hub: Hub) -> None:
    assert told(hub) == ()


def test_what_waits_for_a_person_or_for_earlier_batches_is_counted(hub: Hub) -> None:
    with hub.database.writing() as connection:
        for device in (LAB, FAR):
            row = {"institution": institution(hub, device), "device": device, "arrived_at": NOW}
            for sequence in (1, 2, 3):
                more = {"sequence": sequence, "reason": "r", "content": b""}
                connection.execute(insert(quarantine).values({**row, **more}))
            connection.execute(
                insert(parked).values({**row, "first": 9, "digest": b"", "wire": b""})
            )
    assert told(hub) == (ComputerStanding(LAB, parked=1, quarantined=3),)


def test_forks_closings_revocations_and_clocks_are_told(hub: Hub) -> None:
    with hub.database.writing() as connection:
        connection.execute(
            update(heads).where(heads.c.device == LAB).values(forked=True, clock_offset=-86_400_000)
        )
        connection.execute(update(devices).where(devices.c.device == LAB).values(closed=12))
        registration.revoke(connection, LAB, registration.RETIRED)
    (found,) = told(hub)
    assert (found.device, found.forked, found.closed, found.revoked) == (LAB, True, 12, "retired")
    assert found.clock_offset == -86_400_000


def test_of_computers_that_exchange_themselves_it_is_told_when_and_when_they_were_closed(
    hub: Hub,
) -> None:
    lab = Computer(hub, device="e0e1e2e3e4e5e6e7")
    closing = Event(DeviceId(lab.device), 1, 1, OF_THE_COMPUTER, CLOSED_AT, ComputerClosed())
    lab.exchange(batch.cut([closing], batch.NOTHING_BEFORE, lab.key).wire)
    assert told(hub) == (
        ComputerStanding(lab.device, closed=1, closed_at=CLOSED_AT, exchanged_at=NOW),
    )


def test_it_is_told_who_took_whose_place(hub: Hub) -> None:
    lab = Computer(hub, device="e0e1e2e3e4e5e6e7")
    with hub.database.writing() as connection:
        connection.execute(
            update(devices).where(devices.c.device == lab.device).values(predecessor=LAB)
        )
        lines.follow(connection, lab.device, [LAB], sworn=True)
    assert told(hub) == (
        ComputerStanding(LAB, is_followed=True),
        ComputerStanding(lab.device, predecessor=LAB),
    )
    with hub.database.writing() as connection:
        lines.spoke(connection, LAB)
    assert told(hub)[0] == ComputerStanding(LAB, is_copied=True)


def test_it_is_told_whom_a_computer_that_enrolled_anew_said_it_had_been(hub: Hub) -> None:
    copy = Computer(hub, device="e0e1e2e3e4e5e6e7")
    with hub.database.writing() as connection:
        lines.follow(connection, copy.device, [LAB, FAR], sworn=False)
    assert told(hub) == (
        ComputerStanding(LAB, is_followed=True),
        ComputerStanding(copy.device, formers=(LAB, FAR)),
    )


def test_it_is_told_of_whom_a_person_has_to_say_whether_it_was_she(hub: Hub) -> None:
    with hub.database.writing() as connection:
        for device in (LAB, FAR):
            lab = registration.find(connection, device)
            for at, learner in enumerate(("wambui", "abel")):
                seats.sit_down(connection, lab, [learner], NOW + at)
    assert told(hub) == (ComputerStanding(LAB, seats=("wambui", "abel")),)
    with hub.database.writing() as connection:
        name = institution(hub, LAB)
        seats.prove(connection, name, LAB, "wambui", Proof.SAID, NOW)
        seats.deny(connection, name, LAB, "abel")
        seats.review(connection, name, ["wambui", "abel"], NOW)
    assert told(hub) == ()
