"""One SQLite file, one connection, one thread: opened safely, or refused with what is wrong.

A commit that returned survives a pulled plug (`synchronous=FULL`; WAL on a disk, a rollback
journal on a stick and wherever WAL turns out to fail; a file that comes from the other kind of
drive is converted). The file belongs to one process at a time: the lock is the operating system's,
so a power cut never leaves it behind.
Nobody reads it but the account that runs the program, or the group that shares its folder.
The database is never reset to get going again: a damaged or newer one is refused, untouched.

Where the disk is full, what was written can still be read: a reserve is given up for SQLite's log,
and where even that is used, the log's index lies in memory instead of beside it.

Data that is carried on a stick is encrypted (`store.vault`): journal and file alike.

Reading writes nothing, also where the file is empty or of an earlier version: a copy in memory is
brought to what this version reads.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from filelock import FileLock, Timeout

from ujuzi import file_modes
from ujuzi.domain.changes import Changes
from ujuzi.drives import can_hold_log
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.files import unlink
from ujuzi.late import sqlite3
from ujuzi.paths import (
    DATABASE,
    KEYS,
    LOCK,
    LOGS,
    NAMES,
    OBJECTS,
    RESERVE,
    is_encrypted_by_default,
    is_portable,
)
from ujuzi.store import copies, vault
from ujuzi.store.reserve import Reserve
from ujuzi.store.schema import SCHEMA_VERSION, migrate

log = logging.getLogger(__name__)

Parameters: TypeAlias = Sequence[object] | Mapping[str, object]

BUSY_TIMEOUT_SECONDS = 5.0
CACHE_KIB = 8_192
LOG_PAGES = 1_000
"""After how many pages the write-ahead log is moved into the file; SQLite's own number."""
LOG_PAGES_WHEN_FULL = 64
"""So many where the reserve is given up: its room is for what is written, not for the log."""
PAGE_BYTES = 4_096
LOG_BYTES = 32 + LOG_PAGES * (24 + PAGE_BYTES)
"""What so many pages take (https://sqlite.org/fileformat2.html, section 4.1)."""
LOG_LAID_OUT_BESIDE = 10 * LOG_BYTES
"""Where less is free, the log takes no room ahead."""
WAL, TRUNCATE = "WAL", "TRUNCATE"
HEADER = b"SQLite format 3\0"
VERSIONS_AT, WAL_VERSION = 18, 2
"""Where a database says how it is written and read: bytes 18 and 19 are 2 for a write-ahead log
(https://sqlite.org/fileformat2.html, section 1.3.3)."""
LOG_FAILED = frozenset({Code.DISK_FAILED, Code.DATA_DIR_NOT_WRITABLE})
"""What is reported where a drive, or its folder, cannot hold a write-ahead log."""
SAFE_SQLITE = (3, 51, 3)
"""Older versions have a rare WAL-reset corruption bug with several connections: we use one."""


