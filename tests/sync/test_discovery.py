"""A relay that announces itself is found by who looks for it, and by nobody else."""

from __future__ import annotations

import socket
import sys

import pytest

from ujuzi.errors import WorldError
from ujuzi.sync import discovery
from ujuzi.sync.discovery import Announcement, FoundRelay

HERE = ("127.0.0.1",)
RELAY = "d" * 16


@pytest.fixture
def announced() -> FoundRelay:
    return FoundRelay(RELAY, "127.0.0.1:8766")


def test_what_announces_itself_is_found_until_it_closes(announced: FoundRelay) -> None:
    pytest.importorskip("zeroconf")
    said = Announcement(RELAY, 8766, HERE)
    assert discovery.find(addresses=HERE, wanted=RELAY) == (announced,)
    said.close()
    assert discovery.find(addresses=HERE, seconds=1.0) == ()


def test_who_cancels_waits_no_longer() -> None:
    pytest.importorskip("zeroconf")
    assert discovery.find(lambda: True, addresses=HERE, seconds=3600.0) == ()


def test_without_the_library_an_address_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zeroconf", None)
    with pytest.raises(WorldError) as missing:
        discovery.find()
    assert missing.value.code == "libraries-missing"


def test_loopback_and_cards_without_a_network_are_no_addresses() -> None:
    for each in discovery.own_addresses():
        assert socket.inet_aton(each)
        assert not each.startswith(("127.", "169.254."))
