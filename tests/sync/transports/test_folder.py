"""Bundles in a folder survive whatever a stick does, and strangers' files hinder nobody."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest

from helpers.by_folder import (
    CounterfeitStick,
    FailingStick,
    FolderCampus,
    NearlyFullStick,
    PulledStick,
    study,
    write_notes,
)
from helpers.hubs import new_database
from helpers.odd_files import make_pipe
from helpers.stations import NOW, Station
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.app import Hub
from ujuzi.store import facts, held, outbox
from ujuzi.sync import collecting, identity
from ujuzi.sync.collecting import LABEL_UP, CollectProgress
from ujuzi.sync.transports import folder
from ujuzi.sync.transports.medium import Medium
from ujuzi.wire import bundle, envelope
from ujuzi.wire.bundle import ENVELOPE, Bundle


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[FolderCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    stick = tmp_path / "STICK"
    stick.mkdir()
    yield FolderCampus(hub, stick)
    hub.database.close()


@pytest.fixture
def lab(campus: FolderCampus) -> Station:
    return campus.labs[0]


def whole(campus: FolderCampus) -> list[Bundle]:
    """Return the bundles that are whole, the oldest first."""
    medium = Medium()
    names = folder.listed(campus.bundles, medium).names
    read = [folder.read(campus.bundles, name, medium).bundle for name in names]
    return sorted((each for each in read if each), key=lambda each: each.head.number)


def lasts(found: Bundle) -> list[int]:
    return [envelope.read(wire).header.last for wire in found.of_kind(bundle.ENVELOPE)]


def code_of_failure(campus: FolderCampus, station: Station, medium: Medium) -> str:
    with pytest.raises(WorldError) as failed:
        campus.visit(station, medium)
    return str(failed.value.code)


def test_two_slots_hold_the_last_two_bundles_and_the_newer_all_that_waits(
    campus: FolderCampus, lab: Station
) -> None:
    for number in range(1, 5):
        study(lab, 3)
        visited = campus.visit(lab)
        assert (visited.events, visited.left) == (3 * number, 0)

    older, newer = whole(campus)

    assert (older.head.number, newer.head.number) == (3, 4)
    assert (lasts(older), lasts(newer)) == ([3, 6, 9], [3, 6, 9, 12])


def test_the_same_bytes_leave_each_time(campus: FolderCampus, lab: Station) -> None:
    study(lab, 3)
    campus.visit(lab)
    campus.visit(lab)

    older, newer = whole(campus)
    assert older.of_kind(ENVELOPE) == newer.of_kind(ENVELOPE) != ()


@pytest.mark.parametrize("step", ["write", "read_back", "rename", "renamed", *range(0, 1200, 150)])
def test_a_stick_pulled_anywhere_leaves_what_was_there_and_nothing_is_lost(
    campus: FolderCampus, lab: Station, step: str | int
) -> None:
    study(lab, 3)
    campus.visit(lab)
    write_notes(lab, 20)
    pulled = PulledStick(step=step) if isinstance(step, str) else PulledStick(after=step)

    assert code_of_failure(campus, lab, pulled) == "folder-gone"

    assert 3 in lasts(whole(campus)[0])
    assert outbox.holders(lab.db, lab.device)[0].last == 3
    assert campus.visit(lab).events == 23
    assert lasts(whole(campus)[-1])[-1] == 23
    assert list(campus.bundles.glob("*.part")) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "folder-full"),
        (errno.EFBIG, "folder-full"),
        (errno.EDQUOT, "folder-full"),
        (errno.EROFS, "folder-read-only"),
        (errno.EACCES, "folder-read-only"),
        (errno.EIO, "folder-gone"),
        (errno.ESTALE, "folder-gone"),
    ],
)
def test_each_trouble_has_its_code_and_leaves_what_was_there(
    campus: FolderCampus, lab: Station, number: int, code: str
) -> None:
    study(lab, 3)
    campus.visit(lab)
    study(lab, 3)

    assert code_of_failure(campus, lab, FailingStick(number)) == code

    assert [lasts(each) for each in whole(campus)] == [[3]]
    assert lab.waiting == 6


def test_a_folder_that_is_not_there_is_told(campus: FolderCampus, lab: Station) -> None:
    campus.folder.rmdir()
    assert code_of_failure(campus, lab, Medium()) == "folder-gone"


def test_what_bears_the_folders_name_and_is_none_is_told_by_its_name(
    campus: FolderCampus, lab: Station
) -> None:
    study(lab, 3)
    campus.bundles.write_bytes(b"what a broken file system left")
    for stumble in (campus.visit, lambda _: campus.collect(), lambda _: campus.prepare()):
        with pytest.raises(WorldError, match=f"{campus.bundles.name} is no folder") as refused:
            stumble(lab)
        assert refused.value.code == "folder-blocked"
        assert refused.value.facts["path"] == str(campus.bundles)

    campus.bundles.unlink()
    assert campus.visit(lab).events == 3


def test_a_stick_that_is_nearly_full_takes_the_oldest_and_says_how_much_is_left(
    campus: FolderCampus, lab: Station
) -> None:
    for _ in range(4):
        write_notes(lab, 10)
        campus.visit(lab)
    for file in campus.bundles.iterdir():
        file.unlink()
    size = 6000

    visited = campus.visit(lab, NearlyFullStick(folder.SLACK_BYTES + size))

    assert 0 < visited.events < 40
    assert visited.events + visited.left == 40
    assert visited.size <= size
    assert lasts(whole(campus)[0])[0] == 10


def test_of_what_is_for_computers_it_is_told_how_much_found_no_room(
    campus: FolderCampus, lab: Station
) -> None:
    study(lab, 3)
    campus.week()
    at = campus.coordinator
    whole_ = collecting.write_back(at.on_store, campus.folder, Medium())
    assert whole_.left_out == 0

    room = sum(len(each) + 16 for each in held_receipts(at))
    size = folder.SLACK_BYTES + bundle.SUM_BYTES + bundle.MAX_HEAD_BYTES // 64 + room + 100
    some = collecting.write_back(at.on_store, campus.folder, NearlyFullStick(size))
    assert some.receipts == whole_.receipts
    assert some.left_out > 0


def held_receipts(at: Station) -> list[bytes]:
    return [msgspec.msgpack.encode(each) for each in held.receipts(at.db)]


def test_a_stick_without_any_room_is_told_and_keeps_its_bundles(
    campus: FolderCampus, lab: Station
) -> None:
    study(lab, 3)
    campus.visit(lab)
    study(lab, 3)

    assert code_of_failure(campus, lab, NearlyFullStick(folder.SLACK_BYTES)) == "folder-full"
    assert [lasts(each) for each in whole(campus)] == [[3]]


def test_a_stick_that_writes_over_its_beginning_is_never_safe_to_remove(
    campus: FolderCampus, lab: Station
) -> None:
    study(lab, 3)
    stick = CounterfeitStick(1500)
    campus.visit(lab, stick)
    write_notes(lab, 60)

    assert code_of_failure(campus, lab, stick) == "folder-counterfeit"
    assert lab.waiting == 63


def test_what_the_cache_has_and_the_drive_has_not_is_noticed(
    campus: FolderCampus, lab: Station
) -> None:
    class Forgetful(Medium):
        def read_back(self, path: Path) -> bytes:
            data = super().read_back(path)
            return data[:-1] + bytes([data[-1] ^ 1])

    study(lab, 3)
    assert code_of_failure(campus, lab, Forgetful()) == "folder-counterfeit"
    assert whole(campus) == []


def test_a_computer_deletes_only_its_own_and_only_what_a_receipt_covers(
    campus: FolderCampus, lab: Station
) -> None:
    other = campus.new_station()
    study(other, 2)
    study(lab, 3)
    campus.visit(other)
    campus.visit(lab)
    campus.visit(lab)
    assert len(whole(campus)) == 3

    campus.carry()
    campus.collect()
    campus.carry()
    campus.prepare()
    campus.visit(lab)

    mine = [each for each in whole(campus) if each.head.device == lab.device]
    assert [lasts(each) for each in mine] == [[]]
    theirs = [each for each in whole(campus) if each.head.device == other.device]
    assert [lasts(each) for each in theirs] == [[2]]


def test_a_copy_of_a_disk_takes_another_label_and_replaces_nothing(
    campus: FolderCampus, lab: Station
) -> None:
    study(lab, 3)
    campus.visit(lab)
    clone = lab.copy()
    study(lab, 2)
    campus.visit(lab)
    campus.visit(lab)
    study(clone, 7)
    campus.visit(clone)
    campus.visit(clone)

    found = [lasts(each) for each in whole(campus)]

    assert [3, 5] in found
    assert [3, 10] in found
    assert len({each.head.label for each in whole(campus)}) == 2


def test_another_identity_writes_under_another_label(campus: FolderCampus, lab: Station) -> None:
    study(lab, 3)
    campus.visit(lab)
    identity.take_new(lab.db)
    campus.visit(lab)

    assert len({each.head.label for each in whole(campus)}) == 2


def test_two_computers_that_write_at_once_hinder_each_other_in_nothing(
    campus: FolderCampus, lab: Station
) -> None:
    other = campus.new_station()
    study(other, 2)
    study(lab, 3)

    class Meanwhile(Medium):
        def write(self, path: Path, data: bytes) -> None:
            campus.visit(other)
            super().write(path, data)
            campus.visit(other)

    campus.visit(lab, Meanwhile())

    assert sorted(map(lasts, whole(campus))) == [[2], [2], [3]]


def test_no_name_answer_or_key_is_found_on_a_lost_stick(campus: FolderCampus, lab: Station) -> None:
    write_notes(lab, 20)
    campus.visit(lab)
    campus.carry()
    campus.collect()
    campus.carry()
    campus.prepare()

    stick = b"".join(each.read_bytes() for each in campus.bundles.iterdir())
    names = b" ".join(each.name.encode() for each in campus.bundles.iterdir())
    secret = [b"secret", b"wambui", b"http://", b"ouaga", b"note-written"]
    secret.append(lab.keys.of(lab.device).public.raw)
    secret.append(campus.hub.identity.sealing_public)
    assert [each for each in secret if each in stick + names] == []


HOSTILE = {
    "a file of a stranger": (b"PK\x03\x04 photo", None),
    "an empty file": (b"", Code.BUNDLE_CUT),
    "one that was cut": (bundle.MARK + b"\x01\x00", Code.BUNDLE_CUT),
    "one of a later version": (bundle.MARK + b"\x63" + bytes(99), Code.BUNDLE_FROM_FUTURE),
}


@pytest.mark.parametrize(("data", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_no_bundle_is_told_and_the_rest_is_collected(
    campus: FolderCampus, lab: Station, data: bytes, code: Code | None
) -> None:
    study(lab, 3)
    campus.visit(lab)
    name = "0" * 16 + "-1.bundle"
    (campus.bundles / name).write_bytes(data)

    found = campus.collect()

    assert found.problems == {name: code or Code.BUNDLE_FOREIGN}
    assert found.events == 3


def test_strangers_names_and_tricks_with_paths_are_passed_over_and_counted(
    campus: FolderCampus, lab: Station, tmp_path: Path
) -> None:
    study(lab, 3)
    campus.visit(lab)
    place = campus.bundles
    (place / "holiday.jpg").write_bytes(b"x")
    (place / "..bundle").write_bytes(b"x")
    (place / ("A" * 16 + "-1.bundle")).write_bytes(b"x")
    (place / ("0" * 16 + "-3.bundle")).write_bytes(b"x")
    (place / ("1" * 16 + "-1.bundle")).mkdir()
    secret = tmp_path / "passwd"
    secret.write_bytes(bundle.write(bundle.UP, "d" * 16, "2" * 16, 1, []))
    (place / ("2" * 16 + "-1.bundle")).symlink_to(secret)
    make_pipe(place / ("3" * 16 + "-1.bundle"))

    found = campus.collect()

    assert found.strangers == 4
    assert set(found.problems.values()) == {Code.BUNDLE_FOREIGN}
    assert len(found.problems) == 3
    assert (found.bundles, found.events) == (1, 3)


def test_a_sparse_file_of_twenty_gigabytes_is_not_read(campus: FolderCampus, lab: Station) -> None:
    study(lab, 3)
    campus.visit(lab)
    name = "0" * 16 + "-1.bundle"
    with (campus.bundles / name).open("wb") as file:
        file.write(bundle.MARK)
        file.truncate(20 * 1024**3)

    found = campus.collect()

    assert found.problems == {name: Code.BUNDLE_FOREIGN}
    assert found.events == 3


def test_a_folder_of_very_many_files_is_listed_so_far_and_no_farther(
    campus: FolderCampus, lab: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "MAX_ENTRIES", 50)
    study(lab, 3)
    campus.visit(lab)
    for number in range(100):
        (campus.bundles / f"photo-{number}").touch()

    assert campus.collect().is_crowded
    assert campus.visit(lab).is_crowded
    assert lasts(whole_of(campus, lab)) == [3]


def whole_of(campus: FolderCampus, station: Station) -> Bundle:
    """Return the newest bundle of a computer, by its name."""
    label = json.loads(facts.get(station.db, LABEL_UP) or "[]")[1]
    found = [folder.read(campus.bundles, f"{label}-{slot}.bundle", Medium()) for slot in (1, 2)]
    return max((each.bundle for each in found if each.bundle), key=lambda each: each.head.number)


def test_a_computer_reads_no_more_of_others_bundles_than_where_they_go(
    campus: FolderCampus, lab: Station
) -> None:
    other = campus.coordinator

    class Counting(Medium):
        names_read: ClassVar[list[str]] = []

        def read(self, path: Path, most: int) -> bytes | None:
            self.names_read.append(path.name)
            return super().read(path, most)

    for station in (lab, other):
        study(station, 10)
    campus.visit(other)
    campus.prepare()
    (others,) = (each.name for each in campus.bundles.glob("*.bundle") if ours(each, other))

    medium = Counting()
    seen = campus.visit(lab, medium=medium)

    assert seen.events == 10
    assert others not in medium.names_read


def ours(path: Path, station: Station) -> bool:
    found = bundle.read(path.read_bytes())
    return (found.head.device, found.head.direction) == (station.device, bundle.UP)


def test_a_computer_that_is_not_registered_touches_nothing(campus: FolderCampus) -> None:
    with pytest.raises(RefusedError) as refused:
        campus.visit(Station())
    assert refused.value.code == "not-registered"
    assert not campus.bundles.exists()


def test_collecting_tells_how_far_it_is_in_files_and_bytes_and_what_came_of_whom(
    campus: FolderCampus, lab: Station
) -> None:
    other = campus.new_station()
    study(lab, 3)
    study(other, 5)
    campus.visit(lab)
    campus.visit(other)
    with (campus.bundles / ("0" * 16 + "-1.bundle")).open("wb") as file:
        file.truncate(20 * 1024**3)  # is not read, and counts as nothing
    size = sum(each.stat().st_size for each in campus.bundles.iterdir()) - 20 * 1024**3
    told: list[CollectProgress] = []

    at = campus.coordinator
    found = collecting.collect(
        at.on_store, campus.folder, at.clock, campus.medium, progress=told.append
    )
    again = campus.collect()

    assert [each.files for each in told] == [0, 1, 2, 3]
    assert {(each.all_files, each.all_bytes) for each in told} == {(3, size)}
    assert (told[0].bytes, told[-1].bytes) == (0, size)
    assert {device: came.events for device, came in found.came.items()} == {
        lab.device: 3,
        other.device: 5,
    }
    assert {device: came.known for device, came in again.came.items()} == {
        lab.device: 3,
        other.device: 5,
    }


def test_collecting_that_is_stopped_keeps_what_was_read_by_then(
    campus: FolderCampus, lab: Station
) -> None:
    other = campus.new_station()
    for station in (lab, other):
        study(station, 3)
        campus.visit(station)
    told: list[CollectProgress] = []

    at = campus.coordinator
    found = collecting.collect(
        at.on_store,
        campus.folder,
        at.clock,
        campus.medium,
        progress=told.append,
        cancelled=lambda: len(told) == 1,
    )

    assert (found.bundles, found.events) == (1, 3)
    assert sum(each.recorded for each in held.counts(at.db)) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="other systems call no folder so")
def test_a_stick_whose_name_is_no_text_is_written_to_and_collected_from(
    campus: FolderCampus, lab: Station, tmp_path: Path
) -> None:
    campus.folder = tmp_path / os.fsdecode(b"CL\xc9 \xe2\x80\xaeKCITS")
    campus.folder.mkdir()
    study(lab, 2)
    campus.visit(lab)
    assert campus.collect().events == 2
    (holder,) = outbox.holders(lab.db, lab.device)
    assert holder.name == "CL\\udcc9 \\u202eKCITS", "what steers a terminal is shown"
