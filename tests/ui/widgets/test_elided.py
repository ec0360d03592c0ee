"""A text that does not fit is cut at its own end, and its tool tip has the whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.widgets.elided import ElidedLabel

ENGLISH = "Welcome to the first course on artificial intelligence"
ARABIC = "مرحبا بكم في المساق الأول عن الذكاء الاصطناعي"


def label(qtbot: QtBot, text: str, width: int, window: Qt.LayoutDirection) -> ElidedLabel:
    made = ElidedLabel("body", text)
    made.setLayoutDirection(window)
    qtbot.addWidget(made)
    made.resize(width, 30)
    made.show()
    return made


def ink(picture: QImage, left: int, right: int) -> int:
    """Count the rows that are written on between two columns."""
    ground = picture.pixelColor(0, 0)
    rows = range(picture.height())
    return sum(any(picture.pixelColor(x, y) != ground for x in range(left, right)) for y in rows)


@pytest.mark.parametrize("window", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize(("text", "ends_right"), [(ENGLISH, True), (ARABIC, False)])
def test_the_ellipsis_stands_where_the_text_goes(
    qtbot: QtBot, qapp: QApplication, text: str, window: Qt.LayoutDirection, *, ends_right: bool
) -> None:
    wear(qapp, LIGHT)
    shown = label(qtbot, text, 150, window)
    picture = shown.grab().toImage()
    written = [x for x in range(picture.width()) if ink(picture, x, x + 1)]
    dots = shown.fontMetrics().horizontalAdvance("…") - 3
    left, right = written[0], written[-1] + 1
    # Dots are low: few rows are written on where the text ends, and many where it begins.
    at_left, at_right = ink(picture, left, left + dots), ink(picture, right - dots, right)
    assert (at_right < at_left) is ends_right


@pytest.mark.parametrize("text", [ENGLISH, ARABIC])
def test_the_tool_tip_has_the_whole_where_the_label_has_not(qtbot: QtBot, text: str) -> None:
    shown = label(qtbot, text, 150, Qt.LayoutDirection.LeftToRight)
    assert shown.toolTip() == text
    shown.resize(1_000, 30)
    assert shown.toolTip() == ""
