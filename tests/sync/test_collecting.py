"""By stick to the coordinator and on to the hub: counts agree on all sides, whoever meddles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from helpers.by_folder import FolderCampus, study, write_notes
from helpers.campuses import forget_all_learning
from helpers.hubs import OTHER_CAMPUS, new_database, put_back, rows_of
from helpers.learning_events import learning_events
from helpers.stations import NOW, Station, code_of, road_over
from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.people import registration
from ujuzi.store import held, outbox
from ujuzi.store.held import HeldCount
from ujuzi.sync import sending
from ujuzi.sync.pace import Patience
from ujuzi.sync.sending import CarryProgress
from ujuzi.sync.transports.transport import STALL_SECONDS, silent
from ujuzi.wire import batch, bundle, carrying, envelope, seal
from ujuzi.wire.envelope import EnvelopeHeader
from ujuzi.wire.limits import MAX_MESSAGE_BYTES


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    yield made
    made.database.close()


@pytest.fixture
def campus(hub: Hub, tmp_path: Path) -> FolderCampus:
    stick = tmp_path / "STICK"
    stick.mkdir()
    return FolderCampus(hub, stick, labs=3)


def counts(campus: FolderCampus) -> dict[str, HeldCount]:
    return {each.device: each for each in held.counts(campus.coordinator.db)}


class BrokenRoad:
    """A link that breaks after so many bytes of each of the first requests.

    A proxy before the hub lets no message of more than `most` bytes through.
    """

    def __init__(self, hub: Hub, breaks: list[int], most: int = MAX_MESSAGE_BYTES) -> None:
        self._hub, self._breaks, self._most = hub, breaks, most
        self.requests: list[int] = []
        self.stalls: list[float] = []

    def post(
        self,
        path: str,
        body: bytes,
        *,
        stall: float = STALL_SECONDS,
        sent: Callable[[int], None] = silent,
    ) -> bytes:
        """Carry as much as gets there."""
        assert path == "carry"
        sent(len(body))
        self.requests.append(len(body))
        self.stalls.append(stall)
        if len(body) > self._most:
            raise WorldError(Code.MESSAGE_TOO_LARGE, "No message of this size.")
        if self._breaks:
            after = self._breaks.pop(0)
            try:
                self._hub.carriage().feed(body[:after])
            finally:
                raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")
        return self._hub.carry(body)


def carry_patiently(campus: FolderCampus, road: BrokenRoad) -> CarryProgress:
    at = campus.coordinator
    return sending.carry(at.on_store, road_over(road, at.keys, Patience(), at.clock))


def test_three_counts_are_told_apart_at_every_step(campus: FolderCampus) -> None:
    lab = campus.labs[0]
    study(lab, 10)
    assert campus.visit(lab).events == 10
    assert (lab.waiting, outbox.holders(lab.db, lab.device)[0].last) == (10, 10)

    campus.carry()
    campus.collect()
    count = counts(campus)[lab.device]
    assert (count.name, count.recorded, count.held, count.landed) == ("Lab", 10, 10, 0)

    campus.carry()
    count = counts(campus)[lab.device]
    assert (count.recorded, count.held, count.landed, count.landed_at) == (10, 0, 10, NOW)
    assert lab.waiting == 10

    assert campus.prepare() == 4
    visited = campus.visit(lab)
    assert (visited.receipts, visited.landed, visited.events) == (1, 10, 0)
    assert (lab.waiting, outbox.holders(lab.db, lab.device)) == (0, ())


def test_a_week_lands_every_event_once_and_counts_agree(campus: FolderCampus) -> None:
    for week in range(2):
        for number, lab in enumerate(campus.labs):
            study(lab, 5 + number + week)
        campus.week()

    landed = campus.landed()
    assert len(landed) == len(set(landed)) == sum(5 + n + w for n in range(3) for w in range(2))
    for lab in campus.labs:
        count = counts(campus)[lab.device]
        mine = sum(device == lab.device for device, _ in landed)
        assert (count.recorded, count.held, count.landed) == (mine, 0, mine)


def test_what_is_held_is_still_offered_on_every_other_road(campus: FolderCampus) -> None:
    lab = campus.labs[0]
    study(lab, 6)
    campus.visit(lab)
    campus.collect()

    lab.exchange(campus.road)
    assert len(campus.landed()) == 6

    campus.carry()
    assert len(campus.landed()) == 6
    assert counts(campus)[lab.device].held == 0


def test_bundles_that_come_twice_late_or_again_are_held_once(campus: FolderCampus) -> None:
    lab = campus.labs[0]
    study(lab, 6)
    campus.visit(lab)
    (old,) = campus.bundles.iterdir()
    kept = old.read_bytes()
    study(lab, 6)
    campus.visit(lab)
    assert campus.collect().events == 12
    assert campus.collect().events == 0
    campus.carry()

    for file in campus.bundles.iterdir():
        file.unlink()
    old.write_bytes(kept)
    found = campus.collect()

    assert (found.events, found.known) == (0, 6)
    assert campus.carry().requests == 1
    assert len(campus.landed()) == 12


def test_junk_under_a_known_computers_number_is_refused_and_takes_nobodys_place(
    campus: FolderCampus,
) -> None:
    lab, thief = campus.labs[0], PublisherKey.generate()
    campus.carry()
    study(lab, 6)
    campus.visit(lab)
    inside = batch.cut(learning_events(99, device=lab.device), batch.NOTHING_BEFORE, thief)
    junk = [envelope.enclose(inside, 0, campus.hub.identity.sealing_public, thief), b"\x01junk"]
    items = [(bundle.ENVELOPE, wire) for wire in junk]
    data = bundle.write(bundle.UP, lab.device, "0" * 16, 1, items)
    (campus.bundles / ("0" * 16 + "-1.bundle")).write_bytes(data)

    found = campus.collect()

    assert (found.refused, found.events) == (2, 6)
    count = counts(campus)[lab.device]
    assert (count.recorded, count.held) == (6, 6)


def test_a_bundle_that_claims_a_billion_events_is_refused_and_the_rest_is_collected(
    campus: FolderCampus,
) -> None:
    header = EnvelopeHeader("d" * 16, 1, 10**9, 0, 10, bytes(32))
    sealed = seal.seal(b"x", msgspec.msgpack.encode(header), (seal.new_key()[1],))
    items = [(bundle.ENVELOPE, b"\x01" + bytes(64) + sealed)]
    study(campus.labs[0], 2)
    campus.visit(campus.labs[0])
    data = bundle.write(bundle.UP, "d" * 16, "0" * 16, 1, items)
    (campus.bundles / ("0" * 16 + "-1.bundle")).write_bytes(data)

    found = campus.collect()

    assert (found.refused, found.events) == (1, 2)


def test_a_stranger_is_held_apart_and_lands_once_the_hub_knows_it(campus: FolderCampus) -> None:
    campus.carry()
    late = campus.new_station()
    study(late, 4)
    campus.visit(late)
    campus.collect()
    assert counts(campus)[late.device].name == ""

    campus.carry()

    assert len(campus.landed()) == 4
    assert counts(campus)[late.device].name == "Lab"


def test_junk_of_strangers_costs_the_upload_little(
    campus: FolderCampus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MAX_STRANGERS_UP_BYTES", 2000)
    campus.carry()
    thief, to_hub = PublisherKey.generate(), campus.hub.identity.sealing_public
    junk = []
    for number in range(30):
        events = learning_events(3, device=f"{number % 15:016x}")
        inside = batch.cut(events, bytes([number]) * 32, thief)
        junk.append((bundle.ENVELOPE, envelope.enclose(inside, 0, to_hub, thief)))
    campus.bundles.mkdir()
    data = bundle.write(bundle.UP, "d" * 16, "0" * 16, 1, junk)
    (campus.bundles / ("0" * 16 + "-1.bundle")).write_bytes(data)
    study(campus.labs[0], 5)
    campus.visit(campus.labs[0])
    campus.collect()
    assert len(counts(campus)) == 4 + 15

    told = campus.carry()

    assert set(told.refused) == {"device-unknown"}
    assert 1 < len(told.refused) < 6
    assert len(campus.landed()) == 5


def test_junk_that_came_before_the_list_goes_when_the_list_comes(campus: FolderCampus) -> None:
    lab, thief = campus.labs[0], PublisherKey.generate()
    study(lab, 5)
    campus.visit(lab)
    events = learning_events(3, device=lab.device)
    inside = batch.cut(events, batch.NOTHING_BEFORE, thief)
    junk = envelope.enclose(inside, 0, campus.hub.identity.sealing_public, thief)
    data = bundle.write(bundle.UP, lab.device, "0" * 16, 1, [(bundle.ENVELOPE, junk)])
    (campus.bundles / ("0" * 16 + "-1.bundle")).write_bytes(data)
    campus.collect()
    assert counts(campus)[lab.device].held == 8

    campus.carry()

    count = counts(campus)[lab.device]
    assert (count.recorded, count.held, count.landed) == (5, 0, 5)


def test_a_computer_of_another_campus_is_carried_too(campus: FolderCampus) -> None:
    guest = Station()
    guest.register(campus.road, code_of(campus.hub, OTHER_CAMPUS))
    for _ in range(3):
        study(guest, 2)
        campus.visit(guest)
    campus.collect()
    campus.carry()
    campus.prepare()

    assert campus.visit(guest).landed == 6
    assert len(campus.landed()) == 6


def test_somebody_who_makes_up_a_receipt_makes_nothing_landed(campus: FolderCampus) -> None:
    lab = campus.labs[0]
    study(lab, 4)
    campus.visit(lab)
    campus.collect()
    campus.carry()
    campus.prepare()
    for file in campus.bundles.iterdir():
        found = bundle.read(file.read_bytes())
        if found.head.direction == bundle.DOWN:
            items = [(bundle.RECEIPT, item[:-9] + bytes(9)) for item in found.items]
            head = found.head
            file.write_bytes(bundle.write(bundle.DOWN, head.device, head.label, head.number, items))

    assert campus.visit(lab).receipts == 0
    assert lab.waiting == 4


@pytest.mark.parametrize("after", [0, 100, 900, 3000, 10**9])
def test_a_link_that_breaks_loses_nothing_and_sends_one_envelope_again_at_most(
    campus: FolderCampus, after: int
) -> None:
    for lab in campus.labs:
        study(lab, 40)
        campus.visit(lab)
        write_notes(lab, 10)
        campus.visit(lab)
    campus.carry()
    campus.collect()
    waiting = [len(each.wire) for each in held.waiting(campus.coordinator.db)]
    road = BrokenRoad(campus.hub, [10**9, after])

    carry_patiently(campus, road)

    landed = campus.landed()
    assert len(landed) == len(set(landed)) == 150
    assert all(count.held == 0 for count in counts(campus).values())
    again = sum(road.requests) - sum(waiting)
    assert again <= sum(waiting) + 6 * carrying.MOST_ASK_BYTES


def test_many_megabytes_go_in_requests_of_one(
    campus: FolderCampus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "MAX_CARRY_BYTES", 3000)
    for lab in campus.labs:
        for _ in range(4):
            write_notes(lab, 3)
            campus.visit(lab)
    campus.collect()
    road = BrokenRoad(campus.hub, [])

    told = carry_patiently(campus, road)

    assert max(road.requests) <= 3000
    assert told.requests == len(road.requests) > 2
    assert len(campus.landed()) == 36


def test_of_what_a_proxy_finds_too_large_less_is_carried_at_once(campus: FolderCampus) -> None:
    for lab in campus.labs:
        for _ in range(4):
            write_notes(lab, 3)
            campus.visit(lab)
    campus.collect()
    road = BrokenRoad(campus.hub, [], 1200)

    told = carry_patiently(campus, road)

    assert told.requests > 3
    assert road.requests[0] > 1200
    assert len(campus.landed()) == 36


def test_an_envelope_that_a_proxy_lets_not_through_is_told_and_stays(campus: FolderCampus) -> None:
    write_notes(campus.labs[0], 60)
    campus.visit(campus.labs[0])
    campus.collect()
    road = BrokenRoad(campus.hub, [], 600)

    with pytest.raises(WorldError) as error:
        carry_patiently(campus, road)

    assert error.value.code is Code.MESSAGE_TOO_LARGE
    carry_patiently(campus, BrokenRoad(campus.hub, []))
    assert len(campus.landed()) == 60


def test_a_megabyte_may_be_long_on_its_way_and_nothing_said_of_it(campus: FolderCampus) -> None:
    """A modem takes it at once and carries it for minutes."""
    lab = campus.labs[0]
    write_notes(lab, 60)
    campus.visit(lab)
    campus.collect()
    road = BrokenRoad(campus.hub, [])

    carry_patiently(campus, road)

    largest = max(road.requests)
    assert road.stalls[road.requests.index(largest)] > STALL_SECONDS + largest / 3750


def test_what_the_hub_refuses_for_good_is_offered_no_more_and_told(campus: FolderCampus) -> None:
    lab = campus.labs[0]
    study(lab, 4)
    campus.visit(lab)
    campus.collect()
    with campus.hub.database.writing() as connection:
        registration.revoke(connection, lab.device, registration.STOLEN)

    assert campus.carry().refused == ("device-stolen",)

    count = counts(campus)[lab.device]
    assert (count.held, count.refused, count.landed) == (0, 4, 0)
    assert campus.carry().requests == 1


def test_what_was_refused_of_a_stolen_computer_goes_again_once_the_hub_names_it(
    campus: FolderCampus,
) -> None:
    lab = campus.labs[0]
    campus.week()  # the hub has named it
    study(lab, 4)
    campus.visit(lab)
    campus.collect()
    with campus.hub.database.writing() as connection:
        registration.revoke(connection, lab.device, registration.STOLEN)
    assert campus.carry().refused == ("device-stolen",)
    with campus.hub.database.writing() as connection:
        registration.reinstate(connection, lab.device)
    campus.carry()
    campus.visit(lab)
    campus.collect()

    assert campus.carry().refused == ()

    assert len(campus.landed()) == 4
    count = counts(campus)[lab.device]
    assert (count.held, count.refused, count.landed) == (0, 0, 4)


def test_a_hub_that_was_put_back_is_brought_again_what_it_lost(campus: FolderCampus) -> None:
    lab = campus.labs[0]
    study(lab, 8)
    campus.visit(lab)
    campus.collect()
    campus.carry()
    assert len(campus.landed()) == 8
    forget_all_learning(campus.hub)

    campus.carry()

    assert len(campus.landed()) == 8
    assert counts(campus)[lab.device].landed == 8


def test_a_hub_that_was_put_back_and_not_told_learns_it_from_who_carries(
    campus: FolderCampus,
) -> None:
    lab = campus.labs[0]
    study(lab, 3)
    campus.visit(lab)
    campus.collect()
    campus.carry()
    backup = rows_of(campus.hub.database)
    study(lab, 5)
    campus.visit(lab)
    campus.collect()
    campus.carry()
    put_back(campus.hub.database, backup)
    assert len(campus.landed()) == 3

    campus.carry()

    assert len(campus.landed()) == 8
    receipt = held.receipt_of(campus.coordinator.db, lab.device)
    assert receipt is not None
    assert (receipt.epoch_number, receipt.last) == (2, 8)


def test_who_is_not_registered_carries_nothing(campus: FolderCampus) -> None:
    campus.coordinator = Station()
    with pytest.raises(RefusedError) as refused:
        campus.carry()
    assert refused.value.code == "not-registered"
