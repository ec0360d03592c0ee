"""A second start raises the first window; what a crash left behind never blocks."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ujuzi.ui.shell import single_instance
from ujuzi.ui.shell.single_instance import SingleInstance


@pytest.fixture
def first(qapp: object, tmp_path: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(tmp_path)
    yield made
    made.close()


class Pause:
    """What a second start waits by; tells what happened meanwhile."""

    def __init__(self, meanwhile: Callable[[], object]) -> None:
        self._meanwhile = meanwhile

    def msleep(self, _milliseconds: int) -> None:
        self._meanwhile()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "QThread", Pause(lambda: None))


def test_a_window_that_has_only_just_started_is_waited_for(
    first: SingleInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "QThread", Pause(first.listen))
    assert SingleInstance(tmp_path).raise_first()


def test_the_first_start_finds_nobody(first: SingleInstance) -> None:
    assert not first.raise_first()
    assert first.listen()


def test_a_second_start_raises_the_first_window(
    first: SingleInstance, tmp_path: Path, qtbot: QtBot
) -> None:
    first.listen()
    with qtbot.waitSignal(first.raise_asked):
        assert SingleInstance(tmp_path).raise_first()


def test_another_data_folder_has_a_window_of_its_own(first: SingleInstance, tmp_path: Path) -> None:
    first.listen()
    assert not SingleInstance(tmp_path / "other").raise_first()


@pytest.mark.skipif(os.name == "nt", reason="its sockets are pipes, which end with their process")
def test_a_socket_that_a_crash_left_behind_is_replaced(
    first: SingleInstance, tmp_path: Path
) -> None:
    first.listen()
    left_behind = Path(first._server.fullServerName())
    content = left_behind.exists()
    first.close()
    if content and not left_behind.exists():
        left_behind.touch()
    again = SingleInstance(tmp_path)
    assert not again.raise_first()
    assert again.listen()
    again.close()


def test_two_files_of_the_windows_know_of_the_network_and_both_load_late() -> None:
    ui = Path(single_instance.__file__).parents[1]
    imported = re.compile(r"^\s*(import|from) (socket|http|requests|PySide6\.QtNetwork)\b", re.M)
    reaching = {f.name for f in ui.rglob("*.py") if imported.search(f.read_text("utf-8"))}
    assert reaching == {"single_instance.py", "connectivity.py"}
    early = re.compile(
        r"^(import|from) ujuzi\.ui(\.| import )(single_instance|connectivity)\b", re.M
    )
    assert {f.name for f in ui.rglob("*.py") if early.search(f.read_text("utf-8"))} == set()


def test_one_folder_has_one_window_however_it_is_written(
    first: SingleInstance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first.listen()
    monkeypatch.chdir(tmp_path)
    assert SingleInstance(Path()).raise_first()
    assert SingleInstance(tmp_path / "other" / "..").raise_first()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_leads_to_the_window_of_its_folder(first: SingleInstance, tmp_path: Path) -> None:
    first.listen()
    (tmp_path / "link").symlink_to(tmp_path)
    assert SingleInstance(tmp_path / "link").raise_first()


def test_windows_minds_no_case(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "normcase", lambda path: str(path).lower())
    (tmp_path / "Ada").mkdir()
    first = SingleInstance(tmp_path / "Ada")
    first.listen()
    assert SingleInstance(tmp_path / "ADA").raise_first()
    first.close()
