"""A relay hands out the courses of one folder, and no other file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ujuzi.errors import RefusedError
from ujuzi.relay.packs import Packs


def test_what_lies_there_is_listed_with_size_and_hash(tmp_path: Path) -> None:
    (tmp_path / "b.ujuzi").write_bytes(b"second")
    (tmp_path / "a.ujuzi").write_bytes(b"first")
    (tmp_path / "notes.txt").write_bytes(b"hers")
    packs = Packs(tmp_path)

    listed = [(each.name, each.size, each.digest) for each in packs.listed()]

    assert listed == [
        ("a.ujuzi", 5, hashlib.sha256(b"first").digest()),
        ("b.ujuzi", 6, hashlib.sha256(b"second").digest()),
    ]
    (tmp_path / "a.ujuzi").write_bytes(b"first anew")
    assert packs.listed()[0].digest == hashlib.sha256(b"first anew").digest()


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert Packs(tmp_path / "none").listed() == ()


@pytest.mark.parametrize("name", ["../a.ujuzi", "/etc/passwd", "notes.txt", "none.ujuzi", ""])
def test_no_other_file_is_given(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    (tmp_path / "a.ujuzi").write_bytes(b"outside")
    (folder / "notes.txt").write_bytes(b"hers")
    with pytest.raises(RefusedError) as refused:
        Packs(folder).file(name)
    assert refused.value.code == "not-a-pack"
