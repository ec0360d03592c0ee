"""The application over a real data folder: what starts, what cannot, and what is told of a bug."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import ujuzi
from helpers.course_folders import KEY
from helpers.packs import built_small_pack
from helpers.pages import FirstStartDriver
from ujuzi import paths
from ujuzi.credentials import wrapping
from ujuzi.paths import DATABASE, LOGS
from ujuzi.services import setting_up
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import vault
from ujuzi.store.schema import SCHEMA_VERSION
from ujuzi.ui import application
from ujuzi.ui.application import Session, keep_log, make_application
from ujuzi.ui.door.first_start import FirstStartPage
from ujuzi.ui.door.sign_in import SignInPage
from ujuzi.ui.shell.cannot_open import CannotOpen
from ujuzi.ui.shell.unlock import Unlock

Start = Callable[[], Session]
T = TypeVar("T")
A_LONG_WHILE = 60_000
"""Milliseconds: on a busy machine too, a window waits for its desk to say where it was."""


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    (tmp_path / "Ujuzi").mkdir()
    return tmp_path / "Ujuzi" / "data"


@pytest.fixture
def start(qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    monkeypatch.setattr(application, "PATIENCE", A_LONG_WHILE)
    begun: list[Session] = []

    def begin() -> Session:
        session = Session(make_application(), data_dir)
        begun.append(session)
        session.start()
        qtbot.waitUntil(lambda: session.window.page is not None or session._refusal is not None)
        return session

    yield begin
    for session in begun:
        session.close()
        session.window.close()
        if session._refusal is not None:
            session._refusal.close()
        session.deleteLater()


def asked(qtbot: QtBot, session: Session, question: Callable[[Desk], T]) -> T:
    """Return what the services answer a question."""
    answers: list[T] = []
    session.jobs.ask(session, question, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def run_to_a_page(session: Session) -> None:
    """Run the application, as a program does, until a page is there; its last window may end it."""
    looking = QTimer(interval=10)
    looking.timeout.connect(lambda: session.window.page is None or QApplication.exit())
    looking.start()
    QApplication.exec()
    assert session.window.page is not None


def refusal(session: Session) -> CannotOpen:
    assert isinstance(session._refusal, CannotOpen)
    return session._refusal


def test_qt_is_told_of_its_plugins_where_they_lie_in_a_build_for_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        ctypes, "CDLL", lambda path: SimpleNamespace(tell_qt=lambda: told.append(path))
    )
    application.tell_of_plugins(tmp_path)
    monkeypatch.setattr(sys, "platform", "win32")
    application.tell_of_plugins(tmp_path)
    assert told == []
    (tmp_path / application.PLUGINS).touch()
    application.tell_of_plugins(tmp_path)
    assert told == [str(tmp_path / application.PLUGINS)]


def test_what_is_carried_on_a_stick_is_opened_by_its_passphrase(
    start: Start, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data_dir.parent / "portable").touch()
    monkeypatch.setenv("UJUZI_ROOT", str(data_dir.parent))
    monkeypatch.setattr(paths, "DATA", data_dir.name)
    monkeypatch.setattr(vault, "has_ciphers", lambda: True)
    monkeypatch.setattr(wrapping, "KIB", 8)
    session = start()
    asked = session._refusal
    assert isinstance(asked, Unlock)
    assert asked.new is not None
    for field in (asked.new.first, asked.new.again):
        field.editor.setText("the rain in Jimma")
    asked.open.click()
    run_to_a_page(session)
    assert session._refusal is None
    session.close()

    vault.lock(data_dir)
    again = start()
    assert isinstance(again._refusal, Unlock)
    assert again._refusal.new is None


CREATE = {"name": "Ada", "role": "teacher", "language": "en", "pin": "2468"}


@pytest.fixture
def carried(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a stick with one course that can be read and one that cannot, and data on it."""
    (data_dir.parent / "portable").write_text("plain")
    monkeypatch.setenv("UJUZI_ROOT", str(data_dir.parent))
    monkeypatch.setattr(setting_up, "release_key", lambda: KEY.public.raw)
    stick = data_dir.parent.parent
    (stick / "packs").mkdir()
    built_small_pack(stick).rename(stick / "packs" / "small.ujuzi")
    (stick / "packs" / "broken.ujuzi").write_bytes(b"PK")
    return stick


