"""Nothing that a command prints steers the terminal, whoever wrote it."""

from __future__ import annotations

import io
import logging
import sys
from pathlib import Path

import pytest

import ujuzi
from ujuzi.terminal import (
    MINUTE,
    as_word,
    dated,
    prepare,
    progress,
    say,
    say_each,
    told_of,
)

SOURCE = Path(ujuzi.__file__).parent
PRINTING = {"hub/commands/rows.py"}
"""What prints rows, each value made visible by itself."""


def test_a_name_writes_no_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    say("Ada\x1b[2J\nGenuine.\x9b\u202e\u2028")
    assert capsys.readouterr().out == "Ada\\u001b[2J\\u000aGenuine.\\u009b\\u202e\\u2028\n"
    say_each("one\ntwo\r", err=True)
    assert capsys.readouterr().err == "one\ntwo\\u000d\n"


def test_what_is_logged_writes_no_line_of_its_own(
    capsys: pytest.CaptureFixture[str],
) -> None:
    prepare()
    try:
        raise ValueError("Ada\x1b[2J")
    except ValueError:
        error = sys.exc_info()
    fields = ("no credential for %s", ("Ada\x1b[2J\nGenuine.",))
    record = logging.LogRecord("hub", logging.WARNING, "hub.py", 1, *fields, error)
    assert logging.lastResort is not None
    logging.lastResort.handle(record)
    written = capsys.readouterr().err
    assert written.startswith("no credential for Ada\\u001b[2J\\u000aGenuine.\nTraceback")
    assert written.endswith("ValueError: Ada\\u001b[2J\n")


def test_progress_is_shown_at_a_terminal_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with progress("building a\x1b") as tell:
        tell(1, 2)
    assert capsys.readouterr().err == "building a\\u001b\n"
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress("building a") as tell:
        tell(1, 2)
    assert capsys.readouterr().err == "\rbuilding a 50 %\r\x1b[K"


def test_every_command_prints_by_it() -> None:
    files = [*(SOURCE / "cli").glob("*.py"), *(SOURCE / "hub" / "commands").glob("*.py")]
    printing = {
        file.relative_to(SOURCE).as_posix()
        for file in files
        if any(
            each in file.read_text("utf-8") for each in ("click.echo(", "click.secho(", " print(")
        )
    }
    assert printing == PRINTING


@pytest.mark.parametrize(
    ("encoding", "is_terminal", "written"),
    [
        ("cp1252", False, "é ሰ".encode()),
        ("cp1252", True, b"\xe9 \\u1230"),
        ("ascii", False, "é ሰ".encode()),
        ("utf-8", True, "é ሰ".encode()),
    ],
)
def test_any_letter_is_printed_wherever_it_goes(
    monkeypatch: pytest.MonkeyPatch, encoding: str, written: bytes, *, is_terminal: bool
) -> None:
    bytes_ = io.BytesIO()
    stream = io.TextIOWrapper(bytes_, encoding=encoding, newline="\n")
    monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
    monkeypatch.setattr(sys, "stdout", stream)
    prepare()
    say("é ሰ")
    stream.flush()
    assert bytes_.getvalue() == written + b"\n"


def test_a_program_without_a_console_prints_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    prepare()


@pytest.mark.parametrize(
    ("system", "text", "word"),
    [
        ("linux", "IIOE", "IIOE"),
        ("linux", "It's $(one)", "'It'\"'\"'s $(one)'"),
        ("win32", r"C:\My courses\c.ujuzi", r'"C:\My courses\c.ujuzi"'),
        ("win32", "A & B | C", '"A & B | C"'),
        ("win32", 'x" & del y & "', '"x_ & del y & _"'),
        ("win32", "”$(one) `n %PATH% \n", '"__(one) _n _PATH_ _"'),
        ("win32", "E:\\", '"E:_"'),
    ],
)
def test_a_word_for_a_shell_is_one_and_starts_nothing(
    system: str, text: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert as_word(text) == word


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(5, "Input/output error", "a.json"), "a.json: Input/output error."),
        (OSError(5, "Input/output error"), "Input/output error."),
        (OSError("gone"), "gone."),
        (OSError(36, "File name too long", "n" * 9000), f"{'n' * 200}...: File name too long."),
    ],
)
def test_what_the_system_says_is_told_in_one_line(error: OSError, told: str) -> None:
    assert told_of(error) == told


def test_a_time_that_no_calendar_has_is_told_all_the_same() -> None:
    assert dated(1_795_392_000_000) == "2026-11-23"
    assert dated(1_795_392_000_000, MINUTE) == "2026-11-23 00:00"
    assert dated(2**62) == "4611686018427387904 ms"
    assert dated(-(2**63)) == "-9223372036854775808 ms"
