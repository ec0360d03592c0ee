"""An object that has a name is whole; the rest is swept away."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.packs.objects import ObjectStore

DATA = b"A lesson that is kept."
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path / "objects")


def files(store: ObjectStore) -> list[str]:
    root = store.incoming.parent
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def test_what_was_added_is_read_back(store: ObjectStore) -> None:
    store.add(SHA256, [DATA[:5], DATA[5:]])
    assert store.has(SHA256, len(DATA))
    assert store.read(SHA256) == DATA
    assert store.path(SHA256).read_bytes() == DATA
    assert files(store) == [f"{SHA256[:2]}/{SHA256}"]


def test_what_is_not_there_is_none(store: ObjectStore) -> None:
    assert not store.has(SHA256, len(DATA))
    assert store.read(SHA256) is None


@pytest.mark.parametrize("rotten", [DATA[:-1], DATA[:-1] + b"?", b""])
def test_what_rotted_is_not_read_and_not_whole(store: ObjectStore, rotten: bytes) -> None:
    store.add(SHA256, [DATA])
    store.path(SHA256).write_bytes(rotten)
    assert store.read(SHA256) is None
    assert not store.is_whole(SHA256, len(DATA))
    assert store.has(SHA256, len(DATA)) is (len(rotten) == len(DATA))


def test_bytes_of_another_hash_are_refused_and_leave_nothing(store: ObjectStore) -> None:
    with pytest.raises(RefusedError) as refused:
        store.add(SHA256, [b"something else"])
    assert refused.value.code == "object-tampered"
    assert files(store) == []


def test_a_source_that_fails_leaves_nothing(store: ObjectStore) -> None:
    def chunks() -> Iterator[bytes]:
        yield DATA[:5]
        raise WorldError(Code.SOURCE_GONE, "The stick was pulled.")

    with pytest.raises(WorldError):
        store.add(SHA256, chunks())
    assert files(store) == []


def test_a_batch_that_was_not_committed_leaves_nothing(store: ObjectStore) -> None:
    with store.batch() as batch:
        batch.add(SHA256, [DATA])
        assert not store.has(SHA256, len(DATA))
    assert files(store) == []


def test_a_batch_gives_all_names_at_once(store: ObjectStore) -> None:
    others = [f"lesson {n}".encode() for n in range(20)]
    with store.batch() as batch:
        for data in others:
            batch.add(hashlib.sha256(data).hexdigest(), [data])
        names = batch.commit()
    assert len(names) == 20
    assert all(store.is_whole(hashlib.sha256(data).hexdigest(), len(data)) for data in others)


def test_a_file_is_written_as_it_is_read_while_the_disk_is_waited_for(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunk = b"x" * 1_000_000
    sync, disk_answers = os.fsync, threading.Event()
    written = []

    def fsync(file: int) -> None:
        disk_answers.wait()
        sync(file)

    def chunks() -> Iterator[bytes]:
        yield chunk
        written.append((store.incoming / large).stat().st_size)
        yield chunk
        written.append((store.incoming / large).stat().st_size)
        disk_answers.set()

    monkeypatch.setattr(os, "fsync", fsync)
    large = hashlib.sha256(2 * chunk).hexdigest()
    with store.batch() as batch:
        batch.add(SHA256, [DATA])
        batch.add(large, chunks())
        batch.commit()
    assert written == [1_000_000, 2_000_000]
    assert store.is_whole(large, 2_000_000)


def test_a_disk_to_which_others_write_is_left_to_them_after_each_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync, happened = os.fsync, list[str]()

    def fsync(file: int) -> None:
        sync(file)
        happened.append("flushed")

    def chunks(number: int) -> Iterator[bytes]:
        happened.append("read")
        yield DATA[:number]

    monkeypatch.setattr(os, "fsync", fsync)
    commits = count()
    with ObjectStore(tmp_path, lambda: next(commits)).batch() as batch:
        for number in range(1, 6):
            batch.add(hashlib.sha256(DATA[:number]).hexdigest(), chunks(number))
    assert happened == 5 * ["read", "flushed"]


def test_collecting_keeps_what_is_needed_and_sweeps_what_a_cut_left(store: ObjectStore) -> None:
    other = b"An old version."
    store.add(SHA256, [DATA])
    store.add(hashlib.sha256(other).hexdigest(), [other])
    store.incoming.mkdir(exist_ok=True)
    (store.incoming / SHA256).write_bytes(DATA[:3])
    store.collect({SHA256})
    assert files(store) == [f"{SHA256[:2]}/{SHA256}"]


def test_collecting_goes_on_past_what_a_broken_disk_made_of_a_folder(store: ObjectStore) -> None:
    names = [hashlib.sha256(bytes([number])).hexdigest() for number in range(8)]
    for number, name in enumerate(names):
        store.add(name, [bytes([number])])
    first = store.path(names[0])
    first.unlink()
    first.parent.rmdir()
    first.parent.write_bytes(b"a file")

    store.collect([names[1]])

    assert [name for name in names if store.path(name).is_file()] == [names[1]]
    assert first.parent.read_bytes() == b"a file"


def test_collecting_in_a_folder_that_is_not_there_is_no_error(store: ObjectStore) -> None:
    store.collect(set())


@pytest.mark.parametrize("name", ["../escape", "", SHA256.upper(), SHA256[:-1], SHA256 + "\n"])
def test_only_hashes_are_names(store: ObjectStore, name: str) -> None:
    with pytest.raises(ValueError):
        store.path(name)


def test_a_disk_that_fills_up_is_said_so_and_leaves_nothing(
    store: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorldError) as error:
        store.add(SHA256, [DATA])
    assert error.value.code == "disk-full"
    assert files(store) == []


def test_a_store_in_the_place_of_a_file_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "objects").write_text("in the way", encoding="utf-8")
    with pytest.raises(WorldError) as error:
        ObjectStore(tmp_path / "objects").add(SHA256, [DATA])
    assert error.value.code == "disk-failed"


ON_A_SMALL_DISK = """
import hashlib, pathlib, subprocess, sys
disk = pathlib.Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=True)
from ujuzi.errors import WorldError
from ujuzi.packs.objects import ObjectStore
store = ObjectStore(disk / "objects")
data = bytes(2_000_000)
try:
    store.add(hashlib.sha256(data).hexdigest(), [data[:500_000]] * 4)
except WorldError as error:
    left = [path for path in disk.rglob("*") if path.is_file()]
    print(error.code, len(left))
"""


def may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    probe = ["unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(probe, check=False, capture_output=True, timeout=20).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="needs a small disk of its own")
def test_a_really_full_disk_is_said_so_and_leaves_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        ["unshare", "-rm", sys.executable, "-c", ON_A_SMALL_DISK, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.split() == ["disk-full", "0"], done.stderr
