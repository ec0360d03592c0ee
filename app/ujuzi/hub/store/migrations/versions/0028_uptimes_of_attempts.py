"""How long machines had been running when attempts were begun and handed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("sittings", sa.Column("uptimes", sa.Text(), nullable=True))
