"""How much of a computer has landed on a day, and why a batch is parked where not for a gap."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply: nobody has used up anything."""
    for name in ("day", "day_events", "day_bytes"):
        op.add_column(
            "heads",
            sa.Column(name, sa.BigInteger, autoincrement=False, nullable=False, server_default="0"),
        )
    op.add_column("parked", sa.Column("because", sa.Text, nullable=True))
