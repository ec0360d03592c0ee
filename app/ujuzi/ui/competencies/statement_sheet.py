"""One statement and the scale below it: what is chosen is told, and decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.domain.self_assessment import Grade, Statement
from ujuzi.ui.competencies.grade_row import GradeRow
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.competencies import area_name, competency_name, in_window_language
from ujuzi.ui.widgets.label import Label


class StatementSheet(QWidget):
    """A statement, what it is about, and five rows to choose from."""

    chosen = Signal(int)
    turned = Signal(int)
    """1 for the next statement, -1 for the one before: the arrow along the line of reading."""

    def __init__(self, statement: Statement, scale: Sequence[Grade], value: int | None) -> None:
        super().__init__()
        self.statement = statement
        text = in_window_language(statement.text)
        about = (area_name(statement.competency), competency_name(statement.competency))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(Label("caption", " · ".join(filter(None, about))))
        self._prompt = Label("title", text)
        self._prompt.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._prompt.setContentsMargins(0, 0, 0, SPACE // 2)
        column.addWidget(self._prompt)
        column.addSpacing(SPACE)
        self.rows = tuple(GradeRow(grade, chosen=grade.value == value) for grade in scale)
        for row in self.rows:
            row.setAccessibleDescription(text)
            row.clicked.connect(lambda _checked=False, value=row.value: self.choose(value))
            column.addWidget(row)
        column.addStretch(1)

    @property
    def is_rated(self) -> bool:
        """Whether a row is chosen."""
        return any(row.isChecked() for row in self.rows)

    def choose(self, value: int) -> None:
        """Choose a row, by click or by its number, and tell."""
        for row in self.rows:
            row.setChecked(row.value == value)
        self.chosen.emit(value)

    def first_stop(self) -> QWidget:
        """Return where the keyboard starts: at what is chosen, else at the statement itself.

        A frame around a row would look like an answer that is given already.
        """
        return next((row for row in self.rows if row.isChecked()), self._prompt)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Here, for the area that scrolls around it takes the arrows for itself.
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        onward = Qt.Key.Key_Left if rtl else Qt.Key.Key_Right
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.turned.emit(1 if event.key() == onward else -1)
        elif event.key() == Qt.Key.Key_Down:
            self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def row_under_keyboard(self) -> GradeRow | None:
        """Return the row that has the keyboard."""
        return next((row for row in self.rows if row.hasFocus()), None)
