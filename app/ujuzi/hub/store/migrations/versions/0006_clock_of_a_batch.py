"""How far a device's clock was off when each of its batches arrived."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "batches",
        sa.Column(
            "clock_offset", sa.BigInteger(), server_default="0", autoincrement=False, nullable=False
        ),
    )
