"""A course folder in the windows that learners have, read again whenever one of its files is saved.

`run` shows it and returns when it is closed. What keeps it from being shown is listed by file and
line in place of the course, and goes once it is mended. Data, key and learner are made for the
occasion, and end with it.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ujuzi.errors import UjuziError
from ujuzi.frameworks.reading import read_catalogue
from ujuzi.paths import scratch_folder
from ujuzi.services.desk import Desk
from ujuzi.services.people.people import Person
from ujuzi.services.study.previewing import CoursePreview, Seen
from ujuzi.ui.application import make_application
from ujuzi.ui.look import fonts
from ujuzi.ui.look.language import Interpreter, of_computer
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.shell.competencies import use_frameworks_of
from ujuzi.ui.shell.destinations import ToActivity, ToQuiz, ToReader
from ujuzi.ui.shell.garbage import GarbageCollector
from ujuzi.ui.shell.idle import IdleWatch
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.retranslated import Retranslated
from ujuzi.ui.window import SIZE, MainWindow

SETTLE_AFTER = 300
"""Milliseconds without a change after which the folder is read: editors write a file in steps."""
WATCHED_MOST = 4_000
"""Files and folders; systems give each program so many."""

log = logging.getLogger(__name__)


def run(folder: Path, data_dir: Path) -> int:
    """Show the course of a folder; return the exit status."""
    with scratch_folder("preview") as scratch:
        session = PreviewSession(make_application(), folder, data_dir, scratch)
        fonts.register_scripts()
        fonts.register_rest()
        session.start()
        for each in (signal.SIGINT, signal.SIGTERM):  # from the terminal where it was started
            signal.signal(each, lambda *_: QApplication.quit())
        status = QApplication.exec()
        session.close()
    return status


class FindingsPage(Retranslated, QWidget):
    """What an author should mend, line by line."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("title")
        self._what_to_do = Label("soft")
        self.lines = QPlainTextEdit()
        self.lines.setReadOnly(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE * 4, SPACE * 4, SPACE * 4, SPACE * 4)
        column.setSpacing(SPACE * 2)
        column.addWidget(self._title)
        column.addWidget(self._what_to_do)
        column.addWidget(self.lines, 1)
        self._keeps = True
        self.retranslate()

    def show_lines(self, lines: tuple[str, ...], *, keeps: bool) -> None:
        """Show lines; `keeps` says that they keep the course from being shown."""
        self._keeps = keeps
        self.lines.setPlainText("\n\n".join(lines))
        self.retranslate()

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self._title.setText(
            self.tr("This course cannot be shown yet") if self._keeps else self.tr("To look at")
        )
        self._what_to_do.setText(
            self.tr("Mend what is listed here: the folder is read again when a file is saved.")
        )
        self.lines.setAccessibleName(self.tr("What to mend, by file and line"))


class PreviewWindow(Retranslated, QWidget):
    """The window of learners, and what its author should know above it or in its place."""

    def __init__(self, learners: QWidget) -> None:
        super().__init__()
        self.learners = learners
        self.findings = FindingsPage()
        self.waiting = EmptyState("lesson")
        self.notice = PageNotice()
        self.notice.acted.connect(self._turn)
        self.stack = QStackedWidget()
        for page in (self.waiting, self.learners, self.findings):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        self.resize(*SIZE)
        self._course = ""
        self.retranslate()

    def show_course(self, title: str, warnings: tuple[str, ...]) -> None:
        """Show the course as learners see it, and say how much there is to look at."""
        self._course = title
        self.stack.setCurrentWidget(self.learners)
        self.findings.show_lines(warnings, keeps=False)
        self.notice.clear()
        if warnings:
            self._say_warnings()
        self.retranslate()

    def show_faults(self, lines: tuple[str, ...]) -> None:
        """Show what keeps the course from being shown."""
        self.notice.clear()
        self.findings.show_lines(lines, keeps=True)
        self.stack.setCurrentWidget(self.findings)

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.setWindowTitle(self.tr("Preview: {title}").format(title=self._course or "Ujuzi"))
        self.waiting.say(
            self.tr("The folder is being read"), self.tr("A large course takes a while.")
        )

    def _say_warnings(self) -> None:
        count = self.findings.lines.document().blockCount() // 2 + 1
        shown = self.stack.currentWidget() is self.findings
        self.notice.tell(
            lambda: self.tr("%n thing(s) to look at before you build.", "", count),
            "warning",
            lambda: self.tr("Back to the course") if shown else self.tr("Show them"),
        )

    def _turn(self) -> None:
        """Show the lines in place of the course, or the course again."""
        shown = self.stack.currentWidget() is self.findings
        self.stack.setCurrentWidget(self.learners if shown else self.findings)
        self._say_warnings()


