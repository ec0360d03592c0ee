"""A match question: one drop-down a row, holding the targets; several rows may share one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.domain.item import Choice, MatchItem, MatchItemRow, Outcome, Response
from ujuzi.ui.questions.part import (
    AROUND,
    COMPANION_SHARE,
    SPACING,
    TEXT_SHARE,
    Part,
    PartState,
)
from ujuzi.ui.questions.passage import Passage, Texts
from ujuzi.ui.questions.question import QuestionView
from ujuzi.ui.widgets.drop_down import DropDown


class MatchRow(Part):
    """A row with its drop-down, whose first entry is no choice yet."""

    def __init__(self, row: MatchItemRow, text: Passage) -> None:
        super().__init__(text)
        self.pair = row
        self.targets = DropDown()
        self.targets.addItem("", "")
        self.add_companion(self.targets)


class MatchQuestion(QuestionView):
    """Rows to be matched with targets; checked once every row has one."""

    def __init__(
        self,
        item: MatchItem,
        texts: Texts,
        shown: Sequence[Choice],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(texts, parent)
        self.item = item
        self._outcome: Outcome | None = None
        self._targets = {target.id: self.texts.plain(target.text) for target in shown}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.rows = tuple(MatchRow(row, self.texts.passage(row.text)) for row in item.rows)
        for row in self.rows:
            for target, words in self._targets.items():
                row.targets.addItem(words, target)
            row.targets.currentIndexChanged.connect(lambda _index: self.changed.emit())
            column.addWidget(row)
        self.retranslate()

    def response(self) -> Response | None:
        chosen = self.so_far()
        return chosen if len(chosen) == len(self.rows) else None

    def so_far(self) -> Response:
        return tuple(
            f"{row.pair.id} {row.targets.chosen}" for row in self.rows if row.targets.chosen
        )

    def set_response(self, response: Response) -> None:
        chosen = dict(pair.split(" ", 1) for pair in response)
        for row in self.rows:
            row.targets.choose(chosen.get(row.pair.id, ""))

    def reveal(self, outcome: Outcome) -> None:
        self._outcome = outcome
        for row in self.rows:
            row.targets.setEnabled(False)
        self.retranslate()

    def first_stop(self) -> QWidget:
        return next(
            (row.targets for row in self.rows if not row.targets.chosen),
            self.rows[0].targets,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = (
            (self.width() - 2 * AROUND - SPACING)
            * COMPANION_SHARE
            // (TEXT_SHARE + COMPANION_SHARE)
        )
        beside = room >= max(row.targets.room_wanted() for row in self.rows)
        for row in self.rows:
            row.set_beside(beside=beside)

    def instruction(self) -> str:
        return self.tr("Choose what belongs to each line.")

    def retranslate(self) -> None:
        for row in self.rows:
            row.targets.setItemText(0, self.tr("Choose"))
            name = self.texts.plain(row.pair.text)
            if self._outcome is not None:
                standing, mark = self._judged(row)
                row.stand(standing, mark)
                name = f"{name}. {mark}"
            row.targets.setAccessibleName(name)

    def _judged(self, row: MatchRow) -> tuple[PartState, str]:
        if row.targets.chosen == row.pair.target:
            return PartState.RIGHT, self.tr("Right")
        return PartState.WRONG, self.tr("Belongs to “{target}”").format(
            target=self._targets[row.pair.target]
        )
