"""What is kept about a person, where, and who sees it; on one plain page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ujuzi.ui.cards.step import Step
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label

_ICONS = ("person", "computer", "lock", "stick")


class PrivacyStep(Step):
    """Says what one agrees to by continuing."""

    def __init__(self) -> None:
        super().__init__()
        self._points = [(Label("strong"), Label("soft")) for _ in _ICONS]
        for icon, (head, text) in zip(_ICONS, self._points, strict=True):
            words = QVBoxLayout()
            words.setSpacing(SPACE // 4)
            words.addWidget(head)
            words.addWidget(text)
            row = QHBoxLayout()
            row.setSpacing(SPACE * 2)
            row.addWidget(Icon(icon, "accent"), 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(words, 1)
            self.column.addLayout(row)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Your data"))
        self.text.setText(self.tr("What Ujuzi keeps about you, and who can see it."))
        points = (
            (
                self.tr("What is kept"),
                self.tr(
                    "Your name and role, the lessons you open and finish, your answers and scores,"
                    " your notes, and the time you study."
                ),
            ),
            (
                self.tr("Where it is"),
                self.tr(
                    "On this computer. Nothing is sent anywhere until your campus collects"
                    " learning records; then yours go, sealed, to your institution's programme,"
                    " so that your results count."
                ),
            ),
            (
                self.tr("What the PIN does"),
                self.tr(
                    "It keeps colleagues out of your work inside Ujuzi. It does not protect a"
                    " copied or stolen disk."
                ),
            ),
            (
                self.tr("What you can do"),
                self.tr(
                    "See all of it in My progress, and take a copy of everything from Settings at"
                    " any time."
                ),
            ),
        )
        for (head, text), (head_words, text_words) in zip(self._points, points, strict=True):
            head.setText(head_words)
            text.setText(text_words)