class Database:
    """A connection whose errors are `WorldError`s, and what changed since it was last asked."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        lock: FileLock | None,
        path: Path,
        reserve: Reserve | None = None,
        *,
        is_encrypted: bool = False,
    ) -> None:
        self._connection = connection
        self._lock = lock
        self._reserve = reserve
        self._is_away = False
        """Whether the file, which was open, is so no more."""
        self.path = path
        self.is_encrypted = is_encrypted
        self.changed = Changes.NONE
        self.commits = 0
        """How many transactions have been written; any thread may look."""
        self.facts: dict[str, str | None] = {}
        self.names_of_facts: dict[str, tuple[str, ...]] = {}
        """What `store.facts` has read, by name and by how names begin; it alone uses both."""
        self._keep_log_short()

    def execute(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        """Run one statement; what it answers is read with `row`, `rows` or `each`."""
        try:
            return self._connection.execute(sql, parameters)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one statement for each row."""
        try:
            self._connection.executemany(sql, rows)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """Return all rows of a query."""
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise self._told(error) from error

    def row(self, sql: str, parameters: Parameters = ()) -> Any | None:
        """Return the first row of a query, if it has one."""
        try:
            return self._connection.execute(sql, parameters).fetchone()
        except sqlite3.Error as error:
            raise self._told(error) from error

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[Any]:
        """Yield the rows of a query, holding one at a time."""
        cursor = self.execute(sql, parameters)
        while True:
            try:
                row = cursor.fetchone()
            except sqlite3.Error as error:
                raise self._told(error) from error
            if row is None:
                return
            yield row

    def forget_facts(self) -> None:
        """Read facts anew from now on."""
        self.facts.clear()
        self.names_of_facts.clear()

    @property
    def is_in_transaction(self) -> bool:
        """Whether `atomic` has begun, and not ended."""
        return self._connection.in_transaction

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All or nothing; durable when it returns. Nested blocks join the outer one."""
        try:
            joins = self._connection.in_transaction
        except sqlite3.Error as error:
            raise self._told(error) from error
        if joins:
            yield
            return
        changed = self.changed
        if self._reserve is not None and self._reserve.settle():
            self._keep_log_short()
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
            self.commits += 1
        except BaseException:
            self.changed = changed
            self.forget_facts()
            if self._connection.in_transaction:
                self.execute("ROLLBACK")
            raise

    def _told(self, error: sqlite3.Error) -> UjuziError:
        """Turn what SQLite reports into what a person can act on."""
        if self._is_away:  # its connection is closed
            return _failed(self.path)
        found = world_error(error, self.path)
        if found.code is Code.DISK_FULL and self._reserve is not None:
            self._reserve.give_up()  # a quota may be full where the disk is not
        return found

    def _keep_log_short(self) -> None:
        """Let the log take no more of the disk than there is for it."""
        if self._reserve is not None:
            pages = LOG_PAGES if self._reserve.is_held else LOG_PAGES_WHEN_FULL
            self._connection.execute(f"PRAGMA wal_autocheckpoint={pages}")

    def leave_no_trace(self) -> None:
        """Let nothing of what was deleted be found in the file or its write-ahead log.

        `secure_delete` overwrites what is deleted; the log still holds it until it is emptied.
        Where the disk is full or another program reads, that is done when the file is next opened.
        Copies that lie beside it hold it too, and go.
        """
        copies.forget(self.path)
        with suppress(sqlite3.OperationalError):
            _empty_log(self._connection, self.path)

    def let_open(self, by: str, secret: str) -> None:
        """Let a secret of a kind (`store.vault`) open the data, where it is encrypted."""
        if self.is_encrypted:
            vault.wrap(self.path.parent, by, secret)

    def keep_copy(self) -> bool:
        """Keep a copy of all beside the file (`store.copies`); whether there was room."""
        try:
            return copies.keep(self._connection, self.path, SCHEMA_VERSION)
        except sqlite3.Error as error:
            raise self._told(error) from error

    def integrity_problems(self) -> list[str]:
        """Return what `PRAGMA integrity_check` finds; empty when the file is sound."""
        try:
            found = [str(row[0]) for row in self.rows("PRAGMA integrity_check")]
        except UjuziError as error:
            return [str(error)]
        return [] if found == ["ok"] else found

    def open_again(self, is_ours: Callable[[Database], bool]) -> None:
        """Open the file anew, whose drive was taken out and is back: no handle outlives that.

        What was committed is there. `is_ours` is asked of what is found in the file's place. Raises
        WorldError `disk-failed` while the drive is away, and what `open_database` raises.
        """
        try:
            with self.path.open("rb+") as file:
                filled = file.read(1)
        except OSError as error:
            raise _failed(self.path) from error
        if not filled:
            raise _failed(self.path)
        if not self._is_away:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._is_away = True
            if self._lock is not None:
                with suppress(OSError):  # its handle is as dead
                    self._lock.release(force=True)
        found = open_database(self.path.parent)
        if not is_ours(found):
            found.close()
            raise _failed(self.path)
        self._connection, self._lock, self._reserve = found._connection, found._lock, found._reserve
        self.forget_facts()
        self._is_away = False

    def close(self) -> None:
        """Close the file and let another process have it."""
        self._connection.close()
        if self._lock is not None:
            self._lock.release()


def _corrupt(path: Path) -> WorldError:
    sentence = f"{path} is damaged; nothing was changed. Copy its folder to a stick, and keep it."
    return WorldError(Code.DATABASE_CORRUPT, sentence, path=str(path))


def _failed(path: Path) -> WorldError:
    sentence = f"The disk did not answer while using {path}; check it and try again."
    return WorldError(Code.DISK_FAILED, sentence, path=str(path))


def open_database(data_dir: Path, *, read_only: bool = False) -> Database:
    """Open (and create or migrate) the database in `data_dir`.

    Raises WorldError (`data-dir-not-writable`,
    `database-in-use`, `database-corrupt`, `disk-full`) or RefusedError (`database-newer`,
    `data-locked`).
    """
    path = data_dir / DATABASE
    key = vault.key_of(data_dir)
    if read_only:
        return _open_read_only(path, key)
    if key is None and is_encrypted_by_default(data_dir):
        if not _is_filled(path):
            raise vault.locked(data_dir, is_new=True)
        if not _starts_plain(path):
            raise vault.gone(data_dir)
    if not _is_filled(path) and copies.has_any(path):
        raise _corrupt(path)  # it was there: a new one would look as if all were lost
    lock = _locked(data_dir)
    try:
        reserve = Reserve(data_dir)
        reserve.settle()
        with_log = can_hold_log(data_dir) and not is_portable(data_dir)
        connection = _open(path, key, with_log=with_log)
        return Database(connection, lock, path, reserve, is_encrypted=key is not None)
    except BaseException:
        lock.release()
        raise


def put_back(data_dir: Path, copy: Path, known: Mapping[str, str]) -> None:
    """Let a copy be the database; what was there is kept aside. `known` are facts put into it.

    Raises WorldError (`database-corrupt` where the copy is not sound, `disk-full`, what
    `open_database` raises of a folder) and RefusedError `database-newer`; nothing is changed then.
    """
    path, key = data_dir / DATABASE, vault.key_of(data_dir)
    part = copies.part_of(path)
    lock = _locked(data_dir)
    try:
        _put_back(copy, path, part, key, known)
    except OSError as error:
        full = error.errno in copies.FULL
        raise WorldError(
            Code.DISK_FULL if full else Code.DISK_FAILED,
            f"{copy} could not be put back: {error.strerror}.",
            path=str(data_dir),
        ) from error
    finally:
        lock.release()


def _put_back(
    copy: Path, path: Path, part: Path, key: bytes | None, known: Mapping[str, str]
) -> None:
    try:
        for end in copies.BESIDE:
            unlink(part.with_name(f"{part.name}{end}"))
        file_modes.make_file(part)
        shutil.copyfile(copy, part)
        with _opening(part) as connection:
            _give_key(connection, key)
            _refuse_newer(connection, copy)
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise _corrupt(copy)
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("REPLACE INTO facts (name, value) VALUES (?, ?)", known.items())
            connection.execute("COMMIT")
            connection.close()
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        copies.take_place(path)
    finally:
        with suppress(OSError):
            unlink(part)


def _locked(data_dir: Path) -> FileLock:
    """Keep every other process out; raises WorldError."""
    try:
        _restrict(data_dir)
        lock = FileLock(data_dir / LOCK, timeout=0, mode=file_modes.file_mode(data_dir))
        lock.acquire()
    except Timeout as error:
        raise WorldError(
            Code.DATABASE_IN_USE,
            f"Ujuzi is already running with the data in {data_dir}; close it first.",
            path=str(data_dir),
        ) from error
    except OSError as error:
        raise vault.not_writable(data_dir) from error
    return lock


def _restrict(data_dir: Path) -> None:
    """Make the data folder, or shut others out of what an earlier version made; raises OSError."""
    database = data_dir / DATABASE
    if not data_dir.exists():
        file_modes.make_own_folder(data_dir)
    elif database.exists() or {each.name for each in data_dir.iterdir()} <= NAMES:
        file_modes.close_to_others(data_dir)
    file_modes.make_file(database)
    keys, logs, objects = data_dir / KEYS, data_dir / LOGS, data_dir / OBJECTS
    parts = objects.glob("??") if file_modes.is_shared(data_dir) else ()
    file_modes.restrict_folders(*(each for each in (keys, logs, objects, *parts) if each.is_dir()))
    beside = (Path(f"{database}{end}") for end in copies.BESIDE)
    devices = keys.glob("device-*.pem")  # publishers' keys stay their owners'
    own = (*beside, data_dir / LOCK, data_dir / RESERVE)
    file_modes.restrict_files(*own, *devices, *file_modes.files_in([logs]))


def memory_database() -> Database:
    """Return an empty database that lives in memory, for tests and rehearsals."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _migrated().backup(connection)
    return Database(connection, None, Path(":memory:"))


