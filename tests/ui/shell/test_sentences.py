"""Error facts become sentences in one place, and no error is told by silence."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ujuzi
from ujuzi.errors import Code, RefusedError, UjuziError
from ujuzi.ui.shell.sentences import sentence


def test_the_facts_of_an_error_stand_in_its_sentence() -> None:
    error = RefusedError(Code.PACK_OLDER, "", title="AI literacy", installed=3, offered=2)
    assert sentence(error) == (
        "Version 3 of “AI literacy” is here already; this file holds the older version 2."
    )


def test_a_fact_that_is_absent_leaves_a_gap_and_no_failure() -> None:
    told = sentence(RefusedError(Code.PUBLISHER_UNKNOWN, ""))
    assert told.startswith(" is not yet trusted on this computer. Compare its fingerprint")


def test_a_code_that_windows_have_no_sentence_for_is_shown_in_the_errors_own_words() -> None:
    assert sentence(RefusedError(Code.COURSE_MISTAKES, "One mistake.")) == "One mistake."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RefusedError(Code.PIN_WRONG, "", wait_seconds=0), "This PIN is not right."),
        (
            RefusedError(Code.PIN_WRONG, "", wait_seconds=5),
            "This PIN is not right. Wait 5 s before trying again.",
        ),
        (RefusedError(Code.PIN_WAIT, "", wait_seconds=5), "Wait 5 s before trying again."),
    ],
)
def test_a_wrong_secret_says_how_long_to_wait(error: UjuziError, said: str) -> None:
    assert sentence(error) == said


COMMAND_LINE_ONLY = {
    Code.BANK_MISSING,
    Code.BANK_TOO_LARGE,
    Code.COURSE_MISTAKES,
    Code.FRAMEWORK_MISSING,
    Code.FRAMEWORK_MISTAKES,
    Code.HUB_FILE_WRONG,
    Code.KEY_SHEET_MALFORMED,
    Code.KEY_SHEET_TOO_NEW,
    Code.LANGUAGE_MISSING,
    Code.NOT_WRITTEN,
    Code.OUTPUT_NOT_EMPTY,
    Code.SOURCE_CHANGED,
    Code.SOURCE_UNKNOWN,
    Code.UPDATE_NOT_NEWER,
    Code.UPDATE_OTHER_COURSE,
}
"""What only authors of packs and of frameworks meet."""
WAITS = {Code.PASSPHRASE_WAIT, Code.PIN_WAIT, Code.STEWARD_CODE_WAIT}
"""Their sentence says the seconds, which they always carry."""
MET_BY_PAGES = ("services", "packs", "store")
SOURCE = Path(ujuzi.__file__).parent


def codes_in(*folders: str) -> set[Code]:
    """Return every error code that the source of these folders names."""
    return {
        Code[node.attr]
        for folder in folders
        for file in (SOURCE / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "Code"
        and node.attr in Code.__members__
    }


def test_every_error_that_a_page_can_meet_has_a_sentence() -> None:
    codes = codes_in(*MET_BY_PAGES) - COMMAND_LINE_ONLY - WAITS
    assert Code.PACK_TAMPERED in codes
    untold = {code for code in codes if sentence(RefusedError(code, "untold")) == "untold"}
    assert untold == set()


def test_every_code_says_what_some_line_raises() -> None:
    assert set(Code) - codes_in("") == {Code.REFUSED}
