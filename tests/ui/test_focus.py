"""Where the keyboard stands in the window, on pages whose answers come a moment after them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.assessment_fakes import AssessmentDesk
from helpers.certificate_fakes import HELD, FakeCertificates
from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, CARD, HITS, NEW_CARD, PACK
from helpers.pages import focused, press, retype
from helpers.reader_fakes import ReaderDesk
from helpers.window_fakes import FakePeople, FakeRoster
from ujuzi.ui.certify.certificate import CertificatePage
from ujuzi.ui.door.first_start import FirstStartPage
from ujuzi.ui.door.sign_in import SignInPage
from ujuzi.ui.learn.learn import LearnPage
from ujuzi.ui.learn.search import SearchPage
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.read.reader import ReaderPage
from ujuzi.ui.shell.destinations import (
    Destination,
    ToCertificate,
    ToFirstStart,
    ToHelp,
    ToReader,
    ToSearch,
    ToSignIn,
)
from ujuzi.ui.shell.idle import IdleWatch
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFTED = CONTROL | Qt.KeyboardModifier.ShiftModifier


class LateJobs(InlineJobs):
    """Jobs whose answers come when the test says so."""

    def __init__(self, desk: object) -> None:
        super().__init__(desk)
        self.late = False
        self.waiting: list[Callable[[], None]] = []

    def ask(self, *asked: Any, **more: Any) -> None:
        do = partial(super().ask, *asked, **more)
        if self.late:
            self.waiting.append(do)
        else:
            do()

    def deliver(self) -> None:
        self.late = False
        while self.waiting:
            self.waiting.pop(0)()


class Room:
    """The window over services in memory."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        desk: Any = AssessmentDesk()
        desk.people, desk.roster = FakePeople(), FakeRoster()
        desk.certificates = FakeCertificates()
        desk.computer = SimpleNamespace(data_dir=Path("/data"))
        desk.library.trusted = tuple
        desk.library.cards, desk.library.hits = (CARD, NEW_CARD), HITS
        self.desk = desk
        self.jobs = LateJobs(desk)
        self.interpreter = Interpreter(app)
        self.window = MainWindow(self.jobs, IdleWatch(), self.interpreter)
        qtbot.addWidget(self.window)
        self.window.resize(1024, 600)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)

    def read(self) -> ReaderPage:
        """Open a lesson."""
        reading = ReaderDesk()
        self.desk.library, self.desk.learning = reading.library, reading.learning
        self.window.go(ToReader(PACK, "first"))
        page = self.window.page
        assert isinstance(page, ReaderPage)
        return page

    def go_late(self, to: Destination) -> None:
        """Go to a page; what it asks is answered a moment later."""
        self.jobs.late = True
        self.window.go(to)
        self.jobs.deliver()


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication) -> Iterator[Room]:
    made = Room(qtbot, qapp)
    yield made
    made.interpreter.deleteLater()


@pytest.fixture
def inside(room: Room) -> Room:
    room.jobs.late = True
    room.window.sign_in(ADA)
    room.jobs.deliver()
    return room


@pytest.mark.parametrize("pressed", [False, True])
def test_a_page_that_is_slow_takes_the_keyboard_when_it_appears_and_from_nobody_later(
    room: Room, pressed: bool
) -> None:
    room.jobs.late = True
    room.window.sign_in(ADA)
    room.window._stack._veil.timeout.emit()
    assert room.window.updatesEnabled()
    if pressed:
        press(Qt.Key.Key_Tab)
    where = focused()
    room.jobs.deliver()
    page = room.window.page
    assert isinstance(page, LearnPage)
    assert focused() is (where if pressed else page.go_on.button)


def key(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifiers)


def test_who_has_signed_in_continues_by_enter(qtbot: QtBot, inside: Room) -> None:
    page = inside.window.page
    assert isinstance(page, LearnPage)
    assert focused() is page.go_on.button
    with qtbot.waitSignal(page.chosen):
        press(Qt.Key.Key_Return)


def test_an_answer_takes_the_keyboard_from_nobody_who_has_used_it(room: Room) -> None:
    room.jobs.late = True
    room.window.sign_in(ADA)
    room.jobs.deliver()
    first = focused()
    press(Qt.Key.Key_Tab)
    where = focused()
    assert where is not first
    room.jobs.answered.emit(room.window.page)
    assert focused() is where


def test_a_certificate_opens_where_it_is_saved(inside: Room) -> None:
    inside.go_late(ToCertificate(HELD.certificate.id))
    page = inside.window.page
    assert isinstance(page, CertificatePage)
    assert focused() is page.save


def test_control_f_finds_in_the_lesson_and_elsewhere_in_all(inside: Room) -> None:
    page = inside.read()
    key(Qt.Key.Key_F, CONTROL)
    assert focused() is page.lesson.finder.field
    inside.window.go(ToHelp())
    key(Qt.Key.Key_F, CONTROL)
    assert isinstance(inside.window.page, SearchPage)


def test_the_search_begins_with_its_old_words_selected(inside: Room) -> None:
    inside.window.go(ToSearch())
    page = inside.window.page
    assert isinstance(page, SearchPage)
    retype(page.field, "lecturer")
    inside.read()
    key(Qt.Key.Key_F, SHIFTED)
    assert focused() is page.field
    assert page.field.selectedText() == "lecturer"


