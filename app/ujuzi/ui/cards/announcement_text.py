"""An announcement as people read it: who says so, the text as it was written, until when."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.domain.direction import is_rtl
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.label import Label

MILLISECOND = 1


class AnnouncementText(QWidget):
    """Plain words: nothing in them is markup, and no address can be clicked.

    The text runs as its language does, whatever the windows speak.
    """

    def __init__(self, text: str, language: str, by: str, until: int, *, more: str = "") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        self.by = Label("strong", by or _Words().campus())
        self.text = Label("body", text)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rtl = is_rtl(language)
        self.text.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        said = (_Words().until(until), more)
        for widget in (self.by, self.text, Label("caption", " · ".join(filter(None, said)))):
            column.addWidget(widget)


class _Words(QObject):
    """The translator's context of these words."""

    def campus(self) -> str:
        return self.tr("Your campus")

    def until(self, until: int) -> str:
        """Return until when it is shown: the last day on which it is."""
        return self.tr("Until {date}").format(date=day(until - MILLISECOND))
