"""What does not fit yet is kept aside, the newest first, within bounds."""

from __future__ import annotations

import pytest

from ujuzi.domain.event import Milliseconds
from ujuzi.store import parts_aside
from ujuzi.store.database import memory_database


def test_the_newest_are_kept_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    db = memory_database()
    monkeypatch.setattr(parts_aside, "MOST_BYTES", 10)
    parts_aside.keep_only(db, [b"12345", b"6789", b"too much", b"x"], Milliseconds(1))
    assert parts_aside.kept(db) == [b"12345", b"6789"]

    parts_aside.keep_only(db, [bytes([n]) for n in range(20)][:9], Milliseconds(2))
    assert len(parts_aside.kept(db)) == 9
    parts_aside.keep_only(db, [], Milliseconds(3))
    assert parts_aside.kept(db) == []
