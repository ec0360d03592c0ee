"""Courses that go down with a stick or shared folder: packs of the coordinator's own library.

Written are those that a computer of the campus states not to have, or to have older (`hand_on`), or
those that were chosen (`hand_out`); as ordinary files, made of what is installed and signed by
their publishers as they came, so that whoever finds one looks at it as at any other. A file appears
whole or not at all, and is read back past the cache by a sample. What is newer, and what is
somebody else's, stays as it is.
"""

from __future__ import annotations

import hashlib
import secrets
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from ujuzi.authoring.writer import PackWriter
from ujuzi.domain.statement import course_mark
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.packs.archive import MANIFEST, SIGNATURE
from ujuzi.packs.manifest import Manifest, PackObject, decode_manifest
from ujuzi.packs.objects import ObjectStore
from ujuzi.packs.reader import Pack, open_pack
from ujuzi.services.delivery.brought import courses_folder, pack_files
from ujuzi.services.delivery.signatures import recover
from ujuzi.services.study.installing import PACK_SUFFIX
from ujuzi.store import catalogue, event_log, held, statements
from ujuzi.store.catalogue import InstalledPack
from ujuzi.store.database import Database
from ujuzi.sync.exchange import OnStore
from ujuzi.sync.transports.folder import MAX_ENTRIES, SLACK_BYTES, counterfeit, telling
from ujuzi.sync.transports.medium import CHUNK_BYTES, Medium

SAMPLES = 8
"""Pieces of `CHUNK_BYTES` that are read back of a pack, its first among them."""
SYNC_BYTES = 16 * CHUNK_BYTES
"""Written between two waits for the drive: progress says what it has, and not what waits."""
MEMBER_BYTES = 300
"""At most so much does an object need in a pack beside its bytes."""
OBJECTS_LOOKED_AT = 3
"""Of a pack that lies there already."""

BROKEN = frozenset({Code.PACK_TRUNCATED, Code.PACK_TAMPERED, Code.SIGNATURE_WRONG})
"""What is wrong with a file that was a pack, and is worth nothing to anybody."""


@dataclass(slots=True)
class HandedOn:
    """What became of the courses that computers need: their titles.

    `written` now, and `present` already, or newer. There was no room for `no_room`; in the place of
    `blocked` lies a file of somebody else's; of `damaged` a file is missing or damaged here; and
    `unsigned` were installed by a version that did not keep signatures: installing their files
    again mends both. `is_stopped` where a person stopped it.
    """

    written: list[str] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    no_room: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    unsigned: list[str] = field(default_factory=list)
    is_stopped: bool = False

    @property
    def on_folder(self) -> list[str]:
        """What lies in the folder now."""
        return self.present + self.written


class _Standing(Enum):
    FREE = auto()
    """Nothing is there, or what may be replaced."""
    PRESENT = auto()
    BLOCKED = auto()


class _StoppedError(Exception):
    """A person stopped it."""


@dataclass(frozen=True, slots=True)
class _Wanted:
    pack: InstalledPack
    manifest_bytes: bytes
    signed: bytes | None


def name_of(pack: InstalledPack) -> str:
    """Return a file's name, by the course: with its underscore no name of a device of Windows's."""
    return f"{pack.course[:80]}_{pack.language[:20]}{PACK_SUFFIX}"


def lacking(db: Database) -> tuple[InstalledPack, ...]:
    """Return the packs here that a computer of the campus states to lack, or to have older.

    Computers that were taken out, or followed by another, need none.
    """
    gone = {each.device for each in held.standings(db).values() if each.revoked or each.is_followed}
    gone.add(event_log.device_id(db))
    stated = [
        {course.mark: course.version for course in each.statement.courses}
        for each in statements.latest(db)
        if each.known and each.statement.device not in gone
    ]
    return tuple(
        pack
        for pack in catalogue.current(db)
        if any(has.get(course_mark(pack.course, pack.language), 0) < pack.version for has in stated)
    )


