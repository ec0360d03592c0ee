"""A relay's own file, `held.sqlite3`: what lies with it, what it has for computers, who came.

It has the tables of `store.held`, whose functions work on it, and some of its own. It holds no name
of a person or computer, and no key but public ones: what is sealed stays so. The file belongs to
one process; a commit that returned survives a pulled plug.

What a relay has for computers is numbered upwards, so that each asks for what came after the last
that it has; the numbers are those of one life of this file, its *source*.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ujuzi import file_modes
from ujuzi.domain.event import Milliseconds
from ujuzi.drives import can_hold_log
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.store import facts
from ujuzi.store.database import Database, world_error
from ujuzi.store.held import (
    MAX_COMPUTER_BYTES,
    MAX_STRANGER_BYTES,
    MAX_STRANGERS_BYTES,
    Holding,
)
from ujuzi.store.schema import migrate

FILE, LOCK = "held.sqlite3", "held.lock"
VERSION = 1
SOURCE = "source"
MOST_LEFT = 8
"""Items of one kind of one computer beside its envelopes; a newer one takes the oldest's place."""

MAX_LEFT_BYTES = 1024 * 1024
"""Of one such item."""

MOST_VISITORS = 1024
ID = "id INTEGER PRIMARY KEY"
"""What `store.held` numbers by; here no number is given twice."""

OF_HELD = (
    "held_envelopes",
    "held_receipts",
    "campus_computers",
    "earlier_receipts",
    "computer_standings",
)
"""The tables of `store.held`: here they are as a computer's own are, whatever was added to them."""

OWN = """
CREATE TABLE facts (
    name TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE left_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    device TEXT NOT NULL,
    kind INTEGER NOT NULL,
    digest BLOB NOT NULL,
    known INTEGER NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (device, kind, digest)
) STRICT;
CREATE TABLE brought_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    device TEXT NOT NULL,
    kind INTEGER NOT NULL,
    digest BLOB NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (device, kind, digest)
) STRICT;
CREATE TABLE visitors (
    device TEXT PRIMARY KEY, known INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An item that lies here, of a kind of `wire.bundle`; of nobody's alone where `device` is
    empty.
    """

    id: int
    device: str
    kind: int
    content: bytes


@dataclass(frozen=True, slots=True)
class NotedVisitor:
    """A computer that came, and when last; `known` where its signature was right."""

    device: str
    known: bool
    at: Milliseconds


def open_held(folder: Path) -> Database:
    """Open a relay's file, made on first use.

    Raises WorldError as `database.open_database`, and RefusedError `database-newer`.
    """
    path = folder / FILE
    try:
        file_modes.make_folder(folder)
        lock = FileLock(folder / LOCK, timeout=0, mode=file_modes.file_mode(folder))
        lock.acquire()
    except Timeout as error:
        raise WorldError(
            Code.DATABASE_IN_USE,
            f"A collection point is open already with what is in {folder}.",
            path=str(folder),
        ) from error
    except OSError as error:
        raise WorldError(
            Code.DATA_DIR_NOT_WRITABLE,
            f"Ujuzi may not write in {folder}; choose another folder or ask for access.",
            path=str(folder),
        ) from error
    try:
        file_modes.make_file(path)
        return Database(_connect(path, with_log=can_hold_log(folder)), lock, path)
    except sqlite3.Error as error:
        lock.release()
        raise world_error(error, path) from error
    except BaseException:
        lock.release()
        raise


def source(db: Database) -> str:
    """Return what names this life of the file."""
    known = facts.get(db, SOURCE)
    if known is None:
        known = secrets.token_hex(8)
        with db.atomic():
            facts.put(db, SOURCE, known)
    return known


def held_digests(db: Database, device: str) -> tuple[bytes, ...]:
    """Return the digests of a computer's batches that lie here and have not landed, in order."""
    rows = db.rows(
        "SELECT digest FROM held_envelopes WHERE device = ? AND landed_at IS NULL ORDER BY first",
        (device,),
    )
    return tuple(bytes(row[0]) for row in rows)


def waiting_after(db: Database, after: int, most: int) -> list[tuple[int, bytes]]:
    """Return envelopes that have not landed, by number, beyond `after`: some `most` bytes."""
    found: list[tuple[int, bytes]] = []
    size = 0
    rows = db.each(
        "SELECT id, wire FROM held_envelopes"
        " WHERE id > ? AND landed_at IS NULL AND wire IS NOT NULL ORDER BY id",
        (after,),
    )
    for id_, wire in rows:
        size += len(wire)
        if found and size > most:
            break
        found.append((int(id_), bytes(wire)))
    return found


def leave(db: Database, device: str, kind: int, content: bytes, *, known: bool) -> Holding:
    """Keep what else a computer left: the newest few of a kind, and little of strangers.

    Of all kinds together there is no more than of its envelopes.
    """
    digest = hashlib.sha256(content).digest()
    same = "device = ? AND kind = ? AND digest = ?"
    row = db.row(f"SELECT known FROM left_items WHERE {same}", (device, kind, digest))
    if row is not None and (row[0] or not known):
        return Holding.KNOWN
    if len(content) > MAX_LEFT_BYTES or not _has_room(db, device, len(content), known=known):
        return Holding.FULL
    with db.atomic():
        db.execute(
            "INSERT OR REPLACE INTO left_items (device, kind, digest, known, content)"
            " VALUES (?, ?, ?, ?, ?)",
            (device, kind, digest, known, content),
        )
        db.execute(
            "DELETE FROM left_items WHERE device = ? AND kind = ? AND known = ? AND id NOT IN"
            " (SELECT id FROM left_items WHERE device = ? AND kind = ? AND known = ?"
            " ORDER BY id DESC LIMIT ?)",
            (device, kind, known, device, kind, known, MOST_LEFT),
        )
    return Holding.NEW


