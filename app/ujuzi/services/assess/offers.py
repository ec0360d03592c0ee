"""What a learner may sit: the offer of each assessment, whether she may begin it, and what came.

Attempts count on all computers that are known of. Whoever waits between two attempts waits by the
machine's own counter where that ran on: no clock that was moved ends a wait.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from ujuzi.domain.assessment import Assessment
from ujuzi.domain.event import LearnerId
from ujuzi.domain.sitting import AssessmentState, Uptime
from ujuzi.errors import Code, RefusedError
from ujuzi.services.assess import appeals, tickets
from ujuzi.services.assess.appeals import MadeAppeal
from ujuzi.services.clock import Clock
from ujuzi.services.people.roster import LinkState, Roster
from ujuzi.services.study.library import Library
from ujuzi.store import facts, inbox, projections, sittings
from ujuzi.store.database import Database
from ujuzi.store.sittings import OpenSitting
from ujuzi.wire import documents
from ujuzi.wire.documents import Accommodation
from ujuzi.wire.documents import Result as Result

HOUR = 3_600_000
"""In milliseconds."""


class OfferState(StrEnum):
    """Whether one may begin; where not, the code of the refusal."""

    MAY_BEGIN = "may-begin"
    OPEN = "sitting-open"
    PASSED = Code.PASSED_ALREADY
    NEEDS_NEWER = Code.ASSESSMENT_NEEDS_NEWER
    NOT_REGISTERED = Code.NOT_REGISTERED
    USED_UP = Code.ATTEMPTS_USED_UP
    WAIT = Code.WAIT_UNTIL
    NO_TICKET = Code.NO_TICKET


REFUSALS = {
    OfferState.PASSED: "This assessment is passed.",
    OfferState.NEEDS_NEWER: "This assessment has questions that need a newer version of Ujuzi.",
    OfferState.NOT_REGISTERED: "Register this computer first: answers are sealed for the hub.",
    OfferState.USED_UP: "All attempts that are allowed have been used.",
    OfferState.WAIT: "The next attempt may not begin yet.",
    OfferState.NO_TICKET: "Your questions come with the next exchange after your campus has linked"
    " you.",
}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """An attempt that was handed in; `result` is None until the hub has told one.

    `appeal` is there where a second look at it was asked for.
    """

    attempt: str
    submitted_at: int
    result: Result | None
    appeal: MadeAppeal | None = None


@dataclass(frozen=True, slots=True)
class AssessmentOffer:
    """An assessment as one learner finds it.

    `used` counts attempts on all computers that are known of; `until` is when the wait ends, where
    one waits; `handed_in` has the latest first; `extra` is her accommodation in percent; without
    being `linked` to the institution's roster she gets no credential.
    """

    pack: str
    course: str
    course_title: str
    language: str
    assessment: Assessment
    state: OfferState
    used: int
    until: int | None
    handed_in: tuple[HandedIn, ...]
    extra: int
    linked: bool

    @property
    def refusal(self) -> RefusedError:
        """Why no attempt may begin, where none may."""
        return RefusedError(Code(self.state), REFUSALS[self.state], until=self.until)


class Offers:
    """What there is to sit on one computer."""

    def __init__(
        self,
        db: Database,
        library: Library,
        roster: Roster,
        clock: Clock,
        machine_up: Callable[[], Uptime | None],
    ) -> None:
        self._db = db
        self._library = library
        self._roster = roster
        self._clock = clock
        self._machine_up = machine_up
        self._understood: dict[tuple[str, str], bool] = {}
        """By pack and bank, whether every question is."""

    def all(self, learner: LearnerId) -> tuple[AssessmentOffer, ...]:
        """Return what there is to sit, in the learner's languages; what is open comes first."""
        opened = {(each.course, each.assessment): each for each in sittings.of(self._db, learner)}
        found = {key: each.state.pack for key, each in opened.items()}
        for card in self._library.courses(learner):
            for assessment in self._library.outline(card.pack).assessments:
                found.setdefault((card.course, assessment.id), card.pack)
        return tuple(self.of(learner, pack, assessment) for (_, assessment), pack in found.items())

    def of(self, learner: LearnerId, pack: str, assessment: str) -> AssessmentOffer:
        """Return one assessment of a pack; raises RefusedError `assessment-missing`."""
        outline = self._library.outline(pack)
        found = self._library.assessment(pack, assessment)
        known = projections.ASSESSMENTS.get(self._db, learner, outline.id, assessment)
        handed_in = tuple(self._handed_in(learner, outline.id, assessment, known))
        state, until = self._state(learner, pack, outline.id, found, known, handed_in)
        return AssessmentOffer(
            pack=pack,
            course=outline.id,
            course_title=outline.title,
            language=outline.language,
            assessment=found,
            state=state,
            used=len(known.attempts),
            until=until,
            handed_in=handed_in,
            extra=self._accommodation(learner),
            linked=self._roster.link(learner).state is LinkState.LINKED,
        )

    def _state(
        self,
        learner: LearnerId,
        pack: str,
        course: str,
        assessment: Assessment,
        known: AssessmentState,
        handed_in: tuple[HandedIn, ...],
    ) -> tuple[OfferState, int | None]:
        """Return whether one may begin, and when the wait ends."""
        if open_sitting(self._db, learner, course, assessment.id) is not None:
            return OfferState.OPEN, None
        if any(each.result is not None and counts(each.result) for each in handed_in):
            return OfferState.PASSED, None
        if not self._is_understood(pack, assessment):
            return OfferState.NEEDS_NEWER, None
        if not is_registered(self._db):
            return OfferState.NOT_REGISTERED, None
        if 0 < assessment.attempts <= len(known.attempts):
            return OfferState.USED_UP, None
        waited = self._waited(learner, course, assessment.id)
        until = wait_ends(assessment, known, self._clock.now(), waited)
        if until is not None:
            return OfferState.WAIT, until
        if assessment.supervised or tickets.of_ticket(self._db, learner, course, assessment.id):
            return OfferState.MAY_BEGIN, None
        return OfferState.NO_TICKET, None

    def _is_understood(self, pack: str, assessment: Assessment) -> bool:
        """Whether this program knows every word of the questions: else nobody is graded fairly.

        Where they are not here it is not for this to say; a pack never changes.
        """
        known = self._understood.get((pack, assessment.bank))
        if known is None:
            try:
                known = self._library.questions(pack, assessment.bank).is_whole
            except RefusedError:
                return True
            self._understood[pack, assessment.bank] = known
        return known

    def _handed_in(
        self, learner: LearnerId, course: str, assessment: str, known: AssessmentState
    ) -> Iterator[HandedIn]:
        """Yield the attempts that were handed in, the latest first."""
        told = (
            documents.read(d.payload, Result) for d in inbox.of_kind(self._db, documents.RESULT)
        )
        results = {
            each.attempt: each
            for each in told
            if each
            and (each.learner, each.course, each.assessment) == (learner, course, assessment)
        }
        times = {attempt: sat.submitted_at for attempt, sat in known.attempts.items()}
        made = appeals.made(self._db, learner, known)
        for attempt, at in sorted(times.items(), key=lambda pair: -(pair[1] or 0)):
            if at is not None:
                yield HandedIn(attempt, at, results.get(attempt), made.get(attempt))

    def _waited(self, learner: LearnerId, course: str, assessment: str) -> int | None:
        """Return milliseconds since the last attempt here, where the machine has run on since."""
        kept, up = facts.get(self._db, end_of(learner, course, assessment)), self._machine_up()
        if kept is None or up is None:
            return None
        ended = msgspec.json.decode(kept, type=Uptime)
        return up.milliseconds - ended.milliseconds if ended.boot == up.boot else None

    def _accommodation(self, learner: LearnerId) -> int:
        told = inbox.read(self._db, documents.ACCOMMODATION, learner, Accommodation)
        return told.extra if told else 0


