"""`ujuzi pack import` and `bank export`: questions of Moodle."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run


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
