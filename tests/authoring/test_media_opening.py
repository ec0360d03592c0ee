"""Media are opened, not only looked at by their first bytes."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.course_folders import copy_small_course, edit, element, webm
from ujuzi.authoring.lint import lint_course
from ujuzi.authoring.media_opening import is_animated, opening_faults

CASE = Path(__file__).parents[1] / "assets" / "cases" / "bugs-30-media-that-nobody-can-open"
WORDS = {
    "m/locked.pdf": "password",
    "m/cut.pdf": "cut off",
    "m/head.pdf": "cut off",
    "m/vp8.webm": "V_VP8",
    "m/mkv.webm": "not WebM",
    "m/cut.webm": "cut off",
    "m/head.webm": "cut off",
    "figures/cut.png": "cut off",
}


def test_each_file_of_a_course_that_cannot_be_opened_is_a_mistake() -> None:
    found = lint_course(CASE).findings
    for path, word in WORDS.items():
        assert any(each.file == path and word in each.sentence for each in found.mistakes), path
    assert {each.file for each in found.mistakes} == set(WORDS)


def chunk(kind: bytes, inside: bytes, checksum: int = 0) -> bytes:
    found = zlib.crc32(kind + inside) ^ checksum
    return struct.pack(">L", len(inside)) + kind + inside + struct.pack(">L", found)


def png(*more: bytes, damaged: int = 0) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(9 * 8)), damaged)
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + pixels + chunk(b"IEND", b"")


def gif(images: int) -> bytes:
    image = b"!\xf9\x04\0\0\0\0\0" + b",\0\0\0\0\x08\0\x08\0\0" + b"\x02\x02\x4c\x01\0"
    return b"GIF89a\x08\0\x08\0\x80\0\0" + bytes(6) + image * images + b";"


def jpeg(kind: int = 0xC0) -> bytes:
    preview = b"\xff\xe1" + struct.pack(">H", 10) + b"\xff\xd8\xff\xd9Exif"
    frame = bytes((0xFF, kind)) + b"\x00\x11\x08\0\x08\0\x08" + bytes(10)
    return b"\xff\xd8" + preview + frame + b"\xff\xda\x00\x08" + bytes(70) + b"\xff\xd9"


def webp(flags: int = 0) -> bytes:
    inside = b"WEBPVP8X\x0a\0\0\0" + bytes((flags, 0, 0, 0, 7, 0, 0, 7, 0, 0)) + bytes(20)
    return b"RIFF" + struct.pack("<L", len(inside)) + inside


LIVE = b"\x01" + b"\xff" * 7
"""A length that is not said."""


def live_film(*, whole: bool) -> bytes:
    head, _, rest = webm(bytes(99)).partition(b"\x18\x53\x80\x67")
    return head + b"\x18\x53\x80\x67" + LIVE + rest[8 : None if whole else -1]


SOUND = {
    "whole.png": png(),
    "whole.gif": gif(1),
    "whole.jpg": jpeg(),
    "with a film behind it.jpeg": jpeg() + bytes(5000),
    "whole.webp": webp(),
    "whole.webm": webm(b"what is seen"),
    "from a camera.webm": live_film(whole=True),
    "with words.webm": webm(b"", codecs=("V_VP9", "A_OPUS", "D_WEBVTT/SUBTITLES")),
    "filled up.gif": gif(1) + bytes(3000),
}


def faults(name: str, data: bytes) -> list[str]:
    return list(opening_faults(name, BytesIO(data), len(data)))


@pytest.mark.parametrize("name", SOUND)
def test_what_is_whole_is_opened(name: str) -> None:
    assert faults(name, SOUND[name]) == []
    assert not is_animated(name, BytesIO(SOUND[name]))


def test_a_sheet_may_be_filled_up_with_zeros(tmp_path: Path) -> None:
    sheet = copy_small_course(tmp_path / "course") / "media/sheet.pdf"
    assert faults("sheet.pdf", sheet.read_bytes() + bytes(4096)) == []


@pytest.mark.parametrize("end", ["png", "gif", "jpg", "webp", "webm"])
@given(part=st.floats(0.1, 1, exclude_max=True))
def test_what_is_cut_off_anywhere_is_not(end: str, part: float) -> None:
    name = f"whole.{end}"
    kept = int(len(SOUND[name]) * part)
    assert faults(name, SOUND[name][:kept])


BROKEN = {
    "a byte that changed.png": (png(damaged=1), "damaged"),
    "without pixels.png": (png().replace(b"IDAT", b"noTh"), "damaged"),
    "a preview that is whole.jpg": (jpeg()[:90], "cut off"),
    "without loss.jpg": (jpeg(0xC3), "few programs"),
    "without codecs.webm": (webm(b"", codecs=()), "no picture or sound"),
    "of another codec.webm": (webm(b"", codecs=("V_AV1", "A_OPUS")), "V_AV1"),
    "with other sound.webm": (webm(b"", codecs=("V_VP9", "A_VORBIS")), "A_VORBIS"),
    "from a camera, cut.webm": (live_film(whole=False), "cut off"),
    "nothing but a head.webm": (element(b"\x1a\x45\xdf\xa3", element(b"\x42\x82", b"webm")), "cut"),
    "not to be read.pdf": (b"%PDF-1.7\nnothing\n%%EOF", "cannot be opened"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_says_how(name: str) -> None:
    data, word = BROKEN[name]
    assert any(word in each for each in faults(name, data))


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.gif", gif(3)), ("a.png", png(chunk(b"acTL", bytes(8)))), ("a.webp", webp(2))],
)
def test_a_picture_that_moves_is_a_warning(name: str, data: bytes, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    (folder / "figures" / name).write_bytes(data)
    edit(folder / "words/counting.md", "(figures/stall.svg", f"(figures/{name}")
    found = lint_course(folder).findings
    assert found.mistakes == ()
    (warning,) = found.warnings
    assert (warning.file, warning.sentence[:17]) == (f"figures/{name}", "the picture moves")


@given(data=st.binary(max_size=200), end=st.sampled_from(["png", "gif", "jpg", "webp", "webm"]))
def test_no_bytes_raise(data: bytes, end: str) -> None:
    if not faults(f"any.{end}", data):
        is_animated(f"any.{end}", BytesIO(data))
