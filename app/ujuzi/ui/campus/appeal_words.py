"""Whose second looks at results wait, in one sentence for their coordinator."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from ujuzi.services.campus.appeals import WaitingAppeals

MOST_NAMES = 10
"""People who are named; the count is of all."""


def appeals_sentence(waiting: Sequence[WaitingAppeals]) -> str:
    """Return how many appeals wait and whose they are; nothing where none does."""
    return _Words().waiting(waiting) if waiting else ""


class _Words(QObject):
    """The translator's context of these words."""

    def waiting(self, waiting: Sequence[WaitingAppeals]) -> str:
        count = sum(each.count for each in waiting)
        known = [each.name for each in waiting if each.name]
        names = ", ".join([*known[:MOST_NAMES], *(["…"] if len(known) > MOST_NAMES else [])])
        said = self.tr(
            "%n result(s) of which a second look waits at the National Centre", "", count
        )
        return f"{said}: {names}." if names else f"{said}."
