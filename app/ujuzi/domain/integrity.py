"""Questions for a human about how an attempt came about. They never change a result.

Each function looks at one thing and says what it saw, or nothing. What looks odd may have a good
reason: a fast reader, a tutor's favourite wrong example, a clock, a room that shared a code. But a
pass about which a question of some kinds is open earns no certificate until a person has decided
(`holding`): a rule of the assessment was not kept, as far as can be seen from here.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from ujuzi.domain.assessment import Assessment, shown
from ujuzi.domain.grading import Graded
from ujuzi.domain.item import Item, Response, texts_of
from ujuzi.domain.sitting import Submission

SignalKind: TypeAlias = Literal[
    "impossible-speed",
    "same-wrong-answers",
    "attempts-beyond",
    "over-time",
    "code-unknown",
    "code-used-twice",
    "items-differ",
    "no-longer-passed",
    "no-longer-linked",
    "unreadable",
    "ticket-missing",
    "ticket-skipped",
    "ticket-twice",
    "ticket-void",
    "ticket-wrong",
    "too-soon",
    "long-gap",
    "other-profiles",
]
"""Of tickets: `missing` of an attempt that its own id drew, as before there were tickets; `skipped`
while an earlier number never came; `twice` of two attempts with one number; `void` of a number that
lay on a stolen computer; `wrong` where nothing proves the number, or it is another person's.

