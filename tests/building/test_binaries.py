"""What a library asks for is read from the library, on whichever system."""

from __future__ import annotations

import ssl
import struct
import sys
from pathlib import Path

import pip._vendor.distlib
import PySide6
import pytest

from stick.binaries import looked_for_in, needed, newest, qt_metadata

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


def a_plugin(section: bytes, said: bytes, size: int) -> bytes:
    """Return as much of a library for Windows as tells of its one section."""
    head = bytearray(512)
    head[:2], head[0x3C] = b"MZ", 64
    struct.pack_into("<H12xH", head, 64 + 6, 1, 0)
    struct.pack_into("<8sIIII", head, 64 + 24, section, size, 4096, 512, 512)
    return bytes(head) + said.ljust(512, b"\0")


def test_a_plugin_of_qt_for_windows_says_what_it_is() -> None:
    said = b"QTMETADATA !\1\6\x0c\1\xbf\xff"
    assert qt_metadata(a_plugin(b".qtmetad", said, len(said))) == said[12:]
    assert qt_metadata(a_plugin(b".rdata", said, len(said))) == b""
    assert qt_metadata(a_plugin(b".qtmetad", b"something else", 14)) == b""
    assert qt_metadata(b"\x7fELF" + said) == b""


def test_what_is_no_library_asks_for_nothing() -> None:
    text = Path(ssl.__file__).read_bytes() + b"GLIBC_2.99"
    assert (needed(text), newest(text, "GLIBC_2."), looked_for_in(text)) == ([], 0, [])
