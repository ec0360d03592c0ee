"""What is known of one thing: what one event says of it, and what several of them say together.

A state says once what an event means (`from_event`) and how what is known from several sides goes
together (`merge`); folding a run of events is nothing but both, one after the other. Merging is
commutative, associative and idempotent, and a state that says nothing changes nothing: it takes
maxima, minima and unions, and the latest by `Stamp`. So devices may be heard in any order, late or
twice, one event at a time or as states that others folded, and the state comes out the same. Two
copies of one disk may have used one stamp for two facts: then what they say decides, the same
everywhere. Reads no clock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Self, TypeVar

import msgspec

from ujuzi.domain.event import Event

K = TypeVar("K")
V = TypeVar("V")


class State(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of one thing; made without arguments, nothing."""

    @classmethod
    def from_event(cls, event: Event) -> Self:
        """Return what one event says, by itself, of the thing that it is about."""
        raise NotImplementedError

    @classmethod
    def merge(cls, states: Sequence[Self]) -> Self:
        """Return what states of one thing, one or more, say together."""
        raise NotImplementedError

    @classmethod
    def fold(cls, events: Iterable[Event]) -> Self:
        """Return what events say together, which are all about one thing."""
        states = [cls.from_event(event) for event in events]
        if len(states) > 1:
            return cls.merge(states)
        return states[0] if states else cls()

    def after(self, event: Event) -> Self:
        """Return what is known once an event about the same thing has come."""
        return self.merge((self, self.from_event(event)))


def earlier(one: int | None, other: int | None) -> int | None:
    """Return the earlier of two claimed times, where there is one."""
    if one is None or other is None:
        return other if one is None else one
    return min(one, other)


def greater(one: V | None, other: V | None, by: Callable[[V], Any]) -> V | None:
    """Return the greater of two values, where there is one."""
    if one is None or other is None:
        return other if one is None else one
    return max(one, other, key=by)


def join(into: dict[K, V], more: dict[K, V], by: Callable[[V], Any]) -> None:
    """Keep in one map what both hold, the greater value under each key."""
    for key, value in more.items():
        if key not in into or by(value) > by(into[key]):
            into[key] = value
