"""What a benchmark says: one JSON line a figure, beside a floor measured in the same run."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value and the floor under it, in one unit; no floor is no ratio."""

    name: str
    value: float
    unit: str
    floor: float | None = None

    def line(self) -> str:
        """Return it as `make bench` prints it."""
        ratio = round(self.value / self.floor, 3) if self.floor else None
        return json.dumps(
            {
                "figure": self.name,
                "value": round(self.value, 3),
                "unit": self.unit,
                "floor": None if self.floor is None else round(self.floor, 3),
                "ratio": ratio,
            }
        )


@dataclass(frozen=True)
class Skipped:
    """A figure that cannot be measured here, and why."""

    name: str
    why: str

    def line(self) -> str:
        """Return it as `make bench` prints it."""
        return json.dumps({"figure": self.name, "skipped": self.why})


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def median_of(runs: int, work: Callable[[], object]) -> float:
    """Return the median milliseconds of several runs."""
    return statistics.median(milliseconds(work) for _ in range(runs))


def percentile(values: list[float], percent: int) -> float:
    """Return a percentile of some values."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]
