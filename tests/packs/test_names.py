"""No name may stand in a pack that some file system could not hold apart from another."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.files import DEVICE_NAMES
from ujuzi.packs.limits import PACK
from ujuzi.packs.names import hostility

GOOD = [
    "course.md",
    "words/counting.md",
    "images/é.png",
    "ሰላም/ትምህርት.md",
    "a b.md",
    "com10.md",
    ".x",
]
BAD = {
    "": "is empty",
    "a" * (PACK.path_characters + 1): "is too long",
    "/etc/passwd": "is absolute",
    "../a": "leaves its folder",
    "a/../b": "leaves its folder",
    "a//b": "leaves its folder",
    "a/": "leaves its folder",
    "./a": "leaves its folder",
    "C:a": "holds a forbidden character",
    "a\\b": "holds a forbidden character",
    "a\x00b": "holds a forbidden character",
    "a\u202eb": "holds a forbidden character",
    "a*": "holds a forbidden character",
    unicodedata.normalize("NFD", "é.png"): "is not in normal form",
    "a ": "ends in a space or a full stop",
    " a/b": "ends in a space or a full stop",
    "a./b": "ends in a space or a full stop",
    "con": "is a device name on Windows",
    "x/NUL.txt": "is a device name on Windows",
    "com¹.md": "is a device name on Windows",
    "aux .md": "is a device name on Windows",
}


@pytest.mark.parametrize("name", GOOD)
def test_names_in_any_script_may_stand_in_a_pack(name: str) -> None:
    assert hostility(name) is None


@pytest.mark.parametrize(("name", "why"), BAD.items(), ids=map(ascii, BAD))
def test_a_hostile_name_is_refused_and_said_why(name: str, why: str) -> None:
    assert hostility(name) == why


@given(st.sampled_from(sorted(DEVICE_NAMES)), st.sampled_from(["", ".md", ".tar.gz", " .md"]))
def test_a_device_name_is_one_in_any_case_with_any_extension(device: str, ending: str) -> None:
    assert hostility(f"a/{device.upper()}{ending}") is not None


@given(st.text())
def test_what_may_stand_leaves_no_folder_and_stays_as_it_is(name: str) -> None:
    if hostility(name) is None:
        assert not {"", ".", ".."} & set(name.split("/"))
        assert unicodedata.normalize("NFC", name) == name
        assert "\\" not in name
