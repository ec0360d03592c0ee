"""Attempts at an assessment that are open on this computer: local rows, until they are handed in.

Every answer is on the disk when `put_answer` returns. Nothing of them is in the log: what is handed
in is sealed, and `forget` leaves nothing readable behind (`Database.leave_no_trace`).
"""

from __future__ import annotations

import msgspec

from ujuzi.domain.assessment import BY_ATTEMPT
from ujuzi.domain.event import LearnerId
from ujuzi.domain.sitting import Answered, Uptime
from ujuzi.store.database import Database

COLUMNS = "attempt, learner, course, assessment, state"


class SittingState(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How far an open attempt is; `item` is the one on the screen, `flagged` those to come
    back to.

    `milliseconds` were open on a screen, by a monotonic clock; `noted_at` is what the computer's
    clock claimed then, and `gaps` are the times between, as it claimed. `drawing` and what follows
    it say what it was drawn from, as `domain.sitting.Submission` does; `lots` are those that drew
    it, none where its id did. `begun_up` and `noted_up` are `begun_at` and `noted_at` by the
    machine's counter.
    """

    pack: str
    begun_at: int
    noted_at: int
    milliseconds: int = 0
    gaps: tuple[tuple[int, int], ...] = ()
    item: str = ""
    flagged: tuple[str, ...] = ()
    extra: int = 0
    opened_by: str = ""
    drawing: int = BY_ATTEMPT
    ticket_key: str = ""
    number: int = 0
    mac: str = ""
    device: str = ""
    lots: tuple[str, ...] = ()
    begun_up: Uptime | None = None
    noted_up: Uptime | None = None


class OpenSitting(msgspec.Struct, frozen=True):
    """An attempt that was begun here and not handed in."""

    attempt: str
    learner: LearnerId
    course: str
    assessment: str
    state: SittingState


def put(db: Database, sitting: OpenSitting) -> None:
    """Keep how far an attempt is."""
    with db.atomic():
        db.execute(
            f"INSERT INTO sittings ({COLUMNS}) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (attempt) DO UPDATE SET state = excluded.state",
            (
                sitting.attempt,
                sitting.learner,
                sitting.course,
                sitting.assessment,
                msgspec.json.encode(sitting.state),
            ),
        )


def get(db: Database, attempt: str) -> OpenSitting | None:
    """Return an attempt, if it is open here."""
    row = db.row(f"SELECT {COLUMNS} FROM sittings WHERE attempt = ?", (attempt,))
    return None if row is None else _sitting(row)


def of(db: Database, learner: LearnerId) -> tuple[OpenSitting, ...]:
    """Return what a learner has open here."""
    rows = db.rows(f"SELECT {COLUMNS} FROM sittings WHERE learner = ? ORDER BY attempt", (learner,))
    return tuple(map(_sitting, rows))


def count(db: Database) -> int:
    """Return how many attempts are open here."""
    row = db.row("SELECT count(*) FROM sittings")
    return int(row[0]) if row else 0


def packs(db: Database) -> frozenset[str]:
    """Return the packs that open attempts need."""
    rows = db.rows(f"SELECT {COLUMNS} FROM sittings")
    return frozenset(_sitting(row).state.pack for row in rows)


def put_answer(db: Database, attempt: str, answer: Answered) -> None:
    """Keep an answer; another one to the same item takes its place."""
    with db.atomic():
        db.execute(
            "INSERT INTO sitting_answers (attempt, item, answer) VALUES (?, ?, ?)"
            " ON CONFLICT (attempt, item) DO UPDATE SET answer = excluded.answer",
            (attempt, answer.item, msgspec.json.encode(answer)),
        )


def answers(db: Database, attempt: str) -> dict[str, Answered]:
    """Return the answers of an attempt by item."""
    decode = msgspec.json.Decoder(Answered).decode
    rows = db.rows("SELECT item, answer FROM sitting_answers WHERE attempt = ?", (attempt,))
    return {item: decode(answer) for item, answer in rows}


def forget(db: Database, attempt: str) -> None:
    """Forget an attempt and its answers."""
    with db.atomic():
        db.execute("DELETE FROM sitting_answers WHERE attempt = ?", (attempt,))
        db.execute("DELETE FROM sittings WHERE attempt = ?", (attempt,))


def _sitting(row: tuple[str, str, str, str, bytes]) -> OpenSitting:
    attempt, learner, course, assessment, state = row
    return OpenSitting(
        attempt,
        LearnerId(learner),
        course,
        assessment,
        msgspec.json.decode(state, type=SittingState),
    )
