"""When a computer last exchanged with the hub itself, and when it says that it was closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0048"
branch_labels = None
depends_on = None

SAY_WHEN = sa.text(
    "UPDATE devices SET closed_at = (SELECT e.recorded_at FROM events e"
    " WHERE e.institution = devices.institution AND e.device = devices.device"
    " AND e.sequence = devices.closed) WHERE closed IS NOT NULL"
)


def upgrade() -> None:
    """Apply; of exchanges before nothing is known."""
    op.add_column("heads", sa.Column("exchanged_at", sa.BigInteger(), autoincrement=False))
    op.add_column("devices", sa.Column("closed_at", sa.BigInteger(), autoincrement=False))
    op.execute(SAY_WHEN)
