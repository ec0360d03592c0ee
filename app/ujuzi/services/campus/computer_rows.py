"""What is known of one computer of a campus, as a row that pages and commands show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ujuzi.domain.arrival import Arrival, ArrivalCase
from ujuzi.domain.event import Milliseconds


class ComputerOddity(StrEnum):
    """What is out of the ordinary about a computer."""

    NOT_TAKEN_IN = "not-taken-in"
    """The hub has not named it."""
    COPIED = "copied"
    """Others are copies of its disk, or it is of theirs."""
    FORKED = "forked"
    """Two machines spoke under its name."""
    QUARANTINED = "quarantined"
    """Some of what landed waits for a person at the hub."""
    REFUSED = "refused"
    """The hub refused some of what was brought."""
    CLOCK_WRONG = "clock-wrong"
    NEARLY_FULL = "nearly-full"
    HELD_LONG = "held-long"
    """Some of it has been on its way for three weeks."""
    STOLEN = "stolen"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class OddityNote:
    """One of them, with a count of entries or the names of other computers, where there are any."""

    oddity: ComputerOddity
    count: int = 0
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseThere:
    """A course on another computer; without a `title` where this one has it in no version.

    `newest` is the version here, 0 where there is none.
    """

    title: str
    language: str
    version: int
    newest: int


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What a computer's clock claimed at its visit, and what hers said when that was collected."""

    its: Milliseconds
    hers: Milliseconds
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class CommonEntries:
    """How many entries of a computer's arrival another row counts as well, by what became of them.

    Copies of one disk have in common what was recorded before they parted.
    """

    recorded: int = 0
    landed: int = 0
    held: int = 0
    only_there: int = 0


@dataclass(frozen=True, slots=True)
class ComputerRow:
    """One computer, as far as it is known here.

    `key` is the row's own: the computer's id, or of one that stands on her list alone
    (`is_expected`, without `device`) another. `visited_at` is when its statement was collected.
    `seats` are the learners who used it for the first time, while no coordinator has said here
    whether it was they. Who adds rows up takes away what is `common`: each entry is then counted in
    one of them.
    """

    key: str
    device: str
    name: str
    arrival: Arrival
    is_own: bool
    is_expected: bool
    program: str
    courses: tuple[CourseThere, ...]
    clock: ClockReading | None
    free_bytes: int | None
    sittings: int
    drafts: int
    oddities: tuple[OddityNote, ...]
    visited_at: Milliseconds | None
    seats: tuple[str, ...] = ()
    common: CommonEntries = CommonEntries()

    def has(self, *oddities: ComputerOddity) -> bool:
        """Whether one of these is noted of it."""
        return any(each.oddity in oddities for each in self.oddities)


def never_seen(key: str, name: str) -> ComputerRow:
    """Return the row of a computer of which only the name is known."""
    return ComputerRow(
        key=key,
        device="",
        name=name,
        arrival=Arrival(ArrivalCase.NEVER),
        is_own=False,
        is_expected=True,
        program="",
        courses=(),
        clock=None,
        free_bytes=None,
        sittings=0,
        drafts=0,
        oddities=(),
        visited_at=None,
    )
