"""Drop-downs: the wheel scrolls the page past them, and a popup shows every choice whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import cycle, product
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import ujuzi.ui
from ujuzi.domain.item import Choice, Gap, InlineChoiceItem, MatchItem, MatchItemRow
from ujuzi.ui.look.theme import LIGHT, TEXT_SIZES, THEMES, wear
from ujuzi.ui.me.appearance_card import AppearanceCard
from ujuzi.ui.me.profile_card import ProfileCard
from ujuzi.ui.questions.inline_choice import InlineChoiceQuestion
from ujuzi.ui.questions.match import MatchQuestion
from ujuzi.ui.questions.passage import Texts
from ujuzi.ui.widgets.drop_down import DropDown

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
WINDOWS = Path(ujuzi.ui.__file__).parent
WORDS = ("A person", "A machine", "Nobody, as it is not allowed in any examination of ours")
TARGETS = tuple(Choice(words, words, right=words == "A person") for words in WORDS)
MATCH = MatchItem(
    id="m", prompt="?", targets=TARGETS, rows=(MatchItemRow("r", "Signs the mark", "A person"),)
)
INLINE = InlineChoiceItem(id="i", prompt="?", gaps=(Gap("g", TARGETS),))
TEXTS = Texts({text: f"<p>{text}</p>" for text in (*WORDS, "Signs the mark", "?")})


@pytest.fixture
def page(qtbot: QtBot) -> QScrollArea:
    """A page with every drop-down that is always there, at the size of a small screen."""
    content = QWidget()
    column = QVBoxLayout(content)
    for each in (
        AppearanceCard(),
        ProfileCard(),
        MatchQuestion(MATCH, TEXTS, TARGETS),
        InlineChoiceQuestion(INLINE, TEXTS),
    ):
        column.addWidget(each)
    made = QScrollArea()
    made.setWidget(content)
    made.setWidgetResizable(True)
    made.resize(700, 400)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    wear(qapp, LIGHT)


def cut(box: QComboBox) -> list[str]:
    """Open a drop-down, and return the choices that are not whole in its popup."""
    box.showPopup()
    view = box.view()
    popup = view.window()
    port, screen = view.viewport().rect(), box.screen().availableGeometry()
    assert popup.height() <= screen.height()
    assert popup.width() <= screen.width()
    found = []
    for row in range(box.count()):
        place = view.visualRect(box.model().index(row, 0))
        words = view.fontMetrics().boundingRect(
            place, Qt.TextFlag.TextWordWrap.value, box.itemText(row)
        )
        if not port.contains(place) or not place.contains(words):
            found.append(box.itemText(row))
    box.hidePopup()
    return found


def test_every_popup_shows_all_of_its_choices_whole_in_every_theme_and_size(
    dressed: QApplication, page: QScrollArea
) -> None:
    boxes = page.findChildren(QComboBox)
    assert len(boxes) == 6
    directions = cycle([Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
    for theme, text_size in product(THEMES.values(), [*TEXT_SIZES, 200]):
        dressed.setLayoutDirection(next(directions))
        wear(dressed, theme, text_size)
        for box in boxes:
            page.ensureWidgetVisible(box)
            assert cut(box) == [], (theme.name, text_size)


def drop_down(qtbot: QtBot, *choices: str) -> DropDown:
    box = DropDown()
    box.addItems(choices)
    qtbot.addWidget(box)
    box.show()
    return box


def test_words_that_no_screen_is_wide_enough_for_are_wrapped(
    qtbot: QtBot, dressed: QApplication
) -> None:
    wear(dressed, LIGHT, 150)
    assert cut(drop_down(qtbot, "Short", "Many words and one more " * 20, "The last")) == []


def test_more_choices_than_the_screen_has_room_for_are_scrolled_by_whole_ones(
    qtbot: QtBot,
) -> None:
    box = drop_down(qtbot, *map(str, range(90)))
    hidden = cut(box)
    assert hidden == [str(number) for number in range(90 - len(hidden), 90)]
    port = box.view().viewport().rect()
    assert port.height() % box.view().sizeHintForRow(0) == 0


def test_a_choice_that_does_not_fit_is_the_tool_tip(qtbot: QtBot) -> None:
    box = drop_down(qtbot, "Short", "Words that are far too long for their place " * 2)
    box.resize(200, box.height())
    assert box.toolTip() == ""
    box.setCurrentIndex(1)
    assert box.toolTip() == box.currentText()
    box.resize(1_000, box.height())
    assert box.toolTip() == ""


def test_the_wheel_over_a_drop_down_is_left_to_the_page_and_chooses_nothing(
    page: QScrollArea,
) -> None:
    for box in page.findChildren(QComboBox):
        box.setCurrentIndex(1)
        for angle in (-120, 120):
            turn = QWheelEvent(
                QPointF(5, 5),
                QPointF(5, 5),
                QPoint(),
                QPoint(0, angle),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(box, turn)
            assert (box.currentIndex(), turn.isAccepted()) == (1, False)


def test_the_windows_have_no_other_drop_down() -> None:
    users = {
        file.relative_to(WINDOWS).as_posix()
        for file in WINDOWS.rglob("*.py")
        if re.search(r"\bQ(ComboBox|FontComboBox|SpinBox|DoubleSpinBox)\b", file.read_text("utf-8"))
    }
    assert users == {"widgets/drop_down.py", "look/style_sheet.py"}
