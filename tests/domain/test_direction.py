"""Direction comes from the script: the one that is named, else the one that is mostly written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt

from ujuzi.domain.direction import direction_of, is_rtl

NEWER_HERE = {"rhg", "rhg-BD"}
"""Hanifi Rohingya, of which Qt does not know the direction."""


@pytest.mark.parametrize(
    "language",
    [
        "ar", "ar-MA", "arb", "ary", "AR_eg", "apc", "ckb", "ur", "ps", "pbt", "fa", "prs",
        "pes", "sd", "ug", "ks", "he", "iw", "yi", "dv", "syr", "nqo", "ff-Adlm", "ff-Adlm-GN",
        "man-Nkoo", "bm-Nkoo", "ha-Arab", "wo-Arab", "sw-Arab", "ku-Arab", "ku-IQ", "pa-PK",
        "az-IR", "ms-arab", "ha_ARAB_NE", "sdh", "skr", "pnb", "bal", "und-Thaa",
    ],
)  # fmt: skip
def test_these_are_written_from_right_to_left(language: str) -> None:
    assert is_rtl(language)


@pytest.mark.parametrize(
    "language",
    ["en", "am", "ha", "ff", "ff-Latn", "ar-Latn", "fa-Cyrl", "ckb-Latn", "sd-Deva", "sd-IN", "ku",
     "pa", "zgh", "zgh-Tfng", "vai", "", "en-x-arab", "en-t-ar-arab", "sw-KE"],
)  # fmt: skip
def test_these_are_not(language: str) -> None:
    assert not is_rtl(language)


def test_qt_agrees_about_every_language_that_it_knows() -> None:
    locales = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyTerritory
    )
    differ = {
        locale.bcp47Name()
        for locale in locales
        if (locale.textDirection() == Qt.LayoutDirection.RightToLeft) != is_rtl(locale.bcp47Name())
    }
    assert differ <= NEWER_HERE


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("An English sentence, with 1 full stop.", "ltr"),
        ("نص أول بالعربية.", "rtl"),
        ("ߒߞߏ ߦߋ߫", "rtl"),
        ("𞤀𞤣𞤤𞤢𞤥", "rtl"),
        ("ⵜⴰⵎⴰⵣⵉⵖⵜ", "ltr"),
        ("ChatGPT هو نموذج", None),
        ("1. (5)", None),
        ("", None),
    ],
)
def test_a_text_whose_letters_all_have_one_direction_has_it(
    text: str, direction: str | None
) -> None:
    assert direction_of(text) == direction
