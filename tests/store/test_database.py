"""The database is opened safely, or refused with what is wrong, and never reset."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ujuzi.errors import RefusedError, WorldError
from ujuzi.paths import DATABASE
from ujuzi.store import facts
from ujuzi.store.database import open_database, world_error

HOLD = """
import sys
from pathlib import Path
from ujuzi.store.database import open_database
db = open_database(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


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


def test_data_on_a_stick_uses_no_write_ahead_log(tmp_path: Path) -> None:
    db = open_database(tmp_path, portable=True)
    assert db.row("PRAGMA journal_mode") == ("truncate",)
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
    db = open_database(tmp_path)
    facts.put(db, "kept", "yes")
    (pages,) = db.row("PRAGMA page_count") or (0,)
    db.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        with db.atomic():
            for number in range(1000):
                facts.put(db, f"fact {number}", "x" * 1000)

    with pytest.raises(WorldError) as refused:
        fill()

    assert refused.value.code == "disk-full"
    assert facts.get(db, "kept") == "yes"
    assert facts.get(db, "fact 0") is None
    assert db.integrity_problems() == []
    db.close()


def test_a_mistake_of_ours_is_not_called_the_world() -> None:
    with pytest.raises(sqlite3.OperationalError):
        raise world_error(sqlite3.OperationalError("no such table: x"), Path("x"))


def test_a_failed_transaction_forgets_what_it_changed(tmp_path: Path) -> None:
    db = open_database(tmp_path)

    def fail() -> None:
        with db.atomic():
            db.changed.add("people")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert db.changed == set()
    db.close()
