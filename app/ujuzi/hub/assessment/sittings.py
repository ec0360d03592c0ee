"""Sittings: who handed in what, what opens a supervised one, and who gets more time.

What is handed in is noted in the transaction in which its event lands; it is graded afterwards, by
`hub.assessment.grader`. A sitting is `handed-in` until then, `waiting` where its key sheet is not
here, `unreadable` where it cannot be opened, and `graded`.

What was noticed about an attempt is a question (`signals`) until a person has closed it, or has
decided: the attempt `stands`, or is `void`. Until then some kinds hold back what it earns.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    false,
    func,
    literal,
    select,
    update,
)

from ujuzi.credentials import sitting_code
from ujuzi.credentials.secrets import in_groups, new_code, plain_code, verifier_of
from ujuzi.domain import integrity, ticket
from ujuzi.domain.event import AssessmentSubmitted, Event
from ujuzi.domain.integrity import Decision, Signal, SignalKind
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.assessment import drawing, key_sheets
from ujuzi.hub.feed import feed
from ujuzi.hub.feed.reading import is_name
from ujuzi.hub.people import links
from ujuzi.hub.people.registration import CODE_LIFE_MILLISECONDS, Device
from ujuzi.hub.store.database import insert_ignoring, upsert
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import (
    accommodations,
    credentials,
    events,
    signals,
    sitting_codes,
    sittings,
)
from ujuzi.hub.store.tables import links as links_table
from ujuzi.wire import documents

HANDED_IN, WAITING, UNREADABLE, GRADED = "handed-in", "waiting", "unreadable", "graded"
MAX_EXTRA_PERCENT = 300
MOST_LEFT = 16
"""Sittings that are tried again in one exchange."""

_LEFT_BY = (
    select(sittings.c.attempt)
    .where(
        sittings.c.institution == bindparam("of_institution"),
        sittings.c.device == bindparam("of_device"),
        sittings.c.state == HANDED_IN,
    )
    .order_by(sittings.c.attempt)
    .limit(MOST_LEFT)
)


class HandedInSitting(NamedTuple):
    """An attempt that was handed in, where its event stands, and its number, once that is known."""

    attempt: str
    learner: str
    course: str
    assessment: str
    state: str
    device: str
    sequence: int
    number: int


class OpenQuestion(NamedTuple):
    """A signal that nobody has closed.

    `holds` says what it means for a certificate: one `waits` if the attempt is passed, or was
    `issued`; empty where it holds back none.
    """

    institution: str
    attempt: str
    kind: str
    learner: str
    assessment: str
    content: str
    holds: str


def note_handed_in(connection: Connection, device: Device, landed: Sequence[Event]) -> list[str]:
    """Note what was handed in, and return the attempts that are new."""
    rows = [
        {
            "institution": device.institution,
            "attempt": body.attempt,
            "learner": event.learner,
            "course": body.course,
            "assessment": body.assessment,
            "device": event.device,
            "sequence": event.sequence,
            "state": HANDED_IN,
            "problem": None,
            "bank": None,
            "opened_by": None,
            "supervised": None,
            "drawn_for": None,
            "number": 0,
            "uptimes": None,
        }
        for event in landed
        if isinstance(body := event.body, AssessmentSubmitted)
        and all(map(is_name, (body.attempt, body.course, body.assessment)))
    ]
    return (
        sorted(str(key[1]) for key in insert_ignoring(connection, sittings, rows)) if rows else []
    )


def find(connection: Connection, institution: str, attempt: str) -> HandedInSitting:
    """Return a sitting, locked until the transaction ends."""
    query = _sittings().where(sittings.c.institution == institution, sittings.c.attempt == attempt)
    return HandedInSitting._make(connection.execute(query.with_for_update()).one())


def get(connection: Connection, institution: str, attempt: str) -> HandedInSitting:
    """Return a sitting as it is; raises RefusedError `attempt-unknown`."""
    return get_all(connection, institution, [attempt])[0]


def get_all(
    connection: Connection, institution: str, attempts: Collection[str]
) -> list[HandedInSitting]:
    """Return sittings as they are, in their order; raises RefusedError `attempt-unknown`."""
    c = sittings.c
    query = _sittings().where(c.institution == institution, c.attempt.in_(attempts))
    rows = map(HandedInSitting._make, connection.execute(query))
    found = {sitting.attempt: sitting for sitting in rows}
    for attempt in attempts:
        if attempt not in found:
            raise RefusedError(Code.ATTEMPT_UNKNOWN, f"Nobody has handed in an attempt {attempt}.")
    return [found[attempt] for attempt in attempts]


def handed_in(connection: Connection, institution: str, sitting: HandedInSitting) -> str:
    """Return what the event says in which a sitting was handed in."""
    payload = connection.scalar(
        select(events.c.payload).where(
            events.c.institution == institution,
            events.c.device == sitting.device,
            events.c.sequence == sitting.sequence,
        )
    )
    return payload or ""


def note(connection: Connection, institution: str, attempt: str, state: str, **facts: Any) -> None:
    """Write down what became of a sitting."""
    connection.execute(
        update(sittings)
        .where(sittings.c.institution == institution, sittings.c.attempt == attempt)
        .values(state=state, **facts)
    )


def make_code(
    connection: Connection, institution: str, learner: str, assessment: str, extra: int, now: int
) -> str:
    """Return a one-time code that opens a sitting of a learner, and tell her computers of it.

    Raises RefusedError `learner-unknown`, `assessment-unknown` or `extra-out-of-bounds`.
    """
    _check_extra(extra)
    key_sheets.check_known(connection, assessment)
    stream = links.campus_of(connection, institution, learner)
    code = sitting_code.checked(plain_code(new_code()), assessment)
    seed = ticket.seed(code, assessment)
    id_ = sitting_code.name_of(seed)
    row = {
        "institution": institution,
        "id": id_,
        "learner": learner,
        "assessment": assessment,
        "extra": extra,
        "made_at": now,
        "expires_at": now + CODE_LIFE_MILLISECONDS,
        "seed": drawing.wrapped(connection, id_, (institution, learner, assessment), seed),
    }
    connection.execute(sitting_codes.insert().values(**row))
    told = documents.SittingCode(
        learner=learner,
        assessment=assessment,
        verifier=verifier_of(code),
        expires_at=now + CODE_LIFE_MILLISECONDS,
        extra=extra,
    )
    payload = msgspec.json.encode(told)
    name = secrets.token_hex(8)  # the id would let the code be guessed faster than its verifier
    feed.publish(connection, stream, documents.SITTING_CODE, name, payload, learner=learner)
    return in_groups(code)


def accommodate(connection: Connection, institution: str, learner: str, extra: int) -> None:
    """Give a learner so many percent more time in every assessment; 0 takes it back.

    Raises RefusedError `learner-unknown` or `extra-out-of-bounds`.
    """
    _check_extra(extra)
    stream = links.campus_of(connection, institution, learner)
    row = {"institution": institution, "learner": learner, "extra": extra}
    upsert(connection, accommodations, [row])
    payload = msgspec.json.encode(documents.Accommodation(extra=extra)) if extra else b""
    feed.publish(connection, stream, documents.ACCOMMODATION, learner, payload, learner=learner)


def codes_for(
    connection: Connection, institution: str, learner: str, assessment: str
) -> dict[str, int]:
    """Return the ids of the codes for a learner's sittings, each with the extra time it gives."""
    table = sitting_codes.c
    rows = connection.execute(
        select(table.id, table.extra).where(
            table.institution == institution,
            table.learner == learner,
            table.assessment == assessment,
        )
    )
    return {row[0]: row[1] for row in rows}


