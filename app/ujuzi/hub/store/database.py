"""The hub's database: a SQLite file, or PostgreSQL; transactions, and the few lines that differ.

A commit that returned is durable. On SQLite one writer at a time holds the file, by a lock of this
process and `BEGIN IMMEDIATE`; on PostgreSQL rows are locked where a rule needs it. Bulk rows go to
PostgreSQL as one JSON parameter, an array a row (a third faster than objects, four times faster
than adapted arrays), to SQLite fifty at a time (one and a half times faster than executemany).
"""

from __future__ import annotations

import re
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import Column, Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from ujuzi.errors import Code, RefusedError, WorldError

POOL_SIZE = 8
BUSY_TIMEOUT_MILLISECONDS = 20_000
ASKED_AGAIN_AFTER = 0.02
"""Seconds."""
ROWS_A_STATEMENT = 50
REACHING = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""After what PostgreSQL on another machine counts as gone: seconds, and milliseconds."""

UNREACHABLE = {"InsufficientPrivilege", "ReadOnlySqlTransaction"}
DAMAGED = {"DataCorrupted", "IndexCorrupted"}
"""Errors of PostgreSQL that are the world's, by psycopg's names, beside operational ones."""

PASSWORD = re.compile(r"((?<=://)[^:/]*:|^\w*:(?!//)).*@|\?.*", re.DOTALL)
"""Where a database address may hold one, however it is written: before the last `@`, or in what
follows a question mark."""

_FROM_TEXT = {
    "TEXT": "{}",
    "BIGINT": "CAST({} AS bigint)",
    "BOOLEAN": "CAST({} AS boolean)",
    "INTEGER": "CAST({} AS integer)",
    "BLOB": "decode({}, 'base64')",
}
"""How PostgreSQL reads a value of a column, by its type, from a row as JSON."""

Row: TypeAlias = dict[str, Any]
"""A value for every column of a table, by name."""


class HubDatabase:
    """An engine, and how to read and write through it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.is_postgresql = engine.dialect.name == "postgresql"
        self._writer = threading.Lock()
        self._place: tuple[int, int] | None = None
        if not self.is_postgresql:
            with suppress(WorldError):  # a new one has no place yet
                self._check_place()
            event.listen(engine, "do_connect", self._connecting)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All or nothing; durable when it returns."""
        if self.is_postgresql:
            with world(), self.engine.begin() as connection:
                yield connection
            return
        with self._writer, world(), self.engine.connect() as connection:
            self._check_place()
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                _roll_back(connection)
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look."""
        with world(), self.engine.connect() as connection:
            if self.is_postgresql:
                yield connection.execution_options(isolation_level="REPEATABLE READ")
                return
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                _roll_back(connection)

    def rewrite(self, *tables: Table) -> None:
        """Write these tables anew, so that no file of the database holds what they once held.

        SQLite writes the whole file anew, and empties its write-ahead log. PostgreSQL also takes
        its samples of their columns anew; what it has archived is not its to change.
        """
        if self.is_postgresql:
            lines = [f"VACUUM (FULL, ANALYZE) {', '.join(table.name for table in tables)}"]
        else:
            lines = ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"]
        with self._writer, world(), self.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            for line in lines:
                connection.exec_driver_sql(line)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _connecting(self, _dialect: object, _record: object, arguments: Any, options: Any) -> None:
        """Make a new file for this account alone: it holds keys, names and answers.

        Where there was one that is gone, none is made: it would be empty.
        """
        file = Path(arguments[0])
        if self._place is None:
            with suppress(OSError, WorldError):  # where it cannot be made, SQLite says so
                file.touch(mode=0o600, exist_ok=True)
                self._check_place()
        else:
            self._check_place()
        arguments[0] = f"{file.absolute().as_uri()}?mode=rw"
        options["uri"] = True

    def _check_place(self) -> None:
        """Return only if the file lies where it lay: what is written to another is lost."""
        try:
            found = Path(self.engine.url.database or "").stat()
        except OSError as error:
            raise _moved() from error
        place = (found.st_dev, found.st_ino)
        if self._place not in {None, place}:
            raise _moved()
        self._place = place


def open_database(url: str) -> HubDatabase:
    """Open `sqlite:///FILE` or `postgresql://...`; nothing is created or migrated.

    Errors do not tell parameters: no log holds an answer or a name. Raises RefusedError
    `database-address`.
    """
    kind, mark, place = url.partition("://")
    try:
        if mark and kind in {"postgresql", "postgres"}:
            address = make_url(f"postgresql+psycopg://{place}")
            if "@" in f"{address.host}{address.database}":  # half a password: an error would say it
                raise _no_address(url)
            return HubDatabase(
                create_engine(
                    address,
                    pool_size=POOL_SIZE,
                    max_overflow=POOL_SIZE,
                    hide_parameters=True,
                    connect_args={"client_encoding": "utf8", **REACHING},
                )
            )
        if mark and kind == "sqlite" and place.startswith("/") and place != "/":
            engine = create_engine(
                url,
                connect_args={"check_same_thread": False},
                hide_parameters=True,
                pool_use_lifo=True,
            )
            event.listen(engine, "connect", _prepare_sqlite)
            return HubDatabase(engine)
    except (ArgumentError, ValueError) as error:
        raise _no_address(url) from error
    raise _no_address(url)


def _roll_back(connection: Connection) -> None:
    """Undo what a transaction on SQLite did, unless SQLite has: a full disk undoes it."""
    driver: Any = connection.connection.driver_connection
    if driver.in_transaction:
        connection.exec_driver_sql("ROLLBACK")


