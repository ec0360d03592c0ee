"""Numbers of tickets that lay on a stolen computer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "void_numbers",
        *(
            sa.Column(name, sa.Text, primary_key=True)
            for name in ("institution", "person", "course", "assessment")
        ),
        sa.Column("first", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
