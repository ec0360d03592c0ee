"""A coordinator opens her collection point; computers find it, leave their work, and it lands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpers.clocks import FakeClock
from helpers.course_folders import KEY
from helpers.hubs import CAMPUS, new_database, serving
from helpers.packs import built_small_pack
from helpers.stations import code_of
from ujuzi.errors import UjuziError, WorldError
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.services.campus import collection_point
from ujuzi.services.campus.collection_point import QUIET_AFTER, CollectionPoint, PointStanding
from ujuzi.services.delivery.delivery import Invitation
from ujuzi.services.delivery.relays import Relays
from ujuzi.services.desk import Desk, open_desk
from ujuzi.services.study.installing import Installer
from ujuzi.store import points
from ujuzi.sync.discovery import FoundRelay

LOOPBACK = "127.0.0.1"


class Campus:
    """Two desks at a hub that is served: a coordinator's, and a computer of the lab."""

    def __init__(self, hub: Hub, port: int, folder: Path, clock: FakeClock) -> None:
        self.hub, self.folder, self.clock = hub, folder, clock
        self.address = f"http://{LOOPBACK}:{port}"
        self.her, self.lab = self.desk("her"), self.desk("PC-07")
        self.lab.people.create(name="Ada", role="teacher", language="en", pin="2468")
        self.point = self.new_point()

    def desk(self, name: str) -> Desk:
        made = open_desk(self.folder / name, self.clock)
        made.collection.register(Invitation(self.address, code_of(self.hub, CAMPUS)), name)
        return made

    def new_point(self) -> CollectionPoint:
        db, folder = self.her._db, self.folder / "her"
        return CollectionPoint(db, folder, self.clock, host=LOOPBACK, port=0)

    def permit(self) -> None:
        device = self.her.collection.standing().device
        computers.permit_relay(Access(self.hub.database, now=self.hub.now), device)

    def look(self) -> PointStanding:
        standing = self.point.look()
        assert standing is not None
        return standing

    def relays(self, *found: str) -> Relays:
        """Return the lab computer's way, in a network where these addresses announce themselves."""
        relays = tuple(FoundRelay("x", each) for each in found)
        db, folder = self.lab._db, self.folder / "PC-07"
        return Relays(db, folder, self.clock, find=lambda _cancelled: relays)

    @property
    def waiting(self) -> int:
        return self.lab.collection.standing().waiting


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[Campus]:
    clock = FakeClock()
    hub = Hub(new_database("sqlite", tmp_path), clock.now)
    with serving(hub) as port:
        made = Campus(hub, port, tmp_path, clock)
        yield made
        made.point.close()
        made.her.close()
        made.lab.close()
    hub.database.close()


def code(ask: Callable[[], object]) -> str:
    with pytest.raises(UjuziError) as error:
        ask()
    return str(error.value.code)


def test_nobody_opens_one_whom_the_hub_did_not_permit(campus: Campus) -> None:
    assert code(campus.point.open) == "relay-unknown"
    assert not campus.point.is_open
    assert campus.point.look() is None


def test_a_lab_s_work_goes_by_it_to_the_hub_and_the_receipt_comes_back(campus: Campus) -> None:
    campus.permit()
    campus.her.folders.send_on()
    (address,) = campus.point.open().addresses
    waiting = campus.waiting
    assert waiting > 0

    visited = campus.relays(address).visit()
    assert (visited.address, visited.visit.holds, visited.visit.landed) == (address, waiting, 0)
    standing = campus.look()
    assert [each.name for each in standing.visitors] == ["PC-07"]
    assert (standing.held, standing.strangers, standing.problem) == (waiting, 0, "")
    assert campus.waiting == waiting

    campus.her.folders.send_on()
    assert campus.look().held == 0
    assert campus.relays().visit().visit.landed == waiting
    assert campus.waiting == 0


