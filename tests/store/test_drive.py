"""A folder on a stick is told from one on a disk by what is mounted where."""

from __future__ import annotations

from pathlib import Path

import pytest

from ujuzi.store import drive
from ujuzi.store.database import open_database

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
/dev/sdb1 /media/ada/MY\\040STICK vfat rw 0 0
tmpfs /media/ada tmpfs rw 0 0
/dev/sdc1 /media/ada/card exfat rw 0 0
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
def test_the_deepest_mount_says_where_a_folder_is(folder: str, kind: str) -> None:
    assert drive.file_system(Path(folder), MOUNTS) == kind


def test_data_on_a_stick_is_portable_without_being_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "mounts"
    stick.write_text(f"/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {tmp_path}/stick vfat rw 0 0\n")
    monkeypatch.setattr(drive, "MOUNTS", stick)

    for folder, journal in (("stick", "truncate"), ("disk", "wal")):
        db = open_database(tmp_path / folder)
        assert db.row("PRAGMA journal_mode") == (journal,)
        db.close()


def test_where_it_cannot_be_told_it_is_a_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drive, "MOUNTS", tmp_path / "none")

    assert not drive.is_on_stick(tmp_path)