def extra_of(connection: Connection, institution: str, learner: str) -> int:
    """Return the extra time that a learner has in every assessment, in percent."""
    found = connection.scalar(
        select(accommodations.c.extra).where(
            accommodations.c.institution == institution, accommodations.c.learner == learner
        )
    )
    return int(found or 0)


def opened_with(connection: Connection, institution: str, code: str, attempt: str) -> list[str]:
    """Return the other attempts that a code opened."""
    return list(
        connection.scalars(
            select(sittings.c.attempt).where(
                sittings.c.institution == institution,
                sittings.c.opened_by == code,
                sittings.c.attempt != attempt,
            )
        )
    )


def in_states(connection: Connection, *states: str) -> list[tuple[str, str]]:
    """Return institution and attempt of every sitting in one of these states."""
    query = select(sittings.c.institution, sittings.c.attempt).where(sittings.c.state.in_(states))
    rows = connection.execute(query.order_by(sittings.c.institution, sittings.c.attempt))
    return [(row[0], row[1]) for row in rows]


def left_by(connection: Connection, device: Device) -> list[str]:
    """Return some attempts from a computer that a failure of ours has left ungraded."""
    mine = {"of_institution": device.institution, "of_device": device.device}
    return list(connection.scalars(_LEFT_BY, mine))


