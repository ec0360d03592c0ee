"""What a hub answers to its computers: who they are, and what others told that concerns them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from helpers.hubs import (
    CAMPUS,
    NOW,
    OTHER_CAMPUS,
    Computer,
    cut_all,
    new_database,
    note,
    put_back,
    rows_of,
)
from helpers.learning_events import learning_events
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.landing import epochs
from ujuzi.hub.store.tables import events


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    database = new_database(request.param, tmp_path)
    yield Hub(database, lambda: NOW)
    database.close()


def test_progress_comes_down_to_the_other_computer_of_the_campus(hub: Hub) -> None:
    computer = Computer(hub)
    other = Computer(hub, device="ffffffffffffffff")
    made = learning_events(200)
    computer.exchange(*cut_all(computer, made))
    learner = made[0].learner

    reply = other.exchange(*cut_all(other, [note(other, 1, "Here now", learner)]))

    assert [(d.kind, d.id) for d in reply.documents] == [("progress", learner), ("seat", learner)]
    assert other.exchange().documents == ()


def test_another_institution_hears_nothing_of_it(hub: Hub) -> None:
    computer = Computer(hub)
    stranger = Computer(hub, OTHER_CAMPUS, device="ffffffffffffffff")
    computer.exchange(*cut_all(computer, learning_events(200)))

    assert stranger.exchange().documents == ()


def kept(hub: Hub) -> int:
    with hub.database.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(events)) or 0)


def test_a_restored_hub_is_offered_everything_again(hub: Hub) -> None:
    computer = Computer(hub)
    wires = cut_all(computer, learning_events(50), 10)
    computer.exchange(*wires[:2])
    backup = rows_of(hub.database)
    computer.exchange(*wires[2:])
    before = computer.epoch

    put_back(hub.database, backup)
    epochs.start(hub.database, NOW)
    computer.hub = Hub(hub.database, lambda: NOW)
    first = computer.exchange()
    assert first.epoch != before
    assert (computer.landed, kept(hub)) == (20, 20)

    computer.exchange(*wires)

    assert computer.landed == 50
    assert kept(hub) == 50


def test_campuses_are_where_the_key_was_registered(hub: Hub) -> None:
    computer = Computer(hub)
    assert (computer.welcome.institution, computer.welcome.campus) == ("unz", CAMPUS)


def test_a_computer_may_land_its_own_batches_alone(hub: Hub) -> None:
    computer, other = Computer(hub), Computer(hub, device="ffffffffffffffff")
    (wire,) = cut_all(other, [note(other, 1, "hers")])

    with pytest.raises(RefusedError) as refused:
        computer.exchange(wire)

    assert refused.value.code == "batch-not-yours"
    assert kept(hub) == 0


def test_who_signs_with_a_key_that_was_not_registered_is_not_heard(hub: Hub) -> None:
    computer = Computer(hub)
    impostor = Computer(hub, device="ffffffffffffffff")
    impostor.device = computer.device

    with pytest.raises(RefusedError):
        impostor.exchange(*cut_all(impostor, [note(impostor, 1, "as if she were here")]))

    assert kept(hub) == 0


def test_an_ask_that_is_not_whole_is_not_answered(hub: Hub) -> None:
    computer = Computer(hub)
    visit = hub.visit()
    visit.feed(computer.ask(*cut_all(computer, [note(computer, 1, "x")]))[:-1])

    with pytest.raises(RefusedError) as refused:
        visit.reply()

    assert refused.value.code == "message-malformed"
    assert kept(hub) == 0