`too-soon` after another attempt, as far as her computers can be believed (`domain.waiting`);
`long-gap` of a sitting that was closed in between; `other-profiles` where some that are linked to
nobody sat the same at the same computer."""

HOLDING: frozenset[SignalKind] = frozenset(
    {
        *("code-unknown", "code-used-twice", "attempts-beyond", "over-time", "items-differ"),
        *("ticket-missing", "ticket-skipped", "ticket-twice", "ticket-void", "ticket-wrong"),
        "too-soon",
    }
)
"""Of these kinds an open question holds back what a pass earns: a rule was not kept."""
HOLDING_WHERE_SUPERVISED: frozenset[SignalKind] = HOLDING | {
    "impossible-speed",
    "long-gap",
}
"""The same of a supervised sitting, which says that somebody saw how it came about: it was closed
for longer than anybody watches. Of any other it is claimed that nobody did, so it costs nothing."""
DOUBTING: frozenset[SignalKind] = frozenset({"no-longer-passed", "no-longer-linked"})
"""About an attempt that has earned a credential."""

Decision: TypeAlias = Literal["stands", "void"]
"""What a person decides: the attempt counts all the same, or it never earns anything."""

CHARACTERS_A_SECOND = 100
"""Four times silent reading of non-fiction, 238 words a minute (Brysbaert 2019, J. Memory and
Language 109), at six characters a word: nobody reads so fast."""
FAST_ITEMS = 5
"""Right answers given faster than that, before it is a question."""

GRACE_MILLISECONDS = 60_000
"""Beyond the limit, for a slow computer to hand in."""

LEAST_CHANCE = 0.25
"""That two wrong answers to one item are the same, where other attempts do not say."""
IMPROBABLE = 1e-4
"""Of so many same wrong answers by chance."""


class Signal(msgspec.Struct, frozen=True, order=True):
    """One question: its kind, whom else it is about, and a few figures."""

    kind: SignalKind
    other: str = ""
    """The other attempt, where it is about two."""
    seen: int = 0
    expected: int = 0


def holding(*, supervised: bool, issued: bool = False) -> frozenset[SignalKind]:
    """Return the kinds of open questions that hold back what a pass earns.

    `issued`: it has earned a credential, and what is held back is another that is built on it.
    """
    kinds = HOLDING_WHERE_SUPERVISED if supervised else HOLDING
    return kinds | DOUBTING if issued else kinds


Wrong: TypeAlias = Mapping[str, Response]
"""The wrong responses of an attempt, by item."""


def wrong_answers(submission: Submission, graded: Graded) -> dict[str, Response]:
    """Return the responses that were given and wrong, by item."""
    wrong = {each.item for each in graded.marks if each.mark == "wrong"}
    return {each.item: each.response for each in submission.answers if each.item in wrong}


def impossible_speed(
    submission: Submission, graded: Graded, drawn: Iterable[Item]
) -> Signal | None:
    """Ask about right answers that came faster than a person reads; times of 0 are not known."""
    lengths = {item.id: sum(map(len, texts_of(shown(item)))) for item in drawn}
    right = {each.item for each in graded.marks if each.mark == "right"}
    fast = sum(
        0 < each.milliseconds < lengths[each.item] * 1000 / CHARACTERS_A_SECOND
        for each in submission.answers
        if each.item in right
    )
    return Signal("impossible-speed", seen=fast) if fast >= FAST_ITEMS else None


def over_time(submission: Submission, assessment: Assessment, extra: int) -> Signal | None:
    """Ask about an attempt that was open for longer than its limit, with `extra` percent."""
    allowed = assessment.minutes * 600 * (100 + extra)
    if not allowed or submission.milliseconds <= allowed + GRACE_MILLISECONDS:
        return None
    return Signal("over-time", seen=submission.milliseconds, expected=allowed)


def long_gap(submission: Submission, longest: int, ran_back: Callable[[], int]) -> Signal | None:
    """Ask about an attempt that was closed for longer than `longest` milliseconds at a time.

    Time that was neither on a screen nor in a gap counts as one. Where the machine was started
    anew meanwhile, a clock that was set back may hide one of any length (`seen` is -1): by
    `ran_back` milliseconds its log runs backwards, or a gap ends before it begins.
    """
    begun, ended = submission.begun_up, submission.submitted_up
    gaps = [opened - closed for closed, opened in submission.gaps]
    lasted = submission.submitted_at - submission.begun_at
    if begun and ended and begun.boot == ended.boot:
        lasted = ended.milliseconds - begun.milliseconds
    elif min(gaps, default=0) < -GRACE_MILLISECONDS or ran_back() > longest:
        return Signal("long-gap", seen=-1, expected=longest)
    gaps.append(lasted - submission.milliseconds - sum(max(0, gap) for gap in gaps))
    return Signal("long-gap", seen=max(gaps), expected=longest) if max(gaps) > longest else None


def attempts_beyond(assessment: Assessment, earlier: int) -> Signal | None:
    """Ask about an attempt before which `earlier` others of the same learner were begun."""
    if not assessment.attempts or earlier < assessment.attempts:
        return None
    return Signal("attempts-beyond", seen=earlier + 1, expected=assessment.attempts)


def odd_opening(
    submission: Submission, assessment: Assessment, codes: Collection[str], others: Sequence[str]
) -> Signal | None:
    """Ask about a supervised sitting whose code is none of `codes`, or opened `others` too."""
    if not assessment.supervised:
        return None
    if submission.opened_by not in codes:
        return Signal("code-unknown")
    return Signal("code-used-twice", other=min(others)) if others else None


def items_differ(graded: Graded) -> Signal | None:
    """Ask about answers to items that the attempt did not draw."""
    strange = sum(each.mark == "not-drawn" for each in graded.marks)
    return Signal("items-differ", seen=strange) if strange else None


def same_wrong_answers(wrong: Wrong, others: Mapping[str, Wrong]) -> Signal | None:
    """Ask about the other attempt whose wrong answers are most improbably the same.

    Error-similarity analysis (Bellezza and Bellezza 1989, Teaching of Psychology 16(3), 151-155):
    of the items that both had wrong, the number of same answers is binomial. The chance that two
    are the same is the mean over those items of what all other attempts show.
    """
    given = {item: Counter(w[item] for w in others.values() if item in w) for item in wrong}
    pairs = {item: sum(n * (n - 1) for n in counts.values()) for item, counts in given.items()}
    found = []
    for attempt, theirs in others.items():
        both = sorted(wrong.keys() & theirs.keys())
        same = sum(wrong[item] == theirs[item] for item in both)
        if same < 2:
            continue
        chances = [_chance(given[item], pairs[item], theirs[item]) for item in both]
        probability = _at_least(same, len(both), math.fsum(chances) / len(both))
        if probability < IMPROBABLE:
            found.append((probability, attempt, same, len(both)))
    if not found:
        return None
    _, attempt, same, both_wrong = min(found)
    return Signal("same-wrong-answers", other=attempt, seen=same, expected=both_wrong)


def _chance(given: Counter[Response], pairs: int, theirs: Response) -> float:
    """Return how often two of the wrong answers `given` are the same, without one of `theirs`.

    `pairs` is the number of ordered pairs among all of them that are the same.
    """
    rest = given.total() - 1
    if rest < 2:
        return LEAST_CHANCE
    return max(LEAST_CHANCE, (pairs - 2 * (given[theirs] - 1)) / (rest * (rest - 1)))


def _at_least(same: int, of: int, chance: float) -> float:
    """Return the binomial probability of `same` or more of `of`."""
    return math.fsum(
        math.comb(of, n) * chance**n * (1 - chance) ** (of - n) for n in range(same, of + 1)
    )
