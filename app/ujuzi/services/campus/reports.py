"""Reports of a campus: how each person stands, from what its computers told, and from what is here.

    report = desk.reports.report(learner, "fr")
    rows = rows_of(report, ReportFilter(only=ReportOnly.STUCK), sees_people=True)

What was told of one thing from several sides is joined as everywhere, by its state's `merge`; what
one computer alone knows is decoded once and let go, so that memory holds a report and no states.
Reading writes nothing. An export is written down before its file is: no file is without a record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.event import LearnerId, ReportExported
from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import (
    CourseKnown,
    ReportedCourse,
    ReportedPerson,
    ReportedStep,
    by_name,
)
from ujuzi.domain.report_facts import ReportFacts, joined
from ujuzi.domain.report_filter import CampusReport
from ujuzi.domain.sitting import AssessmentState
from ujuzi.domain.state import State
from ujuzi.errors import MALFORMED
from ujuzi.services.campus.report_people import (
    ListPeople,
    cohorts_of,
    everybody,
    nobody_enlisted,
)
from ujuzi.services.campus.reported_courses import reported_courses
from ujuzi.services.campus.told import (
    StateKey,
    Told,
    ToldLearner,
    ToldReports,
    join_told,
    merge_into,
)
from ujuzi.services.clock import Clock
from ujuzi.services.study.library import Library
from ujuzi.store import event_log, inbox, report_rows
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import IssuedCredential, Result


def nothing_told(_by: LearnerId) -> ToldReports:
    """Return what is told where no computer's report is here."""
    return ToldReports()


class Reports:
    """What a coordinator, or whoever sees groups alone, reads of a campus."""

    def __init__(
        self,
        db: Database,
        library: Library,
        clock: Clock,
        told: Told = nothing_told,
        enlisted: ListPeople = nobody_enlisted,
    ) -> None:
        self._db = db
        self._library = library
        self._clock = clock
        self._told = told
        self._enlisted = enlisted

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
        facts = ReportFacts(courses, self._results(), now, ahead)
        enlisted = self._enlisted(by)
        people = everybody(self._db, enlisted, heard.learners)
        certificates = self._certificates()
        rows, met = [], set[str]()
        for person, known in self._known(people, told, facts):
            met.add(person.key)
            for learner in person.learners:
                for course, count in certificates.get(learner, {}).items():
                    known.setdefault(course, CourseKnown()).certificates += count
            rows.append(facts.row(person, known, _used_at(person, told)))
        rows += [facts.row(each, {}) for each in people if each.key not in met]
        cohorts = cohorts_of(enlisted)
        return CampusReport(by_name(rows), courses, now, heard.closed, cohorts)

    def note_export(self, by: LearnerId, export: ReportExported) -> None:
        """Write down that somebody takes a report along; raises WorldError where it cannot be."""
        event_log.append(self._db, by, export, self._clock.now())

    def _known(
        self,
        people: Iterable[ReportedPerson],
        told: Mapping[str, list[ToldLearner]],
        facts: ReportFacts,
    ) -> Iterator[tuple[ReportedPerson, dict[str, CourseKnown]]]:
        """Yield each person of whom a state is known, with what is known by course."""
        whose = {learner: each for each in people for learner in each.learners}
        apart: defaultdict[str, dict[str, dict[str, CourseKnown]]] = defaultdict(dict)
        for learner, known in self._known_of_profiles(whose, told):
            person = whose.get(learner) or ReportedPerson(learner, learners=(learner,))
            if len(person.learners) == 1:
                yield person, known
            else:
                apart[person.key][learner] = known
        for several in apart.values():
            person = whose[next(iter(several))]
            seen = [facts.last_seen(known) or 0 for known in several.values()]
            person = msgspec.structs.replace(person, seen_at=max(seen) or None)
            together = defaultdict(CourseKnown, joined(several.values()))
            self._join(together, several, told)
            yield person, dict(together)

    def _known_of_profiles(
        self, whose: Mapping[str, ReportedPerson], told: Mapping[str, list[ToldLearner]]
    ) -> Iterator[tuple[str, dict[str, CourseKnown]]]:
        """Yield each learner of whom a state is known, with what is known by course.

        Of whom is linked to a person with other profiles, what computers told is not in it.
        """
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
            if learner in told and (learner not in whose or len(whose[learner].learners) == 1):
                self._join(found, (learner,), told)
            return dict(found)

        for learner, rows in groupby(report_rows.steps(self._db), itemgetter(0)):
            yield learner, known(learner, rows)
        for learner in {*courses, *assessments, *tries, *told} - met:
            yield learner, known(learner, ())

    def _join(
        self,
        found: defaultdict[str, CourseKnown],
        learners: Collection[str],
        told: Mapping[str, list[ToldLearner]],
    ) -> None:
        """Join a person's steps in all her profiles, and what computers told of them."""
        decode = msgspec.json.Decoder(ActivityState).decode
        activities: defaultdict[str, dict[str, ActivityState]] = defaultdict(dict)
        counted = set[StateKey]()
        for learner in learners:
            for course, activity, state in report_rows.activities(self._db, learner):
                merge_into(activities[course], activity, decode(state))
            counted.update(report_rows.attempts(self._db, learner))
        computers = (each for learner in learners for each in told.get(learner, ()))
        join_told(found, computers, activities, counted)

    def _courses(self, language: str) -> dict[str, ReportedCourse]:
        return reported_courses(self._library, language)

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


def _used_at(person: ReportedPerson, told: Mapping[str, list[ToldLearner]]) -> int:
    """Return when computers say that she last used one, their clocks put right; 0 where none."""
    computers = (each for learner in person.learners for each in told.get(learner, ()))
    return max((each.used_at - each.ahead for each in computers if each.used_at), default=0)


def _by_learner(
    rows: Iterable[tuple[Any, ...]], type_: type[State]
) -> dict[str, list[tuple[StateKey, Any]]]:
    """Return states by learner, each with the rest of its key."""
    decode = msgspec.json.Decoder(type_).decode
    found: defaultdict[str, list[tuple[StateKey, Any]]] = defaultdict(list)
    for learner, *key, state in rows:
        found[learner].append((tuple(key), decode(state)))
    return found


def _achievement(issued: IssuedCredential) -> str:
    """Return the achievement that a credential is of; empty where it cannot be told."""
    try:
        read = msgspec.json.decode(issued.credential)
        return str(read["credentialSubject"]["achievement"]["id"])
    except (*MALFORMED, KeyError, TypeError):
        return ""
