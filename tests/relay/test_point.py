"""A relay holds what is good of what computers leave, opens none, and passes on the hub's word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from helpers.by_folder import study, write_notes
from helpers.hubs import new_database
from helpers.relays import RelayedCampus
from helpers.stations import NOW, Station
from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.app import Hub
from ujuzi.relay import point
from ujuzi.store import held, held_file
from ujuzi.sync import relaying
from ujuzi.sync.enveloping import sealed_batches
from ujuzi.sync.exchange import cut_batches
from ujuzi.wire import bundle, relay
from ujuzi.wire.messages import Receipt
from ujuzi.wire.relay import VisitAsk, VisitReply
from ujuzi.wire.relay_window import Brought, BroughtItem, RelayCampus


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[RelayedCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    made = RelayedCampus(hub, tmp_path / "relay", labs=2)
    yield made
    made.db.close()
    hub.database.close()


@pytest.fixture
def lab(campus: RelayedCampus) -> Station:
    return campus.labs[0]


def sealed(station: Station) -> list[tuple[int, bytes]]:
    cut_batches(station.db, station.keys, station.clock)
    found = sealed_batches(station.db, station.keys, station.clock)
    return [(bundle.ENVELOPE, wire) for _, wire in found]


def visit(
    campus: RelayedCampus,
    station: Station,
    items: list[tuple[int, bytes]],
    key: PublisherKey | None = None,
) -> VisitReply:
    ask = VisitAsk(relay.VERSION, station.device)
    wire = relay.frame_visit(ask, items, key or station.keys.of(station.device))
    return relay.read_answer(campus.answer_lab("visit", wire))[0]


def kept(campus: RelayedCampus) -> list[tuple[str, int]]:
    return [(each.device, each.last) for each in held.waiting(campus.db)]


def test_what_is_left_is_held_and_said_to_be_once(campus: RelayedCampus, lab: Station) -> None:
    study(lab, 7)
    items = sealed(lab)
    first = visit(campus, lab, items)
    assert len(first.held) == 1
    assert visit(campus, lab, items) == first
    assert kept(campus) == [(lab.device, 7)]


def test_what_others_signed_in_a_computer_s_name_is_not_held(
    campus: RelayedCampus, lab: Station
) -> None:
    study(lab, 3)
    forged = [(kind, wire[:20] + bytes([wire[20] ^ 1]) + wire[21:]) for kind, wire in sealed(lab)]
    assert visit(campus, lab, forged).held == ()
    assert visit(campus, lab, forged, PublisherKey.generate()).held == ()
    assert kept(campus) == []


def test_who_bears_a_known_name_with_another_key_is_heard_as_a_stranger(
    campus: RelayedCampus, lab: Station
) -> None:
    study(lab, 3)
    assert len(visit(campus, lab, sealed(lab), PublisherKey.generate()).held) == 1
    assert [each.known for each in campus.relay.standing().visitors] == [False]
    assert kept(campus) == [(lab.device, 3)]


def test_who_only_bears_a_name_takes_nothing_from_whose_it_is(
    campus: RelayedCampus, lab: Station
) -> None:
    study(lab, 3)
    for key in (None, PublisherKey.generate()):
        visit(campus, lab, sealed(lab), key)
        assert [each.known for each in campus.relay.standing().visitors] == [True]
        assert [each.known for each in held_file.visitors(campus.db)] == [True]


def test_items_of_many_kinds_have_no_more_room_than_envelopes(
    campus: RelayedCampus, lab: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_file, "MAX_COMPUTER_BYTES", 2_000)
    items = [(kind, bytes([kind]) * 500) for kind in range(20, 30)]
    assert visit(campus, lab, items).left == 6
    assert sum(len(each.content) for each in held_file.left_after(campus.db, 0, 10**6)) == 2_000


def test_a_stranger_leaves_little_and_it_is_recognised_once_the_hub_names_it(
    campus: RelayedCampus, monkeypatch: pytest.MonkeyPatch
) -> None:
    newcomer = campus.new_station()
    study(newcomer, 3)
    assert len(visit(campus, newcomer, sealed(newcomer)).held) == 1
    assert [each.is_strangers for each in held.waiting(campus.db)] == [True]
    assert [each.known for each in campus.relay.standing().visitors] == [False]

    campus.carry()
    campus.open()
    assert [each.is_strangers for each in held.waiting(campus.db)] == [False]

    monkeypatch.setattr(point, "MAX_STRANGER_VISIT_BYTES", 300)
    other = campus.new_station()
    write_notes(other, 40)
    with pytest.raises(RefusedError) as refused:
        visit(campus, other, sealed(other))
    assert refused.value.code == "message-too-large"


def test_what_only_comes_down_nobody_leaves(campus: RelayedCampus, lab: Station) -> None:
    items = [(kind, b"made up") for kind in sorted(point.KINDS_DOWN)]
    visit(campus, lab, [*items, (bundle.REPORT, b"part"), (99, b"of a later version")])
    left = held_file.left_after(campus.db, 0, 10**6)
    assert [each.kind for each in left] == [bundle.REPORT, 99]


def test_a_full_disk_is_told_and_nothing_is_half_held(
    campus: RelayedCampus, lab: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    study(lab, 3)
    items = sealed(lab)

    def full(*_: object, **__: object) -> None:
        raise WorldError(Code.DISK_FULL, "The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(held_file, "note_visit", full)
        with pytest.raises(WorldError):
            visit(campus, lab, items)
    assert kept(campus) == []
    assert campus.relay.standing().problem == "disk-full"
    visit(campus, lab, items)
    assert kept(campus) == [(lab.device, 3)]
    assert campus.relay.standing().problem == ""


def test_a_computer_beyond_its_room_is_told_and_loses_nothing(
    campus: RelayedCampus, lab: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "MAX_COMPUTER_BYTES", 100)
    study(lab, 3)
    assert visit(campus, lab, sealed(lab)).left == 1
    visited = campus.come(lab)
    assert (visited.refused, visited.holds, lab.waiting) == (1, 0, 3)


def test_only_a_receipt_that_the_hub_signed_lets_anything_wait_no_more(
    campus: RelayedCampus, lab: Station
) -> None:
    study(lab, 3)
    campus.come(lab)
    digest = held_file.held_digests(campus.db, lab.device)[0]
    made_up = Receipt("a", lab.device, 3, digest, bytes(64), 1, NOW)
    item = BroughtItem(lab.device, bundle.RECEIPT, msgspec.msgpack.encode(made_up))
    campus.relay.bring(Brought((item,)))
    assert kept(campus) == [(lab.device, 3)]

    campus.take()
    campus.carry()
    campus.open()
    assert kept(campus) == []
    assert campus.come(lab).landed == 3


def test_a_record_that_the_hub_did_not_sign_opens_nothing(campus: RelayedCampus) -> None:
    other = PublisherKey.generate()
    with pytest.raises(RefusedError):
        campus.relay.set_campus(RelayCampus(campus.relay.record(), other.public.raw, ()))


def test_a_relay_that_nobody_has_opened_says_so(campus: RelayedCampus) -> None:
    with pytest.raises(WorldError) as waits:
        point.Relay(campus.db, lambda: NOW).record()
    assert waits.value.code == "hub-busy"


def test_who_came_is_remembered_by_another_process_too(campus: RelayedCampus, lab: Station) -> None:
    study(lab, 1)
    campus.come(lab)
    campus.come(campus.labs[1])
    assert {each.device for each in campus.relay.standing().visitors} == {
        each.device for each in campus.labs
    }
    campus.restart_relay()
    assert lab.device in {each.device for each in campus.relay.standing().visitors}


def test_what_lies_in_a_stolen_relay_tells_no_name_answer_or_score(
    campus: RelayedCampus, lab: Station
) -> None:
    write_notes(lab, 20)
    campus.come(lab)
    campus.take()
    campus.carry()
    campus.open()
    relaying.bring(campus.coordinator.on_store, campus.window)
    assert {each.name for each in held.computers(campus.db)} == {""}
    campus.db.close()

    stolen = b"".join(each.read_bytes() for each in campus.folder.rglob("*") if each.is_file())
    secrets = (b"secret", b"wambui", b"note-written", b"ouaga-main", b"koudougou")
    assert lab.device.encode() in stolen
    assert [each for each in secrets if each in stolen] == []