def left(connection: Connection) -> list[tuple[str, str]]:
    """Return institution and attempt of what was handed in and is not graded yet, in order."""
    c = sittings.c
    state = literal(HANDED_IN, literal_execute=True)  # an index holds only these
    rows = connection.execute(select(c.institution, c.attempt).where(c.state == state))
    return sorted((row[0], row[1]) for row in rows)


def of_learner(connection: Connection, institution: str, learner: str) -> list[str]:
    """Return the attempts that a learner has handed in."""
    c = sittings.c
    query = select(c.attempt).where(c.institution == institution, c.learner == learner)
    return list(connection.scalars(query.order_by(c.attempt)))


def of_assessment(connection: Connection, course: str, assessment: str) -> list[tuple[str, str]]:
    """Return institution and attempt of every graded sitting of an assessment."""
    query = select(sittings.c.institution, sittings.c.attempt).where(
        sittings.c.course == course,
        sittings.c.assessment == assessment,
        sittings.c.state == GRADED,
    )
    rows = connection.execute(query.order_by(sittings.c.institution, sittings.c.attempt))
    return [(row[0], row[1]) for row in rows]


def was_opened_rightly(connection: Connection, institution: str, attempt: str) -> bool:
    """Whether a code that was made for this learner and assessment opened this sitting."""
    c, code = sittings.c, sitting_codes.c
    found = connection.scalar(
        select(c.attempt).where(
            c.institution == institution,
            c.attempt == attempt,
            code.institution == institution,
            code.id == c.opened_by,
            code.learner == c.learner,
            code.assessment == c.assessment,
        )
    )
    return found is not None


def raise_signal(
    connection: Connection, institution: str, attempt: str, signal: Signal, now: int
) -> None:
    """Write down a question about an attempt; one of a kind that was asked is not asked again."""
    row = {
        "institution": institution,
        "attempt": attempt,
        "kind": signal.kind,
        "content": msgspec.json.encode(signal).decode(),
        "raised_at": now,
        "closed_at": None,
        "closed_because": None,
        "closed_by": None,
        "decision": None,
    }
    insert_ignoring(connection, signals, [row])


def answer_skipped(
    connection: Connection, institution: str, attempts: Collection[str], now: int
) -> list[str]:
    """Close what was asked of attempts because an earlier number was missing: it has come.

    Returns those of which it was asked.
    """
    if not attempts:
        return []
    c = signals.c
    closed = connection.scalars(
        update(signals)
        .where(
            c.institution == institution,
            c.attempt.in_(attempts),
            c.kind == "ticket-skipped",
            c.closed_at.is_(None),
        )
        .values(closed_at=now, closed_because="The attempt before it has come.", decision="stands")
        .returning(c.attempt)
    )
    return list(closed)


def drawn_for_another(connection: Connection, institution: str, person: str) -> list[str]:
    """Return the attempts of a person's profiles that were drawn from somebody else's ticket."""
    c, link = sittings.c, links_table.c
    hers = select(link.learner).where(
        link.institution == institution, link.person == person, link.ended.is_(None)
    )
    rows = connection.scalars(
        select(c.attempt).where(
            c.institution == institution, c.learner.in_(hers), c.drawn_for != person
        )
    )
    return sorted(rows)


def held_back(
    connection: Connection,
    institution: str,
    attempts: Collection[str],
    *,
    issued: bool = False,
) -> dict[str, Literal["waits", "void"]]:
    """Return those of some attempts that earn nothing: a person is to decide, or has decided.

    `issued`: of attempts that have earned a credential, those on which nothing is to be built.
    """
    c = signals.c
    rows = connection.execute(
        select(c.attempt, c.kind, c.closed_at, c.decision, _SUPERVISED)
        .select_from(_SIGNALS)
        .where(c.institution == institution, c.attempt.in_(attempts))
    )
    found: dict[str, Literal["waits", "void"]] = {}
    for attempt, kind, closed_at, decision, supervised in rows:
        if decision == "void":
            found[attempt] = "void"
        elif closed_at is None and kind in integrity.holding(supervised=supervised, issued=issued):
            found.setdefault(attempt, "waits")
    return found


