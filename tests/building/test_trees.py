"""A tree holds what Ujuzi runs: by lists of what is dropped, and by who asks for which library."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from stick import trees, windows
from stick.writing import files_below, write_zip
from ujuzi import paths


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


def lay(packages: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = packages / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return packages


def test_packages_go_into_zips_but_those_whose_libraries_ask_for_where_they_lie(
    tmp_path: Path,
) -> None:
    names = (
        "click/core.pyc", "six.pyc", "ujuzi/cli/__init__.pyc", "lxml/html.pyc", "certifi/core.pyc",
        "PySide6/__init__.pyc", "PySide6/QtCore.pyd", "shiboken6/shiboken6.abi3.dll",
    )  # fmt: skip
    packages = lay(tmp_path / "packages", dict.fromkeys(names, "x"))
    (tmp_path / "lib").mkdir()

    trees.zip_packages(packages, tmp_path, trees.LINUX)

    with zipfile.ZipFile(tmp_path / "lib.zip") as theirs:
        assert sorted(theirs.namelist()) == [
            "certifi/core.pyc",
            "click/core.pyc",
            "lxml/html.pyc",
            "six.pyc",
        ]
    with zipfile.ZipFile(tmp_path / "ujuzi.zip") as ours:
        assert ours.namelist() == ["ujuzi/cli/__init__.pyc"]
    assert sorted(each.name for each in (tmp_path / "lib").iterdir()) == ["PySide6", "shiboken6"]


ADDS = """
try:
    from added._fast import __file__ as where
except ImportError:
    where = "none"
from added.deep import depth
"""


@pytest.mark.parametrize("layout", [trees.LINUX, trees.WINDOWS], ids=["lib", "tree"])
def test_a_package_of_a_zip_finds_its_libraries_and_files_in_one_folder(
    layout: trees.Layout, tmp_path: Path
) -> None:
    lib = tmp_path / "tree" / layout.apart
    lib.parent.mkdir(exist_ok=True)
    packages = lay(
        tmp_path / "packages",
        {
            "added/__init__.py": '"""Adds."""\n\nfrom __future__ import annotations\n' + ADDS,
            "added/deep/__init__.py": "depth = 2\n",
            "added/deep/_slow.so": "a library",
            "_alone.so": "a library",
            "PySide6/__init__.py": "add(os.fspath(pyside_package_dir))\n",
            "PySide6/QtCore.so": "Qt's",
            "certifi/__init__.py": "from .core import asked\n",
            "certifi/core.py": 'asked = files("certifi")\n',
            "certifi/cacert.pem": "keys",
            "latex2mathml/__init__.py": 'version = metadata.version("latex2mathml")\n',
            "msgspec/_utils.py": "from typing_extensions import Required\n",
        },
    )
    fast = packages / "added" / "_fast.so"
    fast.write_text("# stands in for a library\n")
    trees.say_otherwise(packages)
    trees.lay_flat(packages, lib, layout)
    of_qt = set() if layout.folders else {"QtCore.so"}
    assert {each.name for each in lib.iterdir()} == of_qt | {
        "_alone.so", "_fast.so", "_slow.so", "cacert.pem", "core.py",
    }  # fmt: skip
    assert (packages / "PySide6" / "QtCore.so").exists() == bool(layout.folders)
    assert "package_dir.parents[1]" in (packages / "PySide6" / "__init__.py").read_text()
    assert (lib / "core.py").read_text() == "asked = files(__name__)\n"
    assert (packages / "latex2mathml" / "__init__.py").read_text() == 'version = ""\n'
    assert (packages / "msgspec" / "_utils.py").read_text() == "from typing import Required\n"

    (lib / "_fast.so").rename(lib / "_fast.py")  # for any Python
    write_zip(
        tmp_path / "tree" / "lib.zip",
        {path: file.read_bytes() for path, file in files_below(packages).items()},
    )
    command = "import builtins; builtins.files = str; import added, certifi"
    command = f"{command}; print(added.where, added.depth, certifi.asked)"
    done = subprocess.run(
        (sys.executable, "-I", "-B", "-c", f"import sys; sys.path[:0] = sys.argv[1:]; {command}",
         str(tmp_path / "tree" / "lib.zip"), str(lib)),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == f"{lib / '_fast.py'} 2 certifi.core\n"


def test_two_libraries_of_one_name_and_a_module_that_says_something_else_end_a_build(
    tmp_path: Path,
) -> None:
    files = {"a/__init__.py": "", "a/_fast.so": "a", "b/__init__.py": "", "b/_fast.so": "b"}
    with pytest.raises(SystemExit, match=r"_fast\.so"):
        trees.lay_flat(lay(tmp_path / "packages", files), tmp_path / "lib", trees.LINUX)
    with pytest.raises(SystemExit, match=r"certifi/core\.py"):
        trees.say_otherwise(
            lay(
                tmp_path / "other",
                {
                    "PySide6/__init__.py": "fspath(pyside_package_dir)\n",
                    "certifi/core.py": "pass\n",
                },
            )
        )


def test_resources_are_found_where_they_lie_in_one_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("help/en/1-start.md", "help/en/2-more.md", "help/en/pictures/a.png", "icons/x.svg")
    trees.lay_resources(lay(tmp_path / "resources", dict.fromkeys(names, "x")), tmp_path / "flat")
    assert all(each.is_file() for each in (tmp_path / "flat").iterdir())
    for folder, are_flat in ((tmp_path / "resources", False), (tmp_path / "flat", True)):
        if not are_flat:
            lay(folder, dict.fromkeys(names, "x"))
        monkeypatch.setattr(paths, "_resources", lambda folder=folder: folder)
        monkeypatch.setattr(paths, "_are_flat", lambda are_flat=are_flat: are_flat)
        assert list(paths.resources("help", "en")) == ["1-start.md", "2-more.md"]
        assert paths.resources("icons")["x.svg"] == paths.resource("icons", "x.svg")
        assert paths.resource("help", "en", "pictures", "a.png").is_file()
        assert not paths.resource("help", "fr", "1-start.md").exists()
        assert paths.resource() == folder


def test_resources_of_a_build_for_windows_lie_in_its_tree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, {"icons--x.svg": "x", "Qt6Core.dll": "x"})
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "ujuzi.zip" / "ujuzi" / "paths.py"))
    for kept in (paths._resources, paths._are_flat):
        kept.cache_clear()
    try:
        assert paths.tree() == tmp_path.resolve()
        assert list(paths.resources("icons")) == ["x.svg"]
        assert paths.resource("icons", "x.svg").read_text("utf-8") == "x"
    finally:
        for kept in (paths._resources, paths._are_flat):
            kept.cache_clear()


def test_most_of_what_is_said_to_be_imported_at_start_is_there_still() -> None:
    ours = [name for name in trees.read_at_start() if name.startswith("ujuzi/")]
    there = [name for name in ours if (trees.ROOT / "app" / name.removesuffix("c")).is_file()]
    modules = [each for each in trees.START.read_text().split() if each.startswith("ujuzi.")]
    assert len(there) > 0.9 * len(modules) > 100
    until_unlocked = trees.read_at_start(of_a_page=False)
    assert trees.read_at_start()[: len(until_unlocked)] == until_unlocked
    assert "ujuzi/ui/shell/unlock.pyc" in until_unlocked
    assert len(until_unlocked) < len(trees.read_at_start())


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
