"""The tokens of the windows: colours, spaces, radius and type, and which theme is worn now.

No colour is written anywhere else (a test looks). `wear` dresses the whole application at once:
palette, font and style sheet. A widget that paints natively reads `current()` when it paints, and
is told by `QEvent.StyleChange` that it should do so again.
"""

from __future__ import annotations

from typing import Literal

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

SPACE = 8
"""The grid, in logical pixels: margins and gaps are multiples, or its half."""
RADIUS = 8
READING_CHARACTERS = 66
"""The width of a column that is read."""

TypeRole = Literal["caption", "body", "lead", "title", "display"]
TYPE_PIXELS: dict[TypeRole, int] = {
    "caption": 13,
    "body": 15,
    "lead": 18,
    "title": 22,
    "display": 30,
}
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Percent that a person may choose."""

_WORN = "ujuziTheme"
_TEXT_SIZE = "ujuziTextSize"


class Theme(msgspec.Struct, frozen=True):
    """Named colours. `ink`, `ink_soft`, `accent`, `danger` and `caution` are read on any ground.

    Grounds are `paper` (pages), `surface` (rail, quiet fills), `raised` (cards, fields) and the
    soft ones. `line` bounds controls; `hairline` only separates, and nothing depends on it.
    """

    name: str
    paper: str
    surface: str
    raised: str
    hover: str
    ink: str
    ink_soft: str
    hairline: str
    line: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    danger: str
    danger_soft: str
    caution: str
    caution_soft: str
    focus: str
    """Around what has the keyboard."""
    focus_on_accent: str
    """The same, where the accent is the ground within."""
    disabled: str
    """Words of what cannot be pressed now."""
    mark: str
    """Behind words that were searched for."""
    dark: bool = False
    ring: int = 2
    """Pixels of the frame around what has the keyboard."""


LIGHT = Theme(
    name="light",
    paper="#FBFAF6",
    surface="#F3F1EA",
    raised="#FFFFFF",
    hover="#EAE7DD",
    ink="#24221D",
    ink_soft="#5C584E",
    hairline="#E3DFD3",
    line="#8B8678",
    accent="#1F6F5C",
    accent_strong="#175546",
    on_accent="#FFFFFF",
    accent_soft="#E1EDE7",
    danger="#A13328",
    danger_soft="#F9E9E5",
    caution="#7A5000",
    caution_soft="#F9F0DA",
    focus="#1F6F5C",
    focus_on_accent="#24221D",
    disabled="#8B8678",
    mark="#F6E7A9",
)
DARK = Theme(
    name="dark",
    paper="#1B1917",
    surface="#23201D",
    raised="#2A2723",
    hover="#35312C",
    ink="#EDE8DD",
    ink_soft="#B8B1A2",
    hairline="#3B3731",
    line="#8E8778",
    accent="#7FC8B0",
    accent_strong="#9BD8C4",
    on_accent="#12251F",
    accent_soft="#263A33",
    danger="#F2A093",
    danger_soft="#412823",
    caution="#E6BF6A",
    caution_soft="#3B301B",
    focus="#7FC8B0",
    focus_on_accent="#EDE8DD",
    disabled="#8E8778",
    mark="#5A4B16",
    dark=True,
)
CONTRAST = Theme(
    name="contrast",
    paper="#000000",
    surface="#000000",
    raised="#000000",
    hover="#2B2B2B",
    ink="#FFFFFF",
    ink_soft="#E6E6E6",
    hairline="#8A8A8A",
    line="#FFFFFF",
    accent="#FFE14D",
    accent_strong="#FFF0A3",
    on_accent="#000000",
    accent_soft="#262100",
    danger="#FFB3A8",
    danger_soft="#2E0C08",
    caution="#FFD27A",
    caution_soft="#2B1F00",
    focus="#E000E0",
    focus_on_accent="#E000E0",
    disabled="#8A8A8A",
    mark="#4A4000",
    dark=True,
    ring=3,
)
THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


def wear(app: QApplication, theme: Theme, text_size: int = 100) -> None:
    """Dress every window in `theme`, its type at `text_size` percent."""
    from ujuzi.ui.look.fonts import font
    from ujuzi.ui.look.style_sheet import style_sheet

    if (app.property(_WORN), app.property(_TEXT_SIZE)) == (theme.name, text_size):
        return
    app.setProperty(_WORN, theme.name)
    app.setProperty(_TEXT_SIZE, text_size)
    app.setPalette(palette(theme))
    app.setFont(font(size("body")))
    app.setStyleSheet(style_sheet(theme, text_size))


def current() -> Theme:
    """Return the theme that is worn now."""
    app = QCoreApplication.instance()
    return THEMES.get(app.property(_WORN) if app else "", LIGHT)


def size(role: TypeRole, text_size: int | None = None) -> int:
    """Return the height of a type role in pixels, at the text size that is worn now."""
    if text_size is None:
        app = QCoreApplication.instance()
        text_size = (app.property(_TEXT_SIZE) if app else None) or 100
    return round(TYPE_PIXELS[role] * text_size / 100)


def restyle(*widgets: QWidget) -> None:
    """Draw widgets anew after a property that the style sheet looks at has changed."""
    for widget in widgets:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def palette(theme: Theme) -> QPalette:
    """Return the palette of what Qt draws by itself."""
    role = QPalette.ColorRole
    made = QPalette()
    for which, colour in {
        role.Window: theme.paper,
        role.WindowText: theme.ink,
        role.Base: theme.raised,
        role.AlternateBase: theme.surface,
        role.Text: theme.ink,
        role.Button: theme.surface,
        role.ButtonText: theme.ink,
        role.BrightText: theme.danger,
        role.PlaceholderText: theme.ink_soft,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.ink,
        role.Light: theme.raised,
        role.Midlight: theme.surface,
        role.Mid: theme.hairline,
        role.Dark: theme.line,
        role.Shadow: theme.line,
        role.Accent: theme.accent,
    }.items():
        made.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.disabled))
    return made
