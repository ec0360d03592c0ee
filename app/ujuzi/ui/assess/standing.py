"""How far a sitting is: which questions are answered, open, or marked to come back to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QObject

from ujuzi.domain.item import InlineChoiceItem, Item, MatchItem, NumericItem, Response
from ujuzi.domain.number import read_answer


@dataclass(frozen=True, slots=True)
class SittingStanding:
    """The questions of a sitting as they stand."""

    items: Sequence[Item]
    answers: Mapping[str, Response]
    flagged: Collection[str] = ()

    @property
    def answered(self) -> tuple[bool, ...]:
        """Of each question, whether it is answered."""
        return tuple(is_answered(item, self.answers.get(item.id, ())) for item in self.items)

    @property
    def open(self) -> int:
        """How many are not."""
        return self.answered.count(False)

    def words(self) -> str:
        """Return it in one line."""
        return _Words().of(self)


def is_answered(item: Item, response: Response) -> bool:
    """Whether a response is whole: every row and gap has something, and a number is one."""
    match item:
        case MatchItem():
            return len(response) == len(item.rows)
        case InlineChoiceItem():
            return len(response) == len(item.gaps)
        case NumericItem():
            return bool(response) and read_answer(response[0]) is not None
    return bool(response)


class _Words(QObject):
    """The translator's context of these words."""

    def of(self, standing: SittingStanding) -> str:
        number = QLocale().toString
        count = len(standing.items)
        said = [
            self.tr("{answered} of {count} answered").format(
                answered=number(count - standing.open), count=number(count)
            )
        ]
        if standing.flagged:
            said.append(self.tr("%n to come back to", "", len(standing.flagged)))
        return " · ".join(said)
