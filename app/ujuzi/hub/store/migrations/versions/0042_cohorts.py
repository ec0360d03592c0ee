"""When what the roster says of people was decided, who has left, and cohorts with their people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for column in (
        sa.Column("said", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("moved", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("moved_from", sa.Text(), nullable=False, server_default=""),
        sa.Column("parted", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
    ):
        op.add_column("people", column)
    op.create_table(
        "cohorts",
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("cohort", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("campus", "name", "courses", "begins", "ends")
        ),
        sa.Column("ended", sa.Boolean(), nullable=False, server_default="0"),
        sa.Column("lamport", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("institution", "cohort"),
    )
    op.create_index("cohorts_by_campus", "cohorts", ["institution", "campus"])
    op.create_table(
        "memberships",
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("institution", "person", "cohort", "course")
        ),
        sa.Column("is_in", sa.Boolean(), nullable=False),
        sa.Column("lamport", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("institution", "person", "cohort", "course"),
    )
    op.create_index("memberships_by_cohort", "memberships", ["institution", "cohort"])
    op.create_table(
        "link_proofs",
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("learner", sa.Text(), nullable=False),
        sa.Column("lamport", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("landed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("institution", "learner", "lamport"),
    )
