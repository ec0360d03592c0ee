"""What acts enclose for the hub alone, and which of them are told no more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for column in (
        sa.Column("enclosure", sa.LargeBinary(), nullable=True),
        sa.Column("lamport", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default="0"),
    ):
        op.add_column("coordinator_acts", column)
