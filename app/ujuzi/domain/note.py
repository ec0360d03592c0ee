"""What a note says that a learner wrote beside an activity."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Self

from ujuzi.domain.event import NEVER, Event, NoteWritten, Stamp
from ujuzi.domain.state import State


class NoteState(State, frozen=True, omit_defaults=True):
    """A note's latest text; empty where it was removed."""

    course: str = ""
    activity: str = ""
    text: str = ""
    position: float = 0.0
    stamp: Stamp = NEVER
    written_at: int = 0

    @classmethod
    def from_event(cls, event: Event) -> Self:
        """Return the note as one event left it."""
        match event.body:
            case NoteWritten() as body:
                return cls(
                    course=body.course,
                    activity=body.activity,
                    text=body.text,
                    position=body.position,
                    stamp=event.stamp,
                    written_at=event.recorded_at,
                )
        return cls()

    @classmethod
    def merge(cls, states: Sequence[Self]) -> Self:
        """Return the note as it was last written."""
        return max(states, key=_LAST_WRITTEN)


_LAST_WRITTEN = attrgetter("stamp", "text", "position", "course", "activity", "written_at")
