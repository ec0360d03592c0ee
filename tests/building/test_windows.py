"""What is compiled for Windows has the same bytes wherever it is built; what a start reads."""

from __future__ import annotations

import io
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from stick import trees, windows
from stick.writing import write_zip
from ujuzi.read_ahead import START

needs_mingw = pytest.mark.skipif(not shutil.which(windows.GCC), reason="needs mingw")
SOURCE = b"SQLITE_API int sqlite3_answer(void) { return 42; }\n"


def sqlite_in(folder: Path) -> bytes:
    """Return what is built of a small source that stands for SQLite's."""
    folder.mkdir(parents=True)
    package = folder / "better-sqlite3-multiple-ciphers-1.tgz"
    with tarfile.open(package, "w:gz") as archive:
        for name, data in (("sqlite3.c", SOURCE), ("sqlite3.h", b"")):
            member = tarfile.TarInfo(f"package/deps/sqlite3/{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    windows.make_sqlite(folder / "sqlite3.dll", {package.name: package})
    return (folder / "sqlite3.dll").read_bytes()


@needs_mingw
def test_sqlite_has_the_same_bytes_in_another_folder(tmp_path: Path) -> None:
    first = sqlite_in(tmp_path / "one")
    assert b"sqlite3_answer" in first
    assert sqlite_in(tmp_path / "another place" / "else") == first


@needs_mingw
def test_the_launchers_have_the_bytes_of_every_release(tmp_path: Path) -> None:
    windows.make_launchers(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(windows.LAUNCHERS)


def test_a_start_reads_what_lies_first_in_each_zip_and_no_more(tmp_path: Path) -> None:
    first = trees.read_at_start(of_a_page=False)[1::2][:3]
    members = dict.fromkeys(("later.pyc", *reversed(first)), b"x" * 1000)
    for name in (path for path in windows.PATHS if path.endswith(".zip")):
        write_zip(tmp_path / name, members, first=trees.read_at_start())
    windows.write_start(tmp_path)
    for line in (tmp_path / START).read_text("utf-8").splitlines():
        begin, length, name = line.split(" ")
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert archive.namelist() == [*first, "later.pyc"]
            assert (int(begin), int(length)) == (0, archive.getinfo("later.pyc").header_offset)
    assert len((tmp_path / START).read_text("utf-8").splitlines()) == 3
