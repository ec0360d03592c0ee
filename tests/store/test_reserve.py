"""A full disk: what was written is read, and a reserve lets the next things be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.failing_disk import show_nothing
from helpers.small_disk import on_small_disk
from ujuzi.paths import RESERVE
from ujuzi.store import facts
from ujuzi.store.database import open_database
from ujuzi.store.reserve import RESERVE_BYTES, Reserve

FILLED = """
import json, sys
from pathlib import Path
from helpers.small_disk import fill, free
from ujuzi.errors import WorldError
from ujuzi.paths import RESERVE
from ujuzi.store import facts
from ujuzi.store.database import open_database

disk = Path(sys.argv[1])
data, found = disk / "data", {}


def put(name, size=1000):
    try:
        with db.atomic():
            facts.put(db, name, "x" * size)
    except WorldError as error:
        return error.code
    return "written"


db = open_database(data)
put("kept")
found["held"] = (data / RESERVE).exists()
fill(disk)
found["first"] = [put(f"note {number}") for number in range(100)]
found["given up"] = not (data / RESERVE).exists()
fill(disk)
put("too much", 900_000)
found["too much"] = put("too much", 900_000)
found["read running"] = facts.get(db, "note 99")
db.close()
fill(disk)
db = open_database(data)
found["read anew"] = facts.get(db, "note 99")
found["nothing left"] = put("nothing", 3_000_000)
free(disk)
found["after"] = put("after")
found["held again"] = (data / RESERVE).exists()
found["problems"] = db.integrity_problems()
db.close()
print(json.dumps(found))
"""


def test_on_a_full_disk_notes_are_written_and_all_is_read_running_or_started_anew(
    tmp_path: Path,
) -> None:
    found = on_small_disk(FILLED, tmp_path, 8)
    assert found["held"]
    assert set(found["first"]) == {"written"}
    assert found["given up"]
    assert found["too much"] == "disk-full"
    assert found["read running"] == "x" * 1000
    assert found["read anew"] == "x" * 1000
    assert found["nothing left"] == "disk-full"
    assert found["after"] == "written"
    assert found["held again"]
    assert found["problems"] == []


def test_the_reserve_is_made_with_the_database_and_is_read_by_nobody_else(tmp_path: Path) -> None:
    open_database(tmp_path / "data").close()
    file = tmp_path / "data" / RESERVE
    assert file.stat().st_size == RESERVE_BYTES
    assert file.stat().st_mode & 0o077 == 0


def test_a_quota_that_is_full_gives_the_reserve_up_though_the_disk_has_room(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    db.execute("PRAGMA max_page_count = 1")
    with pytest.raises(Exception, match="full"):
        facts.put(db, "note", "x" * 100_000)
    assert not (tmp_path / RESERVE).exists()
    db.close()


def test_where_it_cannot_be_made_nothing_is_left_of_it(tmp_path: Path) -> None:
    assert not Reserve(tmp_path / "nowhere").settle()
    (tmp_path / RESERVE).symlink_to(tmp_path / "nowhere" / "file")
    assert not Reserve(tmp_path).settle()
    assert not (tmp_path / RESERVE).is_symlink()


def test_half_a_reserve_and_a_folder_in_its_place_hold_no_room(tmp_path: Path) -> None:
    file = tmp_path / RESERVE
    file.write_bytes(b"half")
    reserve = Reserve(tmp_path)
    assert not reserve.is_held
    assert reserve.settle()
    assert (reserve.is_held, file.stat().st_size) == (True, RESERVE_BYTES)

    file.unlink()
    file.mkdir()
    reserve = Reserve(tmp_path)
    assert not reserve.settle()
    assert not reserve.is_held


def test_a_reserve_that_the_disk_does_not_show_holds_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show_nothing(monkeypatch)
    assert not Reserve(tmp_path).is_held
