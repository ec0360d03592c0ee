"""`ujuzi set-up` does what an installer asks: every step that can be done is done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run
from helpers.course_folders import KEY
from helpers.packs import built_small_pack
from ujuzi import installed
from ujuzi.services import setting_up
from ujuzi.services.desk import open_desk


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a stick with one course, signed by who released this program."""
    monkeypatch.setattr(setting_up, "release_key", lambda: KEY.public.raw)
    (tmp_path / "stick" / "packs").mkdir(parents=True)
    built_small_pack(tmp_path).rename(tmp_path / "stick" / "packs" / "small.ujuzi")
    return tmp_path / "stick"


def courses(data: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    out, _ = run("pack", "list", "--json", "--data-dir", data, capsys=capsys)
    return [each["course"] for each in json.loads(out)]


def test_the_courses_of_the_release_are_there_at_the_first_start(
    stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    for _ in range(2):  # installing again changes nothing
        run("set-up", "--stick", stick, "--data-dir", data, capsys=capsys)
        assert courses(data, capsys) == ["market-sums"]


def test_courses_of_somebody_else_are_refused_and_said(
    stick: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(setting_up, "release_key", lambda: b"\1" * 32)
    _, said = run("set-up", "--stick", stick, "--data-dir", tmp_path / "d", code=1, capsys=capsys)
    assert "not trusted" in said
    assert courses(tmp_path / "d", capsys) == []


def test_a_checkout_that_nobody_released_trusts_nobody(
    stick: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(setting_up, "release_key", lambda: b"")
    run("set-up", "--stick", stick, "--data-dir", tmp_path / "d", code=1, capsys=capsys)


def test_where_a_steward_looks_after_the_computer_she_decides(
    stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    with open_desk(data) as desk:
        desk.people.make_steward_code()
    _, said = run("set-up", "--stick", stick, "--data-dir", data, code=1, capsys=capsys)
    assert "not trusted" in said


def test_what_is_refused_hinders_nothing_else(
    stick: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(installed.ROOT_NAMED, str(tmp_path))
    (stick / "packs" / "broken.ujuzi").write_bytes(b"PK")
    (tmp_path / "lab.json").write_text("{")
    shared = tmp_path / "shared"

    words = ("--stick", stick, "--registration", tmp_path / "lab.json", "--shared-data", shared)
    _, said = run("set-up", *words, code=1, capsys=capsys)

    assert said.count("\n") == 2
    assert "lab.json is no registration file" in said
    assert installed.shared_data_folder() == shared
    assert courses(shared, capsys) == ["market-sums"]
