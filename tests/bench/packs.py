"""`install-pack`, `update-bytes` and `build-1gb`: a stick in time, an update in bytes, a build.

UJUZI_BUILD_MB=100 make bench ONLY=build-1gb      the same on a tenth of the bytes
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import statistics
import struct
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

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
BUILD_MEGABYTES = int(os.environ.get("UJUZI_BUILD_MB", "1000"))
LESSONS, PICTURES = 200, 600
WORDS = ["the", "well", "was", "dug", "by", "people", "who", "had", "never", "seen", "one"]


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


def build_1gb() -> Iterator[Figure]:
    """Yield seconds of a build, its lint included, against hashing and deflating the same files."""
    folder = scratch()
    try:
        course = write_illustrated_course(folder / "course", BUILD_MEGABYTES * 1_000_000)
        builds, floors = [], []
        for _ in range(3):
            floors.append(_seconds(lambda: _hash_and_deflate(course, folder / "floor.zip")))
            builds.append(_seconds(lambda: build_pack(course, folder / "c.ujuzi", KEY)))
    finally:
        shutil.rmtree(folder)
    yield Figure("build-1gb", statistics.median(builds), "s", statistics.median(floors))


def write_illustrated_course(folder: Path, size: int) -> Path:
    """Write 200 lessons with 600 pictures, PNG and JPEG by turns, of `size` bytes in all."""
    chance = Random(19)
    each = size // PICTURES
    activities = []
    for lesson in range(LESSONS):
        text = [" ".join(chance.choices(WORDS, k=60)) + "." for _ in range(12)]
        for number in range(PICTURES // LESSONS):
            name = f"figures/p{lesson}-{number}.{'png' if number % 2 else 'jpg'}"
            make = png if number % 2 else jpeg
            _write(folder / name, make(chance.randbytes(each)))
            text.insert(4 * number, f"![What one sees]({name})")
        name = f"m/lesson-{lesson}.md"
        _write(folder / name, "\n\n".join(text).encode())
        fields = {"id": f"l{lesson}", "kind": "lesson", "title": f"Lesson {lesson}"}
        activities.append({**fields, "file": name})
    course = {"id": "illustrated", "title": "An illustrated course", "language": "en"}
    course |= {"kind": "general", "publisher": "Ujuzi tests"}
    modules = [{"id": "m", "title": "A module", "activities": activities}]
    _write(
        folder / "course.yaml", json.dumps({**course, "version": 1, "modules": modules}).encode()
    )
    return folder


def png(pixels: bytes) -> bytes:
    """Return a PNG that is whole; its pixels are none."""
    size = struct.pack(">IIBBBBB", 1600, 1200, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", size), (b"IDAT", pixels), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(inside))
        + kind
        + inside
        + struct.pack(">I", zlib.crc32(kind + inside))
        for kind, inside in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def jpeg(pixels: bytes) -> bytes:
    """Return a JPEG that is whole; its pixels are none."""
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 1200, 1600) + bytes(10)
    scan = b"\xff\xda\x00\x08" + bytes(6) + pixels.replace(b"\xff", b"\xfe")
    return b"\xff\xd8" + frame + scan + b"\xff\xd9"


def _hash_and_deflate(course: Path, target: Path) -> None:
    """Hash every file, and write it: texts deflated, pictures as they are."""
    with target.open("wb") as file:
        with zipfile.ZipFile(file, "w", compresslevel=9) as archive:
            for each in sorted(each for each in course.rglob("*") if each.is_file()):
                data = each.read_bytes()
                hashlib.sha256(data).digest()
                text = each.suffix in {".md", ".yaml"}
                kind = zipfile.ZIP_DEFLATED if text else zipfile.ZIP_STORED
                archive.writestr(each.name, data, kind)
        file.flush()
        os.fsync(file.fileno())


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


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


def settle_disk() -> None:
    """Write what was written before: it is not the next work's to wait for."""
    if sys.platform != "win32":
        os.sync()


def _seconds(work: Callable[[], object]) -> float:
    settle_disk()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


FIGURES = {
    "install-pack": install_pack,
    "update-bytes": update_bytes,
    "build-1gb": build_1gb,
}
