"""What a library asks for is read from the library, on whichever system."""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

import pip._vendor.distlib
import PySide6
import pytest

from stick.binaries import looked_for_in, needed, newest

LAUNCHER = Path(pip._vendor.distlib.__path__[0], "t64.exe")


@pytest.mark.skipif(not LAUNCHER.exists(), reason="this pip brings no program for Windows")
def test_a_program_for_windows_names_its_libraries() -> None:
    assert "kernel32.dll" in needed(LAUNCHER.read_bytes())


@pytest.mark.skipif(sys.platform != "linux", reason="where PySide6 is of ELF files")
def test_a_library_of_linux_names_what_it_needs_and_where_it_looks() -> None:
    module = next(Path(PySide6.__path__[0]).glob("QtWidgets*.so")).read_bytes()
    assert {"libQt6Widgets.so.6", "libQt6Gui.so.6", "libc.so.6"} <= set(needed(module))
    assert 0 < newest(module, "GLIBC_2.") <= 34
    assert all(folder.startswith("$ORIGIN") for folder in looked_for_in(module))
    assert looked_for_in(module) != []


def test_what_is_no_library_asks_for_nothing() -> None:
    text = Path(ssl.__file__).read_bytes() + b"GLIBC_2.99"
    assert (needed(text), newest(text, "GLIBC_2."), looked_for_in(text)) == ([], 0, [])
