"""The application: what starts before the window, and what ends after it.

`run` shows one window for one data folder and returns when it is closed. What cannot be opened is
said in a plain window. An unexpected exception is written down and told in a bar; the window stays.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from functools import cached_property
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ujuzi import __version__, file_modes, installed, interrupts
from ujuzi.errors import Code, UjuziError
from ujuzi.paths import LOGS, is_portable
from ujuzi.paths import tree as program_folder
from ujuzi.ui.look import fonts, icons
from ujuzi.ui.look.language import Interpreter, of_computer
from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.shell.garbage import GarbageCollector
from ujuzi.ui.shell.idle import IdleWatch
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.presses import presses

if TYPE_CHECKING:
    from ujuzi.services.computer import CarriedNews
    from ujuzi.services.desk import Desk
    from ujuzi.services.restoring import Copy
    from ujuzi.ui.shell.bug_report import BugReports
    from ujuzi.ui.shell.cannot_open import CannotOpen
    from ujuzi.ui.shell.jobs import Reporter
    from ujuzi.ui.shell.single_instance import SingleInstance
    from ujuzi.ui.shell.unlock import Unlock
    from ujuzi.ui.window import MainWindow

SETTLE_AFTER = 200
"""Milliseconds after the first page stands: by then it is painted."""
STYLE = ("-style", "fusion")
"""Said so, it is worn without Python's having to load what a style is."""
FONTS_AFTER = 1000
"""Milliseconds after that, in which the other fonts are read."""
PLUGINS = "plugins.dll"
LOG_BYTES = 500_000
LOG_FILES = 3
IN_USE = Code.DATABASE_IN_USE
PATIENCE = 700
"""Milliseconds after which the window shows, open or not."""
ROOMY = 1400
"""Logical pixels of screen width below which the window fills the screen."""

log = logging.getLogger(__name__)


def run(data_dir: Path) -> int:
    """Show the window for the data in `data_dir`; return the exit status."""
    if is_portable(data_dir):
        leave_nothing_behind()
    session = Session(make_application(), data_dir)
    session.start()
    status = QApplication.exec()
    session.close()
    return status


def leave_nothing_behind() -> None:
    """Have Qt, and what it loads, keep nothing on the computer: no settings, no recent files.

    It comes before the application. Windows' own dialogs of files remember what was chosen, so
    Qt's stand for them.
    """
    from PySide6.QtCore import QSettings

    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DisableShaderDiskCache)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, os.devnull)
    os.environ["MESA_SHADER_CACHE_DISABLE"] = "true"
    os.environ["XDG_CACHE_HOME"] = os.devnull  # fontconfig's


def tell_of_plugins(tree: Path) -> None:
    """Have Qt know its plugins in a build for Windows, where they lie in no folder of theirs."""
    if sys.platform == "win32" and (library := tree / PLUGINS).is_file():
        import ctypes

        ctypes.CDLL(str(library)).tell_qt()


def make_application() -> QApplication:
    """Return the dressed application, made on first use."""
    existing = QApplication.instance()
    if existing is None:
        tell_of_plugins(program_folder())
    app = (
        existing
        if isinstance(existing, QApplication)
        else QApplication(["ujuzi", "-style", "fusion"])
    )
    app.setApplicationName("Ujuzi")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("ujuzi")
    if app is existing:
        app.setStyle("Fusion")
    app.setWindowIcon(icons.mark())
    fonts.register_first()
    wear(app, LIGHT)
    return app


