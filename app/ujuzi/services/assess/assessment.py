"""Assessments that count: sitting one, and handing it in; `offers` says what may be sat.

Every answer is on the disk when `answer` returns, as a local row; a sitting that was cut off goes
on at the same item, in the version of the course that it was begun with. Handing in is one event
in which the answers are sealed to the hub: from then on this computer cannot read them. No key is
on this computer, and nothing is graded here. What an attempt draws is not this computer's to
choose: the hub's ticket does, or the code of a supervised sitting (`services.assess.openings`).

Time counts while a sitting is on the screen, by the monotonic clock: neither a power cut nor a
changed date gives or takes any. What lies between is kept as the computer's clock claims it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from ujuzi.domain import ticket
from ujuzi.domain.assessment import DRAWING, Assessment, draw, shuffled_for
from ujuzi.domain.event import AssessmentBegun, AssessmentSubmitted, LearnerId
from ujuzi.domain.item import GRADING, Item, Response, texts_of
from ujuzi.domain.sitting import SUBMISSION, Answered, Submission, Uptime
from ujuzi.errors import Code, RefusedError
from ujuzi.packs.lesson.page import fragment_html
from ujuzi.services.assess import tickets
from ujuzi.services.assess.offers import (
    REFUSALS,
    AssessmentOffer,
    Offers,
    OfferState,
    end_of,
    open_sitting,
)
from ujuzi.services.assess.openings import SittingOpening, open_by_code
from ujuzi.services.assess.tickets import Source
from ujuzi.services.clock import Clock
from ujuzi.services.people.roster import Roster
from ujuzi.services.study.library import Library
from ujuzi.services.study.practice import check_length
from ujuzi.store import event_log, facts, sittings
from ujuzi.store.database import Database
from ujuzi.store.sittings import OpenSitting, SittingState

MINUTE = 60_000
"""In milliseconds."""
GRACE = 5_000
"""Milliseconds after the limit in which the answer that stands on the screen still counts."""


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
        self._clock = clock
        self._offers = Offers(db, library, roster, clock, machine_up)
        self._ticks: dict[str, float] = {}
        """Attempt -> the monotonic clock when its time was last noted."""

    def offers(self, learner: LearnerId) -> tuple[AssessmentOffer, ...]:
        """Return what there is to sit, in the learner's languages; what is open comes first."""
        return self._offers.all(learner)

    def begin(
        self, learner: LearnerId, pack: str, assessment: str, code: str = ""
    ) -> RunningSitting:
        """Resume what is open of this assessment, or begin an attempt, which is then used.

        Raises RefusedError `assessment-missing`, `code-needed`, `code-mistyped` or `code-wrong` for
        a supervised sitting, and the codes of `OfferState`, `wait-until` with `until`.
        """
        course = self._library.outline(pack).id
        opened = open_sitting(self._db, learner, course, assessment)
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

    def _begin(self, learner: LearnerId, pack: str, assessment: str, code: str) -> OpenSitting:
        offer = self._offers.of(learner, pack, assessment)
        if offer.state is not OfferState.MAY_BEGIN:
            raise offer.refusal
        opening = SittingOpening(tickets.of_ticket(self._db, learner, offer.course, assessment))
        if offer.assessment.supervised:
            now = self._clock.now()
            opening = open_by_code(self._db, learner, offer.course, assessment, code, now)
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
            name = end_of(opened.learner, opened.course, opened.assessment)
            facts.put(self._db, name, msgspec.json.encode(up).decode())

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

    def _sealing_key(self) -> bytes:
        from ujuzi.sync.identity import link_of

        link = link_of(self._db)
        if link is None:
            state = OfferState.NOT_REGISTERED
            raise RefusedError(Code(state), REFUSALS[state])
        return link.sealing_key


def _with(opened: OpenSitting, **changed: object) -> OpenSitting:
    return msgspec.structs.replace(opened, state=msgspec.structs.replace(opened.state, **changed))


def _left(limit: int | None, opened: OpenSitting) -> int | None:
    return None if limit is None else limit - opened.state.milliseconds


def _since(before: Uptime | None, up: Uptime | None, otherwise: int) -> int:
    """Return milliseconds from one count of a machine to another, or else what the clock says."""
    if before is None or up is None or before.boot != up.boot:
        return otherwise
    return up.milliseconds - before.milliseconds


def _sitting_over() -> RefusedError:
    return RefusedError(Code.SITTING_OVER, "This attempt is handed in already.")