def questions(scope: Scope) -> list[OpenQuestion]:
    """Return the signals that nobody has closed, the oldest first."""
    c = signals.c
    holders = select(credentials.c.attempt).where(
        credentials.c.institution == c.institution,
        credentials.c.attempt == c.attempt,
        credentials.c.revoked_at.is_(None),
    )
    query = (
        select(
            c.institution,
            c.attempt,
            c.kind,
            sittings.c.learner,
            sittings.c.assessment,
            c.content,
            _SUPERVISED,
            holders.exists(),
        )
        .select_from(_SIGNALS)
        .where(scope.covers(c.institution, learner=sittings.c.learner), c.closed_at.is_(None))
        .order_by(c.raised_at, c.attempt, c.kind)
    )
    return [
        OpenQuestion._make((*row[:6], _holds(row[2], supervised=row[6], issued=row[7])))
        for row in scope.connection.execute(query)
    ]


def asked(connection: Connection, institution: str, attempt: str) -> list[tuple[Signal, str]]:
    """Return every question about an attempt, with what a person said of it, empty while open."""
    c = signals.c
    rows = connection.execute(
        select(c.content, c.closed_at, c.decision, c.closed_by, c.closed_because)
        .where(c.institution == institution, c.attempt == attempt)
        .order_by(c.raised_at, c.kind)
    )
    return [
        (
            msgspec.json.decode(content, type=Signal),
            "" if closed_at is None else ", ".join(filter(None, (decision, by, because))),
        )
        for content, closed_at, decision, by, because in rows
    ]


def withdraw_question(
    connection: Connection, institution: str, attempt: str, kind: SignalKind
) -> None:
    """Ask no more what has answered itself, if nobody has closed it."""
    connection.execute(
        delete(signals).where(
            signals.c.institution == institution,
            signals.c.attempt == attempt,
            signals.c.kind == kind,
            signals.c.closed_at.is_(None),
        )
    )


def close_question(
    connection: Connection,
    institution: str,
    attempt: str,
    kind: str,
    because: str,
    now: int,
    *,
    by: str = "",
    decision: Decision = "stands",
) -> None:
    """Close a signal, with what a person found; raises RefusedError `signal-unknown`.

    A decision is made once. What it means for a certificate follows by `awards.settle`.
    """
    done = connection.execute(
        update(signals)
        .where(
            signals.c.institution == institution,
            signals.c.attempt == attempt,
            signals.c.kind == kind,
            signals.c.closed_at.is_(None),
        )
        .values(closed_at=now, closed_because=because, closed_by=by, decision=decision)
        .returning(signals.c.kind)
    ).first()
    if done is None:
        raise RefusedError(
            Code.SIGNAL_UNKNOWN, f"There is no open question {kind} about {attempt}."
        )


_SIGNALS = signals.join(
    sittings,
    (signals.c.institution == sittings.c.institution) & (signals.c.attempt == sittings.c.attempt),
)
_SUPERVISED = func.coalesce(sittings.c.supervised, sittings.c.opened_by != "", false())
"""Whether the assessment was to be supervised; what was graded before says who opened it."""


def _holds(kind: str, *, supervised: bool, issued: bool) -> str:
    if kind not in integrity.holding(supervised=supervised, issued=issued):
        return ""
    return "issued" if issued else "waits"


def _sittings() -> Select[tuple[str, str, str, str, str, str, int, int]]:
    c = sittings.c
    return select(
        c.attempt, c.learner, c.course, c.assessment, c.state, c.device, c.sequence, c.number
    )


def _check_extra(extra: int) -> None:
    if not 0 <= extra <= MAX_EXTRA_PERCENT:
        raise RefusedError(
            Code.EXTRA_OUT_OF_BOUNDS,
            f"Extra time is 0 to {MAX_EXTRA_PERCENT} percent.",
            extra=extra,
        )
