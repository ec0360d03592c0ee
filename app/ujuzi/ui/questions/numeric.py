"""A numeric question: one line to type, checked once it holds a number."""

from __future__ import annotations

from ujuzi.domain.item import Response
from ujuzi.domain.number import read_number
from ujuzi.ui.questions.text_entry import TextEntryQuestion


class NumericQuestion(TextEntryQuestion):
    """One typed number; a unit beside it is told before it can cost the answer."""

    def response(self) -> Response | None:
        return super().response() if read_number(self.line.text()) is not None else None

    def instruction(self) -> str:
        return self.tr("Type a number, without its unit.")
