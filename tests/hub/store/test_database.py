"""How a hub's database is read and written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ujuzi.errors import Code, WorldError
from ujuzi.hub.store import migrate, settings
from ujuzi.hub.store.database import open_database


def test_one_more_connection_makes_no_empty_file_where_the_database_was(tmp_path: Path) -> None:
    file = tmp_path / "hub.sqlite3"
    database = open_database(f"sqlite:///{file}")
    migrate.migrate(database)
    with database.writing() as connection:
        settings.touch(connection)
    file.rename(tmp_path / "elsewhere")
    database.engine.dispose()  # the next one is new
    with pytest.raises(WorldError) as refused, database.reading():
        pass
    assert refused.value.code == Code.DATABASE_UNAVAILABLE
    assert not file.exists()

    (tmp_path / "elsewhere").rename(file)
    with database.reading() as connection:
        settings.get(connection, settings.EPOCH)
    database.close()
