"""What every page of the window has; see the package's docstring for the convention."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QApplication, QScrollArea, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.ui.shell.destinations import Destination, ToSearch
from ujuzi.ui.shell.presses import ENTER, Choice, presses
from ujuzi.ui.widgets.retranslated import Retranslated

D = TypeVar("D", bound=Destination)

_SCROLLING = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class Page(Retranslated, QWidget, Generic[D]):
    """A page: says its texts again when the language changes, and tidies up when it is left."""

    immersive = False
    """Whether it wants the room that the rail's words take."""
    chosen = Signal(object)
    """A `Destination` that a person wants to go to."""
    unsaved_changed = Signal()
    """`unsaved` may say something else now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed_before = -1
        presses()

    def go(self, to: Destination) -> None:
        """Say where a person wants to go; the window decides."""
        self.chosen.emit(to)

    def show_at(self, at: D) -> None:
        """Show what was asked for; called at every visit."""

    def changed(self, changes: Changes) -> None:
        """Redraw what shows these; told while the page is visible."""

    def saves_again(self) -> None:
        """Go on where something could not be saved: the disk takes it again."""

    def leave(self) -> None:
        """Put away the visit and the drafts: another page comes, or the person goes."""

    def unsaved(self) -> bool:
        """Whether something that was typed or chosen here is not on the disk yet."""
        return False

    def holds_person(self) -> bool:
        """Whether who sits still here is there all the same: she is not signed out for it."""
        return False

    def first_stop(self) -> QWidget | None:
        """Return where the keyboard starts, or None where nothing can be done yet."""
        return None

    def way_back(self) -> QAbstractButton | None:
        """Return what leads a step back within the page, where something does now."""
        return None

    def find_words(self) -> None:
        """Look for words: in every lesson, where the page has none of its own."""
        self.go(ToSearch())

    def scrolled(self) -> QScrollArea | None:
        """Return what scrolls, where the page does as a whole: by key, from any stop."""
        return None

    def take_keyboard(self) -> None:
        """Take the keyboard for what the page shows now, which nobody has read yet."""
        if (filtered := presses()) is not None:
            filtered.renewed()
            self._pressed_before = filtered.count
        (self.first_stop() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def settle_keyboard(self) -> None:
        """Give it to the first stop, which may be another once an answer is shown.

        Whoever has pressed anything meanwhile keeps it where it is.
        """
        filtered, stop = presses(), self.first_stop()
        if filtered is not None and stop is not None and filtered.count == self._pressed_before:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Do what Enter does where no button has the keyboard: here it clicks a choice."""
        choice = QApplication.focusWidget()
        if isinstance(choice, Choice):
            choice.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scrolls = _SCROLLING.get(Qt.Key(event.key()))
        if event.key() in ENTER:
            self.enter()
        elif scrolls is not None and (area := self.scrolled()) is not None:
            area.verticalScrollBar().triggerAction(scrolls)
        else:
            super().keyPressEvent(event)
