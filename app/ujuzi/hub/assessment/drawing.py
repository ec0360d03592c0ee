"""What an attempt was drawn from, as far as it proves that, and what a person is to be asked of it.

An attempt of a ticket says its number and proves that the salt was at hand; a supervised one proves
that its code was typed. Both are drawn anew from what this hub has, never from what is told. One
from before there were tickets was drawn by its own id, which its computer chose: a person decides
about a pass. Seeds of codes are kept wrapped, each bound to its row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, func, select

from ujuzi.domain import ticket
from ujuzi.domain.assessment import BY_ATTEMPT, DRAWING
from ujuzi.domain.integrity import Signal
from ujuzi.domain.sitting import Claim, Submission
from ujuzi.domain.sitting import Sitting as Known
from ujuzi.domain.subjects import ASSESSMENT
from ujuzi.domain.ticket import MOST_NUMBERS, Holder
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed import linked, tickets
from ujuzi.hub.feed.reading import is_name
from ujuzi.hub.people.projections import state_of
from ujuzi.hub.people.registration import CODE_LATE_MILLISECONDS
from ujuzi.hub.store.tables import batches, links, sitting_codes

if TYPE_CHECKING:
    from ujuzi.hub.assessment.sittings import HandedInSitting

UNPROVEN = frozenset({"ticket-wrong", "code-unknown"})
"""Why nobody can say what an attempt was drawn from: the kinds of question that it becomes."""
UNGRADABLE = frozenset({Code.SUBMISSION_TOO_NEW, Code.HUB_ROW_CHANGED})
"""Why an attempt cannot be graded as things are; the latter of a row that was tampered with."""


class Drawn(NamedTuple):
    """What an attempt was drawn from: `lots` as `domain.assessment.draw` takes them.

    `holder` and `number` say of which ticket; None and 0 of a sitting that its code drew, or its
    own id. `code` is the id of the code that opened it, as far as that is proven, or cannot be
    because the code is from before there were proofs.
    """

    lots: tuple[str, ...]
    holder: Holder | None = None
    number: int = 0
    code: str = ""


def drawn_from(
    connection: Connection, institution: str, sitting: HandedInSitting, submission: Submission
) -> Drawn:
    """Return what an attempt was drawn from.

    Raises RefusedError of a code of `UNPROVEN`, `submission-too-new`, and what opening a wrapped
    row raises.
    """
    opened_by = submission.opened_by
    if submission.drawing <= BY_ATTEMPT:
        return Drawn((sitting.attempt,), code=_unprovable(connection, institution, opened_by))
    if submission.drawing > DRAWING:
        raise RefusedError(Code.SUBMISSION_TOO_NEW, "A newer Ujuzi handed this in.")
    which = (sitting.course, sitting.assessment)
    begun = state_of(connection, institution, sitting.learner, ASSESSMENT, *which)
    known = begun.attempts.get(sitting.attempt, Known())
    claim = Claim(submission.number, submission.mac, submission.device)
    if claim == known.claim:
        if claim.number == 0:
            seed = _seed(connection, institution, opened_by)
            if seed and _proves(claim, seed, sitting.attempt, sitting.learner):
                late = _is_late(connection, institution, sitting, opened_by)
                return Drawn((ticket.lot(seed),), code="" if late else opened_by)
        key = tickets.key_of(connection)
        holder = _holder(connection, institution, sitting.learner, which, sitting.attempt, claim)
        if holder is not None and submission.ticket_key == key.ticket_key_id:
            salts = ticket.salts(key.ticket_key, holder, claim.number)
            code = _unprovable(connection, institution, opened_by)
            return Drawn(tuple(map(ticket.lot, salts)), holder, claim.number, code)
    if claim.number == 0:
        raise RefusedError(Code.CODE_UNKNOWN, "No code that is known here opened this attempt.")
    raise RefusedError(
        Code.TICKET_WRONG, "This attempt does not prove which questions it was given."
    )


def has_typed(
    connection: Connection,
    institution: str,
    learner: str,
    assessment: str,
    attempt: str,
    known: Known,
) -> bool:
    """Whether an attempt proves that its supervised code, which is this learner's, was typed."""
    claim, c = known.claim, sitting_codes.c
    if claim is None or claim.number != 0 or not is_name(known.opened_by):
        return False
    query = select(c.id).where(
        c.institution == institution,
        c.id == known.opened_by,
        c.learner == learner,
        c.assessment == assessment,
    )
    if connection.scalar(query) is None:
        return False
    seed = _seed(connection, institution, known.opened_by)
    return seed is not None and _proves(claim, seed, attempt, learner)


