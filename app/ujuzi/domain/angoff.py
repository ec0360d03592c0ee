"""A modified Angoff panel: what a pass mark is, by judges who know the learners. Pure.

Each judge says of each item how many of 100 people who are just good enough would have it right
(Angoff 1971, in Thorndike, Educational Measurement, 508-600). After a first round the panel talks
about the items on which it differs most, and judges again (Impara and Plake 1997, J. Educational
Measurement 34(4), 353-366); the second round's sheet is reckoned in the same way.

Attempts draw by a blueprint, so a judge's mark is the mean of her estimates in each cell of it,
weighed by what is drawn there. The panel's mark is the mean of the judges; its standard error is
their standard deviation over the root of their number: another panel would differ by about so much.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ujuzi.domain.assessment import Quota
from ujuzi.domain.item import Item

Estimates = Mapping[str, Mapping[str, float]]
"""By judge and item, in percent."""

APART = 15.0
"""Points of standard deviation between judges from which a panel talks about an item again."""


@dataclass(frozen=True, slots=True)
class PanelMark:
    """What a panel says, in percent of what an attempt draws. `apart` are the items to talk about.

    `standard_error` is None of a single judge.
    """

    mark: float
    standard_error: float | None
    judges: dict[str, float]
    apart: tuple[tuple[str, float], ...]


def panel_mark(
    blueprint: Sequence[Quota], items: Iterable[Item], estimates: Estimates
) -> PanelMark:
    """Return the mark of a panel of which each judge has judged every item that can be drawn."""
    cells: dict[tuple[str, int | None], list[str]] = {}
    for item in items:
        cells.setdefault(item.cell, []).append(item.id)
    judges = {
        judge: sum(
            quota.items * statistics.fmean(of[item] for item in cells[quota.cell])
            for quota in blueprint
        )
        / sum(quota.items for quota in blueprint)
        for judge, of in estimates.items()
    }
    several = len(judges) > 1
    drawn = [
        item for cell in dict.fromkeys(quota.cell for quota in blueprint) for item in cells[cell]
    ]
    spread = {
        item: statistics.stdev(of[item] for of in estimates.values()) if several else 0.0
        for item in drawn
    }
    error = statistics.stdev(judges.values()) / math.sqrt(len(judges)) if several else None
    apart = sorted(
        ((item, by) for item, by in spread.items() if by >= APART), key=lambda each: -each[1]
    )
    return PanelMark(statistics.fmean(judges.values()), error, judges, tuple(apart))
