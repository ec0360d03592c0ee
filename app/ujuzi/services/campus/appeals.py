"""Who of the campus waits for a second look at a result: how many and who, never why.

It is known from what her computers told their coordinator, while her office is open, and from what
is on this computer itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ujuzi.domain.event import LearnerId
from ujuzi.domain.sitting import AssessmentState
from ujuzi.domain.text import natural
from ujuzi.services.campus.told import Told
from ujuzi.store import appeals, report_rows
from ujuzi.store.database import Database

Names = Callable[[], Mapping[LearnerId, str]]


@dataclass(frozen=True, slots=True)
class WaitingAppeals:
    """How many appeals of a person wait for their answer; `name` is empty where it is not known."""

    learner: LearnerId
    name: str
    count: int


class CampusAppeals:
    """The appeals of a campus, as its coordinator is told of them."""

    def __init__(self, db: Database, told: Told, names: Names) -> None:
        self._db = db
        self._told = told
        self._names = names

    def waiting(self, by: LearnerId) -> tuple[WaitingAppeals, ...]:
        """Return whose appeals wait, by name."""
        states: defaultdict[tuple[str, ...], list[AssessmentState]] = defaultdict(list)
        for learner, key, state in report_rows.appealed(self._db):
            states[learner, *key].append(state)
        for each in self._told(by).learners:
            for _, where, told in each.states:
                if isinstance(told, AssessmentState) and told.appeals:
                    states[each.learner, *where].append(told)
        answered = appeals.answered(self._db)
        counts: defaultdict[str, int] = defaultdict(int)
        for (learner, *_), said in states.items():
            for attempt, appeal in AssessmentState.merge(said).appeals.items():
                counts[learner] += not (appeal.answered or attempt in answered)
        names = self._names()
        found = [
            WaitingAppeals(LearnerId(learner), names.get(LearnerId(learner), ""), count)
            for learner, count in counts.items()
            if count
        ]
        return tuple(sorted(found, key=lambda each: natural(each.name)))
