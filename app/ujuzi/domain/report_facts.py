"""From what is known of a person in her courses to her row, on a coordinator's computer and a hub.

Reads no clock: `now` is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

import msgspec

from ujuzi.domain.progress import CourseState
from ujuzi.domain.report import (
    CourseKnown,
    LearnerRow,
    ReportedCourse,
    ReportedPerson,
    course_row,
    learner_row,
)

_TITLE = attrgetter("title")


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What every row of a report is made with; `passed` and `ahead` are as in `CourseKnown`."""

    courses: Mapping[str, ReportedCourse]
    passed: Mapping[str, bool | None]
    now: int
    ahead: Mapping[str, int]

    def row(
        self, person: ReportedPerson, known: Mapping[str, CourseKnown], used_at: int = 0
    ) -> LearnerRow:
        """Return a person's row; a course that is not here goes by its id.

        `used_at` is when a computer says that she last used it, 0 where none does. Courses that she
        is to study stand in it, begun or not.
        """
        used_at = max(used_at, person.seen_at or 0)
        seen_at = max(self.last_seen(known) or 0, used_at)
        to_begin = {course: NOTHING for course in person.expected if course not in known}
        rows = [
            course_row(
                self.courses.get(course) or ReportedCourse(course, course),
                what,
                self.passed,
                seen_at or None,
                self.now,
                self.ahead,
            )
            for course, what in (*known.items(), *to_begin.items())
        ]
        if used_at:
            person = msgspec.structs.replace(person, seen_at=used_at)
        rows.sort(key=_TITLE)
        return learner_row(person, rows, self.now)

    def last_seen(self, known: Mapping[str, CourseKnown]) -> int | None:
        """Return when she last did something in any course, as far as that is believed."""
        found = (each.last_at(self.now, self.ahead) for each in known.values())
        return max((at for at in found if at is not None), default=None)


NOTHING = CourseKnown()
"""Of a course that somebody has not begun; nobody writes into it."""


def joined(several: Iterable[Mapping[str, CourseKnown]]) -> dict[str, CourseKnown]:
    """Return what is known of one person who has several profiles, all but her steps.

    Steps of one activity are one: whoever knows which they are joins them.
    """
    found: dict[str, CourseKnown] = {}
    for known in several:
        for course, what in known.items():
            if course not in found:
                found[course] = CourseKnown()
            whole = found[course]
            whole.state = CourseState.merge((whole.state, what.state))
            for quiz, times in what.tries.items():
                whole.tries[quiz] = whole.tries.get(quiz, 0) + times
            for assessment, state in what.assessments.items():
                before = whole.assessments.get(assessment)
                whole.assessments[assessment] = (
                    state if before is None else type(state).merge((before, state))
                )
            whole.certificates += what.certificates
    return found