@cache
def _migrated() -> sqlite3.Connection:
    """Return an empty database of which those in memory are copies."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate(connection)
    return connection


def sqlite_version() -> str:
    """Return the version of SQLite in use."""
    return sqlite3.sqlite_version


def sqlite_is_safe() -> bool:
    """Whether this SQLite is free of the WAL-reset bug."""
    return sqlite3.sqlite_version_info >= SAFE_SQLITE


def world_error(error: sqlite3.Error, path: Path) -> UjuziError:
    """Say what is wrong with the world, from what SQLite reported."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    # The write-ahead log's index cannot grow only where the disk is full.
    if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_SHMSIZE:
        sentence = f"The disk that holds {path} is full; free some space and try again."
        return WorldError(Code.DISK_FULL, sentence, path=str(path))
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        sentence = f"Another program is using {path}; close it and try again."
        return WorldError(Code.DATABASE_IN_USE, sentence, path=str(path))
    if primary in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return _corrupt(path)
    if primary in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        sentence = f"Ujuzi may not write {path}; choose another folder or ask for access."
        return WorldError(Code.DATA_DIR_NOT_WRITABLE, sentence, path=str(path))
    if primary == sqlite3.SQLITE_IOERR:
        return _failed(path)
    raise error


def _is_filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _starts_plain(path: Path) -> bool:
    """Whether a file begins as a database does that is not encrypted."""
    try:
        with path.open("rb") as file:
            return file.read(len(HEADER)) == HEADER
    except OSError:
        return True  # what is wrong with it is said where it is opened


