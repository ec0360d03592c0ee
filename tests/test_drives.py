"""Which drives can be taken out, and what lies on them: with made-up mounts and real folders."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from ujuzi import drives
from ujuzi.drives import (
    FILES_MOST,
    Mount,
    can_be_taken_out,
    files,
    holding,
    is_removable,
    parsed,
    plugged_in,
)
from ujuzi.store.database import open_database

SUFFIX = ".ujuzi"


def mount(root: str, *options: str, device: str = "/dev/sdb1", file_system: str = "vfat") -> Mount:
    return Mount(device, root, file_system, frozenset(options))


@pytest.mark.parametrize(
    ("root", "taken_out"),
    [
        ("/media/ada/STICK", True),
        ("/run/media/ada/STICK", True),
        ("/mnt/share", True),
        ("/Volumes/STICK", True),
        ("/", False),
        ("/home", False),
        ("/mediathek", False),
    ],
)
@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_where_a_drive_is_mounted_says_whether_it_was_plugged_in(
    root: str, platform: str, *, taken_out: bool
) -> None:
    assert can_be_taken_out(mount(root), platform) == taken_out


@pytest.mark.parametrize(
    ("root", "options", "file_system", "taken_out"),
    [
        ("C:\\", "rw,fixed", "NTFS", False),
        ("c:\\", "rw,fixed", "NTFS", False),
        ("D:\\", "rw,fixed", "NTFS", False),
        ("G:\\", "rw,fixed", "FAT32", True),
        ("U:\\", "rw,fixed", "NTFS", True),
        ("E:\\", "rw,removable", "FAT32", True),
        ("F:\\", "cdrom", "", False),
        ("Z:\\", "rw,remote", "NTFS", True),
    ],
    ids=["system", "in small letters", "disk", "FAT", "by USB", "stick", "empty reader", "share"],
)
def test_on_windows_a_drive_counts_that_can_be_taken_out_and_not_every_letter(
    root: str,
    options: str,
    file_system: str,
    monkeypatch: pytest.MonkeyPatch,
    *,
    taken_out: bool,
) -> None:
    monkeypatch.setattr(drives, "_bus", lambda root: 7 if root.startswith("U") else 11)
    found = mount(root, *options.split(","), device=root, file_system=file_system)
    assert can_be_taken_out(found, "win32", "C:") == taken_out


@pytest.fixture
def sysfs(tmp_path: Path) -> Path:
    """What Linux says of a stick (sdb, with a partition) and of a disk (sda)."""
    devices, links = tmp_path / "devices", tmp_path / "class" / "block"
    links.mkdir(parents=True)
    for disk, removable in (("sda", "0"), ("sdb", "1")):
        partition = devices / disk / f"{disk}1"
        partition.mkdir(parents=True)
        (devices / disk / "removable").write_text(f"{removable}\n")
        (links / disk).symlink_to(devices / disk)
        (links / partition.name).symlink_to(partition)
    return links


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize(
    ("device", "removable"),
    [("/dev/sdb1", True), ("/dev/sdb", True), ("/dev/sda1", False), ("server:/share", False)],
)
def test_linux_says_of_the_disk_whether_it_is_removable(
    sysfs: Path, device: str, *, removable: bool
) -> None:
    assert is_removable(mount("/media/x", device=device), sysfs) == removable


def test_windows_says_so_in_the_options(tmp_path: Path) -> None:
    assert is_removable(mount("E:\\", "rw", "removable", device="E:\\"), tmp_path)
    assert not is_removable(mount("D:\\", "rw", "fixed", device="D:\\"), tmp_path)


def test_a_drive_says_what_it_can_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives, "can_be_taken_out", lambda _mount: True)
    stick, locked, gone = (tmp_path / name for name in ("STICK", "LOCKED", "GONE"))
    stick.mkdir()
    locked.mkdir()
    found = plugged_in(
        [
            mount(str(stick), "rw", "removable"),
            mount(str(locked), "ro", "removable"),
            mount(str(gone), "rw", "removable"),
        ]
    )
    assert [(drive.label, drive.is_writable, drive.is_removable) for drive in found] == [
        ("STICK", True, True),
        ("LOCKED", False, True),
    ]
    assert found[0].root == stick
    assert found[0].free_bytes == pytest.approx(shutil.disk_usage(stick).free, rel=0.5)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_drive_of_somebody_else_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "can_be_taken_out", lambda _mount: True)
    tmp_path.chmod(0o500)
    assert not plugged_in([mount(str(tmp_path), "rw")])[0].is_writable


MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
/dev/sdb1 /media/ada/MY\\040STICK vfat rw 0 0
tmpfs /media/ada tmpfs rw 0 0
/dev/sdc1 /media/ada/card exfat ro,nosuid 0 0
/dev/sdd1 /data ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ada/.local/share/Ujuzi", "ext4"),
        ("/media/ada/MY STICK/ujuzi", "vfat"),
        ("/media/ada/MY STICKS/ujuzi", "tmpfs"),
        ("/media/ada/card", "exfat"),
        ("/data", "ext4"),
    ],
)
def test_the_deepest_mount_holds_a_folder(folder: str, kind: str) -> None:
    mount = holding(Path(folder), parsed(MOUNTS))
    assert mount is not None
    assert mount.file_system == kind


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_what_is_mounted_is_what_the_system_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    (tmp_path / "mounts").write_text("/dev/sdc1 /media/x exfat ro,nosuid 0 0\n")
    said = SimpleNamespace(
        device="/dev/sdc1", mountpoint="/media/x", fstype="exfat", opts="ro,nosuid"
    )
    monkeypatch.setattr(drives, "MOUNTS", tmp_path / "mounts")
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: [said])
    monkeypatch.setattr(sys, "platform", platform)
    assert drives.mounts() == (
        Mount("/dev/sdc1", "/media/x", "exfat", frozenset({"ro", "nosuid"})),
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says so of the drive")
def test_data_on_a_stick_is_portable_without_being_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "mounts"
    stick.write_text(f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {tmp_path}/stick vfat rw 0 0\n")
    monkeypatch.setattr(drives, "MOUNTS", stick)

    for folder, journal in (("stick", "truncate"), ("disk", "wal")):
        db = open_database(tmp_path / folder)
        assert db.row("PRAGMA journal_mode") == (journal,)
        db.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says so of the drive")
def test_where_it_cannot_be_told_it_is_a_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "MOUNTS", tmp_path / "none")
    assert drives.can_hold_log(tmp_path)


@pytest.mark.parametrize(
    ("kind", "holds"),
    [
        *((kind, True) for kind in ("ext4", "btrfs", "xfs", "NTFS", "ntfs3", "apfs", "tmpfs", "")),
        *((kind, False) for kind in ("vfat", "exfat", "msdos", "FAT", "FAT32", "exFAT")),
        *((kind, False) for kind in ("fuseblk", "fuse.sshfs", "fuse.fusefat", "fuse", "FUSE.x")),
        *((kind, False) for kind in ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "vboxsf")),
    ],
)
def test_a_log_is_held_by_file_systems_of_disks_alone(kind: str, *, holds: bool) -> None:
    assert drives.holds_log(kind) == holds


@pytest.mark.parametrize(
    ("drive", "file_system", "holds"),
    [
        (drives.DRIVE_FIXED, "NTFS", True),
        (drives.DRIVE_FIXED, "", True),
        (drives.DRIVE_FIXED, "FAT32", False),
        (drives.DRIVE_FIXED, "exFAT", False),
        (drives.DRIVE_REMOVABLE, "NTFS", False),
        (drives.DRIVE_REMOTE, "NTFS", False),
    ],
)
def test_windows_tells_by_the_drive_and_by_its_file_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drive: int, file_system: str, *, holds: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(drives, "_drive_type", lambda _root: drive)
    monkeypatch.setattr(drives, "_volume", lambda _root: ("1A2B3C4D", file_system))
    assert drives.can_hold_log(tmp_path) == holds
    assert drives.serial_of(tmp_path) == "1A2B3C4D"


def test_this_computer_has_something_mounted_and_can_be_asked() -> None:
    assert any(each.root for each in drives.mounts())
    plugged_in()


def test_files_are_found_two_folders_deep(tmp_path: Path) -> None:
    for name in ("b.ujuzi", "one/a.ujuzi", "one/two/c.ujuzi", "one/two/three/d.ujuzi", "x.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = files([tmp_path], SUFFIX)
    assert [path.name for path in found] == ["a.ujuzi", "b.ujuzi", "c.ujuzi"]


def test_a_drive_that_was_pulled_holds_nothing(tmp_path: Path) -> None:
    assert files([tmp_path / "gone"], SUFFIX) == []


def test_a_folder_with_the_name_of_a_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.ujuzi").mkdir()
    assert files([tmp_path], SUFFIX) == []


def test_a_drive_full_of_files_is_listed_in_part(tmp_path: Path) -> None:
    for number in range(FILES_MOST + 5):
        (tmp_path / f"{number}.ujuzi").touch()
    assert len(files([tmp_path], SUFFIX)) == FILES_MOST


@pytest.mark.skipif(sys.platform == "win32", reason="Windows is asked instead")
@pytest.mark.parametrize(
    ("named", "serial"),
    [("1A2B-3C4D", "1A2B3C4D"), ("2E5A1F9C1A2B3C4D", "1A2B3C4D"), ("", "")],
    ids=["FAT", "NTFS", "nobody says"],
)
def test_linux_says_the_same_serial_number_as_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, serial: str
) -> None:
    device, links = tmp_path / "sdb1", tmp_path / "by-uuid"
    device.touch()
    links.mkdir()
    if named:
        (links / named).symlink_to(device)
    (tmp_path / "mounts").write_text(f"{device} {tmp_path} vfat rw 0 0\n")
    monkeypatch.setattr(drives, "MOUNTS", tmp_path / "mounts")
    assert drives.serial_of(tmp_path, links) == serial


def test_a_drive_that_comes_changes_the_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    table.write_text("/dev/sda1 / ext4 rw 0 0\n")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(drives, "MOUNTS", table)
    before = drives.fingerprint()
    assert before == drives.fingerprint() != ""

    table.write_text(table.read_text() + "/dev/sdb1 /media/STICK vfat rw 0 0\n")
    assert drives.fingerprint() != before

    table.unlink()
    assert drives.fingerprint() == ""
