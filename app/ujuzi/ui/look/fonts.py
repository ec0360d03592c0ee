"""The shipped fonts, each falling back to the others: letters and monospaced, scripts, symbols.

Latin, Greek and Cyrillic, Arabic, Ethiopic, N'Ko, Tifinagh and Adlam; mathematics, ticks and boxes,
arrows, emoji. `packaging/fonts.py` says where they come from. A computer's own fonts are only asked
for what these do not have.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from ujuzi.paths import resources

FAMILIES = (
    "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", "Noto Sans NKo", "Noto Sans Tifinagh",
    "Noto Sans Adlam", "Noto Sans Math", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Emoji",
)  # fmt: skip
MONOSPACED = ("Noto Sans Mono", *FAMILIES)
MONOSPACED_STYLE = "font-family: " + ", ".join(f'"{family}"' for family in MONOSPACED)
"""The same, in a style sheet."""


SCRIPTS = frozenset(
    f"NotoSans{script}-{weight}.ttf"
    for script in ("Adlam", "Arabic", "Ethiopic")
    for weight in ("Bold", "Regular")
) | {"NotoSansNKo-Regular.ttf", "NotoSansSymbols-Regular.ttf", "NotoSansTifinagh-Regular.ttf"}
"""What names and courses may be set in; the first page, where one of its names is."""
_OF_EVERY_WINDOW = re.compile("[\0-\u058f\u1e00-\u206f]*")
"""Letters and marks that no font of `SCRIPTS` is needed for."""
LATER = frozenset(
    f"Noto{name}.ttf"
    for name in (
        "Emoji-Regular", "Sans-BoldItalic", "Sans-Italic", "SansMath-Regular", "SansMono-Regular",
        "SansSymbols2-Regular",
    )
)  # fmt: skip
"""What no first page is set in. Windows reads a font whole, of a slow stick perhaps."""

log = logging.getLogger(__name__)


def register() -> list[str]:
    """Make the shipped fonts known to Qt; return the names of files that could not be."""
    return [*register_first(), *register_scripts(), *register_rest()]


def register_first() -> list[str]:
    """Make known what every window is set in; see `register`."""
    return _register(name for name in _files() if name not in LATER | SCRIPTS)


@cache
def register_scripts() -> tuple[str, ...]:
    """Make known, once, what names and courses may be set in; see `register`."""
    return tuple(_register(name for name in _files() if name in SCRIPTS))


def register_for(*texts: str) -> None:
    """Make known what these are set in, before they are shown."""
    if not all(map(_OF_EVERY_WINDOW.fullmatch, texts)):
        register_scripts()


def register_rest() -> list[str]:
    """Make the others known; see `register`."""
    return _register(name for name in _files() if name in LATER)


def read_rest() -> None:
    """Read the others, on whatever thread, so that the system has them when they are made known."""
    for name, file in _files().items():
        if name in LATER:
            with suppress(OSError):
                file.read_bytes()


def _files() -> dict[str, Path]:
    return {name: file for name, file in resources("fonts").items() if name.endswith(".ttf")}


def _register(names: Iterable[str]) -> list[str]:
    files = _files()
    add = QFontDatabase.addApplicationFont
    missing = [name for name in names if add(str(files[name])) < 0]
    if missing:
        log.warning("fonts that could not be loaded: %s", ", ".join(missing))
    return missing


def font(pixels: int, *, bold: bool = False, monospaced: bool = False) -> QFont:
    """Return the interface's font at a height in pixels."""
    made = QFont()
    made.setFamilies(MONOSPACED if monospaced else FAMILIES)
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return made
