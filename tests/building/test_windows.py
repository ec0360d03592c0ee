"""What is compiled for Windows has the same bytes wherever it is built."""

from __future__ import annotations

import io
import shutil
import tarfile
from pathlib import Path

import pytest

from stick import windows

pytestmark = pytest.mark.skipif(not shutil.which(windows.GCC), reason="needs mingw")
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


def test_sqlite_has_the_same_bytes_in_another_folder(tmp_path: Path) -> None:
    first = sqlite_in(tmp_path / "one")
    assert b"sqlite3_answer" in first
    assert sqlite_in(tmp_path / "another place" / "else") == first


def test_the_launchers_have_the_bytes_of_every_release(tmp_path: Path) -> None:
    windows.make_launchers(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(windows.LAUNCHERS)
