"""RDFC-1.0 (RDF Dataset Canonicalization, W3C 2024), at a cost that is bounded beforehand.

Things without ids are named by what is said of them. Where that is the same of several, RDFC-1.0
tries each order of them, and each order of those that they hold: with ten that is millions, and a
file of 2 kB may take for ever. How many orders there are is known before they are tried, so a
dataset that costs too much is refused before its cost is paid. That holds for whatever makes equal
things: siblings, lists, things that hold each other, graphs without names.

PyLD does the work, and is imported here: import this module where it is needed.
"""

from __future__ import annotations

from math import factorial
from typing import Any

from pyld.canon import URDNA2015

from ujuzi.credentials.meaning import too_costly

MAX_STEPS = 50_000
"""Orders that are tried, each counted once for every name that it carries along; half a second.
Where nothing is equal to anything, none is tried."""
_BEYOND = 20
"""More equal things than anybody can put into each order."""


def canonical(dataset: dict[str, list[dict[str, Any]]]) -> str:
    """Return the canonical N-Quads of a dataset of PyLD's, which is changed.

    Raises RefusedError `credential-too-costly`.
    """
    try:
        quads: str = _Bounded().main(dataset, {"format": "application/n-quads"})
    except RecursionError as error:
        raise too_costly("it holds too many equal things in each other") from error
    return quads


class _Bounded(URDNA2015):  # type: ignore[misc]  # PyLD has no types
    """The algorithm, which gives up where it would take long."""

    def __init__(self) -> None:
        super().__init__()
        self._steps = 0

    def create_hash_to_related(self, id_: str, issuer: Any) -> dict[str, list[str]]:
        """Return the neighbours of a thing without an id, those together that are alike."""
        alike: dict[str, list[str]] = super().create_hash_to_related(id_, issuer)
        orders = sum(_orders(each) for each in alike.values())
        self._steps += orders * (1 + len(issuer.order)) + len(self.blank_node_info[id_]["quads"])
        if self._steps > MAX_STEPS:
            raise too_costly("it holds too many equal things that have no id")
        return alike


def _orders(alike: list[str]) -> int:
    """Return how many orders of some things are tried at most."""
    return factorial(min(len(alike), _BEYOND)) if len(set(alike)) > 1 else 1
