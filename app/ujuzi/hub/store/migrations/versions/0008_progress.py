"""What batches tell of learners that the hub only passes on, by batch and no longer one by one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

PASSED_ON = "('activity', 'attempt', 'note')"
GATHERED = {
    "postgresql": "string_agg('[' || to_json(subject) || ',' || to_json(key) || ',' || state"
    " || ',' || revision || ']', ',')",
    "sqlite": "group_concat('[' || json_quote(subject) || ',' || json_quote(key) || ',' || state"
    " || ',' || revision || ']', ',')",
}


def upgrade() -> None:
    """Apply: what is there becomes one part of each learner."""
    op.create_table(
        "progress",
        sa.Column("institution", sa.Text, primary_key=True),
        sa.Column("learner", sa.Text, primary_key=True),
        sa.Column("part", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("revision", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("length", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("states", sa.Text, nullable=False),
    )
    gathered = GATHERED[op.get_bind().dialect.name]
    op.execute(
        "INSERT INTO progress (institution, learner, part, revision, length, states)"
        " SELECT institution, learner, 1, revision, length(states), states FROM"
        f" (SELECT institution, learner, max(revision) AS revision, '[' || {gathered} || ']'"
        f" AS states FROM states WHERE subject IN {PASSED_ON} GROUP BY institution, learner) AS g"
    )
    op.execute(f"DELETE FROM states WHERE subject IN {PASSED_ON}")
