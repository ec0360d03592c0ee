"""What became of tests is read again after their process died in the middle of a line."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from stick import journal


def test_the_last_word_about_a_test_counts() -> None:
    said = "started a\npassed a\nstarted b c\ndied b c\nskipped d\n"
    assert journal.read(said) == {"a": "passed", "b c": "died", "d": "skipped"}


def test_a_torn_line_says_nothing() -> None:
    assert journal.read("started a\npassed a\nfailed b") == {"a": "passed"}
    assert journal.read("") == {}


def test_windows_are_waited_for_longer(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitCallback):
        monkeypatch.setattr(wait, "__kwdefaults__", dict(wait.__kwdefaults__ or {}))
    journal.pytest_configure()
    assert (QtBot.waitUntil.__kwdefaults__ or {})["timeout"] == journal.MILLISECONDS
    assert (QtBot.waitSignal.__kwdefaults__ or {})["raising"] is None
