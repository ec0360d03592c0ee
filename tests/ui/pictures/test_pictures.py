"""Pictures fit, formulas stand on the line, and what is hostile is not drawn."""

from __future__ import annotations

import gzip
import os
import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from helpers.reader_fakes import SVG
from ujuzi.packs.lesson.formula import formula_svg
from ujuzi.ui.pictures.pictures import Frame, draw_figure, draw_formula, enlarge

PAPER = QColor("white")
pytestmark = pytest.mark.usefixtures("qtbot")


def png(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
    return bytes(buffer.data().data())


def png_that_says(width: int, height: int) -> bytes:
    """Return the head of a PNG of any size, with no pixels behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + b"\0" * 64
    )


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_a_drawing_fits_the_column_at_the_screens_pixel_ratio(ratio: float) -> None:
    drawn = draw_figure(SVG, Frame(500, 500, ratio), PAPER)
    assert drawn is not None
    assert drawn.size.toTuple() == pytest.approx((500, 250), abs=1)
    assert drawn.image.width() == round(500 * ratio)


def test_a_small_picture_is_not_blown_up() -> None:
    drawn = draw_figure(png(120, 60), Frame(500, 500, 1.0), PAPER)
    assert drawn is not None
    assert drawn.size.toTuple() == (120, 60)


def test_a_drawing_enlarges_to_the_window_and_a_photograph_to_its_own_size() -> None:
    drawing, photograph = (
        enlarge(SVG, Frame(1200, 800, 1.0)),
        enlarge(png(90, 60), Frame(900, 900, 1)),
    )
    assert drawing is not None
    assert photograph is not None
    assert drawing.width() == 1200
    assert photograph.width() == 90


def test_a_formula_takes_the_ink_of_the_theme() -> None:
    ink = QColor("#EDE8DD")
    drawn = draw_formula(formula_svg("T", False), 36, ink, 2.0)
    assert drawn is not None
    colours = {
        drawn.image.pixelColor(x, y).name()
        for x in range(drawn.image.width())
        for y in range(drawn.image.height())
        if drawn.image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {ink.name()}


def test_a_formula_knows_how_far_it_reaches_below_its_line() -> None:
    plain = draw_formula(formula_svg("x", False), 20, QColor("black"), 1.0)
    deep = draw_formula(formula_svg(r"\frac{a}{b}", True), 20, QColor("black"), 1.0)
    assert plain is not None
    assert deep is not None
    assert plain.descent < 2 < 8 < deep.descent


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "zipped"])
def test_no_picture_reads_a_file(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file = tmp_path / "file"
    os.mkfifo(file)
    drawing = f"""<?xml version="1.0"?><?xml-stylesheet type="text/css" href="{file}"?>
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>
    """.encode()
    with subprocess.Popen(["sh", "-c", 'echo >"$1"', "sh", file]) as waits_for_a_reader:
        assert draw_figure(pack(drawing), Frame(600, 600, 1.0), PAPER) is None
        with pytest.raises(subprocess.TimeoutExpired):
            waits_for_a_reader.wait(0.1)
        waits_for_a_reader.kill()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg",
        b"not a picture",
        b"\x89PNG\r\n\x1a\nrest",
        png_that_says(60_000, 60_000),
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>',
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 100000000"><rect/></svg>',
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
    ],
    ids=["empty", "cut", "text", "broken", "huge", "no size", "sliver", "entities"],
)
def test_what_cannot_be_drawn_is_left_to_its_words(data: bytes, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised:
        drawn = draw_figure(data, Frame(600, 600, 1.0), PAPER)
    assert drawn is None or max(drawn.image.width(), drawn.image.height()) <= 600
    assert not raised
