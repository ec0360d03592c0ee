"""Appeals from results: who waits for a second look, what there is to look at, and the answer."""

from __future__ import annotations

from typing import NamedTuple

from ujuzi.domain.authority import Act
from ujuzi.domain.grading import Graded
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import assessments
from ujuzi.hub.actions.access import Access
from ujuzi.hub.assessment import appeals
from ujuzi.hub.assessment.appeals import KeptAppeal, Outcome, ReviewedItem


class Looked(NamedTuple):
    """An appeal, the result as it is now, and the questions with what was answered.

    `problem` is why there are no questions, where there are none.
    """

    appeal: KeptAppeal
    result: Graded | None
    items: tuple[ReviewedItem, ...]
    problem: str


def listed(access: Access) -> list[KeptAppeal]:
    """Return the appeals, those that wait first, the oldest first."""
    with access.reading(Act.ANSWER_APPEAL) as scope:
        return appeals.listed(scope)


def about(access: Access, institution: str, attempt: str) -> Looked:
    """Return an appeal with what there is to look at; raises RefusedError `appeal-unknown`."""
    identity = access.identity
    with access.reading(Act.ANSWER_APPEAL, institution) as scope:
        kept = appeals.find(scope, attempt)
        graded = appeals.result(scope.connection, kept)
        try:
            return Looked(kept, graded, appeals.material(scope.connection, identity, kept), "")
        except RefusedError as refused:
            return Looked(kept, graded, (), str(refused))


def answer(
    access: Access,
    institution: str,
    attempt: str,
    *,
    upheld: bool,
    words: str,
    by: str,
    faulty: str = "",
) -> Outcome:
    """Answer an appeal, for good, and return what came of it.

    A `faulty` question is left out before, and everybody graded again who sat the assessment: that
    is for whoever sets assessments alone. Raises RefusedError `appeal-unknown`, `appeal-answered`
    or `item-unknown`, and what `message.written` raises.
    """
    with access.reading(Act.ANSWER_APPEAL, institution) as scope:
        kept = appeals.find(scope, attempt)
    if faulty:
        assessments.withdraw(access, kept.course, kept.assessment, faulty, words)
    with access.writing(Act.ANSWER_APPEAL, institution) as scope:
        kept = appeals.find(scope, attempt)
        said = {"words": words, "by": by}
        return appeals.answer(scope.connection, kept, upheld=upheld, **said, now=scope.now)
