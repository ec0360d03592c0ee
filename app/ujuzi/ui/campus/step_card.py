"""One step of a guided line: its number, what it is for, one button, and what came of it."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.ui.look.icons import pixmap
from ujuzi.ui.look.theme import SPACE, current, restyle, size
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.wrapped_row import WrappedRow

MARK_TO_TITLE = 1.45
"""The side of a mark, in heights of title type."""


class StepStage(Enum):
    """Where a step stands in its line."""

    LATER = auto()
    NOW = auto()
    DONE = auto()


class StepMark(QWidget):
    """The number of a step in a ring, or a tick; filled where it is the turn of this one."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._stage = StepStage.LATER
        self._measure()

    def show_stage(self, stage: StepStage) -> None:
        """Show where the step stands."""
        self._stage = stage
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        """Follow the text size."""
        side = round(size("title") * MARK_TO_TITLE)
        if side != self.width():
            self.setFixedSize(QSize(side, side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, is_now = current(), self._stage is StepStage.NOW
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        later = self._stage is StepStage.LATER
        painter.setPen(QPen(QColor(theme.line if later else theme.accent), 1.5))
        painter.setBrush(QColor(theme.accent if is_now else theme.raised))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._stage is StepStage.DONE:
            side = self.width() * 5 // 8
            drawn = pixmap("check", "accent", side, self.devicePixelRatioF())
            corner = (self.width() - side) / 2
            painter.drawPixmap(QRectF(corner, corner, side, side), drawn, QRectF(drawn.rect()))
            return
        font = QFont(self.font())
        font.setPixelSize(self.width() // 2)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(theme.on_accent if is_now else theme.ink_soft))
        painter.drawText(
            QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, QLocale().toString(self._number)
        )


class StepCard(Retranslated, Card):
    """`more` stands beside its button; a subclass says the words.

    `figures` is a line under them for what is known before it begins; hidden while it is empty.
    """

    begun = Signal()
    ended = Signal()
    """It is over, well or not."""

    def __init__(self, number: int, icon: str, *more: QWidget) -> None:
        super().__init__()
        self._icon = icon
        self.stage = StepStage.LATER
        self.went_well = False
        """Whether it came to its end the last time."""
        self._mark = StepMark(number)
        self.title = Label("title")
        self.text = Label("soft")
        self.figures = Label("body")
        self.figures.hide()
        self.busy = Busy()
        self.progress = Label("caption")
        self.progress.hide()
        self.notice = PageNotice()
        self.button = Button("", icon)
        self.buttons = WrappedRow((self.button, *more))
        words = QVBoxLayout()
        words.setSpacing(SPACE * 3 // 2)
        words.addWidget(self.title)
        for widget in (self.text, self.figures, self.busy, self.progress, self.notice):
            words.addWidget(widget)
        words.addWidget(self.buttons)
        row = QHBoxLayout()
        row.setSpacing(SPACE * 2)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.setContentsMargins(SPACE * 3, SPACE * 3, SPACE * 3, SPACE * 3)
        self.column.addLayout(row)

    @property
    def is_busy(self) -> bool:
        """Whether it is under way."""
        return not self.busy.isHidden()

    def show_stage(self, stage: StepStage) -> None:
        """Show where it stands; the button of the one whose turn it is stands out."""
        self.stage = stage
        self._mark.show_stage(stage)
        self.button.setProperty("kind", "primary" if stage is StepStage.NOW else "")
        restyle(self.button)
        self.button.set_icon(self._icon)

    def allow(self, *, allowed: bool) -> None:
        """Let its buttons be pressed, or not while another step is under way."""
        self.button.setEnabled(allowed)

    def begin(self, words: str) -> None:
        """Say that it is under way."""
        self.notice.clear()
        self.busy.say(words)
        self.begun.emit()

    def end(self, *, well: bool) -> None:
        """Say that it is over, and whether it came to its end."""
        self.went_well = well
        self.busy.clear()
        self.progress.hide()
        self.ended.emit()

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show how far it is; a screen reader is told of the bar alone, and not of every number."""
        self.busy.show_progress(done, total)
        self.progress.setText(words)
        self.progress.show()
