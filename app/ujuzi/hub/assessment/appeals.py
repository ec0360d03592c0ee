"""Appeals: who asks for a second look at a result, what there is to look at, and what she is told.

An appeal is kept beside its attempt, in the transaction in which its event counts; of an attempt
the first that lands is kept. Whoever answers sees what was handed in, opened and marked anew, and
no name. Answering changes no result: what is found wrong is put right as for everybody, by a faulty
question that is left out, another key sheet or a decision, and then the answer says that the result
is another. It is given once, and goes to the proven seats of her whose result it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec
from sqlalchemy import Connection, func, select, update

from ujuzi.domain.assessment import as_authored
from ujuzi.domain.event import AppealMade, AssessmentSubmitted, Event
from ujuzi.domain.grading import Bank, Graded
from ujuzi.domain.item import Item, Response
from ujuzi.domain.message import APPEAL_LENGTH, written
from ujuzi.domain.text import visible
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.assessment import drawing, key_sheets, results, sittings
from ujuzi.hub.feed import feed
from ujuzi.hub.feed.reading import is_name
from ujuzi.hub.people import links, organisations
from ujuzi.hub.people.registration import Device
from ujuzi.hub.store.database import insert_ignoring
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.settings import Identity
from ujuzi.hub.store.tables import appeals
from ujuzi.hub.store.tables import organisations as tree
from ujuzi.wire import documents
from ujuzi.wire.documents import AppealDocument
from ujuzi.wire.handed_in import open_submission

Outcome = Literal["upheld", "not-upheld", "changed"]
MOST_OF_LEARNER = 100
"""Appeals of one profile that are kept; nobody sits as often."""
ANSWER_LENGTH = 2000
"""Letters."""


class KeptAppeal(NamedTuple):
    """An appeal as it is kept; `revision` is that of the result when it landed.

    Dates are the hub's, in milliseconds since 1970; `outcome` is empty while it waits.
    """

    institution: str
    learner: str
    attempt: str
    course: str
    assessment: str
    reason: str
    landed_at: int
    revision: int
    answered_at: int | None
    outcome: str
    words: str


class ReviewedItem(NamedTuple):
    """A question as its author wrote it, what was answered, in the author's ids, and its mark.

    The response is None where there is none.
    """

    item: Item
    response: Response | None
    mark: str


_C = appeals.c
_COLUMNS = (
    *(_C.institution, _C.learner, _C.attempt, _C.course, _C.assessment, _C.reason, _C.landed_at),
    *(_C.revision, _C.answered_at, _C.outcome, _C.words),
)


def note_made(connection: Connection, device: Device, told: Sequence[Event], now: int) -> None:
    """Keep the appeals that events tell, which count, and let her computers know that they wait."""
    made = [
        (event, event.body)
        for event in told
        if isinstance(event.body, AppealMade)
        and all(map(is_name, (event.body.attempt, event.body.course, event.body.assessment)))
    ]
    if not made:
        return
    institution = device.institution
    known = results.latest_of(connection, institution, [body.attempt for _, body in made])
    for event, body in made:
        mine = (_C.institution == institution, _C.learner == event.learner)
        count = connection.scalar(select(func.count()).select_from(appeals).where(*mine)) or 0
        row = {
            "institution": institution,
            "learner": event.learner,
            "attempt": body.attempt,
            "course": body.course,
            "assessment": body.assessment,
            "reason": _reason(body.text),
            "landed_at": now,
            "revision": known[body.attempt].revision if body.attempt in known else 0,
            "answered_at": None,
            "outcome": "",
            "words": "",
            "answered_by": "",
        }
        if count < MOST_OF_LEARNER and insert_ignoring(connection, appeals, [row]):
            waits = AppealDocument(learner=event.learner, attempt=body.attempt, standing="waits")
            _publish(connection, institution, waits)


def listed(scope: Scope) -> list[KeptAppeal]:
    """Return the appeals of a scope, those that wait first, by when they landed."""
    query = (
        select(*_COLUMNS)
        .where(scope.covers(_C.institution, learner=_C.learner))
        .order_by(_C.answered_at.is_not(None), _C.landed_at, _C.attempt)
    )
    return [KeptAppeal._make(row) for row in scope.connection.execute(query)]


def find(scope: Scope, attempt: str) -> KeptAppeal:
    """Return the appeal from an attempt of a scope's institution.

    Raises RefusedError `appeal-unknown`, or `not-allowed` where it is the actor's own.
    """
    mine = (_C.institution == scope.institution, _C.attempt == attempt)
    rows = scope.connection.execute(select(*_COLUMNS).where(*mine).order_by(_C.landed_at)).all()
    found = [KeptAppeal._make(row) for row in rows]
    if not found:
        raise RefusedError(Code.APPEAL_UNKNOWN, f"Nobody appeals from an attempt {attempt}.")
    kept = next((each for each in found if _is_of(scope.connection, each)), found[0])
    scope.check_learner(kept.learner)
    return kept


def material(
    connection: Connection, identity: Identity, kept: KeptAppeal
) -> tuple[ReviewedItem, ...]:
    """Return the questions of an appeal's attempt, what was answered, and how it is marked.

    Raises RefusedError `attempt-unknown` where it was not hers or never came, what opening raises,
    and `assessment-unknown` where its key sheet is not here.
    """
    institution = kept.institution
    sitting = sittings.get(connection, institution, kept.attempt)
    if sitting.learner != kept.learner:
        raise RefusedError(Code.ATTEMPT_UNKNOWN, f"The attempt {kept.attempt} is another's.")
    payload = sittings.handed_in(connection, institution, sitting)
    try:
        sealed = msgspec.json.decode(payload, type=AssessmentSubmitted).sealed
    except msgspec.DecodeError as error:
        raise RefusedError(
            Code.SUBMISSION_MALFORMED, "What was handed in cannot be read."
        ) from error
    submission = open_submission(sealed, identity.sealing_keys, sitting.learner, sitting.attempt)
    sheet = key_sheets.find(connection, submission.bank, identity)
    if sheet is None:
        raise RefusedError(
            Code.ASSESSMENT_UNKNOWN, f"There is no key sheet of {kept.assessment} here."
        )
    source = drawing.drawn_from(connection, institution, sitting, submission)
    bank = Bank(sheet.items, sheet.naming)
    given = {each.item: each.response for each in bank.authored(submission.answers)}
    graded = result(connection, kept)
    marks = {each.item: each.mark for each in graded.marks} if graded else {}
    return tuple(
        ReviewedItem(
            item,
            as_authored(item, given[item.id], sheet.naming) if item.id in given else None,
            marks.get(item.id, ""),
        )
        for item in bank.drawn(sheet.assessment.blueprint, *source.lots)
    )


def result(connection: Connection, kept: KeptAppeal) -> Graded | None:
    """Return the latest result of an appeal's attempt."""
    latest = results.latest(connection, kept.institution, kept.attempt)
    return None if latest is None else msgspec.json.decode(latest.content, type=Graded)


