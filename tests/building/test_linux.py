"""The tree for Linux asks of a desktop what every one has, and looks for nothing outside itself."""

from __future__ import annotations

import sys
from pathlib import Path

import PySide6
import pytest

from stick import linux
from stick.inputs import DEBIAN

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="where PySide6 is of ELF files")
AT = "lib/PySide6/QtSvg.abi3.so"


@pytest.fixture
def module(tmp_path: Path) -> Path:
    """Return a module of Qt, to change bytes of."""
    file = tmp_path / "QtSvg.abi3.so"
    file.write_bytes((Path(PySide6.__path__[0]) / file.name).read_bytes())
    return file


def faults(file: Path) -> list[str]:
    return [each for each in linux.asked_too_much({AT: file}) if "may lack" not in each]


def test_what_is_neither_in_the_tree_nor_on_every_desktop_is_named(module: Path) -> None:
    said = "\n".join(linux.asked_too_much({AT: module}))
    assert f"{AT} needs libQt6Svg.so.6, which a desktop may lack." in said
    assert "libc.so.6" not in said
    assert faults(module) == []


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        (b"/usr/lib/x86_64/qt6/l", "looks for libraries in /usr/lib"),
        (b"$ORIGIN/../../../lib/", "looks for libraries in $ORIGIN"),
        (b"shiboken6/libraries//", "looks for libraries in shiboken6"),
    ],
)
def test_a_library_that_looks_outside_the_tree_is_refused(
    folder: bytes, said: str, module: Path
) -> None:
    data, there = module.read_bytes(), b"$ORIGIN/../shiboken6/"
    assert there in data
    module.write_bytes(data.replace(there, folder))
    assert said in "\n".join(faults(module))


@pytest.mark.parametrize("version", ["GLIBC_2.38", "GLIBCXX_3.4.31", "GLIBC_ABI_DT_RELR"])
def test_a_library_that_needs_a_newer_system_is_refused(version: str, module: Path) -> None:
    with module.open("ab") as file:
        file.write(version.encode() + b"\0")
    assert len(faults(module)) == 1


def test_what_is_no_library_asks_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"GLIBC_2.99 /usr/lib")
    (tmp_path / "empty").touch()
    found = {name: tmp_path / name for name in ("a.txt", "empty")}
    assert list(linux.asked_too_much(found)) == []


def test_what_is_bundled_is_not_expected_of_a_desktop() -> None:
    """A name of Debian's package is the library's, with the digit of its version at the end."""
    bundled = {name.rstrip("0123456789-") for name in DEBIAN if name.startswith("libx")}
    named = {name.partition(".so")[0].rstrip("0123456789-") for name in linux.OF_SYSTEM}
    assert bundled & named == set()
    assert "libxcb-cursor" in bundled


def test_what_python_wrote_while_it_ran_is_in_no_tree(tmp_path: Path) -> None:
    library = tmp_path / "python" / "lib" / "python3.13"
    (library / "re" / "__pycache__").mkdir(parents=True)
    (library / "re" / "__pycache__" / "_parser.cpython-313.pyc").write_bytes(b"a date")
    (library / "re" / "_parser.py").write_text("")
    linux.lay_python(tmp_path / "python", tmp_path / "tree")
    laid = [each.name for each in (tmp_path / "tree").rglob("*") if each.is_file()]
    assert laid == ["_parser.py"]
