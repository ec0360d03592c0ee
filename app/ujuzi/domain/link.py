"""To which person of the roster a profile is linked, by all that was ever decided. Pure.

Decisions stand in the order of their Lamport times, in whatever order they reach the hub. A code
that was typed links only a profile that is linked to nobody: at another time it is a question for a
person, and changes nothing. A person's word always holds, and a learner's that a link is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

NOBODY = ""


class Decision(NamedTuple):
    """From a Lamport time on a profile is linked to a person, or to NOBODY; `typed` by a code."""

    lamport: int
    person: str
    typed: bool = False


class Span(NamedTuple):
    """When a decision holds: until the next that does, from then on, or never (`ended` is its own).

    `asks` that a person decides: a code was typed where the profile was linked to another already.
    """

    decision: Decision
    ended: int | None
    asks: bool = False


def spans(decisions: Iterable[Decision]) -> list[Span]:
    """Return what came of each decision, in the order of their times.

    Where two computers decided at one time nobody goes before anybody: unlinked goes before linked,
    and of two people the lesser holds.
    """
    found: list[Span] = []
    held: int | None = None
    for lamport, same in groupby(sorted(set(decisions)), key=lambda each: each.lamport):
        for place, each in enumerate(same):
            linked = NOBODY if held is None else found[held].decision.person
            if place or (each.typed and linked not in {NOBODY, each.person}):
                found.append(Span(each, lamport, asks=each.typed and each.person != linked))
                continue
            if held is not None:
                found[held] = found[held]._replace(ended=lamport)
            held = len(found) if each.person != NOBODY else None
            found.append(Span(each, None if held is not None else lamport))
    return found
