"""The rules of an assessment in plain words: in short for its card, in sentences for its sheet."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

from ujuzi.services.assess.offers import AssessmentOffer
from ujuzi.ui.look.amounts import percent
from ujuzi.ui.look.dates import minutes
from ujuzi.ui.shell.competencies import competency_name


def in_short(offer: AssessmentOffer) -> str:
    """Return the rules on one line."""
    return _Rules(offer).in_short()


def sentences(offer: AssessmentOffer) -> tuple[tuple[str, str], ...]:
    """Return the rules, and what becomes of the answers, as (icon, sentence)."""
    return _Rules(offer).sentences()


class _Rules(QObject):
    """The translator's context of these words."""

    def __init__(self, offer: AssessmentOffer) -> None:
        super().__init__()
        self._offer = offer
        self._rules = offer.assessment
        self._minutes = offer.assessment.minutes * (100 + offer.extra) // 100

    def in_short(self) -> str:
        said = [
            self.tr("%n question(s)", "", self._rules.items),
            minutes(self._minutes) if self._minutes else self.tr("no time limit"),
            self.tr("passed at {percent}").format(percent=percent(self._rules.pass_mark / 100)),
            self._attempts(),
        ]
        return " · ".join(said)

    def sentences(self) -> tuple[tuple[str, str], ...]:
        rules = self._rules
        said = (
            (
                "quiz",
                self.tr(
                    "%n question(s) are drawn for you; every attempt draws anew.", "", rules.items
                ),
            ),
            ("clock", self._time()),
            ("check", self._passing()),
            (
                "switch",
                self.tr("Go back and forth as you like; change an answer until you hand in."),
            ),
            ("ring", self._chances()),
            (
                "lock",
                self.tr(
                    "Every answer is saved at once. When you hand in, all are sealed: only the hub"
                    " can read them, and the result comes back with an exchange."
                ),
            ),
        )
        return tuple((icon, sentence) for icon, sentence in said if sentence)

    def _passing(self) -> str:
        said = self.tr("You pass at {percent}. Nothing is taken off for a wrong answer.").format(
            percent=percent(self._rules.pass_mark / 100)
        )
        if self._rules.pass_mark_basis:
            basis = self.tr("The pass mark is {basis}.")
            said = f"{said} {basis.format(basis=self._rules.pass_mark_basis)}"
        least = self._rules.least
        if not least:
            return said
        lowest = min(least.values())
        every = len(least) == len({quota.competency for quota in self._rules.blueprint})
        if every and lowest == max(least.values()):
            asked = self.tr("In each competency, at least {percent} must be right as well.")
            return f"{said} {asked.format(percent=percent(lowest / 100))}"
        parts = ", ".join(
            f"{competency_name(competency)} {percent(share / 100)}"
            for competency, share in least.items()
        )
        asked = self.tr("In some competencies, this much must be right as well: {parts}.")
        return f"{said} {asked.format(parts=parts)}"

    def _time(self) -> str:
        if not self._minutes:
            return self.tr("There is no time limit.")
        have = (
            self.tr("You have {time}, your extra time included.")
            if self._offer.extra
            else self.tr("You have {time}.")
        )
        runs = self.tr(
            "It runs only while the questions are on the screen: a power cut costs you nothing."
        )
        return f"{have.format(time=minutes(self._minutes))} {runs}"

    def _attempts(self) -> str:
        if not self._rules.attempts:
            return self.tr("as many attempts as you like")
        number = QLocale().toString
        return self.tr("{left} of {all} attempts left").format(
            left=number(max(0, self._rules.attempts - self._offer.used)),
            all=number(self._rules.attempts),
        )

    def _chances(self) -> str:
        if not self._rules.attempts:
            return ""
        said = self.tr("You may try %n time(s) in all.", "", self._rules.attempts)
        if self._rules.wait_hours:
            wait = minutes(60 * self._rules.wait_hours)
            return f"{said} " + self.tr("Between two attempts you wait {time}.").format(time=wait)
        return said
