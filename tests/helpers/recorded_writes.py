"""What a process did to files, written down, and done again up to any moment: a pulled stick.

A drive may keep or lose what was written and not yet synced. Both are tried: `as_written` keeps
all, `as_synced` loses whatever of a file was written since it was last synced, and `as_torn` some
of it, sector by sector.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("recorded_writes.c")
SECTOR = 512
HEAD = struct.Struct("<cQQQ")


@dataclass(frozen=True, slots=True)
class Write:
    """One thing that was done; `number` is the offset, or the size of a truncation."""

    operation: str
    path: str
    number: int
    data: bytes


def record(script: str, folder: Path, log: Path, *preloaded: str) -> list[Write]:
    """Run Python that is given a folder, and return what it did to the files there."""
    if sys.platform != "linux" or shutil.which("gcc") is None:
        pytest.skip("writes are recorded by a library that gcc makes, on Linux")
    library = log.with_suffix(".so")
    subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"], check=True)
    subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        check=True,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "LD_PRELOAD": os.pathsep.join([str(library), *preloaded]),
            "WRITES_OF": str(folder),
            "WRITES_TO": str(log),
        },
    )
    return list(_parsed(log.read_bytes(), str(folder)))


def _parsed(data: bytes, folder: str) -> Iterator[Write]:
    at = 0
    while at < len(data):
        operation, named, number, length = HEAD.unpack_from(data, at)
        at += HEAD.size
        path = data[at : at + named].decode().removeprefix(folder).lstrip("/")
        at += named
        rest = data[at : at + length]
        at += length
        if operation == b"r":
            rest = rest.decode().removeprefix(folder).lstrip("/").encode()
        yield Write(operation.decode(), path, number, rest)


def as_written(writes: Sequence[Write]) -> dict[str, bytes]:
    """Return the files, by path, of a drive that keeps all it was given."""
    files: dict[str, bytearray] = {}
    for each in writes:
        _do(files, each)
    return {path: bytes(held) for path, held in files.items()}


def as_synced(writes: Sequence[Write]) -> dict[str, bytes]:
    """Return the files, by path, of a drive that loses whatever it was not told to keep."""
    return {path: bytes(held) for path, held in _synced(writes)[1].items()}


def as_torn(writes: Sequence[Write], seed: int) -> dict[str, bytes]:
    """Return the files of a drive that keeps some of what it was not told to keep.

    Since a file was last synced, each sector written to it and each change of its size was kept or
    not, by a generator of `seed`: as if a drive had written them in any order.
    """
    chance = random.Random(seed)
    files, kept = _synced(writes)
    synced = {each.path: at for at, each in enumerate(writes) if each.operation == "s"}
    for at, each in enumerate(writes):
        if at < synced.get(each.path, -1) or each.path not in files:
            continue
        if each.operation == "t" and chance.random() < 0.5:
            _do(kept, each)
        for start in range(0, len(each.data) if each.operation == "w" else 0, SECTOR):
            if chance.random() < 0.5:
                part = each.data[start : start + SECTOR]
                _do(kept, Write("w", each.path, each.number + start, part))
    return {path: bytes(held) for path, held in kept.items()}


def _synced(writes: Sequence[Write]) -> tuple[dict[str, bytearray], dict[str, bytearray]]:
    """Return the files as they were written, and as far as the drive was told to keep them."""
    files: dict[str, bytearray] = {}
    kept: dict[str, bytearray] = {}
    for each in writes:
        _do(files, each)
        if each.operation == "s" and each.path in files:
            kept[each.path] = bytearray(files[each.path])
        elif each.operation == "u":
            kept.pop(each.path, None)
        elif each.operation == "r":
            _rename(kept, each)
    return files, kept


def _do(files: dict[str, bytearray], what: Write) -> None:
    if what.operation == "w":
        held = files.setdefault(what.path, bytearray())
        if len(held) < what.number:
            held.extend(bytes(what.number - len(held)))
        held[what.number : what.number + len(what.data)] = what.data
    elif what.operation == "t":
        held = files.setdefault(what.path, bytearray())
        del held[what.number :]
        held.extend(bytes(what.number - len(held)))
    elif what.operation == "u":
        files.pop(what.path, None)
    elif what.operation == "r":
        _rename(files, what)


def _rename(files: dict[str, bytearray], what: Write) -> None:
    """Give a file another name, or all that lies in a folder."""
    new = what.data.decode()
    for path in [each for each in files if f"{each}/".startswith(f"{what.path}/")]:
        files[new + path.removeprefix(what.path)] = files.pop(path)
