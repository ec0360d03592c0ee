"""What is compiled for Windows has the same bytes wherever it is built; what a start reads."""

from __future__ import annotations

import io
import re
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest

from stick import trees, windows
from stick.binaries import needed
from stick.writing import write_zip
from ujuzi.read_ahead import START

CALLED = (
    b"??0QStaticPlugin@@QEAA@P6APEAVQObject@@XZP6A?AUQPluginMetaData@@XZ@Z",
    b"?qRegisterStaticPluginFunction@@YAXUQStaticPlugin@@@Z",
)
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


def test_a_start_reads_what_lies_first_in_each_zip_and_libraries_and_fonts_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = trees.read_at_start(of_a_page=False)[1::2][:3]
    members = dict.fromkeys((*reversed(first),), b"x" * 1000) | {"later.pyc": bytes(1 << 20)}
    zips = [path for path in windows.PATHS if path.endswith(".zip")]
    for name in zips:
        write_zip(tmp_path / name, members, first=trees.read_at_start())
    asks = {
        windows.LIBRARY: ["VCRUNTIME140.dll", "kernel32.dll"],
        "QtCore.pyd": ["Qt6Core.dll", windows.LIBRARY],
        "Qt6Core.dll": ["msvcp140.dll", "vcruntime140.dll"],
        windows.PLATFORM_PLUGIN: ["qt6core.dll"],
    }
    there = {*asks, "msvcp140.dll", "vcruntime140.dll", "Unused.pyd", windows.PLUGINS}
    for name in (*there, *windows.FILES_AT_START):
        (tmp_path / name).write_text(name, "utf-8")
    monkeypatch.setattr(windows, "needed", lambda data: asks.get(data.decode(), []))
    windows.write_start(tmp_path)
    lines = (tmp_path / START).read_text("utf-8").splitlines()
    read = {line.split(" ")[2]: int(line.split(" ")[1]) for line in lines}
    for name in zips:
        with zipfile.ZipFile(tmp_path / name) as archive:
            assert archive.namelist() == [*first, "later.pyc"]
            assert archive.getinfo("later.pyc").header_offset < read[name] == windows.CLUSTER
    assert list(read)[3:] == [
        *windows.FILES_AT_START, "msvcp140.dll", windows.PLUGINS, "Qt6Core.dll", "QtCore.pyd",
        windows.PLATFORM_PLUGIN,
    ]  # fmt: skip
    assert read["Qt6Core.dll"] == len("Qt6Core.dll")


@needs_mingw
def test_a_library_knows_what_each_plugin_says_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {b"gif": b"what a picture is", b"windows": b"what a window is"}
    monkeypatch.setattr(windows, "qt_metadata", lambda data: said.get(data, b""))
    built = []
    for tree in (tmp_path / "one", tmp_path / "another place"):
        tree.mkdir()
        for name, data in (("qgif.dll", b"gif"), ("qwindows.dll", b"windows"), ("a.dll", b"")):
            (tree / name).write_bytes(data)
        (tree / windows.QT_CORE).write_bytes(b"\0".join(CALLED))
        windows.make_plugins(tree)
        built.append((tree / windows.PLUGINS).read_bytes())
    assert built[0] == built[1]
    assert all(data in built[0] for data in (*said.values(), "qgif.dll".encode("utf-16-le")))
    assert "a.dll".encode("utf-16-le") not in built[0].replace("plugins".encode("utf-16-le"), b"")
    assert needed(built[0]) == ["kernel32.dll"]


@pytest.mark.parametrize("missing", CALLED)
def test_a_qt_that_does_not_know_what_is_asked_of_it_is_refused(
    tmp_path: Path, missing: bytes
) -> None:
    known = [name for name in CALLED if name != missing]
    (tmp_path / windows.QT_CORE).write_bytes(b"\0".join(known))
    with pytest.raises(SystemExit, match=re.escape(missing.decode())):
        windows.make_plugins(tmp_path)
