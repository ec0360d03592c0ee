"""Runs migrations on the connection that `hub.store.migrate` opened.

On PostgreSQL each is a transaction of its own; on SQLite all are one, which Alembic would not begin
by itself: whoever starts meanwhile waits for its end, and a cut takes all of it back.
"""

from __future__ import annotations

from alembic import context

from ujuzi.hub.store.tables import metadata

connection = context.config.attributes["connection"]
is_sqlite = connection.dialect.name == "sqlite"
if is_sqlite:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
context.configure(
    connection=connection,
    target_metadata=metadata,
    transaction_per_migration=not is_sqlite,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
connection.commit()
