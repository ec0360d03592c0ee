"""A tree holds what Ujuzi runs: by lists of what is dropped, and by who asks for which library."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path

import pytest

from stick import trees, windows


@pytest.mark.parametrize(
    ("path", "layout", "kept"),
    [
        ("PySide6/QtWidgets.pyd", trees.WINDOWS, True),
        ("PySide6/QtQml.pyd", trees.WINDOWS, False),
        ("PySide6/Qt6Core.dll", trees.WINDOWS, True),  # until nobody asks for it
        ("PySide6/plugins/platforms/qwindows.dll", trees.WINDOWS, True),
        ("PySide6/plugins/platforms/qdirect2d.dll", trees.WINDOWS, False),
        ("PySide6/plugins/sqldrivers/qsqlite.dll", trees.WINDOWS, False),
        ("PySide6/translations/qtbase_fr.qm", trees.WINDOWS, True),
        ("PySide6/translations/qtbase_pt_BR.qm", trees.WINDOWS, True),
        ("PySide6/translations/qtbase_de.qm", trees.WINDOWS, False),
        ("PySide6/translations/qtdeclarative_fr.qm", trees.WINDOWS, False),
        ("PySide6/designer.exe", trees.WINDOWS, False),
        ("PySide6/designer", trees.LINUX, False),
        ("PySide6/QtCore.abi3.so", trees.LINUX, True),
        ("PySide6/Qt/lib/libQt6Core.so.6", trees.LINUX, True),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", trees.LINUX, True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", trees.LINUX, False),
        ("ujuzi/ui/window.py", trees.LINUX, True),
        ("ujuzi/hub/asgi.py", trees.LINUX, False),
        ("pip/__init__.py", trees.WINDOWS, False),
        ("zeroconf/_services/info.cp313-win_amd64.pyd", trees.WINDOWS, False),
        ("zeroconf/_services/info.py", trees.WINDOWS, True),
        ("charset_normalizer/md.cpython-313-x86_64-linux-gnu.so", trees.LINUX, False),
        ("pygments/formatters/html.py", trees.WINDOWS, False),
        ("pygments/lexers/python.py", trees.WINDOWS, True),
        ("_cffi_backend.cp313-win_amd64.pyd", trees.WINDOWS, True),
        ("lxml/html/__init__.py", trees.WINDOWS, True),
        ("lxml/includes/xpath.pxd", trees.WINDOWS, False),
        ("lxml/html/diff.py", trees.WINDOWS, False),
        ("PySide6/QtDBus.pyd", trees.WINDOWS, False),
        ("shiboken6/lib/cmake/Shiboken6/Shiboken6Config.cmake", trees.WINDOWS, False),
        ("shiboken6/msvcp140.dll", trees.WINDOWS, True),  # until nobody asks for it
        ("zstandard/backend_c.cp313-win_amd64.pyd", trees.WINDOWS, True),
        ("zstandard/_cffi.cp313-win_amd64.pyd", trees.WINDOWS, False),
        ("zstandard-0.25.0.dist-info/licenses/LICENSE", trees.WINDOWS, True),
        ("zstandard/_cffi.cpython-313-x86_64-linux-gnu.so", trees.LINUX, False),
        ("zstandard/backend_c.cpython-313-x86_64-linux-gnu.so", trees.LINUX, True),
    ],
)
def test_what_is_kept_of_a_wheel(path: str, layout: trees.Layout, *, kept: bool) -> None:
    assert trees.is_kept(path, layout) == kept


def test_nothing_that_is_shipped_imports_what_is_not() -> None:
    app = trees.ROOT / "app"
    shipped, dropped = {}, set(trees.UNUSED)
    for file in app.rglob("*.py"):
        path = file.relative_to(app).as_posix()
        if trees.is_kept(path, trees.WINDOWS):
            shipped[path] = re.findall(
                r"^\s*(?:from|import) ([\w.]+)", file.read_text("utf-8"), re.M
            )
        else:
            dropped.add(path.removesuffix("/__init__.py").removesuffix(".py").replace("/", "."))
    assert "ujuzi.hub" in dropped
    wrong = {path: dropped.intersection(names) for path, names in shipped.items()}
    assert {path: names for path, names in wrong.items() if names} == {}


def test_no_hash_is_asked_for_that_python_lacks_without_openssl() -> None:
    asked: set[str] = set()
    for file in (trees.ROOT / "app").rglob("*.py"):
        asked |= set(re.findall(r"hashlib\.(\w+)", file.read_text("utf-8")))
    assert "_hashlib.pyd" in windows.UNUSED
    assert asked - {"file_digest"} <= hashlib.algorithms_guaranteed


def test_a_library_stays_while_something_that_stays_asks_for_it() -> None:
    binaries = {
        "PySide6/QtGui.pyd": ["Qt6Gui.dll", "KERNEL32.dll"],
        "PySide6/Qt6Gui.dll": ["qt6core.dll"],
        "PySide6/Qt6Core.dll": [],
        "PySide6/Qt6Quick.dll": ["Qt6Qml.dll"],
        "PySide6/Qt6Qml.dll": ["Qt6Quick.dll"],  # they ask for each other, and nobody for them
    }
    optional = [path for path in binaries if "Qt6" in path]
    unused = {"PySide6/Qt6Quick.dll", "PySide6/Qt6Qml.dll"}
    assert trees.unreached(binaries, optional) == unused


def test_only_libraries_of_qt_are_taken_away(tmp_path: Path) -> None:
    module, unasked = "_cffi_backend.cpython-313-x86_64-linux-gnu.so", "libQt6Quick.so.6"
    libraries = tmp_path / trees.LINUX.libraries
    libraries.mkdir(parents=True)
    for file in (tmp_path / module, libraries / unasked):
        file.touch()
    trees.trim(tmp_path, trees.LINUX)
    assert (tmp_path / module).exists()
    assert not (libraries / unasked).exists()


def test_packages_go_into_zips_but_those_with_libraries_or_files_of_their_own(
    tmp_path: Path,
) -> None:
    packages = tmp_path / "packages"
    for name in (
        "click/core.pyc", "six.pyc", "ujuzi/cli/__init__.pyc", "lxml/etree.pyd", "lxml/html.pyc",
        "certifi/cacert.pem", "certifi/core.pyc", "nh3/nh3.abi3.so", "_cffi_backend.pyd",
    ):  # fmt: skip
        file = packages / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())

    trees.zip_packages(packages, tmp_path)

    with zipfile.ZipFile(tmp_path / "lib.zip") as theirs:
        assert theirs.namelist() == ["click/core.pyc", "six.pyc"]
    with zipfile.ZipFile(tmp_path / "ujuzi.zip") as ours:
        assert ours.namelist() == ["ujuzi/cli/__init__.pyc"]
    assert sorted(each.name for each in (tmp_path / "lib").iterdir()) == [
        "_cffi_backend.pyd", "certifi", "lxml", "nh3",
    ]  # fmt: skip


def test_most_of_what_is_said_to_be_imported_at_start_is_there_still() -> None:
    ours = [name for name in trees.read_at_start() if name.startswith("ujuzi/")]
    there = [name for name in ours if (trees.ROOT / "app" / name.removesuffix("c")).is_file()]
    modules = [each for each in trees.START.read_text().split() if each.startswith("ujuzi.")]
    assert len(there) > 0.9 * len(modules) > 100


def test_no_member_of_a_wheel_leaves_the_tree(tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("../evil.py", b"")
        archive.writestr("a-1.data/purelib/a.py", b"a")
        archive.writestr("a-1.data/scripts/run.py", b"")
        archive.writestr("b/c.py", b"c")
    trees.unpack([wheel], tmp_path / "out")
    found = sorted(each.name for each in (tmp_path / "out").rglob("*.py"))
    assert found == ["a.py", "c.py"]
    assert not (tmp_path / "evil.py").exists()


def test_of_a_wheel_nothing_is_unpacked_that_is_not_kept(tmp_path: Path) -> None:
    wheel = tmp_path / "a.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("PySide6/QtCore.pyd", b"core")
        archive.writestr("PySide6/qml/QtQuick/qtquick.dll", b"quick")
        archive.writestr("a-1.dist-info/METADATA", b"Name: a")
    trees.unpack([wheel], tmp_path / "out", trees.WINDOWS)
    there = {each.name for each in (tmp_path / "out").rglob("*")}
    assert there == {"PySide6", "QtCore.pyd", "a-1.dist-info", "METADATA"}
