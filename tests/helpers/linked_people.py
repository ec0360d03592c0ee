"""Many people of one institution, linked to profiles that have passed the exam: rows in bulk."""

from __future__ import annotations

from sqlalchemy import text

from helpers.exams import ASSESSMENT, ATTEMPT, BANK, BANK_HASH, COURSE, answers
from helpers.hubs import NOW
from ujuzi.domain.grading import encoded, grade
from ujuzi.hub.store.database import HubDatabase

NUMBERS = (
    "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)"
)
ROWS = (
    "people (institution, person, campus, name, role)"
    " SELECT :institution, 'P' || n, :campus, 'Person ' || n, 'teacher'",
    "learners (institution, learner, campus) SELECT :institution, 'learner-' || n, :campus",
    "links (institution, learner, begun, person, made_by, made_at)"
    " SELECT :institution, 'learner-' || n, 1, 'P' || n, 'coordinator', :now",
    "sittings (institution, attempt, learner, course, assessment, device, sequence, state, bank)"
    " SELECT :institution, 'attempt-' || n, 'learner-' || n, :course, :assessment, 'nowhere', n,"
    " 'graded', :bank",
    "results (institution, attempt, revision, graded_at, because, content, wrong)"
    " SELECT :institution, 'attempt-' || n, 1, :now, 'handed-in', :passed, '{}'",
)
CERTIFIED = (
    "credentials (institution, person, achievement, id, learner, attempt, code, issued_at, list,"
    " place, payload) SELECT :institution, 'P' || n, :achievement, 'urn:uuid:' || n,"
    " 'learner-' || n, 'attempt-' || n, 'CODE-' || n, :now, 0, n, :payload"
)


def learner(number: int) -> str:
    """Return the id of one of the learners, who are numbered from 1."""
    return f"learner-{number}"


def add_linked_people(
    database: HubDatabase, count: int, institution: str, campus: str, achievement: str = ""
) -> None:
    """Add people who have passed, and were issued the `achievement` for it if one is named."""
    drawn = BANK.drawn(ASSESSMENT.blueprint, ATTEMPT)
    passed = grade(BANK, drawn, answers(5), ASSESSMENT.pass_mark, frozenset())
    facts = {
        "count": count,
        "institution": institution,
        "campus": campus,
        "course": COURSE,
        "assessment": ASSESSMENT.id,
        "bank": BANK_HASH,
        "passed": encoded(passed).decode(),
        "now": NOW,
        "achievement": achievement,
        "payload": b"{}",
    }
    with database.writing() as connection:
        for rows in (*ROWS, CERTIFIED) if achievement else ROWS:
            columns, select = rows.split(" SELECT ", 1)
            table = columns.partition(" ")[0]
            names = columns.removeprefix(f"{table} ")
            connection.execute(
                text(f"INSERT INTO {table} {names} {NUMBERS} SELECT {select} FROM numbers"), facts
            )
