"""The hub's database: a SQLite file, or PostgreSQL; transactions, and the few lines that differ.

A commit that returned is durable. On SQLite one writer at a time holds the file, by a lock of this
process and `BEGIN IMMEDIATE`; on PostgreSQL rows are locked where a rule needs it. Bulk rows go to
PostgreSQL as one JSON parameter (three times faster than adapted arrays), to SQLite by executemany.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from ujuzi.errors import WorldError

POOL_SIZE = 8
BUSY_TIMEOUT_MILLISECONDS = 20_000
_TYPES = {"TEXT": "text", "BIGINT": "bigint", "BOOLEAN": "boolean", "INTEGER": "integer"}


class Database:
    """An engine, and how to read and write through it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_postgresql = engine.dialect.name == "postgresql"
        self._writer = threading.Lock()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All or nothing; durable when it returns."""
        if self.is_postgresql:
            with _world(), self.engine.begin() as connection:
                yield connection
            return
        with self._writer, _world(), self.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look."""
        with _world(), self.engine.connect() as connection:
            if self.is_postgresql:
                yield connection.execution_options(isolation_level="REPEATABLE READ")
                return
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("ROLLBACK")

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open `sqlite:///FILE` or `postgresql://...`; nothing is created or migrated."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        engine = create_engine(url, pool_size=POOL_SIZE, max_overflow=POOL_SIZE)
        return Database(engine)
    engine = create_engine(url, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    return Database(engine)


def insert_ignoring(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]]
) -> set[tuple[Any, ...]]:
    """Insert rows whose key is free, and return the keys that went in, from RETURNING."""
    key = [column.name for column in table.primary_key]
    returning = f" ON CONFLICT DO NOTHING RETURNING {', '.join(key)}"
    if connection.dialect.name == "postgresql":
        cursor = connection.execute(
            text(f"INSERT INTO {table.name} ({_names(table)}) {_recordset(table)}{returning}"),
            {"rows": msgspec.json.encode(rows).decode()},
        )
        return {tuple(row) for row in cursor}
    sql = f"INSERT INTO {table.name} ({_names(table)}) VALUES ({_marks(table)}) {returning}"
    driver = _driver(connection)
    cursor = driver.cursor()
    found = set()
    for row in rows:
        found.update(cursor.execute(sql, row).fetchall())
    return found


def upsert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, or put their values in the place of those under the same key."""
    if not rows:
        return
    key = [column.name for column in table.primary_key]
    values = [column.name for column in table.columns if not column.primary_key]
    conflict = f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET " + ", ".join(
        f"{name} = excluded.{name}" for name in values
    )
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(f"INSERT INTO {table.name} ({_names(table)}) {_recordset(table)}{conflict}"),
            {"rows": msgspec.json.encode(rows).decode()},
        )
        return
    _driver(connection).executemany(
        f"INSERT INTO {table.name} ({_names(table)}) VALUES ({_marks(table)}){conflict}", rows
    )


def _recordset(table: Table) -> str:
    columns = ", ".join(f"{c.name} {_TYPES[str(c.type)]}" for c in table.columns)
    return f"SELECT {_names(table)} FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS r({columns})"


def _names(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _marks(table: Table) -> str:
    return ", ".join(f":{column.name}" for column in table.columns)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def _world() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if error.connection_invalidated or type(error).__name__ in {
            "OperationalError",
            "InterfaceError",
        }:
            raise WorldError(
                "database-unavailable", "The hub's database does not answer; try again."
            ) from error
        raise
