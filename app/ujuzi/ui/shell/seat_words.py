"""What to say where the hub has not confirmed that somebody sits at this computer."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ujuzi.services.people.roster import SeatState
from ujuzi.ui.widgets.notice import Notice


def seat_words(state: SeatState) -> str:
    """Return what a person reads of her seat; nothing where all is well."""
    return _Words().of(state)


class SeatNotice(Notice):
    """Says above a page that the computer waits to be confirmed, until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._state = SeatState.CONFIRMED
        self._wanted = False
        super().__init__(parent)
        self.closed.connect(self._put_away)

    def show_seat(self, state: SeatState) -> None:
        """Say how the profile stands at this computer."""
        self._state = state
        self._look()

    def want(self, *, wanted: bool) -> None:
        """Let it be seen beside the page that is open, or not."""
        self._wanted = wanted
        self._look()

    def retranslate(self) -> None:
        super().retranslate()
        self._look()

    def _look(self) -> None:
        words = seat_words(self._state)
        if not self._wanted or not words:
            self.clear()
        elif words != self.text.text():
            self.say(words, "notice", self.tr("Type the code"))

    def _put_away(self) -> None:
        """Keep quiet until something else is to be said."""
        self._state = SeatState.CONFIRMED


class _Words(QObject):
    """The translator's context of these words."""

    def of(self, state: SeatState) -> str:
        if state is SeatState.CONFIRMED:
            return ""
        if state is SeatState.DENIED:
            return self.tr(
                "Your coordinator said that it was not you who used this computer. If it was you,"
                " ask your coordinator to say so: what you did here is kept."
            )
        return self.tr(
            "You can study here now. Your notes, results and certificates come when the hub has"
            " confirmed this computer. Type your sign-in code here to confirm it, or ask your"
            " coordinator."
        )
