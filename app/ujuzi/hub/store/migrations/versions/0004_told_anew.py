"""An index of events that were told anew under another identity; few are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    told_anew = sa.text("origin_device IS NOT NULL")
    op.create_index(
        "events_told_anew",
        "events",
        ["institution", "origin_device", "origin_sequence"],
        postgresql_where=told_anew,
        sqlite_where=told_anew,
    )