def _moved() -> WorldError:
    return WorldError(
        Code.DATABASE_UNAVAILABLE,
        "The hub's database does not answer; try again.",
        reason="its file was moved or deleted",
    )


def sqlite_file(url: str) -> Path | None:
    """Return the file of a hub on SQLite."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def _no_address(url: str) -> RefusedError:
    return RefusedError(
        Code.DATABASE_ADDRESS,
        f"{masked(url)!r} is no database address; write sqlite:///FILE or"
        " postgresql://USER@HOST/NAME. In a password write %40 for @, and %2F for a slash.",
    )


def masked(url: str) -> str:
    """Return a database address as it may be shown: without a password."""
    return PASSWORD.sub(lambda found: f"{found[1]}***@" if found[1] else "?***", url)


def insert_new(
    connection: Connection, table: Table, rows: Sequence[Sequence[Any]], **same: Any
) -> None:
    """Insert rows whose keys must be free; where one is taken the database raises.

    `same` are columns that have one value in all of them; `rows` hold the others, in their order.
    """
    _insert(connection, table, same, rows, "")


def insert_ignoring(
    connection: Connection, table: Table, rows: Sequence[Row]
) -> set[tuple[Any, ...]]:
    """Insert rows whose key is free, and return the keys that went in, from RETURNING."""
    key = ", ".join(column.name for column in table.primary_key)
    tail = f"ON CONFLICT DO NOTHING RETURNING {key}"
    return set(_insert(connection, table, {}, _in_order(table, rows), tail))


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, or put their values in the place of those under the same key."""
    key = ", ".join(column.name for column in table.primary_key)
    values = [column.name for column in table.columns if not column.primary_key]
    replaced = ", ".join(f"{name} = excluded.{name}" for name in values)
    tail = f"ON CONFLICT ({key}) DO UPDATE SET {replaced}"
    _insert(connection, table, {}, _in_order(table, rows), tail)


def _in_order(table: Table, rows: Sequence[Row]) -> list[Sequence[Any]]:
    return [*map(itemgetter(*table.columns.keys()), rows)]


def _insert(
    connection: Connection, table: Table, same: Row, rows: Sequence[Sequence[Any]], tail: str
) -> list[tuple[Any, ...]]:
    """Insert rows, and return what the statement's tail returns."""
    if not rows:
        return []
    columns = [column for column in table.columns if column.name not in same]
    names = ", ".join([*same, *(column.name for column in columns)])
    head = f"INSERT INTO {table.name} ({names})"
    if connection.dialect.name == "postgresql":
        cursor = connection.execute(
            text(f"{head} {_from_json(same, columns)} {tail}"),
            {**same, "rows": msgspec.json.encode(rows).decode()},
        )
        return [tuple(row) for row in cursor] if cursor.returns_rows else []
    driver: Any = connection.connection.driver_connection
    numbered = [f"?{place}" for place, _ in enumerate(same, 1)]
    marks = f"({', '.join(numbered + ['?'] * len(columns))})"
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        group = rows[start : start + ROWS_A_STATEMENT]
        sql = f"{head} VALUES {', '.join([marks] * len(group))} {tail}"
        found += driver.execute(sql, [*same.values(), *chain.from_iterable(group)]).fetchall()
    return found


def _from_json(same: Row, columns: Sequence[Column[Any]]) -> str:
    values = [f":{name}" for name in same] + [
        _FROM_TEXT[str(column.type)].format(f"r ->> {place}")
        for place, column in enumerate(columns)
    ]
    return f"SELECT {', '.join(values)} FROM jsonb_array_elements(CAST(:rows AS jsonb)) AS r"


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    _keep_a_log(connection)
    for pragma in (
        "synchronous=FULL",
        "foreign_keys=ON",
        "temp_store=MEMORY",  # what undoes one statement: pages of states, in no file elsewhere
        f"busy_timeout={BUSY_TIMEOUT_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _keep_a_log(connection: Any) -> None:
    """Let the database write ahead into a log.

    Where several hubs make one database at one moment, SQLite refuses some at once, whatever its
    busy timeout: they ask again.
    """
    until = time.monotonic() + BUSY_TIMEOUT_MILLISECONDS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(ASKED_AGAIN_AFTER)
        else:
            return


@contextmanager
def world() -> Iterator[None]:
    """Say in our words that the database cannot be reached; `reason` is its own first line."""
    try:
        yield
    except DBAPIError as error:
        reason = next(iter(str(error.orig).splitlines()), "")
        name = type(error.orig).__name__
        damaged = type(error) is DatabaseError and isinstance(error.orig, sqlite3.Error)
        if damaged or name in DAMAGED:
            raise WorldError(
                Code.DATABASE_DAMAGED,
                "The hub's database is damaged, or is none; put the backup back.",
                reason=reason,
            ) from error
        denied = name in UNREACHABLE
        hindered = isinstance(error, OperationalError | InterfaceError) or error.statement is None
        if error.connection_invalidated or hindered or denied:
            raise WorldError(
                Code.DATABASE_UNAVAILABLE,
                "The hub's database does not answer; try again.",
                reason=reason,
            ) from error
        raise
    except PoolTimeoutError as error:
        raise WorldError(
            Code.DATABASE_UNAVAILABLE,
            "The hub's database does not answer; try again.",
            reason="no connection became free",
        ) from error
