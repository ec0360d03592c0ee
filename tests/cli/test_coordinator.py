"""`ujuzi campus coordinator` and the acts of a coordinator, typed as she would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from helpers.awards import ROSTER
from helpers.commands import run
from helpers.hub_process import sqlite_at, start_hub
from ujuzi.credentials import six_words, wrapping
from ujuzi.services.desk import open_desk

WORDS = ("abandon", "ability", "able", "about", "above", "absent")


@pytest.fixture(autouse=True)
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed where six words are asked for."""
    said = [" ".join(WORDS)]
    monkeypatch.setattr(wrapping, "KIB", 8)
    monkeypatch.setattr(wrapping, "PASSES", 1)
    monkeypatch.setattr(six_words, "draw", lambda _language: WORDS)

    def prompt(*_: Any, **__: Any) -> str:
        return said[0]

    monkeypatch.setattr(click, "prompt", prompt)
    return said


def with_profile(data: Path, *names: str) -> None:
    with open_desk(data) as desk:
        for name in names:
            desk.people.create(name=name, role="coordinator", language="en", pin="2468")


def test_she_becomes_coordinator_and_acts_and_the_hub_hears_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: list[str]
) -> None:
    hers, lab = (("--data-dir", tmp_path / name) for name in ("hers", "lab"))
    with_profile(tmp_path / "hers", "Ada")
    roster = tmp_path / "people.csv"
    roster.write_text(ROSTER.replace("ouaga-main", "campus-1"), "utf-8")
    with start_hub(sqlite_at(tmp_path)) as hub:
        hub.run("roster", str(roster))
        institution = hub.run("organisation", "list").splitlines()[2].split("\t")[0]
        for where, name in ((lab, "PC-07"), (hers, "Office")):
            run("register", hub.address, hub.run("code", "campus-1"), "--name", name, *where,
                capsys=capsys)  # fmt: skip
        code = hub.run("people", "coordinator", institution, "P1")
        out, _ = run("campus", "coordinator", code, *hers, capsys=capsys)
        assert out.splitlines() == [" ".join(WORDS), "You are coordinator of your campus."]

        with open_desk(tmp_path / "lab") as desk:
            device = desk.collection.standing().device
        run("campus", "revoke", device, "--as", "retired", *hers, capsys=capsys)
        code, _ = run("campus", "steward-code", device, *hers, capsys=capsys)
        assert code.count("-") == 2
        pin, _ = run("campus", "pin", "f" * 32, device, *hers, capsys=capsys)
        assert pin.count("-") == 2
        run("campus", "judge", "f" * 32, device, "--not-she", *hers, capsys=capsys)
        run("sync", *hers, capsys=capsys)

        out, _ = run("campus", "acts", "--json", *hers, capsys=capsys)
        assert [(each["act"], each["standing"]) for each in json.loads(out)] == [
            ("judge-seat", "done"),
            ("reset-pin", "landed"),
            ("renew-steward-code", "landed"),
            ("revoke-computer", "landed"),
        ]
        listed = hub.run("people", "acts", institution)
        assert "judge-seat" in listed
        assert "early" in listed
        assert "retired" in hub.run("devices")
        out, _ = run("campus", "acts", *hers, capsys=capsys)
        assert f"revoke-computer  {device} retired  landed" in out


def test_by_file_it_takes_a_request_and_an_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hers = ("--data-dir", tmp_path / "hers")
    with_profile(tmp_path / "hers", "Ada")
    roster = tmp_path / "people.csv"
    roster.write_text(ROSTER.replace("ouaga-main", "campus-1"), "utf-8")
    request, told = tmp_path / "request", tmp_path / "answer"
    with start_hub(sqlite_at(tmp_path)) as hub:
        hub.run("roster", str(roster))
        institution = hub.run("organisation", "list").splitlines()[2].split("\t")[0]
        run("register", hub.address, hub.run("code", "campus-1"), "--name", "Office", *hers,
            capsys=capsys)  # fmt: skip
        code = hub.run("people", "coordinator", institution, "P1")
        run("campus", "coordinator", code, "--request", request, *hers, capsys=capsys)
        hub.run("people", "grant", str(request), str(told))
    run("campus", "answer", told, *hers, capsys=capsys)

    with open_desk(tmp_path / "hers") as desk:
        assert desk.office.standing(desk.people.all()[0].learner).is_coordinators


def test_who_acts_is_named_where_several_sign_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: list[str]
) -> None:
    hers = ("--data-dir", tmp_path / "hers")
    with_profile(tmp_path / "hers", "Ada", "Awa")
    _, told = run("campus", "admit", "f" * 16, *hers, code=1, capsys=capsys)
    assert "--profile" in told
    _, told = run("campus", "admit", "f" * 16, "--profile", "Awa", *hers, code=1, capsys=capsys)
    assert "not coordinator" in told
    typed[0] = "abandon"
    _, told = run("campus", "coordinator", "CODE", "--profile", "Awa", *hers, code=1,
                  capsys=capsys)  # fmt: skip
    assert "look at 2, 3, 4, 5, 6" in told


def test_an_act_that_waits_for_no_steward_code_is_not_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hers = ("--data-dir", tmp_path / "hers")
    with_profile(tmp_path / "hers", "Ada")
    _, told = run("campus", "confirm", "none-1-00000000", *hers, code=1, capsys=capsys)
    assert "does not wait for the steward code" in told
