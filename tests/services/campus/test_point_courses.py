"""A collection point hands out the courses of its computer, all but those that were taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.clocks import FakeClock
from helpers.course_folders import KEY
from helpers.packs import forge_texts
from ujuzi.drives import Drive
from ujuzi.packs.reader import open_pack
from ujuzi.relay.packs import Packs
from ujuzi.services.campus.point_courses import PointCourses
from ujuzi.services.delivery.handing_on import HandedOn
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import catalogue
from ujuzi.sync.transports.medium import Medium

TEXTS = {"one.md": b"# One\n", "two.md": b"# Two\n" * 5000}


class Point:
    """A coordinator's computer and the folder of its collection point."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.packs = folder / "data" / "relay" / "packs"
        self.sticks: tuple[Drive, ...] = ()
        self.courses = PointCourses(
            lambda work: work(desk._db), folder / "data", Medium(), lambda: self.sticks
        )

    def install(self, course: str, version: int = 1) -> Path:
        file = self.folder / f"{course}-{version}.pack"
        facts = {"id": course, "title": course.title(), "version": version}
        self.desk.library.install(forge_texts(file, TEXTS, **facts))
        return file

    @property
    def served(self) -> list[tuple[str, int]]:
        """What the relay says of its folder."""
        return [(each.course, each.version) for each in Packs(self.packs).listed()]


@pytest.fixture
def point(tmp_path: Path) -> Iterator[Point]:
    with open_desk(tmp_path / "data", FakeClock()) as desk:
        desk.library.trust_key("Nobody", KEY.public)
        yield Point(desk, tmp_path)


def test_all_that_may_go_is_handed_out_as_its_publisher_signed_it(point: Point) -> None:
    point.install("sums")
    point.install("words")
    assert [(each.title, each.is_chosen, each.is_due) for each in point.courses.listed()] == [
        ("Sums", True, True),
        ("Words", True, True),
    ]
    heard: list[tuple[int, int]] = []
    assert point.courses.prepare(lambda *told: heard.append(told)).written == ["Sums", "Words"]
    assert heard[-1][0] == heard[-1][1] > 0
    assert point.served == [("sums", 1), ("words", 1)]
    for file in point.packs.iterdir():
        with open_pack(file) as pack:
            pack.verify_objects()
            assert pack.key.fingerprint == KEY.public.fingerprint
    assert [each.is_there for each in point.courses.listed()] == [True, True]
    assert point.courses.prepare() == HandedOn(present=["Sums", "Words"])


def test_what_is_taken_out_goes_and_comes_back_when_it_is_chosen(point: Point) -> None:
    point.install("sums")
    point.install("words")
    point.courses.prepare()
    point.courses.choose("sums", "en", on=False)
    point.courses.prepare()
    assert point.served == [("words", 1)]
    assert [each.is_chosen for each in point.courses.listed()] == [False, True]
    point.install("later")  # what is installed later goes along too
    point.courses.choose("sums", "en", on=True)
    point.courses.prepare()
    assert point.served == [("later", 1), ("sums", 1), ("words", 1)]


def test_a_newer_version_takes_the_place_under_another_name(point: Point) -> None:
    point.install("sums", 1)
    point.courses.prepare()
    point.install("sums", 2)
    (course,) = point.courses.listed()
    assert course.is_due
    point.courses.prepare()
    assert point.served == [("sums", 2)]


def test_files_of_others_are_left_alone(point: Point) -> None:
    point.packs.mkdir(parents=True)
    (point.packs / "hers.ujuzi").write_bytes(b"by hand")
    point.install("sums")
    point.courses.prepare()
    point.courses.choose("sums", "en", on=False)
    point.courses.prepare()
    assert [each.name for each in point.packs.iterdir()] == ["hers.ujuzi"]


def test_one_without_its_signature_is_named_until_a_stick_brings_it(
    point: Point, tmp_path: Path
) -> None:
    file = point.install("sums")
    point.desk._db.execute("UPDATE packs SET signed = x''")
    (course,) = point.courses.listed()
    assert (course.may_go, course.is_due) == (False, False)
    assert point.courses.prepare() == HandedOn(unsigned=["Sums"])
    assert point.served == []

    stick = tmp_path / "STICK"
    stick.mkdir()
    (stick / "sums.ujuzi").write_bytes(file.read_bytes())
    point.sticks = (Drive(stick, "STICK", is_removable=True, is_writable=True, free_bytes=0),)
    assert point.courses.prepare().written == ["Sums"]
    assert catalogue.unsigned(point.desk._db) == frozenset()


def test_a_disk_that_is_nearly_full_stays_so(point: Point, monkeypatch: pytest.MonkeyPatch) -> None:
    point.install("sums")
    monkeypatch.setattr(Medium, "free_bytes", lambda _self, _folder: 400_000_000)
    point.courses._medium = None
    assert point.courses.prepare().no_room == ["Sums"]
    assert point.served == []


def test_who_stops_it_keeps_what_is_whole(point: Point) -> None:
    point.install("sums")
    point.install("words")
    point.courses.prepare()
    point.courses.choose("sums", "en", on=False)
    point.courses.prepare()
    point.courses.choose("sums", "en", on=True)
    told = point.courses.prepare(cancelled=lambda: True)
    assert told.is_stopped
    assert point.served == [("words", 1)]
    assert [each.suffix for each in point.packs.iterdir()] == [".ujuzi"]


def test_a_damaged_course_is_named_and_the_rest_goes(point: Point) -> None:
    point.install("sums")
    point.install("words")
    listed = point.courses.listed()
    assert len(listed) == 2
    for each in (point.folder / "data" / "objects").rglob("*"):
        if each.is_file():
            each.unlink()
    told = point.courses.prepare()
    assert told.damaged == ["Sums", "Words"]
    assert replace(told, damaged=[]) == HandedOn()
