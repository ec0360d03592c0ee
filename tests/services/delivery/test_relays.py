"""A collection point is visited where it was, found where it is now, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.clocks import FakeClock
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.services.delivery import relays as module
from ujuzi.services.delivery.relays import Relays
from ujuzi.store import points
from ujuzi.store.database import memory_database
from ujuzi.sync import visiting
from ujuzi.sync.discovery import FoundRelay
from ujuzi.sync.visiting import RelayVisit

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
