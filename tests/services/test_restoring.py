"""One goes back to a copy by one's own wish, and goes on as another computer."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ujuzi import drives
from ujuzi.errors import RefusedError
from ujuzi.paths import DATABASE
from ujuzi.services.computer import EVENTS_A_COPY, CarriedNews
from ujuzi.services.desk import Desk, open_desk
from ujuzi.services.restoring import HELPS, copies_in, put_back
from ujuzi.store import event_log
from ujuzi.store.schema import SCHEMA_VERSION


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "portable").write_text("plain")
    monkeypatch.setenv("UJUZI_ROOT", str(tmp_path))
    monkeypatch.setattr(drives, "serial_of", lambda _folder: "1A2B3C4D")
    return tmp_path / "data"


def welcome(desk: Desk, name: str) -> None:
    desk.people.create(name=name, role="teacher", language="en", pin="2468")


def test_a_stick_keeps_a_copy_of_each_day_on_which_something_was_done(stick: Path) -> None:
    with open_desk(stick) as desk:
        welcome(desk, "Ada")
    assert len(copies_in(stick)) == 1
    with open_desk(stick) as desk:
        welcome(desk, "Awa")  # on the same day
    with open_desk(stick) as desk:
        desk.computer._clock = type("Tomorrow", (), {"now": lambda _self: 9 * 10**12})()
    assert len(copies_in(stick)) == 2
    assert EVENTS_A_COPY > 1


def test_a_computer_of_its_own_keeps_none(tmp_path: Path) -> None:
    with open_desk(tmp_path) as desk:
        welcome(desk, "Ada")
    assert copies_in(tmp_path) == ()


def test_who_goes_back_is_another_computer_from_then_on_and_is_told(stick: Path) -> None:
    with open_desk(stick) as desk:
        welcome(desk, "Ada")
        device = event_log.device_id(desk._db)
    with open_desk(stick) as desk:
        welcome(desk, "Awa")
    put_back(stick, copies_in(stick)[0])
    with open_desk(stick) as desk:
        assert [each.name for each in desk.people.all()] == ["Ada"]
        assert event_log.device_id(desk._db) != device
        assert desk.computer.take_news() == (CarriedNews.RESTORED,)
    with open_desk(stick) as desk:
        assert desk.computer.take_news() == ()


def test_a_copy_of_a_later_version_is_not_offered(stick: Path) -> None:
    stick.mkdir()
    for name in (f"kept-2-{SCHEMA_VERSION + 1}", f"kept-1-{SCHEMA_VERSION}", "before-3", "aside-1"):
        (stick / f"{DATABASE}.{name}").touch()
    (stick / f"{DATABASE}.kept-9-{SCHEMA_VERSION}.part").touch()
    assert [copy.number for copy in copies_in(stick)] == [1, 0]


def test_data_of_a_newer_version_is_refused_untouched_and_left_only_by_ones_own_wish(
    stick: Path,
) -> None:
    with open_desk(stick) as desk:
        welcome(desk, "Ada")
    file = stick / DATABASE
    file.with_name(f"{DATABASE}.before-{SCHEMA_VERSION}").write_bytes(file.read_bytes())
    newer = sqlite3.connect(file)
    newer.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    newer.close()
    for copy in copies_in(stick):
        if copy.number:
            copy.file.unlink()
    before = file.read_bytes()
    for _ in range(2):
        with pytest.raises(RefusedError) as refused:
            open_desk(stick)
        assert refused.value.code in HELPS
        assert file.read_bytes() == before
    put_back(stick, copies_in(stick)[0])
    with open_desk(stick) as desk:
        assert [each.name for each in desk.people.all()] == ["Ada"]
    assert file.with_name(f"{DATABASE}.aside-1").read_bytes() == before
