"""A new version of Ujuzi, brought by a stick or in a folder, installed beside the one that runs.

    ROOT/current              the version that is started, and on a second line the one before it
    ROOT/versions/V/          a version, whole
    ROOT/versions/V/manifest  its files, signed by who released it
    ROOT/versions/.new/       being written; worth nothing after a cut

A new version has to be signed by the key of the one that runs (`credentials.release`).

Nothing that runs is touched: the new tree is written, checked and synced, gets its name, and then
one small file is replaced. A cut at any moment leaves the old version or the new one, whole. What
did not change is linked, where the file system can, else copied. One version before is kept, and
the one that is running. One program updates at a time; `ROOT/updating` says which.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from ujuzi import __version__, drives, files, installed
from ujuzi.credentials.release import ReleasedFile, read_release_manifest
from ujuzi.errors import MALFORMED, Code, RefusedError, UjuziError, WorldError
from ujuzi.installed import CURRENT, MANIFEST, UPDATING, VERSIONS
from ujuzi.packs.names import hostility
from ujuzi.packs.objects import disk_error
from ujuzi.paths import DATA, DATABASE, portable_data_dir

NEW = ".new"
FOLDER = "Ujuzi"
"""Where a stick has it."""
VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){1,3}")
MANIFEST_BYTES_MOST = 4_000_000
CHUNK_BYTES = 1 << 20
SPARE_BYTES = 2_000_000
"""What stays free beside a new version: names, and what people do meanwhile."""


@dataclass(frozen=True, slots=True)
class Release:
    """A version that a signed manifest describes, and where its files lie."""

    folder: Path
    version: str
    platform: str
    key: bytes
    files: Mapping[str, ReleasedFile]
    manifest: bytes

    @property
    def bytes(self) -> int:
        """All its files together."""
        return sum(each.size for each in self.files.values())


@dataclass(frozen=True, slots=True)
class Installation:
    """What was done: bytes that were written, and files that were linked."""

    version: str
    written: int
    linked: int


def offered_by_sticks(roots: Iterable[Path] | None = None) -> Release | None:
    """Return the newest version that a drive which is plugged in brings for this program."""
    drives_here = (drive.root for drive in drives.plugged_in()) if roots is None else roots
    found = []
    for root in drives_here:
        with suppress(OSError, UjuziError):
            found.append(offered_here(root))
    return max(found, key=lambda release: _number(release.version), default=None)


def offered_here(source: Path) -> Release:
    """Return the newer version that a source brings for this program; raises as `offered`."""
    return offered(source, _own_root())


def take(release: Release) -> Installation:
    """Install what was offered to this program; raises as `install`."""
    return install(release, _own_root())


def _own_root() -> Path:
    root = installed.root()
    if root is None:
        raise RefusedError(
            Code.RELEASE_UNINSTALLED,
            "This Ujuzi was not installed by its own launcher, so it cannot update itself.",
        )
    return root


def running(root: Path) -> Release:
    """Return the version that the launcher in `root` starts."""
    version, *_ = _current(root)
    return read_release(root / VERSIONS / version)


def offered(source: Path, root: Path) -> Release:
    """Return the newer version that a stick or a folder brings.

    Raises WorldError `source-gone`, and RefusedError `release-malformed`, `release-foreign`,
    `release-platform` or `release-older`.
    """
    here = running(root)
    there = read_release(_version_in(source))
    if there.key != here.key:
        raise RefusedError(
            Code.RELEASE_FOREIGN, "This version was not released by those who released this one."
        )
    if there.platform != here.platform:
        raise RefusedError(
            Code.RELEASE_PLATFORM,
            f"This is Ujuzi for {there.platform}; this computer needs {here.platform}.",
            found=there.platform,
            needed=here.platform,
        )
    _check_newer(there, here)
    return there


def install(
    release: Release, root: Path, wrote: Callable[[int], None] = lambda _bytes: None
) -> Installation:
    """Install an offered version beside the one that runs; the next start takes it.

    `wrote` is told the bytes that were written so far, and may raise to give up. Raises WorldError
    `source-gone`, `disk-full`, `disk-failed` or `update-running`, and RefusedError
    `release-damaged`, `release-older` or `release-not-yours`.
    """
    lock = FileLock(root / UPDATING, timeout=0, mode=files.PUBLIC)
    try:
        lock.acquire()
    except Timeout as error:
        raise WorldError(
            Code.UPDATE_RUNNING, "Another window is updating Ujuzi; wait until it is done."
        ) from error
    except PermissionError as error:
        raise RefusedError(
            Code.RELEASE_NOT_YOURS,
            f"This account may not write in {root}: who installed Ujuzi there updates it.",
            path=str(root),
        ) from error
    except OSError as error:
        raise disk_error(error, root) from error
    try:
        return _install(release, root, wrote)
    except OSError as error:
        raise disk_error(error, root) from error
    finally:
        lock.release()


def _install(release: Release, root: Path, wrote: Callable[[int], None]) -> Installation:
    here = running(root)
    _check_newer(release, here)  # another window, or an installer, may have been faster
    links = _can_link(root)
    target = root / VERSIONS / release.version
    part = target.with_name(NEW)
    written = linked = 0
    try:
        files.remove_folder(part)  # what a cut left behind needs its room no more
        tidy(root)
        _check_room(release, here, root, links=links)
        part.mkdir(parents=True)
        for path, listed in release.files.items():
            into = part / path
            into.parent.mkdir(parents=True, exist_ok=True)
            if here.files.get(path) == listed and _link(here.folder / path, into, listed):
                linked += 1
            else:
                _copy(release.folder, into, path, listed)
                written += listed.size
                wrote(written)
        files.write_whole(part / MANIFEST, release.manifest, files.PUBLIC)
        for folder in {part, *(each for each in part.rglob("*") if each.is_dir())}:
            files.sync_folder(folder)
        files.remove_folder(target)
        files.replace(part, target)
        files.sync_folder(target.parent)
        lines = f"{release.version}\n{here.version}\n"
        files.write_whole(root / CURRENT, lines.encode(), files.PUBLIC)
    finally:
        with suppress(OSError):
            files.remove_folder(part)
    tidy(root)
    return Installation(release.version, written, linked)


def tidy(root: Path, *, keep_previous: bool = True) -> None:
    """Delete versions that are started no more; what another program holds stays for next time.

    Where room is short, the one before goes too, once the present one has started well.
    """
    kept = {NEW, __version__, *_current(root)[: 2 if keep_previous else 1]}
    for folder in (root / VERSIONS).iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def tidy_after_start() -> None:
    """Delete what this version, which has started well, does not need beside it.

    Where nothing can be linked, as on FAT, two whole versions take too much room for one before.
    """
    root = installed.root()
    if root is not None:
        with suppress(OSError, UjuziError):
            if len(list((root / VERSIONS).iterdir())) > 1:
                tidy(root, keep_previous=_can_link(root))
                if portable_data_dir() is not None:
                    _tidy_cut(root)


def _tidy_cut(root: Path) -> None:
    """Delete what a cut left of a new version, unless another program is writing one.

    An installer asks nobody who writes; it writes no sticks.
    """
    new = root / VERSIONS / NEW
    if new.exists():
        with suppress(Timeout), FileLock(root / UPDATING, timeout=0, mode=files.PUBLIC):
            files.remove_folder(new)


def read_release(folder: Path) -> Release:
    """Return what a version's manifest says, once its signature was checked.

    Raises WorldError `source-gone` and RefusedError `release-malformed`.
    """
    try:
        data = files.read_start(folder / MANIFEST, MANIFEST_BYTES_MOST)
    except OSError as error:
        raise WorldError(
            Code.SOURCE_GONE, f"{folder} cannot be read: {error.strerror}.", path=str(folder)
        ) from error
    try:
        return _read(folder, data)
    except (*MALFORMED, KeyError) as error:
        raise _malformed(folder) from error


def _read(folder: Path, data: bytes) -> Release:
    manifest = read_release_manifest(data)
    for path in manifest.files:
        if hostility(path) or path == MANIFEST:
            raise ValueError(path)
    version = manifest.facts["version"]
    _number(version)
    platform = manifest.facts["platform"]
    return Release(folder, version, platform, manifest.key, manifest.files, data)


def _version_in(source: Path) -> Path:
    """Return the folder of the version that a source brings: it, or what its launcher starts."""
    roots = (source, source / FOLDER)
    try:
        for root in roots:
            if (root / CURRENT).is_file():
                return root / VERSIONS / _current(root)[0]
        for root in roots:  # a stick has a manifest of its own, beside what its launcher starts
            if (root / MANIFEST).is_file():
                return root
        next(source.iterdir(), None)
    except OSError as error:
        raise _gone(source, error) from error
    raise _malformed(source)


def _current(root: Path) -> list[str]:
    """Return the version that a launcher starts, and the one before it, if there is one."""
    try:
        lines = (root / CURRENT).read_text("utf-8").split()
    except OSError as error:
        raise WorldError(
            Code.SOURCE_GONE, f"{root} cannot be read: {error.strerror}.", path=str(root)
        ) from error
    except UnicodeDecodeError as error:
        raise _malformed(root) from error
    if not lines or not all(VERSION.fullmatch(each) for each in lines):
        raise _malformed(root)
    return lines


def _number(version: str) -> tuple[int, ...]:
    if not VERSION.fullmatch(version):
        raise ValueError(version)
    return tuple(int(each) for each in version.split("."))


def _check_newer(there: Release, here: Release) -> None:
    if _number(there.version) <= _number(here.version):
        raise RefusedError(
            Code.RELEASE_OLDER,
            f"Ujuzi {here.version} is here already; {there.version} is not newer.",
            installed=here.version,
            offered=there.version,
        )


def _check_room(release: Release, here: Release, root: Path, *, links: bool) -> None:
    """Raise WorldError `disk-full` before anything is written, where it would not all fit."""
    cluster = drives.cluster_bytes(root)
    needed = sum(
        -(-each.size // cluster) * cluster
        for path, each in release.files.items()
        if not (links and here.files.get(path) == each)
    )
    if shutil.disk_usage(root).free < needed + _data_bytes(root) + SPARE_BYTES:
        raise disk_error(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), root)


def _data_bytes(root: Path) -> int:
    """Return the size of data that lies here too: a new version may copy it before it begins.

    Without that room it would not start, while the one before it, which goes after a good start,
    keeps its own.
    """
    files_here = (root / DATABASE, root / DATA / DATABASE)
    return sum(each.stat().st_size for each in files_here if each.exists())


def _can_link(root: Path) -> bool:
    probe = root / VERSIONS / ".link"
    try:
        files.unlink(probe)
        probe.hardlink_to(root / CURRENT)
        files.unlink(probe)
    except OSError:
        return False
    return True


def _link(source: Path, target: Path, listed: ReleasedFile) -> bool:
    """Give a file that is here a second name, where it is whole and the file system can."""
    try:
        with source.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != listed.sha256:
                return False
        target.hardlink_to(source)
    except OSError:
        return False
    return True


def _copy(folder: Path, target: Path, path: str, listed: ReleasedFile) -> None:
    """Copy a file of a version, and wait until it is on the disk.

    Raises RefusedError `release-damaged`, and WorldError `source-gone` where it was pulled out.
    """
    source = folder / path
    digest = hashlib.sha256()
    try:
        reading = source.open("rb")
    except OSError as error:
        if not (folder / MANIFEST).is_file():
            raise _gone(folder, error) from error
        raise _damaged(path) from error
    with reading, target.open("xb") as writing:
        while writing.tell() <= listed.size and (chunk := _chunk(reading.read, source)):
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    if digest.hexdigest() != listed.sha256:
        raise _damaged(path)
    with suppress(OSError):
        shutil.copymode(source, target)


def _chunk(read: Callable[[int], bytes], source: Path) -> bytes:
    try:
        return read(CHUNK_BYTES)
    except OSError as error:
        raise _gone(source, error) from error


def _gone(source: Path, error: OSError) -> WorldError:
    return WorldError(
        Code.SOURCE_GONE, f"{source} can no longer be read: {error.strerror}.", path=str(source)
    )


def _damaged(path: str) -> RefusedError:
    return RefusedError(
        Code.RELEASE_DAMAGED,
        f"{path} is missing or was changed. Copy the new version again; nothing was installed.",
        file=path,
    )


def _malformed(folder: Path) -> RefusedError:
    return RefusedError(
        Code.RELEASE_MALFORMED,
        f"{folder} holds no version of Ujuzi that can be read, or one that was changed.",
        path=str(folder),
    )
