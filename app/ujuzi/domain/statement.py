"""What a computer says of itself at each visit: how much it recorded, and how it stands.

Numbers and no names, so that it may lie on a stick in clear: whose files are found there, how many
entries each has and which courses of whom nobody is told. The line are the identities that the
computer has and had; an entry is counted once in it, under the identity that told it last.
"""

from __future__ import annotations

import hashlib

import msgspec

from ujuzi.domain.event import Milliseconds

VERSION = 1
DIGEST_BYTES = 8
"""Of the chain's digest: enough to tell two histories apart."""

COURSE_BYTES = 6
MOST_LINE = 64
MOST_COURSES = 512


class StatedIdentity(msgspec.Struct, frozen=True, array_like=True):
    """One identity of a computer's line.

    Once a receipt covers its event `last`, all of its `entries` have landed. `digest` begins that
    of the batch that ends there; empty where none does.
    """

    device: str
    last: int
    entries: int
    digest: bytes = b""


class StatedCourse(msgspec.Struct, frozen=True, array_like=True):
    """A course that is there, by its mark (`course_mark`), and in which version."""

    mark: bytes
    version: int


class ComputerStatement(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """What a computer says of itself; a later version adds fields at the end, with defaults.

    `line` begins with its own identity, and names those that it had before. `number` is counted up
    with each statement. `uncut` entries are in no batch and under no identity of the line yet.
    Attempts are open (`sittings`), texts typed and not confirmed (`drafts`), files handed in whose
    bytes have not landed (`attachments`). Times are in milliseconds: `at` and `closed_at` as its
    clock claims, `up` since it was started (`boot`), `heard` is the latest date of a hub's; 0 where
    there is none. `free` is in bytes. `report` is the SHA-256 of what is sealed beside it for the
    coordinators; empty where nothing is. `missed` is when it last saw a collection point that it
    could not reach, as its clock claims; 0 where it has met it since.
    """

    version: int
    number: int
    line: tuple[StatedIdentity, ...]
    uncut: int
    sittings: int
    drafts: int
    attachments: int
    closed_at: int
    at: int
    boot: str
    up: int
    heard: int
    program: str
    courses: tuple[StatedCourse, ...]
    free: int
    report: bytes = b""
    missed: int = 0

    @property
    def own(self) -> StatedIdentity:
        """The identity that it has now."""
        return self.line[0]

    @property
    def device(self) -> str:
        """The id that it has now."""
        return self.line[0].device

    @property
    def entries(self) -> int:
        """How many entries it recorded, each counted once."""
        return sum(each.entries for each in self.line) + self.uncut

    @property
    def closed(self) -> Milliseconds | None:
        """When it was closed, as its clock claims; None where it is open."""
        return Milliseconds(self.closed_at) if self.closed_at else None


def course_mark(course: str, language: str) -> bytes:
    """Return by what a statement names a course in a language: who has it knows it by that."""
    return hashlib.sha256(f"{course}\n{language}".encode()).digest()[:COURSE_BYTES]
