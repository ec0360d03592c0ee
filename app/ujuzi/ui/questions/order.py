"""An order question: lines to put in order with buttons, Alt and the arrow keys, or by dragging."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ujuzi.domain.item import Choice, OrderItem, Outcome, Response
from ujuzi.ui.questions.part import Part, PartState
from ujuzi.ui.questions.passage import Passage, Texts
from ujuzi.ui.questions.question import QuestionView
from ujuzi.ui.widgets.buttons import IconButton

UP, DOWN = -1, 1


class OrderRow(Part):
    """A line that can be moved; it asks, and the question moves it."""

    moved = Signal(int)
    stepped = Signal(int)
    dragged = Signal(QPoint)

    def __init__(self, choice: Choice, text: Passage) -> None:
        self.number = QLabel()
        self.number.setObjectName("partNumber")
        super().__init__(text, self.number)
        self.choice = choice
        self.up = self._arrow("up", UP)
        self.down = self._arrow("down", DOWN)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._held = False

    def close_for_good(self) -> None:
        """Let nothing move any more."""
        self.up.hide()
        self.down.hide()
        self.unsetCursor()
        self._held = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: UP, Qt.Key.Key_Down: DOWN}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            self.stepped.emit(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.button() == Qt.MouseButton.LeftButton and not self.up.isHidden()
        if self._held:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self.dragged.emit(self.mapToParent(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._held:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._held = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.show_focus(focused=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.show_focus(focused=False)

    def _arrow(self, icon: str, step: int) -> IconButton:
        button = IconButton(icon)
        # The row is the keyboard's stop: its Alt and arrow keys do what the buttons do.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.moved.emit(step))
        self.add_trailing(button)
        return button


class OrderQuestion(QuestionView):
    """Lines shown shuffled, to be put in order; who has moved none has not answered."""

    def __init__(
        self,
        item: OrderItem,
        texts: Texts,
        shown: Sequence[Choice],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(texts, parent)
        self.item = item
        self._outcome: Outcome | None = None
        self._touched = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.rows = [self._row(choice) for choice in shown]
        self._settle()

    def response(self) -> Response | None:
        return tuple(row.choice.id for row in self.rows) if self._touched else None

    def set_response(self, response: Response) -> None:
        self._touched = bool(response)
        place = {choice: number for number, choice in enumerate(response)}
        self.rows.sort(key=lambda row: place.get(row.choice.id, len(place)))
        self._settle()

    def reveal(self, outcome: Outcome) -> None:
        self._outcome = outcome
        for row in self.rows:
            row.close_for_good()
        self.retranslate()

    def first_stop(self) -> QWidget:
        return self.rows[0]

    def instruction(self) -> str:
        return self.tr("Put these in order: drag them, or press Alt and an arrow key.")

    def retranslate(self) -> None:
        for number, row in enumerate(self.rows, 1):
            words = self.texts.plain(row.choice.text)
            row.number.setText(QLocale().toString(number))
            row.up.setEnabled(number > 1)
            row.down.setEnabled(number < len(self.rows))
            row.up.setAccessibleName(self.tr("Move up: {line}").format(line=words))
            row.down.setAccessibleName(self.tr("Move down: {line}").format(line=words))
            row.up.setToolTip(self.tr("Move up (Alt and Up)"))
            row.down.setToolTip(self.tr("Move down (Alt and Down)"))
            name = self.tr("{number} of {count}: {line}").format(
                number=number, count=len(self.rows), line=words
            )
            if self._outcome is not None:
                standing, mark = self._judged(row, number - 1)
                row.stand(standing, mark)
                name = f"{name}. {mark}"
            row.setAccessibleName(name)

    def put(self, row: OrderRow, place: int) -> None:
        """Put a row at a place, from 0; the others make room."""
        if self._outcome is not None or not 0 <= place < len(self.rows):
            return
        self.rows.remove(row)
        self.rows.insert(place, row)
        self._touched = True
        self._settle()
        row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _row(self, choice: Choice) -> OrderRow:
        row = OrderRow(choice, self.texts.passage(choice.text))
        row.moved.connect(lambda step: self.put(row, self.rows.index(row) + step))
        row.stepped.connect(lambda step: self._step(row, step))
        row.dragged.connect(lambda point: self._drag(row, point))
        return row

    def _step(self, row: OrderRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _drag(self, row: OrderRow, point: QPoint) -> None:
        """Move a held row past each neighbour whose middle the pointer has passed."""
        place = self.rows.index(row)
        if place > 0 and point.y() < self.rows[place - 1].geometry().center().y():
            self.put(row, place - 1)
        elif place + 1 < len(self.rows) and (
            point.y() > self.rows[place + 1].geometry().center().y()
        ):
            self.put(row, place + 1)

    def _settle(self) -> None:
        """Lay the rows out, and let Tab visit them, in their order."""
        for place, row in enumerate(self.rows):
            self._column.removeWidget(row)
            self._column.insertWidget(place, row)
        for earlier, later in zip(self.rows, self.rows[1:], strict=False):
            QWidget.setTabOrder(earlier, later)
        self._column.activate()
        self.retranslate()

    def _judged(self, row: OrderRow, place: int) -> tuple[PartState, str]:
        right = [choice.id for choice in self.item.choices].index(row.choice.id)
        if right == place:
            return PartState.RIGHT, self.tr("In its place")
        return PartState.WRONG, self.tr("Belongs at {number}").format(number=right + 1)
