"""Drivers: what a person does at the door, in the settings and in a sitting, by key and click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ujuzi.domain.item import (
    ChoiceItem,
    InlineChoiceItem,
    Item,
    MatchItem,
    OrderItem,
    Response,
)
from ujuzi.ui.assess.sheets import HandInSheet, OverviewSheet, RulesSheet
from ujuzi.ui.assess.sitting import SittingPage
from ujuzi.ui.door.first_start import FirstStartPage
from ujuzi.ui.door.sign_in import SignInPage
from ujuzi.ui.me.settings import SettingsPage
from ujuzi.ui.questions.sheet import QuestionSheet


def retype(edit: QLineEdit, text: str) -> None:
    """Type a text in place of what is there; letters that no key has are pasted."""
    edit.setFocus()
    edit.selectAll()
    if text.isascii():
        QTest.keyClicks(edit, text)
    else:
        edit.insert(text)
        edit.textEdited.emit(edit.text())


def focused() -> QWidget:
    """Return the widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def press(key: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(focused(), key)


class FirstStartDriver:
    """A new person answers the steps with the keyboard alone."""

    def __init__(self, page: FirstStartPage) -> None:
        self.page = page

    def choose_language(self, language: str = "") -> None:
        """Take the language that is offered, or another."""
        if language:
            self.page.language.options.rows[language].button.click()
        self.page.next.click()

    def give_name(self, name: str) -> None:
        """Type a name and press Enter."""
        retype(self.page.name.editor, name)
        QTest.keyClick(self.page.name.editor, Qt.Key.Key_Return)

    def choose_role(self, role: str) -> None:
        """Choose by Space and go on."""
        QTest.keyClick(self.page.role.options.rows[role].button, Qt.Key.Key_Space)
        self.page.next.click()

    def choose_pin(self, pin: str, again: str | None = None) -> None:
        """Type a PIN twice, Enter after each."""
        new = self.page.pin.new_pin
        retype(new.first_edit, pin)
        QTest.keyClick(new.first_edit, Qt.Key.Key_Return)
        retype(new.again_edit, pin if again is None else again)
        QTest.keyClick(new.again_edit, Qt.Key.Key_Return)

    def agree(self) -> None:
        """Accept the page about privacy."""
        self.page.next.click()

    def keep_code(self) -> None:
        """Say that the steward code is kept, and go on."""
        self.page.steward.kept.click()
        self.page.next.click()

    def answer_all(self, name: str, *, role: str = "teacher", pin: str = "2468") -> None:
        """Answer every step up to the profile."""
        self.choose_language()
        self.give_name(name)
        self.choose_role(role)
        self.choose_pin(pin)
        self.agree()


class SignInDriver:
    """Somebody comes back."""

    def __init__(self, page: SignInPage) -> None:
        self.page = page

    @property
    def names(self) -> list[str]:
        """The people who are shown."""
        tiles = self.page.people.tiles
        return [tile.person.name for tile in tiles if not tile.isHidden()]

    def choose(self, name: str) -> None:
        """Press the tile of a person."""
        next(tile for tile in self.page.people.tiles if tile.person.name == name).click()

    def type_pin(self, pin: str) -> None:
        """Type a PIN and press Enter."""
        retype(self.page.pin.edit, pin)
        QTest.keyClick(self.page.pin.edit, Qt.Key.Key_Return)

    def forget(self, code: str, new_pin: str) -> None:
        """Get a new PIN with the steward code."""
        self.page.pin.forgot.click()
        reset = self.page.reset
        retype(reset.code, code)
        retype(reset.new_pin.first_edit, new_pin)
        retype(reset.new_pin.again_edit, new_pin)
        QTest.keyClick(reset.new_pin.again_edit, Qt.Key.Key_Return)


class SettingsDriver:
    """Somebody changes what she may change."""

    def __init__(self, page: SettingsPage) -> None:
        self.page = page

    def choose_theme(self, theme: str) -> None:
        """Click a theme."""
        self.page.appearance.theme.rows[theme].button.click()

    def choose_text_size(self, percent: int) -> None:
        """Pick a text size."""
        box = self.page.appearance.text_size
        box.setCurrentIndex(box.findData(percent))
        box.activated.emit(box.currentIndex())

    def rename(self, name: str) -> None:
        """Write another name and go on with Enter."""
        retype(self.page.profile.name, name)
        QTest.keyClick(self.page.profile.name, Qt.Key.Key_Return)

    def change_pin(self, present: str, new: str) -> None:
        """Replace the PIN."""
        card = self.page.pin
        retype(card.present, present)
        retype(card.new_pin.first_edit, new)
        retype(card.new_pin.again_edit, new)
        card.change.click()


def some_response(item: Item) -> Response:
    """Return a whole response to an item as it is shown, right or not."""
    match item:
        case ChoiceItem():
            return (item.choices[0].id,)
        case OrderItem():
            return tuple(choice.id for choice in item.choices)
        case MatchItem():
            return tuple(f"{row.id} {item.targets[0].id}" for row in item.rows)
        case InlineChoiceItem():
            return tuple(f"{gap.id} {gap.choices[0].id}" for gap in item.gaps)
    return ("12",)


class SittingDriver:
    """Somebody sits an assessment."""

    def __init__(self, page: SittingPage) -> None:
        self.page = page

    @property
    def question(self) -> QuestionSheet:
        """The question on the screen."""
        assert isinstance(self.page.sheet, QuestionSheet), type(self.page.sheet)
        return self.page.sheet

    def begin(self, code: str = "") -> None:
        """Agree to the rules, with the code of a supervised sitting."""
        rules = self.page.sheet
        assert isinstance(rules, RulesSheet), type(rules)
        if code:
            retype(rules.code, code)
        self.page.primary.click()

    def answer(self) -> tuple[str, Response]:
        """Answer the question on the screen and go on; return what was answered."""
        sheet = self.question
        response = some_response(sheet.item)
        sheet.question.set_response(response)
        self.page.primary.click()
        return sheet.item.id, response

    def look_over(self) -> OverviewSheet:
        """Look at all questions."""
        self.page.overview.click()
        assert isinstance(self.page.sheet, OverviewSheet), type(self.page.sheet)
        return self.page.sheet

    def hand_in(self) -> None:
        """Hand in from any question but the last, and say that it is meant."""
        self.look_over()
        self.page.primary.click()
        sheet = self.page.sheet
        assert isinstance(sheet, HandInSheet), type(sheet)
        if sheet.has_open:
            sheet.sure.click()
        sheet.hand_in.click()