def _open(path: Path, key: bytes | None, *, with_log: bool) -> sqlite3.Connection:
    """Open the file with the journal that its drive can keep."""
    if not with_log:
        return _connect_without_log(path, key)
    try:
        return _connect(path, WAL, key)
    except WorldError as error:
        if error.code is Code.DISK_FULL:
            return _connect(path, WAL, key, alone=True)
        if error.code not in LOG_FAILED:
            raise
        try:
            connection = _connect_without_log(path, key)
        except WorldError:
            raise error from None
        log.warning("this drive cannot hold a write-ahead log: %s", error.code)
        return connection


def _connect_without_log(path: Path, key: bytes | None) -> sqlite3.Connection:
    if _has_log(path):  # it opens there only where nobody else may read, and so does what it holds
        _connect(path, TRUNCATE, key, alone=True).close()
    return _connect(path, TRUNCATE, key)


def _has_log(path: Path) -> bool:
    """Whether a file says that it is written by way of a write-ahead log."""
    try:
        with path.open("rb") as file:
            file.seek(VERSIONS_AT)
            return WAL_VERSION in file.read(2)
    except OSError:
        return False


def _connect(
    path: Path, journal: str, key: bytes | None, *, alone: bool = False
) -> sqlite3.Connection:
    """Open the file; `alone`, the log's index needs no room, and nobody else may read meanwhile."""
    had_log = _has_log(path)
    with _opening(path, check_same_thread=False) as connection:
        _give_key(connection, key)
        if alone:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        found = _refuse_newer(connection, path)
        connection.execute(f"PRAGMA journal_mode={journal}")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        connection.execute("PRAGMA temp_store=MEMORY")
        if found not in {0, SCHEMA_VERSION}:
            copies.before_migration(connection, path, found)
        migrate(connection)
        if journal == WAL and not had_log:
            _try_log(connection)
        _empty_log(connection, path)
    return connection


