"""The pages of the window: made at their first visit, painted when they have their content.

The page before stays on the screen until the next one has what it asked for, so that no frame
shows a page empty. Pages that are slow to import are made ready beside the windows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QStackedWidget

from ujuzi.domain.event import LearnerId
from ujuzi.ui.shell.destinations import Destination
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.place import (
    CoordinatorsPlace,
    LearnersPlace,
    OpenPlace,
    Place,
    Surroundings,
    Who,
)

if TYPE_CHECKING:
    from ujuzi.services.desk import Desk

VEIL_MOST = 1_000
"""Milliseconds for which the page before stays on the screen until the next has its content."""
CLASSES_COME_ANYWHERE = sys.version_info >= (3, 12)
"""Before, PySide keeps its classes in a table that Qt reads without the interpreter's lock: where
another thread makes one meanwhile, the program may crash."""
_LAID_OUT_BY = (
    QEvent.Type.PolishRequest.value,
    QEvent.Type.LayoutRequest.value,
    QEvent.Type.UpdateLater.value,
)
"""What waits where widgets were just shown: painted before it, they are painted again after it."""
WARM_AFTER = 300
"""Milliseconds after a page stands in which the next page is made ready ahead of its visit."""


class PageStack(QStackedWidget):
    """The page that is open on top, and the others that were visited since somebody came in."""

    chosen = Signal(object)
    """Where a page sends one: a Destination."""
    unsaved_changed = Signal()
    """A page has something to save, or has saved it."""
    arrived = Signal()
    """The page that one went to stands there with its content."""

    def __init__(
        self, places: Mapping[type[Destination], Place[Any]], around: Surroundings
    ) -> None:
        super().__init__()
        self._places = places
        self._around = around
        self._pages: dict[type[Destination], Page[Any]] = {}
        self._learner: LearnerId | None = None
        self._is_coordinators = False
        self._coming: object = None
        """Which of the pages that one went to is waited for: the latest."""
        self._veil = QTimer(self, singleShot=True, interval=VEIL_MOST)
        self._veil.timeout.connect(self._appear)
        self._warming = QTimer(self, singleShot=True, interval=WARM_AFTER)
        self._warming.timeout.connect(self._warm)

    @property
    def page(self) -> Page[Any] | None:
        """The page that is open."""
        page = self.currentWidget()
        return page if isinstance(page, Page) else None

    def made(self) -> Iterable[Page[Any]]:
        """Return every page that there is."""
        return self._pages.values()

    def belong_to(self, learner: LearnerId | None) -> None:
        """Give away every page: those made from now on are of this learner, or of nobody."""
        self._learner = learner
        self._is_coordinators = False
        for page in self._pages.values():
            self.removeWidget(page)
            page.deleteLater()
        self._pages.clear()

    def admit(self, *, coordinator: bool) -> None:
        """Let who is here into the places of the campus, or no longer."""
        self._is_coordinators = coordinator

    def may_enter(self, place: Place[Any]) -> bool:
        """Whether who is here may enter a place."""
        match place:
            case CoordinatorsPlace():
                return self._is_coordinators
            case LearnersPlace():
                return self._learner is not None
            case OpenPlace(who=Who.NOBODY):
                return self._learner is None
        return True

    def open(self, to: Destination) -> Page[Any]:
        """Put the page of a place on top, and paint it when it has what it asks for."""
        place = self._places[type(to)]
        page = self._pages.get(place.to) or self._add(place)
        coming = self._coming = object()
        self.veil()
        focused = QApplication.focusWidget()
        if focused is not None and self.page is not page and self.isAncestorOf(focused):
            self.window().setFocus()  # else Qt would bring the keyboard to the rail on its way
        self.setCurrentWidget(page)
        page.show_at(to)
        # What is asked is answered in turn: this comes after all that the page has asked.
        self._around.jobs.ask(self, _nothing, lambda _: self._arrive(page, coming))
        return page

    def veil(self) -> None:
        """Let the window paint nothing until the page that comes has its content."""
        self.window().setUpdatesEnabled(False)
        self._veil.start()

    def _arrive(self, page: Page[Any], came: object) -> None:
        if came is not self._coming:
            return
        if self._veil.isActive():
            self._appear()
        else:
            page.settle_keyboard()
        self.arrived.emit()
        self._warming.start()

    def _appear(self) -> None:
        """Paint the page: what it shows is new, to the keyboard and to the pointer, from now on."""
        if self.page is not None:
            self.page.take_keyboard()
        self._veil.stop()
        for kind in _LAID_OUT_BY:
            QApplication.sendPostedEvents(None, kind)
        self.window().setUpdatesEnabled(True)
        # Qt asks for no frame where all was to be painted already as painting stopped.
        low = Qt.EventPriority.LowEventPriority.value
        QApplication.postEvent(self.window(), QEvent(QEvent.Type.UpdateRequest), low)

    def _warm(self) -> None:
        """Load and make the next page that people go to from here, while nothing is asked for."""
        place = next((each for each in self._places.values() if self._may_warm(each)), None)
        if place is None or place.load is None:
            return
        load, learner = place.load, self._learner

        def loaded(_: None) -> None:
            if self._learner == learner and self._may_warm(place):
                page = self._add(place)
                page.resize(self.size())
                page.grab()  # drawn once out of sight: its styles are worked out then
                self._warming.start()

        if CLASSES_COME_ANYWHERE:
            self._around.jobs.aside(self, lambda _reporter: load(), loaded)
        else:
            load()
            loaded(None)

    def _may_warm(self, place: Place[Any]) -> bool:
        return place.load is not None and place.to not in self._pages and self.may_enter(place)

    def _add(self, place: Place[Any]) -> Page[Any]:
        page = self._pages[place.to] = self._make(place)
        page.chosen.connect(self.chosen)
        page.unsaved_changed.connect(self.unsaved_changed)
        if self._learner is not None:
            # Who scrolls is there, by whatever means she does it; nobody is signed out of the door.
            for area in page.findChildren(QAbstractScrollArea):
                area.verticalScrollBar().valueChanged.connect(self._note_scrolling)
        self.addWidget(page)
        return page

    def _make(self, place: Place[Any]) -> Page[Any]:
        match place, self._learner:
            case LearnersPlace(make=make), str(learner):
                return make(self._around, LearnerId(learner))
            case OpenPlace(make=make), _:
                return make(self._around)
        raise LookupError(place.to)

    def _note_scrolling(self) -> None:
        self._around.watch.touch()


def _nothing(_desk: Desk) -> None:
    """Ask nothing."""
