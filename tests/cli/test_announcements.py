"""`ujuzi campus announce` and its neighbours, typed as a coordinator would."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run

TOLD = ("en=Exam on Friday.\nBring your card.", "fr=Examen vendredi = le 4.")


def listed(hers: tuple[str, Path], capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    out, _ = run("campus", "announcements", "--json", *hers, capsys=capsys)
    found: list[dict[str, object]] = json.loads(out)
    return found


def test_it_is_announced_listed_and_taken_back(
    hers: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    run("campus", "announce", *TOLD, "--days", 30, *hers, capsys=capsys)
    (told,) = listed(hers, capsys)
    assert told["texts"] == {
        "en": "Exam on Friday.\nBring your card.",
        "fr": "Examen vendredi = le 4.",
    }
    out, _ = run("campus", "announcements", *hers, capsys=capsys)
    assert out.startswith(f"{told['id']}  ")
    assert out.endswith("  en fr  Exam on Friday. Bring your card.  waits for the hub\n")

    run("campus", "take-back", told["id"], *hers, capsys=capsys)
    assert listed(hers, capsys) == []


def test_what_is_shown_to_nobody_is_not_taken_back(
    hers: tuple[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = run("campus", "take-back", "0" * 16, *hers, code=1, capsys=capsys)
    assert "0" * 16 in said
    out, _ = run("campus", "acts", *hers, capsys=capsys)
    assert out == ""


@pytest.mark.parametrize(
    ("text", "code"),
    [("Exam on Friday.", 2), ("en= ", 1), ("english!=x", 1), ("en=" + "x" * 601, 1)],
)
def test_what_cannot_be_announced_is_refused_in_words(
    hers: tuple[str, Path], capsys: pytest.CaptureFixture[str], text: str, code: int
) -> None:
    _, said = run("campus", "announce", text, *hers, code=code, capsys=capsys)
    assert said
    assert listed(hers, capsys) == []
