"""What looks odd in an attempt becomes a question, and what is ordinary none."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from helpers.exams import ASSESSMENT, ATTEMPT, BANK, answers, chosen, submission
from ujuzi.domain import integrity
from ujuzi.domain.grading import grade
from ujuzi.domain.integrity import Signal
from ujuzi.domain.item import ChoiceItem, Response
from ujuzi.domain.sitting import Answered, Uptime

MINUTE = 60_000
DRAWN = BANK.drawn(ASSESSMENT.blueprint, ATTEMPT)


def counted(minutes: int, boot: str = "boot") -> dict[str, Uptime]:
    """Return what a machine counts that ran so long, in one boot or in two."""
    return {"begun_up": Uptime("boot", 0), "submitted_up": Uptime(boot, minutes * MINUTE)}


@pytest.mark.parametrize(("pace", "asked"), [(100, True), (0, False), (5_000, False)])
def test_right_answers_faster_than_reading_are_a_question(pace: int, asked: bool) -> None:
    given = answers(5, milliseconds=pace)
    graded = grade(BANK, DRAWN, given, 60)

    signal = integrity.impossible_speed(submission(given), graded, DRAWN)

    assert signal == (Signal("impossible-speed", seen=5) if asked else None)


@pytest.mark.parametrize(
    ("minutes", "extra", "open_minutes", "asked"),
    [
        (20, 0, 20, False),
        (20, 0, 22, True),
        (20, 25, 25, False),
        (20, 25, 27, True),
        (0, 0, 999, False),
    ],
)
def test_more_time_than_was_given_is_a_question(
    minutes: int, extra: int, open_minutes: int, asked: bool
) -> None:
    assessment = msgspec.structs.replace(ASSESSMENT, minutes=minutes)
    open_long = submission((), milliseconds=open_minutes * 60_000)

    assert (integrity.over_time(open_long, assessment, extra) is not None) is asked


@pytest.mark.parametrize(
    ("facts", "ran_back", "seen"),
    [
        ({"submitted_at": 40 * MINUTE}, 0, None),
        ({"submitted_at": 60 * MINUTE}, 0, 40 * MINUTE),
        ({"submitted_at": 60 * MINUTE, "gaps": ((0, 20 * MINUTE), (0, 20 * MINUTE))}, 0, None),
        ({"submitted_at": 60 * MINUTE, "gaps": ((0, 31 * MINUTE),)}, 0, 31 * MINUTE),
        ({"gaps": ((9 * MINUTE, 0),)}, 0, -1),
        ({}, 29 * MINUTE, None),
        ({}, 31 * MINUTE, -1),
        ({"gaps": ((9 * MINUTE, 0),), **counted(20)}, 31 * MINUTE, None),
        ({"submitted_at": 999 * MINUTE, **counted(20)}, 0, None),
        ({"submitted_at": 20 * MINUTE, **counted(999)}, 0, 979 * MINUTE),
        ({"submitted_at": 60 * MINUTE, **counted(20, "another")}, 0, 40 * MINUTE),
    ],
)
def test_a_long_break_is_a_question(facts: dict[str, Any], ran_back: int, seen: int | None) -> None:
    times = {"begun_at": 0, "submitted_at": 20 * MINUTE, "milliseconds": 20 * MINUTE}
    closed = submission((), **{**times, **facts})

    signal = integrity.long_gap(closed, 30 * MINUTE, lambda: ran_back)

    expected = None if seen is None else Signal("long-gap", seen=seen, expected=30 * MINUTE)
    assert signal == expected


def test_attempts_beyond_those_allowed_are_a_question() -> None:
    twice = msgspec.structs.replace(ASSESSMENT, attempts=2)

    assert integrity.attempts_beyond(twice, 1) is None
    assert integrity.attempts_beyond(twice, 2) == Signal("attempts-beyond", seen=3, expected=2)
    assert integrity.attempts_beyond(ASSESSMENT, 99) is None


def test_a_supervised_sitting_needs_a_code_that_opened_nothing_else() -> None:
    supervised = msgspec.structs.replace(ASSESSMENT, supervised=True)
    opened = submission((), opened_by="code-1")

    assert integrity.odd_opening(opened, supervised, {"code-1"}, ()) is None
    assert integrity.odd_opening(opened, supervised, (), ()) == Signal("code-unknown")
    assert integrity.odd_opening(opened, supervised, {"code-1"}, ("z", "y")) == Signal(
        "code-used-twice", other="y"
    )
    assert integrity.odd_opening(submission(()), ASSESSMENT, (), ()) is None


def test_answers_to_what_was_not_drawn_are_a_question() -> None:
    given = (*answers(5), Answered("elsewhere", ("c1",)))

    assert integrity.items_differ(grade(BANK, DRAWN, given, 60)) == Signal("items-differ", seen=1)
    assert integrity.items_differ(grade(BANK, DRAWN, answers(5), 60)) is None


def wrong(places: str) -> dict[str, Response]:
    """Return wrong responses to items 0, 1, ... by their letters."""
    return {f"q{n}": (letter,) for n, letter in enumerate(places)}


def test_two_attempts_with_improbably_many_same_wrong_answers_are_a_question() -> None:
    others = {
        "copied": wrong("bcdbcdbcdb"),
        "own": wrong("bbbbbbbbbb"),
        "other": wrong("cccccccccc"),
    }

    assert integrity.same_wrong_answers(wrong("bcdbcdbcdb"), others) == Signal(
        "same-wrong-answers", other="copied", seen=10, expected=10
    )


def test_the_wrong_answer_that_everybody_gives_is_no_question() -> None:
    others = {f"attempt-{n}": wrong("bbbbbbbbbb") for n in range(10)}

    assert integrity.same_wrong_answers(wrong("bbbbbbbbbb"), others) is None
    assert integrity.same_wrong_answers({}, others) is None


def test_wrong_answers_are_those_given_to_what_was_drawn() -> None:
    given = (*answers(3), Answered("elsewhere", ("c1",)))
    found = integrity.wrong_answers(submission(given), grade(BANK, DRAWN, given, 60))

    assert set(found) == {item.id for item in DRAWN[3:]}
    assert isinstance(DRAWN[3], ChoiceItem)
    assert found[DRAWN[3].id] == chosen(DRAWN[3], "Answer 1")
