"""What is kept of ICU's data: what our languages need; and the library that it becomes."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from stick import icu

HEADER = struct.pack("<HBB", 32, 0xDA, 0x27).ljust(icu.FORMAT_AT, b"\0") + icu.FORMAT
ITEMS = {
    "icudt73l/coll/fr.res": b"French",
    "icudt73l/coll/zh.res": b"Chinese",
    "icudt73l/fr_SN.res": b"of Senegal" * 3,
    "icudt73l/gb18030.cnv": b"old",
    "icudt73l/pool.res": b"of all",
    "icudt73l/unit/fr.res": b"litres",
}


LOADS = """
import ctypes, sys
loaded = ctypes.CDLL(sys.argv[1])
held = (ctypes.c_char * int(sys.argv[2])).in_dll(loaded, "icudt73_dat")
sys.stdout.buffer.write(bytes(held))
"""
"""What prints the data of a library that is loaded."""


def package(items: dict[str, bytes]) -> bytes:
    return icu.written(HEADER.ljust(32, b"\0"), items)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("coll/fr.res", True),
        ("coll/zh.res", False),
        ("fr_SN.res", True),
        ("de.res", False),
        ("root.res", True),
        ("coll/root.res", True),
        ("coll/ucadata.icu", True),
        ("zone/tzdbNames.res", True),
        ("supplementalData.res", True),
        ("nfkc.nrm", True),
        ("cnvalias.icu", True),
        ("unames.icu", False),
        ("gb18030.cnv", False),
        ("curr/fr.res", False),
        ("brkitr/cjdict.dict", False),
    ],
)
def test_what_is_of_use(name: str, *, kept: bool) -> None:
    assert icu.is_kept(f"icudt73l/{name}", frozenset({"en", "fr"})) == kept


def test_a_package_is_read_as_it_was_written_and_its_items_lie_at_multiples_of_sixteen() -> None:
    data = package(ITEMS)
    header, items = icu.read(b"\x7fELF and so on" + data)
    assert header == data[:32]
    assert list(items) == list(ITEMS)
    assert all(items[name].rstrip(b"\0") == item for name, item in ITEMS.items())
    assert all((data.index(item) % icu.STEP) == 0 for item in ITEMS.values())


def test_what_holds_no_package_is_refused() -> None:
    with pytest.raises(ValueError, match="not found"):
        icu.read(b"\x7fELF and nothing else")


@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("gcc"), reason="needs a compiler")
def test_the_library_has_what_is_kept_under_the_same_name(tmp_path: Path) -> None:
    library = tmp_path / "libicudata.so.73"
    library.write_bytes(package(ITEMS))
    icu.shrink(library, frozenset({"fr"}))
    kept = {name: ITEMS[name] for name in ("icudt73l/coll/fr.res", "icudt73l/fr_SN.res")}
    expected = package({**kept, "icudt73l/pool.res": b"of all"})
    # In a process of its own: the file changes below, and what is loaded must not change.
    load = [sys.executable, "-c", LOADS, str(library), str(len(expected))]
    held = subprocess.run(load, capture_output=True, check=True).stdout
    assert held == expected
    first = library.read_bytes()
    library.write_bytes(package(ITEMS))
    icu.shrink(library, frozenset({"fr"}))
    assert library.read_bytes() == first
