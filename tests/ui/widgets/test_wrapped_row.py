"""Widgets in lines: none is cut, none lies on another, in both directions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.wrapped_row import WrappedRow


def row(qtbot: QtBot, width: int) -> tuple[WrappedRow, list[Button]]:
    buttons = [Button() for _ in range(5)]
    for number, button in enumerate(buttons):
        button.setText("A word or more " * (number % 2 + 1))
    row = WrappedRow(buttons)
    qtbot.addWidget(row)
    row.resize(width, row.heightForWidth(width))
    row.show()
    return row, buttons


@pytest.mark.parametrize("width", [150, 320, 700, 2000])
@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_all_lie_within_and_beside_each_other(
    qtbot: QtBot, width: int, direction: Qt.LayoutDirection
) -> None:
    made, buttons = row(qtbot, width)
    made.setLayoutDirection(direction)
    boxes = [button.geometry() for button in buttons]
    assert all(made.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[:n])


def test_wide_enough_it_is_one_line_and_more_words_make_another(qtbot: QtBot) -> None:
    made, buttons = row(qtbot, 2000)
    assert made.heightForWidth(2000) == buttons[0].sizeHint().height()
    one = made.heightForWidth(700)
    for button in buttons:
        button.setText(button.text() * 3)
    assert made.heightForWidth(700) > one


def test_the_first_stands_where_lines_begin(qtbot: QtBot) -> None:
    made, buttons = row(qtbot, 700)
    assert buttons[0].x() == 0
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert buttons[0].geometry().right() == made.rect().right()
