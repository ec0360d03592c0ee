"""Whatever somebody puts into a folder: it is told in plain words, and the rest is collected."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.by_folder import FolderCampus, study
from helpers.hubs import new_database
from helpers.odd_files import make_pipe
from helpers.stations import NOW, Station
from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.app import Hub
from ujuzi.store import facts, held, introductions, statements
from ujuzi.sync import collecting
from ujuzi.sync.collecting import LABEL_UP, FolderCollection
from ujuzi.sync.transports import folder, marks
from ujuzi.sync.transports.medium import Medium
from ujuzi.ui.shell.sentences import sentence
from ujuzi.wire import bundle
from ujuzi.wire.bundle import Bundle

NAME = "0" * 16 + "-1.bundle"
KINDS = (bundle.ENVELOPE, bundle.REPORT, bundle.ENROLMENT, bundle.ASK, 99)
JUNK = (b"", b"\x00", b"\x01" * 64, os.urandom(900), b"\xff" * 5000)


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[FolderCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    stick = tmp_path / "STICK"
    stick.mkdir()
    made = FolderCampus(hub, stick, labs=2)
    made.carry()
    for lab in made.labs:
        study(lab, 5)
        made.visit(lab)
    yield made
    hub.database.close()


def label_of(station: Station) -> str:
    return str(json.loads(facts.get(station.db, LABEL_UP) or "[]")[1])


def bundle_of(campus: FolderCampus, station: Station) -> tuple[Path, Bundle]:
    """Return a computer's only bundle."""
    (file,) = campus.bundles.glob(f"{label_of(station)}-*.bundle")
    return file, bundle.read(file.read_bytes())


def written(head: Bundle, items: list[tuple[int, bytes]], label: str = "") -> bytes:
    """Return a bundle that is whole, under the name of another one's computer."""
    at = head.head
    return bundle.write(at.direction, at.device, label or at.label, at.number, items)


def counts_of(campus: FolderCampus) -> dict[str, int]:
    return {each.device: each.held for each in held.counts(campus.coordinator.db) if each.held}


