"""`ujuzi campus`: the sentence of each computer, and whether it may go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run
from helpers.hub_process import sqlite_at, start_hub
from ujuzi.cli.campus import _arrived, _leaving
from ujuzi.domain.arrival import Arrival, ArrivalCase, HeldAt, LeavingAnswer, VisitDate
from ujuzi.domain.event import Milliseconds

VISIT = Milliseconds(1_795_521_600_000)


def test_what_a_stick_brought_and_an_upload_landed_is_said_of_each_computer(
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
        run("folder", "write", stick, *lab, capsys=capsys)
        run("folder", "collect", stick, *hers, capsys=capsys)
        out, _ = run("campus", "computers", *hers, capsys=capsys)
        assert "PC-07: 0 of 1 entries that it had on " in out
        assert "1 are on stick since " in out
        run("folder", "send", *hers, capsys=capsys)

        out, _ = run("campus", "computers", *hers, capsys=capsys)
        assert "PC-07: all 1 entries that it had on " in out
        assert "It may not go yet: close it first." in out
        out, _ = run("campus", "computers", "--json", *hers, capsys=capsys)
        (row,) = (each for each in json.loads(out) if each["name"] == "PC-07")
        assert (row["arrival"]["recorded"], row["arrival"]["landed"]) == (1, 1)


@pytest.mark.parametrize("case", list(ArrivalCase))
def test_every_case_is_said_and_none_says_everything(case: ArrivalCase) -> None:
    held = (HeldAt("STICK", 3, VISIT),)
    visit = VisitDate(VISIT)
    said = _arrived(Arrival(case, 10, 5, held, 2, 1, 1, visit=visit, landed_at=VISIT, until=VISIT))
    assert said.endswith(".")
    assert "everything" not in said


@pytest.mark.parametrize("leaving", list(LeavingAnswer))
def test_every_answer_is_said(leaving: LeavingAnswer) -> None:
    said = _leaving(Arrival(ArrivalCase.LANDED, leaving=leaving, closed_on=VISIT))
    assert said.startswith("It may go" if leaving is LeavingAnswer.YES else "It may not go")
