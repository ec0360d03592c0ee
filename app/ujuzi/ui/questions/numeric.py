"""A numeric question: one line to type, checked once it holds a number that reads in one way."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from ujuzi.domain.item import NumericItem, Response
from ujuzi.domain.number import is_ambiguous, parted, read_answer
from ujuzi.ui.questions.text_entry import TextEntryQuestion


class NumericQuestion(TextEntryQuestion):
    """One typed number; what reads in two ways is asked before it can cost the answer."""

    def response(self) -> Response | None:
        return super().response() if read_answer(self.line.text()) is not None else None

    def instruction(self) -> str:
        typed = self.line.text()
        if not is_ambiguous(typed):
            return self.tr("Type a number, without its unit.")
        number, _ = parted(typed)
        return self.tr("{typed} can be read in two ways. Type {whole} or {decimal}.").format(
            typed=number, whole=number.replace(",", ""), decimal=_decimal(number)
        )

    def right_answer(self) -> str:
        said = super().right_answer()
        if isinstance(self.item, NumericItem) and self.item.tolerance:
            said = f"{said} ± {self.item.tolerance:f}"
        return said.replace(".", QLocale().decimalPoint())


def _decimal(number: str) -> str:
    """Return a number with a comma such that it has decimals and no other reading."""
    whole, _, decimals = number.partition(",")
    return f"{whole}.{decimals.rstrip('0') or '0'}"
