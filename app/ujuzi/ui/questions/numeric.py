"""A numeric question: one line to type, checked once it holds a number."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from ujuzi.domain.item import NumericItem, Response
from ujuzi.domain.number import read_number
from ujuzi.ui.questions.text_entry import TextEntryQuestion


class NumericQuestion(TextEntryQuestion):
    """One typed number; a unit beside it is told before it can cost the answer."""

    def response(self) -> Response | None:
        return super().response() if read_number(self.line.text()) is not None else None

    def instruction(self) -> str:
        return self.tr("Type a number, without its unit.")

    def right_answer(self) -> str:
        said = super().right_answer()
        if isinstance(self.item, NumericItem) and self.item.tolerance:
            said = f"{said} ± {self.item.tolerance:f}"
        return said.replace(".", QLocale().decimalPoint())
