"""Has everything from this computer arrived? The one sentence, in words that are always the same.

It never says *everything*, never leaves out the visit that it speaks of, and counts entries, not
answers. What follows of it is said here as well: whether a computer may go, and what needs somebody
this week. Which of them is true is decided in `domain.arrival`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ujuzi.domain.arrival import Arrival, ArrivalCase, LeavingAnswer
from ujuzi.services.campus.computers import ComputerOddity, OddityNote, WeekErrand, WeekLine
from ujuzi.ui.look.dates import day, moment

if TYPE_CHECKING:
    from ujuzi.services.campus.computers import ClockReading


def arrival_sentence(arrival: Arrival, name: str) -> str:
    """Return what has arrived of a computer."""
    return _Arrivals().of(arrival, name)


def leaving_sentence(arrival: Arrival, name: str) -> str:
    """Return whether she may retire, reinstall or move a computer."""
    return _Arrivals().leaving(arrival, name)


def oddity_words(note: OddityNote) -> str:
    """Return what is out of the ordinary about a computer."""
    return _Oddities().of(note)


def clock_words(clock: ClockReading) -> str:
    """Return what a computer's clock claimed, and what hers did."""
    return _Oddities().clock(clock)


def week_sentence(line: WeekLine) -> str:
    """Return what needs her."""
    return _Week().of(line)


def week_button(line: WeekLine) -> str:
    """Return what its button says."""
    return _Week().button(line)


class _Arrivals(QObject):
    """The translator's context of these sentences."""

    def of(self, arrival: Arrival, name: str) -> str:
        match arrival.case:
            case ArrivalCase.NEVER:
                return self.tr("{name} was never seen.").format(name=name)
            case ArrivalCase.UNSTATED:
                said = [self._unstated(arrival, name)]
            case ArrivalCase.COPIED:
                said = [
                    self.tr(
                        "Two computers speak as {name}: what has landed of each is not known until"
                        " the hub has told them apart."
                    ).format(name=name)
                ]
            case ArrivalCase.LANDED:
                said = [
                    _sentence([self._landed(arrival, name)]),
                    self.tr("What was recorded since is not known here."),
                ]
            case ArrivalCase.PUT_BACK:
                said = [self._put_back(arrival, name), self._counts(arrival, name)]
            case ArrivalCase.PARTLY:
                said = [self._counts(arrival, name)]
        return " ".join(said)

    def leaving(self, arrival: Arrival, name: str) -> str:
        match arrival.leaving:
            case LeavingAnswer.YES:
                return self.tr(
                    "Yes: {name} was closed on {date}, and all of it has landed."
                ).format(name=name, date=_day(arrival.closed_on))
            case LeavingAnswer.CLOSE_FIRST:
                return self.tr("Not yet: close it first.")
            case LeavingAnswer.WAITS:
                return self.tr(
                    "Not yet: %n entry(ies) wait for the next upload.", "", arrival.waiting
                )
            case LeavingAnswer.FILES_WAIT:
                return self.tr(
                    "Not yet: %n handed-in file(s) wait for the next upload.",
                    "",
                    arrival.attachments,
                )
            case LeavingAnswer.COPIED:
                return self.tr("Not yet: two computers speak as {name}.").format(name=name)

    def _landed(self, arrival: Arrival, name: str) -> str:
        said = self.tr(
            "All %n entry(ies) that {name} had {visit} have landed", "", arrival.recorded
        )
        said = said.format(name=name, visit=self._visit(arrival))
        return self._told(said, arrival)

    def _counts(self, arrival: Arrival, name: str) -> str:
        """Return where the entries are that a computer had on a visit."""
        said = self.tr(
            "{landed} of %n entry(ies) that {name} had {visit} have landed", "", arrival.recorded
        ).format(landed=arrival.landed, name=name, visit=self._visit(arrival))
        parts = [self._told(said, arrival), *self._held(arrival)]
        if arrival.only_there:
            there = self.tr("%n is (are) only on {name}", "", arrival.only_there)
            parts.append(there.format(name=name))
        return _sentence(parts)

    def _unstated(self, arrival: Arrival, name: str) -> str:
        said = self.tr("%n entry(ies) of {name} have landed", "", arrival.landed)
        said = self._told(said.format(name=name), arrival)
        landed = _sentence([said, *self._held(arrival)])
        if arrival.leaving is LeavingAnswer.YES:
            return landed
        if arrival.exchanged_at is not None:
            spoke = self.tr(
                "It last exchanged with the hub itself on {date}; what it has recorded beyond this"
                " is not known here."
            ).format(date=_day(arrival.exchanged_at))
            return f"{landed} {spoke}"
        unknown = self.tr("It has not said how many it has: collect from it, and you will know.")
        return f"{landed} {unknown}"

    def _put_back(self, arrival: Arrival, name: str) -> str:
        return self.tr(
            "The entries of {name} had landed until {date}; the hub was put back and they are being"
            " sent again."
        ).format(name=name, date=_day(arrival.until))

    def _visit(self, arrival: Arrival) -> str:
        """Return of when a statement is; where its clock is wrong, when it was collected."""
        visit = arrival.visit
        if visit is not None and visit.is_collectors:
            return self.tr("at the visit that was collected on {date}").format(date=_day(visit.at))
        return self.tr("on {date}").format(date=_day(visit.at if visit else None))

    def _told(self, said: str, arrival: Arrival) -> str:
        """Return it with the date of the hub's word, and how much of that waits for a person."""
        if arrival.landed_at is not None:
            said += " " + self.tr("(hub, {date})").format(date=_day(arrival.landed_at))
        if arrival.in_question:
            said += self.tr(", of which %n wait(s) for a person", "", arrival.in_question)
        return said

    def _held(self, arrival: Arrival) -> list[str]:
        """Return what is on its way: on which sticks, and how much of it has to wait."""
        parts = [
            self.tr("%n is (are) on {stick} since {date}", "", each.entries).format(
                stick=each.place, date=_day(each.since)
            )
            for each in arrival.held
        ]
        if arrival.behind:
            parts.append(
                self.tr("%n of those on the way wait(s) for an earlier stick", "", arrival.behind)
            )
        return parts


