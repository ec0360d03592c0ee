"""The one large card of *Learn*: go on where you stopped."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ujuzi.services.study.course_views import CourseCard
from ujuzi.ui.look.dates import minutes
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.ring import Ring

RING = 88


class ContinueCard(Retranslated, Card):
    """The course that was studied last, and what comes next in it."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._card: CourseCard | None = None
        self._ring = Ring(RING)
        self._over = Label("caption")
        self._next = Label("title")
        self._course = Label("soft")
        self._left = Label("caption")
        self.button = Button("primary")
        self.button.clicked.connect(lambda: self.chosen.emit(self._card))
        words = QVBoxLayout()
        words.setSpacing(SPACE // 2)
        for label in (self._over, self._next, self._course, self._left):
            words.addWidget(label)
        words.addSpacing(SPACE)
        words.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeading)
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        row.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        self.column.addLayout(row)
        self.retranslate()

    def show_card(self, card: CourseCard) -> None:
        """Offer to go on in this course."""
        self._card = card
        self._ring.show_fraction(card.completed, card.required)
        self.retranslate()

    def retranslate(self) -> None:
        self._over.setText(self.tr("Continue where you stopped"))
        self.button.setText(self.tr("Continue"))
        card = self._card
        if card is None:
            return
        number = QLocale().toString
        self._next.setText(card.next_title)
        self._course.setText(card.title)
        self._left.setText(
            self.tr("{completed} of {required} done · {time} left").format(
                completed=number(card.completed),
                required=number(card.required),
                time=minutes(card.minutes_left),
            )
        )
        self._ring.name(self._left.text())
        self.button.setAccessibleDescription(f"{card.next_title}, {card.title}")
