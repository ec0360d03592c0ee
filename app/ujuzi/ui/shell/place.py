"""What the window knows of a place: which page shows it, who may enter, how one gets there.

The table of all places is `ui/places.py`; a page is imported when it is first made.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import Generic

import msgspec

from ujuzi.domain.event import LearnerId
from ujuzi.services.people.people import Person
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.destinations import Destination
from ujuzi.ui.shell.idle import IdleWatch
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page import D, Page


class Surroundings(msgspec.Struct, frozen=True):
    """What the window lends its pages."""

    jobs: Jobs
    watch: IdleWatch
    interpreter: Interpreter
    courier: Courier
    sign_in: Callable[[Person], None]
    """What the door calls with who came in."""


class Who(Enum):
    """Who may enter a place."""

    NOBODY = auto()
    """Those who have not signed in yet: the door."""
    ANYBODY = auto()
    LEARNER = auto()
    """Who has signed in."""
    COORDINATOR = auto()
    """Who has signed in, and looks after the campus."""


class Place(msgspec.Struct, Generic[D], frozen=True, kw_only=True):
    """A place of the window; one with a label stands in the rail."""

    to: type[D]
    icon: str = ""
    label: Callable[[], str] | None = None
    """What it is called in the language of the windows."""
    shortcuts: tuple[str, ...] = ()
    within: type[Destination] | None = None
    """The place of the rail that it belongs to, where it has no label itself."""
    load: Callable[[], None] | None = None
    """Imports its page ahead of the first visit, beside the windows; where that takes long."""
    tells_seat: bool = False
    """Whether one looks here for what is missing while a seat is not confirmed."""


class OpenPlace(Place[D], frozen=True, kw_only=True):
    """A place whose page is nobody's own."""

    make: Callable[[Surroundings], Page[D]]
    who: Who = Who.ANYBODY


class LearnersPlace(Place[D], frozen=True, kw_only=True):
    """A place whose page is made for one learner."""

    make: Callable[[Surroundings, LearnerId], Page[D]]

    @property
    def who(self) -> Who:
        """Nobody else may enter."""
        return Who.LEARNER


class CoordinatorsPlace(LearnersPlace[D], frozen=True, kw_only=True):
    """A place of the campus wing, which is nowhere to be seen for others."""

    @property
    def who(self) -> Who:
        """Nobody else may enter."""
        return Who.COORDINATOR
