"""The way of a teacher who cannot see the screen: what a screen reader hears of it, over AT-SPI."""

from __future__ import annotations

import pytest

from helpers.screen_reader import Heard, heard_in

PLAYED = """
import os, sys
from pathlib import Path
from PySide6.QtCore import Qt
from helpers.course_folders import KEY, copy_small_course, edit
from helpers.desks import PIN, open_lab
from helpers.screen_reader import Reader
from journeys.desktop import Desktop
from ujuzi.authoring.builder import build_pack
from ujuzi.domain.item import right_response
from ujuzi.ui.practise.quiz import QuizPage
from ujuzi.ui.read.reader import ReaderPage
from ujuzi.ui.shell.destinations import ToLearn, ToQuiz, ToReader

folder = Path(sys.argv[1])
lab = open_lab(folder)
lab.desk.close()
newer = copy_small_course(folder / "newer")
edit(newer / "course.yaml", "version: 1", "version: 2")
lesson = next(newer.rglob("counting.md"))
lesson.write_text(lesson.read_text() + "\\n\\nAnd once more. " * 20_000)
build_pack(newer, folder / "newer.ujuzi", KEY)
(folder / "broken.ujuzi").write_bytes(b"no course")
teacher = Desktop(folder, folder / "data")
window = teacher.window
window.activateWindow()
teacher.wait_for(window.isActiveWindow, "the window in front")
listen = Reader(window, teacher.wait_for).listen


def tab(times):
    for _ in range(times):
        teacher.key(Qt.Key.Key_Tab)
        listen()


teacher.type("0000")
teacher.key(Qt.Key.Key_Return)
teacher.wait_for(lambda: not window.page.pin.edit.text(), "the refusal")
listen()
teacher.type(PIN)
teacher.key(Qt.Key.Key_Return)
teacher.wait_for(lambda: window.person is not None, "Ada at her desk")
teacher.settle()
listen()
tab(25)
window.go(ToReader(lab.pack, "counting"))
teacher.wait_for(lambda: teacher.page._opened, "the lesson")
listen()
page = teacher.at(ReaderPage)
tab(12)
page._begin_note()
listen()
page.notes.editor.setPlainText("Ask the council.")
page.notes.save.click()
teacher.wait_for(lambda: page._notes, "the note")
page.notes._remove(page._notes[0])
teacher.wait_for(page.notes.notice.isVisible, "the note's end")
listen()
window.go(ToQuiz(lab.pack, "words-quiz"))
teacher.wait_for(lambda: teacher.sheet, "a question")
listen()
quiz = teacher.at(QuizPage)
while quiz._first_open() is not None:
    sheet = quiz.sheet
    sheet.question.set_response(right_response(sheet.item))
    sheet.question.changed.emit()
    quiz.primary.setFocus()
    listen()
    teacher.key(Qt.Key.Key_Space)
    listen()
    teacher.press("Next", "See the result")
    teacher.wait_for(lambda: quiz.sheet is not sheet, "what follows")
    listen()
tab(3)
for name in ("broken", "newer"):
    window.go(ToLearn(folder / f"{name}.ujuzi"))
    teacher.settle()
    listen()
teacher.press("Install")
teacher.wait_for(lambda: teacher.page.adding.open_button.isVisible(), "the course")
listen()
sys.stdout.flush()
teacher.session.close()
os._exit(0)
"""

