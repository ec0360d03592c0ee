"""An inline-choice question: numbered gaps in the prompt, and a drop-down a gap below it.

What is chosen stands in its gap at once, so that the sentence can be read as a whole.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QLocale
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.domain.item import Gap, InlineChoiceItem, Outcome, Response
from ujuzi.ui.questions.gaps import BLANK, blanked, filled
from ujuzi.ui.questions.part import AROUND, COMPANION_SHARE, SPACING, TEXT_SHARE, Part, PartState
from ujuzi.ui.questions.passage import Passage, Texts, plain
from ujuzi.ui.questions.question import QuestionView
from ujuzi.ui.widgets.drop_down import DropDown


class GapRow(Part):
    """A gap's number with its drop-down, whose first entry is no choice yet."""

    def __init__(self, gap: Gap, number: str, texts: Texts) -> None:
        super().__init__(Passage({}))
        self.gap = gap
        self.number = number
        self.right = next((texts.plain(each.text) for each in gap.choices if each.right), "")
        self.choices = DropDown()
        self.choices.addItem("", "")
        for choice in gap.choices:
            self.choices.addItem(texts.plain(choice.text), choice.id)
        self.add_companion(self.choices)

    @property
    def is_right(self) -> bool:
        """Whether the right choice is made."""
        return any(each.right and each.id == self.choices.chosen for each in self.gap.choices)


class InlineChoiceQuestion(QuestionView):
    """Gaps to be filled; checked once every gap is."""

    def __init__(self, item: InlineChoiceItem, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(texts, parent)
        self.item = item
        self._outcome: Outcome | None = None
        number = QLocale().toString
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.rows = tuple(GapRow(gap, number(n), texts) for n, gap in enumerate(item.gaps, 1))
        for row in self.rows:
            row.choices.currentIndexChanged.connect(lambda _index: self.changed.emit())
            column.addWidget(row)
        self.retranslate()

    def response(self) -> Response | None:
        chosen = self.so_far()
        return chosen if len(chosen) == len(self.rows) else None

    def so_far(self) -> Response:
        return tuple(
            f"{row.gap.id} {row.choices.chosen}" for row in self.rows if row.choices.chosen
        )

    def set_response(self, response: Response) -> None:
        chosen = dict(pair.split(" ", 1) for pair in response)
        for row in self.rows:
            row.choices.choose(chosen.get(row.gap.id, ""))

    def reveal(self, outcome: Outcome) -> None:
        self._outcome = outcome
        for row in self.rows:
            row.choices.setEnabled(False)
        self.retranslate()

    def prompt(self, html: str) -> str:
        rows = {row.gap.id: row for row in self.rows}

        def words(gap: str) -> str:
            row = rows.get(gap)
            if row is None:
                return BLANK
            chosen = row.choices.currentText() if row.choices.chosen else ""
            said = f"<u>{escape(chosen)}</u>" if chosen else BLANK
            return f"<b>({row.number})</b>\N{NO-BREAK SPACE}{said}"

        return filled(html, words)

    def first_stop(self) -> QWidget:
        empty = (row.choices for row in self.rows if not row.choices.chosen)
        return next(empty, self.rows[0].choices)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shares = TEXT_SHARE + COMPANION_SHARE
        room = (self.width() - 2 * AROUND - SPACING) * COMPANION_SHARE // shares
        beside = room >= max(row.choices.room_wanted() for row in self.rows)
        for row in self.rows:
            row.set_beside(beside=beside)

    def instruction(self) -> str:
        return self.tr("Choose what belongs in each gap.")

    def retranslate(self) -> None:
        prompt = plain(blanked(self.texts.html.get(self.item.prompt, "")))
        for row in self.rows:
            row.choices.setItemText(0, self.tr("Choose"))
            name = self.tr("Gap {number}").format(number=row.number)
            row.set_text(escape(name))
            if self._outcome is not None:
                standing, mark = self._judged(row)
                row.stand(standing, mark)
                name = f"{name}. {mark}"
            row.choices.setAccessibleName(name)
            row.choices.setAccessibleDescription(prompt)

    def _judged(self, row: GapRow) -> tuple[PartState, str]:
        if row.is_right:
            return PartState.RIGHT, self.tr("Right")
        return PartState.WRONG, self.tr("“{words}” belongs here").format(words=row.right)
