"""The shipped fonts: all of them load, and each script is drawn by one of them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontDatabase, QRawFont
from PySide6.QtWidgets import QApplication

from ujuzi.ui.look import fonts


@pytest.fixture(scope="module", autouse=True)
def registered(qapp: QApplication) -> None:
    assert fonts.register() == []


def test_every_family_is_known() -> None:
    assert {*fonts.FAMILIES, *fonts.MONOSPACED} <= set(QFontDatabase.families())


@pytest.mark.parametrize(
    ("family", "sample"),
    [
        ("Noto Sans", "Adama Ouédraogo, ŋ ɓ ɗ ƴ Ɛ ọ̀ ṣ"),
        ("Noto Sans Arabic", "تعلم بلا إنترنت"),
        ("Noto Sans Ethiopic", "ያለ ኢንተርኔት ይማሩ"),
    ],
)
def test_a_script_has_its_letters(family: str, sample: str) -> None:
    drawn = QRawFont.fromFont(QFontDatabase.font(family, "Regular", 12))
    assert [c for c in sample if not c.isspace() and not drawn.supportsCharacter(ord(c))] == []
