"""What a stick brings is told by what its files are: newer, whole, once; nothing is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.clocks import FakeClock
from helpers.course_folders import KEY
from helpers.packs import entry_of, forge, forge_texts, manifest_of
from ujuzi.credentials.keys import PublisherKey
from ujuzi.services.delivery.brought import BroughtCourse, brought, courses_folder
from ujuzi.services.desk import Desk, open_desk
from ujuzi.services.study.installing import Installer


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "data", FakeClock()) as opened:
        opened.library.trust_key("Nobody", KEY.public)
        yield opened


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "STICK"
    courses_folder(folder).mkdir(parents=True)
    return folder


def put(stick: Path, name: str, version: int, course: str = "counting") -> Path:
    texts = {"one.md": f"# {version}\n".encode()}
    file = courses_folder(stick) / name
    return forge_texts(file, texts, id=course, title=course.title(), version=version)


def look(desk: Desk, stick: Path) -> tuple[BroughtCourse, ...]:
    return brought(stick, Installer(lambda work: work(desk.library)))


def test_what_is_newer_or_new_is_found_under_any_name_and_what_is_not_is_passed_over(
    desk: Desk, stick: Path
) -> None:
    desk.library.install(put(stick, "counting_en.ujuzi", 2))
    assert look(desk, stick) == ()

    put(stick, "letters_en.ujuzi", 1)  # older, renamed
    assert look(desk, stick) == ()

    newest = put(stick, "zebra.ujuzi", 4)
    put(stick, "middle.ujuzi", 3)
    other = put(stick, "other.ujuzi", 1, course="letters")
    found = look(desk, stick)
    assert [(each.file, each.offer.installed_version) for each in found] == [
        (newest, 2),
        (other, None),
    ]
    assert [each.version for each in desk.library.installed()] == [2]


def test_a_course_whose_name_came_in_capitals_is_found(desk: Desk, stick: Path) -> None:
    put(stick, "COUNTING.UJUZI", 2)
    place = courses_folder(stick)
    place.rename(place.with_name(place.name.upper()))

    assert [each.file.name for each in look(desk, stick)] == ["COUNTING.UJUZI"]


def test_what_is_cut_foreign_or_no_course_is_passed_over(desk: Desk, stick: Path) -> None:
    cut = put(stick, "cut.ujuzi", 5)
    cut.write_bytes(cut.read_bytes()[:-40])
    (courses_folder(stick) / "letter.ujuzi").write_bytes(b"Dear Ada,")
    (courses_folder(stick) / "folder.ujuzi").mkdir()
    part = put(stick, "begun.ujuzi", 6)
    part.rename(part.with_name("begun.ujuzi.12345678.part"))
    assert look(desk, stick) == ()
    assert look(desk, stick / "gone") == ()


def test_an_unknown_publisher_is_told_and_stands_behind_a_trusted_one(
    desk: Desk, stick: Path
) -> None:
    entry = entry_of("a.md", b"# A\n")
    manifest = manifest_of([entry], id="counting", title="Counting", version=9)
    file = courses_folder(stick) / "stranger.ujuzi"
    forge(file, manifest, [(f"objects/{entry.sha256}", b"# A\n")], PublisherKey.generate())
    (found,) = look(desk, stick)
    assert (found.file, found.offer.trusted) == (file, False)

    mine = put(stick, "mine.ujuzi", 3)
    (found,) = look(desk, stick)
    assert (found.file, found.offer.trusted) == (mine, True)