class PreviewSession(QObject):
    """One look at a course folder, from the first to the last."""

    shown = Signal(object)
    """What was seen: `Seen`."""

    def __init__(self, app: QApplication, folder: Path, data_dir: Path, scratch: Path) -> None:
        super().__init__(app)
        self._folder = folder.resolve()
        self._data_dir = data_dir
        self._scratch = scratch
        GarbageCollector(self)
        self._interpreter = Interpreter(app)
        self._interpreter.speak(of_computer())
        # Nobody is signed out of a preview.
        self._idle = IdleWatch(self, clock=lambda: 0.0)
        self._preview: CoursePreview | None = None
        self._person: Person | None = None
        self._pack = ""
        self._reading = self._again = False
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_AFTER)
        self._settle.timeout.connect(self._renew)
        self._watcher.directoryChanged.connect(self._note_change)
        self._watcher.fileChanged.connect(self._note_change)
        self.jobs = Jobs(self._open, self)
        self.jobs.opened.connect(self._opened)
        self.jobs.not_opened.connect(self._tell)
        self.jobs.failed.connect(self._failed)
        self.learners = MainWindow(self.jobs, self._idle, self._interpreter)
        self.window = PreviewWindow(self.learners)

    def start(self) -> None:
        """Show the window, and read the folder."""
        self.window.show()
        self.jobs.start()

    def close(self) -> None:
        """End what is under way; Python does not collect by itself again."""
        self._settle.stop()
        self._watcher.removePaths([*self._watcher.files(), *self._watcher.directories()])
        self.learners.courier.close()
        if not self.jobs.close():
            log.error("the preview did not close in time")

    def _open(self) -> Desk:
        use_frameworks_of(self._data_dir)
        self._preview = CoursePreview(self._folder, self._scratch, read_catalogue(self._data_dir))
        desk, self._person = self._preview.open_desk(of_computer())
        return desk

    def _opened(self) -> None:
        assert self._person is not None, "the desk was opened with somebody"
        self.learners.sign_in(self._person)
        self._renew()

    def _note_change(self, _path: str) -> None:
        self._settle.start()

    def _renew(self) -> None:
        """Read the folder as it is now; what changes meanwhile is read after it."""
        preview = self._preview
        if preview is None:
            return
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        self._watch()
        self.jobs.aside(
            self,
            lambda reporter: preview.renew(
                lambda work: self.jobs.wait_for(lambda desk: work(desk.library)),
                reporter.report,
                reporter.cancelled,
            ),
            self._show,
            self._tell,
        )

    def _watch(self) -> None:
        before = {*self._watcher.files(), *self._watcher.directories()}
        now = set(_watched(self._folder))
        if gone := before - now:
            self._watcher.removePaths(sorted(gone))
        if new := now - before:
            self._watcher.addPaths(sorted(new))

    def _show(self, seen: Seen) -> None:
        if seen.pack:
            self._lead(seen)
            self.window.show_course(seen.title, seen.warnings)
        else:
            self.window.show_faults(seen.mistakes)
        self._done(seen)

    def _lead(self, seen: Seen) -> None:
        """Open the first activity; later the one that is open, in the new pack."""
        here, before, self._pack = self.learners.here, self._pack, seen.pack
        if isinstance(here, ToReader | ToQuiz) and here.activity in seen.activities:
            if here.pack != seen.pack:
                self.learners.go(replace(here, pack=seen.pack))
        elif seen.activities and (isinstance(here, ToReader | ToQuiz) or not before):
            self.learners.go(ToActivity(seen.pack, seen.activities[0]))

    def _tell(self, error: Exception) -> None:
        """Show what hinders: the folder may be written at this moment, and is read again then."""
        told = sentence(error) if isinstance(error, UjuziError) else str(error)
        self.window.show_faults((told,))
        self._done(Seen((told,), ()))

    def _failed(self, error: Exception) -> None:
        if self._reading and not isinstance(error, UjuziError):
            log.error("unexpected %s", type(error).__qualname__)
            self._tell(error)

    def _done(self, seen: Seen) -> None:
        self._reading = False
        if self._again:
            self._settle.start()
        self.shown.emit(seen)


def _watched(folder: Path) -> Iterator[str]:
    """Yield the folder and what stands in it, but for what is hidden."""
    found = 0
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        names = [os.path.join(place, each) for each in sorted(files) if not each.startswith(".")]  # noqa: PTH118
        for path in (place, *names):
            found += 1
            if found > WATCHED_MOST:
                return
            yield path
