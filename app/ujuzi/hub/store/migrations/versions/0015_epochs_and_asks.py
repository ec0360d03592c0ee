"""Epochs after the first, the highest number of an ask that was heard, and claims without proof.

The first epoch keeps the name that it has in `settings`, by which computers know it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "epochs",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.add_column(
        "heads",
        sa.Column(
            "asked", sa.BigInteger(), server_default="0", autoincrement=False, nullable=False
        ),
    )
    op.add_column(
        "heads", sa.Column("claimed_at", sa.BigInteger(), autoincrement=False, nullable=True)
    )
