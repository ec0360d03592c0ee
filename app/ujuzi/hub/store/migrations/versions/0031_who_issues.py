"""Where organisations show who they are, and reasons of revocation beside the status lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("organisations", sa.Column("url", sa.Text(), nullable=True))
    op.add_column("organisations", sa.Column("image", sa.Text(), nullable=True))
    op.add_column("status_lists", sa.Column("reasons", sa.LargeBinary(), nullable=True))
