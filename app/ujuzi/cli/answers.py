"""What commands answer, and the exit status with which they leave."""

from __future__ import annotations

import json

from ujuzi.terminal import say_each

REFUSED, WORLD, UNPINNED = 1, 3, 4


def answer(value: object) -> None:
    """Print an answer as one JSON document."""
    say_each(json.dumps(value, ensure_ascii=False, indent=2, default=str))
