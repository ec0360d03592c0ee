"""On which computers coordinators hold their offices, and documents for these alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "offices",
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("grant_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("device", "grant_id"),
    )
    op.create_index("offices_by_grant", "offices", ["grant_id"])
    op.add_column("documents", sa.Column("audience", sa.Text(), nullable=False, server_default=""))
