"""Does what was asked for once: writes to known sticks and the shared folder, sends on at night.

It looks now and then whether a drive came and whether something is due, which costs nearly nothing,
and does it on a thread of its own. Only what a person at the computer must know is told: that a
stick is being written to, that it is safe to remove, and once whether to. Sharing and sending are
quiet.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ujuzi import drives
from ujuzi.domain.changes import Changes
from ujuzi.errors import UjuziError
from ujuzi.ui.shell.jobs import Jobs, Reporter

if TYPE_CHECKING:
    from ujuzi.drives import Drive
    from ujuzi.services.delivery.brought import BroughtCourse
    from ujuzi.services.delivery.folders import FolderVisit
    from ujuzi.services.delivery.unattended import Due, KnownStick, Unattended
    from ujuzi.services.desk import Desk

FIRST_LOOK = 20_000
"""Milliseconds after the data is open: the first pages come before."""
LOOK_EVERY = 4_000
"""Milliseconds between two looks whether a drive came."""
LOOKS_A_MINUTE = 15

log = logging.getLogger(__name__)


class Attendant(QObject):
    """One thing at a time, and never in anybody's way."""

    writing = Signal(object)
    """A `KnownStick` is being written to."""
    written = Signal(object, object)
    """A `KnownStick`, and what came of it: a `FolderVisit` or an error."""
    brought = Signal(object, object)
    """A `KnownStick` that was written to, and the courses on it that are new or newer here."""
    asked = Signal(object)
    """Whether to write to a `KnownStick` by itself: nobody has said it yet."""

    def __init__(
        self,
        jobs: Jobs,
        parent: QObject | None = None,
        plugged_in: Callable[[], tuple[Drive, ...]] = drives.plugged_in,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._plugged_in = plugged_in
        self._is_busy = False
        self._drives: str | None = None
        self._here: set[str] = set()
        self._came: list[KnownStick] = []
        self._looks = 0
        self._timer = QTimer(self, interval=FIRST_LOOK)
        self._timer.timeout.connect(self.look)
        jobs.opened.connect(self._timer.start)
        jobs.changed.connect(self._hasten)

    def look(self) -> None:
        """Look whether a drive came, or something is due."""
        self._timer.setInterval(LOOK_EVERY)
        if self._is_busy:
            return
        if self._came:
            self._write_next()
            return
        now = drives.fingerprint()
        if now != self._drives or (not now and self._looks % LOOKS_A_MINUTE == 0):
            self._drives = now
            self._beside(self._look_at_drives, self._seen)
        elif self._looks % LOOKS_A_MINUTE == 0:
            self._jobs.ask(self, _due, self._do)
        self._looks += 1

    def answer(self, stick: KnownStick, *, agrees: bool) -> None:
        """Keep what a person said of a stick, and write to it where she agrees."""
        self._jobs.ask(self, lambda desk: desk.unattended.answer(stick, agrees=agrees))
        if agrees:
            self._came.append(stick)
            self._write_next()

    def _hasten(self, changes: Changes) -> None:
        """Look soon what is due where results are on their way, or the computer was closed."""
        if changes & Changes.SYNC:
            self._looks = 0

    def _do(self, due: Due) -> None:
        if due and not self._is_busy:
            self._beside(lambda far, stopped: far.work(due, stopped))

    def _look_at_drives(self, far: Unattended, _stopped: Callable[[], bool]) -> Any:
        removable = tuple(each for each in self._plugged_in() if each.is_removable)
        return far.sticks(removable)

    def _seen(self, sticks: tuple[KnownStick, ...]) -> None:
        came = [each for each in sticks if each.mark not in self._here]
        self._here = {each.mark for each in sticks}
        self._came += [each for each in came if each.agreed]
        for stick in came:
            if stick.agreed is None:
                self.answer(stick, agrees=False)  # who closes the question has answered it
                self.asked.emit(stick)
        self._write_next()

    def _write_next(self) -> None:
        if self._came and not self._is_busy:
            self._write(self._came.pop(0))

    def _write(self, stick: KnownStick) -> None:
        self.writing.emit(stick)

        def told(came: FolderVisit | UjuziError) -> None:
            self.written.emit(stick, came)
            if self._came or isinstance(came, UjuziError):
                self._write_next()
            else:
                self._look_for_courses(stick)

        self._beside(lambda far, _stopped: far.write_to(stick), told)

    def _look_for_courses(self, stick: KnownStick) -> None:
        """Look what a stick brings; nothing is installed by that."""
        wait_for = self._jobs.wait_for

        def look(_far: Unattended, _stopped: Callable[[], bool]) -> tuple[BroughtCourse, ...]:
            from ujuzi.services.delivery.brought import brought
            from ujuzi.services.study.installing import Installer

            return brought(
                stick.root, Installer(lambda work: wait_for(lambda desk: work(desk.library)))
            )

        def told(found: tuple[BroughtCourse, ...]) -> None:
            if found:
                self.brought.emit(stick, found)
            self._write_next()

        self._beside(look, told)

    def _beside(
        self,
        work: Callable[[Unattended, Callable[[], bool]], Any],
        then: Callable[[Any], None] = lambda _: None,
    ) -> None:
        """Do something on a thread of its own; what it returns is `then`'s."""
        self._is_busy = True
        wait_for = self._jobs.wait_for

        def work_there(reporter: Reporter) -> Any:
            try:
                far = wait_for(lambda desk: desk.unattended).through(wait_for)
                return work(far, reporter.cancelled)
            finally:
                self._is_busy = False

        def failed(error: UjuziError) -> None:
            log.info("what is done by itself ended with %s", error.code)

        self._jobs.aside(self, work_there, then, failed)


def _due(desk: Desk) -> Due:
    """Return what is to be done now; where that is nothing, what comes next is made ready."""
    due = desk.unattended.due()
    if not due:
        desk.unattended.get_ready()
    return due
