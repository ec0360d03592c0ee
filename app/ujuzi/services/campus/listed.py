"""People, cohorts and slips, as a coordinator is shown them; a person's key is her staff number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.domain.text import searchable

NEVER = Milliseconds(0)


class Enlisting(StrEnum):
    """How somebody stands to the campus."""

    HERE = "here"
    MOVED = "moved"
    """To another campus of the institution."""
    LEFT = "left"
    """The institution."""


@dataclass(frozen=True, slots=True)
class CampusPerson:
    """Somebody of the roster, with her profiles; or a profile that is no person's (`person` empty).

    `cohorts` and `courses` are ids. `waits`: something was decided of her that the hub has not
    answered; `problem` is why it refused what was decided last (an error's code). A code of hers is
    good until `code_until`, 0 where none is known. `seen_at` is when she was last seen, as far as
    that is known here.
    """

    person: str
    name: str
    role: str
    campus: str
    email: str = ""
    learners: tuple[LearnerId, ...] = ()
    cohorts: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    standing: Enlisting = Enlisting.HERE
    waits: bool = False
    problem: str = ""
    code_until: Milliseconds = NEVER
    seen_at: Milliseconds | None = None


@dataclass(frozen=True, slots=True)
class Cohort:
    """People who study together; `begins` and `ends` are days as 2026-03-12, or empty."""

    cohort: str
    name: str
    courses: tuple[str, ...]
    begins: str
    ends: str
    people: tuple[str, ...]
    ended: bool = False
    waits: bool = False
    problem: str = ""


class RowKind(StrEnum):
    """What becomes of a row of a roster."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
    """It cannot be taken as it is."""
    DOUBTFUL = "doubtful"
    """It looks like somebody who is there, or was changed by a spreadsheet."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What a row of a roster will do, before it does.

    `line` is the file's, from 1. `reason` says in one word why it is refused or doubtful, `facts`
    what its sentence needs; of one that changes somebody, `facts["changed"]` names the columns and
    `before` is how she stands now.
    """

    line: int
    person: str
    name: str
    role: str
    campus: str
    email: str
    kind: RowKind
    reason: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    before: CampusPerson | None = None


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """What a roster's file will do; `sheet` is the one that was read, of all its `sheets`."""

    rows: tuple[PreviewRow, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()


class SlipKind(StrEnum):
    """What the code of a slip is for."""

    LINK = "link"
    """She has no profile: she types it when she makes one."""
    SIGN_IN = "sign-in"
    """She has one: she signs in with it at a computer where she has never been."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A code to be handed to somebody; it is nowhere but here in the clear."""

    person: str
    name: str
    code: str
    kind: SlipKind
    until: Milliseconds
    campus: str


def matching(people: Iterable[CampusPerson], words: str) -> tuple[CampusPerson, ...]:
    """Return those whose name or staff number holds each piece that is sought, in any script."""
    pieces = searchable(words).split()
    return tuple(
        each
        for each in people
        if all(piece in searchable(f"{each.name} {each.person}") for piece in pieces)
    )
