"""Grades what was handed in, each attempt in its own transaction; never stops for one of them.

Every result is kept: grading again adds a revision where it says something else, and nothing where
it says the same. A result goes to the computers that the learner uses. What looks odd is written
down as a question for a person, once of each kind, and changes no result; some hold back what a
pass earns, until a person has decided.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Join, insert, select

from ujuzi.domain import integrity
from ujuzi.domain.assessment import BY_ATTEMPT, Assessment
from ujuzi.domain.event import AssessmentSubmitted
from ujuzi.domain.grading import Bank, Graded, encoded, grade
from ujuzi.domain.integrity import Signal, Wrong
from ujuzi.domain.item import Item, Response
from ujuzi.domain.sitting import Submission
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.assessment import awards, drawing, key_sheets, results, review, sittings
from ujuzi.hub.assessment.drawing import Drawn
from ujuzi.hub.assessment.effects import Effects
from ujuzi.hub.assessment.sittings import HandedInSitting
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.feed.reading import is_name
from ujuzi.hub.people import owed
from ujuzi.hub.store import settings
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.settings import Identity
from ujuzi.hub.store.tables import results as results_table
from ujuzi.hub.store.tables import sittings as sittings_table
from ujuzi.packs.key_sheet import KeySheet
from ujuzi.wire.handed_in import open_submission

HANDED_IN, AGAIN, WITHDRAWN = "handed-in", "graded-again", "item-withdrawn"
"""Why a result was made."""

COMPARED_ATTEMPTS = 200
"""Of the latest at the same questions, with which wrong answers are compared."""

MAX_BANKS = 64

log = logging.getLogger(__name__)


class GradingOutcome(NamedTuple):
    """What became of an attempt: its state, who passed it, and the sheet that it waits for.

    A sheet is named by its course and language.
    """

    state: str
    passed: str | None = None
    sheet: tuple[str, str] = ("", "")


class Done(NamedTuple):
    """How many attempts have a result now, wait for which key sheet, or cannot be graded."""

    graded: int
    waiting: Counter[tuple[str, str]]
    failed: int


class Grader:
    """Grades at one database, and remembers the banks that it has opened."""

    def __init__(self, database: HubDatabase, identity: Identity, now: Callable[[], int]) -> None:
        self._database = database
        self.identity = identity
        self._now = now
        self._opened: dict[str, tuple[KeySheet, Bank]] = {}

    def grade(self, institution: str, attempt: str, because: str = HANDED_IN) -> GradingOutcome:
        """Grade an attempt, and publish what came of it; whatever happens is written down.

        One that was handed in, and that somebody else has graded meanwhile, is left as it is.
        Who has passed is given the credentials that she has earned by it.
        """
        outcome = GradingOutcome(sittings.HANDED_IN)
        try:
            submission = self._submission(institution, attempt)
            if submission is None:
                return GradingOutcome(sittings.UNREADABLE)
            with self._database.writing() as connection:
                outcome = self._grade(connection, institution, attempt, submission, because)
        except Exception:
            log.exception("attempt %s was not graded", attempt)
        if outcome.passed is not None:
            self.award(institution, outcome.passed)
        return outcome

    def follow_up(self, institution: str, effects: Effects) -> list[str]:
        """Grade and award what landed or was decided; a failure leaves it for the next time.

        Returns the ids of the credentials that a link has brought.
        """
        for attempt in effects.handed_in:
            self.grade(institution, attempt)
        made: list[str] = []
        for learner in dict.fromkeys(effects.linked):
            made += self.award(institution, learner) or []
        return made

    def award(self, institution: str, learner: str) -> list[str] | None:
        """Issue what a learner has earned, and ask about what was issued to whom she is not.

        So it is with others of whom it was asked whether her attempts are theirs, if her link
        answers that. Returns the ids of the credentials that she was issued; None after a failure:
        it stays owed.
        """
        return self._award(institution, learner)

    def award_owed(self, institution: str, learner: str) -> bool:
        """Do as `award`, unless nothing is owed any more or somebody else is about it."""
        return self._award(institution, learner, only_owed=True) is not None

    def _award(
        self, institution: str, learner: str, *, only_owed: bool = False
    ) -> list[str] | None:
        try:
            with self._database.writing() as connection:
                if only_owed and not owed.is_free(connection, institution, learner):
                    return []
                made = awards.settle(connection, institution, learner, self._now())
                for attempt in sorted(awards.of_others(connection, institution, learner)):
                    asked = Signal("no-longer-linked")
                    sittings.raise_signal(connection, institution, attempt, asked, self._now())
                others = review.neighbours(connection, institution, learner)
                owed.owe(connection, institution, others)
            for other in others:
                with self._database.writing() as connection:
                    awards.settle(connection, institution, other, self._now())
        except RefusedError as refusal:
            log.warning("no credential for %s: %s", learner, refusal.code)
        except Exception:
            log.exception("no credential for %s", learner)
        else:
            return made
        return None

    def grade_pending(self) -> Done:
        """Grade what was handed in or waits for its key sheet."""
        with self._database.reading() as connection:
            found = sittings.in_states(connection, sittings.HANDED_IN, sittings.WAITING)
        return self._grade_all(found, HANDED_IN)

    def grade_again(self) -> Done:
        """Grade everything anew."""
        with self._database.reading() as connection:
            found = sittings.in_states(
                connection,
                sittings.HANDED_IN,
                sittings.WAITING,
                sittings.UNREADABLE,
                sittings.GRADED,
            )
        return self._grade_all(found, AGAIN)

    def withdraw(self, course: str, assessment: str, item: str, reason: str) -> int:
        """Withdraw an item, grade again who sat the assessment, and return how many were."""
        with self._database.writing() as connection:
            key_sheets.withdraw(
                connection, self.identity, course, assessment, item, reason, self._now()
            )
            found = sittings.of_assessment(connection, course, assessment)
        return self._grade_all(found, WITHDRAWN).graded

    def _grade_all(self, found: Iterable[tuple[str, str]], because: str) -> Done:
        outcomes = [self.grade(institution, attempt, because) for institution, attempt in found]
        states = Counter(each.state for each in outcomes)
        graded, waiting = states[sittings.GRADED], states[sittings.WAITING]
        sheets = Counter(each.sheet for each in outcomes if each.state == sittings.WAITING)
        return Done(graded, sheets, len(outcomes) - graded - waiting)

    def _submission(self, institution: str, attempt: str) -> Submission | None:
        """Return what was handed in, or None where it cannot be read, and say so.

        Whatever reading it raises is the submission's fault, not ours: trying again changes
        nothing. What has a result keeps it.
        """
        with self._database.reading() as connection:
            sitting = sittings.get(connection, institution, attempt)
            payload = sittings.handed_in(connection, institution, sitting)
            try:
                sealed = msgspec.json.decode(payload, type=AssessmentSubmitted).sealed
                submission = open_submission(
                    sealed, self.identity.sealing_keys, sitting.learner, attempt
                )
                _check_names(submission)
                _check_same(sitting, submission, key_sheets.named(connection, submission.bank))
            except WorldError:
                raise
            except Exception as error:
                problem = (
                    error.code if isinstance(error, RefusedError) else Code.SUBMISSION_MALFORMED
                )
            else:
                return submission
        with self._database.writing() as connection:
            self._refuse(connection, institution, sitting, problem)
        return None

    def _refuse(
        self, connection: Connection, institution: str, sitting: HandedInSitting, problem: str
    ) -> None:
        """Say of an attempt that it cannot be graded, and ask a person; a result that is, stays."""
        attempt = sitting.attempt
        log.warning("attempt %s cannot be read: %s", attempt, problem)
        if sitting.state == sittings.GRADED:
            return
        if problem in drawing.UNPROVEN:
            asked = Signal(problem)  # type: ignore[arg-type]  # they are such kinds
        else:
            asked = Signal("unreadable", other=problem)
        sittings.note(connection, institution, attempt, sittings.UNREADABLE, problem=problem)
        sittings.raise_signal(connection, institution, attempt, asked, self._now())
        results.publish(connection, institution, [attempt])

    def _grade(
        self,
        connection: Connection,
        institution: str,
        attempt: str,
        submission: Submission,
        because: str,
    ) -> GradingOutcome:
        """Grade an attempt."""
        sitting = sittings.find(connection, institution, attempt)
        if because == HANDED_IN and sitting.state == sittings.GRADED:
            return GradingOutcome(sittings.GRADED)
        try:
            source = drawing.drawn_from(connection, institution, sitting, submission)
        except RefusedError as refusal:
            if refusal.code not in drawing.UNPROVEN | drawing.UNGRADABLE:
                raise
            self._refuse(connection, institution, sitting, refusal.code)
            return GradingOutcome(sittings.UNREADABLE)
        submission = replace(submission, opened_by=source.code)
        _note_number(connection, sitting, source)
        opened = self._open(connection, submission.bank)
        if opened is None:
            sittings.note(connection, institution, attempt, sittings.WAITING, problem=None)
            results.publish(connection, institution, [attempt])
            return GradingOutcome(sittings.WAITING, sheet=(submission.course, submission.language))
        sheet, bank = opened
        submission = replace(submission, answers=bank.authored(submission.answers))
        assessment = sheet.assessment
        drawn = bank.drawn(assessment.blueprint, *source.lots)
        graded = grade(
            bank,
            drawn,
            submission.answers,
            assessment.pass_mark,
            key_sheets.withdrawn(connection, sitting.course, sitting.assessment),
            assessment.least,
            max(submission.grading, 1),
        )
        facts = {
            "bank": submission.bank,
            "opened_by": submission.opened_by,
            "supervised": assessment.supervised,
            "uptimes": review.uptimes_of(submission),
            "problem": None,
        }
        sittings.note(connection, institution, attempt, sittings.GRADED, **facts)
        sittings.withdraw_question(connection, institution, attempt, "unreadable")
        wrong = integrity.wrong_answers(submission, graded)
        latest = results.latest(connection, institution, attempt)
        changed = self._keep(connection, institution, attempt, latest, graded, wrong, because)
        found = _signals(connection, institution, sitting, submission, assessment, graded, drawn)
        found += drawing.questions(connection, institution, sitting, source)
        if latest is None and submission.drawing == BY_ATTEMPT:
            found.append((attempt, Signal("ticket-missing")))
        if changed:
            others = _wrong_of_others(connection, institution, sitting, submission.bank)
            found.append((attempt, integrity.same_wrong_answers(wrong, others)))
        if not graded.passed and awards.issued_for(connection, institution, attempt):
            signal = Signal("no-longer-passed", seen=graded.right, expected=graded.items)
            found.append((attempt, signal))
        asked = sorted((about, each) for about, each in found if each is not None)
        for about, each in asked:
            sittings.raise_signal(connection, institution, about, each, self._now())
        freed = sittings.answer_skipped(
            connection, institution, drawing.completed(connection, source), self._now()
        )
        which = (sitting.learner, sitting.course, sitting.assessment)
        freed += review.review(connection, institution, *which, self._now())
        results.publish(connection, institution, [attempt, *freed, *(about for about, _ in asked)])
        if not graded.passed and not freed:
            return GradingOutcome(sittings.GRADED)
        owed.owe(connection, institution, [sitting.learner])
        return GradingOutcome(sittings.GRADED, sitting.learner)

    def _open(self, connection: Connection, bank: str) -> tuple[KeySheet, Bank] | None:
        known = self._opened.get(bank)
        if known is None:
            sheet = key_sheets.find(connection, bank, self.identity)
            if sheet is None:
                return None
            if len(self._opened) >= MAX_BANKS:
                self._opened.clear()
            known = self._opened[bank] = (sheet, Bank(sheet.items, sheet.naming))
        return known

    def _keep(
        self,
        connection: Connection,
        institution: str,
        attempt: str,
        latest: results.Latest | None,
        graded: Graded,
        wrong: Wrong,
        because: str,
    ) -> bool:
        """Keep a result, unless it says what the latest one says."""
        content = encoded(graded).decode()
        if latest is not None and latest.content == content:
            return False
        connection.execute(
            insert(results_table).values(
                institution=institution,
                attempt=attempt,
                revision=latest.revision + 1 if latest is not None else 1,
                graded_at=self._now(),
                because=because,
                content=content,
                wrong=msgspec.json.encode(wrong, order="deterministic").decode(),
            )
        )
        return True


def _joined() -> Join:
    return results_table.join(
        sittings_table,
        (results_table.c.institution == sittings_table.c.institution)
        & (results_table.c.attempt == sittings_table.c.attempt),
    )


def _note_number(connection: Connection, sitting: HandedInSitting, source: Drawn) -> None:
    """Write down which number of whose ticket an attempt was, and tell her of the next ones."""
    holder = source.holder
    if holder is None or sitting.number == source.number:
        return
    institution = holder.institution
    facts = {"drawn_for": holder.person, "number": source.number}
    sittings.note(connection, institution, sitting.attempt, sitting.state, **facts)
    whose = linked.learners_of(connection, institution, holder.person)
    feed.publish_tickets(connection, institution, whose)


def _check_names(submission: Submission) -> None:
    """Raise RefusedError where names in what was sealed are none."""
    named = [submission.bank, submission.language]
    if submission.opened_by:
        named.append(submission.opened_by)
    if not all(map(is_name, named)):
        raise RefusedError(Code.SUBMISSION_MALFORMED, "What was handed in cannot be read.")


def _check_same(
    sitting: HandedInSitting, submission: Submission, sheet: tuple[str, str] | None
) -> None:
    """Raise RefusedError where event, submission and key sheet speak of different assessments.

    Nobody is to be graded by the questions of an easier one.
    """
    named = {
        (sitting.course, sitting.assessment),
        (submission.course, submission.assessment),
    }
    if sheet is not None:
        named.add(sheet)
    if len(named) > 1:
        raise RefusedError(Code.SUBMISSION_ELSEWHERE, "The answers are to another assessment.")


def _signals(
    connection: Connection,
    institution: str,
    sitting: HandedInSitting,
    submission: Submission,
    assessment: Assessment,
    graded: Graded,
    drawn: tuple[Item, ...],
) -> list[tuple[str, Signal | None]]:
    """Return what there is to ask, each with the attempt that it is about.

    What comes later may say something of an attempt that was graded before.
    """
    codes = sittings.codes_for(connection, institution, sitting.learner, sitting.assessment)
    others = (
        sittings.opened_with(connection, institution, submission.opened_by, sitting.attempt)
        if submission.opened_by
        else []
    )
    extra = max(
        sittings.extra_of(connection, institution, sitting.learner),
        codes.get(submission.opened_by, 0),
    )
    opening = integrity.odd_opening(submission, assessment, codes.keys(), others)
    typed = submission.drawing > BY_ATTEMPT and submission.number == 0
    if not typed and (opening is None or opening.kind != "code-used-twice"):
        others = []  # whoever only names a code says nothing of others' sittings
    attempt = sitting.attempt
    ran_back = partial(review.ran_back_during, connection, institution, sitting)
    return [
        (attempt, integrity.impossible_speed(submission, graded, drawn)),
        (attempt, integrity.over_time(submission, assessment, extra)),
        (attempt, integrity.items_differ(graded)),
        (attempt, opening),
        *((each, Signal("code-used-twice", other=attempt)) for each in others),
        (attempt, integrity.long_gap(submission, settings.longest_gap(connection), ran_back)),
    ]


def _wrong_of_others(
    connection: Connection, institution: str, sitting: HandedInSitting, bank: str
) -> dict[str, Wrong]:
    """Return the wrong answers of other learners to the same questions, of the latest attempts."""
    rows = connection.execute(
        select(results_table.c.attempt, results_table.c.wrong)
        .select_from(_joined())
        .where(
            sittings_table.c.institution == institution,
            sittings_table.c.course == sitting.course,
            sittings_table.c.assessment == sitting.assessment,
            sittings_table.c.bank == bank,
            sittings_table.c.learner != sitting.learner,
        )
        .order_by(results_table.c.graded_at.desc(), results_table.c.revision.desc())
        .limit(COMPARED_ATTEMPTS)
    )
    found: dict[str, Wrong] = {}
    for attempt, wrong in rows:
        found.setdefault(attempt, msgspec.json.decode(wrong, type=dict[str, Response]))
    return found
