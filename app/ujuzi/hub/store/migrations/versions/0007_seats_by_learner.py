"""An index that finds the computers that a learner uses."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("seats_by_learner", "seats", ["institution", "learner"])