def counts(result: Result) -> bool:
    """Whether an attempt is passed, and nobody has decided that it is void."""
    return result.passed and result.decision != "void"


def open_sitting(
    db: Database, learner: LearnerId, course: str, assessment: str
) -> OpenSitting | None:
    """Return the attempt at an assessment that is under way here."""
    wanted = (course, assessment)
    opened = sittings.of(db, learner)
    return next((each for each in opened if (each.course, each.assessment) == wanted), None)


def is_registered(db: Database) -> bool:
    """Whether this computer has a hub, to which answers are sealed."""
    from ujuzi.sync.identity import link_of

    return link_of(db) is not None


def end_of(learner: str, course: str, assessment: str) -> str:
    """Return the fact that holds how long the machine had run at the end of the last attempt."""
    return f"attempt-ended {learner} {course} {assessment}"


def wait_ends(
    assessment: Assessment, known: AssessmentState, now: int, waited: int | None
) -> int | None:
    """Return when the next attempt may begin; None where that is now.

    A last attempt that lies further ahead than the wait itself was dated by a wrong clock: it makes
    nobody wait for years. `waited` is how long it was by the machine's counter, where that ran on:
    no clock that was moved ends a wait.
    """
    if waited is not None and waited < assessment.wait_hours * HOUR:
        return now + assessment.wait_hours * HOUR - waited
    times = [sat.submitted_at or sat.begun_at or 0 for sat in known.attempts.values()]
    last, wait = max(times, default=0), assessment.wait_hours * HOUR
    return last + wait if times and last - wait < now < last + wait else None
