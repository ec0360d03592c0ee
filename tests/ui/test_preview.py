"""A course folder in the windows of learners: seen, saved, broken and mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.course_folders import copy_small_course, edit
from ujuzi.ui.application import make_application
from ujuzi.ui.preview import FindingsPage, PreviewSession, PreviewWindow
from ujuzi.ui.read.reader import ReaderPage
from ujuzi.ui.shell.destinations import ToReader
from ujuzi.ui.widgets.label import Label


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[PreviewSession]:
    folder = copy_small_course(tmp_path / "course")
    (tmp_path / "scratch").mkdir()
    session = PreviewSession(make_application(), folder, tmp_path / "no data", tmp_path / "scratch")
    yield session
    session.close()
    session.window.close()
    session.deleteLater()


def reader(session: PreviewSession) -> ReaderPage:
    assert session.window.stack.currentWidget() is session.learners
    page = session.learners.page
    assert isinstance(page, ReaderPage)
    return page


def test_a_folder_is_read_again_when_a_file_is_saved(
    qtbot: QtBot, session: PreviewSession, tmp_path: Path
) -> None:
    lesson = tmp_path / "course/words/counting.md"
    with qtbot.waitSignal(session.shown, timeout=60_000):
        session.start()
    qtbot.waitUntil(lambda: "in Gaoua" in reader(session).lesson.text.toPlainText())
    assert not (tmp_path / "no data").exists()

    with qtbot.waitSignal(session.shown, timeout=60_000):
        edit(lesson, "in Gaoua", "in Gulu")
    qtbot.waitUntil(lambda: "in Gulu" in reader(session).lesson.text.toPlainText())
    here = session.learners.here
    assert isinstance(here, ToReader)
    assert here.activity == "counting"

    with qtbot.waitSignal(session.shown, timeout=60_000):
        edit(lesson, "figures/stall.svg", "figures/lost.svg")
    assert session.window.stack.currentWidget() is session.window.findings
    told = session.window.findings.lines.toPlainText()
    assert told == "words/counting.md:11: the picture figures/lost.svg is missing"

    with qtbot.waitSignal(session.shown, timeout=60_000):
        edit(lesson, "figures/lost.svg", "figures/stall.svg")
    assert "in Gulu" in reader(session).lesson.text.toPlainText()


def test_warnings_stand_above_the_course_and_are_listed_on_a_press(qtbot: QtBot) -> None:
    course = Label("body", "the course")
    window = PreviewWindow(course)
    qtbot.addWidget(window)
    window.show_course("Sums", ("a.md:1: one", "a.md:2: two"))
    assert window.windowTitle() == "Preview: Sums"
    said = window.notice.text.text()  # in whatever language was spoken last
    assert said.startswith("2 ")

    window.notice.action.click()
    findings = window.stack.currentWidget()
    assert isinstance(findings, FindingsPage)
    assert findings.lines.toPlainText() == "a.md:1: one\n\na.md:2: two"

    window.notice.action.click()
    assert window.stack.currentWidget() is course

    window.show_course("Sums", ())
    assert window.notice.isHidden()
