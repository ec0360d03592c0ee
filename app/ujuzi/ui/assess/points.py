"""Sentences one below the other, each behind a small icon."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label

ICON = 20


class Points(QWidget):
    """Said again in another language, its points stay as many as they were."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: list[Label] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE * 3 // 2)
        self._grid.setVerticalSpacing(SPACE * 3 // 2)
        self._grid.setColumnStretch(1, 1)

    def say(self, points: Sequence[tuple[str, str]]) -> None:
        """Show these points as (icon, sentence)."""
        for icon, _ in points[len(self._labels) :]:
            row = len(self._labels)
            self._labels.append(Label())
            self._grid.addWidget(Icon(icon, "accent", ICON), row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self._labels[-1], row, 1)
        for label, (_, sentence) in zip(self._labels, points, strict=True):
            label.setText(sentence)
