"""`ujuzi folder`: what one computer writes another collects, brings to the hub, and answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run
from helpers.hub_process import sqlite_at, start_hub
from ujuzi.sync.transports.folder import bundles_folder


def test_a_stick_goes_to_the_coordinator_and_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    lab, hers = (("--data-dir", tmp_path / name) for name in ("lab", "hers"))
    with start_hub(sqlite_at(tmp_path)) as hub:
        for where, name in ((lab, "PC-07"), (hers, "Office")):
            run("register", hub.address, hub.run("code", "campus-1"), "--name", name, *where,
                capsys=capsys)  # fmt: skip
        run("keys", "new", "centre", *lab, capsys=capsys)
        run("keys", "trust", "Centre", "--key", "centre", *lab, capsys=capsys)
        run("folder", "send", *hers, capsys=capsys)

        out, _ = run("folder", "write", stick, *lab, capsys=capsys)
        assert out.startswith("1 events are in")
        out, _ = run("folder", "collect", stick, *hers, capsys=capsys)
        assert "1 events are new" in out
        out, _ = run("folder", "list", *hers, capsys=capsys)
        assert "PC-07: seen 1, held 1 since" in out
        out, _ = run("folder", "send", *hers, capsys=capsys)
        assert out.startswith("1 batches have arrived")
        run("folder", "prepare", stick, *hers, capsys=capsys)

        out, _ = run("folder", "write", "--json", stick, *lab, capsys=capsys)
        assert json.loads(out)["landed"] == 1
        out, _ = run("folder", "list", "--json", *hers, capsys=capsys)
        (row,) = (each for each in json.loads(out) if each["name"] == "PC-07")
        assert (row["recorded"], row["held"], row["landed"]) == (1, 0, 1)


def test_what_is_no_bundle_is_named_and_the_rest_is_collected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    place = bundles_folder(stick)
    place.mkdir(parents=True)
    junk = place / "0123456789abcdef-1.bundle"
    junk.write_bytes(b"junk")
    out, _ = run("folder", "collect", stick, "--data-dir", tmp_path / "d", code=1, capsys=capsys)
    assert f"{junk.name}: bundle-" in out


def test_a_computer_that_no_hub_knows_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = run("folder", "write", tmp_path, "--data-dir", tmp_path / "d", code=1, capsys=capsys)
    assert "not registered" in said
