"""A panel's worksheet goes out as a table, and comes back from any spreadsheet."""

from __future__ import annotations

import pytest

from helpers.exams import ASSESSMENT, ITEMS
from ujuzi.authoring.panel import read_worksheet, write_worksheet
from ujuzi.errors import RefusedError

EMPTY = write_worksheet(ASSESSMENT, ITEMS, 2).decode("utf-8-sig")


def filled(*estimates: str, separator: str = ",") -> bytes:
    head, *lines = EMPTY.replace(",", separator).splitlines()
    ends = [line.removesuffix(separator * 2) for line in lines]
    return "\r\n".join([head, *(separator.join((end, *estimates)) for end in ends)]).encode()


def test_a_worksheet_names_each_question_its_key_and_a_column_a_judge() -> None:
    head, first, *rest = EMPTY.splitlines()
    assert head == "item,competency,difficulty,question,key,judge 1,judge 2"
    assert first == "q0,f:0,1,Question 0?,Answer 0 of 0,,"
    assert len(rest) == 11


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_comes_back_is_reckoned_whatever_separates_it(separator: str) -> None:
    said = read_worksheet(ASSESSMENT, ITEMS, filled("60", "70 %", separator=separator))
    assert said.judges == {"judge 1": 60, "judge 2": 70}
    assert said.mark == 65


def test_a_judge_who_has_written_nothing_is_passed_over() -> None:
    assert read_worksheet(ASSESSMENT, ITEMS, filled("60", "")).judges == {"judge 1": 60}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (filled("", ""), "no judge has written"),
        (filled("60", "101"), "line 2, judge 2: expected a number from 0 to 100, found '101'"),
        (filled("60", "x"), "found 'x'"),
        (b"name,judge 1\nq0,60", "names no column 'item'"),
        (b"item,judge 1\nq0,60", "it has no line for q1"),
        (b"\xff\xfe", "UTF-8"),
        (b"", "names no column"),
        (filled("60", "5").replace(b",60,5", b",60,", 1), "line 2, judge 2"),
    ],
)
def test_what_cannot_be_reckoned_says_where(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_worksheet(ASSESSMENT, ITEMS, data)
    assert refusal.value.code == "worksheet-malformed"
    assert reason in str(refusal.value)
