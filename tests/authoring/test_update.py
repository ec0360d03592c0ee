"""An update is small, and makes exactly the version it was made from."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from helpers.course_folders import KEY, OTHER_KEY, copy_small_course, edit, webm, write_large_course
from helpers.packs import rewrite
from ujuzi.authoring.builder import build_pack, build_update
from ujuzi.errors import RefusedError
from ujuzi.packs.install import unpack
from ujuzi.packs.objects import ObjectStore
from ujuzi.packs.reader import Pack, open_pack

ManifestOf = Callable[[str], bytes | None]


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path / "objects")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_small_course(tmp_path / "course")


@pytest.fixture
def old(tmp_path: Path, folder: Path) -> Path:
    build_pack(folder, tmp_path / "old.pack", KEY)
    return tmp_path / "old.pack"


def next_version(folder: Path) -> None:
    edit(folder / "course.yaml", "version: 1", "version: 2")


def installed(path: Path, store: ObjectStore) -> ManifestOf:
    """Install a pack and return what finds its manifest."""
    with open_pack(path) as pack:
        unpack(pack, store)
    known: dict[str, bytes] = {pack.pack_id: pack.manifest_bytes}

    def manifest_of(pack_id: str) -> bytes | None:
        return known.get(pack_id)

    return manifest_of


def check_installed(pack: Pack, folder: Path, store: ObjectStore) -> None:
    for entry in pack.manifest.objects:
        data = store.read(entry.sha256)
        assert data is not None
        if (folder / entry.path).is_file():
            assert data == (folder / entry.path).read_bytes()


def test_an_update_makes_the_new_version_from_the_old(
    tmp_path: Path, folder: Path, old: Path, store: ObjectStore
) -> None:
    manifest_of = installed(old, store)
    edit(folder / "words" / "counting.md", "in Gaoua", "in Gulu, and in Gaoua too")
    (folder / "media" / "film.webm").write_bytes(webm(b"another film"))
    next_version(folder)
    built = build_update(old, folder, tmp_path / "update.pack", KEY)
    with open_pack(tmp_path / "update.pack", manifest_of) as update:
        assert update.manifest == built.manifest
        assert update.manifest.course.version == 2
        unpack(update, store)
        check_installed(update, folder, store)


def test_an_update_and_the_whole_pack_have_the_same_id(
    tmp_path: Path, folder: Path, old: Path, store: ObjectStore
) -> None:
    next_version(folder)
    build_update(old, folder, tmp_path / "update.pack", KEY)
    build_pack(folder, tmp_path / "new.pack", KEY)
    with (
        open_pack(tmp_path / "update.pack", installed(old, store)) as update,
        open_pack(tmp_path / "new.pack") as whole,
    ):
        assert update.pack_id == whole.pack_id


def test_three_lessons_of_a_large_course_update_in_ten_kilobytes(
    tmp_path: Path, store: ObjectStore
) -> None:
    folder = write_large_course(tmp_path / "large")
    build_pack(folder, tmp_path / "old.pack", KEY)
    assert (tmp_path / "old.pack").stat().st_size > 13_000_000
    manifest_of = installed(tmp_path / "old.pack", store)
    for lesson in ("m0/lesson-1.md", "m3/lesson-4.md", "m7/lesson-0.md"):
        text = (folder / lesson).read_text(encoding="utf-8")
        middle = text.index("\n\n", len(text) // 2)
        added = "\n\nA paragraph that a colleague in Mekelle asked for, with one more example."
        edited = text[:middle].replace(" ba", " bo", 3) + added + text[middle:]
        (folder / lesson).write_text(edited, encoding="utf-8", newline="\n")
    edit(folder / "course.yaml", '"version": 1', '"version": 2')
    build_update(tmp_path / "old.pack", folder, tmp_path / "update.pack", KEY)
    assert (tmp_path / "update.pack").stat().st_size <= 10_000
    with open_pack(tmp_path / "update.pack", manifest_of) as update:
        unpack(update, store)
        check_installed(update, folder, store)


def test_a_computer_without_the_old_version_is_told_which_one_it_needs(
    tmp_path: Path, folder: Path, old: Path
) -> None:
    next_version(folder)
    build_update(old, folder, tmp_path / "update.pack", KEY)
    with pytest.raises(RefusedError) as refused:
        open_pack(tmp_path / "update.pack")
    assert refused.value.code == "update-base-missing"
    assert refused.value.facts == {"title": "Sums at the market", "version": 1}


@pytest.mark.parametrize("damage", ["missing", "rotten"])
def test_an_update_whose_base_text_is_gone_is_refused_and_nothing_changes(
    damage: str, tmp_path: Path, folder: Path, old: Path, store: ObjectStore
) -> None:
    manifest_of = installed(old, store)
    base = hashlib.sha256((folder / "words" / "counting.md").read_bytes()).hexdigest()
    if damage == "missing":
        store.remove(base)
    else:
        store.path(base).write_bytes(b"rotten")
    edit(folder / "words" / "counting.md", "in Gaoua", "in Gulu")
    next_version(folder)
    build_update(old, folder, tmp_path / "update.pack", KEY)
    before = sorted(store.incoming.parent.rglob("*"))
    with (
        open_pack(tmp_path / "update.pack", manifest_of) as update,
        pytest.raises(RefusedError) as refused,
    ):
        unpack(update, store)
    assert refused.value.code == "update-base-missing"
    assert sorted(store.incoming.parent.rglob("*")) == before


def test_an_update_of_another_course_is_refused(tmp_path: Path, folder: Path, old: Path) -> None:
    next_version(folder)
    edit(folder / "course.yaml", "id: market-sums", "id: other-sums")
    with pytest.raises(RefusedError) as refused:
        build_update(old, folder, tmp_path / "update.pack", KEY)
    assert refused.value.code == "update-other-course"
    assert not (tmp_path / "update.pack").exists()


def test_an_update_to_the_same_version_is_refused(tmp_path: Path, folder: Path, old: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        build_update(old, folder, tmp_path / "update.pack", KEY)
    assert refused.value.code == "update-not-newer"


def test_an_update_may_be_signed_by_a_new_key(
    tmp_path: Path, folder: Path, old: Path, store: ObjectStore
) -> None:
    next_version(folder)
    build_update(old, folder, tmp_path / "update.pack", OTHER_KEY)
    with open_pack(tmp_path / "update.pack", installed(old, store)) as update:
        assert update.key == OTHER_KEY.public


def changed(members: dict[str, bytes], prefix: str, at: int) -> dict[str, bytes]:
    name = next(name for name in members if name.startswith(prefix))
    data = members[name]
    return members | {name: data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]}


@pytest.mark.parametrize("prefix", ["manifest.patch", "patches/", "update.json", "manifest.sig"])
def test_an_update_with_a_flipped_byte_is_refused_or_changes_nothing(
    prefix: str, tmp_path: Path, folder: Path, old: Path, store: ObjectStore
) -> None:
    manifest_of = installed(old, store)
    edit(folder / "words" / "counting.md", "in Gaoua", "in Gulu, and in Gaoua too")
    next_version(folder)
    build_update(old, folder, tmp_path / "update.pack", KEY)
    with open_pack(tmp_path / "update.pack", manifest_of) as sound:
        expected = sound.manifest_bytes
    refused = 0
    chance = random.Random(prefix)
    for _ in range(40):
        at = chance.randrange(20)
        change = partial(changed, prefix=prefix, at=at)
        path = rewrite(tmp_path / "update.pack", tmp_path / "a.pack", change)
        scratch = ObjectStore(tmp_path / "scratch")
        try:
            with open_pack(path, manifest_of) as update:
                assert update.manifest_bytes == expected
                for entry in update.manifest.objects:
                    base = store.read(entry.sha256)
                    if base is not None:
                        scratch.add(entry.sha256, [base])
                for known in old_objects(old):
                    base = store.read(known)
                    assert base is not None
                    scratch.add(known, [base])
                unpack(update, scratch)
                check_installed(update, folder, scratch)
        except RefusedError:
            refused += 1
    assert refused or prefix == "update.json"


def old_objects(old: Path) -> list[str]:
    with open_pack(old) as pack:
        return [entry.sha256 for entry in pack.manifest.objects]


def test_an_update_is_no_base_for_another_update(
    tmp_path: Path, folder: Path, old: Path, store: ObjectStore
) -> None:
    next_version(folder)
    build_update(old, folder, tmp_path / "update.pack", KEY)
    edit(folder / "course.yaml", "version: 2", "version: 3")
    with pytest.raises(RefusedError) as refused:
        build_update(tmp_path / "update.pack", folder, tmp_path / "next.pack", KEY)
    assert refused.value.code == "update-base-missing"
