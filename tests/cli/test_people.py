"""`ujuzi campus people` and its neighbours, typed as a coordinator would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run
from helpers.spreadsheets import xlsx

ROWS = [("person", "name"), ("S1", "Awa Traoré"), ("S2", "Ali Sow"), ("S3", "#N/A")]


def test_a_roster_is_shown_taken_in_and_given_codes(
    hers: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "staff.xlsx"
    file.write_bytes(xlsx({"Staff": ROWS}))
    out, _ = run("campus", "enlist", file, *hers, capsys=capsys)
    assert out.splitlines() == [
        "line 2  new  S1  Awa Traoré",
        "line 3  new  S2  Ali Sow",
        "line 4  refused  S3  #N/A  spreadsheet (column name, value #N/A)",
    ]
    out, _ = run("campus", "people", "sow", "--json", *hers, capsys=capsys)
    assert json.loads(out) == []

    out, _ = run("campus", "enlist", file, "--take", *hers, capsys=capsys)
    assert out.splitlines()[-1] == "2 taken in."
    out, _ = run("campus", "people", "sow", *hers, capsys=capsys)
    assert out == "S2  Ali Sow  teacher  here  waits for the hub\n"

    out, _ = run("campus", "slips", "S1", "S2", "--json", *hers, capsys=capsys)
    assert [(each["name"], each["kind"]) for each in json.loads(out)] == [
        ("Ali Sow", "link"),
        ("Awa Traoré", "link"),
    ]
    out, _ = run("campus", "slips", "S1", *hers, capsys=capsys)
    assert out.startswith("S1  Awa Traoré  ")
    run("campus", "left", "S1", *hers, capsys=capsys)
    out, _ = run("campus", "people", "awa", *hers, capsys=capsys)
    assert "left" in out


def test_a_cohort_is_made_filled_listed_and_ended(
    hers: tuple[str, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "staff.xlsx"
    file.write_bytes(xlsx({"Staff": ROWS}))
    run("campus", "enlist", file, "--line", 2, *hers, capsys=capsys)
    cohort, _ = run("campus", "cohort", "Term 1", "--course", "ai", "--begins", "2026-01-12", *hers,
                    capsys=capsys)  # fmt: skip
    id_ = cohort.strip()
    run("campus", "enrol", "S1", "--cohort", id_, *hers, capsys=capsys)
    out, _ = run("campus", "cohorts", *hers, capsys=capsys)
    assert out == f"{id_}  Term 1  1  2026-01-12 to ...\n"
    run("campus", "enrol", "S1", "--cohort", id_, "--out", *hers, capsys=capsys)
    run("campus", "cohort", "Term 1", "--cohort", id_, "--over", *hers, capsys=capsys)
    out, _ = run("campus", "cohorts", "--json", *hers, capsys=capsys)
    (told,) = json.loads(out)
    assert (told["people"], told["ended"], told["courses"]) == ([], True, ["ai"])
    _, said = run("campus", "enrol", "S2", "--cohort", id_, *hers, code=1, capsys=capsys)
    assert "S2" in said
