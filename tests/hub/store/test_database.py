"""How a hub's database is read and written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from ujuzi.errors import Code, WorldError
from ujuzi.hub.store import migrate, settings
from ujuzi.hub.store.database import open_database


def test_one_more_connection_makes_no_empty_file_where_the_database_was(tmp_path: Path) -> None:
    file = tmp_path / "hub.sqlite3"
    database = open_database(f"sqlite:///{file}")
    migrate.migrate(database)
    database.close()

    database = open_database(f"sqlite:///{file}")  # and nothing is read or written yet
    file.rename(tmp_path / "elsewhere")
    with pytest.raises(WorldError) as refused, database.reading():
        pass
    assert refused.value.code == Code.DATABASE_UNAVAILABLE
    assert not file.exists()

    (tmp_path / "elsewhere").rename(file)
    with database.reading() as connection:
        settings.get(connection, settings.EPOCH)
    database.close()


def test_a_file_that_goes_as_one_connects_is_not_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a place" / "hub % ünits.sqlite3"
    file.parent.mkdir()
    database = open_database(f"sqlite:///{file}")
    migrate.migrate(database)
    database.engine.dispose()  # the next connection is new
    look = database._check_place

    def look_and_lose() -> None:
        look()
        file.rename(tmp_path / "elsewhere")

    monkeypatch.setattr(database, "_check_place", look_and_lose)
    with pytest.raises(WorldError) as refused, database.reading():
        pass
    assert refused.value.code == Code.DATABASE_UNAVAILABLE
    assert not file.exists()
    database.close()


def test_hubs_that_make_one_database_at_one_moment_all_get_it(tmp_path: Path) -> None:
    hubs, files = 4, 100
    together = Barrier(hubs)

    def begin() -> None:
        for number in range(files):
            database = open_database(f"sqlite:///{tmp_path}/{number}.sqlite3")
            together.wait()
            try:
                with database.engine.connect():
                    pass
            except Exception:
                together.abort()
                raise
            database.close()

    with ThreadPoolExecutor(hubs) as pool:
        for begun in [pool.submit(begin) for _ in range(hubs)]:
            begun.result()
