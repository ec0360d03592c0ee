"""What commands answer, and the exit status with which they leave."""

from __future__ import annotations

import json

import click

REFUSED, WORLD = 1, 3


def answer(value: object) -> None:
    """Print an answer as one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
