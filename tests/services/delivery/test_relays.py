"""A collection point is visited where it was, found where it is now, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from helpers.clocks import FakeClock
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.paths import FETCHED
from ujuzi.services.delivery import relays as module
from ujuzi.services.delivery.relays import OfferedCourse, Relays
from ujuzi.services.study.installed import PackOffer
from ujuzi.services.study.installing import Installer
from ujuzi.store import catalogue, points
from ujuzi.store.catalogue import InstalledPack, TrustedKey
from ujuzi.store.database import memory_database
from ujuzi.sync import fetching, visiting
from ujuzi.sync.discovery import FoundRelay
from ujuzi.sync.visiting import RelayVisit
from ujuzi.wire.relay import ServedPack

GONE = WorldError(Code.RELAY_UNREACHABLE, "x", address="")
FOREIGN = RefusedError(Code.RELAY_FOREIGN, "x")


class Network:
    """Addresses that answer, or say what hinders; and those that announce themselves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self.answers: dict[str, UjuziError | None] = {}
        self.announced: list[str] = []
        self.tried: list[str] = []
        self.looked = 0
        self.db, self.clock = memory_database(), FakeClock()
        self.relays = Relays(self.db, tmp_path, self.clock, find=self._find)
        monkeypatch.setattr(visiting, "visit_at", self._visit)
        monkeypatch.setattr(module, "device_keys", lambda _folder: None)

    def _find(self, _cancelled: Callable[[], bool]) -> tuple[FoundRelay, ...]:
        self.looked += 1
        return tuple(FoundRelay("d", each) for each in self.announced)

    def _visit(self, _store: object, _keys: object, address: str, *_: object) -> RelayVisit:
        self.tried.append(address)
        error = self.answers.get(address, GONE)
        if error is not None:
            raise error
        return RelayVisit("d", holds=5)

    def code(self, address: str = "") -> str:
        with pytest.raises(UjuziError) as failed:
            self.relays.visit(address)
        return str(failed.value.code)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Network:
    return Network(monkeypatch, tmp_path)


def test_a_typed_address_alone_is_tried_and_remembered(network: Network) -> None:
    network.answers = {"a": None}
    assert network.relays.visit("a").address == "a"
    assert (network.relays.address(), network.looked) == ("a", 0)
    assert network.code("b") == "relay-unreachable"
    assert (network.relays.address(), network.looked) == ("a", 0)


def test_it_is_visited_where_it_was_and_looked_for_where_it_is_not_any_more(
    network: Network,
) -> None:
    network.answers = {"a": None}
    network.relays.visit("a")
    network.relays.visit()
    assert (network.tried, network.looked) == (["a", "a"], 0)
    network.answers, network.announced = {"a": GONE, "b": None}, ["b"]
    assert network.relays.visit().address == "b"
    assert network.relays.address() == "b"


def test_of_several_that_are_found_the_first_that_is_believed_is_visited(network: Network) -> None:
    network.answers, network.announced = {"a": FOREIGN, "b": GONE, "c": None}, ["a", "b", "c"]
    assert network.relays.visit().address == "c"
    assert network.relays.missed_at() is None


def test_one_that_was_seen_and_not_reached_is_remembered_until_one_is_met(network: Network) -> None:
    network.announced = ["a"]
    assert network.code() == "relay-unreachable"
    assert network.relays.missed_at() == network.clock.now()
    network.answers = {"a": None}
    network.relays.visit()
    assert points.missed_at(network.db) is None


def test_what_is_no_relay_of_this_campus_is_not_missed(network: Network) -> None:
    network.answers, network.announced = {"a": FOREIGN}, ["a"]
    assert network.code() == "relay-foreign"
    assert network.relays.missed_at() is None


def test_where_nothing_is_found_that_is_told(network: Network) -> None:
    assert network.code() == "relay-not-found"
    assert network.relays.missed_at() is None


def test_what_hinders_otherwise_ends_it(network: Network) -> None:
    points.met(network.db, "a")
    network.answers = {"a": WorldError(Code.HUB_BUSY, "x")}
    assert network.code() == "hub-busy"
    assert network.looked == 0


def served(course: str, version: int, **more: Any) -> ServedPack:
    facts = {"title": course.title(), "publisher": "Claimed", "fingerprint": KNOWN} | more
    language = facts.pop("language", "en")
    name, digest = f"{course}_{language}_{version}.ujuzi", bytes([version]) * 32
    return ServedPack(name, 5000, digest, course, language, version, **facts)


KNOWN = "11111-22222-33333-44444-55555-66"


