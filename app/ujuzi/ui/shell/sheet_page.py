"""A page that shows one sheet at a time: where one is over it, what can be pressed under it.

Enter does what comes next, where no button or row has the keyboard; the digits choose by number.
Pages say what lies on the page (`put`), and what its buttons do.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.questions.sheet import QuestionSheet
from ujuzi.ui.questions.steps import Steps
from ujuzi.ui.shell.page import D, Page
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.elided import ElidedLabel
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.reading_column import ReadingColumn
from ujuzi.ui.widgets.spoken import announce


class SheetPage(Page[D]):
    """`head` and `foot` are rows; the foot begins with `previous` and ends with `primary`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: QWidget | None = None
        self.back = Button("quiet", "back")
        self._title = ElidedLabel("caption")
        self._steps = Steps()
        self._where = Label("caption", wraps=False)
        self.head = QHBoxLayout()
        self.head.setSpacing(2 * SPACE)
        self.head.addWidget(self.back)
        self.head.addWidget(self._title, 1)
        self.head.addWidget(self._steps)
        self.head.addWidget(self._where)

        self._column = ReadingColumn("lead")
        self.area = QScrollArea()
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._column)

        self.notice = PageNotice()
        self.previous = Button("quiet")
        self.primary = Button("primary")
        self.foot = QHBoxLayout()
        self.foot.setSpacing(SPACE)
        self.foot.addWidget(self.previous)
        self.foot.addStretch(1)
        self.foot.addWidget(self.primary)

        page = QVBoxLayout(self)
        page.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        page.setSpacing(2 * SPACE)
        page.addLayout(self.head)
        page.addWidget(self.area, 1)
        under = ReadingColumn("lead")
        under.column.addWidget(self.notice)
        under.column.addLayout(self.foot)
        page.addWidget(under)

    @property
    def sheet(self) -> QWidget | None:
        """What lies on the page."""
        return self._sheet

    @property
    def where(self) -> str:
        """Where one is, in words."""
        return self._where.text()

    @property
    def can_answer(self) -> bool:
        """Whether a question lies on the page that takes an answer now."""
        raise NotImplementedError

    def put(self, sheet: QWidget | None) -> None:
        """Show a sheet from its top, or none, in place of the one before; give it the keyboard."""
        before, self._sheet = self._sheet, sheet
        if sheet is not None:
            self._column.column.addWidget(sheet)
            sheet.show()
            self._order_tabs(sheet)
        self.say_around()
        if sheet is not None and self.isVisible():
            self.take_keyboard()
            announce(sheet, _spoken(sheet))
        # It goes once the keyboard is elsewhere: else Qt would bring that to the rail.
        if before is not None:
            self._column.column.removeWidget(before)
            before.hide()
            before.deleteLater()
        self.area.verticalScrollBar().setValue(0)

    def _order_tabs(self, sheet: QWidget) -> None:
        """Let Tab go from the sheet, which was made last, to what stands under it."""
        # Not by `nextInFocusChain`: with a sheet the binding gives up what it met after it.
        stops = [
            each
            for each in sheet.findChildren(QWidget)
            if each.focusPolicy() != Qt.FocusPolicy.NoFocus and each.window() is self.window()
        ]
        last: QWidget = stops[-1] if stops else self.back
        items = filter(None, map(self.foot.itemAt, range(self.foot.count())))
        below = filter(None, (item.widget() for item in items))
        for widget in (self.notice.action, self.notice.dismiss, *below):
            QWidget.setTabOrder(last, widget)
            last = widget

    def say_around(self) -> None:
        """Say what stands around the sheet."""
        raise NotImplementedError

    def first_stop(self) -> QWidget | None:
        if isinstance(self._sheet, QuestionSheet) and self.can_answer:
            return self._sheet.question.first_stop()
        return self.primary

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        chosen = (
            isinstance(self._sheet, QuestionSheet)
            and self.can_answer
            and digit.isdecimal()
            and self._sheet.question.choose_number(int(digit))
        )
        if not chosen:
            super().keyPressEvent(event)

    def scrolled(self) -> QScrollArea:
        return self.area

    def enter(self) -> None:
        if self.primary.isVisibleTo(self):
            self.primary.click()
        else:
            super().enter()


def _spoken(sheet: QWidget) -> str:
    """Return what stands on a sheet beside what the keyboard reaches."""
    if isinstance(sheet, QuestionSheet):
        return f"{sheet.prompt.words} {sheet.instruction.text()}"
    labels = (each for each in sheet.findChildren(Label) if each.isVisibleTo(sheet))
    return " ".join(words for label in labels if (words := label.text()))