@pytest.mark.parametrize("place", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_bundle_that_was_changed_by_somebody_who_knows_the_sum_says_nothing(
    campus: FolderCampus, place: float
) -> None:
    thief, other = campus.labs
    file, found = bundle_of(campus, thief)
    content = bytearray(found.of_kind(bundle.ENVELOPE)[0])
    content[int(len(content) * place)] ^= 1
    file.write_bytes(written(found, [(bundle.ENVELOPE, bytes(content))]))

    came = campus.collect()

    assert came.refused == 1
    assert counts_of(campus) == {other.device: 5}


@pytest.mark.parametrize("kind", KINDS)
def test_junk_of_every_kind_is_passed_over_and_the_rest_is_collected(
    campus: FolderCampus, kind: int
) -> None:
    _, found = bundle_of(campus, campus.labs[0])
    many = [(kind, JUNK[number % len(JUNK)]) for number in range(500)]
    (campus.bundles / NAME).write_bytes(written(found, many, "0" * 16))

    came = campus.collect()

    assert (came.events, came.problems) == (10, {})
    assert counts_of(campus) == dict.fromkeys((each.device for each in campus.labs), 5)
    assert introductions.listed(campus.coordinator.db) == ()
    assert {each.statement.device for each in statements.latest(campus.coordinator.db)} == {
        each.device for each in campus.labs
    }


def test_a_true_bundle_under_a_strangers_label_is_held_once(campus: FolderCampus) -> None:
    _, found = bundle_of(campus, campus.labs[0])
    items = list(zip(found.head.kinds, found.items, strict=True))
    for number in range(1, 9):
        label = f"{number:016x}"
        (campus.bundles / f"{label}-1.bundle").write_bytes(written(found, items, label))

    came = campus.collect()

    assert (came.events, came.known, came.refused) == (10, 40, 0)


def test_a_head_that_lies_about_its_label_is_none(campus: FolderCampus) -> None:
    _, found = bundle_of(campus, campus.labs[0])
    (campus.bundles / NAME).write_bytes(written(found, []))
    assert campus.collect().problems == {NAME: Code.BUNDLE_MALFORMED}


@pytest.mark.parametrize("number", [bundle.MOST_NUMBER, bundle.MOST_NUMBER - 1, 10**9])
def test_a_number_that_somebody_made_up_makes_no_bundle_unreadable(
    campus: FolderCampus, number: int
) -> None:
    lab = campus.labs[0]
    file, found = bundle_of(campus, lab)
    label = found.head.label
    for slot in (1, 2):
        data = bundle.write(bundle.UP, lab.device, label, number, [])
        (file.parent / f"{label}-{slot}.bundle").write_bytes(data)
    study(lab, 2)

    for _ in range(3):
        assert campus.visit(lab).left == 0

    assert campus.collect().problems == {}
    assert counts_of(campus)[lab.device] == 7


def test_a_strangers_file_in_the_place_of_ones_own_makes_it_take_another_name(
    campus: FolderCampus,
) -> None:
    lab = campus.labs[0]
    label = label_of(lab)
    for slot in (1, 2):
        target = campus.bundles / f"{label}-{slot}.bundle"
        target.unlink(missing_ok=True)
        target.mkdir()

    campus.visit(lab)

    assert label_of(lab) != label
    assert campus.collect().events == 10


def test_a_mark_that_waits_for_ever_is_not_opened(campus: FolderCampus, tmp_path: Path) -> None:
    name = marks.name_of(campus.hub.identity.signing_key.public.raw, "c")
    make_pipe(campus.bundles / name)
    assert marks.found(campus.bundles, name, Medium()) == ""
    (tmp_path / "secret").write_bytes(b"0" * 32)
    other = marks.name_of(bytes(32), "c")
    (campus.bundles / other).symlink_to(tmp_path / "secret")
    assert marks.found(campus.bundles, other, Medium()) == ""


def test_a_folder_that_bears_the_name_of_what_is_half_written_hinders_nobody(
    campus: FolderCampus,
) -> None:
    lab = campus.labs[0]
    blocked = campus.bundles / f"{label_of(lab)}-{'0' * 8}.part"
    (blocked / "below").mkdir(parents=True)
    study(lab, 2)

    assert campus.visit(lab).events == 7
    assert blocked.is_dir()


def test_names_that_came_in_capitals_are_those_of_bundles_all_the_same(
    campus: FolderCampus,
) -> None:
    for file in campus.bundles.iterdir():
        file.rename(file.with_name(file.name.upper()))
    campus.bundles.rename(campus.bundles.with_name("UJUZI-BUNDLES"))

    came = campus.collect()

    assert (came.events, came.strangers, came.problems) == (10, 0, {})
    campus.carry()
    campus.prepare()
    assert [campus.visit(lab).landed for lab in campus.labs] == [5, 5]
    assert [each.name for each in campus.folder.iterdir()] == ["UJUZI-BUNDLES"]
    assert folder.bundles_folder(campus.folder / "UJUZI-BUNDLES").parent == campus.folder


class _CaseBlind(Medium):
    """FAT: a name finds a file in any case, and what takes a file's place has the name it had."""

    def _there(self, path: Path) -> Path:
        return folder.named(path.parent, path.name)

    def read(self, path: Path, most: int) -> bytes | None:
        return super().read(self._there(path), most)

    def read_back(self, path: Path) -> bytes:
        return super().read_back(self._there(path))

    def rename(self, source: Path, target: Path) -> None:
        super().rename(source, self._there(target))

    def delete(self, path: Path) -> None:
        super().delete(self._there(path))


def test_what_takes_the_place_of_a_bundle_in_capitals_on_fat_is_collected(
    campus: FolderCampus,
) -> None:
    lab, campus.medium = campus.labs[0], _CaseBlind()
    for _ in range(3):
        for file in campus.bundles.iterdir():
            file.rename(file.with_name(file.name.upper()))
        study(lab, 1)
        campus.visit(lab)

    assert len({each.name.lower() for each in campus.bundles.iterdir()}) == 3
    assert campus.collect().events == 13
    assert counts_of(campus) == {lab.device: 8, campus.labs[1].device: 5}


def test_every_trouble_with_a_file_is_told_in_plain_words(campus: FolderCampus) -> None:
    _, found = bundle_of(campus, campus.labs[0])
    whole = written(found, [], "0" * 16)
    for data in (b"PK\x03\x04", whole[:-1], bundle.MARK + b"\x63" + bytes(99), whole[:40]):
        (campus.bundles / NAME).write_bytes(data)
        (code,) = campus.collect().problems.values()
        said = sentence(RefusedError(code, "The file is not good."))
        assert len(said) > 20
        assert "Error" not in said
        assert "bundle" not in said.lower()


@given(data=st.binary(max_size=400), whole=st.booleans())
@settings(max_examples=200, deadline=None)
def test_no_bytes_of_a_stranger_are_an_accident(data: bytes, *, whole: bool) -> None:
    if whole:
        content = bundle.MARK + bytes([bundle.FORMAT]) + data
        data = content + hashlib.sha256(content).digest()
    with suppress(RefusedError):
        bundle.read(data)


def test_what_is_collected_costs_the_same_however_often_it_is_put_back(
    campus: FolderCampus,
) -> None:
    def rows() -> int:
        db = campus.coordinator.db
        return sum(
            db.rows(f"SELECT count(*) FROM {table}")[0][0]
            for table in ("held_envelopes", "statements", "introductions")
        )

    campus.collect()
    before = rows()
    found: FolderCollection = campus.collect()
    assert (found.events, rows()) == (0, before)


def test_a_thief_with_the_key_of_one_computer_speaks_for_no_other(campus: FolderCampus) -> None:
    victim = campus.labs[1]
    thief = PublisherKey.generate()
    _, found = bundle_of(campus, victim)
    wire = found.of_kind(bundle.ENVELOPE)[0]
    forged = wire[:1] + thief.sign(wire[65:]) + wire[65:]
    (campus.bundles / NAME).write_bytes(written(found, [(bundle.ENVELOPE, forged)], "0" * 16))
    assert campus.collect().refused == 1
    assert counts_of(campus)[victim.device] == 5


@pytest.mark.parametrize("year", [1970, 2001, 2040])
def test_a_file_server_whose_clock_is_wrong_decides_nothing(
    campus: FolderCampus, year: int
) -> None:
    lab = campus.labs[0]
    for count in (3, 4, 5):
        study(lab, count)
        campus.visit(lab)
        for place, file in enumerate(sorted(campus.bundles.iterdir(), reverse=count == 4)):
            at = (year - 1970) * 365 * 24 * 3600 + place
            os.utime(file, (at, at))
    found = campus.collect()
    assert (found.problems, found.events) == ({}, 22)
    mine = [each for each in campus.bundles.iterdir() if each.name.startswith(label_of(lab))]
    assert sorted(bundle.read(each.read_bytes()).head.number for each in mine) == [3, 4]

    campus.carry()
    campus.prepare()
    campus.visit(lab)
    assert lab.waiting == 0
    assert len(campus.landed()) == 22


def test_of_a_hundred_thousand_files_ten_thousand_are_looked_at_and_a_computer_finds_its_own(
    campus: FolderCampus,
) -> None:
    class Crowded(Medium):
        """A folder with so many files of somebody else in front of what lies there."""

        def __init__(self) -> None:
            self.looked_at = 0

        def names(self, at: Path) -> Iterator[str]:
            for number in range(100_000):
                self.looked_at += 1
                yield f"IMG-{number}.jpg"
            yield from super().names(at)

    lab, medium = campus.labs[0], Crowded()
    study(lab, 3)
    campus.visit(lab, medium)
    study(lab, 4)
    visited = campus.visit(lab, medium)
    assert (visited.events, visited.is_crowded) == (12, True)
    assert visited.strangers == folder.MAX_ENTRIES

    medium.looked_at = 0
    at = campus.coordinator
    found = collecting.collect(at.on_store, campus.folder, at.clock, medium)
    assert (found.bundles, found.is_crowded) == (0, True)
    assert medium.looked_at <= folder.MAX_ENTRIES + 1
    assert campus.collect().events == 17  # once somebody has made room
