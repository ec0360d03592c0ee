"""What a process did to files, written down, and done again up to any moment: a pulled stick.

A drive may keep or lose what was written and not yet synced. Both are tried: `as_written` keeps
all, `as_synced` loses whatever of a file was written since it was last synced.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("recorded_writes.c")
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
    files: dict[str, bytearray] = {}
    kept: dict[str, bytes] = {}
    for each in writes:
        _do(files, each)
        if each.operation == "s" and each.path in files:
            kept[each.path] = bytes(files[each.path])
        elif each.operation == "u":
            kept.pop(each.path, None)
        elif each.operation == "r" and each.path in kept:
            kept[each.data.decode()] = kept.pop(each.path)
    return kept


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
    elif what.operation == "r" and what.path in files:
        files[what.data.decode()] = files.pop(what.path)
