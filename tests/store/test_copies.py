"""A copy is whole or is none, and what it takes the place of stays."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from errno import EIO, ENOSPC
from pathlib import Path
from types import SimpleNamespace

import pytest

from ujuzi import file_modes
from ujuzi.errors import UjuziError, WorldError
from ujuzi.paths import DATABASE
from ujuzi.store import copies, database, facts
from ujuzi.store.copies import copies_of
from ujuzi.store.database import open_database, put_back
from ujuzi.store.schema import SCHEMA_VERSION


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A database of which there is a copy with a green colour; it is blue by now."""
    db = open_database(tmp_path)
    facts.put(db, "colour", "green")
    assert db.keep_copy()
    facts.put(db, "colour", "blue")
    db.close()
    return tmp_path / DATABASE


def colour(folder: Path) -> str | None:
    db = open_database(folder)
    assert db.integrity_problems() == []
    found = facts.get(db, "colour")
    db.close()
    return found


def test_the_newest_are_kept_by_their_numbers_whatever_the_clock_says(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    for number in range(12):
        facts.put(db, "number", str(number))
        db.keep_copy()
    db.close()
    found = copies_of(tmp_path / DATABASE)
    assert [copy.number for copy in found] == [12, 11, 10]
    assert {copy.schema for copy in found} == {SCHEMA_VERSION}
    put_back(tmp_path, found[0].file, {})
    db = open_database(tmp_path)
    assert facts.get(db, "number") == "11"
    db.close()


def test_where_there_is_no_room_none_is_made(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1_000_000))
    db = open_database(file.parent)
    assert not db.keep_copy()
    db.close()
    assert len(copies_of(file)) == 1


@pytest.mark.parametrize(("number", "code"), [(ENOSPC, "disk-full"), (EIO, "disk-failed")])
@pytest.mark.parametrize("where", ["disk_usage", "make_file"])
def test_what_hinders_a_copy_is_said_and_the_data_stays(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, where: str
) -> None:
    """A stick may be out, or full, when the data on it is closed."""

    def fail(_path: Path) -> None:
        raise OSError(number, os.strerror(number))

    db = open_database(file.parent)
    owner = shutil if where == "disk_usage" else file_modes
    with monkeypatch.context() as patch:
        patch.setattr(owner, where, fail)
        with pytest.raises(WorldError) as refused:
            db.keep_copy()
    assert refused.value.code == code
    db.close()
    assert len(copies_of(file)) == 1
    assert colour(file.parent) == "blue"


def test_an_old_copy_that_another_program_holds_goes_the_next_time(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(path: Path) -> None:
        if path.exists() and not path.name.endswith(copies.PART):
            raise PermissionError(13, "Permission denied")

    db = open_database(file.parent)
    with monkeypatch.context() as patch:
        patch.setattr(copies, "unlink", held)
        assert all(db.keep_copy() for _ in range(copies.KEPT_MOST))
        assert len(copies_of(file)) == copies.KEPT_MOST + 1
    assert db.keep_copy()
    db.close()
    assert len(copies_of(file)) == copies.KEPT_MOST


def test_one_goes_back_and_what_was_there_is_kept_with_its_journal(file: Path) -> None:
    file.with_name(f"{DATABASE}-journal").write_bytes(b"journal")
    before = file.read_bytes()
    put_back(file.parent, copies_of(file)[0].file, {"told": "yes"})
    assert colour(file.parent) == "green"
    assert file.with_name(f"{DATABASE}.aside-1").read_bytes() == before
    assert file.with_name(f"{DATABASE}.aside-1-journal").read_bytes() == b"journal"
    put_back(file.parent, copies_of(file)[0].file, {})
    assert file.with_name(f"{DATABASE}.aside-2").exists()


def test_a_damaged_copy_is_refused_and_changes_nothing(file: Path) -> None:
    copy = copies_of(file)[0].file
    copy.write_bytes(copy.read_bytes()[:5000] + b"x" * 4000)
    with pytest.raises(WorldError) as refused:
        put_back(file.parent, copy, {})
    assert refused.value.code == "database-corrupt"
    assert colour(file.parent) == "blue"
    assert not list(file.parent.glob("*part*"))


class PowerCutError(Exception):
    """The power goes."""


def test_a_cut_at_any_moment_leaves_the_old_data_the_copy_or_a_word(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = 0

    def dying(act: Callable[..., object]) -> Callable[..., object]:
        def do(*arguments: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise PowerCutError
            return act(*arguments)

        return do

    found = []
    for moment in range(20):
        file.with_name(f"{DATABASE}-journal").write_bytes(b"")
        with monkeypatch.context() as patch:
            left = moment
            for owner, name in ((copies, "replace"), (copies, "sync_folder"), (database, "unlink")):
                patch.setattr(owner, name, dying(getattr(owner, name)))
            try:
                put_back(file.parent, copies_of(file)[0].file, {})
            except PowerCutError:
                done = False
            else:
                done = True
        try:
            found.append(colour(file.parent))
        except UjuziError as error:
            found.append(error.code)
        if done:
            break
    assert found[0] == "blue"
    assert found[-1] == "green"
    assert set(found) == {"blue", "database-corrupt", "green"}
    assert any(each.stat().st_size for each in file.parent.glob("*.aside-1"))


def test_data_that_is_gone_is_not_begun_anew_where_there_are_copies(file: Path) -> None:
    for make in (file.unlink, file.touch):
        make()
        with pytest.raises(WorldError) as refused:
            open_database(file.parent)
        assert refused.value.code == "database-corrupt"
    put_back(file.parent, copies_of(file)[0].file, {})
    assert colour(file.parent) == "green"


def test_what_is_deleted_for_good_is_in_no_copy(file: Path) -> None:
    cut = file.with_name(f"{DATABASE}.kept-2-{SCHEMA_VERSION}{copies.PART}")
    cut.write_bytes(file.read_bytes())
    db = open_database(file.parent)
    db.leave_no_trace()
    db.close()
    assert copies_of(file) == ()
    assert not cut.exists()
