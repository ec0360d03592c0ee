"""The code of a collection point is its address, as a telephone reads it."""

from __future__ import annotations

import pytest

from ujuzi.ui.campus.point_code import code_of


def test_the_code_is_the_address_as_it_can_be_typed() -> None:
    zxingcpp = pytest.importorskip("zxingcpp")
    picture = code_of("192.168.1.20:9000").scaledToWidth(400)
    width, height = picture.width(), picture.height()
    grey = [[picture.pixelColor(x, y).lightness() for x in range(width)] for y in range(height)]
    numpy = pytest.importorskip("numpy")
    (read,) = zxingcpp.read_barcodes(numpy.array(grey, dtype=numpy.uint8))
    assert read.text == "https://192.168.1.20:9000"
