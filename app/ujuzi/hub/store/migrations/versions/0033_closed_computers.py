"""Computers that their stewards closed, by the event that says so: their last one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("devices", sa.Column("closed", sa.BigInteger(), nullable=True))