def keep_log(folder: Path) -> None:
    """Write the log to a file that never grows large; without one where it cannot be written."""
    # It costs start-up time, and nothing is logged before the data is open.
    from logging.handlers import RotatingFileHandler

    logger = logging.getLogger("ujuzi")
    logger.setLevel(logging.INFO)

    class Log(RotatingFileHandler):
        """A log for whom its folder is."""

        def _open(self) -> TextIOWrapper:
            file_modes.make_file(Path(self.baseFilename))
            return super()._open()

    try:
        file_modes.make_folder(folder)
        handler = Log(
            folder / "ujuzi.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8"
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger.addHandler(handler)


def _is_new(desk: Desk) -> bool:
    return not desk.people.all() and not desk.library.has_steward()


def _tidy() -> None:
    from ujuzi.services.updating import tidy_after_start

    tidy_after_start()


def _told_nobody(error: UjuziError) -> None:
    """Write down what hinders nobody."""
    log.warning("not done: %s", error.code)


class Session(QObject):
    """One run of the application over one data folder."""

    def __init__(self, app: QApplication, data_dir: Path) -> None:
        super().__init__(app)
        self._data_dir = data_dir
        self.garbage = GarbageCollector(self)
        self._interpreter = Interpreter(app)
        self._interpreter.speak(of_computer())
        self._watch = IdleWatch(self)
        self._refusal: CannotOpen | Unlock | None = None
        self._instance: SingleInstance | None = None
        self._knows_place = False
        self._late = QTimer(self, singleShot=True)
        self._late.timeout.connect(self._show_window)
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_AFTER)
        self._settling.timeout.connect(self._settle_in)
        self._fonts = QTimer(self, singleShot=True, interval=FONTS_AFTER)
        self._fonts.timeout.connect(fonts.register_rest)
        self._presses = presses(at_once=False)
        self.jobs = self._new_jobs()
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._unexpected
        threading.excepthook = self._unexpected_on_thread
        interrupts.call(self._interrupted)

    @cached_property
    def window(self) -> MainWindow:
        """The window; loaded and made when it is first asked for: see `start`."""
        from ujuzi.ui.window import MainWindow

        window = MainWindow(self.jobs, self._watch, self._interpreter)
        window.bug_met.connect(self.tell_bug)
        return window

    @cached_property
    def _reports(self) -> BugReports:
        from ujuzi.ui.shell.bug_report import BugReports

        return BugReports(self._data_dir / LOGS)

    def start(self) -> None:
        """Open the data, and show the window with it; sooner where that takes long."""
        self._late.start(PATIENCE)
        self.jobs.start()
        from ujuzi.ui.places import load_door

        self.window  # noqa: B018 - made while the data is being opened
        load_door()

    def come_in_front(self) -> None:
        """Show the window above others: somebody started Ujuzi again."""
        shown = self._refusal or self.window
        shown.setWindowState(shown.windowState() & ~Qt.WindowState.WindowMinimized)
        shown.show()
        shown.raise_()
        shown.activateWindow()

    def close(self) -> None:
        """Answer what was asked, close the data, and give the hooks back.

        Python does not collect by itself again: a thread that is left would let widgets go.
        """
        self._late.stop()
        self._fonts.stop()
        self._settling.stop()
        self.window.courier.close()
        self._keep_place()
        if not self.jobs.close():
            log.error("the data did not close in time")
        if self._instance is not None:
            self._instance.close()
        sys.excepthook, threading.excepthook = self._hooks

    def tell_bug(self, error: BaseException) -> None:
        """Write a bug down, and say so in the window."""
        log.error("unexpected %s", type(error).__qualname__)
        file = self._reports.write(error)
        if file is not None:
            self.window.tell_bug(file)

    def _new_jobs(self) -> Jobs:
        jobs = Jobs(self._open, self)
        jobs.opened.connect(self._opened)
        jobs.not_opened.connect(self._not_opened)
        return jobs

    def _open(self) -> Desk:
        # Runs on the worker, and so does this import: the window is up meanwhile.
        from ujuzi.services.desk import open_desk

        return open_desk(self._data_dir)

    def _opened(self) -> None:
        self.jobs.ask(self, lambda desk: desk.computer.window_place, self._show_where_it_was)
        self.jobs.ask(self, lambda desk: desk.computer.take_news(), self._tell_news)
        once = Qt.ConnectionType.SingleShotConnection
        self.window.arrived.connect(self._settling.start, once)
        if self._presses is not None:
            self.window.arrived.connect(self._presses.begin, once)

    def _tell_news(self, news: tuple[CarriedNews, ...]) -> None:
        if news:
            self.window.tell_news(news)

    def _show_where_it_was(self, place: str) -> None:
        """Show the window with the size and the place that it had; on a screen that is there."""
        if not self.window.isVisible():
            self._knows_place = self.window.restoreGeometry(QByteArray.fromBase64(place.encode()))
        self._show_window()

    def _keep_place(self) -> None:
        place = self.window.saveGeometry().toBase64().toStdString()
        self.jobs.ask(
            self, lambda desk: desk.computer.keep_window_place(place), None, lambda _error: None
        )

    def _settle_in(self) -> None:
        """Do what nobody at the window waits for."""
        self.window.furnish()
        fonts.register_scripts()
        self._read_frameworks()
        installed.confirm_start()
        keep_log(self._data_dir / LOGS)
        self._named_instance().listen()
        threading.Thread(target=fonts.read_rest, name="fonts", daemon=True).start()
        self._fonts.start()
        if installed.root() is not None:
            self.jobs.aside(self, lambda _reporter: _tidy())
        if is_portable(self._data_dir):
            self.jobs.ask(self, _is_new, self._bring_to_new)

    def _bring_to_new(self, is_new: bool) -> None:
        """Install what lies on the stick, where nobody had studied from it or decided for it."""
        if is_new:  # somebody may, while a slow stick is read
            self.jobs.aside(self, self._bring_courses, fail=_told_nobody)

    def _read_frameworks(self) -> None:
        from ujuzi.ui.shell.competencies import use_frameworks_of

        self.jobs.ask(self, lambda _desk: use_frameworks_of(self._data_dir))

    def _bring_courses(self, reporter: Reporter) -> None:
        from ujuzi.services.setting_up import install_courses, stick_of

        ask, stick = self.jobs.wait_for, stick_of(self._data_dir)
        if stick is None:
            return
        refused = install_courses(
            stick,
            lambda work: ask(lambda desk: work(desk.library)),
            reporter.cancelled,
            has_steward=False,
        )
        for error in refused:
            log.warning("a course of the stick was not installed: %s", error.code)

    def _show_window(self) -> None:
        self._late.stop()
        if self.window.isVisible():
            return
        if not self._knows_place and self.window.screen().availableGeometry().width() < ROOMY:
            self.window.showMaximized()
        else:
            self.window.show()
        self._stand(None)

    def _not_opened(self, error: Exception) -> None:
        self._late.stop()
        installed.confirm_start()
        code = getattr(error, "code", type(error).__qualname__)
        if code == IN_USE and self._named_instance().raise_first():
            QApplication.quit()
            return
        if isinstance(error, UjuziError) and error.code is Code.DATA_LOCKED:
            self._ask_to_unlock(is_new=bool(error.facts["is_new"]))
            return
        keep_log(self._data_dir / LOGS)
        log.error("the data was not opened: %s", code)
        if not isinstance(error, UjuziError):
            self._reports.write(error)
        self._refuse(error, self._copies(error))

    def _copies(self, error: Exception) -> tuple[Copy, ...]:
        """Return the copies to which one may go back, where that helps."""
        if not isinstance(error, UjuziError):
            return ()
        from ujuzi.services import restoring

        return restoring.copies_in(self._data_dir) if error.code in restoring.HELPS else ()

    def _refuse(self, error: Exception, copies: tuple[Copy, ...]) -> None:
        """Show why the data is not open; of its copies the first is offered."""
        from ujuzi.ui.shell.cannot_open import CannotOpen

        fonts.register_scripts()  # a folder's name may need them
        refusal = CannotOpen(error, self._data_dir, copies[0] if copies else None)
        refusal.try_again.connect(self._try_again)
        refusal.copy_wished.connect(lambda: self._go_back(copies))
        self._stand(refusal)

    def _stand(self, refusal: CannotOpen | Unlock | None) -> None:
        """Show a refusal in place of the window, or none beside the window that is shown.

        What stood there goes last: the application ends with its last window.
        """
        before, self._refusal = self._refusal, refusal
        if refusal is not None:
            refusal.show()
            self.window.hide()
        if before is not None:
            before.close()
            before.deleteLater()

    def _go_back(self, copies: tuple[Copy, ...]) -> None:
        from ujuzi.services.restoring import put_back
        from ujuzi.ui.shell.cannot_open import CannotOpen

        if isinstance(self._refusal, CannotOpen):
            self._refusal.work()
        self.jobs.aside(
            self,
            lambda _: put_back(self._data_dir, copies[0]),
            lambda _: self._try_again(),
            lambda error: self._refuse(error, copies[1:]),
        )

    def _ask_to_unlock(self, *, is_new: bool) -> None:
        from ujuzi.ui.shell.unlock import Unlock

        locked = Unlock(self.jobs, self._data_dir, is_new=is_new)
        locked.unlocked.connect(self._try_again)
        self._stand(locked)

    def _try_again(self) -> None:
        if self._refusal is not None:
            self._refusal.setEnabled(False)  # and goes when another window stands
        self.window.courier.close()
        self.window.deleteLater()
        if self.jobs.close():
            self.jobs.deleteLater()
        else:  # a thread of it goes on, and will hand back to it
            log.error("what went on beside did not end in time")
        self._presses = presses(at_once=False)
        self.jobs = self._new_jobs()
        del self.window
        self.start()

    def _named_instance(self) -> SingleInstance:
        """Return the name under which a second start finds this window.

        The database's lock says who is first, so that nothing of the network is loaded before the
        window is there.
        """
        from ujuzi.ui.shell.single_instance import SingleInstance

        if self._instance is None:
            self._instance = SingleInstance(self._data_dir, self)
            self._instance.raise_asked.connect(self.come_in_front)
        return self._instance

    def _interrupted(self, *_: object) -> None:
        """Close the windows, as soon as nothing of them is under way."""
        QTimer.singleShot(0, QApplication.quit)

    def _unexpected(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        sys.__excepthook__(kind, error, trace)
        self.tell_bug(error)

    def _unexpected_on_thread(self, args: threading.ExceptHookArgs) -> None:
        log.error("unexpected %s on a thread", args.exc_type.__qualname__)
        if args.exc_value is not None:
            self._reports.write(args.exc_value)
