"""How an assessment and its items did, over the first attempts of many people. Pure.

Facility is the share of those who drew an item that had it right. Discrimination is the corrected
item-total (point-biserial) correlation: Pearson's r between having the item right (0 or 1) and the
share of the *other* items that were right (Henrysson 1963, Psychometrika 28(2), 211-218). Attempts
draw different items, hence shares instead of sums. Near 0 or below it, an item tells nothing, or
its key is wrong.

Reliability is KR-20 (Kuder and Richardson 1937, Psychometrika 2(3), 151-160). As attempts draw
different items, the sum of p(1-p) is the mean over attempts of the items that each drew. The
standard error of measurement is that of a score, in items: s * sqrt(1 - KR-20).

Shares have Wilson's interval, correlations Fisher's, both of 95 percent. Of fewer than FEWEST
attempts nothing is said. Who sits again has seen the feedback of the first time: whoever calls
brings first attempts, of one language, for a translation may be another question.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ujuzi.domain.grading import Graded
from ujuzi.domain.item import ChoiceItem, Item, Response, right_response

FEWEST = 50
"""Attempts below which figures are accidents."""
NORMAL_95 = 1.959964
THIRDS = 3


class Estimate(NamedTuple):
    """An estimate and its interval of 95 percent."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """How an item did; None where it cannot be said."""

    item: str
    attempts: int
    facility: Estimate | None
    discrimination: Estimate | None


@dataclass(frozen=True, slots=True)
class AssessmentFigures:
    """How an assessment did; None where it cannot be said. `items` is how many counted, on average.

    `standard_error` is of a score, in items.
    """

    attempts: int
    items: float
    passed: Estimate | None
    reliability: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class ChoiceCounts:
    """How often a choice was made by the lower, middle and upper third; "" is no answer."""

    item: str
    choice: str
    right: bool
    thirds: tuple[int, int, int]


def figures_of(results: Iterable[Graded]) -> tuple[ItemFigures, ...]:
    """Return the figures of every item that counted in a result, by item."""
    points: dict[str, list[tuple[int, float]]] = {}
    for graded in results:
        for item, point in _points(graded).items():
            rest = (graded.right - point) / (graded.items - 1) if graded.items > 1 else 0.0
            points.setdefault(item, []).append((point, rest))
    return tuple(_figures(item, points[item]) for item in sorted(points))


def assessment_figures(results: Sequence[Graded]) -> AssessmentFigures:
    """Return how an assessment did in these results."""
    counted = [each for each in results if each.items]
    items = statistics.fmean(each.items for each in counted) if counted else 0.0
    if len(counted) < FEWEST:
        return AssessmentFigures(len(counted), items, None, None, None)
    passed = share(sum(each.passed for each in counted), len(counted))
    reliability = _kr20(counted, items)
    error = None
    if reliability is not None:
        spread = statistics.pstdev(each.right / each.items for each in counted) * items
        error = spread * math.sqrt(max(0.0, 1 - reliability))
    return AssessmentFigures(len(counted), items, passed, reliability, error)


def choices_of(
    results: Sequence[Graded], given: Sequence[Mapping[str, Response]], items: Iterable[Item]
) -> tuple[ChoiceCounts, ...]:
    """Return who chose what, by thirds of the score; `given` has each result's wrong responses.

    In the author's ids. Equal scores are in the same third. Items that fewer than FEWEST drew are
    left out.
    """
    thirds = _thirds([each.right / each.items if each.items else 0.0 for each in results])
    counts: dict[str, Counter[tuple[str, int]]] = {}
    drawn: Counter[str] = Counter()
    known = {item.id: item for item in items if isinstance(item, ChoiceItem)}
    for graded, wrong, third in zip(results, given, thirds, strict=True):
        for item, point in _points(graded).items():
            if item in known:
                drawn[item] += 1
                made = right_response(known[item]) if point else wrong.get(item, ("",))
                counts.setdefault(item, Counter()).update((choice, third) for choice in made)
    return tuple(
        ChoiceCounts(
            item, choice, right, (seen[choice, 0], seen[choice, 1], seen[choice, 2])
        )
        for item, seen in sorted(counts.items())
        if drawn[item] >= FEWEST
        for choice, right in (*((c.id, c.right) for c in known[item].choices), ("", False))
    )  # fmt: skip


def share(count: int, of: int) -> Estimate:
    """Return a share with Wilson's interval (1927, JASA 22(158), 209-212)."""
    value, z = count / of, NORMAL_95
    middle = (value + z * z / (2 * of)) / (1 + z * z / of)
    reach = z * math.sqrt(value * (1 - value) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return Estimate(value, max(0.0, middle - reach), min(1.0, middle + reach))


def correlation(value: float, of: int) -> Estimate:
    """Return a correlation with Fisher's interval (1921, Metron 1, 3-32)."""
    held = max(-0.999999, min(0.999999, value))
    middle, reach = math.atanh(held), NORMAL_95 / math.sqrt(of - 3)
    return Estimate(value, math.tanh(middle - reach), math.tanh(middle + reach))


def _points(graded: Graded) -> dict[str, int]:
    """Return 1 or 0 of each item that counted."""
    counted = (each for each in graded.marks if each.mark in ("right", "wrong"))
    return {each.item: int(each.mark == "right") for each in counted}


def _figures(item: str, points: list[tuple[int, float]]) -> ItemFigures:
    own, rest = zip(*points, strict=True)
    if len(points) < FEWEST:
        return ItemFigures(item, len(points), None, None)
    discrimination = None
    if len(set(own)) > 1 and len(set(rest)) > 1:
        discrimination = correlation(statistics.correlation(own, rest), len(points))
    return ItemFigures(item, len(points), share(sum(own), len(points)), discrimination)


def _kr20(results: Sequence[Graded], items: float) -> float | None:
    """Return KR-20; None where all have the same score, or one item."""
    right, drawn = Counter[str](), Counter[str]()
    for graded in results:
        points = _points(graded)
        right.update(points)
        drawn.update(points.keys())
    p = {item: right[item] / count for item, count in drawn.items()}
    within = statistics.fmean(
        sum(p[item] * (1 - p[item]) for item in _points(graded)) for graded in results
    )
    between = statistics.pvariance([each.right / each.items for each in results]) * items**2
    if items <= 1 or between == 0:
        return None
    return items / (items - 1) * (1 - within / between)


def _thirds(scores: Sequence[float]) -> list[int]:
    """Return 0, 1 or 2 of each score, by the middle of the ranks of those that are equal."""
    ordered = Counter(scores)
    third: dict[float, int] = {}
    below = 0
    for score in sorted(ordered):
        middle = below + ordered[score] / 2
        third[score] = min(THIRDS - 1, int(THIRDS * middle / len(scores)))
        below += ordered[score]
    return [third[score] for score in scores]
