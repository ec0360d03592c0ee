"""Whether the wait between two attempts was kept, as far as anybody can know.

Computers' clocks lie, and honest attempts of Monday and Wednesday arrive together on Friday. So
what a computer claims is believed, unless it contradicts itself, its own counter of time since the
machine was started, or what the hub saw of it. What is doubted is a question for a person.

A clock that was put right is no reason, whenever that was. One that went ahead between two
exchanges, and was still ahead at the second, may have done so between the attempts; one that ran
back may have been ahead before. By as much less time has passed than is claimed, at worst.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from ujuzi.domain.sitting import Uptime

SLACK = 10 * 60_000
"""Milliseconds by which an honest clock may be set, and an exchange may last."""


class Moment(NamedTuple):
    """When something happened, as its computer claims, and what the hub saw of that computer.

    Times are milliseconds. `arrived` is when the hub heard of it, and `offset` how far the
    computer's clock was ahead then; `before` is the same at an exchange before that one. None where
    it is not known: of what was only begun, and of a computer's first exchange.
    """

    device: str
    claimed: int
    up: Uptime | None = None
    arrived: int | None = None
    offset: int | None = None
    before: int | None = None

    @property
    def corrected(self) -> int:
        """What the hub's clock would have said, if this computer's was as far off as later."""
        return self.claimed - (self.offset or 0)


def is_doubted(ended: Moment, begun: Moment, wait: int, *, ran_back: int = 0) -> bool:
    """Whether less than `wait` milliseconds may have passed from the end of one to the next.

    `ran_back` is by how much the logs of their computers run backwards around the two.
    """
    same = ended.device == begun.device
    if same and ended.up and begun.up and ended.up.boot == begun.up.boot:
        return begun.up.milliseconds - ended.up.milliseconds < wait - SLACK
    around_end = _known(ended.before, ended.offset) or (_known(begun.before) if same else [])
    claimed = begun.claimed - ended.claimed if same else begun.corrected - ended.corrected
    around = [*around_end, *_known(begun.offset)] if same else around_end
    ahead = sum(_went_ahead(one, other) for one, other in pairwise(around))
    if claimed - ahead - ran_back < wait - SLACK:
        return True
    if begun.arrived is None:
        return False
    around_begin = around if same else _known(begun.before, begun.offset)
    if begun.claimed - max(around_begin, default=0) > begun.arrived + SLACK:
        return True  # it was set back afterwards: this had not happened yet
    ended_at = ended.claimed - max(around_end, default=0)
    if ended.arrived is not None:
        ended_at = min(ended_at, ended.arrived)
    return begun.arrived - ended_at < wait - SLACK  # there was no time for it


def _known(*offsets: int | None) -> list[int]:
    return [each for each in offsets if each is not None]


def _went_ahead(before: int, after: int) -> int:
    """Return by how much a clock went ahead that was not put right by that."""
    return max(0, min(after - before, after)) if after - before > SLACK else 0
