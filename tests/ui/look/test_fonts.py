"""The shipped fonts: all of them load, and each script is drawn by one of them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication

from ujuzi.paths import resource
from ujuzi.ui.look import fonts

ADDED = ("NotoSansNKo", "NotoSansTif", "NotoSansAdlam", "NotoSansMath", "NotoSansSymb", "NotoEmoji")


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
        ("Noto Sans NKo", "ߒߞߏ ߦߋ߫ ߞߊ߲"),
        ("Noto Sans Tifinagh", "ⵜⴰⵎⴰⵣⵉⵖⵜ"),
        ("Noto Sans Adlam", "𞤀𞤣𞤤𞤢𞤥"),
        ("Noto Sans Math", "∑∏∫√∞≤≥≠∈∀∃⇒⟨⟩𝑥"),
        ("Noto Sans Symbols", "①②Ⓐ"),
        ("Noto Sans Symbols2", "☐☑✓✗■□▶⠿"),
        ("Noto Emoji", "😀✅👩🏽🏫🇰🇪❤🔥"),
    ],
)
def test_a_script_has_its_letters(family: str, sample: str) -> None:
    drawn = QRawFont.fromFont(QFontDatabase.font(family, "Regular", 12))
    letters = [c for c in sample if not c.isspace()]
    assert [c for c in letters if not drawn.supportsCharacter(ord(c))] == []


def test_what_is_shipped_beside_the_letters_of_our_languages_is_small() -> None:
    added = [file for file in resource("fonts").glob("*.ttf") if file.name.startswith(ADDED)]
    assert len(added) == 8
    assert sum(file.stat().st_size for file in added) < 3_000_000
    licence = (resource("fonts") / "OFL.txt").read_text("utf-8")
    assert [family for family in fonts.FAMILIES if family not in " ".join(licence.split())] == []


def test_a_symbol_makes_no_line_taller() -> None:
    plain = QFontMetrics(fonts.font(18)).height()
    for family in fonts.FAMILIES[3:]:
        alone = QFont(family)
        alone.setPixelSize(18)
        assert abs(QFontMetrics(alone).height() - plain) <= 1


def test_what_no_first_page_is_set_in_is_named_and_half_of_all() -> None:
    sizes = {file.name: file.stat().st_size for file in resource("fonts").glob("*.ttf")}
    assert sizes.keys() >= fonts.LATER
    assert sum(sizes[name] for name in fonts.LATER) > sum(sizes.values()) / 2
    assert sizes.keys() >= fonts.SCRIPTS
    assert not fonts.SCRIPTS & fonts.LATER
    fonts.read_rest()


LATE = """
from PySide6.QtGui import QFontDatabase, QTextLayout
from PySide6.QtWidgets import QApplication
from ujuzi.ui.look import fonts

def drawn(text):
    layout = QTextLayout(text, fonts.font(18))
    layout.beginLayout(); layout.createLine(); layout.endLayout()
    return [run.rawFont().familyName() for run in layout.glyphRuns()]

app = QApplication([])
assert fonts.register_first() == []
assert not {"Noto Emoji", "Noto Sans Ethiopic"} & set(QFontDatabase.families())
drawn("Ujuzi")
fonts.register_for("Ujuzi", "Élodie N’Diaye – ŋ ẽ")
assert "Noto Sans Ethiopic" not in QFontDatabase.families()
fonts.register_for("Ujuzi", "ያለ")
assert drawn("ያለ") == ["Noto Sans Ethiopic"], drawn("ያለ")
assert fonts.register_rest() == []
assert drawn("☑") == ["Noto Sans Symbols2"], drawn("☑")
assert drawn("😀") == ["Noto Emoji"], drawn("😀")
"""


def test_what_is_made_known_later_is_drawn_by_fonts_that_were_used_before() -> None:
    subprocess.run((sys.executable, "-c", LATE), check=True)
