"""Key sheets, grading, figures of items, and what is asked about attempts."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import msgspec

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.authority import Act
from ujuzi.domain.grading import Graded
from ujuzi.domain.integrity import Decision, Signal
from ujuzi.hub.actions.access import Access
from ujuzi.hub.assessment import awards, figures, key_sheets, results, sittings
from ujuzi.hub.assessment.figures import LanguageFigures
from ujuzi.hub.assessment.grader import Done as Done
from ujuzi.hub.assessment.sittings import HandedInSitting, OpenQuestion
from ujuzi.hub.credentials import achievements
from ujuzi.hub.feed import linked
from ujuzi.hub.store import settings
from ujuzi.hub.store.scope import Scope
from ujuzi.packs.key_sheet import KeySheet


class Followed(NamedTuple):
    """What became of attempts, and how many credentials were issued by that."""

    done: Done
    issued: int


class Added(NamedTuple):
    """A key sheet, the key of its publisher, and what became of attempts that waited for it."""

    sheet: KeySheet
    publisher: PublicKey
    done: Done
    issued: int


class About(NamedTuple):
    """An attempt, and all that was asked about it, each with what was decided, empty while open.

    `held`: whether a certificate `waits` for a decision, or the attempt is `void`.
    """

    sitting: HandedInSitting
    person: str | None
    result: Graded | None
    held: str
    credentials: list[str]
    asked: list[tuple[Signal, str]]


class Decided(NamedTuple):
    """The ids of the credentials that a decision has issued, and of those issued for it before."""

    issued: list[str]
    issued_before: list[str]


def add_sheet(access: Access, sealed: bytes) -> Added:
    """Keep the key sheet of an assessment, grade what waited for it, and issue what it earns.

    The achievement that it states is awarded from now on, and to those who earned it before.
    Raises RefusedError as `key_sheets.open_sheet` does.
    """
    identity = access.identity
    with access.writing(Act.SET_ASSESSMENTS) as scope:
        opened = key_sheets.add(scope.connection, sealed, identity, scope.now)
        achievements.add_from_sheet(scope.connection, opened.sheet)
        access.refresh_keys(scope)

    def follow() -> Done:
        done = access.grader.grade_pending()
        if opened.sheet.assessment.achievement:
            awards.settle_all(access.database, access.now())
        return done

    return Added(*opened, *_counting(access, follow))


def grade(access: Access, *, everything: bool = False) -> Followed:
    """Grade what was handed in and has no result; or `everything` again."""
    access.check(Act.SET_ASSESSMENTS)
    ours = access.grader
    return _counting(access, ours.grade_again if everything else ours.grade_pending)


def withdraw(access: Access, course: str, assessment: str, item: str, because: str) -> int:
    """Let an item count neither way; return how many attempts were graded again.

    Raises RefusedError `item-unknown`.
    """
    access.check(Act.SET_ASSESSMENTS)
    return access.grader.withdraw(course, assessment, item, because)


def item_figures(access: Access, course: str, assessment: str) -> tuple[LanguageFigures, ...]:
    """Return how an assessment and its items did, by language, over first attempts."""
    identity = access.identity
    with access.reading(Act.SET_ASSESSMENTS) as scope:
        return figures.figures_by_language(scope.connection, identity, course, assessment)


def longest_gap(access: Access, milliseconds: int | None = None) -> int:
    """Return for how long a sitting may be closed on end before it is a question; or set it."""
    with access.writing(Act.SET_ASSESSMENTS) as scope:
        if milliseconds is not None:
            settings.put_longest_gap(scope.connection, milliseconds)
        return settings.longest_gap(scope.connection)


def questions(access: Access) -> list[OpenQuestion]:
    """Return the open questions about attempts, the oldest first."""
    with access.reading(Act.DECIDE_ATTEMPT) as scope:
        return sittings.questions(scope)


def about(access: Access, institution: str, attempt: str) -> About:
    """Return an attempt and all that was asked about it; raises RefusedError `attempt-unknown`."""
    with access.reading(Act.DECIDE_ATTEMPT, institution) as scope:
        connection = scope.connection
        sitting = _find(scope, attempt)
        known = results.latest(connection, institution, attempt)
        return About(
            sitting,
            linked.person_of(connection, institution, sitting.learner),
            None if known is None else msgspec.json.decode(known.content, type=Graded),
            sittings.held_back(connection, institution, [attempt]).get(attempt, ""),
            awards.issued_for(connection, institution, attempt),
            sittings.asked(connection, institution, attempt),
        )


def decide(
    access: Access,
    institution: str,
    attempt: str,
    kind: str,
    decision: Decision,
    *,
    by: str,
    because: str,
) -> Decided:
    """Decide a question about an attempt, for good: it stands, or is void and earns nothing.

    Raises RefusedError `signal-unknown`.
    """
    with access.writing(Act.DECIDE_ATTEMPT, institution) as scope:
        if scope.is_about_people:
            _find(scope, attempt)
        said = {"by": by, "because": because}
        made = awards.answer(
            scope.connection, institution, attempt, kind, decision, **said, now=scope.now
        )
        before = [] if made else awards.issued_for(scope.connection, institution, attempt)
    return Decided(made, before)


def make_code(
    access: Access, institution: str, learner: str, assessment: str, extra: int = 0
) -> str:
    """Return a one-time code that opens a supervised sitting, with so many percent more time.

    Raises RefusedError `learner-unknown`, `assessment-unknown` or `extra-out-of-bounds`.
    """
    with access.writing(Act.MAKE_CODE, institution) as scope:
        scope.check_learner(learner)
        return sittings.make_code(
            scope.connection, institution, learner, assessment, extra, scope.now
        )


def _find(scope: Scope, attempt: str) -> HandedInSitting:
    """Return an attempt of a scope's institution; raises RefusedError `attempt-unknown`."""
    sitting = sittings.get(scope.connection, scope.institution, attempt)
    scope.check_learner(sitting.learner)
    return sitting


def _counting(access: Access, work: Callable[[], Done]) -> Followed:
    """Do something after which credentials may be issued, and count them."""
    before = _issued(access)
    done = work()
    return Followed(done, _issued(access) - before)


def _issued(access: Access) -> int:
    with access.reading(Act.SET_ASSESSMENTS) as scope:
        return awards.count(scope.connection)
