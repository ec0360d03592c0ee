"""Nothing that a command prints steers the terminal, whoever wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest

import ujuzi
from ujuzi.terminal import say, say_each

SOURCE = Path(ujuzi.__file__).parent
PRINTING = {"hub/commands/rows.py"}
"""What prints rows, each value made visible by itself."""


def test_a_name_writes_no_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    say("Ada\x1b[2J\nGenuine.\x9b\u202e\u2028")
    assert capsys.readouterr().out == "Ada\\u001b[2J\\u000aGenuine.\\u009b\\u202e\\u2028\n"
    say_each("one\ntwo\r", err=True)
    assert capsys.readouterr().err == "one\ntwo\\u000d\n"


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
