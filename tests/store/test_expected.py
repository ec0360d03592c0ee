"""The list of computers that a coordinator expects has each name once, however it is written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError
from ujuzi.store import expected
from ujuzi.store.database import Database, memory_database

NOW = Milliseconds(1_796_000_000_000)


@pytest.fixture
def db() -> Iterator[Database]:
    made = memory_database()
    yield made
    made.close()


def names(db: Database) -> list[str]:
    return [each.name for each in expected.each(db)]


def test_computers_are_put_on_the_list_renamed_and_taken_off(db: Database) -> None:
    for name in ("PC-07", "  PC-08  "):
        expected.add(db, name, NOW)
    assert names(db) == ["PC-07", "PC-08"]
    expected.rename(db, expected.each(db)[0].id, "Library 1")
    expected.remove(db, expected.each(db)[1].id)
    assert names(db) == ["Library 1"]


@pytest.mark.parametrize("name", ["", "  ", "a" * 101, "PC\u202e7"])
def test_what_can_be_no_name_is_refused(db: Database, name: str) -> None:
    with pytest.raises(RefusedError) as refused:
        expected.add(db, name, NOW)
    assert refused.value.code == Code.EXPECTED_NAME_WRONG


def test_a_name_is_there_once_and_its_own_computer_may_be_written_otherwise(db: Database) -> None:
    expected.add(db, "PC-07", NOW)
    with pytest.raises(RefusedError) as refused:
        expected.add(db, "pc-07", NOW)
    assert refused.value.code == Code.EXPECTED_NAME_TAKEN
    expected.rename(db, expected.each(db)[0].id, "pc-07")
    assert names(db) == ["pc-07"]


def test_the_list_is_bounded(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expected, "MOST", 1)
    expected.add(db, "PC-07", NOW)
    with pytest.raises(RefusedError) as refused:
        expected.add(db, "PC-08", NOW)
    assert refused.value.code == Code.EXPECTED_FULL
