"""The rail: the places of the window, who is signed in, and in one line whether work is safe.

It shows words beside its icons, or icons alone where a lesson needs the room. It knows places, and
no page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ujuzi.ui.look.icons import pixmap
from ujuzi.ui.look.theme import RADIUS, SPACE, current
from ujuzi.ui.shell.destinations import Destination
from ujuzi.ui.shell.place import CoordinatorsPlace, Place
from ujuzi.ui.widgets.elided import ElidedLabel, draw_elided
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.widgets.rule import Rule

ICON = 20
WIDTH_LEAST = 200
WIDTH_COLLAPSED = 56


class RailItem(QAbstractButton):
    """An icon and a word; lit where one is."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.collapsed = False
        self.is_here = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def light(self, *, is_here: bool) -> None:
        """Show whether one is here; a screen reader says it as well."""
        self.is_here = is_here
        self.setAccessibleDescription(self.tr("You are here") if is_here else "")
        self.update()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text()) + 1
        return QSize(
            SPACE * 2 + ICON + SPACE * 3 // 2 + round(words * 1.08) + SPACE * 2,
            max(SPACE * 5, self.fontMetrics().height() + SPACE * 2),
        )

    def minimumSizeHint(self) -> QSize:
        # Where a window is low the items move together before the line at the foot loses a word.
        return QSize(SPACE * 5, max(ICON, self.fontMetrics().height()) + SPACE // 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.is_here or self.underMouse():
            painter.setBrush(QColor(theme.accent_soft if self.is_here else theme.hover))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.focus), theme.ring))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        tone = "accent" if self.is_here else "ink_soft"
        drawn = pixmap(self._icon, tone, ICON, self.devicePixelRatioF())
        top = (self.height() - ICON) // 2
        start = (self.width() - ICON) // 2 if self.collapsed else SPACE * 2
        painter.drawPixmap(self._visual(QRect(start, top, ICON, ICON)), drawn)
        if self.collapsed:
            return
        font = QFont(self.font())
        font.setBold(self.is_here)
        painter.setFont(font)
        painter.setPen(QColor(theme.accent if self.is_here else theme.ink))
        start += ICON + SPACE * 3 // 2
        words = self._visual(QRect(start, 0, self.width() - start - SPACE, self.height()))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        draw_elided(painter, words, self.text(), side | Qt.AlignmentFlag.AlignVCenter)

    def _visual(self, logical: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            logical.moveLeft(self.width() - logical.right() - 1)
        return logical


class Rail(Retranslated, QFrame):
    """The window's leading side."""

    chosen = Signal(object)
    """A `Destination`."""
    switch_asked = Signal()

    def __init__(self, places: Iterable[Place[Any]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._collapsed = False
        self.items: dict[type[Destination], RailItem] = {}
        self._of_campus: list[RailItem] = []
        self._labels: dict[type[Destination], Callable[[], str]] = {}
        for place in places:
            if place.label is not None:
                self.items[place.to] = RailItem(place.icon)
                self._labels[place.to] = place.label
            if place.label is not None and isinstance(place, CoordinatorsPlace):
                self._of_campus.append(self.items[place.to])
        for to, item in self.items.items():
            item.clicked.connect(lambda _checked=False, to=to: self._choose(to))
        self._name = Label("wordmark", "Ujuzi", wraps=False)
        self._person = ElidedLabel("strong")
        self.switch = RailItem("switch")
        self.switch.clicked.connect(self.switch_asked)
        self._state = Label("caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE * 2, SPACE, SPACE * 3 // 2)
        column.setSpacing(SPACE // 4)
        column.addWidget(self._name)
        column.addSpacing(SPACE)
        for item in self.items.values():
            column.addWidget(item)
        column.addStretch(1)
        column.addWidget(Rule())
        column.addSpacing(SPACE)
        column.addWidget(self._person)
        column.addWidget(self.switch)
        column.addWidget(self._state)
        for label in (self._name, self._person, self._state):
            label.setContentsMargins(SPACE * 2, 0, SPACE, 0)
        self.admit(coordinator=False)
        self.retranslate()

    @property
    def collapsed(self) -> bool:
        """Whether only icons are shown."""
        return self._collapsed

    @property
    def height_with_words(self) -> int:
        """The least height in logical pixels in which every word of it can be read."""
        items = [each for each in (*self.items.values(), self.switch) if not each.isHidden()]
        labels = (self._name, self._person, self._state)
        width = self._width_with_words() - 2 * SPACE
        words = sum(max(each.sizeHint().height(), each.heightForWidth(width)) for each in labels)
        around = 7 * SPACE + (len(items) + len(labels) + 1) * SPACE // 4
        return words + around + sum(item.minimumSizeHint().height() for item in items)

    def collapse(self, *, collapsed: bool) -> None:
        """Show icons alone, or the words too."""
        if collapsed == self._collapsed:
            return
        self._collapsed = collapsed
        for item in (*self.items.values(), self.switch):
            item.collapsed = collapsed
            item.setToolTip(item.text() if collapsed else "")
        for label in (self._name, self._person, self._state):
            label.setVisible(not collapsed)
        self._measure()

    def admit(self, *, coordinator: bool) -> None:
        """Show what only a coordinator may enter, or not."""
        for item in self._of_campus:
            item.setVisible(coordinator)

    def show_place(self, here: type[Destination]) -> None:
        """Mark where one is; a page that belongs to no place of the rail marks none."""
        for to, item in self.items.items():
            item.light(is_here=to is here)

    def show_person(self, name: str) -> None:
        """Say who is signed in."""
        self._person.setText(name)
        self._person.setAccessibleName(self.tr("Signed in: {name}").format(name=name))

    def show_state(self, words: str) -> None:
        """Say in one line whether work is safe."""
        self._state.setText(words)

    def retranslate(self) -> None:
        """Say every word in the language of the windows."""
        for to, label in self._labels.items():
            item = self.items[to]
            item.setText(label())
            item.light(is_here=item.is_here)
        self.switch.setText(self.tr("Switch person"))
        self.show_person(self._person.text())
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._measure()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.setObjectName("railMirrored" if rtl else "rail")

    def _choose(self, to: type[Destination]) -> None:
        self.chosen.emit(to())

    def _measure(self) -> None:
        items = (*self.items.values(), self.switch)
        for item in items:
            item.setToolTip(item.text() if self._collapsed else "")
            item.setAccessibleName(item.text())
        self.setFixedWidth(WIDTH_COLLAPSED if self._collapsed else self._width_with_words())

    def _width_with_words(self) -> int:
        items = (*self.items.values(), self.switch)
        return max(WIDTH_LEAST, max(item.sizeHint().width() for item in items) + SPACE * 2)
