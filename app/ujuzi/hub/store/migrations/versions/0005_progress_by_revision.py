"""Which states are new to a computer: by revision, and since when a learner uses it.

Progress that was published before is told once more as a whole to who has not heard it.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for table, name, start in (
        ("states", "revision", "0"),
        ("seats", "since", "1"),
        ("documents", "whole", "0"),
    ):
        op.add_column(
            table,
            sa.Column(
                name, sa.BigInteger(), server_default=start, autoincrement=False, nullable=False
            ),
        )
    op.execute("UPDATE documents SET whole = revision WHERE payload IS NULL")
