"""How the commands print lists: a line a row, tabs between values or as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from unicodedata import category

import click
import msgspec


def echo_row(*values: object) -> None:
    """Print a row; a control character, which somebody's computer may have sent, as `?`."""
    click.echo("\t".join(map(_shown, values)))


def echo_json(value: object) -> None:
    """Print a value as a line of JSON in its own letters; a control character is escaped."""
    text = msgspec.json.encode(value).decode()
    click.echo("".join(f"\\u{ord(each):04x}" if category(each) == "Cc" else each for each in text))


def moment(milliseconds: int) -> str:
    """Return a time since 1970 as the minute in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d %H:%M")


def _shown(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join("?" if category(letter) in {"Cc", "Cs"} else letter for letter in text)
