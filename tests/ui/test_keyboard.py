"""Every page by Tab alone: the order is that of the screen, and each stop shows one mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from ui.test_places import opened, speaking
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.look.theme import LIGHT, THEMES, wear
from ujuzi.ui.places import PLACES
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.place import Place

MOST_STOPS = 80
STEADY = 0
"""Milliseconds between two blinks of a cursor: none."""
LOOKS = 4
"""In a row, of which each finds the bars of a page as they were."""
AROUND = 4
"""Pixels around a stop that belong to it: a mark may lie outside."""


@pytest.fixture
def steady(qapp: QApplication) -> Iterator[None]:
    usual = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(STEADY)
    yield
    qapp.setCursorFlashTime(usual)
    wear(qapp, LIGHT)


def shown(qtbot: QtBot, place: Place[Any], interpreter: Interpreter, rtl: bool) -> Page[Any]:
    page, _ = opened(qtbot, place, interpreter)
    page.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    with qtbot.waitExposed(page):
        page.resize(1024, 600)
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.take_keyboard()
    timers = page.findChildren(QTimer)
    qtbot.waitUntil(lambda: not any(t.isActive() for t in timers if t.isSingleShot()))
    seen: list[tuple[int, ...]] = []

    def is_laid_out() -> bool:
        """Whether no bar has moved for a while: a long text is laid out in several steps."""
        seen.append(tuple(bar.maximum() for bar in page.findChildren(QScrollBar)))
        return len(seen) > LOOKS and len(set(seen[-LOOKS:])) == 1

    qtbot.waitUntil(is_laid_out)
    return page


def walk(page: Page[Any]) -> Iterator[QWidget]:
    """Yield each widget that Tab reaches, while it has the keyboard, from the first on."""
    met: list[QWidget] = []
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_Tab)
    while (stop := QApplication.focusWidget()) is not None and stop not in met:
        met.append(stop)
        assert len(met) < MOST_STOPS
        QApplication.processEvents()
        yield stop
        QTest.keyClick(stop, Qt.Key.Key_Tab)


def box(stop: QWidget, page: QWidget) -> QRect:
    """Return where a stop is on the page: a choice, with the row around it."""
    around = stop.parentWidget()
    if isinstance(around, QFrame) and around.objectName() == "part":
        stop = around
    return QRect(stop.mapTo(page, QPoint()), stop.size())


def follows(after: QRect, before: QRect, *, rtl: bool) -> bool:
    """Whether one reads `after` later than `before`: under it, beside it, or in the next column."""
    beside = after.right() <= before.left() + 1 if rtl else after.left() >= before.right() - 1
    under = after.top() >= before.bottom() - 1
    inside = before.contains(after)
    return beside or under or inside


def without(picture: QImage, *boxes: QRect) -> QImage:
    """Return a picture with boxes painted over."""
    rest = picture.copy()
    painter = QPainter(rest)
    for each in boxes:
        painter.fillRect(each.adjusted(-AROUND, -AROUND, AROUND, AROUND), Qt.GlobalColor.black)
    painter.end()
    return rest


__all__ = ["speaking"]
every_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.to.__name__)


@every_place
@pytest.mark.parametrize(("theme", "rtl"), [("light", False), ("contrast", True)])
def test_tab_goes_as_the_page_is_read_and_each_stop_shows_one_mark(
    qtbot: QtBot,
    qapp: QApplication,
    steady: None,
    speaking: Interpreter,
    place: Place[Any],
    theme: str,
    rtl: bool,
) -> None:
    wear(qapp, THEMES[theme])
    page = shown(qtbot, place, speaking, rtl)
    wrong = []
    before: tuple[QWidget, QRect, QImage] | None = None
    for stop in walk(page):
        here, picture = box(stop, page), page.grab().toImage()
        if before is not None:
            left, was, old = before
            there = box(left, page)
            if not follows(here, there, rtl=rtl):
                wrong.append(f"{said(stop)} after {said(left)}")
            if there == was and not there.contains(here):  # nothing has scrolled
                if picture.copy(here) == old.copy(here):
                    wrong.append(f"no mark: {said(stop)}")
                if without(picture, here, there) != without(old, here, there):
                    wrong.append(f"more than one mark: {said(left)}, {said(stop)}")
        before = stop, here, picture
    assert before is not None, "Tab reaches nothing"
    assert wrong == []


def said(stop: QWidget) -> str:
    return f"{type(stop).__name__} {stop.accessibleName() or getattr(stop, 'text', str)()!r}"
