"""What the computers of a campus told its coordinator: opened by her key, kept nowhere in clear.

A report that cannot be opened or read is passed over and counted; a state that this program does
not know is passed over. Where a clock is found wrong, by how much goes with what it told.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import msgspec

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.event import LearnerId
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import CourseKnown
from ujuzi.domain.sitting import AssessmentState
from ujuzi.domain.state import State
from ujuzi.domain.subjects import ACTIVITY, ASSESSMENT, ATTEMPT, COURSE, SUBJECTS
from ujuzi.errors import MALFORMED, RefusedError
from ujuzi.services.campus.computers import CampusComputers
from ujuzi.services.people.office import Office
from ujuzi.store import statements
from ujuzi.store.database import Database
from ujuzi.wire import seal, statement
from ujuzi.wire.report import ComputerReport, LearnerReport, ReportedState, ReportPart

log = logging.getLogger(__name__)

StateKey: TypeAlias = tuple[str, ...]
EVERY = frozenset(SUBJECTS)


@dataclass(frozen=True, slots=True)
class ToldLearner:
    """What one computer told of a learner: states by subject and key, and her last use of it.

    `used_at` is in milliseconds, as its clock claimed; `ahead` by how many that clock was ahead of
    the collector's, where it is known to be wrong.
    """

    learner: str
    device: str
    used_at: int
    ahead: int
    states: tuple[tuple[str, StateKey, State], ...]


@dataclass(frozen=True, slots=True)
class ToldReports:
    """What is open to somebody, and of how many computers what they told is not."""

    learners: tuple[ToldLearner, ...] = ()
    closed: int = 0


Told: TypeAlias = Callable[[LearnerId], ToldReports]
"""What the campus's computers told, as far as it is open to who asks."""


def told_to(
    db: Database,
    office: Office,
    computers: CampusComputers,
    by: LearnerId,
    only: frozenset[str] = EVERY,
) -> ToldReports:
    """Return what computers told; nothing while her office is locked, or is not hers.

    `only` are the names of the subjects that are read: of others nothing is decoded.
    """
    sealed = statements.sealed_reports(db)
    if not sealed:
        return ToldReports()
    try:
        key = office.sealing_key(by)
    except RefusedError:
        return ToldReports(closed=len(sealed))
    ahead = {
        row.device: row.clock.its - row.clock.hers
        for row in computers.rows()
        if row.clock is not None and row.clock.is_wrong
    }
    keys = {seal.key_id(seal.public_half(key)): key}
    learners: list[ToldLearner] = []
    closed = 0
    for device, (signed, content) in sealed.items():
        report = _opened(signed, content, keys)
        if report is None:
            closed += 1
        else:
            late = ahead.get(device, 0)
            learners += [read_report(device, each, late, only) for each in report.learners]
    return ToldReports(tuple(learners), closed)


def _opened(signed: bytes, content: bytes, keys: Mapping[str, bytes]) -> ComputerReport | None:
    try:
        return ReportPart(statement.read(signed), content).open(keys)
    except RefusedError as refusal:
        log.info("A report that is kept here is not open to her: %s", refusal.code)
        return None


def read_report(
    device: str, told: LearnerReport, ahead: int = 0, only: frozenset[str] = EVERY
) -> ToldLearner:
    """Return what a computer's report tells of one learner, as far as this program knows it."""
    return ToldLearner(told.learner, device, told.used_at, ahead, tuple(_known(told.states, only)))


def join_told(
    found: defaultdict[str, CourseKnown],
    computers: Iterable[ToldLearner],
    activities: defaultdict[str, dict[str, ActivityState]],
    counted: set[StateKey],
) -> None:
    """Join what computers told of a person with what is known of her by course.

    `activities` are her steps that are known otherwise, by course and id, and `counted` her tries;
    all her steps are in `found` afterwards.
    """
    for subject, key, state in (each for computer in computers for each in computer.states):
        if not key:
            continue
        known = found[key[0]]
        if subject == COURSE.name and isinstance(state, CourseState):
            known.state = CourseState.merge((known.state, state))
        elif subject == ACTIVITY.name and isinstance(state, ActivityState):
            merge_into(activities[key[0]], key[1], state)
        elif subject == ASSESSMENT.name and isinstance(state, AssessmentState):
            merge_into(known.assessments, key[1], state)
        elif subject == ATTEMPT.name and key not in counted:
            counted.add(key)
            known.tries[key[1]] = known.tries.get(key[1], 0) + 1
    for course, states in activities.items():
        found[course].steps = tuple(states.values())


def merge_into(states: dict[str, Any], key: str, state: Any) -> None:
    """Join a state with the one of its key."""
    before = states.get(key)
    states[key] = state if before is None else state.merge((before, state))


def _known(
    told: Iterable[ReportedState], only: frozenset[str]
) -> Iterator[tuple[str, StateKey, State]]:
    for each in told:
        subject = SUBJECTS.get(each.subject)
        if subject is None or each.subject not in only:
            continue
        try:
            yield each.subject, each.key, msgspec.msgpack.decode(each.state, type=subject.state)
        except MALFORMED:
            log.info("A state that was told cannot be read.")
