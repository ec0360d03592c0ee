"""`ujuzi steward-code`: a lost code is replaced by the computer's administrator alone."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import pytest

from helpers.commands import run
from ujuzi.cli import steward
from ujuzi.domain.authority import Act
from ujuzi.errors import RefusedError
from ujuzi.services.desk import open_desk


@pytest.fixture
def old_code(tmp_path: Path) -> str:
    with open_desk(tmp_path) as desk:
        return desk.people.make_steward_code() or ""


def renew(where: Path, capsys: pytest.CaptureFixture[str], code: int = 0) -> tuple[str, str]:
    return run("steward-code", "new", "--json", "--data-dir", where, code=code, capsys=capsys)


def test_an_administrator_replaces_a_lost_code(
    tmp_path: Path,
    old_code: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(steward, "is_administrator", lambda: True)

    new = json.loads(renew(tmp_path, capsys)[0])["steward_code"]

    with open_desk(tmp_path) as desk:
        desk.people.check_steward_code(new, Act.RESET_PIN)
        with pytest.raises(RefusedError, match="not right"):
            desk.people.check_steward_code(old_code, Act.RESET_PIN)
        assert desk.people.make_steward_code() is None


def test_everybody_else_is_refused_and_the_old_code_goes_on(
    tmp_path: Path,
    old_code: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(steward, "is_administrator", lambda: False)

    _, said = renew(tmp_path, capsys, code=1)

    assert "administrator" in said
    with open_desk(tmp_path) as desk:
        desk.people.check_steward_code(old_code, Act.RESET_PIN)


def test_a_folder_without_data_stays_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steward, "is_administrator", lambda: True)
    _, said = renew(tmp_path, capsys, code=3)
    assert "--data-dir" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs to be root")
def test_what_root_writes_stays_its_owners(capsys: pytest.CaptureFixture[str]) -> None:
    nobody = 65534
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        os.chown(folder, nobody, nobody)
        os.seteuid(nobody)
        try:
            with open_desk(folder) as desk:
                desk.people.make_steward_code()
        finally:
            os.seteuid(0)
        renew(folder, capsys)
        assert {file.stat().st_uid for file in folder.rglob("*")} == {nobody}
        assert os.geteuid() == 0
