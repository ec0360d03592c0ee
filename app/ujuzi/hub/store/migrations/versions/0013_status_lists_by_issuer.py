"""Status lists keep whose they are and their signed copy, and go to whom they concern.

A list that was begun before is its issuer's who signed most of the credentials that have a place in
it, the first of several; all are signed anew at the next occasion. Every computer was sent every
list until now, and goes on so until it says that it need not be.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0018"
branch_labels = None
depends_on = None

ISSUER = {
    "postgresql": "convert_from(c.payload, 'UTF8')::json #>> '{credential,issuer,id}'",
    "sqlite": "json_extract(CAST(c.payload AS TEXT), '$.credential.issuer.id')",
}
PUBLISHED = (
    "FROM documents d WHERE d.institution = '' AND d.stream = 'global' AND d.kind = 'status-list'"
)
NUMBERS = ("issued_at", "signed_at", "revision", "published", "published_at")


def upgrade() -> None:
    """Apply."""
    op.add_column("status_lists", sa.Column("issuer", sa.Text, nullable=False, server_default=""))
    op.add_column("status_lists", sa.Column("signed", sa.LargeBinary, nullable=True))
    for name in NUMBERS:
        op.add_column(
            "status_lists", sa.Column(name, sa.BigInteger, nullable=False, server_default="0")
        )
    op.add_column("heads", sa.Column("checks_since", sa.BigInteger, nullable=True))
    op.create_index("credentials_by_learner", "credentials", ["institution", "learner"])
    issuer = ISSUER[op.get_bind().dialect.name]
    op.execute(
        "UPDATE status_lists SET issuer = coalesce((SELECT"
        f" {issuer} FROM credentials c WHERE c.list = status_lists.number"
        " GROUP BY 1 ORDER BY count(*) DESC, min(c.issued_at) LIMIT 1), ''),"
        " issued_at = coalesce((SELECT max(c.issued_at) FROM credentials c"
        " WHERE c.list = status_lists.number), 0)"
    )
    op.execute(
        f"UPDATE status_lists SET signed = (SELECT d.payload {PUBLISHED}"
        " AND d.id = CAST(status_lists.number AS TEXT)),"
        f" revision = coalesce((SELECT d.revision {PUBLISHED}"
        " AND d.id = CAST(status_lists.number AS TEXT)), 0)"
    )
    op.execute("UPDATE status_lists SET published = revision")
    op.execute(f"DELETE {PUBLISHED.replace('documents d', 'documents').replace('d.', '')}")
    op.execute("UPDATE heads SET checks_since = 1")
