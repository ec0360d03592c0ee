"""One point of the scale as a row: its number, which is also its key, and its words."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from ujuzi.domain.self_assessment import Grade
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.competencies import in_window_language
from ujuzi.ui.widgets.card import CardButton
from ujuzi.ui.widgets.label import Label


class GradeRow(CardButton):
    """Checked where the statement was rated so; up and down go to its neighbours."""

    def __init__(self, grade: Grade, *, chosen: bool) -> None:
        super().__init__()
        self.value = grade.value
        self.setCheckable(True)
        self.setChecked(chosen)
        number = QLocale().toString(grade.value)
        words = in_window_language(grade.label)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        mark = Label("strong", number, wraps=False)
        mark.setObjectName("partNumber")
        row.addWidget(mark)
        row.addWidget(Label("body", words), 1)
        self.column.setContentsMargins(2 * SPACE, SPACE * 3 // 2, 2 * SPACE, SPACE * 3 // 2)
        self.column.addLayout(row)
        self.setAccessibleName(f"{number}  {words}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            event.ignore()
        else:
            super().keyPressEvent(event)
