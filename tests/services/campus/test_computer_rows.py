"""A row says what is noted of a computer, and of one that was never seen nothing but its name."""

from __future__ import annotations

from dataclasses import replace

from ujuzi.domain.arrival import ArrivalCase
from ujuzi.services.campus.computer_rows import ComputerOddity, OddityNote, never_seen


def test_of_a_computer_that_was_never_seen_nothing_is_known_but_its_name() -> None:
    row = never_seen("expected-3", "PC-07")
    assert (row.key, row.name, row.device, row.is_expected) == ("expected-3", "PC-07", "", True)
    assert (row.arrival.case, row.visited_at, row.clock) == (ArrivalCase.NEVER, None, None)
    assert not any(row.has(each) for each in ComputerOddity)


def test_any_of_what_is_asked_for_may_be_noted() -> None:
    note = OddityNote(ComputerOddity.STOLEN)
    row = replace(never_seen("a", "PC-07"), oddities=(note,))
    assert row.has(ComputerOddity.RETIRED, ComputerOddity.STOLEN)
    assert not row.has(ComputerOddity.RETIRED)
