"""A course as a card: how far one is, in a ring and in words, and until when it is asked for."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ujuzi.services.study.course_views import CourseCard
from ujuzi.services.study.learning import AssignedCourse
from ujuzi.ui.learn.assigned_words import asked_words
from ujuzi.ui.look.amounts import language_name
from ujuzi.ui.look.dates import minutes
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.card import CardButton
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.ring import Ring

RING = 44


class CourseCardButton(Retranslated, CardButton):
    """A card that opens its course."""

    def __init__(self, card: CourseCard, assigned: AssignedCourse | None = None) -> None:
        super().__init__()
        self.card, self.assigned = card, assigned
        self._ring = Ring(RING)
        self._ring.show_fraction(card.completed, card.required)
        self._title = Label("strong", card.title, wraps=True)
        self._about = Label("caption", wraps=True)
        self._asked = Label("caption", wraps=True)
        self._asked.setVisible(assigned is not None)
        words = QVBoxLayout()
        words.setSpacing(SPACE // 2)
        words.addWidget(self._title)
        if card.state == "new":
            words.addWidget(Label("caption", card.summary, wraps=True))
        words.addWidget(self._about)
        words.addWidget(self._asked)
        if len(card.languages) > 1:
            words.addWidget(Label("caption", self._languages(), wraps=True))
            self.setAccessibleDescription(self._languages())
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        if card.state != "new":
            row.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.column.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        self._about.setText(self._words())
        self._ring.name(self._about.text())
        asked = asked_words(self.assigned) if self.assigned is not None else ""
        self._asked.setText(asked)
        parts = (self.card.title, self._about.text(), asked)
        self.setAccessibleName(". ".join(filter(None, parts)))

    def _languages(self) -> str:
        return " · ".join(map(language_name, self.card.languages))

    def _words(self) -> str:
        number = QLocale().toString
        if self.card.state == "completed":
            return self.tr("Completed")
        if self.card.state == "new":
            hours = round(60 * self.card.workload_hours)
            return self.tr("About {time} · {publisher}").format(
                time=minutes(hours or self.card.minutes_left), publisher=self.card.publisher
            )
        return self.tr("{completed} of {required} done · {time} left").format(
            completed=number(self.card.completed),
            required=number(self.card.required),
            time=minutes(self.card.minutes_left),
        )
