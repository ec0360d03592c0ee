"""Certificates that are owed: a hub settles what changed, and not everybody at each start.

Until now whatever was left was found at the next start, by looking at everybody. So everybody who
is linked is looked at once more, and attempts are graded that wait for a key sheet that is here.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "owed",
        sa.Column("institution", sa.Text, primary_key=True),
        sa.Column("learner", sa.Text, primary_key=True),
        sa.Column("token", sa.BigInteger, primary_key=True, autoincrement=False),
    )
    op.execute(
        "INSERT INTO owed (institution, learner, token)"
        " SELECT DISTINCT institution, learner, 0 FROM links WHERE ended IS NULL"
    )
    op.execute(
        "UPDATE sittings SET state = 'handed-in' WHERE state = 'waiting' AND EXISTS"
        " (SELECT 1 FROM key_sheets WHERE key_sheets.course = sittings.course"
        " AND key_sheets.assessment = sittings.assessment)"
    )
    op.create_index("links_by_person", "links", ["institution", "person"])
    op.create_index("credentials_by_attempt", "credentials", ["institution", "attempt"])
