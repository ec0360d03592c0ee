"""Archives of the same files have the same bytes, whenever and wherever they are written."""

from __future__ import annotations

import hashlib
import os
import tarfile
import zipfile
from pathlib import Path

from stick.writing import DEFLATED, files_below, write_archive, write_zip

FILES = {"b/two.pyc": b"2" * 5000, "a.txt": b"one", "ሀ/three é.md": b"", "bin/run": b"#!/bin/sh\n"}


def tree(folder: Path, names: list[str], date: int) -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(FILES[name])
        os.utime(file, (date, date))
    (folder / "bin" / "run").chmod(0o700)
    return folder


def test_archives_of_two_checkouts_are_byte_for_byte_the_same(tmp_path: Path) -> None:
    first = tree(tmp_path / "one", list(FILES), 1_000_000_000)
    second = tree(tmp_path / "another place", list(FILES)[::-1], 1_700_000_000)
    written = []
    for number, folder in enumerate((first, second)):
        archive, zipped = tmp_path / f"{number}.tar.xz", tmp_path / f"{number}.zip"
        write_archive(archive, folder, "0.1.0")
        members = {name: file.read_bytes() for name, file in files_below(folder).items()}
        write_zip(zipped, dict(reversed(members.items())) if number else members)
        written.append([hashlib.sha256(f.read_bytes()).hexdigest() for f in (archive, zipped)])
    assert written[0] == written[1]


def test_an_archive_holds_every_file_and_what_may_be_run_and_no_person(tmp_path: Path) -> None:
    folder = tree(tmp_path / "tree", list(FILES), 1)
    write_archive(tmp_path / "all.tar.xz", folder, "0.1.0")
    with tarfile.open(tmp_path / "all.tar.xz") as archive:
        found = {member.name: member for member in archive}
        run = found["0.1.0/bin/run"]
        assert sorted(found) == [f"0.1.0/{name}" for name in sorted(FILES)]
        assert (run.mode, found["0.1.0/a.txt"].mode) == (0o755, 0o644)
        assert {(each.uid, each.gid, each.uname) for each in found.values()} == {(0, 0, "")}


def test_modules_lie_unpacked_in_their_zip_and_licences_packed(tmp_path: Path) -> None:
    members = {name: data for name, data in FILES.items() if data}
    write_zip(tmp_path / "lib.zip", members)
    write_zip(tmp_path / "licences.zip", members, DEFLATED)
    with zipfile.ZipFile(tmp_path / "lib.zip") as stored:
        assert {each.compress_type for each in stored.infolist()} == {zipfile.ZIP_STORED}
        assert {each.filename: stored.read(each) for each in stored.infolist()} == members
    assert (tmp_path / "licences.zip").stat().st_size < (tmp_path / "lib.zip").stat().st_size


def test_what_is_read_first_lies_first_and_the_rest_as_always(tmp_path: Path) -> None:
    members = {f"{name}.pyc": name.encode() for name in "dbca"}
    write_zip(tmp_path / "lib.zip", members, first=("c.pyc", "nowhere.pyc", "a.pyc"))
    with zipfile.ZipFile(tmp_path / "lib.zip") as archive:
        assert archive.namelist() == ["c.pyc", "a.pyc", "b.pyc", "d.pyc"]


def test_what_is_read_first_lies_at_the_beginning_packed(tmp_path: Path) -> None:
    members = dict.fromkeys(("a.pyc", "b.pyc", "c.pyc"), b"x" * 5000)
    write_zip(tmp_path / "ours.zip", members, first=["c.pyc", "gone.pyc", "b.pyc"])
    with zipfile.ZipFile(tmp_path / "ours.zip") as archive:
        assert archive.namelist() == ["c.pyc", "b.pyc", "a.pyc"]
        packed = [each.compress_size < each.file_size for each in archive.infolist()]
        assert packed == [True, True, False]
        assert {name: archive.read(name) for name in members} == members
