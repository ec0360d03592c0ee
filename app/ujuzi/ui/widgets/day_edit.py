"""A day that may be left open: a tick, and beside it the date as people write it here."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QTextCharFormat, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QWidget

from ujuzi.ui.look.dates import date_kept, day_pattern, kept_day, this_day
from ujuzi.ui.look.theme import SPACE


class DayEdit(QWidget):
    """A check box and a date; without the tick no day is said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = QCheckBox()
        self.date = _Date()
        self.said.toggled.connect(self.date.setEnabled)
        self.date.setEnabled(False)
        self.date.setDate(this_day())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.said)
        row.addWidget(self.date)
        row.addStretch(1)

    @property
    def day(self) -> str:
        """The day as 2026-03-12; empty where none is said."""
        return kept_day(self.date.date()) if self.said.isChecked() else ""

    def set_day(self, day: str) -> None:
        """Show a day as 2026-03-12, or none."""
        found = date_kept(day)
        self.said.setChecked(found is not None)
        self.date.setDate(found or this_day())

    def say(self, words: str) -> None:
        """Set what the day is, in the language of the windows."""
        self.said.setText(words)
        self.date.setAccessibleName(words)
        self.date.setLocale(QLocale())
        self.date.setDisplayFormat(day_pattern())


class _Date(QDateEdit):
    """A date whose page scrolls under the wheel, and which Tab leaves at once."""

    def __init__(self) -> None:
        super().__init__()
        self.setCalendarPopup(True)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            # Else in a red that no theme knows.
            self.calendarWidget().setWeekdayTextFormat(day, QTextCharFormat())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusNextPrevChild(self, next: bool) -> bool:
        return QWidget.focusNextPrevChild(self, next)
