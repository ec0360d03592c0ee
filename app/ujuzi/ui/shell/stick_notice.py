"""The window's band about a stick that was put in: it is written to, or may be taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ujuzi.errors import UjuziError
from ujuzi.ui.shell import folder_words
from ujuzi.ui.shell.attendant import Attendant
from ujuzi.ui.shell.page_notice import PageNotice

if TYPE_CHECKING:
    from ujuzi.services.delivery.folders import FolderVisit
    from ujuzi.services.delivery.unattended import KnownStick


class StickNotice(PageNotice):
    """Says what the attendant does with a stick, and asks once whether it shall."""

    def __init__(self, attendant: Attendant) -> None:
        super().__init__()
        self._attendant = attendant
        self._asked: KnownStick | None = None
        attendant.writing.connect(self._writing)
        attendant.written.connect(self._written)
        attendant.asked.connect(self._ask)
        self.acted.connect(self._agree)

    def _writing(self, stick: KnownStick) -> None:
        self._asked = None
        self.tell(lambda: folder_words.writing(stick.name))

    def _written(self, stick: KnownStick, came: FolderVisit | UjuziError) -> None:
        if isinstance(came, UjuziError):
            self.refuse(came)
        else:
            tone = folder_words.written(stick.name, came)[1]
            self.tell(lambda: folder_words.written(stick.name, came)[0], tone)

    def _ask(self, stick: KnownStick) -> None:
        self._asked = stick
        self.tell(
            lambda: folder_words.asked(stick.name)[0],
            action=lambda: folder_words.asked(stick.name)[1],
        )

    def _agree(self) -> None:
        if self._asked is not None:
            self._attendant.answer(self._asked, agrees=True)
