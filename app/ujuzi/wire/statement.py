"""A computer's signed statement, as it travels: numbers in clear, and nothing of a person.

    signature (64) | ComputerStatement

Who collects reads it also where no coordinator's key is known and while hers is locked, for it says
what has arrived; whoever finds a stick learns numbers and sizes. What it says is bounded, and none
of it is believed before its device's key has verified it. Pure: reads no clock, no disk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ujuzi.domain.statement import (
    COURSE_BYTES,
    DIGEST_BYTES,
    MOST_COURSES,
    MOST_LINE,
    ComputerStatement,
    StatedIdentity,
)
from ujuzi.errors import Code, RefusedError
from ujuzi.wire import messages
from ujuzi.wire.batch import MAX_DEVICE_LENGTH, Signer, Verifier

CONTEXT = b"ujuzi statement 1\n"
MOST_BYTES = 32 * 1024
MOST_NUMBER = 1 << 62
MOST_COUNT = 1 << 31
MOST_WORD_LENGTH = 64
"""Of the name of a boot, and of a program's version."""

REPORT_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """A statement taken apart, not yet verified; `wire` is the whole, byte for byte."""

    statement: ComputerStatement
    wire: bytes

    def verify(self, key: Verifier) -> None:
        """Return only if the device's key signed it; raises RefusedError `signature-wrong`."""
        messages.verify(self.wire, CONTEXT, key)


def write(statement: ComputerStatement, key: Signer) -> bytes:
    """Return a statement, signed by its computer."""
    return messages.sign(statement, CONTEXT, key)


def read(wire: bytes) -> SignedStatement:
    """Take a statement apart; raises RefusedError `bundle-malformed`. Nothing is verified yet.

    What a later version adds at the end is passed over, and is signed all the same.
    """
    if len(wire) > MOST_BYTES:
        raise malformed()
    try:
        statement = messages.read(wire, ComputerStatement)
    except RefusedError as error:
        raise malformed() from error
    line = statement.line
    small = (statement.uncut, statement.sittings, statement.drafts, statement.attachments)
    times = (statement.closed_at, statement.at, statement.up, statement.heard)
    large = (*times, statement.free, statement.missed)
    sound = (
        statement.version > 0
        and 0 < statement.number < MOST_NUMBER
        and 0 < len(line) <= MOST_LINE
        and all(map(_is_sound, line))
        and len({each.device for each in line}) == len(line)
        and _within(small, MOST_COUNT)
        and _within(large, MOST_NUMBER)
        and all(_is_word(each) for each in (statement.boot, statement.program))
        and len(statement.courses) <= MOST_COURSES
        and all(len(each.mark) == COURSE_BYTES for each in statement.courses)
        and _within((each.version for each in statement.courses), MOST_COUNT)
        and len(statement.report) in {0, REPORT_BYTES}
    )
    if not sound:
        raise malformed()
    return SignedStatement(statement, wire)


def malformed() -> RefusedError:
    """Return the refusal of a statement that can be none."""
    return RefusedError(Code.BUNDLE_MALFORMED, "A computer's statement cannot be read.")


def _is_sound(identity: StatedIdentity) -> bool:
    return (
        0 < len(identity.device) <= MAX_DEVICE_LENGTH
        and identity.device.isascii()
        and identity.device.isalnum()
        and 0 <= identity.entries <= identity.last < MOST_NUMBER
        and len(identity.digest) in {0, DIGEST_BYTES}
    )


def _is_word(text: str) -> bool:
    return len(text) <= MOST_WORD_LENGTH and text.isascii() and text.isprintable()


def _within(numbers: Iterable[int], most: int) -> bool:
    return all(0 <= each < most for each in numbers)
