"""A ring fills as things are done, and closes into a tick."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.widgets.ring import Ring


@pytest.fixture
def ring(qtbot: QtBot, qapp: QApplication) -> Ring:
    wear(qapp, LIGHT)
    made = Ring(48)
    qtbot.addWidget(made)
    return made


def accented(ring: Ring) -> int:
    image = ring.grab().toImage()
    return sum(
        image.pixelColor(x, y) == QColor(LIGHT.accent)
        for x in range(image.width())
        for y in range(image.height())
    )


def test_more_is_drawn_as_more_is_done(ring: Ring) -> None:
    drawn = []
    for done in range(5):
        ring.show_fraction(done, 4)
        drawn.append(accented(ring))
    assert drawn[0] == 0
    assert drawn == sorted(set(drawn))


@pytest.mark.parametrize(
    ("done", "of", "full"), [(0, 0, False), (0, 3, False), (2, 3, False), (3, 3, True)]
)
def test_it_is_full_when_all_is_done(ring: Ring, done: int, of: int, *, full: bool) -> None:
    ring.show_fraction(done, of)
    assert ring.is_full is full
