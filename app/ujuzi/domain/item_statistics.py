"""How the items of a bank did: facility and discrimination, over many results. Pure.

Facility is the share of those who drew an item that had it right. Discrimination is the corrected
item-total (point-biserial) correlation: Pearson's r between having the item right (0 or 1) and the
share of the *other* items that were right (Henrysson 1963, Psychometrika 28(2), 211-218). Attempts
draw different items, hence shares instead of sums. Near 0 or below it, an item tells nothing, or
its key is wrong.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import dataclass

from ujuzi.domain.grading import Graded

FEWEST = 10
"""Attempts below which a correlation is an accident."""


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """How an item did; `discrimination` is None where it cannot be said."""

    item: str
    attempts: int
    facility: float
    discrimination: float | None


def figures_of(results: Iterable[Graded]) -> tuple[ItemFigures, ...]:
    """Return the figures of every item that counted in a result, by item."""
    points: dict[str, list[tuple[int, float]]] = {}
    for graded in results:
        for item, mark in ((each.item, each.mark) for each in graded.marks):
            if mark in ("right", "wrong"):
                point = int(mark == "right")
                rest = (graded.right - point) / (graded.items - 1) if graded.items > 1 else 0.0
                points.setdefault(item, []).append((point, rest))
    return tuple(_figures(item, points[item]) for item in sorted(points))


def _figures(item: str, points: list[tuple[int, float]]) -> ItemFigures:
    own, rest = zip(*points, strict=True)
    discrimination = None
    if len(points) >= FEWEST and len(set(own)) > 1 and len(set(rest)) > 1:
        discrimination = statistics.correlation(own, rest)
    return ItemFigures(item, len(points), statistics.fmean(own), discrimination)
