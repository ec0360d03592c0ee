"""A new version is installed whole beside the old one, or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from filelock import FileLock

from helpers.recorded_writes import Write, as_synced, as_written, record
from helpers.releases import KEY, release
from stick.manifest import body_of, signed
from ujuzi import files
from ujuzi.credentials.release import DOMAIN
from ujuzi.errors import RefusedError, UjuziError, WorldError
from ujuzi.installed import CURRENT, MANIFEST, UPDATING, VERSIONS
from ujuzi.services import updating
from ujuzi.services.updating import (
    install,
    offered,
    read_release,
    running,
)

OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
SAME = {"lib/Qt6Core.so": b"Qt" * 5_000, "resources/fonts/noto.ttf": b"f" * 3_000}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Where 1.0.0 is installed."""
    root = tmp_path / "installed"
    release(root / VERSIONS / "1.0.0", "1.0.0", {**SAME, "ujuzi.zip": b"one"})
    (root / CURRENT).write_text("1.0.0\n")
    return root


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """What brings 1.1.0, of which one file is another, and has a manifest of its own."""
    stick = tmp_path / "stick"
    root = stick / "Ujuzi"
    release(root / VERSIONS / "1.1.0", "1.1.0", {**SAME, "ujuzi.zip": b"two!"})
    (root / CURRENT).write_text("1.1.0\n")
    (stick / MANIFEST).write_bytes(signed(body_of(root, {"version": "1.1.0"}), KEY))
    return stick


def refusal(source: Path, root: Path) -> str:
    with pytest.raises(UjuziError) as refused:
        offered(source, root)
    return refused.value.code


def is_whole(root: Path) -> str:
    """Return the version that would be started, all of whose files are as they were signed."""
    found = running(root)
    for path, listed in found.files.items():
        data = (found.folder / path).read_bytes()
        assert hashlib.sha256(data).hexdigest() == listed.sha256
    return found.version


@pytest.mark.parametrize("where", ["", "Ujuzi", "Ujuzi/versions/1.1.0"])
def test_a_new_version_is_found_on_a_stick_and_started_from_then_on(
    root: Path, stick: Path, where: str
) -> None:
    done = install(offered(stick / where, root), root)

    assert (done.version, done.written, done.linked) == ("1.1.0", 4, 2)
    assert is_whole(root) == "1.1.0"
    assert (root / CURRENT).read_text() == "1.1.0\n1.0.0\n"
    assert (root / VERSIONS / "1.0.0" / "ujuzi.zip").read_bytes() == b"one"
    old, new = (root / VERSIONS / each / "lib/Qt6Core.so" for each in ("1.0.0", "1.1.0"))
    assert old.samefile(new)


