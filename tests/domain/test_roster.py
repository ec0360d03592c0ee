"""A list of people is read by its header, and every mistake in it is known by line and kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.roster import (
    MAX_FIELD_LENGTH,
    REQUIRED,
    RosterFault,
    RosterLine,
    RosterNumbers,
    doubts,
    mistakes_in,
    read_lines,
)

HEADER = list(REQUIRED)
ADA = ["P1", "Ada Traoré", "ouaga", "teacher"]


def lines(*rows: list[str], header: list[str] = HEADER) -> list[RosterLine]:
    found, wrong = read_lines(enumerate([header, *rows], 1))
    assert wrong == []
    return found


def test_a_row_is_read_by_its_header_as_its_values_are_kept() -> None:
    header = ["Role", " person ", "NAME", "", "campus"]
    (line,) = lines(["teacher", "P1", " Ada  Traoré ", "", "ouaga"], header=header)

    assert line.values == dict(zip(REQUIRED, ADA, strict=True))
    assert (line.line, line.mistakes) == (2, ())


def test_rows_with_nothing_in_them_mean_nothing_and_keep_the_count() -> None:
    found = lines([""], ADA, [], ["P2", "Awa", "ouaga", "leader", "", ""])
    assert [(line.line, line.values["person"]) for line in found] == [(3, "P1"), (5, "P2")]


def test_a_coordinator_need_not_say_her_own_campus() -> None:
    required = ("person", "name", "role")
    table = enumerate([["person", "name", "role"], ["P1", "Ada", "teacher"]], 1)
    (line,), wrong = read_lines(table, required)

    assert wrong == []
    assert line.mistakes == ()


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        ([], {RosterFault.COLUMNS_MISSING: REQUIRED}),
        ([*HEADER, "name"], {RosterFault.COLUMNS_TWICE: ("name",)}),
        ([*HEADER, "x" * 90_000], {RosterFault.COLUMNS_UNKNOWN: ("x" * 40 + "…",)}),
        (
            [*HEADER, *map(str, range(900))],
            {RosterFault.COLUMNS_UNKNOWN: (*map(str, range(12)), "…")},
        ),
        (
            [*HEADER, *(f"{number:06}" for number in range(200_000)), "000000"],
            {
                RosterFault.COLUMNS_UNKNOWN: (*(f"{number:06}" for number in range(12)), "…"),
                RosterFault.COLUMNS_TWICE: ("000000",),
            },
        ),
        ([*HEADER, "shoe size"], {RosterFault.COLUMNS_UNKNOWN: ("shoe size",)}),
    ],
)
def test_without_a_sound_header_no_row_is_read(
    header: list[str], faults: dict[RosterFault, tuple[str, ...]]
) -> None:
    found, wrong = read_lines(enumerate([header, ADA], 1))

    assert found == []
    assert {each.fault: each.facts["columns"] for each in wrong} == faults
    assert {each.line for each in wrong} == {1}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"person": ""}, RosterFault.EMPTY),
        ({"name": "A" * (MAX_FIELD_LENGTH + 1)}, RosterFault.TOO_LONG),
        ({"person": "#N/A"}, RosterFault.SPREADSHEET),
        ({"name": "=1+1"}, RosterFault.SPREADSHEET),
        ({"name": "TraorÃ©"}, RosterFault.LETTERS_LOST),
        ({"name": "ada@example.org"}, RosterFault.ADDRESS),
        ({"name": "12345"}, RosterFault.LETTERLESS),
        ({"name": "Ada\x07"}, RosterFault.CONTROL),
        ({"name": "A\u00adda"}, RosterFault.HIDDEN),
        ({"role": "dean"}, RosterFault.ROLE_UNKNOWN),
    ],
)
def test_each_mistake_has_its_kind(changed: dict[str, str], fault: RosterFault) -> None:
    values = {**dict(zip(REQUIRED, ADA, strict=True)), **changed}
    (mistake,) = mistakes_in(7, values)

    assert (mistake.line, mistake.fault) == (7, fault)
    assert mistake.sentence.endswith(".")
    if fault is not RosterFault.ROLE_UNKNOWN:
        assert mistake.facts["column"] == next(iter(changed))


def test_more_fields_than_columns_are_one_mistake() -> None:
    (line,) = lines([*ADA, "", "spare"])
    assert [each.fault for each in line.mistakes] == [RosterFault.FIELDS_SPARE]


def test_a_number_is_the_persons_who_has_one_that_looks_alike() -> None:
    numbers = RosterNumbers(["p-007"])

    assert numbers.enlist("P‑007", 2) == ("p-007", None)
    person, mistake = numbers.enlist("p-007", 3)
    assert mistake is not None
    assert (person, mistake.fault, mistake.facts["first"]) == ("p-007", RosterFault.NUMBER_TWICE, 2)
    assert numbers.knows("p-007")
    assert not numbers.knows("P-007")


def test_of_several_on_the_list_that_look_alike_each_is_herself_and_no_other_is_one() -> None:
    numbers = RosterNumbers(["007", "7"])

    assert numbers.enlist("007", 2) == ("007", None)
    assert numbers.enlist("7", 3) == ("7", None)
    _, mistake = numbers.enlist("0007", 4)
    assert mistake is not None
    assert mistake.fault is RosterFault.NUMBER_AMBIGUOUS
    assert mistake.facts["others"] == ("007", "7")


def test_new_numbers_that_a_spreadsheet_may_have_made_are_doubted() -> None:
    found = lines(["01/03", "Ada", "ouaga", "teacher"], ["02/04", "Awa", "ouaga", "teacher"])

    (doubt,) = doubts(found, new={2})
    assert (doubt.line, doubt.fault) == (2, RosterFault.NUMBER_DOUBTFUL)
    plain = lines(["45/19", "Zoe", "ouaga", "teacher"], ["01/03", "Ada", "ouaga", "teacher"])
    assert doubts(plain, new={2, 3}) == []


@given(st.lists(st.lists(st.text(max_size=12), max_size=6), max_size=8))
def test_whatever_cells_there_are_every_line_is_read_or_has_a_mistake(
    rows: list[list[str]],
) -> None:
    for line in lines(*rows):
        sound = all(line.values[name] for name in REQUIRED)
        assert sound or line.mistakes
        assert all(each.line == line.line and each.sentence for each in line.mistakes)
