"""The window's band about a stick that was put in: it is written to, or may be taken out.

Where it brings courses that are new here, the band leads to them; it installs none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ujuzi.errors import UjuziError
from ujuzi.ui.shell import folder_words
from ujuzi.ui.shell.attendant import Attendant
from ujuzi.ui.shell.page_notice import PageNotice

if TYPE_CHECKING:
    from ujuzi.services.delivery.brought import BroughtCourse
    from ujuzi.services.delivery.folders import FolderVisit
    from ujuzi.services.delivery.unattended import KnownStick


class StickNotice(PageNotice):
    """Says what the attendant does with a stick, and asks once whether it shall."""

    courses_wished = Signal(Path)
    """Who is here wants to see the courses on the stick at this folder."""

    def __init__(
        self, attendant: Attendant, is_somebody_here: Callable[[], bool] = lambda: True
    ) -> None:
        """Courses are offered where `is_somebody_here`, and not at the door."""
        super().__init__()
        self._attendant = attendant
        self._is_somebody_here = is_somebody_here
        self._asked: KnownStick | None = None
        self._courses_at: Path | None = None
        self._came: FolderVisit | UjuziError | None = None
        attendant.writing.connect(self._writing)
        attendant.written.connect(self._written)
        attendant.brought.connect(self._brought)
        attendant.asked.connect(self._ask)
        self.acted.connect(self._act)

    def _writing(self, stick: KnownStick) -> None:
        self._asked = self._courses_at = None
        self.tell(lambda: folder_words.writing(stick.name))

    def _written(self, stick: KnownStick, came: FolderVisit | UjuziError) -> None:
        self._came = came
        if isinstance(came, UjuziError):
            self.refuse(came)
        else:
            tone = folder_words.written(stick.name, came)[1]
            self.tell(lambda: folder_words.written(stick.name, came)[0], tone)

    def _brought(self, stick: KnownStick, courses: Sequence[BroughtCourse]) -> None:
        came, count = self._came, len(courses)
        if (
            came is None
            or isinstance(came, UjuziError)
            or not self._is_somebody_here()
            or not self.isVisible()
        ):
            return
        self._courses_at = stick.root
        tone = folder_words.written(stick.name, came)[1]
        self.tell(
            lambda: f"{folder_words.written(stick.name, came)[0]} {folder_words.brings(count)[0]}",
            tone,
            action=lambda: folder_words.brings(count)[1],
        )

    def _ask(self, stick: KnownStick) -> None:
        self._asked, self._courses_at = stick, None
        self.tell(
            lambda: folder_words.asked(stick.name)[0],
            action=lambda: folder_words.asked(stick.name)[1],
        )

    def _act(self) -> None:
        if self._courses_at is not None:
            self.courses_wished.emit(self._courses_at)
            self.clear()
        elif self._asked is not None:
            self._attendant.answer(self._asked, agrees=True)
