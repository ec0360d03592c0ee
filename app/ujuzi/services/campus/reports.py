"""Reports of a campus: how each person stands, from what its computers told, and from what is here.

    report = desk.reports.report(learner, "fr")
    rows = rows_of(report, ReportFilter(only=ReportOnly.STUCK), sees_people=True)

What was told of one thing from several sides is joined as everywhere, by its state's `merge`; what
one computer alone knows is decoded once and let go, so that memory holds a report and no states.
Reading writes nothing. An export is written down before its file is: no file is without a record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

import msgspec

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.event import LearnerId, ReportExported
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import (
    CourseKnown,
    LearnerRow,
    ReportedCourse,
    ReportedPerson,
    ReportedStep,
    by_name,
    course_row,
    learner_row,
    reported_course,
)
from ujuzi.domain.report_filter import CampusReport
from ujuzi.domain.sitting import AssessmentState
from ujuzi.domain.state import State
from ujuzi.domain.subjects import ACTIVITY, ASSESSMENT, ATTEMPT, COURSE, PROFILE
from ujuzi.errors import MALFORMED
from ujuzi.services.campus.told import StateKey, Told, ToldLearner, ToldReports
from ujuzi.services.clock import Clock
from ujuzi.services.study.library import Library
from ujuzi.store import event_log, inbox, received_states, report_rows
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import IssuedCredential, Result

_TITLE = attrgetter("title")


def nothing_told(_by: LearnerId) -> ToldReports:
    """Return what is told where no computer's report is here."""
    return ToldReports()


class Reports:
    """What a coordinator, or whoever sees groups alone, reads of a campus."""

    def __init__(
        self, db: Database, library: Library, clock: Clock, told: Told = nothing_told
    ) -> None:
        self._db = db
        self._library = library
        self._clock = clock
        self._told = told

    def report(self, by: LearnerId, language: str = "") -> CampusReport:
        """Return everybody by name with all that is known to who asks.

        Titles are in a language where there are such. What computers told is sealed to their
        coordinator, and there while her office is open.
        """
        now = self._clock.now()
        courses = self._courses(language)
        told: defaultdict[str, list[ToldLearner]] = defaultdict(list)
        ahead: dict[str, int] = {}
        heard = self._told(by)
        for each in heard.learners:
            told[each.learner].append(each)
            ahead[each.device] = each.ahead
        facts = _Facts(courses, self._results(), now, ahead)
        people = self._people()
        certificates = self._certificates()
        rows = []
        for learner, known in self._known(told):
            for course, count in certificates.get(learner, {}).items():
                known.setdefault(course, CourseKnown()).certificates = count
            person = people.pop(learner, None) or ReportedPerson(learner)
            rows.append(facts.row(person, known, told.get(learner, ())))
        rows += [facts.row(person, {}, ()) for person in people.values()]
        return CampusReport(by_name(rows), courses, now, heard.closed)

    def note_export(self, by: LearnerId, export: ReportExported) -> None:
        """Write down that somebody takes a report along; raises WorldError where it cannot be."""
        event_log.append(self._db, by, export, self._clock.now())

    def _known(
        self, told: Mapping[str, list[ToldLearner]]
    ) -> Iterator[tuple[str, dict[str, CourseKnown]]]:
        """Yield each learner of whom a state is known, with what is known by course."""
        courses = _by_learner(report_rows.courses(self._db), CourseState)
        assessments = _by_learner(report_rows.assessments(self._db), AssessmentState)
        tries: defaultdict[str, list[tuple[str, str, str, int]]] = defaultdict(list)
        for row in report_rows.tries(self._db):
            tries[row[0]].append(row)
        decode = msgspec.json.Decoder(list[ReportedStep]).decode
        met = set()

        def known(learner: str, rows: Iterable[Any]) -> dict[str, CourseKnown]:
            met.add(learner)
            found: defaultdict[str, CourseKnown] = defaultdict(CourseKnown)
            for _, course, states in rows:
                found[course].steps = decode(states)
            for (course,), state in courses.get(learner, ()):
                found[course].state = state
            for (course, assessment), state in assessments.get(learner, ()):
                found[course].assessments[assessment] = state
            for _, course, activity, count in tries.get(learner, ()):
                found[course].tries[activity] = count
            if learner in told:
                self._join(found, learner, told[learner])
            return dict(found)

        for learner, rows in groupby(report_rows.steps(self._db), itemgetter(0)):
            yield learner, known(learner, rows)
        for learner in {*courses, *assessments, *tries, *told} - met:
            yield learner, known(learner, ())

    def _join(
        self,
        found: defaultdict[str, CourseKnown],
        learner: str,
        told: Iterable[ToldLearner],
    ) -> None:
        """Join what computers told of a learner with what is known of her here."""
        decode = msgspec.json.Decoder(ActivityState).decode
        activities: defaultdict[str, dict[str, ActivityState]] = defaultdict(dict)
        for course, activity, state in report_rows.activities(self._db, learner):
            activities[course][activity] = decode(state)
        counted = set(report_rows.attempts(self._db, learner))
        for subject, key, state in (each for computer in told for each in computer.states):
            if not key:
                continue
            known = found[key[0]]
            if subject == COURSE.name and isinstance(state, CourseState):
                known.state = CourseState.merge((known.state, state))
            elif subject == ACTIVITY.name and isinstance(state, ActivityState):
                _merge(activities[key[0]], key[1], state)
            elif subject == ASSESSMENT.name and isinstance(state, AssessmentState):
                _merge(known.assessments, key[1], state)
            elif subject == ATTEMPT.name and key not in counted:
                counted.add(key)
                known.tries[key[1]] = known.tries.get(key[1], 0) + 1
        for course, states in activities.items():
            found[course].steps = tuple(states.values())

    def _courses(self, language: str) -> dict[str, ReportedCourse]:
        """Return the courses that are here, each in the language that is asked for if it is."""
        packs = sorted(self._library.installed(), key=lambda each: each.language != language)
        found: dict[str, ReportedCourse] = {}
        for pack in packs:
            if pack.course not in found:
                found[pack.course] = reported_course(self._library.outline(pack.pack))
        return found

    def _people(self) -> dict[str, ReportedPerson]:
        """Return who is known by name: who studies here, and whom the hub lists of this campus."""
        found = {}
        for document in inbox.of_kind(self._db, documents.PROFILE):
            state = received_states.state_in(document.payload, PROFILE)
            if state is not None:
                found[document.id] = ReportedPerson(
                    document.id, state.name.value, role=state.role.value
                )
        decode = msgspec.json.Decoder(PROFILE.state).decode
        for learner, told in report_rows.profiles(self._db):
            state = decode(told)
            found[learner] = ReportedPerson(learner, state.name.value, role=state.role.value)
        return found

    def _results(self) -> dict[str, bool | None]:
        """Return of each attempt that was graded whether it passed; None where a person decides."""
        found: dict[str, bool | None] = {}
        for document in inbox.of_kind(self._db, documents.RESULT):
            result = documents.read(document.payload, Result)
            if result is not None and result.state == "graded":
                waits = result.passed and result.decision == "waits"
                found[result.attempt] = None if waits else result.passed and not result.decision
        return found

    def _certificates(self) -> dict[str, dict[str, int]]:
        """Return how many certificates each learner holds by course, as far as is known here."""
        of_achievement = {
            assessment.achievement.id: pack.course
            for pack in self._library.installed()
            for assessment in self._library.outline(pack.pack).assessments
            if assessment.achievement is not None
        }
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for document in inbox.of_kind(self._db, documents.CREDENTIAL):
            issued = documents.read(document.payload, IssuedCredential)
            course = of_achievement.get(_achievement(issued)) if issued is not None else None
            if issued is not None and course is not None:
                hers = found[issued.learner]
                hers[course] = hers.get(course, 0) + 1
        return found


