"""A transparent picture is seen on every ground: where it would not be, it lies on paper."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from ujuzi.ui.look.theme import CONTRAST, DARK, LIGHT, Theme
from ujuzi.ui.pictures.paper import luminance, on_paper

pytestmark = pytest.mark.usefixtures("qtbot")


def picture(ink: str, ground: str = "transparent", other: str = "") -> QImage:
    """Return a picture of 400 x 200 with a line of `ink`, a bar of `other`, on a ground."""
    image = QImage(400, 200, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.fillRect(QRectF(20, 90, 300, 3), QColor(ink))
    if other:
        painter.fillRect(QRectF(40, 100, 100, 80), QColor(other))
    painter.end()
    return image


def ground_of(image: QImage) -> QColor:
    return image.pixelColor(200, 30)


@pytest.mark.parametrize("theme", [DARK, CONTRAST])
@pytest.mark.parametrize("ink", ["black", "#333333", "#00008b", "#5a1010"])
def test_dark_on_nothing_lies_on_paper_where_the_page_is_dark(theme: Theme, ink: str) -> None:
    shown = on_paper(picture(ink), QColor(theme.paper))
    assert ground_of(shown) == QColor(LIGHT.paper)
    assert shown.size() == picture(ink).size()


def test_dark_words_beside_bright_bars_bring_the_picture_on_paper() -> None:
    shown = on_paper(picture("black", other="#ffb000"), QColor(DARK.paper))
    assert ground_of(shown) == QColor(LIGHT.paper)


@pytest.mark.parametrize("theme", [LIGHT, DARK, CONTRAST])
def test_what_can_be_seen_stays_as_it_is(theme: Theme) -> None:
    for image in (
        picture(theme.ink),
        picture("black", ground=LIGHT.paper),
        picture("#d06020"),
        picture("black").convertToFormat(QImage.Format.Format_RGB32),
    ):
        assert on_paper(image, QColor(theme.paper)) == image


def test_dark_on_nothing_stays_on_the_page_where_that_is_light() -> None:
    assert ground_of(on_paper(picture("black"), QColor(LIGHT.paper))).alpha() == 0


def test_white_on_nothing_lies_on_a_dark_ground_where_the_page_is_light() -> None:
    shown = on_paper(picture("white"), QColor(LIGHT.paper))
    assert ground_of(shown) == QColor(DARK.paper)
    both = picture("black", other="white")
    assert on_paper(both, QColor(LIGHT.paper)) == both


def test_a_picture_of_few_colours_is_looked_at_too() -> None:
    image = picture("black").convertToFormat(
        QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.AvoidDither
    )
    assert ground_of(on_paper(image, QColor(DARK.paper))) == QColor(LIGHT.paper)


def test_luminance_is_that_of_wcag() -> None:
    assert luminance(QColor("white")) == pytest.approx(1)
    assert luminance(QColor("black")) == 0
    assert luminance(QColor("red")) == pytest.approx(0.2126)
