"""What every page of the window has; see the package's docstring for the convention."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ujuzi.domain.changes import Changes
from ujuzi.ui.shell.destinations import Destination
from ujuzi.ui.widgets.retranslated import Retranslated

D = TypeVar("D", bound=Destination)


class Page(Retranslated, QWidget, Generic[D]):
    """A page: says its texts again when the language changes, and tidies up when it is left."""

    immersive = False
    """Whether it wants the room that the rail's words take."""
    chosen = Signal(object)
    """A `Destination` that a person wants to go to."""

    def go(self, to: Destination) -> None:
        """Say where a person wants to go; the window decides."""
        self.chosen.emit(to)

    def show_at(self, at: D) -> None:
        """Show what was asked for; called at every visit."""

    def changed(self, changes: Changes) -> None:
        """Redraw what shows these; told while the page is visible."""

    def leave(self) -> None:
        """Put away the visit and the drafts: another page comes, or the person goes."""

    def first_stop(self) -> QWidget | None:
        """Return where the keyboard starts, or None for the first stop there is."""
        return None
