"""An installed program knows its launcher's folder; a checkout has none, and touches nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ujuzi import installed
from ujuzi.paths import default_data_dir


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(installed.ROOT_NAMED, str(tmp_path))
    return tmp_path


def test_a_checkout_has_no_launcher(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(installed.ROOT_NAMED, raising=False)
    monkeypatch.chdir(tmp_path)
    installed.confirm_start()
    installed.share_data_folder(tmp_path / "shared")
    assert (installed.root(), installed.shared_data_folder()) == (None, None)
    assert list(tmp_path.iterdir()) == []


def test_another_process_is_started_by_the_launcher_where_windows_has_one(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for platform, named in (("win32", [str(root / "ujuzi-cli.exe")]), ("linux", None)):
        monkeypatch.setattr(sys, "platform", platform)
        assert installed.command() == (named or [sys.executable, "-P", "-m", "ujuzi"])
    monkeypatch.delenv(installed.ROOT_NAMED)
    monkeypatch.setattr(sys, "platform", "win32")
    assert installed.command()[0] == sys.executable


def test_a_start_that_succeeded_is_confirmed_to_the_launcher(root: Path) -> None:
    (root / installed.STARTING).write_text("0.1.0 1\n")
    installed.confirm_start()
    installed.confirm_start()
    assert not (root / installed.STARTING).exists()


def test_accounts_share_a_folder_that_was_named_on_purpose(root: Path) -> None:
    assert default_data_dir() != root / "für alle"
    installed.share_data_folder(root / "für alle")
    assert default_data_dir() == root / "für alle"
    assert (root / "für alle").is_dir()


@pytest.mark.parametrize("written", [b"", b"\n", b"\xff\xfe"])
def test_a_folder_that_cannot_be_read_is_none(written: bytes, root: Path) -> None:
    (root / installed.DATA_FOLDER).write_bytes(written)
    assert installed.shared_data_folder() is None


def test_the_key_of_a_release_is_that_of_its_manifest(tmp_path: Path) -> None:
    key = bytes(range(32))
    lines = f"ujuzi manifest 1\nversion 1\nfile 1 00 key of b\nkey {key.hex()}\nsignature 00\n"
    (tmp_path / installed.MANIFEST).write_text(lines)
    assert installed.release_key(tmp_path) == key


@pytest.mark.parametrize("written", [b"", b"key nonsense\n", b"\xff\xff"])
def test_without_a_manifest_nobody_released_it(written: bytes, tmp_path: Path) -> None:
    assert installed.release_key(tmp_path) == b""
    (tmp_path / installed.MANIFEST).write_bytes(written)
    assert installed.release_key(tmp_path) == b""