@contextmanager
def _opening(path: Path, address: Path | str = "", **how: Any) -> Iterator[sqlite3.Connection]:
    """Open a file, and close it where what follows fails; say in words what SQLite reports."""
    try:
        connection = sqlite3.connect(
            address or path, isolation_level=None, timeout=BUSY_TIMEOUT_SECONDS, **how
        )
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise world_error(error, path) from error


def _give_key(connection: sqlite3.Connection, key: bytes | None) -> None:
    """Let a connection read and write what is encrypted (SQLite3 Multiple Ciphers: a raw key)."""
    if key is not None:
        connection.execute(f"PRAGMA key='raw:{key.hex()}'")


def _try_log(connection: sqlite3.Connection) -> None:
    """Write: a drive that takes a write-ahead log and cannot keep one says so only then."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")  # it has that by now
    connection.execute("COMMIT")


def _empty_log(connection: sqlite3.Connection, path: Path) -> None:
    """Move the write-ahead log into the file: it may hold what was deleted before a power cut.

    Raises what says that the drive cannot keep a log; where it is full, or another program reads,
    the log stays as it is.
    """
    try:
        busy, pages, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as error:
        if world_error(error, Path()).code in LOG_FAILED:
            raise
        busy, pages = True, -1
    if busy:
        log.warning("the write-ahead log could not be emptied")
    elif pages == 0:  # it is -1 where there is no log
        _lay_out_log(path)


def _lay_out_log(path: Path) -> None:
    """Fill an empty log with zeros, which SQLite reads as nothing and writes over.

    A commit that makes a file longer waits until the file system has noted that, with all that
    others have just written: a course that is being installed, for one.
    """
    with suppress(OSError):
        if shutil.disk_usage(path.parent).free < LOG_LAID_OUT_BESIDE:
            return
        with _log_of(path).open("r+b", buffering=0) as file:
            if not file.seek(0, os.SEEK_END):
                file.write(bytes(PAGE_BYTES))
                os.fsync(file.fileno())  # a drive may show what lay there before a power cut
                file.write(bytes(LOG_BYTES - PAGE_BYTES))


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _is_log_empty(path: Path) -> bool:
    """Whether a file's write-ahead log, if it has one, holds nothing."""
    try:
        with _log_of(path).open("rb") as file:
            return not any(file.read(1))
    except OSError:
        return not _log_of(path).exists()


def _open_read_only(path: Path, key: bytes | None) -> Database:
    try:
        connection = _connect_to_read(path, key)
    except WorldError as error:
        # A file whose log is empty is whole by itself.
        if error.code not in LOG_FAILED or not _is_log_empty(path):
            raise
        connection = _connect_to_read(path, key, "&immutable=1")
    return Database(connection, None, path, is_encrypted=key is not None)


def _connect_to_read(path: Path, key: bytes | None, how: str = "") -> sqlite3.Connection:
    with _opening(path, f"{path.absolute().as_uri()}?mode=ro{how}", uri=True) as connection:
        _give_key(connection, key)
        found = _refuse_newer(connection, path)
        if found == SCHEMA_VERSION:
            return connection
        if key is not None:  # memory cannot be encrypted, and SQLite copies only like to like
            raise RefusedError(
                Code.DATABASE_OLDER,
                f"{path} is of an earlier Ujuzi: start Ujuzi once, and it is brought up to date.",
                path=str(path),
            )
        copy = sqlite3.connect(":memory:", isolation_level=None)
        connection.backup(copy)
        connection.close()
        migrate(copy)
    return copy


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> int:
    """Return the number of a file's schema, where this version knows it."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > SCHEMA_VERSION:
        raise RefusedError(
            Code.DATABASE_NEWER,
            f"{path} was written by a newer Ujuzi; install that version. Nothing was changed.",
            path=str(path),
            found=found,
            known=SCHEMA_VERSION,
        )
    return found
