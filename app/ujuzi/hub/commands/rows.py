"""How the commands print lists: a line a row, tabs between values or as JSON."""

from __future__ import annotations

import click
import msgspec

from ujuzi.domain.text import visible
from ujuzi.terminal import MINUTE, dated, say


def echo_row(*values: object) -> None:
    """Print a row; what steers a terminal, which somebody may have sent, as `?`."""
    click.echo("\t".join(visible("" if value is None else str(value), "?") for value in values))


def echo_json(value: object) -> None:
    """Print a value as a line of JSON in its own letters; what steers a terminal is escaped."""
    say(msgspec.json.encode(value).decode())


def moment(milliseconds: int) -> str:
    """Return a time since 1970 as the minute in UTC."""
    return dated(milliseconds, MINUTE)
