"""The result of an attempt: passed or not yet, and by competency in bars and in words."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ujuzi.services.assess.offers import Result, counts
from ujuzi.ui.assess.heading import AssessmentHeading
from ujuzi.ui.charts.bar_line import BarLine
from ujuzi.ui.look.amounts import percent
from ujuzi.ui.look.dates import day
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.competencies import competency_code, competency_name
from ujuzi.ui.widgets.label import Label


class ResultView(QWidget):
    """A result that the hub has graded."""

    def __init__(self, result: Result) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE * 3 // 2)
        icon = "check" if counts(result) else "ring"
        column.addWidget(AssessmentHeading(icon, verdict(result), score(result)))
        if decision := _Words().decision(result):
            column.addWidget(Label("body", decision))
        for competency, right, items in result.competencies:
            name = f"{competency_code(competency)}  {competency_name(competency)}"
            column.addWidget(BarLine(name, right, items, _Words().part(result, competency)))
        if not result.items:
            column.addWidget(Label("caption", _Words().no_detail()))
        if result.passed and result.reached is not None:
            missed = len(result.competencies) - len(result.reached)
            if missed:
                column.addWidget(Label("caption", _Words().attested()))


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


class _Words(QObject):
    """The translator's context of these words."""

    def verdict(self, result: Result) -> str:
        if result.decision == "void":
            return self.tr("Does not count")
        return self.tr("Passed") if result.passed else self.tr("Not passed yet")

    def decision(self, result: Result) -> str:
        match result.decision:
            case "waits":
                return self.tr(
                    "Something about this attempt is not clear, so a person decides before a"
                    " certificate is given. You need do nothing; your coordinator can tell you"
                    " more."
                )
            case "void":
                return self.tr(
                    "It was decided that this attempt counts for no certificate. Your coordinator"
                    " can tell you why."
                )
        return ""

    def score(self, result: Result) -> str:
        again = result.revision > 1
        graded = self.tr("graded again on {date}") if again else self.tr("graded on {date}")
        said = (
            self.share(result.right, result.items) if result.items else "",
            percent(result.right / result.items) if result.items else "",
            self.tr("passed at {percent}").format(percent=percent(result.pass_mark / 100))
            if result.items
            else "",
            graded.format(date=day(result.graded_at)),
        )
        return " · ".join(filter(None, said))

    def part(self, result: Result, competency: str) -> str:
        """Return how much of a competency was right, and whether that was enough."""
        right, items = next(each[1:] for each in result.competencies if each[0] == competency)
        said = [self.share(right, items)]
        if result.reached is not None:
            enough = competency in result.reached
            said.append(self.tr("reached") if enough else self.tr("not reached yet"))
            if not enough and competency in result.minimums:
                asked = percent(result.minimums[competency] / 100)
                said.append(self.tr("at least {percent} is asked").format(percent=asked))
        return " · ".join(said)

    def no_detail(self) -> str:
        return self.tr(
            "How much was right, and of which competencies, is told once your profile is linked to"
            " your institution's list."
        )

    def attested(self) -> str:
        return self.tr("Your certificate names the competencies that you have reached.")

    def share(self, right: int, items: int) -> str:
        number = QLocale().toString
        return self.tr("{right} of {items} right").format(right=number(right), items=number(items))
