"""A file is what its name says, and no larger than a small computer can show."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from ujuzi.authoring.media import kind_of, media_faults, picture_size
from ujuzi.packs.limits import SOURCE


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR" + struct.pack(">II", width, height)


def jpeg(width: int, height: int) -> bytes:
    preview = b"\xff\xe1" + struct.pack(">H", 5002) + bytes(5000)
    frame = b"\xff\xc2\x00\x11\x08" + struct.pack(">HH", height, width)
    return b"\xff\xd8" + preview + frame


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height)


def webp_lossy(width: int, height: int) -> bytes:
    head = b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(7) + b"\x9d\x01\x2a"
    return head + struct.pack("<HH", width, height)


def webp_lossless(width: int, height: int) -> bytes:
    bits = (width - 1) | (height - 1) << 14
    return b"RIFF\x00\x00\x00\x00WEBPVP8L" + bytes(4) + b"\x2f" + struct.pack("<I", bits)


def webp_extended(width: int, height: int) -> bytes:
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF\x00\x00\x00\x00WEBPVP8X" + bytes(8) + size


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (png, "a.png"),
        (jpeg, "a.jpg"),
        (jpeg, "a.jpeg"),
        (gif, "a.gif"),
        (webp_lossy, "a.webp"),
        (webp_lossless, "a.webp"),
        (webp_extended, "a.webp"),
    ],
)
def test_a_pictures_dimensions_are_read_and_bounded(
    make: Callable[[int, int], bytes], name: str
) -> None:
    assert picture_size(make(640, 400)) == (640, 400)
    assert list(media_faults(name, make(640, 400), 5000)) == []
    ((_, sentence),) = media_faults(name, make(9000, 9000), 5000)
    assert sentence.startswith("the picture is 9000 x 9000")


@pytest.mark.parametrize("cut", range(8, 30, 3))
def test_a_picture_that_is_cut_is_no_picture(cut: int) -> None:
    head = png(640, 400)[: min(cut, 23)]
    ((_, sentence),) = media_faults("a.png", head, cut)
    assert sentence == "this is not what its name says: expected image/png"


def test_a_picture_of_no_size_is_no_picture() -> None:
    assert list(media_faults("a.png", png(0, 100), 50))


def test_a_heavy_picture_is_refused() -> None:
    ((_, sentence),) = media_faults("a.png", png(10, 10), SOURCE.image_bytes + 1)
    assert "at most 8000000" in sentence


@pytest.mark.parametrize("name", ["a.webm", "a.pdf", "a.vtt", "a.png", "a.jpg", "a.gif", "a.webp"])
def test_a_program_under_another_name_is_refused(name: str) -> None:
    assert list(media_faults(name, b"MZ\x90\x00 a program", 100))


@pytest.mark.parametrize("name", ["a.exe", "a", "a.mp4", ".png/a", "a.svgz"])
def test_no_other_kinds_of_file_are_known(name: str) -> None:
    assert kind_of(name) is None
    assert list(media_faults(name, b"", 0))