def test_where_nothing_can_be_linked_all_is_copied(
    root: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links on FAT")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    done = install(offered(stick, root), root)
    assert (done.written, done.linked) == (13_004, 0)
    assert is_whole(root) == "1.1.0"
    updating.tidy(root, keep_previous=False)
    assert [each.name for each in (root / VERSIONS).iterdir()] == ["1.1.0"]


def test_what_rotted_here_is_not_linked_but_brought_anew(root: Path, stick: Path) -> None:
    (root / VERSIONS / "1.0.0" / "lib/Qt6Core.so").write_bytes(b"Q?" * 5_000)
    assert install(offered(stick, root), root).linked == 1
    assert is_whole(root) == "1.1.0"


def test_two_versions_are_kept(root: Path, stick: Path, tmp_path: Path) -> None:
    install(offered(stick, root), root)
    third = release(tmp_path / "third", "1.10.0", {**SAME, "ujuzi.zip": b"three"})
    install(offered(third, root), root)
    assert sorted(each.name for each in (root / VERSIONS).iterdir()) == ["1.1.0", "1.10.0"]


@pytest.mark.parametrize("version", ["1.0.0", "0.9.9", "1.0"])
def test_what_is_not_newer_is_refused(root: Path, tmp_path: Path, version: str) -> None:
    other = release(tmp_path / "other", version, SAME)
    assert refusal(other, root) == "release-older"


def test_another_system_and_another_publisher_are_refused(root: Path, tmp_path: Path) -> None:
    windows = release(tmp_path / "a", "2.0.0", SAME, platform="windows-x86_64")
    assert refusal(windows, root) == "release-platform"
    stranger = release(tmp_path / "b", "2.0.0", SAME, key=OTHER_KEY)
    assert refusal(stranger, root) == "release-foreign"


def test_a_folder_without_ujuzi_is_told_from_one_that_is_gone(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "photos").mkdir()
    assert refusal(tmp_path / "photos", root) == "release-malformed"
    assert refusal(tmp_path / "pulled", root) == "source-gone"

    def broken(_path: Path) -> bool:
        raise OSError(errno.EIO, "Input/output error")

    here = running(root)
    monkeypatch.setattr(updating, "running", lambda _root: here)
    monkeypatch.setattr(Path, "is_file", broken)
    assert refusal(tmp_path / "photos", root) == "source-gone"


@pytest.mark.parametrize(
    "path", ["../evil", "/etc/passwd", "a/../../b", "C:/x", "a\\b", "manifest", "nul", ""]
)
def test_a_manifest_cannot_name_what_lies_elsewhere(root: Path, tmp_path: Path, path: str) -> None:
    folder = release(tmp_path / "evil", "2.0.0", SAME)
    unsigned = (folder / MANIFEST).read_bytes().partition(b"key ")[0]
    unsigned += f"file 1 {'0' * 64} {path}\n".encode()
    unsigned += f"key {KEY.public_key().public_bytes_raw().hex()}\n".encode()
    signature = KEY.sign(DOMAIN + unsigned).hex()
    (folder / MANIFEST).write_bytes(unsigned + f"signature {signature}\n".encode())
    assert refusal(folder, root) == "release-malformed"


def test_a_manifest_with_any_byte_changed_is_refused(root: Path, stick: Path) -> None:
    folder = stick / "Ujuzi" / VERSIONS / "1.1.0"
    data = (folder / MANIFEST).read_bytes()
    for at in range(0, len(data) - 1, 7):
        flipped = bytearray(data)
        flipped[at] ^= 1
        (folder / MANIFEST).write_bytes(flipped)
        with pytest.raises(RefusedError):
            read_release(folder)


@pytest.mark.parametrize("harm", ["changed", "missing", "longer"])
@pytest.mark.parametrize("path", ["ujuzi.zip", "lib/new.so"])
def test_a_file_that_is_not_as_it_was_signed_is_named_and_the_old_version_stays(
    root: Path, tmp_path: Path, harm: str, path: str
) -> None:
    folder = release(tmp_path / "new", "1.2.0", {**SAME, "ujuzi.zip": b"three", "lib/new.so": b"n"})
    file = folder / path
    held = file.read_bytes()
    file.unlink() if harm == "missing" else file.write_bytes(
        held[:-1] + b"?" if harm == "changed" else held + b"?"
    )
    with pytest.raises(RefusedError) as refused:
        install(offered(folder, root), root)
    assert (refused.value.code, refused.value.facts["file"]) == ("release-damaged", path)
    assert is_whole(root) == "1.0.0"
    assert [each.name for each in (root / VERSIONS).iterdir()] == ["1.0.0"]


class PowerCutError(Exception):
    """The power goes."""


def test_a_cut_at_any_moment_leaves_one_version_whole(
    root: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each thing that is done to the disk is the last in turn; nobody tidies up after a cut."""
    left = 0

    def dying(act: Callable[..., object]) -> Callable[..., object]:
        def do(*arguments: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise PowerCutError
            return act(*arguments, **named)

        return do

    remove = files.remove_folder
    for owner, name in ((files, "replace"), (files, "sync_folder"), (os, "fsync")):
        monkeypatch.setattr(owner, name, dying(getattr(owner, name)))
    monkeypatch.setattr(
        files, "remove_folder", lambda folder: remove(folder) if left >= 0 else None
    )
    cuts = 0
    for moment in range(100):
        left = moment
        try:
            install(offered(stick, root), root)
        except PowerCutError:
            cuts += 1
        else:
            break
        if is_whole(root) == "1.1.0":  # it was cut after the last that matters
            break
    assert cuts > 5
    assert is_whole(root) == "1.1.0"


INSTALLING = """
import sys
from pathlib import Path
from ujuzi.services.updating import install, offered

folder = Path(sys.argv[1])
if {no_links}:
    Path.hardlink_to = lambda *_: (_ for _ in ()).throw(OSError("no links on FAT"))
install(offered(folder / "stick", folder / "installed"), folder / "installed")
"""


@pytest.mark.parametrize("kept", [as_written, as_synced], ids=["written", "synced"])
def test_a_stick_that_is_pulled_while_it_is_updated_starts_one_version_or_the_other(
    root: Path, stick: Path, tmp_path: Path, kept: Callable[[Sequence[Write]], dict[str, bytes]]
) -> None:
    """Each write to FAT is the last in turn, with and without what was not synced."""
    before = {
        path.relative_to(tmp_path).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }
    there = [Write("w", path, 0, data) for path, data in before.items()]
    there += [Write("s", path, 0, b"") for path in before]
    writes = record(INSTALLING.format(no_links=True), tmp_path, tmp_path.with_suffix(".log"))
    found = []
    for moment in range(len(writes) + 1):
        moments = tmp_path / "moments" / str(moment)
        for path, data in kept([*there, *writes[:moment]]).items():
            file = moments / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        found.append(is_whole(moments / "installed"))
    assert found[0] == "1.0.0"
    assert found[-1] == "1.1.0"
    assert found == sorted(found)


def test_a_stick_that_is_pulled_while_it_is_read_leaves_the_old_version(
    root: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release_there = offered(stick, root)
    away = stick.with_name("away")
    reads, left = updating._chunk, 0

    def pulled(read: Callable[[int], bytes], source: Path) -> bytes:
        nonlocal left
        left -= 1
        if left < 0 and stick.exists():
            stick.rename(away)
        return reads(read, source)

    monkeypatch.setattr(updating, "_chunk", pulled)
    monkeypatch.setattr(updating, "_link", lambda *_: False)
    for moment in range(4):
        left = moment
        with pytest.raises(WorldError) as failed:
            install(release_there, root)
        assert failed.value.code == "source-gone"
        assert is_whole(root) == "1.0.0"
        assert [each.name for each in (root / VERSIONS).iterdir()] == ["1.0.0"]
        away.rename(stick)


def test_where_it_would_not_fit_nothing_is_written(
    root: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = updating.SPARE_BYTES + 1
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free))
    monkeypatch.setattr(updating, "_copy", lambda *_: pytest.fail("something was written"))
    with pytest.raises(WorldError) as refused:
        install(offered(stick, root), root)
    assert refused.value.code == "disk-full"
    assert is_whole(root) == "1.0.0"


@pytest.mark.parametrize("left", [updating.NEW, "1.1.0"])
def test_what_a_cut_left_behind_takes_no_room_from_the_next_try(
    root: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    """A stick that was pulled while it was updated has room for one new version, not for two."""
    behind = root / VERSIONS / left / "ujuzi.zip"
    behind.parent.mkdir()
    behind.write_bytes(bytes(updating.SPARE_BYTES))
    disk = 2 * updating.SPARE_BYTES

    def usage(folder: Path) -> SimpleNamespace:
        taken = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        return SimpleNamespace(free=disk - taken)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert install(offered(stick, root), root).version == "1.1.0"
    assert is_whole(root) == "1.1.0"


@pytest.mark.parametrize("where", ["data/ujuzi.sqlite3", "ujuzi.sqlite3"])
@pytest.mark.parametrize("fits", [True, False])
def test_there_has_to_be_room_for_the_copy_of_the_data_too(
    root: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, where: str, *, fits: bool
) -> None:
    """Else the new version, which may have to make one, would not start."""
    (root / where).parent.mkdir(exist_ok=True)
    (root / where).write_bytes(bytes(updating.SPARE_BYTES))
    free = 2 * updating.SPARE_BYTES + (100_000 if fits else -1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free))
    with nullcontext() if fits else pytest.raises(WorldError, match="is full"):
        install(offered(stick, root), root)
    assert is_whole(root) == ("1.1.0" if fits else "1.0.0")


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps its own rules")
def test_who_may_not_write_there_is_told_who_may(
    root: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_lock: FileLock) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    with pytest.raises(RefusedError) as refused:
        install(offered(stick, root), root)
    assert refused.value.code == "release-not-yours"


def test_one_program_updates_at_a_time(root: Path, stick: Path) -> None:
    with FileLock(root / UPDATING), pytest.raises(WorldError) as refused:
        install(offered(stick, root), root)
    assert refused.value.code == "update-running"
    assert install(offered(stick, root), root).version == "1.1.0"


def test_a_file_that_has_grown_does_not_fill_the_disk(
    root: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A damaged stick may say of a file that it has gigabytes."""
    grown = stick / "Ujuzi" / VERSIONS / "1.1.0" / "ujuzi.zip"
    with grown.open("ab") as file:
        file.truncate(20 * updating.CHUNK_BYTES)
    reads, chunks = [], updating._chunk

    def counted(read: Callable[[int], bytes], source: Path) -> bytes:
        reads.append(source)
        return chunks(read, source)

    monkeypatch.setattr(updating, "_chunk", counted)
    with pytest.raises(RefusedError) as refused:
        install(offered(stick, root), root)
    assert (refused.value.code, reads.count(grown)) == ("release-damaged", 1)
    assert is_whole(root) == "1.0.0"


@pytest.mark.parametrize("faster", ["1.1.0", "1.10.0"])
def test_what_was_offered_before_another_window_was_faster_is_refused(
    root: Path, stick: Path, tmp_path: Path, faster: str
) -> None:
    late = offered(stick, root)
    third = release(tmp_path / "third", faster, {**SAME, "ujuzi.zip": b"three"})
    install(offered(third, root), root)
    with pytest.raises(RefusedError) as refused:
        install(late, root)
    assert refused.value.code == "release-older"
    assert is_whole(root) == faster
    assert (root / CURRENT).read_text() == f"{faster}\n1.0.0\n"


def test_the_version_that_runs_stays_though_others_came_twice(
    root: Path, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updating, "__version__", "1.0.0")
    install(offered(stick, root), root)
    third = release(tmp_path / "third", "1.10.0", {**SAME, "ujuzi.zip": b"three"})
    install(offered(third, root), root)
    kept = sorted(each.name for each in (root / VERSIONS).iterdir())
    assert kept == ["1.0.0", "1.1.0", "1.10.0"]


def test_a_full_disk_leaves_the_old_version(
    root: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WorldError) as refused:
        install(offered(stick, root), root)
    assert refused.value.code == "disk-full"
    assert is_whole(root) == "1.0.0"


@pytest.mark.parametrize(("links", "kept"), [(True, ["1.0.0", "1.1.0"]), (False, ["1.1.0"])])
def test_after_a_good_start_the_one_before_stays_where_it_takes_no_room(
    root: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool, kept: list[str]
) -> None:
    install(offered(stick, root), root)
    (root / VERSIONS / "0.9.0").mkdir()
    monkeypatch.setattr(updating, "_can_link", lambda _root: links)
    monkeypatch.setenv("UJUZI_ROOT", str(root))
    updating.tidy_after_start()
    assert sorted(each.name for each in (root / VERSIONS).iterdir()) == kept
    assert is_whole(root) == "1.1.0"


@pytest.mark.parametrize(
    ("carried", "writes", "stays"),
    [(True, False, False), (True, True, True), (False, False, True)],
    ids=["carried", "carried, while it is written", "installed"],
)
def test_after_a_good_start_a_stick_has_the_room_again_that_a_cut_took(
    root: Path, monkeypatch: pytest.MonkeyPatch, *, carried: bool, writes: bool, stays: bool
) -> None:
    left = root / VERSIONS / updating.NEW
    (left / "lib").mkdir(parents=True)
    if carried:
        (root / "portable").touch()
    monkeypatch.setenv("UJUZI_ROOT", str(root))
    with FileLock(root / UPDATING) if writes else nullcontext():
        updating.tidy_after_start()
    assert left.exists() == stays
    assert is_whole(root) == "1.0.0"