@dataclass(frozen=True, slots=True)
class _Facts:
    """What every row of a report is made with."""

    courses: Mapping[str, ReportedCourse]
    passed: Mapping[str, bool | None]
    now: int
    ahead: Mapping[str, int]

    def row(
        self,
        person: ReportedPerson,
        known: Mapping[str, CourseKnown],
        told: Iterable[ToldLearner],
    ) -> LearnerRow:
        """Return a person's row; a course that is not here goes by its id."""
        used = max((each.used_at - each.ahead for each in told if each.used_at), default=0)
        seen_at = max(
            (each.last_at(self.now, self.ahead) or 0 for each in known.values()), default=0
        )
        seen_at = max(seen_at, used)
        rows = [
            course_row(
                self.courses.get(course) or ReportedCourse(course, course),
                what,
                self.passed,
                seen_at or None,
                self.now,
                self.ahead,
            )
            for course, what in known.items()
        ]
        if used:
            person = msgspec.structs.replace(person, seen_at=used)
        rows.sort(key=_TITLE)
        return learner_row(person, rows, self.now)


def _by_learner(
    rows: Iterable[tuple[Any, ...]], type_: type[State]
) -> dict[str, list[tuple[StateKey, Any]]]:
    """Return states by learner, each with the rest of its key."""
    decode = msgspec.json.Decoder(type_).decode
    found: defaultdict[str, list[tuple[StateKey, Any]]] = defaultdict(list)
    for learner, *key, state in rows:
        found[learner].append((tuple(key), decode(state)))
    return found


def _merge(states: dict[str, Any], key: str, state: Any) -> None:
    before = states.get(key)
    states[key] = state if before is None else state.merge((before, state))


def _achievement(issued: IssuedCredential) -> str:
    """Return the achievement that a credential is of; empty where it cannot be told."""
    try:
        read = msgspec.json.decode(issued.credential)
        return str(read["credentialSubject"]["achievement"]["id"])
    except (*MALFORMED, KeyError, TypeError):
        return ""
