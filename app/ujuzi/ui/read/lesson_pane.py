"""A lesson with what belongs to reading it: finding words, and telling where a link leads."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.read.dressing import FORMULAS
from ujuzi.ui.read.enlarged import Enlarged
from ujuzi.ui.read.find_bar import FindBar
from ujuzi.ui.read.lesson_text import LessonText
from ujuzi.ui.read.opening import OpenedSection
from ujuzi.ui.widgets.notice import Notice


class LessonPane(QWidget):
    """One section of a lesson at a time."""

    activity_chosen = Signal(str)
    anchor_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = LessonText()
        self.finder = FindBar()
        self.notice = Notice()
        self._address = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        told = QVBoxLayout()
        told.setContentsMargins(2 * SPACE, 0, 2 * SPACE, 0)
        told.addWidget(self.notice)
        column.addWidget(self.finder)
        column.addLayout(told)
        column.addWidget(self.text, 1)
        self.text.activity_chosen.connect(self.activity_chosen)
        self.text.anchor_chosen.connect(self.anchor_chosen)
        self.text.external_chosen.connect(self._tell_address)
        self.text.picture_chosen.connect(self._enlarge)
        self.notice.acted.connect(self._copy_address)
        self.finder.changed.connect(self._find)
        self.finder.stepped.connect(self._step)
        self.finder.closed.connect(self._close_find)

    def show_section(self, section: OpenedSection, *, titled: bool = True) -> None:
        """Show a section from its top; the first one stands under the lesson's title."""
        part = section.lesson.sections[section.index]
        title = section.lesson.title if titled and section.index == 0 else ""
        self.notice.clear()
        self.text.show_section(title, part.html, section.pictures, rtl=section.lesson.rtl)
        self.text.setAccessibleName(section.lesson.title)
        if self.finder.isVisible():
            self._find(self.finder.field.text())

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.finder.retranslate()

    def begin_find(self) -> None:
        """Show the bar to find words with what is selected in it."""
        selected = self.text.textCursor().selectedText()
        if selected and len(selected) < 60:
            self.finder.field.setText(selected)
        self.finder.begin()
        self._find(self.finder.field.text())

    def _find(self, words: str) -> None:
        places = self.text.find_all(words)
        self.finder.show_count(places)
        if places:
            self.text.find_onward(words)

    def _step(self, words: str, backward: bool) -> None:  # a signal's slot takes it by position
        self.text.find_next(words, backward=backward)

    def _close_find(self) -> None:
        self.finder.hide()
        self.text.find_all("")
        self.text.setFocus()

    def _tell_address(self, address: str) -> None:
        self._address = address
        self.notice.say(
            self.tr("This link needs the internet: {address}").format(address=address),
            "notice",
            self.tr("Copy the address"),
        )

    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self._address)
        self.notice.say(
            self.tr("The address was copied: {address}").format(address=self._address), "done"
        )

    def _enlarge(self, path: str) -> None:
        data, words = self.text.picture(path), self.text.words_of(path)
        Enlarged(self.window(), data, words, is_formula=path.startswith(FORMULAS))
