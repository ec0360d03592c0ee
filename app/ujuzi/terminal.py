"""What commands print: whatever others wrote in it, it is shown, and does nothing to a terminal.

An escape code in a name could wipe a true sentence and write a false one. So every line goes
through `say`, which shows such characters in the way of JSON, and every line of a log through
`LogLines`.
"""

from __future__ import annotations

import io
import logging
import os
import re
import shlex
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click

from ujuzi.domain.moment import EPOCH
from ujuzi.domain.text import visible

DAY, MINUTE = "%Y-%m-%d", "%Y-%m-%d %H:%M"
"""How a time is written."""
REFUSED, WRONG_USAGE, WORLD = 1, 2, 3
"""Exit statuses: what was asked for is refused, was typed wrongly, or met disk or network."""
NO_TEXT = "What was typed is no text in UTF-8."
ENDED = "Ended before it was done. To do it, run the command again."
PATIENCE = 5.0
"""Seconds."""
NAME_SHOWN_MOST = 200
"""Letters of a path."""
TELL_EVERY = 0.1
"""Seconds between two numbers of a line of progress."""
REPLACED_BY_A_SHELL = re.compile(r'["“”„%!$`\x00-\x1f]|\\+\Z')
"""Even between quotation marks, by Windows' cmd or by PowerShell."""


class LogLines(logging.Formatter):
    """What is logged, as `say` prints it: a message is one line, whoever wrote a part of it."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Return the line itself."""
        return visible(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:
        """Return where an error came from."""
        return "\n".join(map(visible, super().formatException(ei).split("\n")))


def prepare() -> None:
    """Let any letter be printed: a file or a program gets UTF-8, a terminal what it can show."""
    if logging.lastResort is not None:  # what a command logs
        logging.lastResort.setFormatter(LogLines())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def end_as_if_interrupted() -> None:
    """Let who ends this process, or closes its terminal, end it as Ctrl-C does.

    What it was writing is then taken away, instead of left behind half; whoever presses Ctrl-C
    again meanwhile waits for that, for `PATIENCE` seconds. A signal that whoever started it wants
    ignored stays ignored. Signals go to the main thread, which alone asks for it.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    before = {"SIGINT": signal.default_int_handler}
    ended_at: float | None = None

    def end(_number: int, _frame: FrameType | None) -> None:
        nonlocal ended_at
        now = time.monotonic()
        if ended_at is None or now - ended_at >= PATIENCE:
            ended_at = now
            raise KeyboardInterrupt

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # Windows has not all
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is before.get(name, signal.SIG_DFL):
            signal.signal(number, end)


def leave_ended(program: str) -> NoReturn:
    """Say in one line that a command was ended, and leave with its status."""
    with suppress(OSError):  # its terminal may have been closed
        say(f"{program}: {ENDED}", err=True)
    sys.exit(REFUSED)


def say(text: object = "", *, err: bool = False) -> None:
    """Print one line: a line break in it is shown like all that does something to a terminal."""
    click.echo(visible(str(text)), err=err)


def make_visible(error: click.ClickException) -> None:
    """Let a mistake in what was typed show whatever that was, and steer no terminal by it."""
    lines = error.message.split("\n")  # it may be a whole page of help
    vars(error)["message"] = "\n".join(map(visible, lines))


def as_word(text: str) -> str:
    """Return what a shell of this system takes as one word: a text, whoever wrote it.

    On Windows, what no quotation marks keep from both of its shells becomes an underscore.
    """
    if sys.platform == "win32":
        return f'"{REPLACED_BY_A_SHELL.sub("_", text)}"'
    return shlex.quote(text)


def say_each(text: str, *, err: bool = False) -> None:
    """Print the lines of a text of our own making, such as JSON or a list of mistakes."""
    for line in text.split("\n"):
        say(line, err=err)


def language_and_text(argument: str) -> tuple[str, str]:
    """Return the language and the text of LANGUAGE=TEXT; raises click's UsageError."""
    language, mark, text = argument.partition("=")
    if not mark:
        raise click.UsageError(f"{argument!r} is not LANGUAGE=TEXT.")
    return language.strip(), text


def check_apart(output: Path, *read: Path | None) -> None:
    """Return only if what is to be written is none of what is read; raises click's UsageError."""
    for each in read:
        with suppress(OSError):  # what is not there is no other's
            if each is not None and output.samefile(each):
                raise click.UsageError(f"{str(output)!r} is read here: name another file to write.")


def told_of(error: OSError) -> str:
    """Return what the system says of a file, or of the network, that nobody foresaw."""
    name = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    if len(name) > NAME_SHOWN_MOST:
        name = f"{name[:NAME_SHOWN_MOST]}..."
    return f"{f'{name}: ' if name else ''}{error.strerror or error}."


def leave_unforeseen(program: str, error: OSError | UnicodeEncodeError) -> NoReturn:
    """Say in one line what nobody foresaw, and leave with its status."""
    if isinstance(error, UnicodeEncodeError):
        say_each(f"{program}: {NO_TEXT}", err=True)
        sys.exit(WRONG_USAGE)
    say_each(f"{program}: {told_of(error)}", err=True)
    sys.exit(WORLD)


def dated(milliseconds: int, form: str = DAY) -> str:
    """Return a time since 1970 in UTC; what no calendar has, which somebody made up, as it is."""
    try:
        return (EPOCH + timedelta(milliseconds=milliseconds)).strftime(form)
    except (ValueError, OverflowError):
        return f"{milliseconds} ms"


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Say what is under way, and give a function that shows at a terminal how far it is."""
    shown = sys.stderr.isatty()
    told_at = 0.0
    if not shown:
        say(what, err=True)

    def tell(done: int, total: int) -> None:
        nonlocal told_at
        now = time.monotonic()
        if shown and now - told_at >= TELL_EVERY:
            told_at = now
            click.echo(f"\r{visible(what)} {100 * done // max(total, 1)} %", nl=False, err=True)

    try:
        yield tell
    finally:
        if shown:  # nothing is left of it: what came of it is said next
            click.echo("\r\033[K", nl=False, err=True)
