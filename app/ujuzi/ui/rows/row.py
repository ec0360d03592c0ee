"""What one row of a list says. Plain data: no widget, no colour."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One row; without a `key` it is a heading, which cannot be chosen.

    `pieces` is a passage as (text, whether it is marked). `icon` and `trailing_icon` name drawn
    icons; what they mean stands in `spoken`, which a screen reader says.
    """

    title: str
    key: Hashable = None
    detail: str = ""
    pieces: tuple[tuple[str, bool], ...] = ()
    icon: str = ""
    trailing: str = ""
    trailing_icon: str = ""
    spoken: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it only names the rows under it."""
        return self.key is None
