"""Runs migrations on the connection that `hub.store.migrate` opened."""

from __future__ import annotations

from alembic import context

from ujuzi.hub.store.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
connection.commit()
