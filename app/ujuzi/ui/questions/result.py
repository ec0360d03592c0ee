"""The end of a quiz: how many were right, the best so far, and what to look at again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ujuzi.domain.activity import Score
from ujuzi.services.study.practice import Attempt, CheckedAnswer
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.questions.gaps import blanked
from ujuzi.ui.questions.passage import plain
from ujuzi.ui.widgets.card import CardButton
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.ring import Ring


@dataclass(frozen=True, slots=True)
class FinishedAttempt:
    """A finished attempt; `next_activity` is empty where nothing follows."""

    attempt: Attempt
    answers: Mapping[str, CheckedAnswer]
    score: Score
    next_activity: str

    @property
    def best(self) -> Score:
        """The best score so far, this one included."""
        known = self.attempt.best
        return self.score if known is None or known.fraction < self.score.fraction else known


class ResultSheet(Retranslated, QWidget):
    """A score in a ring and in words; below it the questions that were missed, to open again."""

    item_chosen = Signal(int)

    def __init__(self, result: FinishedAttempt) -> None:
        super().__init__()
        self.result = result
        self._ring = Ring(88)
        self._ring.show_fraction(result.score.right, result.score.items)
        self._score = Label("title", wraps=True)
        self._word = Label("body", wraps=True)
        self._best = Label("soft", wraps=True)
        said = QVBoxLayout()
        said.setSpacing(SPACE // 2)
        for label in (self._score, self._word, self._best):
            said.addWidget(label)
        head = QHBoxLayout()
        head.setSpacing(3 * SPACE)
        head.addWidget(self._ring, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(said, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addSpacing(2 * SPACE)
        self._again = Label("lead", wraps=True)
        column.addWidget(self._again)
        self.missed = [self._card(place) for place in self._missed()]
        for card in self.missed:
            column.addWidget(card)
        self._again.setVisible(bool(self.missed))
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        score, best = self.result.score, self.result.best
        number = QLocale().toString
        self._score.setText(
            self.tr("{right} of {items} right").format(
                right=number(score.right), items=number(score.items)
            )
        )
        self._ring.name(self._score.text())
        self._word.setText(
            self.tr("Every answer was right.")
            if score.right == score.items
            else self.tr("This is practice: try again as often as you like.")
        )
        self._best.setText(
            self.tr("Best so far: {right} of {items}").format(
                right=number(best.right), items=number(best.items)
            )
        )
        self._again.setText(self.tr("Look at these again"))

    def _missed(self) -> list[int]:
        answers = self.result.answers
        return [
            place
            for place, item in enumerate(self.result.attempt.items)
            if item.id not in answers or not answers[item.id].outcome.right
        ]

    def _card(self, place: int) -> CardButton:
        attempt = self.result.attempt
        words = plain(blanked(attempt.html.get(attempt.items[place].prompt, "")))
        number = QLocale().toString(place + 1)
        card = CardButton()
        card.column.addWidget(Label("body", f"{number}. {words}", wraps=True))
        card.setAccessibleName(f"{number}. {words}")
        card.clicked.connect(lambda: self.item_chosen.emit(place))
        return card
