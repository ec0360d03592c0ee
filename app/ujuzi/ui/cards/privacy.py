"""What people are told of their data, said once: on the help's page *Privacy*.

First start and Settings show what each section of it begins with, Notes what is said of notes: so
no two places contradict each other, and what is true is looked after in one text a language.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.paths import resource
from ujuzi.ui.look.language import ENGLISH, spoken
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated

PAGE = "6-privacy"
"""The topic of the help."""


class PrivacyTopic(IntEnum):
    """The sections of the page, in order."""

    KEPT = 0
    WAYS = 1
    OTHERS = 2
    RIGHTS = 3
    ANSWERABLE = 4
    NOTES = 5


_ICONS = {
    PrivacyTopic.KEPT: "person",
    PrivacyTopic.WAYS: "sync",
    PrivacyTopic.OTHERS: "lock",
    PrivacyTopic.RIGHTS: "check",
    PrivacyTopic.ANSWERABLE: "help",
}


class Section(NamedTuple):
    """A heading, and the paragraph under it, which holds no markup."""

    heading: str
    gist: str


def section(about: PrivacyTopic) -> Section:
    """Return how a section begins, in the language of the windows or in English."""
    file = resource("help", spoken(), f"{PAGE}.md")
    if not file.is_file():
        file = resource("help", ENGLISH, f"{PAGE}.md")
    heading, gist = file.read_text("utf-8").split("\n## ")[1 + about].split("\n\n")[:2]
    return Section(heading, gist.strip())


class PrivacyPoints(Retranslated, QWidget):
    """What is kept, where it goes, what others see, what one can do and who answers for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points = {about: (Label("strong"), Label("soft")) for about in _ICONS}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3 // 2)
        for about, (head, text) in self.points.items():
            words = QVBoxLayout()
            words.setSpacing(SPACE // 4)
            words.addWidget(head)
            words.addWidget(text)
            row = QHBoxLayout()
            row.setSpacing(SPACE * 2)
            row.addWidget(Icon(_ICONS[about], "accent"), 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(words, 1)
            column.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        for about, (head, text) in self.points.items():
            heading, gist = section(about)
            head.setText(heading)
            text.setText(gist)
