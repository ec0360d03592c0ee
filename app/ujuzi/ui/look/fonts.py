"""The shipped fonts: Latin, Arabic, Ethiopic and monospaced, each falling back to the others.

A computer's own fonts are only asked for scripts that these do not have.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from ujuzi.paths import resource

FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic")
MONOSPACED = ("Noto Sans Mono", *FAMILIES)


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
