"""Every theme can be read, and no colour is written anywhere but in the theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ujuzi.paths import resource
from ujuzi.ui.look import theme as themes
from ujuzi.ui.look.style_sheet import style_sheet
from ujuzi.ui.look.theme import CONTRAST, DARK, LIGHT, THEMES, Theme, current, size, wear

UI = Path(themes.__file__).parents[1]
GROUNDS = ("paper", "surface", "raised", "hover")
INKS = ("ink", "ink_soft")
PAIRS = (
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    *(("ink", ground) for ground in ("accent_soft", "caution_soft", "danger_soft", "mark")),
    *(("accent", ground) for ground in (*GROUNDS[:3], "accent_soft", "caution_soft")),
    ("accent", "danger_soft"),
    ("accent", "hover"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("danger", "paper"),
    ("danger", "raised"),
    ("danger", "danger_soft"),
    ("caution", "paper"),
    ("caution", "caution_soft"),
)
BOUNDARIES = tuple((edge, ground) for edge in ("line", "focus") for ground in GROUNDS[:3])


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Contrast ratio, WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
def test_text_can_be_read(theme: Theme, pair: tuple[str, str]) -> None:
    ink, ground = (getattr(theme, token) for token in pair)
    assert contrast(ink, ground) >= (7 if theme is CONTRAST else 4.5)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("pair", BOUNDARIES, ids=" on ".join)
def test_what_bounds_a_control_can_be_seen(theme: Theme, pair: tuple[str, str]) -> None:
    edge, ground = (getattr(theme, token) for token in pair)
    assert contrast(edge, ground) >= 3


TOLD_APART = (
    *(("focus", other) for other in ("line", "accent", "ink", "paper", "raised")),
    *(("focus_on_accent", other) for other in ("accent", "accent_strong", "paper")),
    *(("disabled", other) for other in ("ink", "paper", "surface")),
    ("hairline", "line"),
)
"""What has the keyboard from what has not, and what can be pressed from what cannot."""


@pytest.mark.parametrize("pair", TOLD_APART, ids=" and ".join)
def test_in_high_contrast_states_are_told_apart(pair: tuple[str, str]) -> None:
    one, other = (getattr(CONTRAST, token) for token in pair)
    assert contrast(one, other) >= 3


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_what_has_the_keyboard_is_seen_on_the_page_and_what_is_disabled_can_still_be_read(
    theme: Theme,
) -> None:
    assert contrast(theme.focus_on_accent, theme.paper) >= 3
    assert contrast(theme.disabled, theme.surface) >= 3


@pytest.mark.parametrize(
    "file",
    [file for file in UI.rglob("*.py") if file != Path(themes.__file__)],
    ids=lambda file: str(file.relative_to(UI)),
)
def test_no_colour_is_written_outside_the_theme(file: Path) -> None:
    written = re.findall(
        r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(|QColor\(\d|GlobalColor\.(?!transparent)\w+",
        file.read_text("utf-8"),
    )
    assert written == []


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_every_token_of_the_style_sheet_is_filled_in(theme: Theme) -> None:
    assert "$" not in style_sheet(theme)


@pytest.mark.parametrize("theme", THEMES.values(), ids=list(THEMES))
def test_drawn_marks_have_the_colours_of_their_theme(theme: Theme) -> None:
    for mark, colour in {
        "tick": theme.on_accent,
        "dot": theme.on_accent,
        "chevron": theme.ink_soft,
    }.items():
        drawing = resource("icons", "marks", theme.name, f"{mark}.svg").read_text("utf-8")
        assert set(re.findall(r"#[0-9A-F]{6}", drawing)) == {colour}


def test_a_theme_reaches_widgets_that_are_shown(qapp: QApplication, qtbot: QtBot) -> None:
    heard: list[QEvent.Type] = []

    class Painted(QWidget):
        def changeEvent(self, event: QEvent) -> None:
            heard.append(event.type())

    wear(qapp, LIGHT)
    painted = Painted()
    qtbot.addWidget(painted)
    painted.show()
    heard.clear()
    wear(qapp, DARK)
    assert current() is DARK
    assert QEvent.Type.StyleChange in heard


def test_type_grows_with_the_text_size(qapp: QApplication) -> None:
    wear(qapp, LIGHT, 150)
    assert size("body") == 22
    assert qapp.font().pixelSize() == 22
    wear(qapp, LIGHT)
    assert size("body") == 15
