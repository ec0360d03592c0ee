"""What needs a coordinator this week: a line each, the most urgent first, with whose it is.

It is read off the rows of her computers alone, so that the list and the lines never disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ujuzi.domain.arrival import ArrivalCase, LeavingAnswer
from ujuzi.domain.event import Milliseconds
from ujuzi.services.campus.computer_rows import ComputerOddity, ComputerRow

VISIT_DUE = 7 * 24 * 3600 * 1000
"""Milliseconds; after so long she should collect from a computer again."""
MOST_WEEK_LINES = 10
MOST_NAMES = 3
"""Named in a line of the week; the others are counted."""


class WeekErrand(StrEnum):
    """What needs her, the most urgent first."""

    TAKE_IN = "take-in"
    SEATS = "seats"
    COPIES = "copies"
    PUT_BACK = "put-back"
    QUARANTINE = "quarantine"
    HELD_LONG = "held-long"
    SEND_ON = "send-on"
    COLLECT = "collect"
    NEVER_SEEN = "never-seen"
    MAY_GO = "may-go"
    CLOCKS = "clocks"
    NEARLY_FULL = "nearly-full"


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One thing that needs her: of how many computers, or of entries or people where it is those.

    `names` are those of the first three, `keys` the rows of all.
    """

    errand: WeekErrand
    count: int
    names: tuple[str, ...]
    keys: tuple[str, ...]


def lines_of(rows: Sequence[ComputerRow], now: Milliseconds) -> tuple[WeekLine, ...]:
    """Return what needs her of these computers; `MOST_WEEK_LINES` at most."""
    found = (_line(errand, rows, now) for errand in WeekErrand)
    return tuple(line for line in found if line is not None)[:MOST_WEEK_LINES]


def _line(errand: WeekErrand, rows: Iterable[ComputerRow], now: Milliseconds) -> WeekLine | None:
    """Return what there is to do of one kind; None where there is nothing."""
    mine = [row for row in rows if _needs(errand, row, now)]
    if not mine:
        return None
    counts = {
        WeekErrand.SEATS: sum(len(row.seats) for row in mine),
        WeekErrand.SEND_ON: sum(row.arrival.held_entries for row in mine),
        WeekErrand.HELD_LONG: sum(_counted(row, ComputerOddity.HELD_LONG) for row in mine),
        WeekErrand.QUARANTINE: sum(_counted(row, ComputerOddity.QUARANTINED) for row in mine),
    }
    names = tuple(row.name for row in mine[:MOST_NAMES])
    return WeekLine(errand, counts.get(errand, len(mine)), names, tuple(row.key for row in mine))


def _needs(errand: WeekErrand, row: ComputerRow, now: Milliseconds) -> bool:
    gone = row.has(ComputerOddity.RETIRED, ComputerOddity.STOLEN)
    arrival, odd = row.arrival, ComputerOddity
    match errand:
        case WeekErrand.TAKE_IN:
            return row.has(odd.NOT_TAKEN_IN)
        case WeekErrand.SEATS:
            return bool(row.seats) and not gone
        case WeekErrand.COPIES:
            return row.has(odd.COPIED) or arrival.case is ArrivalCase.COPIED
        case WeekErrand.PUT_BACK:
            return arrival.case is ArrivalCase.PUT_BACK
        case WeekErrand.QUARANTINE:
            return row.has(odd.QUARANTINED)
        case WeekErrand.HELD_LONG:
            return row.has(odd.HELD_LONG)
        case WeekErrand.SEND_ON:
            return arrival.held_entries > 0
        case WeekErrand.COLLECT:
            may_rest = gone or row.is_own or arrival.leaving is LeavingAnswer.YES
            seen = [each for each in (row.visited_at, arrival.exchanged_at) if each is not None]
            is_due = bool(seen) and now - max(seen) > VISIT_DUE
            is_unstated = arrival.case is ArrivalCase.UNSTATED and arrival.exchanged_at is None
            return not may_rest and (is_due or is_unstated)
        case WeekErrand.NEVER_SEEN:
            return not gone and arrival.case is ArrivalCase.NEVER
        case WeekErrand.MAY_GO:
            return not gone and arrival.leaving is LeavingAnswer.YES
        case WeekErrand.CLOCKS:
            return row.has(odd.CLOCK_WRONG)
        case WeekErrand.NEARLY_FULL:
            return row.has(odd.NEARLY_FULL)


def _counted(row: ComputerRow, oddity: ComputerOddity) -> int:
    return sum(each.count for each in row.oddities if each.oddity is oddity)
