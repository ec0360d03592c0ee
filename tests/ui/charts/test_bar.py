"""A bar fills from the leading edge by the fraction that is done."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ujuzi.ui.charts.bar import Bar


@pytest.mark.parametrize(
    ("done", "whole", "width"), [(0, 4, 0), (1, 4, 50), (4, 4, 200), (5, 4, 200), (0, 0, 0)]
)
def test_it_fills_by_what_is_done(qtbot: QtBot, done: int, whole: int, width: int) -> None:
    bar = Bar(done, whole)
    qtbot.addWidget(bar)
    bar.resize(200, 8)
    assert bar.filled().width() == width


def test_it_fills_from_the_leading_edge(qtbot: QtBot) -> None:
    bar = Bar(1, 4)
    qtbot.addWidget(bar)
    bar.resize(200, 8)
    assert bar.filled().left() == 0
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert bar.filled().right() == 200
