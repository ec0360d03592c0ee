"""What is done by itself: seldom, quietly, where it was asked for, by the computer's own key."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from helpers.clocks import FakeClock
from helpers.hubs import CAMPUS, new_database, serving
from helpers.learning_events import learning_events
from helpers.stations import code_of
from ujuzi.domain.authority import Actor, Role
from ujuzi.drives import Drive
from ujuzi.errors import Code, WorldError
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.services.delivery.delivery import Invitation, read_registration
from ujuzi.services.delivery.relays import Relays
from ujuzi.services.delivery.unattended import Due, KnownStick, is_night
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import event_log, outbox
from ujuzi.sync.sending import CarryProgress
from ujuzi.sync.transports.folder import bundles_folder
from ujuzi.wire import codec
from ujuzi.wire.codec import Fact

HOUR, DAY = 3600, 24 * 3600


class Lab:
    """A computer and a coordinator's, both of one campus, and its shared folder."""

    def __init__(self, folder: Path, hub: Hub, url: str, open_: ExitStack) -> None:
        self.hub, self.folder, self.url = hub, folder, url
        self.clock, self.share = FakeClock(), folder / "share"
        self.share.mkdir()
        self.desk = open_.enter_context(open_desk(folder / "PC-07", self.clock))
        self.coordinator = open_.enter_context(open_desk(folder / "Coordinator", self.clock))
        for desk in (self.desk, self.coordinator):
            desk.collection.register(Invitation(url, code_of(hub, CAMPUS)), "PC")
            desk.unattended.use_shared_folder(self.share)
        self.studied = 0

    def study(self, count: int, desk: Desk | None = None) -> None:
        told = learning_events(self.studied + count)[self.studied :]
        self.studied += count
        at = desk or self.desk
        with at._db.atomic():
            for event in told:
                event_log.append(at._db, event.learner, event.body, self.clock.now())

    def by_itself(self, desk: Desk | None = None) -> Due:
        """Do what is due, and return what was."""
        at = desk or self.desk
        due = at.unattended.due()
        at.unattended.work(due)
        return due

    @property
    def on_share(self) -> int:
        """Up to which event the share has this computer's."""
        return max((each.last for each in self.desk.folders.whereabouts().holders), default=0)

    def stick(self, name: str = "STICK", *, is_writable: bool = True) -> Drive:
        root = self.folder / name
        root.mkdir(exist_ok=True)
        return Drive(root, name, is_removable=True, is_writable=is_writable, free_bytes=1 << 30)

    def known(self, drive: Drive) -> KnownStick:
        (found,) = self.desk.unattended.sticks([drive])
        return found

    def to_night(self) -> None:
        while not is_night(self.clock.now()):
            self.clock.move(HOUR)


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    hub = Hub(new_database("sqlite", tmp_path), FakeClock().now)
    with ExitStack() as open_, serving(hub) as port:
        yield Lab(tmp_path, hub, f"http://127.0.0.1:{port}", open_)
    hub.database.close()


def test_results_go_to_the_share_once_a_day_and_no_more_often(lab: Lab) -> None:
    lab.study(10)
    assert lab.by_itself() == Due.OFFER
    assert lab.on_share == 10

    lab.study(10)
    lab.clock.move(23 * HOUR)
    assert lab.by_itself() == Due.NOTHING
    assert lab.on_share == 10

    lab.clock.move(2 * HOUR)
    assert lab.by_itself() == Due.OFFER
    assert lab.on_share == 20


def test_results_of_32_kb_go_to_the_share_on_the_same_day(lab: Lab) -> None:
    lab.study(10)
    lab.by_itself()

    lab.study(3400)
    assert lab.by_itself() == Due.OFFER
    assert lab.on_share == 3410


def test_a_computer_that_is_closed_offers_all_at_once(lab: Lab) -> None:
    code = lab.desk.people.make_steward_code()
    assert code is not None
    lab.study(10)
    lab.by_itself()
    lab.study(5)
    lab.desk.collection.close(code)

    lab.clock.move(1)
    assert lab.by_itself() == Due.OFFER

    assert lab.on_share == lab.desk.folders.whereabouts().recorded == 16
    assert lab.by_itself() == Due.NOTHING


def test_a_button_cuts_at_once_whatever_was_done_by_itself(lab: Lab) -> None:
    lab.study(10)
    lab.by_itself()
    lab.study(1)
    assert lab.desk.folders.write(lab.share).events == 11


