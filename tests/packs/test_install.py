"""Unpacking adds what is missing, whole, or nothing."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from helpers.packs import built_small_pack, entry_of, forge, forge_texts, manifest_of
from ujuzi.errors import RefusedError, WorldError
from ujuzi.packs.install import unpack
from ujuzi.packs.objects import ObjectStore
from ujuzi.packs.reader import Pack, open_pack


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path / "objects")


def held(store: ObjectStore) -> set[str]:
    return {path.name for path in store.incoming.parent.rglob("*") if path.is_file()}


def needed(pack: Pack) -> set[str]:
    return {entry.sha256 for entry in pack.manifest.objects}


def test_every_object_of_the_manifest_is_in_the_store(store: ObjectStore, tmp_path: Path) -> None:
    with open_pack(built_small_pack(tmp_path)) as pack:
        unpack(pack, store)
        assert held(store) == needed(pack)
        for entry in pack.manifest.objects:
            assert store.read(entry.sha256) == pack.read(entry.path)


def test_progress_goes_from_nothing_to_all(store: ObjectStore, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with open_pack(built_small_pack(tmp_path)) as pack:
        unpack(pack, store, lambda done, total: told.append((done, total)))
        size = sum(entry.size for entry in pack.manifest.objects)
    assert told[0] == (0, size)
    assert told[-1] == (size, size)
    assert told == sorted(told)


def test_what_is_there_already_is_not_read_again(store: ObjectStore, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with open_pack(built_small_pack(tmp_path)) as pack:
        unpack(pack, store)
        unpack(pack, store, lambda done, total: told.append((done, total)))
    assert told == [(0, 0)]


@pytest.mark.parametrize("harm", ["other bytes", "fewer bytes", "no file"])
def test_installing_again_mends_what_rotted(store: ObjectStore, tmp_path: Path, harm: str) -> None:
    with open_pack(built_small_pack(tmp_path)) as pack:
        unpack(pack, store)
        entry = max(pack.manifest.objects, key=lambda each: each.size)
        file = store.path(entry.sha256)
        match harm:
            case "other bytes":
                file.write_bytes(bytes([file.read_bytes()[0] ^ 1]) + file.read_bytes()[1:])
            case "fewer bytes":
                file.write_bytes(file.read_bytes()[:-1])
            case _:
                file.unlink()
        assert store.read(entry.sha256) is None
        assert not store.is_whole(entry.sha256, entry.size)
        unpack(pack, store, repair=True)
        assert store.read(entry.sha256) == pack.read(entry.path)
        assert held(store) == needed(pack)


def test_a_repair_that_is_cancelled_takes_nothing_away(store: ObjectStore, tmp_path: Path) -> None:
    with open_pack(built_small_pack(tmp_path)) as pack:
        unpack(pack, store)
        for entry in pack.manifest.objects:
            store.path(entry.sha256).write_bytes(b"x" * entry.size)
        answers = iter([False, False])
        with pytest.raises(RefusedError):
            unpack(pack, store, cancelled=lambda: next(answers, True), repair=True)
        assert held(store) == needed(pack)


def test_packs_share_objects(store: ObjectStore, tmp_path: Path) -> None:
    first = forge_texts(tmp_path / "1.pack", {"a.md": b"shared", "b.md": b"one"})
    second = forge_texts(tmp_path / "2.pack", {"c.md": b"shared", "d.md": b"two"})
    for path in (first, second):
        with open_pack(path) as pack:
            unpack(pack, store)
    assert len(held(store)) == 3


@pytest.mark.parametrize("after", [0, 1, 5, 8])
def test_a_cancelled_installation_takes_away_what_it_added(
    after: int, store: ObjectStore, tmp_path: Path
) -> None:
    before = forge_texts(tmp_path / "old.pack", {"a.md": b"the old version"})
    with open_pack(before) as old:
        unpack(old, store)
    asked = iter(range(1000))
    with open_pack(built_small_pack(tmp_path)) as pack, pytest.raises(RefusedError) as refused:
        unpack(pack, store, cancelled=lambda: next(asked) >= after)
    assert refused.value.code == "install-cancelled"
    assert held(store) == needed(old)


def test_a_changed_object_is_refused_by_name_and_nothing_is_added(
    store: ObjectStore, tmp_path: Path
) -> None:
    good, bad = entry_of("a.md", b"good"), entry_of("b.md", b"bad!")
    members = [(f"objects/{good.sha256}", b"good"), (f"objects/{bad.sha256}", b"evil")]
    path = forge(tmp_path / "a.pack", manifest_of([good, bad]), members)
    with open_pack(path) as pack, pytest.raises(RefusedError) as refused:
        unpack(pack, store)
    assert (refused.value.code, refused.value.facts["object"]) == ("pack-tampered", "b.md")
    assert held(store) == set()


def test_later_batches_that_fail_take_earlier_ones_with_them(
    store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ujuzi.packs.install.BATCH_BYTES", 100)
    texts = {f"{n:02}.md": f"lesson {n}".encode() * 20 for n in range(10)}
    asked = iter(range(100))
    path = forge_texts(tmp_path / "a.pack", texts)
    with open_pack(path) as pack, pytest.raises(RefusedError):
        unpack(pack, store, cancelled=lambda: next(asked) == 9)
    assert held(store) == set()


def test_a_stick_pulled_while_installing_leaves_nothing(
    store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = forge_texts(tmp_path / "a.pack", {"a.md": b"one", "b.md": b"two"})

    def pulled(*_: object) -> bytes:
        raise OSError(5, "Input/output error")

    with open_pack(path) as pack:
        monkeypatch.setattr("zipfile.ZipExtFile.read", pulled)
        with pytest.raises(WorldError) as error:
            unpack(pack, store)
    assert error.value.code == "source-gone"
    assert held(store) == set()


def test_memory_does_not_grow_with_the_pack(store: ObjectStore, tmp_path: Path) -> None:
    chance = random.Random(7)
    films = {f"{n}.webm": chance.randbytes(20_000_000) for n in range(3)}
    path = forge_texts(tmp_path / "a.pack", films)
    films.clear()
    tracemalloc.start()
    with open_pack(path) as pack:
        unpack(pack, store)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 16_000_000


INSTALL = """
import pathlib, sys
from ujuzi.packs import install
from ujuzi.packs.objects import ObjectStore
from ujuzi.packs.reader import open_pack
install.BATCH_BYTES = 100_000
print("ready", flush=True)
with open_pack(pathlib.Path(sys.argv[1])) as pack:
    install.unpack(pack, ObjectStore(pathlib.Path(sys.argv[2])))
print("done", flush=True)
"""


def test_killed_at_any_moment_what_has_a_name_is_whole(tmp_path: Path) -> None:
    chance = random.Random(11)
    texts = {f"{n:03}.md": chance.randbytes(chance.randrange(20_000)) for n in range(120)}
    path = forge_texts(tmp_path / "a.pack", texts)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    store = ObjectStore(tmp_path / "objects")
    for milliseconds in (1, 3, 8, 15, 25, 40, 60, 90):
        process = subprocess.Popen(
            [sys.executable, "-c", INSTALL, path, tmp_path / "objects"],
            env=environment,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(milliseconds / 1000)  # the moment at which it is killed
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
        process.stdout.close()
        named = [f for f in (tmp_path / "objects").glob("??/*") if f.is_file()]
        for file in named:
            assert hashlib.sha256(file.read_bytes()).hexdigest() == file.name
        if len(named) == len(texts):
            store.collect(set())
    with open_pack(path) as pack:
        unpack(pack, store)
        store.collect(needed(pack))
        assert held(store) == needed(pack)
