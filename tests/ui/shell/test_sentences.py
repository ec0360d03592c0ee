"""Error facts become sentences in one place, and no error is told by silence."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ujuzi
from ujuzi.errors import RefusedError, UjuziError, WorldError
from ujuzi.ui.shell.sentences import sentence


def test_the_facts_of_an_error_stand_in_its_sentence() -> None:
    error = RefusedError("pack-older", "", title="AI literacy", installed=3, offered=2)
    assert sentence(error) == (
        "Version 3 of “AI literacy” is here already; this file holds the older version 2."
    )


def test_a_fact_that_is_absent_leaves_a_gap_and_no_failure() -> None:
    assert sentence(RefusedError("publisher-unknown", "")) == (
        " is not yet trusted on this computer."
    )


def test_a_code_that_is_not_known_yet_is_told_in_the_errors_own_words() -> None:
    assert sentence(WorldError("moon-fell", "The moon fell.")) == "The moon fell."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RefusedError("pin-wrong", "", wait_seconds=0), "This PIN is not right."),
        (
            RefusedError("pin-wrong", "", wait_seconds=5),
            "This PIN is not right. Wait 5 s before trying again.",
        ),
        (RefusedError("pin-wait", "", wait_seconds=5), "Wait 5 s before trying again."),
    ],
)
def test_a_wrong_secret_says_how_long_to_wait(error: UjuziError, said: str) -> None:
    assert sentence(error) == said


COMMAND_LINE_ONLY = {
    "bank-missing",
    "bank-too-large",
    "course-mistakes",
    "framework-missing",
    "framework-mistakes",
    "hub-file-wrong",
    "key-sheet-malformed",
    "key-sheet-too-new",
    "language-missing",
    "not-written",
    "output-not-empty",
    "source-changed",
    "source-unknown",
    "update-not-newer",
    "update-other-course",
}
"""What only authors of packs and of frameworks meet."""
MET_BY_PAGES = ("services", "packs", "store")


def codes_raised() -> set[str]:
    """Return every error code that is written in the source of what pages ask."""
    source = Path(ujuzi.__file__).parent
    return {
        str(call.args[0].value)
        for folder in MET_BY_PAGES
        for file in (source / folder).rglob("*.py")
        for call in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"RefusedError", "WorldError"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_error_that_a_page_can_meet_has_a_sentence() -> None:
    codes = codes_raised() - COMMAND_LINE_ONLY
    assert "pack-tampered" in codes
    untold = {code for code in codes if sentence(RefusedError(code, "untold")) == "untold"}
    assert untold == set()
