"""By which grant a computer may collect for its campus; empty where a person said so."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("relays", sa.Column("grant_id", sa.Text(), nullable=False, server_default=""))
