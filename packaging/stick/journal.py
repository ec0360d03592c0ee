"""A plug-in of pytest for Wine: what became of each test is in a file as soon as it is known.

A process that dies, or is ended because it hangs, takes nothing along: the file says which test
it was in, and another process that is given the same file does the rest. `UJUZI_JOURNAL` names it.
Each line has a word, a space, and a test: STARTED when it starts, then what became of it. And tests
of windows wait longer than elsewhere for what they wait for.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

STARTED, PASSED, SKIPPED, FAILED, ERROR = "started", "passed", "skipped", "failed", "error"
LEFT_OUT = "left-out"
VARIABLE = "UJUZI_JOURNAL"
MILLISECONDS = 30_000
"""Where a test says nothing else; Wine is slow, and the computer may be busy."""

_became: dict[str, str] = {}
"""What is known of the tests that run."""


def read(text: str) -> dict[str, str]:
    """Return the last word of a journal about each test, in their order; a torn line is none."""
    whole, _, _ = text.rpartition("\n")
    lines = (line.partition(" ") for line in whole.splitlines())
    return {test: word for word, _, test in lines if test}


def note(word: str, test: str) -> None:
    """Add a line."""
    with Path(os.environ[VARIABLE]).open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"{word} {test.encode(errors='backslashreplace').decode()}\n")


def pytest_configure() -> None:
    """Let who waits for a window wait longer."""
    from pytestqt.qtbot import QtBot

    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitCallback):
        wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": MILLISECONDS}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what another process has done, without a word."""
    file = Path(os.environ[VARIABLE])
    known = read(file.read_text("utf-8")) if file.exists() else {}
    items[:] = [item for item in items if item.nodeid not in known]


def pytest_deselected(items: Sequence[pytest.Item]) -> None:
    """Say which are not to be run."""
    for item in items:
        note(LEFT_OUT, item.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Say which files cannot be read, or skip themselves."""
    if report.failed or report.skipped:
        note(ERROR if report.failed else SKIPPED, report.nodeid)


def pytest_runtest_logstart(nodeid: str) -> None:
    """Say that a test starts."""
    _became[nodeid] = PASSED
    note(STARTED, nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep what is worst of a test's three parts."""
    if report.failed:
        _became[report.nodeid] = FAILED if report.when == "call" else ERROR
    elif report.skipped and _became[report.nodeid] == PASSED:
        _became[report.nodeid] = SKIPPED


def pytest_runtest_logfinish(nodeid: str) -> None:
    """Say what became of a test."""
    note(_became.pop(nodeid), nodeid)
