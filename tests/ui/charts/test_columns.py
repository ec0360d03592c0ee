"""Columns say their numbers, keep what has room, and run with the language."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from ujuzi.ui.charts.columns import Column, ColumnChart
from ujuzi.ui.look.theme import current

WEEKS = tuple(Column(f"{n} Nov", n, str(n)) for n in range(1, 13))


def shown(qtbot: QtBot, columns: tuple[Column, ...], width: int = 800) -> ColumnChart:
    chart = ColumnChart()
    qtbot.addWidget(chart)
    chart.set_columns(columns)
    chart.resize(width, chart.sizeHint().height())
    return chart


def inked(drawn: QImage, x: int) -> int:
    """Count the pixels of the accent in one column of the picture."""
    accent = QColor(current().accent)
    return sum(drawn.pixelColor(x, y) == accent for y in range(drawn.height()))


def test_every_number_is_said_in_words(qtbot: QtBot) -> None:
    chart = shown(qtbot, WEEKS[:2])
    assert chart.accessibleDescription() == "1 Nov: 1, 2 Nov: 2"


def test_the_latest_columns_are_kept_where_there_is_no_room_for_all(qtbot: QtBot) -> None:
    kept = shown(qtbot, WEEKS, width=200).shown_columns()
    assert 0 < len(kept) < len(WEEKS)
    assert kept == WEEKS[-len(kept) :]


def test_a_larger_number_is_a_higher_column(qtbot: QtBot) -> None:
    drawn = shown(qtbot, (Column("a", 1, "1"), Column("b", 4, "4")), width=400).grab().toImage()
    assert 0 < inked(drawn, 100) < inked(drawn, 300)


def test_time_runs_from_the_leading_edge(qtbot: QtBot) -> None:
    chart = shown(qtbot, (Column("a", 1, "1"), Column("b", 4, "4")), width=400)
    chart.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    drawn = chart.grab().toImage()
    assert inked(drawn, 100) > inked(drawn, 300) > 0


def test_nothing_done_draws_no_column(qtbot: QtBot) -> None:
    drawn = shown(qtbot, (Column("a", 0, "0"),), width=100).grab().toImage()
    assert inked(drawn, 50) == 0
