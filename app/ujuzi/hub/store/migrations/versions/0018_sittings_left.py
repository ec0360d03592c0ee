"""Sittings that a failure has left ungraded are found by their computer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    left = sa.text("state = 'handed-in'")
    op.create_index(
        "sittings_left",
        "sittings",
        ["institution", "device"],
        unique=False,
        postgresql_where=left,
        sqlite_where=left,
    )
