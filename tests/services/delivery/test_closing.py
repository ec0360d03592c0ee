"""A computer that is closed records nothing; the hub knows it as closed when all of it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from helpers.campuses import Campus
from helpers.clocks import FakeClock
from helpers.desks import Lab, open_lab
from helpers.hubs import new_database
from helpers.stations import memory_road
from ujuzi.domain.authority import Actor, Role
from ujuzi.domain.event import ComputerClosed, Enrolled
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.store.tables import heads
from ujuzi.store import event_log, sittings
from ujuzi.store.sittings import OpenSitting, SittingState
from ujuzi.sync import identity


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    made = open_lab(tmp_path)
    yield made
    made.desk.close()


@pytest.fixture
def code(lab: Lab) -> str:
    made = lab.desk.people.make_steward_code()
    assert made is not None
    return made


@pytest.fixture
def campus(lab: Lab, tmp_path: Path) -> Iterator[Campus]:
    hub = Hub(new_database("sqlite", tmp_path), FakeClock().now)
    yield Campus(lab, hub, memory_road(hub))
    hub.database.close()


def listed(campus: Campus) -> dict[str, bool]:
    access = Access(campus.hub.database, Actor(Role.OPERATOR), campus.hub.now)
    found = (each.computer for each in computers.listed(access))
    return {each.device: each.may_go for each in found}


def refusal(of: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as refused:
        of()
    return refused.value.code


def test_nothing_is_recorded_and_nobody_signs_in(lab: Lab, code: str) -> None:
    desk, db = lab.desk, lab.desk._db
    before = event_log.count(db)

    desk.collection.close(code)

    assert event_log.count(db) == before + 1
    assert desk.people.are_kept_out()

    def enrol() -> object:
        return event_log.append(db, lab.learner, Enrolled(course="c"), lab.clock.now())

    assert refusal(enrol) == "computer-closed"
    assert refusal(lambda: desk.people.sign_in(lab.learner, "2468")) == "computer-closed"
    assert refusal(lambda: desk.collection.close(code)) == "computer-closed"
    assert event_log.count(db) == before + 1

    desk.collection.open_again(code)
    enrol()
    assert not desk.people.are_kept_out()


def test_only_its_steward_closes_and_opens_it(lab: Lab, code: str) -> None:
    collection = lab.desk.collection
    assert refusal(lambda: collection.close("AAAA-BBBB-CCCC")) == "steward-code-wrong"
    assert collection.standing().closed_at is None
    lab.clock.move(60)
    collection.close(code)
    assert refusal(lambda: collection.open_again("AAAA-BBBB-CCCC")) == "steward-code-wrong"
    assert collection.standing().closed_at is not None


def test_an_assessment_that_is_open_is_handed_in_first(lab: Lab, code: str) -> None:
    state = SittingState(pack="p", begun_at=1, noted_at=1)
    sittings.put(lab.desk._db, OpenSitting("a", lab.learner, "c", "exam", state))
    assert refusal(lambda: lab.desk.collection.close(code)) == "sittings-open"
    sittings.forget(lab.desk._db, "a")
    assert lab.desk.collection.close(code).closed_at is not None


def test_the_hub_lets_it_go_when_its_last_event_has_landed(campus: Campus, code: str) -> None:
    me = campus.station.device
    campus.study(3)
    campus.exchange()
    assert not listed(campus)[me]

    campus.study(2)
    campus.lab.desk.collection.close(code)
    assert not listed(campus)[me]
    assert campus.lab.desk.collection.standing().waiting

    campus.exchange()
    assert listed(campus)[me]
    assert campus.lab.desk.collection.standing().waiting == 0

    campus.lab.desk.collection.open_again(code)
    campus.exchange()
    assert not listed(campus)[me]


def test_what_lands_after_it_takes_the_yes_back(campus: Campus, code: str) -> None:
    """Whatever a changed program tells: the answer is of the last event, not of a flag."""
    campus.lab.desk.collection.close(code)
    campus.exchange()
    with campus.hub.database.writing() as connection:
        connection.execute(update(heads).values(last=heads.c.last + 1))
        assert connection.scalar(select(heads.c.last).limit(1))
    assert not listed(campus)[campus.station.device]


def test_a_new_identity_of_a_closed_computer_is_closed_as_well(campus: Campus, code: str) -> None:
    campus.study(2)
    campus.lab.desk.collection.close(code)
    new = identity.take_new(campus.db)
    campus.exchange()
    assert event_log.closed_at(campus.db) is not None
    assert [type(each.body) for each in event_log.run(campus.db, new)][-1] is ComputerClosed
    assert listed(campus)[new]
