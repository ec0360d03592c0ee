"""What was revoked is found without reading everything that a status list has a place for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    where = sa.text("revoked_at IS NOT NULL")
    op.create_index(
        "credentials_revoked", "credentials", ["list"], postgresql_where=where, sqlite_where=where
    )
