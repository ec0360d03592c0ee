"""The passphrase of a stick is changed by who knows it; a copy is gone back to by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.commands import run
from ujuzi.credentials import wrapping
from ujuzi.services.desk import open_desk
from ujuzi.store import vault

SECRET, NEW = "the rain in Jimma", "the dust in Gao"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "has_ciphers", lambda: True)
    monkeypatch.setattr(wrapping, "KIB", 8)


def typed(monkeypatch: pytest.MonkeyPatch, *secrets: str) -> None:
    left = iter(secrets)
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _prompt: next(left))


def test_the_passphrase_is_changed_and_shown_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    vault.make(tmp_path, SECRET)
    typed(monkeypatch, SECRET, NEW, NEW)
    said = run("passphrase", "--data-dir", tmp_path, capsys=capsys)
    assert not any(secret in each for secret in (SECRET, NEW) for each in said)
    vault.unlock(tmp_path, NEW)


def test_a_wrong_one_and_data_without_one_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, told = run("passphrase", "--data-dir", tmp_path, code=1, capsys=capsys)
    assert "has no passphrase" in told
    vault.make(tmp_path, SECRET)
    typed(monkeypatch, "the rain in Gimma", NEW, NEW)
    _, told = run("passphrase", "--data-dir", tmp_path, code=1, capsys=capsys)
    assert "not the passphrase" in told
    vault.unlock(tmp_path, SECRET)


def test_copies_are_listed_and_one_of_them_is_gone_back_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_desk(tmp_path) as desk:
        desk.people.create(name="Ada", role="teacher", language="en", pin="2468")
        desk._db.keep_copy()
        desk.people.create(name="Awa", role="teacher", language="en", pin="2468")
    said, _ = run("restore", "--data-dir", tmp_path, capsys=capsys)
    name = said.split()[0]
    _, told = run("restore", "nothing", "--data-dir", tmp_path, code=1, capsys=capsys)
    assert "no copy" in told
    run("restore", name, "--data-dir", tmp_path, capsys=capsys)
    with open_desk(tmp_path) as desk:
        assert [each.name for each in desk.people.all()] == ["Ada"]
