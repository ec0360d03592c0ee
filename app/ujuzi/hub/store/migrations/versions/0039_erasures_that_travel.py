"""Tell every computer of an institution who was erased before that was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0037"
branch_labels = None
depends_on = None

ERASED = sa.text("SELECT institution, learner FROM erased ORDER BY institution, erased_at, learner")
COUNT_ON = sa.text(
    "INSERT INTO streams (stream, revision) VALUES (:stream, 1)"
    " ON CONFLICT (stream) DO UPDATE SET revision = streams.revision + 1 RETURNING revision"
)
PUT = sa.text(
    "INSERT INTO documents (institution, stream, kind, id, learner, revision, source, payload)"
    " VALUES (:institution, :stream, 'erased', :learner, '', :revision, '', :payload)"
)


def upgrade() -> None:
    """Apply: a document each, in the stream of the institution."""
    connection = op.get_bind()
    for institution, learner in connection.execute(ERASED).all():
        stream = f"institution:{institution}"
        revision = connection.execute(COUNT_ON, {"stream": stream}).scalar_one()
        whose = {"institution": institution, "stream": stream, "learner": learner}
        connection.execute(PUT, {**whose, "revision": revision, "payload": b"{}"})
