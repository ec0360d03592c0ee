"""What every question on the screen can do, whatever its interaction.

A question shows one item and collects one response. It records nothing, grades nothing and knows
no page: it tells that something `changed`, and is told the outcome once the answer is recorded.
Texts are sanitised HTML from the attempt. Everything works by keyboard alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.item import Outcome, Response
from ujuzi.ui.questions.passage import Texts
from ujuzi.ui.widgets.retranslated import Retranslated


class QuestionView(Retranslated, QWidget):
    """One item: its response so far, and afterwards how it was answered."""

    changed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = texts

    def response(self) -> Response | None:
        """Return what has been answered so far; None while there is nothing to check."""
        raise NotImplementedError

    def so_far(self) -> Response:
        """Return what is worth keeping: the response, or as much of one as there is."""
        return self.response() or ()

    def set_response(self, response: Response) -> None:
        """Show a response that was given earlier."""
        raise NotImplementedError

    def reveal(self, outcome: Outcome) -> None:
        """Close the question and mark its parts with what is right."""
        raise NotImplementedError

    def first_stop(self) -> QWidget:
        """Return where the keyboard starts."""
        raise NotImplementedError

    def prompt(self, html: str) -> str:
        """Return the item's prompt as it reads now; `changed` tells when it may read otherwise."""
        return html

    def numbered(self) -> Sequence[QAbstractButton]:
        """Return the parts that the keys 1 to 9 choose, in order."""
        return ()

    def choose_number(self, number: int) -> bool:
        """Choose the part with this number, from 1; whether there was one to choose."""
        for button in self.numbered()[number - 1 : number]:
            button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            button.click()
            return button.isEnabled()
        return False

    def instruction(self) -> str:
        """Return one sentence on how to answer."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Say every text again in the language of the windows."""
