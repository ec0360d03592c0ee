"""What is known of a learner herself: her profile, field by field."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import attrgetter
from typing import Self

import msgspec

from ujuzi.domain.event import (
    NEVER,
    Event,
    ProfileChanged,
    ProfileCreated,
    ProfileLinked,
    ProfileUnlinked,
    Stamp,
)
from ujuzi.domain.state import State, earlier


class Field(msgspec.Struct, frozen=True, array_like=True):
    """A field that people edit: its latest value and since when."""

    value: str = ""
    stamp: Stamp = NEVER


PROFILE_FIELDS = ("name", "role", "language", "institution", "staff_number", "sex")
"""Fields that `ProfileCreated` and `ProfileChanged` give."""


class ProfileState(State, frozen=True, omit_defaults=True):
    """A profile, merged field by field; `link` is the code last typed, or its proof, if any."""

    name: Field = Field()
    role: Field = Field()
    language: Field = Field()
    institution: Field = Field()
    staff_number: Field = Field()
    sex: Field = Field()
    link: Field = Field()
    created_at: int | None = None

    @classmethod
    def from_event(cls, event: Event) -> Self:
        """Return what one event says of a profile; a field of which it says nothing is unset."""
        stamp = event.stamp
        match event.body:
            case ProfileCreated() | ProfileChanged() as body:
                fields = {
                    name: Field(value, stamp)
                    for name in PROFILE_FIELDS
                    if (value := getattr(body, name)) is not None
                }
                made = isinstance(body, ProfileCreated)
                return cls(created_at=event.recorded_at if made else None, **fields)
            case ProfileLinked(code=code, proof=proof):
                return cls(link=Field(code or proof, stamp))
            case ProfileUnlinked():
                return cls(link=Field("", stamp))
        return cls()

    @classmethod
    def merge(cls, states: Sequence[Self]) -> Self:
        """Return each field as it was last edited."""
        fields: dict[str, Field] = {
            name: max([getattr(each, name) for each in states], key=_LAST_EDITED)
            for name in (*PROFILE_FIELDS, "link")
        }
        return cls(created_at=reduce(earlier, [each.created_at for each in states]), **fields)


_LAST_EDITED = attrgetter("stamp", "value")
