"""What every page of the window has; see the package's docstring for the convention."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.ui.shell.destinations import Destination
from ujuzi.ui.shell.presses import ENTER, Choice, presses
from ujuzi.ui.widgets.retranslated import Retranslated

D = TypeVar("D", bound=Destination)


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
        """Return where the keyboard starts, or None for the first stop there is."""
        return None

    def take_keyboard(self) -> None:
        """Take the keyboard for what the page shows now, which nobody has read yet."""
        (self.first_stop() or self).setFocus(Qt.FocusReason.OtherFocusReason)
        if (filtered := presses()) is not None:
            filtered.renewed()

    def enter(self) -> None:
        """Do what Enter does where no button has the keyboard: here it clicks a choice."""
        choice = QApplication.focusWidget()
        if isinstance(choice, Choice):
            choice.click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.enter()
        else:
            super().keyPressEvent(event)
