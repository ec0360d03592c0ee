"""`ujuzi relay` says held and never arrived, and what to do where nothing is known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run
from ujuzi.errors import Code, WorldError
from ujuzi.services.delivery.relays import PointVisit, Relays
from ujuzi.sync.visiting import RelayVisit

DONE = PointVisit("10.0.0.5", RelayVisit("d", holds=30, landed=10, refused=1))


def test_a_visit_says_what_is_held_and_what_has_arrived(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def visit(_relays: Relays, address: str) -> PointVisit:
        asked.append(address)
        return DONE

    monkeypatch.setattr(Relays, "visit", visit)
    where = ("--data-dir", tmp_path / "data")
    said, _ = run("relay", "visit", "10.0.0.5", *where, capsys=capsys)
    assert "10.0.0.5 holds 20 events; 10 are at the hub." in said
    assert "no room for the rest" in said
    answer, _ = run("relay", "visit", *where, "--json", capsys=capsys)
    told = json.loads(answer)
    assert told["visit"]["holds"] == 30
    assert asked == ["10.0.0.5", ""]


def test_where_nothing_is_found_or_known_the_status_is_the_world_s(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def visit(_relays: Relays, _address: str) -> PointVisit:
        raise WorldError(Code.RELAY_NOT_FOUND, "No collection point was found.")

    monkeypatch.setattr(Relays, "visit", visit)
    where = ("--data-dir", tmp_path / "data")
    run("relay", "visit", *where, code=3, capsys=capsys)
    run("relay", "fetch", tmp_path, *where, code=3, capsys=capsys)