def left_after(db: Database, after: int, most: int) -> list[NumberedItem]:
    """Return what else computers left, by number, beyond `after`: some `most` bytes."""
    return _paged(
        db, "SELECT id, device, kind, content FROM left_items WHERE id > ?", (after,), most
    )


def set_brought(db: Database, items: Sequence[tuple[str, int, bytes]]) -> None:
    """Have these items for computers, and no others: device, kind and content of each.

    What was here before keeps its number.
    """
    wanted = {(device, kind, hashlib.sha256(content).digest()) for device, kind, content in items}
    with db.atomic():
        rows = db.rows("SELECT id, device, kind, digest FROM brought_items")
        there = {(row[1], row[2], bytes(row[3])): row[0] for row in rows}
        for key in there.keys() - wanted:
            db.execute("DELETE FROM brought_items WHERE id = ?", (there[key],))
        for device, kind, content in items:
            key = (device, kind, hashlib.sha256(content).digest())
            if key not in there:
                db.execute(
                    "INSERT OR IGNORE INTO brought_items (device, kind, digest, content)"
                    " VALUES (?, ?, ?, ?)",
                    (*key, content),
                )


def brought_after(db: Database, device: str, after: int, most: int) -> list[NumberedItem]:
    """Return what is here for a computer, or for all, by number: some `most` bytes."""
    return _paged(
        db,
        "SELECT id, device, kind, content FROM brought_items WHERE id > ? AND device IN ('', ?)",
        (after, device),
        most,
    )


def note_visit(db: Database, visitor: NotedVisitor) -> None:
    """Write down that a computer came; who only bears its name takes nothing from it."""
    with db.atomic():
        db.execute(
            "INSERT INTO visitors (device, known, at) VALUES (?, ?, ?)"
            " ON CONFLICT (device) DO UPDATE SET known = excluded.known, at = excluded.at"
            " WHERE excluded.known OR NOT visitors.known",
            (visitor.device, visitor.known, visitor.at),
        )
        db.execute(
            "DELETE FROM visitors WHERE device IN"
            " (SELECT device FROM visitors ORDER BY known DESC, at DESC LIMIT -1 OFFSET ?)",
            (MOST_VISITORS,),
        )


def visitors(db: Database) -> tuple[NotedVisitor, ...]:
    """Return who came and left something, the latest first."""
    rows = db.rows("SELECT device, known, at FROM visitors ORDER BY at DESC, device")
    return tuple(NotedVisitor(row[0], bool(row[1]), Milliseconds(row[2])) for row in rows)


def _paged(db: Database, sql: str, values: tuple[object, ...], most: int) -> list[NumberedItem]:
    found: list[NumberedItem] = []
    size = 0
    for id_, device, kind, content in db.each(f"{sql} ORDER BY id", values):
        size += len(content)
        if found and size > most:
            break
        found.append(NumberedItem(int(id_), str(device), int(kind), bytes(content)))
    return found


def _has_room(db: Database, device: str, size: int, *, known: bool) -> bool:
    row = db.row(
        "SELECT coalesce(sum(length(content)), 0),"
        " coalesce(sum(length(content)) FILTER (WHERE device = ?), 0)"
        " FROM left_items WHERE known = ?",
        (device, known),
    )
    all_, own = row or (0, 0)
    if known:
        return bool(own + size <= MAX_COMPUTER_BYTES)
    return own + size <= MAX_STRANGER_BYTES and all_ + size <= MAX_STRANGERS_BYTES


def _connect(path: Path, *, with_log: bool) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        if found > VERSION:
            raise RefusedError(
                Code.DATABASE_NEWER,
                f"{path} was written by a newer Ujuzi; install that version.",
                path=str(path),
                found=found,
                known=VERSION,
            )
        connection.execute(f"PRAGMA journal_mode={'WAL' if with_log else 'TRUNCATE'}")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA temp_store=MEMORY")
        _make_tables(connection, is_new=found == 0)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_tables(connection: sqlite3.Connection, *, is_new: bool) -> None:
    """Make what is missing: tables, and columns that those of `store.held` have had since."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        migrate(model)
        wanted = "SELECT name, sql FROM sqlite_master WHERE type = 'table'"
        tables = {name: sql for name, sql in model.execute(wanted) if name in OF_HELD}
        columns = {name: _columns(model, name) for name in tables}
    statements = [OWN] if is_new else []
    for name, sql in sorted(tables.items()):
        there = _columns(connection, name)
        new = columns[name].keys() - there.keys() if there else ()
        if not there:
            numbered = sql.replace(ID, f"{ID} AUTOINCREMENT")
            statements.append(f"{numbered};")
        statements += [f"ALTER TABLE {name} ADD COLUMN {columns[name][each]};" for each in new]
    if statements:
        script = "\n".join(statements)
        connection.executescript(
            f"BEGIN IMMEDIATE; {script} PRAGMA user_version={VERSION}; COMMIT;"
        )


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    """Return the columns of a table, each as it is declared; none where there is no such table."""
    found = {}
    for _, name, kind, is_set, default, _ in connection.execute(f"PRAGMA table_info({table})"):
        declared = f"{name} {kind}{' NOT NULL' if is_set else ''}"
        found[name] = declared if default is None else f"{declared} DEFAULT {default}"
    return found
