"""Assessments that count: what a person may sit, the sitting itself, and handing it in.

Every answer is on the disk when `answer` returns, as a local row; a sitting that was cut off goes
on at the same item, in the version of the course that it was begun with. Handing in is one event
in which the answers are sealed to the hub: from then on this computer cannot read them. No key is
on this computer, and nothing is graded here. What an attempt draws is not this computer's to
choose: the hub's ticket does, or the code of a supervised sitting (`services.assess.tickets`).

Time counts while a sitting is on the screen, by the monotonic clock: neither a power cut nor a
changed date gives or takes any. What lies between is kept as the computer's clock claims it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from ujuzi.credentials import sitting_code
from ujuzi.credentials.secrets import matches, plain_code
from ujuzi.domain import ticket
from ujuzi.domain.assessment import DRAWING, Assessment, draw, shuffled_for
from ujuzi.domain.event import AssessmentBegun, AssessmentSubmitted, LearnerId
from ujuzi.domain.item import GRADING, Item, Response, texts_of
from ujuzi.domain.sitting import SUBMISSION, Answered, AssessmentState, Submission, Uptime
from ujuzi.errors import Code, RefusedError
from ujuzi.packs.lesson.page import fragment_html
from ujuzi.services.assess import appeals, tickets
from ujuzi.services.assess.appeals import MadeAppeal
from ujuzi.services.assess.tickets import Source
from ujuzi.services.clock import Clock
from ujuzi.services.people.roster import LinkState, Roster
from ujuzi.services.study.library import Library
from ujuzi.services.study.practice import check_length
from ujuzi.store import event_log, facts, inbox, projections, sittings
from ujuzi.store.database import Database
from ujuzi.store.sittings import OpenSitting, SittingState
from ujuzi.wire import documents
from ujuzi.wire.documents import Accommodation, SittingCode
from ujuzi.wire.documents import Result as Result

HOUR, MINUTE = 3_600_000, 60_000
"""In milliseconds."""
GRACE = 5_000
"""Milliseconds after the limit in which the answer that stands on the screen still counts."""


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


@dataclass(frozen=True, slots=True)
class RunningSitting:
    """An attempt that is under way.

    `items` stand in this attempt's order, as they are shown; `html` maps every Markdown text of
    theirs to sanitised HTML; `item` is the one to show first; `flagged` are those to
    come back to. `limit` and `left` are milliseconds,
    None without a limit; where nothing is `left`, it is to be handed in.
    """

    attempt: str
    learner: LearnerId
    pack: str
    course: str
    course_title: str
    language: str
    assessment: Assessment
    items: tuple[Item, ...]
    html: Mapping[str, str]
    answers: Mapping[str, Response]
    item: str
    flagged: tuple[str, ...]
    limit: int | None
    left: int | None


@dataclass(frozen=True, slots=True)
class _Opening:
    """What opens an attempt: what it is drawn from, and of a supervised one its code.

    `extra` is the time that the code gives, in percent.
    """

    source: Source | None
    code: str = ""
    extra: int = 0


class Assessments:
    """The assessments of one computer."""

    def __init__(
        self,
        db: Database,
        library: Library,
        roster: Roster,
        clock: Clock,
        machine_up: Callable[[], Uptime | None] = lambda: None,
    ) -> None:
        self._db = db
        self._machine_up = machine_up
        self._library = library
        self._roster = roster
        self._clock = clock
        self._ticks: dict[str, float] = {}
        self._understood: dict[tuple[str, str], bool] = {}
        """Attempt -> the monotonic clock when its time was last noted."""

    def offers(self, learner: LearnerId) -> tuple[AssessmentOffer, ...]:
        """Return what there is to sit, in the learner's languages; what is open comes first."""
        opened = {(each.course, each.assessment): each for each in sittings.of(self._db, learner)}
        found = {key: each.state.pack for key, each in opened.items()}
        for card in self._library.courses(learner):
            for assessment in self._library.outline(card.pack).assessments:
                found.setdefault((card.course, assessment.id), card.pack)
        return tuple(
            self._offer(learner, pack, assessment) for (_, assessment), pack in found.items()
        )

    def begin(
        self, learner: LearnerId, pack: str, assessment: str, code: str = ""
    ) -> RunningSitting:
        """Resume what is open of this assessment, or begin an attempt, which is then used.

        Raises RefusedError `assessment-missing`, `code-needed`, `code-mistyped` or `code-wrong` for
        a supervised sitting, and the codes of `OfferState`, `wait-until` with `until`.
        """
        course = self._library.outline(pack).id
        opened = self._open(learner, course, assessment)
        if opened is None:
            opened = self._begin(learner, pack, assessment, code)
        else:
            opened = self._after_a_gap(opened)
            sittings.put(self._db, opened)
        self._ticks[opened.attempt] = self._clock.monotonic()
        return self._sitting(opened)

    def answer(
        self, sitting: RunningSitting, item: str, response: Response, milliseconds: int = 0
    ) -> int | None:
        """Keep an answer, in place of an earlier one to the item; durable when it returns.

        `milliseconds` is how long the item was looked at since its last answer. Returns the
        milliseconds left. Raises RefusedError `item-missing`, `answer-too-long`, `time-up`, and
        `sitting-over` once it is handed in.
        """
        if all(each.id != item for each in sitting.items):
            raise RefusedError(Code.ITEM_MISSING, f"This assessment has no question {item}.")
        check_length(response)
        opened = self._noted(sitting.attempt, item)
        left = _left(sitting.limit, opened)
        if left is not None and left < -GRACE:
            raise RefusedError(Code.TIME_UP, "The time is up.")
        before = sittings.answers(self._db, sitting.attempt).get(item, Answered(item, ()))
        answered = Answered(item, response, before.milliseconds + milliseconds)
        with self._db.atomic():
            sittings.put(self._db, opened)
            sittings.put_answer(self._db, sitting.attempt, answered)
        return left

    def note_time(self, sitting: RunningSitting, item: str = "") -> int | None:
        """Keep the time used so far, and the item on the screen; return the milliseconds left.

        A power cut costs what passed since. Raises RefusedError `sitting-over`.
        """
        opened = self._noted(sitting.attempt, item)
        sittings.put(self._db, opened)
        return _left(sitting.limit, opened)

    def flag(self, sitting: RunningSitting, item: str, *, flagged: bool) -> None:
        """Mark an item to come back to, or no longer; it stays here, and is not handed in.

        Raises RefusedError `sitting-over`.
        """
        opened = self._noted(sitting.attempt, item)
        others = [each for each in opened.state.flagged if each != item]
        sittings.put(self._db, _with(opened, flagged=(*others, item) if flagged else (*others,)))

    def submit(self, learner: LearnerId, attempt: str) -> None:
        """Hand in what there is: sealed to the hub, and no longer to be found on this computer.

        Raises RefusedError `sitting-over` and `not-registered`.
        """
        from ujuzi.wire.handed_in import seal_submission

        opened = self._noted(attempt)
        if opened.learner != learner:
            raise _sitting_over()
        body = AssessmentSubmitted(
            course=opened.course,
            assessment=opened.assessment,
            attempt=attempt,
            pack=opened.state.pack,
            sealed=seal_submission(self._submission(opened), self._sealing_key()),
        )
        with self._db.atomic():
            event_log.append(self._db, learner, body, self._clock.now())
            sittings.forget(self._db, attempt)
            self._keep_end(opened)
        self._ticks.pop(attempt, None)
        self._db.leave_no_trace()

    def _offer(self, learner: LearnerId, pack: str, assessment: str) -> AssessmentOffer:
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
        if self._open(learner, course, assessment.id) is not None:
            return OfferState.OPEN, None
        if any(each.result is not None and counts(each.result) for each in handed_in):
            return OfferState.PASSED, None
        if not self._is_understood(pack, assessment):
            return OfferState.NEEDS_NEWER, None
        if not self._is_registered():
            return OfferState.NOT_REGISTERED, None
        if 0 < assessment.attempts <= len(known.attempts):
            return OfferState.USED_UP, None
        waited = self._waited(learner, course, assessment.id)
        until = _wait_ends(assessment, known, self._clock.now(), waited)
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

    def _begin(self, learner: LearnerId, pack: str, assessment: str, code: str) -> OpenSitting:
        offer = self._offer(learner, pack, assessment)
        if offer.state is not OfferState.MAY_BEGIN:
            raise offer.refusal
        opening = _Opening(tickets.of_ticket(self._db, learner, offer.course, assessment))
        if offer.assessment.supervised:
            opening = self._opening(learner, offer.course, assessment, code)
        now, up, attempt = self._clock.now(), self._machine_up(), secrets.token_hex(8)
        state = SittingState(
            pack=pack,
            begun_at=now,
            noted_at=now,
            begun_up=up,
            noted_up=up,
            extra=max(offer.extra, opening.extra),
            opened_by=opening.code,
            **self._drawn(opening.source, attempt, learner),
        )
        opened = OpenSitting(attempt, learner, offer.course, assessment, state)
        body = AssessmentBegun(
            course=offer.course,
            assessment=assessment,
            attempt=attempt,
            pack=pack,
            opened_by=state.opened_by,
            drawing=state.drawing,
            ticket_key=state.ticket_key,
            number=state.number,
            mac=state.mac,
        )
        with self._db.atomic():
            event_log.append(self._db, learner, body, now)
            sittings.put(self._db, opened)
            self._keep_end(opened)
        return opened

    def _keep_end(self, opened: OpenSitting) -> None:
        """Keep how long the machine had run when something was done that the next waits for."""
        up = self._machine_up()
        if up is not None:
            name = _end_of(opened.learner, opened.course, opened.assessment)
            facts.put(self._db, name, msgspec.json.encode(up).decode())

    def _waited(self, learner: LearnerId, course: str, assessment: str) -> int | None:
        """Return milliseconds since the last attempt here, where the machine has run on since."""
        kept, up = facts.get(self._db, _end_of(learner, course, assessment)), self._machine_up()
        if kept is None or up is None:
            return None
        ended = msgspec.json.decode(kept, type=Uptime)
        return up.milliseconds - ended.milliseconds if ended.boot == up.boot else None

    def _drawn(self, source: Source | None, attempt: str, learner: LearnerId) -> dict[str, Any]:
        """Return what a sitting says of what it is drawn from; of None nothing, as before."""
        if source is None:
            return {}
        device = event_log.device_id(self._db)
        return {
            "drawing": DRAWING,
            "ticket_key": source.key,
            "number": source.number,
            "mac": ticket.proof(source.secret, device, attempt, learner),
            "device": device,
            "lots": source.lots,
        }

    def _opening(self, learner: LearnerId, course: str, assessment: str, code: str) -> _Opening:
        """Return what a code opens, also one that this computer has never heard of.

        A code from before they were checked opens only where it was heard of, and draws by a
        ticket; a learner who has none sits all the same, and the hub asks a person.
        """
        typed = plain_code(code)
        if not typed:
            raise RefusedError(Code.CODE_NEEDED, "This sitting is opened with a one-time code.")
        id_, heard = self._heard_of(learner, assessment, typed) or ("", None)
        if sitting_code.is_sound(typed, assessment):
            source: Source | None = tickets.of_code(typed, assessment)
            name = sitting_code.name_of(ticket.seed(typed, assessment))
        elif len(typed) == sitting_code.WHOLE_LENGTH:
            raise RefusedError(Code.CODE_MISTYPED, "A letter of this code is not right.")
        else:
            source, name = tickets.of_ticket(self._db, learner, course, assessment), id_
        used = {
            sat.opened_by
            for known in projections.ASSESSMENTS.find(self._db, learner).values()
            for sat in known.attempts.values()
        }
        expired = heard is not None and heard.expires_at <= self._clock.now()
        if not name or name in used or expired:
            raise RefusedError(Code.CODE_WRONG, "This code opens no sitting here, or was used.")
        return _Opening(source, name, heard.extra if heard else 0)

    def _heard_of(
        self, learner: LearnerId, assessment: str, typed: str
    ) -> tuple[str, SittingCode] | None:
        """Return a code for this learner and assessment that the hub has told of."""
        for document in inbox.of_kind(self._db, documents.SITTING_CODE):
            told = documents.read(document.payload, SittingCode)
            if (
                told is not None
                and (told.learner, told.assessment) == (learner, assessment)
                and matches(told.verifier, typed)
            ):
                return document.id, told
        return None

    def _accommodation(self, learner: LearnerId) -> int:
        told = inbox.read(self._db, documents.ACCOMMODATION, learner, Accommodation)
        return told.extra if told else 0

    def _open(self, learner: LearnerId, course: str, assessment: str) -> OpenSitting | None:
        wanted = (course, assessment)
        opened = sittings.of(self._db, learner)
        return next((each for each in opened if (each.course, each.assessment) == wanted), None)

    def _after_a_gap(self, opened: OpenSitting) -> OpenSitting:
        """Return an attempt that goes on now, with the time for which it was closed.

        Within one boot the machine's counter tells how long that was, whatever its clock claims.
        """
        state, now, up = opened.state, self._clock.now(), self._machine_up()
        passed = _since(state.noted_up, up, now - state.noted_at)
        gaps = (*state.gaps, (state.noted_at, state.noted_at + passed))
        return _with(opened, gaps=gaps, noted_at=now, noted_up=up)

    def _noted(self, attempt: str, item: str = "") -> OpenSitting:
        """Return an open attempt as of now; raises RefusedError `sitting-over`."""
        opened = sittings.get(self._db, attempt)
        if opened is None:
            raise _sitting_over()
        tick = self._clock.monotonic()
        passed = round(1000 * (tick - self._ticks.get(attempt, tick)))
        self._ticks[attempt] = tick
        state, up = opened.state, self._machine_up()
        gaps, slept = state.gaps, _since(state.noted_up, up, passed) - passed
        if slept > MINUTE:  # on the screen of a machine that was asleep
            gaps = (*gaps, (state.noted_at + passed, state.noted_at + passed + slept))
        return _with(
            opened,
            milliseconds=state.milliseconds + passed,
            noted_at=self._clock.now(),
            noted_up=up,
            gaps=gaps,
            item=item or state.item,
        )

    def _sitting(self, opened: OpenSitting) -> RunningSitting:
        pack = opened.state.pack
        outline = self._library.outline(pack)
        assessment = self._library.assessment(pack, opened.assessment)
        bank = self._library.questions(pack, assessment.bank)
        if not bank.is_whole:
            state = OfferState.NEEDS_NEWER
            raise RefusedError(Code(state), REFUSALS[state])
        lots = opened.state.lots or (opened.attempt,)
        drawn = draw(assessment.blueprint, bank.items, *lots)
        items = tuple(shuffled_for(item, lots[-1]) for item in drawn)
        given = sittings.answers(self._db, opened.attempt)
        limit = assessment.minutes * MINUTE * (100 + opened.state.extra) // 100 or None
        return RunningSitting(
            attempt=opened.attempt,
            learner=opened.learner,
            pack=pack,
            course=opened.course,
            course_title=outline.title,
            language=outline.language,
            assessment=assessment,
            items=items,
            html={text: fragment_html(text) for item in items for text in texts_of(item)},
            answers={item: answered.response for item, answered in given.items()},
            item=opened.state.item or items[0].id,
            flagged=opened.state.flagged,
            limit=limit,
            left=_left(limit, opened),
        )

    def _submission(self, opened: OpenSitting) -> Submission:
        state = opened.state
        outline = self._library.outline(state.pack)
        assessment = self._library.assessment(state.pack, opened.assessment)
        bank = self._library.object(state.pack, assessment.bank)
        given = sittings.answers(self._db, opened.attempt)
        return Submission(
            version=SUBMISSION,
            learner=opened.learner,
            attempt=opened.attempt,
            course=opened.course,
            assessment=opened.assessment,
            pack=state.pack,
            bank=hashlib.sha256(bank).hexdigest(),
            language=outline.language,
            begun_at=state.begun_at,
            submitted_at=self._clock.now(),
            milliseconds=state.milliseconds,
            answers=tuple(given.values()),
            gaps=state.gaps,
            extra=state.extra,
            opened_by=state.opened_by,
            drawing=state.drawing,
            ticket_key=state.ticket_key,
            number=state.number,
            mac=state.mac,
            device=state.device,
            begun_up=state.begun_up,
            submitted_up=state.noted_up,
            grading=GRADING,
        )

    def _is_registered(self) -> bool:
        from ujuzi.sync.identity import link_of

        return link_of(self._db) is not None

    def _sealing_key(self) -> bytes:
        from ujuzi.sync.identity import link_of

        link = link_of(self._db)
        if link is None:
            state = OfferState.NOT_REGISTERED
            raise RefusedError(Code(state), REFUSALS[state])
        return link.sealing_key


def counts(result: Result) -> bool:
    """Whether an attempt is passed, and nobody has decided that it is void."""
    return result.passed and result.decision != "void"


def _with(opened: OpenSitting, **changed: object) -> OpenSitting:
    return msgspec.structs.replace(opened, state=msgspec.structs.replace(opened.state, **changed))


def _left(limit: int | None, opened: OpenSitting) -> int | None:
    return None if limit is None else limit - opened.state.milliseconds


def _since(before: Uptime | None, up: Uptime | None, otherwise: int) -> int:
    """Return milliseconds from one count of a machine to another, or else what the clock says."""
    if before is None or up is None or before.boot != up.boot:
        return otherwise
    return up.milliseconds - before.milliseconds


def _end_of(learner: str, course: str, assessment: str) -> str:
    return f"attempt-ended {learner} {course} {assessment}"


def _wait_ends(
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


def _sitting_over() -> RefusedError:
    return RefusedError(Code.SITTING_OVER, "This attempt is handed in already.")
