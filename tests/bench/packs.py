"""`install-pack` and `update-bytes`: what a stick costs in time, and an update in bytes."""

from __future__ import annotations

import hashlib
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psutil

from bench.big_lab import BUILD
from bench.figure import Figure
from helpers.course_folders import KEY, copy_small_course, edit, write_large_course
from ujuzi.authoring.builder import build_pack, build_update
from ujuzi.services.desk import open_desk

PACK_MEGABYTES = 200
MEDIA_FILES = 20
RUNS = 5
CHUNK = 1 << 20


def install_pack() -> Iterator[Figure]:
    """Yield seconds against reading and hashing the file, and against a copy that is synced."""
    folder = scratch()
    try:
        pack = pack_of_media(folder)
        installs, reads, copies, grown = [], [], [], []
        for run in range(RUNS):
            reads.append(_seconds(lambda: _hash(pack)))
            copies.append(_seconds(lambda: hash_and_copy(pack, folder / "copy")))
            with open_desk(folder / f"data-{run}") as desk:
                desk.library.trust_key("Bench", KEY.public)
                before = psutil.Process().memory_info().rss
                installs.append(_seconds(partial(desk.library.install, pack)))
                grown.append((psutil.Process().memory_info().rss - before) / 1e6)
            shutil.rmtree(folder / f"data-{run}")
    finally:
        shutil.rmtree(folder)
    took = statistics.median(installs)
    yield Figure("install-pack", took, "s", statistics.median(reads))
    yield Figure("install-pack-durable-copy", took, "s", statistics.median(copies))
    yield Figure("install-pack-memory", max(grown), "MB more")


def update_bytes() -> Iterator[Figure]:
    """Yield the bytes of an update after three lessons of a 14 MB course were edited."""
    folder = scratch()
    try:
        course = folder / "course"
        write_large_course(course)
        whole, update = folder / "whole.ujuzi", folder / "update.ujuzi"
        build_pack(course, whole, KEY)
        yaml = course / "course.yaml"
        yaml.write_text(yaml.read_text().replace('"version": 1', '"version": 2', 1))
        for lesson in sorted(course.rglob("*.md"))[:3]:
            lesson.write_text(lesson.read_text() + "\n\nOne more paragraph, for the rains.\n")
        build_update(whole, course, update, KEY)
        sizes = update.stat().st_size, whole.stat().st_size
    finally:
        shutil.rmtree(folder)
    yield Figure("update-bytes", sizes[0], "bytes", sizes[1])


def scratch() -> Path:
    """Return a new folder on the disk of benchmarks."""
    BUILD.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(dir=BUILD))


def pack_of_media(folder: Path) -> Path:
    """Build the small course's second version: 200 MB, most of it media as they are stored."""
    course = copy_small_course(folder / "course")
    each = PACK_MEGABYTES * 1_000_000 // MEDIA_FILES
    head = (course / "media" / "film.webm").read_bytes()
    films = []
    for number in range(MEDIA_FILES):
        name = f"media/film-{number}.webm"
        (course / name).write_bytes(head + os.urandom(each))
        films.append(
            f"      - {{id: film-{number}, kind: video, title: Film {number}, file: {name}}}\n"
        )
    yaml = course / "course.yaml"
    edit(yaml, "version: 1", "version: 2")
    modules, mark, rest = yaml.read_text().partition("assessments:")
    yaml.write_text("".join([modules.rstrip(), "\n", *films, mark, rest]))
    pack = folder / "big.ujuzi"
    build_pack(course, pack, KEY)
    shutil.rmtree(course)
    return pack


def _hash(path: Path) -> None:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)


def hash_and_copy(path: Path, target: Path, sync_every: int = 1 << 40) -> None:
    """Read a file as an installation does, and write it, synced at its end or more often."""
    digest = hashlib.sha256()
    with path.open("rb") as file, target.open("wb") as copy:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            copy.write(chunk)
            if copy.tell() % sync_every < CHUNK:
                copy.flush()
                os.fsync(copy.fileno())
        copy.flush()
        os.fsync(copy.fileno())


def _seconds(work: Callable[[], object]) -> float:
    if sys.platform != "win32":
        os.sync()  # what was written before is not this work's to wait for
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


FIGURES = {"install-pack": install_pack, "update-bytes": update_bytes}
