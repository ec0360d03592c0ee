"""What narrows many courses down: words of theirs, and a language; hidden while they are few."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ujuzi.domain.text import contains, natural
from ujuzi.services.study.course_views import CourseCard
from ujuzi.ui.look.amounts import language_name
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated

MANY = 7
"""Courses from which on it is worth its place."""


class CourseFilter(Retranslated, QWidget):
    """A line to type in and a drop-down of languages."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        self.language = DropDown()
        self.language.addItem("", "")
        self.language.currentIndexChanged.connect(lambda _row: self.changed.emit())
        self._none = Label("soft")
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self.words, 2)
        row.addWidget(self.language, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(row)
        column.addWidget(self._none)
        self._none.hide()
        self.hide()
        self.retranslate()

    def set_courses(self, cards: Sequence[CourseCard]) -> None:
        """Be there for many courses alone, and offer their languages; what is chosen stays."""
        languages = {language for card in cards for language in card.languages}
        chosen = self.language.chosen
        with QSignalBlocker(self.language):
            while self.language.count() > 1:
                self.language.removeItem(1)
            for language in sorted(languages, key=lambda each: natural(language_name(each))):
                self.language.addItem(language_name(language), language)
            self.language.choose(chosen)
        self.language.setVisible(len(languages) > 1)
        self.setVisible(len(cards) >= MANY)

    def lets_through(self, card: CourseCard) -> bool:
        """Whether a course has the words in its title, summary or publisher, and the language."""
        if self.isHidden():
            return True
        about = f"{card.title} {card.summary} {card.publisher}"
        wanted = self.language.chosen
        return contains(about, self.words.text()) and (not wanted or wanted in card.languages)

    def say_found(self, count: int) -> None:
        """Say it where nothing is left."""
        self._none.setVisible(not count and not self.isHidden())

    def retranslate(self) -> None:
        self.words.setPlaceholderText(self.tr("Filter the courses"))
        self.words.setAccessibleName(self.tr("Filter the courses"))
        self.language.setItemText(0, self.tr("All languages"))
        self.language.setAccessibleName(self.tr("Language of the courses"))
        self._none.setText(
            self.tr("No course here has these words in this language. Remove a word.")
        )
