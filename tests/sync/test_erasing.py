"""An erasure travels: to every computer, by network and by folder, whatever was under way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from helpers.by_folder import FolderCampus
from helpers.campuses import forget_all_learning
from helpers.hubs import new_database
from helpers.stations import NOW, Station
from ujuzi.domain.authority import Actor, Role
from ujuzi.domain.event import LearnerId, NoteWritten, ProfileCreated
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import people
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.hub.store.tables import events
from ujuzi.store import erasure, event_log, outbox, projections, received_states
from ujuzi.sync import reporting

INSTITUTION = "unz"
ADA, BOLA = LearnerId("a" * 32), LearnerId("b" * 32)
SECRET = "what-only-ada-knows"


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[FolderCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    stick = tmp_path / "STICK"
    stick.mkdir()
    yield FolderCampus(hub, stick, labs=2)
    hub.database.close()


def make_profile(station: Station, learner: LearnerId) -> None:
    station.record(learner, ProfileCreated(name=learner[:3], role="teacher", language="en"))


def write(station: Station, learner: LearnerId, text: str = SECRET) -> None:
    note = NoteWritten(course="c", activity="a", pack="p" * 64, note=text[:8], text=text)
    station.record(learner, note)


def erase(campus: FolderCampus, learner: LearnerId = ADA) -> None:
    access = Access(campus.hub.database, Actor(Role.OPERATOR), campus.hub.now)
    people.erase_profile(access, INSTITUTION, learner, keeps_certificates=True)


def payloads_at(hub: Hub) -> list[str]:
    with hub.database.reading() as connection:
        return [row[0] for row in connection.execute(select(events.c.payload))]


def counting_at(hub: Hub) -> int:
    with hub.database.reading() as connection:
        return len(connection.execute(select(events.c.sequence).where(events.c.counts)).all())


def says(station: Station) -> str:
    """Return all that a computer's log and states say."""
    states = [projection.find(station.db, ADA) for projection in projections.ALL]
    return str(states) + str(station.db.rows("SELECT kind, payload FROM events"))


def begin(campus: FolderCampus) -> tuple[Station, Station]:
    """Let Ada be known at two computers, and at the hub."""
    one, other = campus.labs
    make_profile(one, ADA)
    make_profile(one, BOLA)
    for station in (one, other):
        write(station, ADA)
        write(station, BOLA, "bola wrote")
        station.exchange(campus.road)
    return one, other


def test_by_network_every_computer_of_hers_lets_go_and_a_rebuild_agrees(
    campus: FolderCampus,
) -> None:
    erase_at = begin(campus)
    erase(campus)
    for station in erase_at:
        assert SECRET in says(station)
        station.exchange(campus.road)
        assert SECRET not in says(station)
        assert "bola wrote" in says(station)
        rebuilt = projections.rebuild(
            station.db, event_log.replay(station.db), received_states.all_states(station.db)
        )
        assert rebuilt == ()
        with pytest.raises(RefusedError):
            write(station, ADA)


def test_by_folder_it_comes_with_the_next_visit(campus: FolderCampus) -> None:
    one, _ = begin(campus)
    campus.week()
    erase(campus)
    assert SECRET in says(one)

    campus.week()
    campus.week()

    assert SECRET not in says(one)
    assert erasure.is_erased(one.db, ADA)


def test_a_batch_that_was_cut_before_goes_up_as_it_is_and_lands_blank(
    campus: FolderCampus,
) -> None:
    one, _ = begin(campus)
    write(one, ADA, SECRET + " again")
    write(one, BOLA, "bola's second")
    campus.carry()
    campus.visit(one)
    campus.collect()
    erase(campus)
    before = counting_at(campus.hub)

    campus.carry()

    assert not any(SECRET in each for each in payloads_at(campus.hub))
    assert counting_at(campus.hub) == before + 1
    one.exchange(campus.road)
    erasure.purge(one.db)
    wires = one.db.rows("SELECT count(*) FROM batches WHERE wire IS NOT NULL")
    assert wires == [(0,)], "each of them told of her"
    assert outbox.landed(one.db, one.device) == event_log.count(one.db)


def test_what_is_in_no_batch_yet_lands_blank_and_counts_for_nobody(campus: FolderCampus) -> None:
    one, _ = begin(campus)
    erase(campus)
    write(one, ADA, SECRET + " while the hub erased her")
    before = counting_at(campus.hub)

    one.exchange(campus.road)
    one.exchange(campus.road)

    assert one.waiting == 0
    assert counting_at(campus.hub) == before
    assert not any(SECRET in each for each in payloads_at(campus.hub))


def test_told_again_to_a_hub_that_lost_all_she_is_left_out(campus: FolderCampus) -> None:
    one, _ = begin(campus)
    erase(campus)
    one.exchange(campus.road)
    before = one.device
    forget_all_learning(campus.hub)

    one.exchange(campus.road)

    assert one.device != before, "the bytes of its batches were let go"
    assert one.waiting == 0
    assert not any(SECRET in each for each in payloads_at(campus.hub))
    assert any("bola wrote" in each for each in payloads_at(campus.hub))
    assert SECRET not in says(one)


def test_what_went_with_her_keeps_nobody_from_saying_that_all_has_landed(
    campus: FolderCampus,
) -> None:
    one, _ = begin(campus)
    erase(campus)
    one.exchange(campus.road)
    forget_all_learning(campus.hub)
    one.exchange(campus.road)  # its batches' bytes were let go: it tells the rest anew

    stated = reporting.state(one.db, NOW, reporting.UNKNOWN)

    assert stated.own.last == stated.entries == outbox.landed(one.db, one.device)
    assert stated.uncut == 0


def test_she_may_begin_anew_under_the_same_name(campus: FolderCampus) -> None:
    one, _ = begin(campus)
    erase(campus)
    one.exchange(campus.road)
    anew = LearnerId("c" * 32)
    make_profile(one, anew)
    write(one, anew, "a new beginning")
    one.exchange(campus.road)
    assert any("a new beginning" in each for each in payloads_at(campus.hub))


def test_a_computer_that_comes_later_is_told_too(campus: FolderCampus) -> None:
    begin(campus)
    erase(campus)
    late = campus.new_station()
    late.exchange(campus.road)
    assert erasure.is_erased(late.db, ADA)
