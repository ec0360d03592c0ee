"""What the coordinators of a campus are told of a person from this computer: for herself to see.

It is cut as the report part of the next visit will be (`sync.reporting`), and read as a coordinator
reads it (`services.campus.told`): a row of her reports is made of that alone. Writes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from ujuzi.domain.event import LearnerId
from ujuzi.domain.report import CourseKnown, LearnerRow, ReportedPerson
from ujuzi.domain.report_facts import ReportFacts
from ujuzi.services.campus.reported_courses import reported_courses
from ujuzi.services.campus.told import join_told, read_report
from ujuzi.services.clock import Clock
from ujuzi.services.study.library import Library
from ujuzi.store import event_log, grants
from ujuzi.store.database import Database
from ujuzi.sync import reporting


@dataclass(frozen=True, slots=True)
class ToldOfHer:
    """A person's row, of what is told alone, and the names of the coordinators who can open it."""

    row: LearnerRow
    coordinators: tuple[str, ...]


def told_of_her(
    db: Database, library: Library, clock: Clock, learner: LearnerId, language: str = ""
) -> ToldOfHer:
    """Return what is told of somebody; titles are in a language where there are such.

    Results and certificates come from the hub and are in no report part: what was handed in stands
    in it as waiting.
    """
    told = read_report(event_log.device_id(db), reporting.of_learner(db, learner))
    found: defaultdict[str, CourseKnown] = defaultdict(CourseKnown)
    join_told(found, (told,), defaultdict(dict), set())
    facts = ReportFacts(reported_courses(library, language), {}, clock.now(), {})
    row = facts.row(ReportedPerson(learner), dict(found), told.used_at)
    receivers = set(grants.receivers(db))
    names = {each.name for each in grants.current(db) if each.sealing_key in receivers}
    return ToldOfHer(row, tuple(sorted(names)))
