"""What commands print: whatever others wrote in it, it is shown, and does nothing to a terminal.

An escape code in a name could wipe a true sentence and write a false one. So every line goes
through `say`, which shows such characters in the way of JSON.
"""

from __future__ import annotations

import io
import sys

import click

from ujuzi.domain.text import visible


def prepare() -> None:
    """Let any letter be printed: a file or a program gets UTF-8, a terminal what it can show."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def say(text: object = "", *, err: bool = False) -> None:
    """Print one line: a line break in it is shown like all that does something to a terminal."""
    click.echo(visible(str(text)), err=err)


def say_each(text: str, *, err: bool = False) -> None:
    """Print the lines of a text of our own making, such as JSON or a list of mistakes."""
    for line in text.split("\n"):
        say(line, err=err)
