"""`ujuzi pack`: a course goes from a folder to a computer and away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run
from helpers.course_folders import SMALL_COURSE, copy_small_course, edit
from ujuzi.terminal import as_word
from ujuzi.wire.seal import new_key


def test_a_course_goes_from_folder_to_computer_and_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack, where = tmp_path / "c.ujuzi", ("--data-dir", tmp_path / "data")
    _, err = run("pack", "build", SMALL_COURSE, "-o", pack, *where, capsys=capsys)
    assert "thin bank: market-final draws 3 of unesco-ai-cft:1.1, difficulty 1, from" in err
    out, _ = run("pack", "verify", pack, "--json", *where, capsys=capsys)
    assert json.loads(out)["course"] == "market-sums"
    _, err = run("pack", "install", pack, *where, code=1, capsys=capsys)
    assert err.count("\n") == 1
    assert "not trusted" in err
    assert f" --file {as_word(str(pack))}" in err

    run("keys", "trust", "Me", "--key", "development", *where, capsys=capsys)
    run("pack", "install", pack, *where, capsys=capsys)
    out, _ = run("pack", "list", "--json", *where, capsys=capsys)
    assert [each["course"] for each in json.loads(out)] == ["market-sums"]
    out, _ = run("keys", "list", "--json", *where, capsys=capsys)
    assert [each["publisher"] for each in json.loads(out)] == ["Me"]
    run("pack", "remove", "market-sums", "en", *where, capsys=capsys)
    out, _ = run("pack", "list", *where, capsys=capsys)
    assert out == ""


def test_the_answers_to_an_assessment_are_sealed_to_a_hub(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub_file, sheet = tmp_path / "hub.json", tmp_path / "market.keys"
    hub_file.write_text(json.dumps({"sealing_key": new_key()[1].hex()}))
    where = ("--for", hub_file, "--data-dir", tmp_path / "data")

    out, _ = run("pack", "keys", SMALL_COURSE, "-o", sheet, "--json", *where, capsys=capsys)
    told = json.loads(out)
    assert (told["assessment"], told["items"]) == ("market-final", 8)
    assert sheet.read_bytes()
    assert b"product" not in sheet.read_bytes()


def test_a_folder_is_looked_through_without_building_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_small_course(tmp_path / "course")
    where = ("--data-dir", tmp_path / "data")
    assert run("pack", "lint", folder, "--strict", *where, capsys=capsys) == ("", "")

    edit(folder / "words/counting.md", "heaps of", "heaps[^1] of")
    _, err = run("pack", "lint", folder, *where, capsys=capsys)
    assert err.startswith("warning: words/counting.md:1: a footnote")
    _, err = run("pack", "lint", folder, "--strict", *where, code=1, capsys=capsys)
    assert "  words/counting.md:1: a footnote" in err
    out, _ = run("pack", "lint", folder, "--json", *where, capsys=capsys)
    assert [each["line"] for each in json.loads(out)["warnings"]] == [1, 11]


def test_building_says_which_key_it_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("-o", tmp_path / "c.ujuzi", "--data-dir", tmp_path / "data")
    out, _ = run("keys", "new", "centre", *where[2:], capsys=capsys)
    _, err = run("pack", "build", SMALL_COURSE, "--key", "centre", *where, capsys=capsys)
    assert err.startswith("building small\n")
    assert f"signed with the key centre, {out.strip()}" in err
    assert "ujuzi keys new" not in err
    _, err = run("pack", "build", SMALL_COURSE, *where, capsys=capsys)
    assert "ujuzi keys new" in err


def test_an_import_of_questions_is_looked_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gift = tmp_path / "a.gift"
    gift.write_text("::One::[markdown]See ![m](figures/m.svg){=a ~b}\n", encoding="utf-8")
    _, err = run("pack", "import", gift, "-o", tmp_path / "out", capsys=capsys)
    assert f"to mend: {tmp_path / 'out' / 'a.yaml'}:4: the picture figures/m.svg is missing" in err
    assert "questions without feedback for each answer: 1" in err
