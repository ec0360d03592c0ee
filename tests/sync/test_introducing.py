"""A computer that only a stick reaches is taken in by name, and works from the first moment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from helpers.by_folder import FolderCampus, study
from helpers.hubs import new_database, put_back, rows_of
from helpers.stations import NOW, Station
from ujuzi.credentials.keys import PublisherKey
from ujuzi.hub.app import Hub
from ujuzi.hub.landing import epochs
from ujuzi.store import facts, held, introductions
from ujuzi.sync import identity, introducing
from ujuzi.wire import bundle, introduction, messages, seal
from ujuzi.wire.introduction import WelcomeItem
from ujuzi.wire.messages import Welcome


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    yield made
    made.database.close()


@pytest.fixture
def campus(hub: Hub, tmp_path: Path) -> FolderCampus:
    stick = tmp_path / "STICK"
    stick.mkdir()
    return FolderCampus(hub, stick, labs=1)


def enrols(station: Station) -> bool:
    link = identity.link_of(station.db)
    assert link is not None
    return bool(link.enrols_as or link.predecessor)


def round_trip(campus: FolderCampus, station: Station) -> None:
    """Collect, send on, prepare, and let a computer come by."""
    campus.collect()
    campus.carry()
    campus.prepare()
    campus.visit(station)


def test_it_waits_by_name_until_a_person_says_yes_and_then_everything_lands(
    campus: FolderCampus,
) -> None:
    new = campus.newcomer("PC-07")
    study(new, 5)
    campus.visit(new)

    assert campus.collect().newcomers == {new.device}
    (waits,) = introductions.listed(campus.coordinator.db)
    assert (waits.device, waits.name, waits.problem) == (new.device, "PC-07", "")

    campus.carry()
    assert [each.problem for each in introductions.listed(campus.coordinator.db)] == [
        "enrolment-waits"
    ]
    assert campus.landed() == []
    campus.prepare()
    campus.visit(new)
    assert enrols(new)

    campus.admit(new)
    round_trip(campus, new)

    assert introductions.listed(campus.coordinator.db) == ()
    assert len(campus.landed()) == 5
    assert not enrols(new)
    assert new.waiting == 0
    assert "PC-07" in {each.name for each in held.computers(campus.coordinator.db)}
    study(new, 1)
    campus.visit(new)
    round_trip(campus, new)
    assert (len(campus.landed()), new.waiting) == (6, 0)


@pytest.mark.parametrize("is_told", [True, False])
def test_a_hub_that_was_put_back_to_before_it_knew_a_computer_is_brought_it_again(
    campus: FolderCampus, *, is_told: bool
) -> None:
    campus.carry()
    backup = rows_of(campus.hub.database)
    new = campus.newcomer("PC-07")
    study(new, 5)
    campus.visit(new)
    campus.collect()
    campus.carry()
    campus.admit(new)
    for _ in range(2):
        round_trip(campus, new)
    assert (len(campus.landed()), new.waiting) == (5, 0)

    put_back(campus.hub.database, backup)
    if is_told:
        epochs.start(campus.hub.database, NOW)
    campus.carry()
    assert [each.device for each in introductions.listed(campus.coordinator.db)] == [new.device]
    campus.admit(new)
    campus.carry()

    assert len(campus.landed()) == 5
    round_trip(campus, new)
    study(new, 1)
    campus.visit(new)
    for _ in range(2):
        round_trip(campus, new)
    assert (len(campus.landed()), new.waiting) == (6, 0)


def test_a_copy_of_a_disk_that_took_a_new_name_comes_by_folder_alone(
    campus: FolderCampus,
) -> None:
    lab = campus.labs[0]
    study(lab, 4)
    campus.visit(lab)
    copy = lab.copy()
    identity.take_new(copy.db)
    study(copy, 2)

    campus.visit(copy)
    round_trip(campus, copy)

    assert not enrols(copy)
    assert copy.device != lab.device
    round_trip(campus, copy)
    assert copy.waiting == 0
    assert len(campus.landed()) == 6


def test_who_carries_under_a_new_name_says_so_to_the_hub_first(campus: FolderCampus) -> None:
    identity.take_new(campus.coordinator.db)
    study(campus.labs[0], 3)
    campus.visit(campus.labs[0])
    campus.collect()

    campus.carry()

    assert len(campus.landed()) == 3
    assert not enrols(campus.coordinator)


def test_a_welcome_that_answers_somebody_else_changes_nothing(campus: FolderCampus) -> None:
    new, other = campus.newcomer(), campus.newcomer("PC-08")
    thief = PublisherKey.generate()
    wire = introducing.introduced(new.db, new.keys)
    others = introducing.introduced(other.db, other.keys)
    assert wire is not None
    assert others is not None
    welcome = Welcome(messages.VERSION, "e", "i", "c", thief.public.raw, bytes(32))
    for asked, key in ((others, campus.hub.identity.signing_key), (wire, thief)):
        signed = messages.sign(welcome, messages.reply_context(asked[1:]), key)
        for digest in (introduction.digest_of(wire), introduction.digest_of(others)):
            item = msgspec.msgpack.encode(WelcomeItem(digest, signed))
            assert not introducing.take_welcome(new.db, new.keys, (item, b"junk", item[:-9]))
    assert enrols(new)


def test_what_waits_is_the_same_bytes_at_every_visit(campus: FolderCampus) -> None:
    new = campus.newcomer()
    before = introducing.introduced(new.db, new.keys)
    study(new, 2)
    campus.visit(new)

    assert introducing.introduced(new.db, new.keys) == before
    assert introducing.introduced(campus.labs[0].db, campus.labs[0].keys) is None


def test_a_new_name_has_a_sealing_key_of_its_own(campus: FolderCampus) -> None:
    lab = campus.labs[0]
    known = identity.sealing_key(lab.db)
    identity.take_new(lab.db)
    private, public = identity.sealing_key(lab.db)
    assert private != known[0]
    assert public == seal.public_half(private)
    assert identity.sealing_key(lab.db) == (private, public)


def test_a_sealing_key_of_an_earlier_version_is_gone_on_with(campus: FolderCampus) -> None:
    lab = campus.labs[0]
    private, public = identity.sealing_key(lab.db)
    facts.put(lab.db, identity.SEALING_KEY, private.hex())
    assert identity.sealing_key(lab.db) == (private, public)


def test_junk_that_introduces_somebody_takes_nobodys_place(campus: FolderCampus) -> None:
    new = campus.newcomer()
    wire = introducing.introduced(new.db, new.keys)
    assert wire is not None
    changed = wire[:-1] + bytes([wire[-1] ^ 1])
    items = [(bundle.ENROLMENT, each) for each in (changed, b"\x01", b"\x09" + wire[1:], wire)]
    campus.bundles.mkdir()
    data = bundle.write(bundle.UP, new.device, "0" * 16, 1, items)
    (campus.bundles / ("0" * 16 + "-1.bundle")).write_bytes(data)

    campus.collect()

    assert [each.device for each in introductions.listed(campus.coordinator.db)] == [new.device]
