"""Appeals from results, and what who made them was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0044"
branch_labels = None
depends_on = None

TEXTS = ("course", "assessment", "reason", "outcome", "words", "answered_by")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "appeals",
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column("learner", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in TEXTS),
        sa.Column("landed_at", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("institution", "learner", "attempt"),
    )
    op.create_index("appeals_by_attempt", "appeals", ["institution", "attempt"])
