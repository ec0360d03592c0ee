"""What comes down by folder is taken by whom it is for, once; hostile parts change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from helpers.by_folder import FolderCampus, study
from helpers.hubs import OTHER_CAMPUS, new_database, put_back, rows_of
from helpers.stations import NOW, Station, code_of, road_over
from ujuzi.domain.event import ProfileCreated
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import epochs
from ujuzi.hub.landing import parts as hub_parts
from ujuzi.hub.people import registration
from ujuzi.hub.store.tables import heads
from ujuzi.store import inbox, parts_aside, parts_down
from ujuzi.sync import bringing, identity, sending
from ujuzi.sync.identity import HubLink
from ujuzi.sync.pace import Patience
from ujuzi.wire import bundle, messages, parts, seal


@pytest.fixture(params=["sqlite", "postgresql"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    made = Hub(new_database(request.param, tmp_path), lambda: NOW)
    yield made
    made.database.close()


@pytest.fixture
def campus(hub: Hub, tmp_path: Path) -> FolderCampus:
    stick = tmp_path / "STICK"
    stick.mkdir()
    made = FolderCampus(hub, stick, labs=2)
    for number, lab in enumerate(made.labs):
        sit_down(lab, f"learner{number}")
    return made


def sit_down(station: Station, learner: str) -> None:
    """Make a profile, which proves the seat."""
    station.record(learner, ProfileCreated(name="Wambui Kamau", role="teacher", language="en"))


def publish(campus: FolderCampus, learner: str, text: str, kind: str = "result") -> None:
    """Publish something about a learner, or to the whole campus."""
    hub, place = campus.hub, campus.coordinator.device
    with hub.database.writing() as connection:
        device = registration.find(connection, place)
        stream = feed.campus_stream(device.institution, device.campus)
        id_ = text if learner else "all"
        feed.publish(connection, stream, kind, id_, text.encode(), learner=learner)


def told(station: Station, kind: str = "result") -> list[str]:
    return [each.payload.decode() for each in inbox.of_kind(station.db, kind)]


def link_of(station: Station) -> HubLink:
    return identity.registered_link(station.db)


def learn(campus: FolderCampus) -> None:
    """Let everything be known once, up and down."""
    for station in campus.labs:
        campus.visit(station)
    campus.collect()
    campus.carry()
    campus.collect()
    campus.carry()
    campus.prepare()
    for station in campus.labs:
        campus.visit(station)


def down(campus: FolderCampus) -> Path:
    """Return the newest bundle that the coordinator wrote."""
    found = [
        (bundle.read(file.read_bytes()).head, file) for file in campus.bundles.glob("*.bundle")
    ]
    return max((head.number, file) for head, file in found if head.direction == bundle.DOWN)[1]


def rewrite(file: Path, items: list[tuple[int, bytes]]) -> None:
    head = bundle.read(file.read_bytes()).head
    file.write_bytes(bundle.write(bundle.DOWN, head.device, head.label, head.number + 9, items))


def items_of(file: Path) -> list[tuple[int, bytes]]:
    found = bundle.read(file.read_bytes())
    return list(zip(found.head.kinds, found.items, strict=True))


def test_each_computer_gets_its_own_and_what_the_campus_shares(campus: FolderCampus) -> None:
    learn(campus)
    publish(campus, "learner0", "passed")
    publish(campus, "", "names", kind="notice")
    campus.collect()
    told_down = campus.carry()
    campus.prepare()
    first, second = campus.labs

    assert campus.visit(first).documents > 0
    campus.visit(second)

    assert (told(first), told(second)) == (["passed"], [])
    assert told(first, "notice") == told(second, "notice") == ["names"]
    assert told_down.parts >= 3
    assert told(campus.coordinator) == []


def test_what_came_by_folder_does_not_come_again_by_network(campus: FolderCampus) -> None:
    learn(campus)
    publish(campus, "learner0", "passed")
    campus.carry()
    campus.prepare()
    lab = campus.labs[0]
    campus.visit(lab)

    done = lab.exchange(campus.road)

    assert done.documents == 0
    assert told(lab) == ["passed"]


def test_a_week_in_which_nothing_was_said_brings_nothing_twice(campus: FolderCampus) -> None:
    learn(campus)
    campus.collect()
    campus.carry()

    again = campus.carry()

    assert (again.parts, again.requests) == (0, 1)


def test_a_stick_that_was_lost_leaves_no_gap(campus: FolderCampus) -> None:
    learn(campus)
    publish(campus, "learner0", "first")
    campus.carry()
    campus.prepare()
    down(campus).unlink()
    publish(campus, "learner0", "second")
    campus.collect()
    campus.carry()
    campus.prepare()

    campus.visit(campus.labs[0])

    assert told(campus.labs[0]) == ["first", "second"]


def test_what_was_acknowledged_is_not_said_again(campus: FolderCampus) -> None:
    learn(campus)
    publish(campus, "learner0", "first" * 200)
    campus.carry()
    campus.prepare()
    lab = campus.labs[0]
    campus.visit(lab)
    campus.collect()
    publish(campus, "learner0", "second")
    campus.carry()

    kept = {each.name: each for each in parts_down.each(campus.coordinator.db, bundle.PART)}

    key, public = identity.sealing_key(lab.db)
    said = parts.read(kept[lab.device].wire).opened({seal.key_id(public): key})
    assert said.begins[3] > 0
    assert [each.payload for each in said.documents] == [b"second"]


def test_a_bundle_that_was_put_back_says_nothing_new(campus: FolderCampus) -> None:
    learn(campus)
    old = down(campus).read_bytes()
    publish(campus, "learner0", "passed")
    campus.carry()
    campus.prepare()
    lab = campus.labs[0]
    campus.visit(lab)
    before = link_of(lab)
    for file in campus.bundles.iterdir():
        file.unlink()
    (campus.bundles / f"{bundle.read(old).head.label}-1.bundle").write_bytes(old)

    assert campus.visit(lab).documents == 0
    assert link_of(lab).cursors == before.cursors
    assert told(lab) == ["passed"]


@pytest.mark.parametrize("meddle", ["cut", "changed", "others", "swapped", "no campus part"])
def test_hostile_parts_change_nothing_and_true_ones_are_taken_after(
    campus: FolderCampus, meddle: str
) -> None:
    learn(campus)
    publish(campus, "learner0", "passed")
    publish(campus, "learner1", "secret")
    campus.carry()
    campus.prepare()
    lab = campus.labs[0]
    file = down(campus)
    true = file.read_bytes()
    items = items_of(file)
    own = [wire for kind, wire in items if kind == bundle.PART]
    mine = next(wire for wire in own if parts.read(wire).header.device == lab.device)
    rest = [(kind, wire) for kind, wire in items if kind != bundle.PART]
    hostile = {
        "cut": [*rest, (bundle.PART, mine[:-40])],
        "changed": [*rest, (bundle.PART, mine[:-1] + bytes([mine[-1] ^ 1]))],
        "others": [*rest, *((bundle.PART, wire) for wire in own if wire != mine)],
        "swapped": [(bundle.PART if k == bundle.CAMPUS_PART else k, w) for k, w in rest],
        "no campus part": [
            (kind, wire) for kind, wire in items if kind not in {bundle.CAMPUS_PART}
        ],
    }
    rewrite(file, hostile[meddle])
    before = link_of(lab).cursors

    campus.visit(lab)

    assert told(lab) == []
    assert link_of(lab).cursors == before
    file.write_bytes(true)
    campus.visit(lab)
    assert told(lab) == ["passed"]


def test_what_goes_on_from_further_waits_aside_until_it_fits(campus: FolderCampus) -> None:
    learn(campus)
    lab = campus.labs[0]
    publish(campus, "learner0", "first")
    campus.carry()
    campus.prepare()
    kept = down(campus).read_bytes()
    twin = lab.copy()
    campus.visit(twin)  # the same computer, before its disk was put back
    campus.collect()
    publish(campus, "learner0", "second")
    campus.carry()
    campus.prepare()
    late = down(campus)
    for file in campus.bundles.iterdir():
        if file != late:
            file.unlink()

    campus.visit(lab)
    assert told(lab) == []
    assert parts_aside.kept(lab.db)

    label = bundle.read(kept).head.label
    slot = 1 if late.name.endswith("-2.bundle") else 2
    (campus.bundles / f"{label}-{slot}.bundle").write_bytes(kept)
    late.unlink()
    campus.visit(lab)

    assert told(lab) == ["first", "second"]
    assert parts_aside.kept(lab.db) == []


def test_an_older_epoch_is_ignored_and_a_newer_one_is_read_anew(campus: FolderCampus) -> None:
    learn(campus)
    publish(campus, "learner0", "first")
    campus.carry()
    campus.prepare()
    old = down(campus).read_bytes()
    epochs.start(campus.hub.database, NOW)
    campus.carry()
    campus.prepare()
    lab = campus.labs[0]
    campus.visit(lab)
    assert link_of(lab).epoch_number == 2
    assert told(lab) == ["first"]
    for file in campus.bundles.iterdir():
        file.unlink()
    (campus.bundles / f"{bundle.read(old).head.label}-1.bundle").write_bytes(old)

    assert campus.visit(lab).documents == 0
    assert link_of(lab).epoch_number == 2


def test_one_that_is_not_taken_in_gets_what_is_public_alone(campus: FolderCampus) -> None:
    learn(campus)
    publish(campus, "", "names", kind="notice")
    with campus.hub.database.writing() as connection:
        feed.publish(connection, ("", feed.GLOBAL), "key-list", "key-list", b"{}")
    new = campus.newcomer()
    campus.carry()
    campus.prepare()

    assert campus.visit(new).documents >= 1

    assert told(new, "key-list") == ["{}"]
    assert told(new, "notice") == []
    assert link_of(new).cursors == (0, 0, 0, 0)


def test_of_another_campus_nothing_but_receipts_comes_down(campus: FolderCampus) -> None:
    guest = Station()
    guest.register(campus.road, code_of(campus.hub, OTHER_CAMPUS))
    sit_down(guest, "far")
    study(guest, 2, "far")
    campus.visit(guest)
    learn(campus)
    campus.visit(guest)

    assert {each.name for each in parts_down.each(campus.coordinator.db, bundle.PART)} == {
        each.device for each in campus.labs
    }
    assert (guest.waiting, link_of(guest).cursors) == (0, (0, 0, 0, 0))


def test_a_lost_stick_shows_no_name_answer_score_or_key(campus: FolderCampus) -> None:
    lab = campus.labs[0]
    learn(campus)
    publish(campus, "learner0", "score-of-92")
    publish(campus, "", "Wambui Kamau", kind="notice")
    study(lab, 3)
    campus.carry()
    campus.prepare()
    campus.visit(lab)
    assert told(lab) == ["score-of-92"]
    secret, _ = identity.sealing_key(lab.db)

    data = b"".join(file.read_bytes() for file in campus.bundles.iterdir())

    for word in (b"score-of-92", b"Wambui", b"Kamau", b"learner0", b"result", secret):
        assert word not in data
    assert secret.hex().encode() not in data


def test_an_ask_that_lies_on_a_stick_opens_nothing_at_the_hubs_door(campus: FolderCampus) -> None:
    learn(campus)
    publish(campus, "learner0", "score-of-92")
    campus.visit(campus.labs[0])
    found = [bundle.read(file.read_bytes()) for file in campus.bundles.glob("*.bundle")]
    asks = [item for each in found for item in each.of_kind(bundle.ASK)]
    assert asks
    for ask in asks:
        with pytest.raises(RefusedError) as refused:
            campus.hub.exchange(messages.framed_head(ask))
        assert refused.value.code == "signature-wrong"


def test_parts_that_have_no_room_come_with_the_next_request(
    campus: FolderCampus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bringing, "down_bytes", lambda _pace: 300)
    learn(campus)
    for learner in ("learner0", "learner1"):
        publish(campus, learner, f"passed-{learner}")

    done = campus.carry()
    campus.prepare()
    for lab in campus.labs:
        campus.visit(lab)

    assert done.requests == 2
    assert [told(lab) for lab in campus.labs] == [["passed-learner0"], ["passed-learner1"]]


def test_a_hub_that_was_put_back_starts_from_what_it_knows(campus: FolderCampus) -> None:
    learn(campus)
    backup = rows_of(campus.hub.database)
    publish(campus, "learner0", "first")
    campus.carry()
    campus.prepare()
    lab = campus.labs[0]
    campus.visit(lab)
    put_back(campus.hub.database, backup)
    publish(campus, "learner0", "other")
    epochs.start(campus.hub.database, NOW)
    campus.collect()
    campus.carry()
    campus.prepare()

    campus.visit(lab)

    assert told(lab) == ["other"]


def test_what_is_more_than_a_part_holds_comes_over_several_visits(
    campus: FolderCampus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "PAGE_DOCUMENTS", 1)
    monkeypatch.setattr(hub_parts, "PART_BYTES", 1)
    for number in range(4):
        publish(campus, "learner0", f"result-{number}")
    lab, visits = campus.labs[0], 0
    while len(told(lab)) < 4:
        visits += 1
        assert visits < 20
        learn(campus)
    assert visits > 1
    assert told(lab) == [f"result-{number}" for number in range(4)]


def test_what_is_shared_may_come_before_the_own_part_and_by_another_road(
    campus: FolderCampus,
) -> None:
    learn(campus)
    publish(campus, "learner0", "passed")
    publish(campus, "", "names", kind="notice")
    campus.carry()
    campus.prepare()
    lab = campus.labs[0]
    file = down(campus)
    items, true = items_of(file), file.read_bytes()
    rewrite(file, [(kind, wire) for kind, wire in items if kind != bundle.PART])
    before = link_of(lab).cursors
    campus.visit(lab)
    assert (told(lab, "notice"), link_of(lab).cursors) == (["names"], before)

    rewrite(file, [(kind, wire) for kind, wire in items if kind == bundle.PART])
    campus.visit(lab)

    assert told(lab) == ["passed"]
    assert link_of(lab).cursors > before
    file.write_bytes(true)
    assert campus.visit(lab).documents == 0


def test_a_link_that_broke_after_everything_landed_still_brings_parts(
    campus: FolderCampus,
) -> None:
    learn(campus)
    publish(campus, "learner0", "passed")
    study(campus.labs[0], 3, "learner0")
    campus.visit(campus.labs[0])
    campus.collect()
    at, lost = campus.coordinator, [True]

    class LostAnswer:
        """A link on which the first answer is lost."""

        def post(self, path: str, body: bytes, **_way: object) -> bytes:
            """Answer, or be gone."""
            answer = campus.road.post(path, body)
            if lost.pop() if lost else False:
                raise WorldError(Code.HUB_UNREACHABLE, "The link broke.")
            return answer

    road = road_over(LostAnswer(), at.keys, Patience(), at.clock)
    assert sending.carry(at.on_store, road).parts > 0
    campus.prepare()
    campus.visit(campus.labs[0])
    assert told(campus.labs[0]) == ["passed"]


@pytest.mark.parametrize("is_proven", [True, False])
def test_a_hub_that_was_put_back_and_not_told_is_found_out_by_folder_alone(
    campus: FolderCampus, is_proven: bool
) -> None:
    learn(campus)
    backup = rows_of(campus.hub.database)
    for number in range(6):
        publish(campus, "learner0", f"lost-{number}")
    if is_proven:  # an ask that the backup knows nothing of is answered
        campus.visit(campus.labs[0])
        campus.collect()
    campus.carry()
    campus.prepare()
    lab = campus.labs[0]
    campus.visit(lab)
    assert len(told(lab)) == 6
    put_back(campus.hub.database, backup)
    publish(campus, "learner0", "after")

    for _ in range(2):
        campus.collect()
        campus.carry()
        campus.prepare()
        campus.visit(lab)

    assert "after" in told(lab)
    assert link_of(lab).epoch_number == (2 if is_proven else 1)
    with campus.hub.database.reading() as connection:
        claimed = connection.scalar(select(heads.c.claimed_at).where(heads.c.device == lab.device))
    assert (claimed is None) == is_proven