def test_what_a_folder_will_be_given_is_made_ready_in_quiet_minutes(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[int] = []
    encode = codec.encode

    def counting(facts: Sequence[Fact]) -> bytes:
        encoded.append(len(facts))
        return encode(facts)

    monkeypatch.setattr(codec, "encode", counting)
    lab.study(10)
    for _minute in range(2):
        lab.desk.unattended.get_ready()
    assert not encoded  # it never wrote to a folder

    lab.by_itself()
    lab.study(10)
    for _minute in range(2):
        lab.desk.unattended.get_ready()
    assert len(encoded) == 2
    assert lab.desk.folders.write(lab.share).events == 20
    assert len(encoded) == 2


def test_a_share_that_is_gone_is_quiet_and_is_tried_again(lab: Lab) -> None:
    lab.study(10)
    lab.share.rmdir()
    gone_at = lab.clock.now()
    assert lab.by_itself() == Due.OFFER
    assert lab.desk.unattended.settings().share_gone_since == gone_at
    assert lab.by_itself() == Due.NOTHING

    lab.clock.move(2 * HOUR)
    assert lab.by_itself() == Due.OFFER
    assert lab.desk.unattended.settings().share_gone_since == gone_at

    lab.share.mkdir()
    lab.clock.move(2 * HOUR)
    lab.by_itself()
    assert lab.desk.unattended.settings().share_gone_since is None
    assert lab.on_share == 10


def test_a_clock_that_is_set_back_keeps_nothing_from_the_share(lab: Lab) -> None:
    lab.study(1)
    lab.by_itself()
    lab.study(1)
    lab.clock.move(-365 * DAY)
    assert lab.by_itself() == Due.OFFER


def test_who_works_offline_is_left_alone(lab: Lab) -> None:
    lab.study(10)
    lab.desk.collection.work_offline(offline=True)
    lab.desk.folders.write(lab.stick().root)
    assert lab.desk.unattended.due() == Due.NOTHING
    assert lab.desk.unattended.sticks([lab.stick()]) == ()


def test_the_share_is_collected_only_where_somebody_collects(lab: Lab) -> None:
    lab.study(10)
    lab.by_itself()
    assert Due.COLLECT not in lab.by_itself(lab.coordinator)
    assert not lab.coordinator.unattended.settings().collects

    lab.coordinator.folders.collect(lab.share)
    lab.coordinator.folders.send_on()
    lab.clock.move(2 * HOUR)
    assert Due.COLLECT in lab.by_itself(lab.coordinator)

    lab.clock.move(DAY)
    lab.by_itself()
    assert lab.desk.folders.whereabouts().landed == 10
    lab.coordinator.unattended.collect_by_itself(on=False)
    lab.coordinator.folders.collect(lab.share)
    assert not lab.coordinator.unattended.settings().collects


def test_receipts_lie_in_the_share_only_where_they_are_new(lab: Lab) -> None:
    lab.coordinator.unattended.collect_by_itself(on=True)
    lab.coordinator.folders.send_on()
    lab.by_itself(lab.coordinator)
    before = {file: file.read_bytes() for file in bundles_folder(lab.share).iterdir()}
    assert before

    lab.clock.move(2 * HOUR)
    assert Due.COLLECT in lab.by_itself(lab.coordinator)
    after = {file: file.read_bytes() for file in bundles_folder(lab.share).iterdir()}
    assert {name: after.get(name) for name in before} == before


def test_what_comes_down_for_computers_lies_in_the_share_with_the_next_round(lab: Lab) -> None:
    lab.coordinator.unattended.collect_by_itself(on=True)
    lab.coordinator.folders.send_on()
    lab.by_itself(lab.coordinator)
    before = {file: file.read_bytes() for file in bundles_folder(lab.share).glob("*.bundle")}

    lab.study(3)
    lab.by_itself()
    lab.clock.move(2 * HOUR)
    lab.by_itself(lab.coordinator)
    lab.coordinator.folders.send_on()
    lab.clock.move(2 * HOUR)
    lab.by_itself(lab.coordinator)

    after = {file: file.read_bytes() for file in bundles_folder(lab.share).glob("*.bundle")}
    assert len(after.keys() - before.keys()) >= 2, "the computer's, and what is for it"
    lab.clock.move(DAY)
    lab.by_itself()
    assert lab.desk.folders.whereabouts().landed == 3


def test_at_night_what_is_held_goes_to_the_hub_by_itself_and_is_in_the_history(lab: Lab) -> None:
    lab.study(30)
    lab.by_itself()
    lab.coordinator.folders.collect(lab.share)
    lab.to_night()
    assert Due.UPLOAD not in lab.coordinator.unattended.due()

    lab.coordinator.unattended.send_at_night(on=True)
    assert Due.UPLOAD in lab.by_itself(lab.coordinator)

    standing = lab.coordinator.collection.standing()
    assert [(each.events, each.problem, each.carried) for each in standing.exchanges] == [
        (30, "", True)
    ]
    assert standing.landed_at is None, "her own results went nowhere by that"
    assert Due.UPLOAD not in lab.coordinator.unattended.due()


def test_by_day_and_with_nothing_held_nothing_goes_up(lab: Lab) -> None:
    lab.coordinator.unattended.send_at_night(on=True)
    lab.to_night()
    assert Due.UPLOAD not in lab.coordinator.unattended.due()

    lab.study(3)
    lab.by_itself()
    lab.coordinator.folders.collect(lab.share)
    assert Due.UPLOAD in lab.coordinator.unattended.due()
    while is_night(lab.clock.now()):
        lab.clock.move(HOUR)
    assert Due.UPLOAD not in lab.coordinator.unattended.due()


def test_what_the_hub_does_not_take_goes_once_a_night_and_what_comes_meanwhile_at_once(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.study(3)
    lab.by_itself()
    lab.coordinator.folders.collect(lab.share)
    lab.coordinator.unattended.send_at_night(on=True)
    lab.to_night()
    taken = CarryProgress(requests=1, refused=("device-unknown",))
    monkeypatch.setattr(lab.coordinator.folders, "send_on", lambda **_: taken)

    assert Due.UPLOAD in lab.by_itself(lab.coordinator)
    lab.clock.move(2 * HOUR)
    assert Due.UPLOAD not in lab.by_itself(lab.coordinator)

    lab.study(4000)
    lab.by_itself()
    lab.coordinator.folders.collect(lab.share)
    assert Due.UPLOAD in lab.by_itself(lab.coordinator)
    lab.clock.move(DAY)
    assert Due.UPLOAD in lab.by_itself(lab.coordinator)


def test_a_night_without_a_link_is_tried_again_with_patience_and_written_down(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.study(3)
    lab.by_itself()
    lab.coordinator.folders.collect(lab.share)
    lab.coordinator.unattended.send_at_night(on=True)
    lab.to_night()

    def no_link(**_: object) -> None:
        raise WorldError(Code.HUB_UNREACHABLE, "No link.")

    with monkeypatch.context() as broken:
        broken.setattr(lab.coordinator.folders, "send_on", no_link)
        pauses = []
        for _ in range(4):
            assert Due.UPLOAD in lab.by_itself(lab.coordinator)
            pauses.append(0)
            while Due.UPLOAD not in lab.coordinator.unattended.due():
                lab.clock.move(60)
                pauses[-1] += 1
    assert pauses == [10, 20, 60, 60]
    (told,) = lab.coordinator.collection.standing().exchanges
    assert (told.events, told.problem) == (0, "hub-unreachable")
    assert lab.coordinator.collection.standing().problem == ""

    assert Due.UPLOAD in lab.by_itself(lab.coordinator)
    assert lab.coordinator.collection.standing().exchanges[0].events == 3


def test_a_stick_is_known_by_its_mark_and_asked_about_once(lab: Lab) -> None:
    stick = lab.stick()
    assert lab.desk.unattended.sticks([stick]) == ()

    lab.coordinator.folders.prepare(stick.root)
    known = lab.known(stick)
    assert known.agreed is None

    lab.desk.unattended.answer(known, agrees=True)
    stick.root.rename(lab.folder / "E")
    assert lab.known(lab.stick("E")).agreed is True

    other = lab.stick("OTHER")
    lab.desk.folders.write(other.root)
    assert lab.known(other).agreed is None


def test_what_was_said_of_a_stick_can_be_said_otherwise_and_forgotten(lab: Lab) -> None:
    lab.desk.unattended.use_shared_folder(None)
    drives = [lab.stick("ONE"), lab.stick("TWO")]
    for drive in drives:
        lab.coordinator.folders.write(drive.root)
        lab.desk.unattended.answer(lab.known(drive), agrees=drive.label == "ONE")
    two, one = lab.desk.unattended.remembered()
    assert [(each.name, each.agreed) for each in (one, two)] == [("ONE", True), ("TWO", False)]

    lab.desk.unattended.answer(two, agrees=True)
    assert lab.known(drives[1]).agreed
    lab.desk.unattended.forget(one)
    assert lab.known(drives[0]).agreed is None
    assert [each.name for each in lab.desk.unattended.remembered()] == ["TWO"]


def test_a_stick_of_another_campus_and_one_that_is_read_only_are_none(lab: Lab) -> None:
    stick = lab.stick()
    place = bundles_folder(stick.root)
    place.mkdir()
    (place / ("0" * 16 + ".mark")).write_bytes(b"0" * 32)
    assert lab.desk.unattended.sticks([stick]) == ()

    lab.desk.folders.write(stick.root)
    assert lab.desk.unattended.sticks([lab.stick(is_writable=False)]) == ()


@pytest.mark.parametrize("content", [b"", b"x" * 32, b"0" * 31, b"0" * 5000])
def test_a_mark_that_is_none_is_passed_over(lab: Lab, content: bytes) -> None:
    stick = lab.stick()
    lab.desk.folders.write(stick.root)
    (mark,) = bundles_folder(stick.root).glob("*.mark")
    mark.write_bytes(content)
    assert lab.desk.unattended.sticks([stick]) == ()


def test_a_stick_that_is_put_in_is_written_to_and_cut_for_once_a_day(lab: Lab) -> None:
    stick = lab.stick()
    lab.desk.folders.mark(stick.root)
    lab.coordinator.folders.prepare(stick.root)
    lab.study(10)
    visit = lab.desk.unattended.write_to(lab.known(stick))
    assert getattr(visit, "events", None) == 10

    lab.study(10)
    lab.clock.move(HOUR)
    again = lab.desk.unattended.write_to(lab.known(stick))
    assert getattr(again, "events", None) == 10
    assert getattr(again, "left", None) == 10

    lab.clock.move(DAY)
    assert getattr(lab.desk.unattended.write_to(lab.known(stick)), "events", None) == 20


def test_a_stick_that_is_gone_again_is_told_and_not_raised(lab: Lab) -> None:
    stick = lab.stick()
    lab.coordinator.folders.prepare(stick.root)
    known = lab.known(stick)
    stick.root.rename(lab.folder / "gone")
    came = lab.desk.unattended.write_to(known)
    assert isinstance(came, WorldError)
    assert came.code is Code.FOLDER_GONE


def test_the_share_is_set_by_the_registration_file(lab: Lab, tmp_path: Path) -> None:
    access = Access(lab.hub.database, Actor(Role.OPERATOR), lab.hub.now)
    file = tmp_path / "campus.json"
    file.write_bytes(computers.campus_file(access, CAMPUS, lab.url, r"\\server\ujuzi"))
    with open_desk(tmp_path / "new", FakeClock()) as desk:
        assert desk.unattended.settings().shared_folder == ""
        desk.collection.register(read_registration(file), "PC-09")
        assert desk.unattended.settings().shared_folder == r"\\server\ujuzi"


def test_what_left_three_weeks_ago_is_told_at_both_ends(lab: Lab) -> None:
    lab.study(10)
    lab.by_itself()
    lab.coordinator.folders.collect(lab.share)
    left_at = lab.clock.now()
    lab.clock.move(22 * DAY)
    assert lab.desk.folders.whereabouts().overdue_since == left_at
    device = lab.desk.collection.standing().device
    assert lab.coordinator.folders.overdue() == {device: left_at}


def test_the_batches_that_wait_are_counted_after_what_a_folder_has(lab: Lab) -> None:
    lab.study(10)
    lab.by_itself()
    lab.study(4)
    db = lab.desk._db
    device = event_log.device_id(db)
    assert outbox.amount_beyond(db, device, 10).events == 4
    assert outbox.amount_beyond(db, device, 0).events == 14


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system's zone cannot be set")
@pytest.mark.parametrize(("hour", "night"), [(21, False), (22, True), (4, True), (5, False)])
def test_night_is_where_the_computer_is(
    hour: int, *, night: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "TZ", "EAT-3")
    time.tzset()
    try:
        midnight_utc = FakeClock().now() // (DAY * 1000) * DAY * 1000
        assert is_night(midnight_utc + (hour - 3) * HOUR * 1000) is night
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_collection_point_is_gone_to_once_a_day_where_that_was_asked_for(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab.desk.unattended.use_shared_folder(None)
    gone: list[str] = []

    def visit(_relays: Relays, address: str, _cancelled: object) -> None:
        gone.append(address)
        raise WorldError(Code.RELAY_NOT_FOUND, "Nobody is there.")

    monkeypatch.setattr(Relays, "visit", visit)
    lab.study(10)
    assert lab.by_itself() == Due.NOTHING
    lab.desk.unattended.visit_by_itself(on=True)
    assert lab.desk.unattended.settings().visits
    assert lab.by_itself() == Due.VISIT
    assert gone == [""]

    lab.clock.move(23 * HOUR)
    assert lab.by_itself() == Due.NOTHING
    lab.clock.move(2 * HOUR)
    assert lab.by_itself() == Due.VISIT
    lab.study(4000)
    assert lab.by_itself() == Due.NOTHING
    lab.clock.move(2 * HOUR)
    assert lab.by_itself() == Due.VISIT

    lab.desk.unattended.visit_by_itself(on=False)
    lab.clock.move(DAY)
    assert lab.by_itself() == Due.NOTHING
    assert len(gone) == 3
