"""What counts as a press, for every widget of the application: one filter decides.

- The second press of a double click does nothing. Text, where it selects a word, sliders and
  buttons that repeat while they are held take it.
- For `QApplication.doubleClickInterval()` after something appeared under the pointer it takes no
  press: nobody has read it yet. It appears when it is shown, moved or enabled there, or when its
  page says that what it shows is new (`renewed`). Nor does a window that is not painted.
- Enter and Return click the button that has the keyboard, as Space does. Elsewhere they are the
  page's, which goes on or clicks the choice that has it (`Page.enter`); but a field that somebody
  listens to for Enter keeps it.
- A key that is held down presses once.

It knows the pointer by the events that pass, and reads the monotonic clock that it is given.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from weakref import WeakKeyDictionary, ref

from PySide6.QtCore import QCoreApplication, QEvent, QMetaMethod, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QCheckBox,
    QLineEdit,
    QRadioButton,
    QWidget,
)

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
STILL = 40
"""Pixels that an unsteady hand moves a pointer; one that went further comes back on purpose."""
_PRESSING = ENTER | {Qt.Key.Key_Space, Qt.Key.Key_Select}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_APPEARING = frozenset({QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.EnabledChange})
_DOUBLE = QEvent.Type.MouseButtonDblClick
_PRESSED = frozenset({QEvent.Type.MouseButtonPress, _DOUBLE})
_HANDS_ON = _PRESSED | {QEvent.Type.KeyPress}
_WATCHED = (
    _APPEARING
    | _PRESSED
    | {QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease, QEvent.Type.KeyPress}
)

Choice = QRadioButton | QCheckBox


class Presses(QObject):
    """Filters the events of an application from when it is made, or begins."""

    def __init__(
        self,
        app: QCoreApplication,
        clock: Callable[[], float] = time.monotonic,
        *,
        at_once: bool = True,
    ) -> None:
        super().__init__(app)
        self._app = app
        self._clock = clock
        self._pointer: QPoint | None = None
        self._window: Callable[[], QWidget | None] = lambda: None
        """In which window the pointer is."""
        self._appeared_at = 0.0
        self._stood: QPoint | None = None
        """Where the pointer was when something last appeared under it, until it goes away."""
        self._ignoring = False
        self.count = 0
        """How many keys and buttons were pressed so far."""
        if at_once:
            self.begin()

    def begin(self) -> None:
        """Filter from now on.

        The first event of a widget that Qt keeps to itself costs a tenth of a second: Python looks
        for its class among all, and loads each.
        """
        self._app.installEventFilter(self)

    def renewed(self) -> None:
        """Take note that what stands under the pointer shows something new."""
        self._appeared_at, self._stood = self._clock(), self._pointer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WATCHED or not isinstance(watched, QWidget):
            return False
        if kind in _HANDS_ON:
            self.count += 1
        if isinstance(event, QMouseEvent):
            return self._takes_away(watched, event)
        if isinstance(event, QKeyEvent):
            return _answers_key(watched, event)
        if self._is_under_pointer(watched) and not _scrolls(watched):
            self.renewed()
        return False

    def _is_under_pointer(self, widget: QWidget) -> bool:
        at = self._pointer
        if at is None or widget.window() is not self._window():
            return False
        return widget.rect().contains(widget.mapFromGlobal(at))

    def _takes_away(self, widget: QWidget, event: QMouseEvent) -> bool:
        """Whether a widget does not get this event of the pointer."""
        at = event.globalPosition().toPoint()
        if widget.window() is not self._window():
            self._window, self._stood = ref(widget.window()), None
        if event.type() in _PRESSED:
            second = event.type() == _DOUBLE and not _takes_double_clicks(widget)
            unseen = not widget.window().updatesEnabled()
            self._ignoring = second or unseen or self._has_just_appeared(at)
            self._pointer = at
            return self._ignoring
        self._pointer = at
        if not self._stands(at):
            self._stood = None
        if event.type() == QEvent.Type.MouseButtonRelease and self._ignoring:
            self._ignoring = False
            return True
        return False

    def _has_just_appeared(self, at: QPoint) -> bool:
        since = 1000 * (self._clock() - self._appeared_at)
        return self._stands(at) and since < QApplication.doubleClickInterval()

    def _stands(self, at: QPoint) -> bool:
        """Whether the pointer is where it was when something last appeared under it."""
        return self._stood is not None and (self._stood - at).manhattanLength() <= STILL


_MADE: WeakKeyDictionary[QCoreApplication, Presses] = WeakKeyDictionary()


def presses(*, at_once: bool = True) -> Presses | None:
    """Return the filter of the application, made on first use; None where there is none.

    Unless it begins `at_once`, whoever makes it says when.
    """
    app = QCoreApplication.instance()
    if app is None:
        return None
    if app not in _MADE:  # looked for among its children, it would make Python load each
        _MADE[app] = Presses(app, at_once=at_once)
    return _MADE[app]


def _answers_key(widget: QWidget, event: QKeyEvent) -> bool:
    """Whether a press by key ends here: it has clicked, or is one that repeats itself."""
    if event.key() not in _PRESSING or event.modifiers() not in _PLAIN:
        return False
    if isinstance(widget, QLineEdit) and event.key() in ENTER and _is_told_of_enter(widget):
        widget.event(event)
        event.accept()  # else it goes on to what is around the field
        return True
    if _is_text(widget):
        return False
    if event.isAutoRepeat():
        return True
    if isinstance(widget, Choice) or event.key() not in ENTER:
        return False
    if isinstance(widget, QAbstractButton):
        widget.click()
        return True
    return False


def _is_told_of_enter(field: QLineEdit) -> bool:
    """Whether somebody listens for Enter in a field: then it means nothing more to its page."""
    return field.isSignalConnected(QMetaMethod.fromSignal(field.returnPressed))


def _takes_double_clicks(widget: QWidget) -> bool:
    if isinstance(widget, QAbstractButton):
        return widget.autoRepeat()
    return _is_text(widget) or isinstance(widget, QAbstractSlider)


def _is_text(widget: QWidget) -> bool:
    """Whether it is something to read or write in, or the part of it that takes the pointer."""
    from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox  # a start shows neither

    around = widget.parentWidget()
    if isinstance(around, QAbstractScrollArea) and around.viewport() is widget:
        widget = around
    return isinstance(widget, QLineEdit | QAbstractSpinBox) or (
        isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QAbstractItemView)
    )


def _scrolls(widget: QWidget) -> bool:
    """Whether it lies in a scroll area and moves as that scrolls."""
    viewport = widget.parentWidget()
    around = viewport.parentWidget() if viewport is not None else None
    return isinstance(around, QAbstractScrollArea)
