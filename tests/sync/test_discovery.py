"""A relay that announces itself is found by who looks for it, and by nobody else."""

from __future__ import annotations

import os
import socket
import sys
import threading
from ipaddress import ip_address
from types import SimpleNamespace
from typing import Any, cast

import psutil
import pytest

from ujuzi.errors import WorldError
from ujuzi.sync import discovery
from ujuzi.sync.discovery import Announcement, FoundRelay

HERE = ("127.0.0.1",)
RELAY = "d" * 16


@pytest.fixture(autouse=True)
def by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let other tests that run now announce something else on this network."""
    monkeypatch.setattr(discovery, "SERVICE", f"_ujuzi-{os.getpid():x}._tcp.local.")


@pytest.fixture
def announced() -> FoundRelay:
    return FoundRelay(RELAY, "127.0.0.1:8766")


def test_what_announces_itself_is_found_until_it_closes(announced: FoundRelay) -> None:
    pytest.importorskip("zeroconf")
    said = Announcement(RELAY, 8766, HERE)
    assert discovery.find(addresses=HERE, named=[RELAY]) == (announced,)
    said.close()
    assert discovery.find(addresses=HERE, seconds=1.0) == ()


def test_two_relays_are_both_found_and_the_one_that_the_hub_named_comes_first() -> None:
    pytest.importorskip("zeroconf")
    other = "0" * 16
    first, second = Announcement(other, 9001, HERE), Announcement(RELAY, 9002, HERE)
    found = discovery.find(addresses=HERE)
    assert {each.device for each in found} == {other, RELAY}
    found = discovery.find(addresses=HERE, named=[RELAY, "e" * 16])
    assert [each.device for each in found] == [RELAY, other]
    first.close()
    second.close()


def test_a_relay_says_its_addresses_of_both_kinds_and_none_of_a_link_alone() -> None:
    zeroconf = pytest.importorskip("zeroconf")
    addresses = ("192.168.1.20", "fe80::1", "fd00::2")
    info = zeroconf.ServiceInfo(
        discovery.SERVICE,
        f"{RELAY}.{discovery.SERVICE}",
        parsed_addresses=list(addresses),
        port=8766,
        properties={discovery.ID: RELAY},
    )
    found = discovery._relays_of(info)
    assert {each.address for each in found} == {"192.168.1.20:8766", "[fd00::2]:8766"}


def test_a_crowd_of_strangers_does_not_hide_who_was_named() -> None:
    found = discovery._Found(frozenset({RELAY}))
    for number in range(1000):
        found.add([FoundRelay(f"{number:016x}", f"10.0.{number // 250}.{number % 250}:8766")])
    assert found.has_room_for(RELAY)
    assert not found.has_room_for("f" * 16)
    found.add([FoundRelay(RELAY, "192.168.1.20:8766")])
    found.add([FoundRelay("f" * 16, "192.168.1.20:8766")])
    assert found.is_complete
    assert found.in_order()[0] == FoundRelay(RELAY, "192.168.1.20:8766")
    assert len(found.in_order()) == discovery.MOST_FOUND + 1


def test_who_announces_itself_under_a_name_everywhere_has_few_addresses() -> None:
    found = discovery._Found(frozenset({RELAY}))
    for number in range(1000):
        found.add([FoundRelay(RELAY, f"10.0.{number // 250}.{number % 250}:8766")])
    assert len(found.in_order()) == discovery.MOST_FOUND


def test_what_comes_as_the_search_ends_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    zeroconf = pytest.importorskip("zeroconf")
    listening: list[Any] = []
    monkeypatch.setattr(
        zeroconf, "ServiceBrowser", lambda _at, _kind, listener: listening.append(listener)
    )
    assert discovery.find(addresses=HERE, seconds=0.2, named=[RELAY]) == ()
    for device in (RELAY, "0" * 16):
        listening[0].add_service(None, discovery.SERVICE, f"{device}.{discovery.SERVICE}")


def test_what_never_says_where_it_is_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    zeroconf = pytest.importorskip("zeroconf")
    asked = zeroconf.Zeroconf.get_service_info
    silent = threading.Event()

    def ask(at: object, kind: str, name: str, **options: float) -> object:
        if not name.startswith(RELAY):
            silent.wait(30)
            return None
        return asked(at, kind, name, **options)

    monkeypatch.setattr(zeroconf.Zeroconf, "get_service_info", ask)
    others = [Announcement(f"{each:016x}", 9001, HERE) for each in range(3)]
    said = Announcement(RELAY, 8766, HERE)
    found = discovery.find(addresses=HERE, named=[RELAY])
    silent.set()
    for each in (*others, said):
        each.close()
    assert found == (FoundRelay(RELAY, "127.0.0.1:8766"),)


def test_whoever_answers_first_under_a_name_need_not_be_it() -> None:
    pytest.importorskip("zeroconf")
    first, second = Announcement(RELAY, 9001, HERE), Announcement(RELAY, 9002, HERE)
    found: tuple[FoundRelay, ...] = ()
    for seconds in (2.0, 10.0, 30.0):  # as a computer may be busy
        if len(found) < 2:
            found = discovery.find(
                addresses=HERE, named=[RELAY], seconds=seconds, stops_early=False
            )
    first.close()
    second.close()
    assert {each.address for each in found} == {"127.0.0.1:9001", "127.0.0.1:9002"}


@pytest.mark.parametrize("nobody", ["224.0.0.1", "0.0.0.0", "255.255.255.255", "ff02::1", "::"])
def test_what_is_nobody_s_address_is_none(nobody: str) -> None:
    said = SimpleNamespace(
        port=8766, properties={b"relay": b"d"}, parsed_addresses=lambda: [nobody, "10.0.0.1"]
    )
    found = discovery._relays_of(cast("Any", said))
    assert [each.address for each in found] == ["10.0.0.1:8766"]


def test_nothing_is_complete_where_nobody_was_named() -> None:
    found = discovery._Found(frozenset())
    found.add([FoundRelay(RELAY, "192.168.1.20:8766")])
    assert not found.is_complete


def test_who_cancels_waits_no_longer() -> None:
    pytest.importorskip("zeroconf")
    assert discovery.find(lambda: True, addresses=HERE, seconds=3600.0) == ()


def test_without_the_library_an_address_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zeroconf", None)
    with pytest.raises(WorldError) as missing:
        discovery.find()
    assert missing.value.code == "libraries-missing"


def test_loopback_and_cards_without_a_network_are_no_addresses() -> None:
    found = [ip_address(each) for each in discovery.own_addresses()]
    assert [each for each in found if each.is_loopback or each.is_multicast] == []
    assert [each.version for each in found] == sorted(each.version for each in found)


CARDS = {
    "usual": (["127.0.0.1", "::1", "fe80::1%eth0", "fd00::2", "10.0.0.5"], ("10.0.0.5", "fd00::2")),
    "no router": (["127.0.0.1", "169.254.7.9", "fe80::1%eth0"], ("169.254.7.9",)),
    "both": (["169.254.7.9", "10.0.0.5"], ("10.0.0.5",)),
    "none": (["127.0.0.1", "fe80::1%eth0"], ()),
}


@pytest.mark.parametrize(("cards", "own"), CARDS.values(), ids=CARDS)
def test_an_address_that_a_card_gave_itself_counts_where_there_is_no_other(
    cards: list[str], own: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = {True: socket.AF_INET6, False: socket.AF_INET}
    there = [SimpleNamespace(family=kinds[":" in each], address=each) for each in cards]
    monkeypatch.setattr(psutil, "net_if_stats", lambda: {"card": SimpleNamespace(isup=True)})
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: {"card": there, "down": there})
    assert discovery.own_addresses() == own