def test_who_is_quicker_than_a_slow_stick_gets_its_courses(
    qtbot: QtBot, start: Start, carried: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions: list[Session] = []

    def slow(_data: Path) -> Path:
        for work in (
            lambda desk: desk.people.create(**CREATE),
            lambda desk: desk.people.make_steward_code(),
            lambda desk: desk.people.keep_steward_code(),
        ):
            sessions[0].jobs.wait_for(work)
        return carried

    monkeypatch.setattr(setting_up, "stick_of", slow)
    sessions.append(start())
    installed = partial(asked, qtbot, sessions[0], lambda desk: desk.library.installed())
    qtbot.waitUntil(lambda: len(installed()) == 1)
    assert len(asked(qtbot, sessions[0], lambda desk: desk.people.all())) == 1


@pytest.mark.usefixtures("carried")
def test_a_stick_whose_data_is_new_brings_its_courses_once(qtbot: QtBot, start: Start) -> None:
    session = start()

    def courses() -> list[str]:
        return asked(qtbot, session, lambda desk: [p.course for p in desk.library.installed()])

    qtbot.waitUntil(lambda: courses() == ["market-sums"])
    asked(qtbot, session, lambda desk: desk.library.remove("market-sums", "en"))
    asked(qtbot, session, lambda desk: desk.people.create(**CREATE))
    session.close()

    again = start()
    qtbot.waitUntil(lambda: again._instance is not None and not again.jobs.is_busy_beside)
    assert asked(qtbot, again, lambda desk: desk.library.installed()) == ()


def test_from_damaged_data_one_goes_back_to_a_copy_when_one_says_so(
    qtbot: QtBot, start: Start, data_dir: Path
) -> None:
    with open_desk(data_dir) as desk:
        desk.people.create(name="Ada", role="teacher", language="en", pin="2468")
        for _ in range(2):
            desk._db.keep_copy()
    (data_dir / DATABASE).write_bytes(b"x" * 9000)
    (data_dir / f"{DATABASE}.kept-2-{SCHEMA_VERSION}").write_bytes(b"y" * 9000)
    session = start()
    assert refusal(session).go_back.isVisible()
    first = refusal(session)
    first.go_back.click()
    qtbot.waitUntil(lambda: session._refusal not in {first, None})
    refusal(session).go_back.click()
    qtbot.waitUntil(lambda: isinstance(session.window.page, SignInPage))
    qtbot.waitUntil(lambda: "copy" in session.window.notice.text.text())
    assert (data_dir / f"{DATABASE}.aside-1").read_bytes() == b"x" * 9000


def test_a_first_start_makes_a_profile_that_the_next_start_finds(
    qtbot: QtBot, start: Start, data_dir: Path
) -> None:
    session = start()
    page = session.window.page
    assert isinstance(page, FirstStartPage)
    driver = FirstStartDriver(page)
    driver.answer_all("Adama Ouédraogo")
    qtbot.waitUntil(lambda: page.step is page.steward)
    driver.keep_code()
    assert session.window.person is not None
    session.close()
    again = start()
    assert isinstance(again.window.page, SignInPage)


def test_the_window_comes_back_with_its_size_and_at_its_place(
    qtbot: QtBot, start: Start, data_dir: Path
) -> None:
    session = start()
    qtbot.waitUntil(session.window.isVisible)
    session.window.showNormal()
    session.window.setGeometry(20, 30, 770, 510)
    session.window.close()
    session.close()
    again = start()
    qtbot.waitUntil(again.window.isVisible)
    assert again.window.geometry().getRect() == (20, 30, 770, 510)
    assert not again.window.isMaximized()


def test_a_place_that_cannot_be_read_is_as_none(qtbot: QtBot, start: Start, data_dir: Path) -> None:
    with open_desk(data_dir) as desk:
        desk.computer.keep_window_place("nonsense")
    session = start()
    qtbot.waitUntil(session.window.isVisible)


@pytest.fixture(params=["in use", "newer", "not a folder", "damaged"])
def obstacle(
    request: pytest.FixtureRequest, data_dir: Path
) -> Iterator[tuple[str, Callable[[], None]]]:
    """What stands in the way, a word of its sentence, and how to clear it away."""
    database = data_dir / DATABASE
    match request.param:
        case "in use":
            desk = open_desk(data_dir)
            yield "Another program", desk.close
            desk.close()
        case "newer":
            open_desk(data_dir).close()
            with sqlite3.connect(database) as connection:
                known = connection.execute("PRAGMA user_version").fetchone()[0]
                connection.execute("PRAGMA user_version = 999")
            connection.close()

            def older() -> None:
                with sqlite3.connect(database) as connection:
                    connection.execute(f"PRAGMA user_version = {known}")
                connection.close()

            yield "newer Ujuzi", older
        case "not a folder":
            data_dir.write_text("in the way")
            yield "may not write", data_dir.unlink
        case "damaged":
            data_dir.mkdir()
            database.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
            yield "damaged", database.unlink


def test_what_cannot_be_opened_is_said_and_can_be_tried_again(
    start: Start, obstacle: tuple[str, Callable[[], None]]
) -> None:
    words, clear = obstacle
    session = start()
    assert words in refusal(session).sentence.text()
    assert refusal(session).isVisible()
    assert not session.window.isVisible()
    clear()
    before = session.jobs
    refusal(session).again.click()
    assert session.jobs is not before
    assert before._closing, "what went on beside is ended, not left behind"
    run_to_a_page(session)
    assert session.window.isVisible()
    assert session._refusal is None


def test_a_bug_is_told_and_written_down_and_the_window_stays(start: Start, data_dir: Path) -> None:
    session = start()
    saved = data_dir.parent / "report.txt"
    session.window._choose_file = lambda _over, _title, _name: saved
    try:
        raise ZeroDivisionError
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    (report,) = (data_dir / LOGS).glob("bug-*.txt")
    assert session.window.notice.isVisible()
    session.window.notice.action.click()
    assert saved.read_text("utf-8") == report.read_text("utf-8")
    assert session.window.isVisible()


def test_python_collects_nothing_by_itself_in_a_session_and_when_a_thread_may_be_left(
    start: Start,
) -> None:
    session = start()
    assert not gc.isenabled()
    session.close()
    assert not gc.isenabled()


def test_the_log_is_kept_in_a_file_and_not_where_it_cannot_be(tmp_path: Path) -> None:
    logger = logging.getLogger("ujuzi")
    before = list(logger.handlers)
    try:
        keep_log(tmp_path / "logs")
        logger.info("started")
        assert "started" in (tmp_path / "logs" / "ujuzi.log").read_text("utf-8")
        (tmp_path / "file").write_text("in the way")
        keep_log(tmp_path / "file" / "logs")
        assert len(logger.handlers) == len(before) + 1
    finally:
        for handler in [h for h in logger.handlers if h not in before]:
            logger.removeHandler(handler)
            handler.close()


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_second_start_raises_the_first_window_and_ends(
    qtbot: QtBot, start: Start, data_dir: Path
) -> None:
    first = start()
    first.window.showMinimized()
    second = subprocess.Popen(
        (sys.executable, "-m", "ujuzi", "--data-dir", str(data_dir)),
        env={**os.environ, "PYTHONPATH": str(Path(ujuzi.__file__).parent.parent)},
    )
    try:
        qtbot.waitUntil(lambda: not first.window.isMinimized(), timeout=20_000)
        assert second.wait(timeout=20) == 0
    finally:
        second.kill()
        second.wait()
