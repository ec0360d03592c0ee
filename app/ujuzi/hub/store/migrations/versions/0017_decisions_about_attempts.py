"""Who decided what about an attempt, and which rules it had to keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply: what was closed before stays closed; what is open waits for a person as it did."""
    op.add_column("signals", sa.Column("closed_by", sa.Text(), nullable=True))
    op.add_column("signals", sa.Column("decision", sa.Text(), nullable=True))
    op.add_column("sittings", sa.Column("supervised", sa.Boolean(), nullable=True))
    op.add_column("key_sheets", sa.Column("rules", sa.Text(), nullable=True))
