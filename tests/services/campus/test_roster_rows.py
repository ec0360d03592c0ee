"""Each row of a roster says before it is taken in what it will do, and why it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.spreadsheets import xlsx
from ujuzi.services.campus import roster_file, roster_rows
from ujuzi.services.campus.listed import CampusPerson, Enlisting, PreviewRow, RowKind
from ujuzi.services.campus.roster_file import RosterFileLine, RosterTable
from ujuzi.services.campus.roster_rows import RosterContext, judge

AWA = CampusPerson("00123", "Awa Traoré", "teacher", "north", "awa@example.org")
ALI = CampusPerson("B-7", "Ali Sow", "support", "north")
GONE = CampusPerson("9", "Ada Ba", "teacher", "north", standing=Enlisting.LEFT)
HERSELF = CampusPerson("1", "Zoé Ndiaye", "coordinator", "north")
CONTEXT = RosterContext((AWA, ALI, GONE, HERSELF), "north", own="1")


def table(*rows: Mapping[str, object]) -> RosterTable:
    lines = tuple(
        RosterFileLine(
            line,
            {name: str(value) for name, value in row.items()},
            frozenset(name for name, value in row.items() if not isinstance(value, str)),
        )
        for line, row in enumerate(rows, 2)
    )
    return RosterTable(frozenset({"person", "name"}), lines)


def only(**row: object) -> PreviewRow:
    (judged,) = judge(table({"person": "77", "name": "Mia Keita", **row}), CONTEXT)
    return judged


def told(row: PreviewRow) -> tuple[str, str]:
    return row.kind, row.reason


@pytest.mark.parametrize(
    ("row", "kind", "changed"),
    [
        ({"person": "00123", "name": "Awa Traoré"}, "same", ()),
        ({"person": 123, "name": "Awa Traoré"}, "same", ()),
        ({"person": "b-7", "name": "Ali Sow", "role": "Personnel d’appui"}, "same", ()),
        ({"person": "B-7", "name": "Ali Sow", "role": "leader"}, "changed", ("role",)),
        ({"person": "B-7", "name": "Ali Ba Sow"}, "changed", ("name",)),
        ({"person": "B-7", "name": "Ali Sow", "email": "a@b.org"}, "changed", ("email",)),
    ],
)
def test_of_somebody_who_is_known_it_says_what_changes(
    row: dict[str, object], kind: str, changed: tuple[str, ...]
) -> None:
    judged = only(**row)
    assert (judged.kind, judged.facts["changed"]) == (kind, changed)
    assert judged.before in {AWA, ALI}
    assert judged.person in {"00123", "B-7"}


def test_somebody_new_is_a_teacher_of_her_campus_where_no_column_says_more() -> None:
    judged = only()
    assert told(judged) == ("new", "")
    assert (judged.role, judged.campus, judged.before) == ("teacher", "north", None)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"person": ""}, "person-missing"),
        ({"name": ""}, "name-missing"),
        ({"role": ""}, "role-missing"),
        ({"role": "boss"}, "role-unknown"),
        ({"name": "x" * 201}, "too-long"),
        ({"name": "#N/A"}, "spreadsheet"),
        ({"name": "#REF!"}, "spreadsheet"),
        ({"person": '="00123"'}, "spreadsheet"),
        ({"person": "2.02412E+11"}, "spreadsheet"),
        ({"person": "12-Mar"}, "spreadsheet"),
        ({"person": "2024-03-12"}, "spreadsheet"),
        ({"name": "Awa Traor?"}, "spoilt"),
        ({"name": "AwÃ©"}, "spoilt"),
        ({"name": "Awa \u202e Sow"}, "hidden"),
        ({"name": "0"}, "name-letters"),
        ({"name": "awa@example.org"}, "name-address"),
        ({"email": "awa"}, "email-wrong"),
        ({"person": "001", "name": "Zoé Sow"}, "herself"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_says_why(row: dict[str, object], reason: str) -> None:
    assert told(only(**row)) == ("refused", reason)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"person": "01/03"}, "may-be-date"),
        ({"person": "12,345"}, "may-be-grouped"),
        ({"person": 1042.5}, "decimals"),
        ({"name": "TRAORE Awa"}, "name-elsewhere"),
        ({"person": "B7", "name": "Mia Keita"}, ""),
        ({"person": "B-7", "name": "Mia Keita"}, "another-name"),
        ({"person": "9", "name": "Ada Ba"}, "left"),
    ],
)
def test_what_looks_like_another_waits_for_a_person(row: dict[str, object], reason: str) -> None:
    assert told(only(**row)) == (("doubtful", reason) if reason else ("new", ""))


def test_a_number_without_zeros_is_doubted_where_others_of_the_column_have_some() -> None:
    rows = {"person": "0456", "name": "Mia Keita"}, {"person": 457, "name": "Leo Cissé"}
    assert [told(each) for each in judge(table(*rows), CONTEXT)] == [
        ("new", ""),
        ("doubtful", "zeros-lost"),
    ]


def test_who_stands_there_twice_is_taken_by_her_first_line() -> None:
    rows = (
        {"person": "É7", "name": "Mia Keita"},
        {"person": "E\u03017", "name": "Mia Keita"},
        {"person": "st01", "name": "Leo Cissé"},
        {"person": "ST01", "name": "Leo Cissé"},
        {"person": "st02", "name": "Cissé Leo"},
    )
    judged = judge(table(*rows), CONTEXT)
    assert [told(each) for each in judged] == [
        ("new", ""),
        ("refused", "twice"),
        ("new", ""),
        ("refused", "twice"),
        ("doubtful", "name-twice"),
    ]
    assert [each.facts.get("line") for each in judged] == [None, 2, None, 4, 4]


def test_a_campus_is_hers_where_the_file_names_one_and_doubted_where_it_names_several() -> None:
    rows = [{"person": f"7{n}", "name": f"Mia {n}a", "campus": "Main Campus"} for n in range(2)]
    assert {told(each) for each in judge(table(*rows), CONTEXT)} == {("new", "")}
    rows.append({"person": "79", "name": "Leo", "campus": "North"})
    assert [told(each)[1] for each in judge(table(*rows), CONTEXT)] == [
        "campus-other",
        "campus-other",
        "",
    ]
    by_name = RosterContext(CONTEXT.known, CONTEXT.campus, CONTEXT.own, "Main  campus")
    assert [told(each)[1] for each in judge(table(*rows), by_name)] == ["", "", ""]


def test_whom_the_hub_refused_is_sent_again_and_only_unasked_where_it_was_about_another() -> None:
    refused = replace(AWA, problem="act-together"), replace(ALI, problem="campus-elsewhere")
    rows = {"person": "00123", "name": AWA.name}, {"person": "B-7", "name": ALI.name}
    judged = judge(table(*rows), RosterContext(refused, "north"))
    assert [told(each) for each in judged] == [("changed", ""), ("doubtful", "refused-before")]


def test_a_number_that_several_of_the_roster_have_says_so() -> None:
    twins = replace(AWA, person="st1"), replace(AWA, person="ST1")
    context = RosterContext(twins, "north")
    rows = {"person": "St1", "name": "Awa Traoré"}, {"person": "ST1", "name": "Awa Traoré"}
    assert told(judge(table(rows[0]), context)[0]) == ("refused", "ambiguous")
    assert told(judge(table(rows[1]), context)[0]) == ("same", "")


def test_the_roster_of_a_campus_has_each_of_its_bad_rows_explained(tmp_path: Path) -> None:
    people = [(f"0{n}", f"Person {chr(65 + n % 26)}{n}", "teacher") for n in range(1000, 1600)]
    bad = [
        *(("", "Nobody", "teacher"), ("x1", "", "teacher"), ("x2", "#N/A", "teacher")),
        *(("x3", "Ada", "boss"), ("x4", "Ada", ""), ("x5", "a@b.org", "teacher")),
        *(("x6", "??", "teacher"), ("x7", "12", "teacher"), ("=A1", "Ada", "teacher")),
        *(("3-Mar", "Ada", "teacher"), (True, "Ada", "teacher")),
    ]
    file = tmp_path / "staff.xlsx"
    file.write_bytes(xlsx({"A": [("person", "name", "role"), *people, *people[:23], *bad]}))
    rows = judge(roster_file.read(file), CONTEXT)
    counts = {kind: sum(row.kind is kind for row in rows) for kind in RowKind}
    assert counts == {
        RowKind.NEW: 600,
        RowKind.REFUSED: 23 + 11,
        RowKind.CHANGED: 0,
        RowKind.SAME: 0,
        RowKind.DOUBTFUL: 0,
    }
    refused = [row for row in rows if row.kind is RowKind.REFUSED]
    assert sum(row.reason == "twice" for row in refused) == 23
    assert all(row.reason in roster_rows.REASONS for row in refused)


NUMBERS = st.text("0123456789aB-/., ", max_size=6)
NAMES = st.sampled_from(["Awa Traoré", "Ali Sow", "Mia Keita", "", "#REF!", "Leo"])


@given(st.lists(st.tuples(NUMBERS, NAMES), max_size=8))
def test_no_number_is_taken_in_twice_whatever_the_file_holds(
    rows: list[tuple[str, str]],
) -> None:
    judged = judge(table(*({"person": n, "name": name} for n, name in rows)), CONTEXT)
    taken = [each.person for each in judged if each.kind is not RowKind.REFUSED]
    assert len(taken) == len(set(taken))
    assert [each.line for each in judged] == list(range(2, len(rows) + 2))
    assert {each.reason for each in judged} <= {*roster_rows.REASONS, ""}
