"""The report part of a visit: the statement in clear, and beside it the states, sealed.

    format (1 byte) | signature (64) | length (2) | ComputerStatement | sealed report, or nothing

The report is for the coordinators of the campus alone: sealed to each one's own key, and never
uploaded. It holds, of every learner, states of courses, activities and attempts, and her last use;
never a note, an answer, a self-rating, a bookmark, how long she studied, a code or a name. Of a
code that links her the proof is told until the hub has answered: who made it knows whose it is, and
nobody else learns anything by it. What is
told of a state is decided by its type (`told_of`), and a type that nobody has decided about is not
told. The statement holds the hash of what is sealed, so that its one signature covers both.

Pure: reads no clock, no disk.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.attempt import AttemptState
from ujuzi.domain.event import NEVER
from ujuzi.domain.note import NoteState
from ujuzi.domain.profile import ProfileState
from ujuzi.domain.progress import CourseState
from ujuzi.domain.self_assessment import RoundState
from ujuzi.domain.sitting import Appeal, AssessmentState, Sitting
from ujuzi.domain.state import State
from ujuzi.domain.statement import ComputerStatement
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.wire import messages, seal, statement
from ujuzi.wire.batch import Signer, Verifier
from ujuzi.wire.limits import MAX_INFLATED_BYTES
from ujuzi.wire.statement import SignedStatement

FORMAT = 1
VERSION = 1
MOST_RECEIVERS = 4
MOST_SEALED_BYTES = 1024 * 1024
_PROOF = re.compile(r"[0-9a-f]{64}")
MOST_BYTES = 1 + messages.LENGTH_BYTES + statement.MOST_BYTES + MOST_SEALED_BYTES


class ReportedState(msgspec.Struct, frozen=True, array_like=True):
    """What is told of one state: the name of its subject, its key, and the state as MessagePack."""

    subject: str
    key: tuple[str, ...]
    state: msgspec.Raw


class LearnerReport(msgspec.Struct, frozen=True, array_like=True):
    """What is told of one learner, and when she last did something here, as its clock claimed."""

    learner: str
    used_at: int
    states: tuple[ReportedState, ...]


class ComputerReport(msgspec.Struct, frozen=True, array_like=True):
    """What is sealed for the coordinators; a later version may add fields at the end.

    `left_out` learners found no room: those who have not been there for longest.
    """

    version: int
    learners: tuple[LearnerReport, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A report part taken apart: neither verified nor opened."""

    signed: SignedStatement
    sealed: bytes

    @property
    def statement(self) -> ComputerStatement:
        """What the computer says of itself."""
        return self.signed.statement

    def verify(self, key: Verifier) -> None:
        """Return only if the computer's key signed it; raises RefusedError `signature-wrong`."""
        self.signed.verify(key)

    def open(self, private_keys: Mapping[str, bytes]) -> ComputerReport:
        """Return the report, by a coordinator's private sealing key (raw X25519, by key id).

        Raises RefusedError `envelope-not-ours`, `envelope-tampered` or `bundle-malformed`.
        """
        header, content = seal.unseal(self.sealed, private_keys)
        if header != _header(self.statement):
            raise RefusedError(Code.ENVELOPE_TAMPERED, "The sealed file says what it is not.")
        return _inflated(content)


def told_of(state: State) -> State | None:
    """Return what a coordinator is told of a state; None where that is nothing."""
    choose = CHOICES.get(type(state))
    return choose(state) if choose else None


def _without_reading(state: ActivityState) -> ActivityState:
    """Return when it was opened and completed, and results; not for how long, or how far in it."""
    return msgspec.structs.replace(
        state,
        position=0.0,
        position_stamp=NEVER,
        seconds={},
        marked=False,
        marked_stamp=NEVER,
    )


def _without_answers(state: AttemptState) -> AttemptState:
    return msgspec.structs.replace(state, answers={})


def _without_claims(state: AssessmentState) -> AssessmentState:
    """Return when attempts were begun and handed in; not by which code or ticket.

    Of an appeal it is told that there is one, and never why.
    """
    return AssessmentState(
        {
            attempt: Sitting(sitting.begun_at, sitting.submitted_at)
            for attempt, sitting in state.attempts.items()
        },
        {
            attempt: Appeal(appeal.made_at, answered=appeal.answered)
            for attempt, appeal in state.appeals.items()
        },
    )


def _typed_proof(state: ProfileState) -> ProfileState | None:
    """Return the proof of the code that was typed to link a profile, and nothing else of it."""
    if not _PROOF.fullmatch(state.link.value):
        return None
    return ProfileState(link=state.link)


CHOICES: Mapping[type[State], Callable[[Any], State | None] | None] = {
    CourseState: lambda state: state,
    ActivityState: _without_reading,
    AttemptState: _without_answers,
    AssessmentState: _without_claims,
    ProfileState: _typed_proof,
    NoteState: None,
    RoundState: None,
}
"""What of each type of state is told, if anything."""


def fitted(learners: Sequence[LearnerReport]) -> bytes:
    """Return a report of learners as it is to be sealed: of as many as there is room for.

    Those who used the computer last come first.
    """
    latest = sorted(learners, key=lambda each: (-each.used_at, each.learner))
    count = len(latest)
    while True:
        told = ComputerReport(VERSION, tuple(latest[:count]), len(latest) - count)
        plain = msgspec.msgpack.encode(told)
        content = zlib.compress(plain, 9)
        if len(content) <= MOST_SEALED_BYTES - seal.OVERHEAD_BYTES and (
            len(plain) <= MAX_INFLATED_BYTES
        ):
            return content
        count //= 2


def write(
    stated: ComputerStatement, content: bytes, receivers: Sequence[bytes], key: Signer
) -> bytes:
    """Return a report part; `content` is sealed to `receivers` (raw X25519 public keys).

    Where there are none it holds the statement alone, and nothing of a person.
    """
    sealed = b""
    if receivers:
        sealed = seal.seal(content, _header(stated), tuple(receivers[:MOST_RECEIVERS]))
        stated = msgspec.structs.replace(stated, report=hashlib.sha256(sealed).digest())
    return bytes([FORMAT]) + messages.framed_head(statement.write(stated, key)) + sealed


def read(wire: bytes) -> ReportPart:
    """Take a report part apart; raises RefusedError `bundle-malformed`. Nothing is verified."""
    if len(wire) > MOST_BYTES or wire[:1] != bytes([FORMAT]):
        raise statement.malformed()
    head = messages.read_head(wire[1:])
    if head is None:
        raise statement.malformed()
    signed = statement.read(head[0])
    sealed = wire[1 + head[1] :]
    digest = hashlib.sha256(sealed).digest() if sealed else b""
    if digest != signed.statement.report:
        raise statement.malformed()
    return ReportPart(signed, sealed)


def _header(stated: ComputerStatement) -> bytes:
    return msgspec.msgpack.encode((stated.device, stated.number))


def _inflated(content: bytes) -> ComputerReport:
    inflater = zlib.decompressobj()
    try:
        whole = inflater.decompress(content, MAX_INFLATED_BYTES)
        if not inflater.eof:
            raise statement.malformed()
        return msgspec.msgpack.decode(whole, type=ComputerReport)
    except (zlib.error, *MALFORMED) as error:
        raise statement.malformed() from error
