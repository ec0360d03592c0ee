"""The shipped fonts, each falling back to the others: letters and monospaced, scripts, symbols.

Latin, Greek and Cyrillic, Arabic, Ethiopic, N'Ko, Tifinagh and Adlam; mathematics, ticks and boxes,
arrows, emoji. `packaging/fonts.py` says where they come from. A computer's own fonts are only asked
for what these do not have.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from ujuzi.paths import resource

FAMILIES = (
    "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans NKo", "Noto Sans Tifinagh",
    "Noto Sans Adlam", "Noto Sans Math", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Emoji",
)  # fmt: skip
MONOSPACED = ("Noto Sans Mono", *FAMILIES)
MONOSPACED_STYLE = "font-family: " + ", ".join(f'"{family}"' for family in MONOSPACED)
"""The same, in a style sheet."""


def register() -> list[str]:
    """Make the shipped fonts known to Qt; return the names of files that could not be."""
    files = sorted(resource("fonts").glob("*.ttf"))
    return [file.name for file in files if QFontDatabase.addApplicationFont(str(file)) < 0]


def font(pixels: int, *, bold: bool = False, monospaced: bool = False) -> QFont:
    """Return the interface's font at a height in pixels."""
    made = QFont()
    made.setFamilies(MONOSPACED if monospaced else FAMILIES)
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made
