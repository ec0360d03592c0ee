"""What reads and writes a folder gives back what lies there, and opens nothing that waits."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from helpers.odd_files import make_pipe
from ujuzi.sync.transports.medium import CHUNK_BYTES, Medium


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES, 2 * CHUNK_BYTES + 7])
def test_what_was_written_is_read_back(tmp_path: Path, size: int) -> None:
    medium, path, data = Medium(), tmp_path / "file", os.urandom(size)

    medium.write(path, data)

    assert medium.read_back(path) == data
    assert medium.read(path, size) == data


def test_nothing_that_is_there_is_written_over_by_a_write(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"there")

    with pytest.raises(FileExistsError):
        Medium().write(path, b"new")
    assert path.read_bytes() == b"there"


def test_a_name_is_given_in_the_place_of_what_has_it(tmp_path: Path) -> None:
    medium, part, path = Medium(), tmp_path / "part", tmp_path / "file"
    path.write_bytes(b"old")
    medium.write(part, b"new")

    medium.rename(part, path)

    assert path.read_bytes() == b"new"
    assert list(medium.names(tmp_path)) == ["file"]


def test_what_is_too_long_or_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    medium = Medium()
    (tmp_path / "long").write_bytes(b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "long")
    make_pipe(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()

    for name in ("long", "link", "pipe", "folder"):
        assert medium.read(tmp_path / name, 4) is None


def test_only_the_beginning_of_a_plain_file_is_read(tmp_path: Path) -> None:
    medium = Medium()
    path = tmp_path / "large"
    path.write_bytes(b"ujuzi" + bytes(1000))
    assert medium.read_start(tmp_path, "large", 5) == b"ujuzi"
    assert medium.read_start(tmp_path, "large", 5000) == path.read_bytes()
    (tmp_path / "folder").mkdir()
    with suppress(OSError):  # Windows opens no folder so
        assert medium.read_start(tmp_path, "folder", 5) == b""
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert medium.read_start(tmp_path, "pipe", 5) == b""


def test_deleting_what_is_gone_is_no_trouble(tmp_path: Path) -> None:
    Medium().delete(tmp_path / "gone")


def test_a_folder_is_made_once(tmp_path: Path) -> None:
    medium = Medium()
    medium.make_folder(tmp_path / "made")
    medium.make_folder(tmp_path / "made")
    assert medium.free_bytes(tmp_path / "made") > 0


def test_a_piece_is_read_back_from_where_it_begins(tmp_path: Path) -> None:
    file, data = tmp_path / "film", os.urandom(CHUNK_BYTES * 2 + 700)
    Medium().write(file, data)
    for start in (0, CHUNK_BYTES, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES):
        assert Medium().read_back_piece(file, start) == data[start : start + CHUNK_BYTES]
