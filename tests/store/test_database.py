"""The database is opened safely, or refused with what is wrong, and never reset."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ujuzi.domain.changes import Changes
from ujuzi.errors import RefusedError, WorldError
from ujuzi.paths import DATABASE, LOCK
from ujuzi.store import database, facts
from ujuzi.store.database import LOG_BYTES, Database, open_database, world_error

NOBODY = 65534
FIRST_SCHEMA = (
    Path(__file__).resolve().parents[1].joinpath("assets", "schemas", "001.sql").read_text("utf-8")
)

HOLD = """
import sys
from pathlib import Path
from ujuzi.store.database import open_database
db = open_database(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


FILL = """
import json, sys
from pathlib import Path
from ujuzi.errors import WorldError
from ujuzi.store import facts
from ujuzi.store.database import open_database

disk, said = Path(sys.argv[1]), {}
filler = disk / "filler"


def fill(db=None):
    if db is not None:
        db.execute("PRAGMA max_page_count = 1")  # SQLite makes it the present count
    elif sys.argv[2] == "small":
        with open(filler, "wb", buffering=0) as file:
            try:
                while file.write(b"x" * 512):
                    pass
            except OSError:
                pass


def free(db):
    filler.unlink(missing_ok=True)
    db.execute("PRAGMA max_page_count = 1000000")


db = open_database(disk / "data")
with db.atomic():
    facts.put(db, "kept", "yes")
fill(None if sys.argv[2] == "small" else db)
try:
    with db.atomic():
        for number in range(1000):
            facts.put(db, f"half {number}", "x" * 1000)
except WorldError as error:
    said["writing"] = error.code
said["kept"], said["half"] = facts.get(db, "kept"), facts.get(db, "half 0")
free(db)
with db.atomic():
    facts.put(db, "after", "yes")
said["after"], said["problems"] = facts.get(db, "after"), db.integrity_problems()
db.close()
fill()
try:
    open_database(disk / "data").close()
    said["opening"] = "opened"
except WorldError as error:
    said["opening"] = error.code
print(json.dumps(said))
"""


def on_small_disk(folder: Path) -> dict[str, object]:
    """Run FILL on a disk of 1 MB; where none may be mounted, on a file that may not grow."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    mount = 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"'
    run = [sys.executable, "-c", FILL, str(folder)]
    small = ["unshare", "--mount", "sh", "-c", mount, str(folder), *run, "small"]
    for command in (small, [*run, "limited"]):
        with suppress(FileNotFoundError):
            done = subprocess.run(
                command, capture_output=True, text=True, env=environment, check=False
            )
            if done.returncode == 0:
                return dict(json.loads(done.stdout))
    raise AssertionError(done.stderr)


@contextmanager
def another_account() -> Iterator[None]:
    """Act as an account that owns nothing: root may write anywhere."""
    me = os.geteuid()
    if me == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(me)


def hold(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def test_what_was_committed_is_there_on_opening_again(tmp_path: Path) -> None:
    db = open_database(tmp_path / "data")
    facts.put(db, "colour", "green")
    db.close()

    again = open_database(tmp_path / "data")
    assert facts.get(again, "colour") == "green"
    again.close()


def test_a_commit_is_synced_to_the_disk(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    assert db.row("PRAGMA journal_mode") == ("wal",)
    assert db.row("PRAGMA synchronous") == (2,)
    db.close()


def test_a_second_process_is_told_that_the_first_is_running(tmp_path: Path) -> None:
    first = hold(tmp_path)
    try:
        with pytest.raises(WorldError) as refused:
            open_database(tmp_path)
        assert refused.value.code == "database-in-use"
    finally:
        first.communicate("")


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    first = hold(tmp_path)
    first.kill()
    first.communicate()

    open_database(tmp_path).close()


def test_a_newer_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.execute("CREATE TABLE tomorrow (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()

    with pytest.raises(RefusedError) as refused:
        open_database(tmp_path)

    assert refused.value.code == "database-newer"
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", [b"this is not a database at all" * 40, b"\x00" * 5000])
def test_a_damaged_database_is_refused_and_kept(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / DATABASE
    path.write_bytes(damage)

    with pytest.raises(WorldError) as refused:
        open_database(tmp_path)

    assert refused.value.code == "database-corrupt"
    assert path.read_bytes() == damage


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(WorldError) as refused:
        open_database(tmp_path / "file" / "data")

    assert refused.value.code == "data-dir-not-writable"
    assert "file" in str(refused.value)


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    said = on_small_disk(tmp_path)

    assert said["writing"] == "disk-full"
    assert said["kept"] == "yes"
    assert said["half"] is None
    assert said["after"] == "yes"
    assert said["problems"] == []
    assert said["opening"] in {"disk-full", "opened"}


def test_a_folder_that_may_only_be_read_is_named_and_untouched() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        open_database(folder).close()
        before = (folder / DATABASE).read_bytes()
        for path in (folder / DATABASE, folder / LOCK):
            path.chmod(0o444)
        folder.chmod(0o555)

        with another_account():
            with pytest.raises(WorldError) as refused:
                open_database(folder)
            with pytest.raises(WorldError) as fresh:
                open_database(folder / "new")
        folder.chmod(0o755)

        assert {refused.value.code, fresh.value.code} == {"data-dir-not-writable"}
        assert name in str(refused.value)
        assert (folder / DATABASE).read_bytes() == before


def test_a_database_that_another_program_holds_is_told_and_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_SECONDS", 0.01)
    db = open_database(tmp_path)
    other = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(WorldError) as refused:
            put_colour(db)
    finally:
        other.close()

    assert refused.value.code == "database-in-use"
    put_colour(db)
    assert facts.get(db, "colour") == "green"
    db.close()


def test_damage_in_the_middle_is_told_where_it_is_met_and_kept(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    with db.atomic():
        for number in range(2000):
            facts.put(db, f"fact {number}", "x" * 200)
    db.close()
    path = tmp_path / DATABASE
    data = bytearray(path.read_bytes())
    data[300_000:400_000] = b"\xaa" * 100_000
    path.write_bytes(data)

    db = open_database(tmp_path)
    assert db.integrity_problems() != []
    with pytest.raises(WorldError) as refused:
        db.rows("SELECT * FROM facts")
    db.close()

    assert refused.value.code == "database-corrupt"
    assert path.read_bytes()[300_000:400_000] == b"\xaa" * 100_000


def put_colour(db: Database) -> None:
    with db.atomic():
        facts.put(db, "colour", "green")


def test_a_mistake_of_ours_is_not_called_the_world() -> None:
    with pytest.raises(sqlite3.OperationalError):
        raise world_error(sqlite3.OperationalError("no such table: x"), Path("x"))


def test_a_failed_transaction_forgets_what_it_changed(tmp_path: Path) -> None:
    db = open_database(tmp_path)

    def fail() -> None:
        with db.atomic():
            db.changed |= Changes.PEOPLE
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert not db.changed
    db.close()


def test_what_was_deleted_is_gone_once_nobody_reads_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    db = open_database(tmp_path)
    facts.put(db, "secret", "canary" * 2_000)
    reader = sqlite3.connect(tmp_path / DATABASE)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM facts").fetchall()
    facts.forget(db, "secret")
    db.execute("PRAGMA busy_timeout = 0")

    db.leave_no_trace()
    assert "could not be emptied" in caplog.text
    reader.close()
    db.leave_no_trace()

    assert not (tmp_path / f"{DATABASE}-wal").read_bytes().strip(b"\0")
    assert b"canary" not in (tmp_path / DATABASE).read_bytes()
    db.close()


def test_no_commit_makes_the_log_longer(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    log = tmp_path / f"{DATABASE}-wal"
    laid_out = log.read_bytes()
    assert not laid_out.strip(b"\0")
    for number in range(20):
        facts.put(db, "colour", str(number))
    assert log.read_bytes().strip(b"\0")
    assert log.stat().st_size == len(laid_out) == LOG_BYTES
    db.close()


def test_a_log_takes_no_room_ahead_where_there_is_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LOG_LAID_OUT_BESIDE", 1 << 62)
    db = open_database(tmp_path)
    assert (tmp_path / f"{DATABASE}-wal").stat().st_size == 0
    put_colour(db)
    db.close()


@pytest.mark.parametrize("size", [1, 4_096, 5_000])
def test_a_log_that_was_cut_off_while_it_was_laid_out_says_nothing(
    tmp_path: Path, size: int
) -> None:
    db = open_database(tmp_path)
    put_colour(db)
    db.close()
    for _ in range(2):
        (tmp_path / f"{DATABASE}-wal").write_bytes(bytes(size))
        db = open_database(tmp_path)
        assert facts.get(db, "colour") == "green"
        assert db.integrity_problems() == []
        db.close()


@contextmanager
def drive_without_log(folder: Path) -> Iterator[None]:
    """Have a log's index fail as on a drive that cannot hold one: its place is taken."""
    index = folder / f"{DATABASE}-shm"
    index.mkdir(parents=True)
    try:
        yield
    finally:
        index.rmdir()


def colour_and_journal(folder: Path) -> tuple[str | None, str]:
    db = open_database(folder)
    try:
        ((journal,),) = db.rows("PRAGMA journal_mode")
        return facts.get(db, "colour"), journal
    finally:
        db.close()


@contextmanager
def left_by_a_power_cut(folder: Path) -> Iterator[None]:
    """Leave a file whose last commit lies in its write-ahead log alone."""
    db = open_database(folder)
    put_colour(db)
    there = {name: (folder / name).read_bytes() for name in (DATABASE, f"{DATABASE}-wal")}
    db.close()
    for name, data in there.items():
        (folder / name).write_bytes(data)
    yield


def test_where_a_log_fails_the_journal_is_another_and_nothing_is_lost(tmp_path: Path) -> None:
    with left_by_a_power_cut(tmp_path), drive_without_log(tmp_path):
        assert colour_and_journal(tmp_path) == ("green", "truncate")
        db = open_database(tmp_path)
        facts.put(db, "colour", "blue")
        db.close()
    assert colour_and_journal(tmp_path) == ("blue", "wal")


def test_a_new_file_is_made_where_a_log_fails(tmp_path: Path) -> None:
    with drive_without_log(tmp_path):
        assert colour_and_journal(tmp_path) == (None, "truncate")


def test_a_file_is_converted_where_it_comes_to_a_stick_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with left_by_a_power_cut(tmp_path):
        for holds_log, journal in ((False, "truncate"), (True, "wal"), (False, "truncate")):
            monkeypatch.setattr(database, "can_hold_log", lambda _folder, holds=holds_log: holds)
            assert colour_and_journal(tmp_path) == ("green", journal)


def test_a_drive_that_only_fails_when_it_is_written_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_connection: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error

    monkeypatch.setattr(database, "_try_log", fail)
    assert colour_and_journal(tmp_path) == (None, "truncate")


@pytest.mark.parametrize("made_by", ["nobody", "an earlier version"])
def test_reading_what_has_no_tables_yet_writes_nothing(tmp_path: Path, made_by: str) -> None:
    path = tmp_path / DATABASE
    path.touch()
    if made_by == "an earlier version":
        old = sqlite3.connect(path)
        old.executescript(f"PRAGMA journal_mode=WAL; {FIRST_SCHEMA}")
        old.execute("INSERT INTO facts VALUES ('colour', 'green')")
        old.commit()
        old.close()
    before = path.read_bytes()

    db = open_database(tmp_path, read_only=True)
    assert facts.get(db, "colour") == (None if made_by == "nobody" else "green")
    assert db.integrity_problems() == []
    db.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("zeros", [0, LOG_BYTES])
def test_what_came_to_a_stick_with_an_empty_log_can_be_read_at_once(
    tmp_path: Path, zeros: int
) -> None:
    db = open_database(tmp_path)
    put_colour(db)
    db.close()
    (tmp_path / f"{DATABASE}-wal").write_bytes(bytes(zeros))
    with drive_without_log(tmp_path):
        db = open_database(tmp_path, read_only=True)
        assert facts.get(db, "colour") == "green"
        db.close()


def test_what_an_earlier_version_wrote_is_kept_beside_what_becomes_of_it(tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    old = sqlite3.connect(path)
    old.executescript(FIRST_SCHEMA)
    old.execute("INSERT INTO facts VALUES ('colour', 'green')")
    old.commit()
    old.close()
    older = path.with_name(f"{DATABASE}.before-0")
    older.write_bytes(b"old")

    for _ in range(2):
        db = open_database(tmp_path)
        facts.put(db, "colour", "blue")
        db.close()

    assert not older.exists()
    copy = sqlite3.connect(path.with_name(f"{DATABASE}.before-1"))
    assert copy.execute("PRAGMA user_version").fetchone() == (1,)
    assert copy.execute("SELECT value FROM facts WHERE name = 'colour'").fetchone() == ("green",)
    copy.close()
    assert len(list(tmp_path.glob("*before*"))) == 1

    db = open_database(tmp_path)
    db.leave_no_trace()
    db.close()
    assert list(tmp_path.glob("*before*")) == []
