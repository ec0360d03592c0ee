"""A relay hands out the courses of one folder, and no other file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from helpers.course_folders import KEY
from helpers.packs import small_pack
from ujuzi.authoring.update import write_update
from ujuzi.errors import RefusedError
from ujuzi.packs.reader import open_pack
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


def test_of_a_whole_pack_is_said_what_it_holds_and_who_signed_it(tmp_path: Path) -> None:
    (tmp_path / "small.ujuzi").write_bytes(small_pack())
    (tmp_path / "torn.ujuzi").write_bytes(small_pack()[:-100])
    small, torn = Packs(tmp_path).listed()
    assert (small.course, small.language, small.version) == ("market-sums", "en", 1)
    assert (small.title, small.publisher) != ("", "")
    assert small.fingerprint == KEY.public.fingerprint
    assert (torn.name, torn.course, torn.version, torn.fingerprint) == ("torn.ujuzi", "", 0, "")


def test_an_update_alone_is_no_whole_pack(tmp_path: Path) -> None:
    old, new = tmp_path / "old.pack", tmp_path / "new.pack"
    old.write_bytes(small_pack())
    new.write_bytes(small_pack(("version: 1", "version: 2")))
    with open_pack(old) as before, open_pack(new) as after:
        write_update(before, after, tmp_path / "update.ujuzi")
    (update,) = Packs(tmp_path).listed()
    assert (update.course, update.version) == ("", 0)