def hand_on(
    on_store: OnStore,
    objects: ObjectStore,
    chosen: Path,
    medium: Medium,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> HandedOn:
    """Write the packs that computers lack to a folder; return what became of each.

    A signature that was never kept here is taken from the same pack in a file that lies there.
    `progress` is told bytes of bytes. Nothing is made where nobody lacks anything. When it returns,
    all that was written was looked at again past the cache, by a sample. Raises WorldError
    `folder-gone`, `folder-read-only` or `folder-counterfeit`.
    """
    place = courses_folder(chosen)
    recover(on_store, [each for folder in (place, chosen) for each in pack_files(folder)])
    return hand_out(on_store, objects, place, medium, lacking, name_of, progress, cancelled)


def hand_out(
    on_store: OnStore,
    objects: ObjectStore,
    place: Path,
    medium: Medium,
    packs: Callable[[Database], Sequence[InstalledPack]],
    name: Callable[[InstalledPack], str],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> HandedOn:
    """Write these packs to a place, each under its name; as `hand_on`."""
    told = HandedOn()
    todo: list[tuple[_Wanted, Manifest]] = []
    for wanted in on_store(lambda db: _wanted(db, packs(db))):
        manifest = decode_manifest(wanted.manifest_bytes)
        title = manifest.course.title
        standing = _standing(place / name(wanted.pack), wanted.pack)
        if standing is _Standing.PRESENT:
            told.present.append(title)
        elif standing is _Standing.BLOCKED:
            told.blocked.append(title)
        elif wanted.signed is None:
            told.unsigned.append(title)
        else:
            todo.append((wanted, manifest))
    if not todo:
        return told
    owner, total, done = on_store(event_log.device_id)[:8], sum(_size(m) for _, m in todo), 0
    samples: dict[Path, dict[int, bytes]] = {}
    with telling(place):
        medium.make_folder(place)
        for wanted, manifest in todo:
            target, before = place / name(wanted.pack), done

            def tell(count: int, before: int = before) -> None:
                if cancelled():
                    raise _StoppedError
                progress(before + count, total)

            try:
                if medium.free_bytes(place) - SLACK_BYTES < _room(wanted, manifest):
                    told.no_room.append(manifest.course.title)
                else:
                    _remove_partials(target, owner, medium)
                    part = place / f"{target.name}.{owner}-{secrets.token_hex(4)}.part"
                    pieces = _write(wanted, manifest, objects, target, part, medium, tell)
                    (told.blocked if pieces is None else told.written).append(manifest.course.title)
                    samples[target] = pieces or {}
            except _StoppedError:
                told.is_stopped = True
                break
            except UjuziError as error:
                _count(told, manifest.course.title, error)
            done += _size(manifest)
        for target, pieces in samples.items():
            _check(target, pieces, medium)
    return told


def _count(told: HandedOn, title: str, error: UjuziError) -> None:
    """Count what concerns one pack alone, and raise the rest."""
    match error.code:
        case Code.FOLDER_FULL:
            told.no_room.append(title)
        case Code.OBJECT_MISSING | Code.SOURCE_CHANGED:
            told.damaged.append(title)
        case _:
            raise error


def _wanted(db: Database, packs: Sequence[InstalledPack]) -> list[_Wanted]:
    return [
        _Wanted(pack, catalogue.manifest(db, pack.pack) or b"", catalogue.signed(db, pack.pack))
        for pack in packs
    ]


def _size(manifest: Manifest) -> int:
    return sum(entry.size for entry in _objects(manifest))


def _room(wanted: _Wanted, manifest: Manifest) -> int:
    return (
        _size(manifest)
        + len(wanted.manifest_bytes)
        + MEMBER_BYTES * (len(manifest.objects) + SAMPLES)
    )


def _objects(manifest: Manifest) -> list[PackObject]:
    """Return each object once, in the order of the manifest."""
    return list({entry.sha256: entry for entry in manifest.objects}.values())


def _standing(target: Path, pack: InstalledPack) -> _Standing:
    """Return whether a file may be written there: by what it is, and not by its name."""
    try:
        if not stat.S_ISREG(target.lstat().st_mode):
            return _Standing.BLOCKED
    except OSError:
        return _Standing.FREE
    try:
        with open_pack(target) as found:
            course = found.manifest.course
            if found.pack_id == pack.pack:
                return _Standing.PRESENT if _is_sound(found) else _Standing.FREE
            if (course.id, course.language) != (pack.course, pack.language):
                return _Standing.BLOCKED
            if found.key.fingerprint != pack.fingerprint:
                return _Standing.BLOCKED
            return _Standing.FREE if course.version < pack.version else _Standing.PRESENT
    except WorldError:
        return _Standing.BLOCKED
    except RefusedError as error:
        return _Standing.FREE if error.code in BROKEN else _Standing.BLOCKED


def _is_sound(pack: Pack) -> bool:
    """Whether some objects of a pack are what its signed list says."""
    entries = _objects(pack.manifest)
    step = max(1, len(entries) // OBJECTS_LOOKED_AT)
    with suppress(RefusedError):
        for entry in entries[::step][:OBJECTS_LOOKED_AT]:
            digest = hashlib.sha256()
            for chunk in pack.chunks(entry):
                digest.update(chunk)
            if digest.hexdigest() != entry.sha256:
                return False
        return True
    return False


def _remove_partials(target: Path, owner: str, medium: Medium) -> None:
    """Delete what a pulled stick left of our own; what cannot be deleted is in nobody's way."""
    ours = f"{target.name}.{owner}".lower()
    for name in islice(medium.names(target.parent), MAX_ENTRIES):
        if name.lower().startswith(ours) and name.lower().endswith(".part"):
            with suppress(OSError):
                medium.delete(target.parent / name)


def _write(
    wanted: _Wanted,
    manifest: Manifest,
    objects: ObjectStore,
    target: Path,
    part: Path,
    medium: Medium,
    tell: Callable[[int], None],
) -> dict[int, bytes] | None:
    """Write a pack under a name that nobody reads, look at it, and give it its own.

    Returns digests of pieces by where they begin; None where another file has the name by now.
    """
    try:
        with telling(part.parent), medium.create(part) as file:
            sampled = _Sampled(file, medium, _room(wanted, manifest))
            with zipfile.ZipFile(sampled, "w") as archive:
                writer = PackWriter(archive)
                writer.add(MANIFEST, wanted.manifest_bytes, deflate=True)
                writer.add(SIGNATURE, wanted.signed or b"", deflate=False)
                done = 0
                for entry in _objects(manifest):
                    writer.add_object(entry, _chunks(objects, entry, done, tell))
                    done += entry.size
            medium.sync(file)
        with telling(part.parent):
            _check(part, sampled.digests, medium)
            if _standing(target, wanted.pack) is not _Standing.FREE:
                medium.delete(part)
                return None
            medium.rename(part, target)
    except BaseException:
        with suppress(OSError):
            medium.delete(part)
        raise
    return sampled.digests


def _chunks(
    objects: ObjectStore, entry: PackObject, done: int, tell: Callable[[int], None]
) -> Iterator[bytes]:
    tell(done)
    try:
        with objects.path(entry.sha256).open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk
                done += len(chunk)
                tell(done)
    except OSError as error:
        raise RefusedError(Code.OBJECT_MISSING, f"{entry.path} cannot be read here.") from error


def _check(path: Path, pieces: dict[int, bytes], medium: Medium) -> None:
    for start, digest in pieces.items():
        if hashlib.sha256(medium.read_back_piece(path, start)).digest() != digest:
            raise counterfeit(path.parent)


class _Sampled:
    """A file that is written, of which some pieces are remembered as they should be."""

    def __init__(self, file: BinaryIO, medium: Medium, size: int) -> None:
        pieces = max(1, size // CHUNK_BYTES)
        places = {pieces * place // SAMPLES for place in range(SAMPLES)}
        self._kept = {place * CHUNK_BYTES: bytearray() for place in sorted(places)}
        self._file, self._medium, self._unsynced = file, medium, 0

    @property
    def digests(self) -> dict[int, bytes]:
        """SHA-256 of each piece that was written, by where it begins."""
        return {start: hashlib.sha256(kept).digest() for start, kept in self._kept.items() if kept}

    def write(self, data: bytes) -> int:
        at = self._file.tell()
        for start, kept in self._kept.items():
            first, end = max(at, start), min(at + len(data), start + CHUNK_BYTES)
            if first < end:
                kept[first - start : end - start] = data[first - at : end - at]
        count = self._file.write(data)
        self._unsynced += count
        if self._unsynced >= SYNC_BYTES:
            self._medium.sync(self._file)
            self._unsynced = 0
        return count

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, to: int, whence: int = 0) -> int:
        return self._file.seek(to, whence)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        """Who gave the file closes it."""
