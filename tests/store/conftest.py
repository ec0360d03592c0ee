"""Databases for the store's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ujuzi.store.database import Database, memory_database


@pytest.fixture
def db() -> Iterator[Database]:
    database = memory_database()
    yield database
    database.close()