class Shelf:
    """A collection point that hands out what a test says."""

    def __init__(self, network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
        self.network = network
        self.packs: list[ServedPack] = []
        self.folder = network.relays._data_dir / FETCHED
        catalogue.trust(network.db, TrustedKey("Known here", KNOWN, bytes(32), 0))
        monkeypatch.setattr(visiting, "connected", self._connected)
        monkeypatch.setattr(fetching, "listed", lambda _road: tuple(self.packs))

    def _connected(self, _store: object, address: str) -> tuple[SimpleNamespace, None]:
        error = self.network.answers.get(address, GONE)
        if error is not None:
            raise error
        return SimpleNamespace(close=lambda: None), None

    def installed(self, course: str, version: int) -> None:
        pack = InstalledPack(f"{course}{version}", course, "en", version, "P", KNOWN, 1, 0)
        catalogue.register(self.network.db, pack, b"{}", b"{}", b"s")

    def offered(self) -> list[tuple[str, int, int | None, bool, str]]:
        return [
            (each.pack.title, each.pack.version, each.installed_version, each.is_trusted, by)
            for each in self.network.relays.courses("a").courses
            for by in [each.publisher]
        ]


@pytest.fixture
def shelf(network: Network, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    network.answers = {"a": None}
    return Shelf(network, monkeypatch)


def test_what_is_new_or_newer_is_offered_and_by_whom_it_is_signed(shelf: Shelf) -> None:
    shelf.installed("sums", 2)
    shelf.installed("words", 3)
    shelf.packs = [
        *(served("words", 3), served("sums", 3), served("sums", 4)),
        *(served("letters", 1), served("film", 1, fingerprint="other")),
        ServedPack("torn.ujuzi", 5, bytes(32)),
    ]
    assert shelf.offered() == [
        ("Film", 1, None, False, "Claimed"),
        ("Letters", 1, None, True, "Known here"),
        ("Sums", 4, 2, True, "Known here"),
    ]
    assert points.address(shelf.network.db) == "a"


def test_a_stranger_s_higher_version_does_not_hide_the_one_that_can_be_taken(shelf: Shelf) -> None:
    shelf.packs = [served("sums", 2), served("sums", 9, fingerprint="other")]
    assert shelf.offered() == [("Sums", 2, None, True, "Known here")]


def test_the_point_is_looked_for_as_for_a_visit(shelf: Shelf) -> None:
    shelf.packs = [served("sums", 1)]
    points.met(shelf.network.db, "gone")
    shelf.network.announced = ["foreign", "a"]
    shelf.network.answers["foreign"] = FOREIGN
    offered = shelf.network.relays.courses()
    assert (offered.address, len(offered.courses)) == ("a", 1)


def test_what_was_begun_is_told_and_what_is_handed_out_no_more_is_forgotten(shelf: Shelf) -> None:
    sums = served("sums", 1)
    shelf.packs = [sums]
    shelf.folder.mkdir(parents=True)
    fetching.part_of(shelf.folder, sums).write_bytes(bytes(1200))
    (shelf.folder / f"{'9' * 64}.part").write_bytes(bytes(9))
    (course,) = shelf.network.relays.courses("a").courses
    assert course.begun == 1200
    assert [each.name for each in shelf.folder.iterdir()] == [f"{sums.digest.hex()}.part"]
    fetching.part_of(shelf.folder, sums).rename(shelf.folder / sums.name)
    (course,) = shelf.network.relays.courses("a").courses
    assert course.begun == 1200


class Taking:
    """A course that comes as a file of whatever content, and an installer that installs nothing."""

    def __init__(self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shelf, self.course = shelf, OfferedCourse(served("sums", 2), "Known here", True)
        self.offer = PackOffer("Sums", "sums", "en", 2, "Known here", KNOWN, 5000, True, None)
        self.failure: UjuziError | None = None
        self.told: list[tuple[int, int]] = []
        monkeypatch.setattr(fetching, "fetch", self._fetch)

    def look(self, file: Path) -> PackOffer:
        assert file.is_file()
        return self.offer

    def install(self, _file: Path, progress: Callable[[int, int], None], _stop: object) -> None:
        if self.failure is not None:
            raise self.failure
        progress(7, 7)

    def take(self, cancelled: Callable[[], bool] = lambda: False) -> PackOffer:
        relays, progress = self.shelf.network.relays, lambda *told: self.told.append(told)
        return relays.take("a", self.course, cast(Installer, self), progress, cancelled)

    def code(self, cancelled: Callable[[], bool] = lambda: False) -> str:
        with pytest.raises(UjuziError) as failed:
            self.take(cancelled)
        return str(failed.value.code)

    @property
    def left(self) -> list[str]:
        return [each.name for each in self.shelf.folder.iterdir()]

    def _fetch(
        self, _road: object, pack: ServedPack, folder: Path, tell: Callable[[int, int], None]
    ) -> Path:
        tell(2500, 5000)
        tell(5000, 5000)
        (folder / pack.name).write_bytes(b"a course")
        return folder / pack.name


@pytest.fixture
def taking(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Taking:
    return Taking(shelf, monkeypatch)


def test_a_course_is_fetched_installed_and_its_file_let_go_of(taking: Taking) -> None:
    assert taking.take() == taking.offer
    assert taking.told == [(2500, 5000), (5000, 5000), (7, 7)]
    assert taking.left == []


@pytest.mark.parametrize("change", [{"course": "words"}, {"language": "fr"}, {"version": 1}])
def test_what_is_signed_for_something_else_than_was_told_is_not_installed(
    taking: Taking, change: dict[str, Any]
) -> None:
    taking.offer = replace(taking.offer, **change)
    assert taking.code() == "pack-tampered"
    assert (taking.left, taking.told[-1]) == ([], (5000, 5000))


def test_of_a_publisher_that_is_not_trusted_nothing_is_installed_or_kept(taking: Taking) -> None:
    taking.failure = RefusedError(Code.PUBLISHER_UNKNOWN, "x")
    assert taking.code() == "publisher-unknown"
    assert taking.left == []


def test_who_stops_while_it_comes_stops_it(taking: Taking) -> None:
    assert taking.code(lambda: True) == "install-cancelled"
    assert taking.told == []


def test_who_stops_while_it_is_installed_need_not_fetch_it_again(taking: Taking) -> None:
    taking.failure = RefusedError(Code.INSTALL_CANCELLED, "x")
    assert taking.code() == "install-cancelled"
    assert taking.left == ["sums_en_2.ujuzi"]