class _Oddities(QObject):
    """The translator's context of these words."""

    def of(self, note: OddityNote) -> str:
        count = note.count
        match note.oddity:
            case ComputerOddity.NOT_TAKEN_IN:
                return self.tr("The hub does not know it yet: take it in.")
            case ComputerOddity.COPIED:
                said = self.tr(
                    "%n computer(s) has (have) a copy of its disk: {names}.", "", len(note.names)
                )
                return said.format(names=_listed(note.names))
            case ComputerOddity.FORKED:
                return self.tr("Two computers spoke under its name.")
            case ComputerOddity.QUARANTINED:
                return self.tr("%n entry(ies) at the hub wait for a person.", "", count)
            case ComputerOddity.REFUSED:
                return self.tr(
                    "The hub refused %n entry(ies) that were brought; they stay on it.", "", count
                )
            case ComputerOddity.CLOCK_WRONG:
                return self.tr("Its clock is wrong.")
            case ComputerOddity.NEARLY_FULL:
                return self.tr("Its disk is nearly full.")
            case ComputerOddity.HELD_LONG:
                return self.tr(
                    "%n entry(ies) have been on the way for more than three weeks.", "", count
                )
            case ComputerOddity.STOLEN:
                return self.tr("It was reported stolen.")
            case ComputerOddity.RETIRED:
                return self.tr("It was retired.")

    def clock(self, clock: ClockReading) -> str:
        said = self.tr("It said {its}; yours said {hers} when that was collected.")
        if clock.is_wrong:
            said = self.tr(
                "It said {its}, which is wrong; yours said {hers} when that was collected."
            )
        return said.format(its=moment(clock.its), hers=moment(clock.hers))


class _Week(QObject):
    """The translator's context of these words."""

    def of(self, line: WeekLine) -> str:
        """Return what needs her, with the names of the first of many."""
        return self._template(line).format(names=self._names(line))

    def _template(self, line: WeekLine) -> str:
        count, computers = line.count, len(line.keys)
        match line.errand:
            case WeekErrand.TAKE_IN:
                return self.tr("%n computer(s) wait(s) to be taken in: {names}.", "", count)
            case WeekErrand.SEATS:
                return self.tr(
                    "%n person(s) used a computer for the first time, and wait(s) for your word:"
                    " {names}.",
                    "",
                    count,
                )
            case WeekErrand.COPIES:
                return self.tr("%n computer(s) is (are) copies of one disk: {names}.", "", count)
            case WeekErrand.PUT_BACK:
                return self.tr(
                    "The hub was put back; %n computer(s) send(s) again: {names}.", "", count
                )
            case WeekErrand.QUARANTINE:
                return self.tr("%n entry(ies) at the hub wait for a person: {names}.", "", count)
            case WeekErrand.HELD_LONG:
                return self.tr(
                    "%n entry(ies) have been on the way for more than three weeks: {names}.",
                    "",
                    count,
                )
            case WeekErrand.SEND_ON:
                return self.tr("%n entry(ies) wait here for the hub: {names}.", "", count)
            case WeekErrand.COLLECT:
                return self.tr(
                    "Nothing was collected for a week from %n computer(s): {names}.", "", count
                )
            case WeekErrand.NEVER_SEEN:
                return self.tr("%n computer(s) was (were) never seen: {names}.", "", count)
            case WeekErrand.MAY_GO:
                return self.tr(
                    "%n computer(s) was (were) closed, and all has landed: {names}.", "", computers
                )
            case WeekErrand.CLOCKS:
                return self.tr("The clock of %n computer(s) is wrong: {names}.", "", count)
            case WeekErrand.NEARLY_FULL:
                return self.tr("The disk of %n computer(s) is nearly full: {names}.", "", count)

    def _names(self, line: WeekLine) -> str:
        rest = len(line.keys) - len(line.names)
        if not rest:
            return _listed(line.names)
        return self.tr("{names} and %n more", "", rest).format(names=_listed(line.names))

    def button(self, line: WeekLine) -> str:
        if line.errand in {WeekErrand.SEND_ON, WeekErrand.HELD_LONG, WeekErrand.PUT_BACK}:
            return self.tr("Send")
        if line.errand is WeekErrand.COLLECT:
            return self.tr("Collect")
        if line.errand is WeekErrand.TAKE_IN:
            return self.tr("Take in")
        return self.tr("Look")


def _sentence(parts: list[str]) -> str:
    return "; ".join(parts) + "."


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)


def _day(milliseconds: int | None) -> str:
    return day(milliseconds) if milliseconds is not None else "–"
