"""How the commands print lists: a line a row, tabs between values."""

from __future__ import annotations

from datetime import UTC, datetime
from unicodedata import category

import click


def echo_row(*values: object) -> None:
    """Print a row; a control character, which somebody's computer may have sent, as `?`."""
    click.echo("\t".join(map(_shown, values)))


def moment(milliseconds: int) -> str:
    """Return a time since 1970 as the minute in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d %H:%M")


def _shown(value: object) -> str:
    text = "" if value is None else str(value)
    return "".join("?" if category(letter) in {"Cc", "Cs"} else letter for letter in text)
