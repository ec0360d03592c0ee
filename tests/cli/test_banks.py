"""`ujuzi pack import` and `bank export`: questions of Moodle."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from helpers.commands import run
from helpers.course_folders import ASSETS, SMALL_COURSE
from helpers.odd_files import make_pipe


def test_questions_come_from_moodle_and_go_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, banks, gift = tmp_path / "all.gift", tmp_path / "banks", tmp_path / "back.gift"
    source.write_text("::sum:: Two and two? {#4}\n\n::essay:: Why? {}\n", encoding="utf-8")

    out, err = run("pack", "import", source, "-o", banks, capsys=capsys)
    assert out.strip() == str(banks)
    assert "all.gift:3: not imported: an essay" in err
    out, _ = run("bank", "export", banks, "-o", gift, "--json", capsys=capsys)
    assert json.loads(out)["questions"] == 1
    out, _ = run("pack", "import", gift, "-o", tmp_path / "again", "--json", capsys=capsys)
    assert json.loads(out)["folders"] == [str(tmp_path / "again")]
    assert "=4:0" in gift.read_text(encoding="utf-8")


def test_a_panel_gets_a_worksheet_and_its_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "panel.csv"
    run("bank", "worksheet", SMALL_COURSE, "-o", table, "--judges", 2, capsys=capsys)
    head, *lines = table.read_text("utf-8-sig").splitlines()
    table.write_text("\n".join([head, *(line.removesuffix(",,") + ",50,70" for line in lines)]))

    out, _ = run("bank", "panel", SMALL_COURSE, table, capsys=capsys)
    assert "pass mark: 60.0 percent, standard error 10.0" in out
    _, err = run("bank", "panel", SMALL_COURSE, SMALL_COURSE / "course.yaml", code=1, capsys=capsys)
    assert "names no column 'item'" in err


@pytest.mark.parametrize(
    "source", ["content-11-nothing-imported/input/aiken.txt", "bugs-10-gift-encodings/latin1.gift"]
)
def test_what_is_not_imported_at_all_is_a_failure(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    _, err = run("pack", "import", ASSETS / "cases" / source, "-o", output, code=1, capsys=capsys)
    assert "was imported" in err
    assert not output.exists()


def test_an_import_says_what_it_recognised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = ASSETS / "cases" / "bugs-10-gift-encodings" / "latin1.gift"
    told = run(
        "pack", "import", source, "-o", tmp_path, "--encoding", "windows-1252", capsys=capsys
    )
    assert "recognised questions in Moodle's GIFT: 1 questions in 1 banks" in told[1]


def test_nobody_waits_for_a_pipe_among_the_banks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_pipe(tmp_path / "a.yaml")
    code = 3 if sys.platform == "win32" else 1
    _, err = run("bank", "export", tmp_path, "-o", tmp_path / "out", code=code, capsys=capsys)
    assert "a.yaml" in err


def test_what_is_read_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank, link = tmp_path / "bank.yaml", tmp_path / "other.yaml"
    bank.write_bytes((SMALL_COURSE / "final" / "bank.yaml").read_bytes())
    before = bank.read_bytes()
    link.hardlink_to(bank)
    for output in (bank, link, tmp_path / "." / "bank.yaml"):
        _, err = run("bank", "export", bank, "-o", output, code=2, capsys=capsys)
        assert "is read here: name another file to write" in err
    asked = ("framework", "export", bank.with_name("f.json"), "-o", bank.with_name("f.json"))
    bank.with_name("f.json").write_text("{}")
    assert "is read here" in run(*asked, code=2, capsys=capsys)[1]
    assert bank.read_bytes() == before
