"""What needs a coordinator is few lines, the most urgent first, and each says whose it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.stations import NOW
from ujuzi.domain.arrival import Arrival, ArrivalCase, HeldAt, LeavingAnswer
from ujuzi.domain.event import Milliseconds
from ujuzi.services.campus import week
from ujuzi.services.campus.computer_rows import (
    ComputerOddity,
    ComputerRow,
    OddityNote,
    never_seen,
)
from ujuzi.services.campus.week import VISIT_DUE, WeekErrand, WeekLine, lines_of

PARTLY = Arrival(ArrivalCase.PARTLY, recorded=9, landed=2, held=(HeldAt("STICK", 7, NOW),))


def seen(
    name: str, arrival: Arrival = PARTLY, *oddities: OddityNote, visited_at: int | None = NOW
) -> ComputerRow:
    at = None if visited_at is None else Milliseconds(visited_at)
    made = replace(never_seen(name, name), device=name, arrival=arrival, oddities=oddities)
    return replace(made, visited_at=at)


def test_at_most_ten_lines_need_her_and_three_names_stand_in_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [never_seen(str(number), f"PC-{number}") for number in range(9)]
    (line,) = lines_of(rows, NOW)
    assert (line.errand, line.count, len(line.names), len(line.keys)) == ("never-seen", 9, 3, 9)
    assert week.MOST_WEEK_LINES == 10
    monkeypatch.setattr(week, "MOST_WEEK_LINES", 0)
    assert lines_of(rows, NOW) == ()


def test_the_most_urgent_comes_first_and_what_is_counted_are_entries_where_it_is_those() -> None:
    rows = [
        seen("PC-1", PARTLY, OddityNote(ComputerOddity.NEARLY_FULL)),
        seen("PC-2", PARTLY, OddityNote(ComputerOddity.QUARANTINED, 4)),
        seen("PC-3", PARTLY, OddityNote(ComputerOddity.NOT_TAKEN_IN)),
    ]
    assert [(line.errand, line.count) for line in lines_of(rows, NOW)] == [
        (WeekErrand.TAKE_IN, 1),
        (WeekErrand.QUARANTINE, 4),
        (WeekErrand.SEND_ON, 21),
        (WeekErrand.NEARLY_FULL, 1),
    ]


@pytest.mark.parametrize(
    ("visited_at", "exchanged_at", "is_due"),
    [
        (NOW - VISIT_DUE - 1, None, True),
        (NOW - VISIT_DUE - 1, NOW, False),
        (NOW, NOW - VISIT_DUE - 1, False),
        (None, NOW, False),
        (None, NOW - VISIT_DUE - 1, True),
        (None, None, True),
    ],
)
def test_a_visit_is_due_where_neither_it_nor_the_hub_heard_of_a_computer_for_a_week(
    visited_at: int | None, exchanged_at: int | None, *, is_due: bool
) -> None:
    told = None if exchanged_at is None else Milliseconds(exchanged_at)
    arrival = Arrival(ArrivalCase.UNSTATED, recorded=2, landed=2, exchanged_at=told)
    lines = lines_of([seen("PC-1", arrival, visited_at=visited_at)], NOW)
    assert (WeekErrand.COLLECT in [line.errand for line in lines]) == is_due


def test_who_may_go_needs_no_visit_and_who_is_gone_needs_nothing() -> None:
    closed = Arrival(ArrivalCase.LANDED, leaving=LeavingAnswer.YES)
    rows = [
        seen("PC-1", closed, visited_at=NOW - VISIT_DUE - 1),
        seen("PC-2", closed, OddityNote(ComputerOddity.RETIRED)),
    ]
    assert lines_of(rows, NOW) == (WeekLine(WeekErrand.MAY_GO, 1, ("PC-1",), ("PC-1",)),)
