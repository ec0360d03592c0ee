"""Seats that are claimed or proven, what waits for that, typed codes, and lines of computers.

Seats that there are stay proven, as `before`; those of computers at which no profile was made, that
follow none, and at which no coordinator's code was typed, are listed for a person. A link goes to
its learner's computers alone.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _tables()
    _columns()
    _lines()
    _made()
    _seats()
    op.execute("UPDATE documents SET learner = id WHERE kind = 'link'")


def _text(name: str, *, default: str | None = None, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=nullable)


def _number(name: str, *, default: str | None = None, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(
        name, sa.BigInteger(), autoincrement=False, server_default=default, nullable=nullable
    )


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), server_default="0", nullable=False)


def _tables() -> None:
    op.create_table(
        "lines",
        _text("device"),
        _text("former"),
        sa.Column("sworn", sa.Boolean(), nullable=False),
        _flag("shared"),
        _flag("spoke"),
        sa.PrimaryKeyConstraint("device", "former"),
    )
    op.create_index("lines_by_former", "lines", ["former"])
    op.create_table(
        "successors",
        _text("device"),
        _text("predecessor"),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealing_key", sa.LargeBinary(), nullable=False),
        _number("asked_at"),
        sa.PrimaryKeyConstraint("device"),
    )
    op.create_table(
        "held",
        _text("institution"),
        _text("device"),
        _number("sequence"),
        _text("learner"),
        _text("kind"),
        _number("landed_at"),
        sa.PrimaryKeyConstraint("institution", "device", "sequence"),
    )
    op.create_index("held_by_seat", "held", ["institution", "device", "learner"])
    op.create_table(
        "proofs",
        _text("institution"),
        _text("device"),
        _number("sequence"),
        _text("learner"),
        _text("seat"),
        _text("typed_as"),
        _text("proof"),
        _number("landed_at"),
        sa.PrimaryKeyConstraint("institution", "device", "sequence"),
    )
    op.create_index("proofs_by_learner", "proofs", ["institution", "learner"])
    op.create_table(
        "code_uses",
        _text("institution"),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        _text("device"),
        _text("learner"),
        _number("used_at"),
        sa.PrimaryKeyConstraint("institution", "digest", "device"),
    )
    op.create_table(
        "link_questions",
        _text("institution"),
        _text("learner"),
        _number("lamport"),
        _text("person"),
        _number("raised_at"),
        _number("closed_at", nullable=True),
        _text("closed_because", nullable=True),
        sa.PrimaryKeyConstraint("institution", "learner", "lamport"),
    )


def _columns() -> None:
    added: dict[str, list[sa.Column[Any]]] = {
        "devices": [_text("revoked_with", nullable=True)],
        "learners": [_text("made_by", nullable=True)],
        "links": [_flag("typed")],
        "person_codes": [_text("learner", default="")],
        "seats": [
            _number("stated", default="0"),
            _text("standing", default="claimed"),
            _text("proof", default=""),
            _flag("denied"),
            _text("ended", nullable=True),
            _text("opened_by", nullable=True),
            _number("begun_at", default="0"),
            _number("used_at", default="0"),
        ],
    }
    for table, columns in added.items():
        for column in columns:
            op.add_column(table, column)
    for name in ("person", "learner"):
        op.create_index(f"person_codes_by_{name}", "person_codes", ["institution", name])


def _lines() -> None:
    """Note who follows whom; one that others follow too, or that was heard since, is shared."""
    op.execute(
        "INSERT INTO lines (device, former, sworn, shared, spoke) SELECT device, former, true,"
        " followers > 1 OR spoke, spoke FROM (SELECT d.device, d.predecessor AS former,"
        " count(*) OVER (PARTITION BY d.predecessor) AS followers, EXISTS (SELECT 1 FROM heads h"
        " WHERE h.device = d.predecessor AND h.heard_at > d.registered_at) AS spoke"
        " FROM devices d WHERE d.predecessor IS NOT NULL) AS found"
    )


def _made() -> None:
    """Note which computer told first that it made a profile."""
    op.execute(
        "UPDATE learners SET made_by = found.device FROM (SELECT e.institution, e.learner,"
        " e.device, row_number() OVER (PARTITION BY e.institution, e.learner"
        " ORDER BY b.arrived_at, e.lamport, e.device) AS place FROM events e JOIN batches b"
        " ON b.institution = e.institution AND b.device = e.device AND b.first ="
        " (SELECT max(c.first) FROM batches c WHERE c.institution = e.institution"
        " AND c.device = e.device AND c.first <= e.sequence)"
        " WHERE e.kind = 'profile-created') AS found WHERE found.place = 1"
        " AND found.institution = learners.institution AND found.learner = learners.learner"
    )


def _seats() -> None:
    """Let the seats that there are stay proven, and note of which a person need not be asked."""
    heard = (
        "coalesce((SELECT h.heard_at FROM heads h WHERE h.institution = seats.institution"
        " AND h.device = seats.device), 0)"
    )
    op.execute(
        f"UPDATE seats SET standing = 'proven', begun_at = {heard}, used_at = {heard},"
        " proof = CASE WHEN EXISTS (SELECT 1 FROM learners l"
        " WHERE l.institution = seats.institution AND l.learner = seats.learner"
        " AND l.made_by = seats.device) THEN 'made' ELSE 'before' END,"
        " opened_by = CASE WHEN EXISTS (SELECT 1 FROM lines"
        " WHERE lines.device = seats.device) THEN 'succession' END"
    )
    op.execute(
        "UPDATE seats SET opened_by = 'coordinator-code' FROM (SELECT DISTINCT institution, device,"
        " learner FROM events WHERE kind = 'pin-reset' AND payload LIKE '%coordinator-code%')"
        " AS found WHERE found.institution = seats.institution AND found.device = seats.device"
        " AND found.learner = seats.learner"
    )
