"""How much to send at once, how long to wait, and when to try again, from what the link showed.

A slow link gets smaller batches and asks, so that a break costs little; a fast one gets larger, so
that round trips cost little. Only events that are not cut yet are affected. What a link can take is
learnt anew in each exchange: last week's may have been another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from ujuzi.sync.transports.transport import STALL_SECONDS
from ujuzi.wire.limits import BATCH_TARGET_BYTES

LEAST_BATCH_BYTES = 8 * 1024
BATCH_SECONDS = 10
"""A batch should take about this long at most."""

FIRST_ASK_BYTES = 64 * 1024
"""The first ask of an exchange: a batch and a small rest, before the link is known."""

MOST_ASK_BYTES = 512 * 1024
ASK_SECONDS = 30
SLOWEST = 1024.0
"""Bytes a second that a link is believed to carry before it has shown what it can."""

MEASURABLE_BYTES = 4 * 1024
FRESH = 0.5
"""How much the newest measurement weighs against those before."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What a link of `bytes_a_second` can take, zero is unknown, and at most at once."""

    bytes_a_second: float = 0.0
    most_bytes: int = MOST_ASK_BYTES

    @property
    def batch_bytes(self) -> int:
        """Where to cut a batch."""
        if not self.bytes_a_second:
            return BATCH_TARGET_BYTES
        wanted = int(self.bytes_a_second * BATCH_SECONDS)
        return max(LEAST_BATCH_BYTES, min(BATCH_TARGET_BYTES, wanted))

    @property
    def ask_bytes(self) -> int:
        """How much one request carries up."""
        if not self.bytes_a_second:
            return min(self.most_bytes, FIRST_ASK_BYTES)
        wanted = int(self.bytes_a_second * ASK_SECONDS)
        return max(LEAST_BATCH_BYTES, min(self.most_bytes, wanted))

    def stall_seconds(self, size: int) -> float:
        """How long nothing may be heard of `size` bytes that are on their way.

        Modems and systems take bytes long before the link has carried them, and say nothing of
        it: a silence is a stall only when all of them could have arrived.
        """
        return STALL_SECONDS + size / (self.bytes_a_second or SLOWEST)

    def after(self, moved: int, seconds: float) -> Pace:
        """Return the pace once `moved` bytes took `seconds`; a few bytes say nothing."""
        if moved < MEASURABLE_BYTES or seconds <= 0:
            return self
        fresh = moved / seconds
        if self.bytes_a_second:
            fresh = FRESH * fresh + (1 - FRESH) * self.bytes_a_second
        return replace(self, bytes_a_second=fresh)

    def narrowed(self, size: int) -> Pace:
        """Return the pace where a message of so many bytes was not let through."""
        return replace(self, most_bytes=size // 2)


@dataclass(frozen=True, slots=True)
class Patience:
    """How often to try again in vain within one exchange, and after what pauses, in seconds."""

    tries: int = 5
    first: float = 1.0
    most: float = 60.0

    def pause(self, tried: int, asked_for: float, random: Random) -> float:
        """Return the pause after `tried` failures: doubled each time, jittered by half.

        Never shorter than what a full hub asked for, and then spread by as much again.
        """
        grown = min(self.most, self.first * 2.0 ** (tried - 1))
        return max(grown * random.uniform(0.5, 1.0), asked_for * random.uniform(1.0, 2.0))
