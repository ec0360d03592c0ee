"""The result of an attempt: passed or not yet, and by competency in bars and in words."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.services.assessment import Result
from ujuzi.ui.amounts import day, percent
from ujuzi.ui.assessing.heading import Heading
from ujuzi.ui.charts.bar_line import BarLine
from ujuzi.ui.competencies import competency_code, competency_name
from ujuzi.ui.theme import SPACE


class ResultView(QWidget):
    """A result that the hub has graded."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3 // 2)
        icon = "check" if result.passed else "ring"
        column.addWidget(Heading(icon, verdict(result), score(result)))
        for competency, right, items in result.competencies:
            name = f"{competency_code(competency)}  {competency_name(competency)}"
            column.addWidget(BarLine(name, right, items, share(right, items)))


def weakest(result: Result) -> str:
    """Return the competency of which least was right; none where all was."""
    lacking = [each for each in result.competencies if each[1] < each[2]]
    return min(lacking, key=lambda each: each[1] / each[2], default=("", 0, 0))[0]


def verdict(result: Result) -> str:
    """Return whether it was passed."""
    return _Words().verdict(result)


def score(result: Result) -> str:
    """Return how much was right, what was needed, and when it was graded."""
    return _Words().score(result)


def share(right: int, items: int) -> str:
    """Return how many were right of how many."""
    return _Words().share(right, items)


class _Words(QObject):
    """The translator's context of these words."""

    def verdict(self, result: Result) -> str:
        return self.tr("Passed") if result.passed else self.tr("Not passed yet")

    def score(self, result: Result) -> str:
        again = result.revision > 1
        graded = self.tr("graded again on {date}") if again else self.tr("graded on {date}")
        said = (
            self.share(result.right, result.items),
            percent(result.right / result.items) if result.items else "",
            self.tr("passed at {percent}").format(percent=percent(result.pass_mark / 100)),
            graded.format(date=day(result.graded_at)),
        )
        return " · ".join(filter(None, said))

    def share(self, right: int, items: int) -> str:
        number = QLocale().toString
        return self.tr("{right} of {items} right").format(right=number(right), items=number(items))
