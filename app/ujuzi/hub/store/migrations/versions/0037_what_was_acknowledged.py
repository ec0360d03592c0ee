"""What each computer last said that it has read of the feed: what is carried goes on from there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for name in ("acknowledged_in", "acknowledged"):
        op.add_column("heads", sa.Column(name, sa.Text(), nullable=False, server_default=""))
