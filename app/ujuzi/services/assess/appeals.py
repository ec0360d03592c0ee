"""Appeals: asking once for a second look at a result, and how that stands.

An appeal is an event of hers: recorded here, held by whoever carries it, landed at the hub. There
it waits for the National Centre, which sees what she wrote and what she answered, and no name; the
answer comes back as a document, and where her result is another by then, with that result.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ujuzi.domain.event import AppealMade, LearnerId
from ujuzi.domain.message import APPEAL_LENGTH as APPEAL_LENGTH
from ujuzi.domain.message import written
from ujuzi.domain.sitting import Appeal, AssessmentState
from ujuzi.errors import Code, RefusedError
from ujuzi.services.clock import Clock
from ujuzi.store import appeals, event_log, inbox, outbox, projections
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import AppealDocument, Result


class AppealStanding(StrEnum):
    """How far an appeal has come."""

    RECORDED = "recorded"
    """On this computer alone."""
    HELD = "held"
    """On a stick, in a folder or at a collection point as well."""
    LANDED = "landed"
    WAITS = "waits"
    """At the centre."""
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class MadeAppeal:
    """An appeal from the result of one attempt, and its answer.

    `made_at` is as the computer's clock claimed, `answered_at` the hub's date. `outcome` is empty
    before it is answered; else `upheld`, `not-upheld`, or `changed` where the result is another.
    `by` is the name of the centre.
    """

    attempt: str
    made_at: int
    text: str
    standing: AppealStanding
    outcome: str = ""
    words: str = ""
    answered_at: int = 0
    by: str = ""


class Appeals:
    """The appeals that are made on one computer, or known here."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def result(self, learner: LearnerId, attempt: str) -> Result:
        """Return the result that may be appealed from; raises RefusedError `no-result-yet`."""
        told = inbox.read(self._db, documents.RESULT, attempt, Result)
        if told is None or told.learner != learner or told.state != "graded":
            raise RefusedError(Code.NO_RESULT_YET, "There is no result of this attempt yet.")
        return told

    def of(self, learner: LearnerId, attempt: str) -> MadeAppeal | None:
        """Return the appeal from a result, if there is one; raises as `result`."""
        told = self.result(learner, attempt)
        known = projections.ASSESSMENTS.get(self._db, learner, told.course, told.assessment)
        return made(self._db, learner, known).get(attempt)

    def make(self, learner: LearnerId, attempt: str, text: str) -> MadeAppeal:
        """Ask for a second look at a result, and say why; it is durable when this returns.

        Raises RefusedError `appeal-made` where that was done; what `result`, `written` and
        `event_log.append` raise.
        """
        told = self.result(learner, attempt)
        if self.of(learner, attempt) is not None:
            raise RefusedError(Code.APPEAL_MADE, "You have asked for a second look at this.")
        body = AppealMade(
            course=told.course,
            assessment=told.assessment,
            attempt=attempt,
            text=written(text, APPEAL_LENGTH),
        )
        event_log.append(self._db, learner, body, self._clock.now())
        appeal = self.of(learner, attempt)
        assert appeal is not None  # it was just folded in
        return appeal


def made(db: Database, learner: LearnerId, known: AssessmentState) -> dict[str, MadeAppeal]:
    """Return a learner's appeals about one assessment, by attempt."""
    if not known.appeals:
        return {}
    recorded = appeals.recorded(db, learner)
    return {
        attempt: _made(db, attempt, appeal, [e for e in recorded if e.attempt == attempt])
        for attempt, appeal in known.appeals.items()
    }


def _made(
    db: Database, attempt: str, appeal: Appeal, recorded: list[appeals.RecordedAppeal]
) -> MadeAppeal:
    told = inbox.read(db, documents.APPEAL, attempt, AppealDocument)
    if told is None:
        return MadeAppeal(attempt, appeal.made_at, appeal.text, _standing(db, recorded))
    return MadeAppeal(
        attempt,
        appeal.made_at,
        appeal.text,
        AppealStanding(told.standing),
        told.outcome,
        told.words,
        told.answered_at,
        told.by,
    )


def _standing(db: Database, recorded: list[appeals.RecordedAppeal]) -> AppealStanding:
    """Return how far the events have come that tell of an appeal; the furthest counts.

    What no event here tells was heard from the hub.
    """
    if any(outbox.landed(db, each.device) >= each.sequence for each in recorded) or not recorded:
        return AppealStanding.LANDED
    for each in recorded:
        if any(holder.last >= each.sequence for holder in outbox.holders(db, each.device)):
            return AppealStanding.HELD
    return AppealStanding.RECORDED