@pytest.mark.parametrize("enter", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Down])
def test_in_search_one_key_goes_to_what_was_found(
    qtbot: QtBot, inside: Room, enter: Qt.Key
) -> None:
    inside.window.go(ToSearch())
    page = inside.window.page
    assert isinstance(page, SearchPage)
    retype(page.field, "lecturer")
    if enter != Qt.Key.Key_Return:  # which asks at once
        qtbot.waitUntil(page.list.isVisible)
    press(enter)
    assert focused() is page.list
    with qtbot.waitSignal(page.chosen):
        press(Qt.Key.Key_Return)


def test_escape_clears_the_search(inside: Room) -> None:
    inside.window.go(ToSearch())
    page = inside.window.page
    assert isinstance(page, SearchPage)
    retype(page.field, "lecturer")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert page.field.text() == ""
    assert focused() is page.field


def test_the_notes_open_ready_to_write(inside: Room) -> None:
    page = inside.read()
    page.bar.notes_button.click()
    assert focused() is page.notes.editor
    page.bar.notes_button.click()
    assert not page.notes.isVisible()


@pytest.mark.parametrize("by", [Qt.Key.Key_Return, Qt.Key.Key_Z])
def test_a_note_that_was_removed_comes_back_by_one_key(inside: Room, by: Qt.Key) -> None:
    page = inside.read()
    page.bar.notes_button.click()
    page.notes.editor.setPlainText("Ask the council.")
    page.notes.save.click()
    remove = next(
        button
        for button in page.notes.findChildren(Button)
        if button.accessibleName().startswith("Remove")
    )
    remove.setFocus()
    press(Qt.Key.Key_Return)
    assert page._notes == ()
    assert focused() is page.notes.notice.action
    key(by, CONTROL if by == Qt.Key.Key_Z else Qt.KeyboardModifier.NoModifier)
    assert page.notes.editor.hasFocus()
    assert len(page._notes) == 1


def new_person(room: Room) -> FirstStartPage:
    room.window.go(ToFirstStart())
    page = room.window.page
    assert isinstance(page, FirstStartPage)
    return page


def test_a_profile_is_made_by_enter_and_letters_alone(room: Room) -> None:
    page = new_person(room)
    enter = Qt.Key.Key_Return
    press(enter)
    QTest.keyClicks(focused(), "Ada")
    press(enter)
    press(Qt.Key.Key_Down)
    press(enter)
    for _ in range(2):
        QTest.keyClicks(focused(), "2468")
        press(enter)
    assert page.step is page.privacy
    press(enter)
    assert room.desk.people.everyone[-1].role == "support"


def test_two_pins_that_differ_bring_the_keyboard_to_where_it_says_so(room: Room) -> None:
    page = new_person(room)
    page._show(page.pin)
    for pin in ("2468", "1357"):
        QTest.keyClicks(focused(), pin)
        press(Qt.Key.Key_Return)
    assert page.pin.new_pin.again.refusal
    assert focused() is page.pin.new_pin.again_edit


def test_what_a_person_agrees_to_is_scrolled_by_key(room: Room, qapp: QApplication) -> None:
    room.window.resize(800, 480)
    page = new_person(room)
    page._show(page.privacy)
    qapp.processEvents()
    bar = page.area.verticalScrollBar()
    assert bar.maximum() > 0
    press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_a_new_pin_that_differs_is_said_where_it_is_typed_at_the_sign_in_too(room: Room) -> None:
    room.window.go(ToSignIn())
    page = room.window.page
    assert isinstance(page, SignInPage)
    page.pin.forgot.click()
    fields: list[tuple[QWidget, str]] = [
        (page.reset.code, "ABCD"),
        (page.reset.new_pin.first_edit, "2468"),
        (page.reset.new_pin.again_edit, "1357"),
    ]
    for field, text in fields:
        field.setFocus()
        QTest.keyClicks(field, text)
    page.reset.enter.setFocus()
    press(Qt.Key.Key_Return)
    assert focused() is page.reset.new_pin.again_edit


def test_escape_and_alt_left_turn_back_at_the_door(room: Room) -> None:
    room.window.furnish()  # as soon as the first page stands
    room.jobs.deliver()
    room.window.go(ToSignIn())
    page = room.window.page
    assert isinstance(page, SignInPage)
    page.pin.forgot.click()
    press(Qt.Key.Key_Escape)
    assert page.pin.isVisible()
    key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.people.isVisible()
    room.window.go(ToFirstStart())
    first = room.window.page
    assert isinstance(first, FirstStartPage)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert first.step is first.language
    press(Qt.Key.Key_Escape)
    assert isinstance(room.window.page, SignInPage)


def test_escape_closes_what_is_open_in_a_lesson_and_then_leaves_it(inside: Room) -> None:
    page = inside.read()
    page.bar.notes_button.click()
    page.lesson.text.setFocus()
    press(Qt.Key.Key_Escape)
    assert not page.notes.isVisible()
    key(Qt.Key.Key_F, CONTROL)
    press(Qt.Key.Key_Escape)
    assert inside.window.page is page
    assert not page.lesson.finder.isVisible()
    press(Qt.Key.Key_Escape)
    assert isinstance(inside.window.page, LearnPage)


def test_a_note_about_a_passage_begins_with_it(inside: Room, qapp: QApplication) -> None:
    page = inside.read()
    qapp.processEvents()
    page.notes.editor.setPlainText("Ask the dean.")
    text = page.lesson.text
    menu = text.menu_at(text.cursorRect().center())
    menu.actions()[0].trigger()
    assert focused() is page.notes.editor
    words = page.notes.editor.toPlainText()
    assert words.startswith("Ask the dean.\n\n\u201c")
    assert "Title of first" in words
    QTest.keyClicks(page.notes.editor, "Why?")
    assert page.notes.editor.toPlainText().endswith("\u201d\nWhy?")