WING = """
import os, sys
from pathlib import Path
from PySide6.QtCore import Qt
from helpers.hub_process import sqlite_at, start_hub
from helpers.screen_reader import Reader
from journeys.coordinator import NAME, Coordinator, prepare
from journeys.study import PIN
from ujuzi.ui.places import PLACES
from ujuzi.ui.rows.model import RowRole
from ujuzi.ui.shell.destinations import ToCampusComputer, ToCollect, ToComputers
from ujuzi.ui.shell.place import CoordinatorsPlace
from ujuzi.ui.widgets.spoken import announce

folder = Path(sys.argv[1])
stick = folder / "STICK"
stick.mkdir()
with start_hub(sqlite_at(folder)) as hub:
    prepare(folder, hub, stick, "en")
    awa = Coordinator(folder, folder / "data")
    window = awa.window
    window.activateWindow()
    awa.wait_for(window.isActiveWindow, "the window in front")
    listen = Reader(window, awa.wait_for).listen
    awa.sign_in(NAME, PIN)
    awa.settle()
    listen()

    def begin(name):
        announce(window, f"page {name}.")
        listen()

    def hear():
        listen()
        for _ in range(24):
            awa.key(Qt.Key.Key_Tab)
            listen()

    for place in PLACES:
        if not isinstance(place, CoordinatorsPlace):
            continue
        try:
            at = place.to()
        except TypeError:
            continue
        begin(place.to.__name__)
        window.go(at)
        awa.settle()
        if place.to is ToCollect:
            page = awa.page
            page.point.courses.choose.click()
            page.collect._choose = lambda *_: stick
            page.collect.button.click()
            awa.wait_for(lambda: not page.collect.is_busy, "what was collected")
            awa.settle()
            listen()
        if place.to is ToComputers:
            model = awa.page.list.rows
            rows = [model.index(at).data(RowRole.ROW) for at in range(model.rowCount())]
        hear()
    begin("ToCampusComputer")
    window.go(ToCampusComputer(next(row.key for row in rows if row.key is not None)))
    awa.settle()
    hear()
    sys.stdout.flush()
    awa.session.close()
os._exit(0)
"""
OF_THE_WING = (
    *("ToCampus", "ToCollect", "ToComputers", "ToCampusComputer"),
    *("ToReports", "ToOffice", "ToCollectionReceipt"),
)


@pytest.fixture(scope="module")
def wing(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Heard]]:
    """Return what is heard on each page of a coordinator's wing, by the name of its place."""
    heard: dict[str, list[Heard]] = {"": []}
    page = ""
    for each in heard_in(WING, str(tmp_path_factory.mktemp("wing"))):
        if each.event == "announcement" and each.words.startswith("page "):
            page = each.words.removeprefix("page ").removesuffix(".")
        heard.setdefault(page, []).append(each)
    return heard


def test_every_page_of_the_wing_is_heard_stop_by_stop(wing: dict[str, list[Heard]]) -> None:
    assert set(OF_THE_WING) <= set(wing)
    for page, heard in wing.items():
        stops = [each for each in heard if each.event == "focus" and each.name != "Ujuzi"]
        for stop in stops:
            assert stop.name, (page, stop)
            assert stop.role not in {"", "filler", "unknown"}, (page, stop)
        # What was pressed and went before the reader asked of it has no state at all any more.
        there = [each for each in stops if each.states]
        assert all("enabled" in each.states for each in there), page
        if page:
            assert len({each.name for each in there}) >= 2, page


def test_what_was_collected_is_said_where_the_keyboard_is_not(
    wing: dict[str, list[Heard]],
) -> None:
    said = [each.words for heard in wing.values() for each in heard]
    assert any(
        "They are held here now, and have not arrived at the hub yet." in each for each in said
    )


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> tuple[Heard, ...]:
    return heard_in(PLAYED, str(tmp_path_factory.mktemp("screen-reader")))


def test_all_that_the_keyboard_reaches_has_a_name_a_role_and_can_be_used(
    heard: tuple[Heard, ...],
) -> None:
    # The window itself has the keyboard on the way from page to page.
    stops = [each for each in heard if each.event == "focus" and each.name != "Ujuzi"]
    assert len({each.name for each in stops}) > 20
    for stop in stops:
        assert stop.name, stop
        assert stop.role not in {"", "filler", "unknown"}, stop
        assert {"focused", "enabled"} <= set(stop.states), stop


@pytest.mark.parametrize(
    "words",
    [
        "This PIN is not right.",
        "Where does Awa sell?",
        "That is right. Yes, in Gaoua.",
        "5 of 5 right",
        "The note was removed.",
        "This file is not a Ujuzi course.",
        "Installing",
    ],
)
def test_what_appears_elsewhere_is_said(heard: tuple[Heard, ...], words: str) -> None:
    assert any(words in each.words for each in heard if each.event == "announcement")


def test_the_keyboard_passes_nothing_on_its_way(heard: tuple[Heard, ...]) -> None:
    names = [each.name for each in heard if each.event == "focus"]
    begun = names.index("Install")
    assert names[begun : begun + 3] == ["Install", "Stop", "Open the course"]
    question = names.index("Two")
    assert names[question - 2 : question] == ["Undo (Ctrl+Z)", "Ujuzi"]


def test_the_progress_of_an_install_is_heard_as_it_goes(heard: tuple[Heard, ...]) -> None:
    bars = [each for each in heard if each.event == "value" and each.role == "progress bar"]
    assert {each.name for each in bars} == {"Installing"}
