"""The newest announcement that a person has not read: calm, above her courses, once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ujuzi.services.delivery.announcements import ReadableAnnouncement
from ujuzi.ui.cards.announcement_text import AnnouncementText
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.card import Card
from ujuzi.ui.widgets.icon import Icon
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.wrapped_row import WrappedRow


class AnnouncementCard(Retranslated, Card):
    """Hidden while there is nothing that she has not read."""

    read = Signal(str)
    """Its mark."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: ReadableAnnouncement | None = None
        self._text: AnnouncementText | None = None
        self._held = QVBoxLayout()
        self.got_it = Button()
        self.got_it.clicked.connect(self._read)
        beside = QHBoxLayout()
        beside.setSpacing(2 * SPACE)
        beside.addWidget(Icon("notice", "accent"))
        beside.addLayout(self._held, 1)
        self.column.addLayout(beside)
        self.column.addWidget(WrappedRow((self.got_it,)))
        self.hide()
        self.retranslate()

    def show_newest(self, live: tuple[ReadableAnnouncement, ...]) -> None:
        """Show the newest of what is announced that she has not read, if there is one."""
        unread = [each for each in live if not each.is_read]
        shown = unread[0] if unread else None
        if shown == self._shown:
            return
        self._shown = shown
        self.setVisible(shown is not None)
        self.retranslate()

    def retranslate(self) -> None:
        self.got_it.setText(self.tr("Got it"))
        if self._text is not None:
            self._text.hide()
            self._text.deleteLater()
            self._text = None
        if self._shown is not None:
            shown = self._shown
            self._text = AnnouncementText(shown.text, shown.language, shown.by, shown.until)
            self._held.addWidget(self._text)
            self.got_it.setAccessibleDescription(shown.text)

    def _read(self) -> None:
        if self._shown is not None:
            self.read.emit(self._shown.mark)
