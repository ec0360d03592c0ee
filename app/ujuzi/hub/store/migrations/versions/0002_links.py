"""Learners linked to people of the roster; the partitions of the events on PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

EVENT_PARTITIONS = 8


def upgrade() -> None:
    """Apply."""
    if op.get_bind().dialect.name == "postgresql":
        for number in range(EVENT_PARTITIONS):
            op.execute(
                f"CREATE TABLE IF NOT EXISTS events_{number} PARTITION OF events FOR VALUES"
                f" WITH (MODULUS {EVENT_PARTITIONS}, REMAINDER {number})"
            )
    op.create_table(
        "person_codes",
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("used_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("institution", "digest"),
    )
    op.create_table(
        "links",
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("learner", sa.Text(), nullable=False),
        sa.Column("begun", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("ended", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("institution", "learner", "begun"),
    )
