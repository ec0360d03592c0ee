"""A choice question: rows to choose from, one (radio buttons) or several (check boxes).

The whole row can be clicked. Arrows move, Space chooses, the keys 1 to 9 choose by number.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ujuzi.domain.item import Choice, ChoiceItem, Outcome, Response
from ujuzi.ui.questions.part import Part, PartState
from ujuzi.ui.questions.passage import Passage, Texts
from ujuzi.ui.questions.question import QuestionView


class ChoiceRow(Part):
    """A row around a radio button or a check box; a click anywhere is a click on it."""

    def __init__(self, choice: Choice, text: Passage, button: QAbstractButton) -> None:
        super().__init__(text, button)
        self.choice = choice
        self.button = button
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        button.installEventFilter(self)
        button.toggled.connect(self._follow)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.button.isEnabled():
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.show_focus(focused=event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _follow(self, checked: bool) -> None:
        self.stand(PartState.CHOSEN if checked else PartState.OPEN)


class ChoiceQuestion(QuestionView):
    """Single and multiple choice."""

    def __init__(self, item: ChoiceItem, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self.item = item
        self._outcome: Outcome | None = None
        self._group = QButtonGroup(self)
        self._group.setExclusive(not item.multiple)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.rows = tuple(self._row(choice) for choice in item.choices)
        for row in self.rows:
            column.addWidget(row)
        self._group.buttonToggled.connect(lambda *_: self.changed.emit())
        self.retranslate()

    def response(self) -> Response | None:
        chosen = tuple(row.choice.id for row in self.rows if row.button.isChecked())
        return chosen or None

    def set_response(self, response: Response) -> None:
        for row in self.rows:
            row.button.setChecked(row.choice.id in response)

    def reveal(self, outcome: Outcome) -> None:
        self._outcome = outcome
        for row in self.rows:
            row.button.setEnabled(False)
            row.unsetCursor()
        self.retranslate()

    def first_stop(self) -> QWidget:
        chosen = self._group.checkedButton() if self._group.exclusive() else None
        return chosen or self.rows[0].button

    def numbered(self) -> Sequence[QAbstractButton]:
        return [row.button for row in self.rows]

    def instruction(self) -> str:
        if self.item.multiple:
            return self.tr("Choose all that are right.")
        return self.tr("Choose one.")

    def retranslate(self) -> None:
        for number, row in enumerate(self.rows, 1):
            words = self.texts.plain(row.choice.text)
            if self._outcome is not None:
                standing, mark = self._judged(row)
                row.stand(standing, mark)
                words = f"{words}. {mark}" if mark else words
            row.button.setAccessibleName(words)
            row.button.setAccessibleDescription(self.tr("Key %1").replace("%1", str(number)))

    def _row(self, choice: Choice) -> ChoiceRow:
        button = QCheckBox() if self.item.multiple else QRadioButton()
        self._group.addButton(button)
        return ChoiceRow(choice, self.texts.passage(choice.text), button)

    def _judged(self, row: ChoiceRow) -> tuple[PartState, str]:
        match row.button.isChecked(), row.choice.right:
            case True, True:
                return PartState.RIGHT, self.tr("Your answer, right")
            case True, False:
                return PartState.WRONG, self.tr("Your answer, not right")
            case False, True:
                return PartState.MISSED, self.tr("This one is right")
        return PartState.CLOSED, ""