def test_without_the_hub_it_opens_by_the_word_that_is_here(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    campus.permit()
    campus.point.open()
    campus.point.close()

    def none(*_: object) -> None:
        raise AssertionError("the hub was asked")

    monkeypatch.setattr(CollectionPoint, "_ask_hub", none)
    assert campus.point.open().addresses
    assert campus.point.open().addresses


def test_what_is_open_ends_with_its_computer_s_program(campus: Campus) -> None:
    campus.permit()
    campus.point.open()
    process = campus.point._box[0].process
    assert process.poll() is None
    campus.point.close()
    assert process.poll() == 0
    assert campus.point.look() is None


def test_one_that_was_killed_is_told_and_opened_again_with_all_that_lay_there(
    campus: Campus,
) -> None:
    campus.permit()
    (address,) = campus.point.open().addresses
    held = campus.relays(address).visit().visit.holds
    campus.point._box[0].process.kill()
    campus.point._box[0].process.wait()

    assert code(campus.point.look) == "relay-unreachable"
    campus.point.open()
    assert campus.look().held == held


def test_at_another_address_it_is_found_again_and_nothing_is_left_twice(campus: Campus) -> None:
    campus.permit()
    (first,) = campus.point.open().addresses
    held = campus.relays(first).visit().visit.holds
    campus.point.close()
    (second,) = campus.point.open().addresses
    assert second != first

    visited = campus.relays(second).visit()
    assert (visited.address, visited.visit.holds, visited.visit.left) == (second, held, 0)
    assert points.address(campus.lab._db) == second


def test_after_ten_minutes_in_which_nobody_came_it_is_quiet(campus: Campus) -> None:
    campus.permit()
    campus.point.open()
    assert not campus.look().is_quiet
    campus.clock.claim(QUIET_AFTER)
    assert campus.look().is_quiet


def test_a_computer_that_saw_it_and_could_not_reach_it_says_so_with_its_next_bundle(
    campus: Campus, tmp_path: Path
) -> None:
    campus.permit()
    campus.her.folders.send_on()
    campus.point.open()
    assert code(campus.relays(f"{LOOPBACK}:9").visit) == "relay-unreachable"
    assert campus.relays().missed_at() is not None
    stick = tmp_path / "STICK"
    stick.mkdir()
    campus.lab.folders.write(stick)
    campus.her.folders.collect(stick)

    assert campus.look().missed == ("PC-07",)


def test_a_course_goes_by_it_to_a_computer_that_lacks_it_and_is_installed_there(
    campus: Campus, tmp_path: Path
) -> None:
    for desk in (campus.her, campus.lab):
        desk.library.trust_key("Nobody", KEY.public)
    campus.her.library.install(built_small_pack(tmp_path))
    campus.permit()
    campus.her.folders.send_on()
    (address,) = campus.point.open().addresses
    assert campus.relays().courses(address).courses == ()
    assert len(campus.point.courses.prepare().written) == 1

    (course,) = campus.relays(address).courses().courses
    assert course.is_trusted
    installer = Installer(lambda work: work(campus.lab.library))
    told: list[tuple[int, int]] = []
    offer = campus.relays().take(address, course, installer, lambda *each: told.append(each))

    assert [each.pack for each in campus.lab.library.installed()] == [
        each.pack for each in campus.her.library.installed()
    ]
    assert (offer.course, told[-1][0]) == (course.pack.course, told[-1][1])
    assert campus.relays().courses(address).courses == ()


def test_where_nothing_is_found_that_is_told(campus: Campus) -> None:
    assert code(campus.relays().visit) == "relay-not-found"


def test_a_process_that_says_nothing_is_not_waited_for(
    campus: Campus, monkeypatch: pytest.MonkeyPatch
) -> None:
    campus.permit()
    monkeypatch.setattr(collection_point, "_command", lambda: ["false"])
    with pytest.raises(WorldError) as unstarted:
        campus.point.open()
    assert unstarted.value.code == "process-unstarted"
    assert not campus.point.is_open
