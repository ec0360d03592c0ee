"""What opens an attempt: the ticket that it is drawn from, or the code of a supervised sitting."""

from __future__ import annotations

from dataclasses import dataclass

from ujuzi.credentials import sitting_code
from ujuzi.credentials.secrets import matches, plain_code
from ujuzi.domain import ticket
from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, RefusedError
from ujuzi.services.assess import tickets
from ujuzi.services.assess.tickets import Source
from ujuzi.store import inbox, projections
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import SittingCode


@dataclass(frozen=True, slots=True)
class SittingOpening:
    """What opens an attempt: what it is drawn from, and of a supervised one its code.

    `extra` is the time that the code gives, in percent.
    """

    source: Source | None
    code: str = ""
    extra: int = 0


def open_by_code(
    db: Database, learner: LearnerId, course: str, assessment: str, code: str, now: int
) -> SittingOpening:
    """Return what a code opens, also one that this computer has never heard of.

    A code from before they were checked opens only where it was heard of, and draws by a
    ticket; a learner who has none sits all the same, and the hub asks a person. Raises
    RefusedError `code-needed`, `code-mistyped` or `code-wrong`.
    """
    typed = plain_code(code)
    if not typed:
        raise RefusedError(Code.CODE_NEEDED, "This sitting is opened with a one-time code.")
    id_, heard = _heard_of(db, learner, assessment, typed) or ("", None)
    if sitting_code.is_sound(typed, assessment):
        source: Source | None = tickets.of_code(typed, assessment)
        name = sitting_code.name_of(ticket.seed(typed, assessment))
    elif len(typed) == sitting_code.WHOLE_LENGTH:
        raise RefusedError(Code.CODE_MISTYPED, "A letter of this code is not right.")
    else:
        source, name = tickets.of_ticket(db, learner, course, assessment), id_
    used = {
        sat.opened_by
        for known in projections.ASSESSMENTS.find(db, learner).values()
        for sat in known.attempts.values()
    }
    expired = heard is not None and heard.expires_at <= now
    if not name or name in used or expired:
        raise RefusedError(Code.CODE_WRONG, "This code opens no sitting here, or was used.")
    return SittingOpening(source, name, heard.extra if heard else 0)


def _heard_of(
    db: Database, learner: LearnerId, assessment: str, typed: str
) -> tuple[str, SittingCode] | None:
    """Return a code for this learner and assessment that the hub has told of."""
    for document in inbox.of_kind(db, documents.SITTING_CODE):
        told = documents.read(document.payload, SittingCode)
        if (
            told is not None
            and (told.learner, told.assessment) == (learner, assessment)
            and matches(told.verifier, typed)
        ):
            return document.id, told
    return None
