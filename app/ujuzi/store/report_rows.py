"""What a report of many people reads of the projections, all of it in the order of its learners.

Of attempts at quizzes their number is read and nothing else: they hold answers.
"""

from __future__ import annotations

from typing import Any

import msgspec

from ujuzi.domain.sitting import AssessmentState
from ujuzi.store.database import Database

BARE = "SELECT learner, course, activity, state FROM activity_states ORDER BY learner"
"""The states of activities as they lie: what reading them is measured against."""


def steps(db: Database) -> list[Any]:
    """Return (learner, course, states of its activities) by learner; states are a list in JSON.

    SQLite puts a course's states together: in Python a row a state would take as long as the rest.
    """
    return db.rows(
        "SELECT learner, course, '[' || group_concat(CAST(state AS TEXT)) || ']'"
        " FROM activity_states GROUP BY learner, course"
    )


def activities(db: Database, learner: str) -> list[Any]:
    """Return (course, activity, state) of every activity of a learner."""
    return db.rows(
        "SELECT course, activity, state FROM activity_states WHERE learner = ?", (learner,)
    )


def courses(db: Database) -> list[Any]:
    """Return (learner, course, state) of every course."""
    return db.rows("SELECT learner, course, state FROM course_states")


def assessments(db: Database) -> list[Any]:
    """Return (learner, course, assessment, state) of every assessment."""
    return db.rows("SELECT learner, course, assessment, state FROM assessment_states")


def appealed(db: Database) -> list[tuple[str, tuple[str, str], AssessmentState]]:
    """Return (learner, (course, assessment), state) where there is an appeal from a result."""
    rows = db.rows(
        "SELECT learner, course, assessment, state FROM assessment_states"
        " WHERE instr(CAST(state AS TEXT), '\"appeals\"')"
    )
    decode = msgspec.json.Decoder(AssessmentState).decode
    return [(learner, (course, which), decode(state)) for learner, course, which, state in rows]


def tries(db: Database) -> list[Any]:
    """Return (learner, course, activity, number of attempts) of every quiz that was tried."""
    return db.rows(
        "SELECT learner, course, activity, count(*) FROM attempt_states"
        " GROUP BY learner, course, activity"
    )


def attempts(db: Database, learner: str) -> list[Any]:
    """Return (course, activity, attempt) of every attempt of a learner at a quiz."""
    return db.rows(
        "SELECT course, activity, attempt FROM attempt_states WHERE learner = ?", (learner,)
    )


def profiles(db: Database) -> list[Any]:
    """Return (learner, state) of everybody who has a profile here."""
    return db.rows("SELECT learner, state FROM profiles")