def answer(
    connection: Connection, kept: KeptAppeal, *, upheld: bool, words: str, by: str, now: int
) -> Outcome:
    """Answer an appeal, for good, and tell her; return what came of it.

    It is `changed` where it is upheld and her result is another than when it landed. Raises
    RefusedError `appeal-answered`, and what `written` raises.
    """
    said = written(words, ANSWER_LENGTH)
    latest = results.latest(connection, kept.institution, kept.attempt)
    is_another = latest is not None and latest.revision > kept.revision
    outcome: Outcome = "not-upheld" if not upheld else "changed" if is_another else "upheld"
    mine = (
        _C.institution == kept.institution,
        _C.learner == kept.learner,
        _C.attempt == kept.attempt,
    )
    done = connection.execute(
        update(appeals)
        .where(*mine, _C.answered_at.is_(None))
        .values(answered_at=now, outcome=outcome, words=said, answered_by=by)
        .returning(_C.attempt)
    ).first()
    if done is None:
        raise RefusedError(Code.APPEAL_ANSWERED, f"The appeal from {kept.attempt} is answered.")
    told = AppealDocument(
        learner=kept.learner,
        attempt=kept.attempt,
        standing="answered",
        outcome=outcome,
        words=said,
        answered_at=now,
        by=_centre(connection, kept.institution),
    )
    _publish(connection, kept.institution, told)
    return outcome


def _publish(connection: Connection, institution: str, told: AppealDocument) -> None:
    stream = links.campus_of(connection, institution, told.learner)
    payload, kind = msgspec.json.encode(told), documents.APPEAL
    feed.publish(connection, stream, kind, told.attempt, payload, learner=told.learner)


def _is_of(connection: Connection, kept: KeptAppeal) -> bool:
    """Whether an attempt was handed in by whoever appeals from it."""
    try:
        return sittings.get(connection, kept.institution, kept.attempt).learner == kept.learner
    except RefusedError:
        return False


def _reason(text: str) -> str:
    """Return why she asks, as it is kept: what hides something stands as JSON writes it."""
    try:
        return written(text, APPEAL_LENGTH)
    except RefusedError:
        return visible(text)[:APPEAL_LENGTH]


def _centre(connection: Connection, institution: str) -> str:
    """Return what the centre above an institution is called."""
    above = connection.scalar(select(tree.c.parent).where(tree.c.id == institution))
    return organisations.name_of(connection, above) if above else ""
