"""A bar between its title and its words."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.ui.charts.bar import Bar
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.label import Label


class BarLine(QWidget):
    """`done` of `whole`; the words say the same."""

    def __init__(self, title: str, done: int, whole: int, words: str) -> None:
        super().__init__()
        bar = Bar(done, whole)
        bar.setAccessibleName(f"{title}: {words}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(Label("body", title))
        column.addWidget(bar)
        column.addWidget(Label("caption", words))