def uses_up(
    connection: Connection,
    institution: str,
    learner: str,
    which: tuple[str, str],
    attempt: str,
    known: Known,
) -> bool:
    """Whether an attempt that was begun is one of those allowed: what it claims is true.

    One from before there were tickets claims nothing.
    """
    claim = known.claim
    if claim is None:
        return True
    if claim.number == 0:
        seed = _seed(connection, institution, known.opened_by)
        return seed is not None and _proves(claim, seed, attempt, learner)
    return _holder(connection, institution, learner, which, attempt, claim) is not None


def questions(
    connection: Connection, institution: str, sitting: HandedInSitting, drawn: Drawn
) -> Iterator[tuple[str, Signal]]:
    """Yield what there is to ask about the number of an attempt, each with whom it is about."""
    attempt, holder, number = sitting.attempt, drawn.holder, drawn.number
    if holder is None:
        return
    handed_in = tickets.handed_in(connection, holder)
    voided = tickets.voided(connection, holder)
    for other in sorted(each for each in handed_in if handed_in[each] == number):
        if other != attempt:
            yield attempt, Signal("ticket-twice", other=other, seen=number)
            yield other, Signal("ticket-twice", other=attempt, seen=number)
    if number in voided:
        yield attempt, Signal("ticket-void", seen=number)
    if skipped := _skipped(number, handed_in.values(), voided):
        yield attempt, Signal("ticket-skipped", seen=skipped[0], expected=number)
    if holder.person != linked.person_of(connection, institution, sitting.learner):
        yield attempt, Signal("ticket-wrong", seen=number)


def completed(connection: Connection, drawn: Drawn) -> list[str]:
    """Return the attempts at which no earlier number is missing, now that this one has come."""
    if drawn.holder is None:
        return []
    handed_in = tickets.handed_in(connection, drawn.holder)
    voided = tickets.voided(connection, drawn.holder)
    return sorted(
        attempt
        for attempt, number in handed_in.items()
        if number > drawn.number and not _skipped(number, handed_in.values(), voided)
    )


def wrapped(connection: Connection, id_: str, bound: tuple[str, str, str], seed: bytes) -> bytes:
    """Return the seed of a code as its row keeps it: for an institution, learner and assessment."""
    return tickets.key_of(connection).wrap(_row(id_, *bound), seed)


def _row(*names: str) -> str:
    return ticket.MARK.join(("sitting-code", *names))


def _seed(connection: Connection, institution: str, id_: str) -> bytes | None:
    """Return the seed of a code; None where there is no such code, or it is from before."""
    if not is_name(id_):
        return None
    c = sitting_codes.c
    row = connection.execute(
        select(c.learner, c.assessment, c.seed).where(
            c.institution == institution, c.id == id_, c.seed.is_not(None)
        )
    ).first()
    if row is None:
        return None
    learner, assessment, kept = row
    name = _row(id_, institution, learner, assessment)
    return tickets.key_of(connection).unwrap(name, bytes(kept))


def _unprovable(connection: Connection, institution: str, id_: str) -> str:
    """Return the id of a code from before there were proofs; empty where it is none."""
    if not is_name(id_):
        return ""
    c = sitting_codes.c
    query = select(c.id).where(c.institution == institution, c.id == id_, c.seed.is_(None))
    return str(connection.scalar(query) or "")


def _is_late(connection: Connection, institution: str, sitting: HandedInSitting, id_: str) -> bool:
    """Whether a sitting landed longer after its code had expired than a stick may take."""
    code, c = sitting_codes.c, batches.c
    expired = connection.scalar(
        select(code.expires_at).where(code.institution == institution, code.id == id_)
    )
    landed = connection.scalar(
        select(func.max(c.arrived_at)).where(
            c.institution == institution,
            c.device == sitting.device,
            c.first <= sitting.sequence,
            c.last >= sitting.sequence,
        )
    )
    return int(landed or 0) > int(expired or 0) + CODE_LATE_MILLISECONDS


def _holder(
    connection: Connection,
    institution: str,
    learner: str,
    which: tuple[str, str],
    attempt: str,
    claim: Claim,
) -> Holder | None:
    """Return whose ticket a claim is true of: the person's, or one's to whom she was linked."""
    if not 0 < claim.number <= MOST_NUMBERS:
        return None
    c = links.c
    people = connection.scalars(
        select(c.person)
        .where(c.institution == institution, c.learner == learner, c.person != "")
        .order_by(c.ended.is_not(None), c.begun.desc())
    )
    key = tickets.key_of(connection).ticket_key
    for person in dict.fromkeys(people):
        holder = Holder(institution, person, *which)
        if _proves(claim, ticket.salt(key, holder, claim.number), attempt, learner):
            return holder
    return None


def _proves(claim: Claim, secret: bytes, attempt: str, learner: str) -> bool:
    return ticket.proves(claim.mac, secret, claim.device, attempt, learner)


def _skipped(number: int, handed_in: Collection[int], voided: Collection[int]) -> list[int]:
    """Return the numbers before one that nobody handed in, though they were good."""
    return [n for n in range(1, number) if n not in handed_in and n not in voided]
