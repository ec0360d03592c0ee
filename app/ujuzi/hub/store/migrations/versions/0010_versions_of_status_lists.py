"""Status lists count how often they were signed: that, and no date, says which is the newer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply: all that were signed before are older than the first that is counted."""
    op.add_column(
        "status_lists", sa.Column("version", sa.BigInteger, nullable=False, server_default="0")
    )
