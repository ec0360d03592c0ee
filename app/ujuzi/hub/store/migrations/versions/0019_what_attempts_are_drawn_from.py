"""What an attempt was drawn from, and seeds of codes; who is linked is told of her tickets."""

from __future__ import annotations

from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0013"
branch_labels = None
depends_on = None

LINKED = sa.text(
    "SELECT l.institution, h.campus, l.learner FROM links l JOIN learners h"
    " ON h.institution = l.institution AND h.learner = l.learner"
    " WHERE l.ended IS NULL ORDER BY l.institution, h.campus, l.learner"
)
COUNT_ON = sa.text(
    "INSERT INTO streams (stream, revision) VALUES (:stream, :count)"
    " ON CONFLICT (stream) DO UPDATE SET revision = streams.revision + :count"
    " RETURNING revision"
)
PUT = sa.text(
    "INSERT INTO documents (institution, stream, kind, id, learner, revision, source)"
    " VALUES (:institution, :stream, 'tickets', :learner, :learner, :revision, '')"
)


def upgrade() -> None:
    """Apply: attempts from before have no number, codes from before no seed."""
    op.add_column("sittings", sa.Column("drawn_for", sa.Text, nullable=True))
    op.add_column(
        "sittings", sa.Column("number", sa.BigInteger, nullable=False, server_default="0")
    )
    op.create_index(
        "sittings_by_ticket", "sittings", ["institution", "drawn_for", "course", "assessment"]
    )
    op.add_column("sitting_codes", sa.Column("seed", sa.LargeBinary, nullable=True))
    connection = op.get_bind()
    linked = connection.execute(LINKED).all()
    for (institution, campus), group in groupby(linked, key=lambda row: (row[0], row[1])):
        stream, learners = f"campus:{campus}", [row[2] for row in group]
        last = connection.execute(COUNT_ON, {"stream": stream, "count": len(learners)}).scalar_one()
        first = last - len(learners) + 1
        whose = {"institution": institution, "stream": stream}
        connection.execute(
            PUT,
            [
                {**whose, "learner": learner, "revision": revision}
                for revision, learner in enumerate(learners, first)
            ],
        )
