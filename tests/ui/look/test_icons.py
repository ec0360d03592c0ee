"""Icons: of one weight, tinted, mirrored where they point along the line of reading."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from ujuzi.paths import resource
from ujuzi.ui.look.icons import DIRECTIONAL, MARK_PIXELS, mark, pixmap
from ujuzi.ui.look.theme import DARK, LIGHT, wear

FILES = sorted(resource("icons").glob("*.svg"))


def inks(drawn: QPixmap) -> set[str]:
    image = drawn.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_icon_is_of_one_weight_and_has_no_colour_of_its_own(file: Path) -> None:
    drawing = file.read_text("utf-8")
    assert re.findall(r'stroke-width="([^"]+)"', drawing) == ["1.75"]
    assert set(re.findall(r'(?:stroke|fill)="([^"]+)"', drawing)) <= {"currentColor", "none"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_icon_draws_something(qapp: QApplication, file: Path) -> None:
    wear(qapp, LIGHT)
    assert inks(pixmap(file.stem, "ink", 24, 2.0))


def test_an_icon_takes_the_colour_of_the_worn_theme(qapp: QApplication) -> None:
    for theme in (DARK, LIGHT):
        wear(qapp, theme)
        assert QColor(theme.accent).name().upper() in inks(pixmap("learn", "accent", 24, 4.0))


def test_an_icon_that_points_is_turned_from_right_to_left(qapp: QApplication) -> None:
    try:
        straight = {n: pixmap(n, "ink", 24).toImage() for n in (*DIRECTIONAL, "play", "check")}
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        turned = {n for n, image in straight.items() if pixmap(n, "ink", 24).toImage() != image}
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert turned <= DIRECTIONAL
    assert {"next", "previous", "back", "external"} <= turned


def test_a_pixmap_is_sharp_at_the_screens_ratio(qapp: QApplication) -> None:
    drawn = pixmap("search", "ink", 20, 1.5)
    assert (drawn.width(), drawn.devicePixelRatio()) == (30, 1.5)


@pytest.mark.parametrize("pixels", MARK_PIXELS)
def test_the_mark_of_the_windows_is_the_one_in_the_file(qapp: QApplication, pixels: int) -> None:
    asked = QSize(pixels, pixels)
    drawn = mark().pixmap(asked, 1.0).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    filed = QImage(asked, QImage.Format.Format_ARGB32)
    filed.fill(Qt.GlobalColor.transparent)
    painter = QPainter(filed)
    QSvgRenderer(str(resource("icons", "marks", "ujuzi.svg"))).render(painter)
    painter.end()
    assert drawn.size() == asked
    one, other = bytes(drawn.constBits()), bytes(filed.constBits())
    apart = [abs(here - there) for here, there in zip(one, other, strict=True)]
    assert max(apart) < 64  # along an edge
    assert sum(apart) / len(apart) < 0.2
