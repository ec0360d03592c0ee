"""The window: who is in, where one goes, and what is told to the page that is open.

Which places there are stands in `places.py`. A page is made when it is first visited and is given
away when its person signs out, so that nobody finds another's work on the screen. Where one has
been is kept, to go back. Nothing here is modal: what a person must know stands in a bar above the
page.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ujuzi.domain.changes import Changes
from ujuzi.domain.course import Activity, ActivityKind
from ujuzi.errors import UjuziError, WorldError
from ujuzi.files import write_whole
from ujuzi.services.computer import CarriedNews
from ujuzi.services.people.people import Person, Preferences
from ujuzi.services.people.roster import SeatState
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.look.theme import LIGHT, SPACE, THEMES, wear
from ujuzi.ui.places import PLACES
from ujuzi.ui.shell.attendant import Attendant
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.destinations import (
    Destination,
    ToActivity,
    ToFirstStart,
    ToLearn,
    ToQuiz,
    ToReader,
    ToSettings,
    ToSignIn,
    ToSync,
)
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.shell.idle import IdleWatch
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.page_notice import NOT_SAVED, PageNotice
from ujuzi.ui.shell.page_stack import PageStack
from ujuzi.ui.shell.place import CoordinatorsPlace, Place, Surroundings
from ujuzi.ui.shell.seat_words import SeatNotice
from ujuzi.ui.shell.stick_notice import StickNotice
from ujuzi.ui.widgets.retranslated import Retranslated

if TYPE_CHECKING:
    from PySide6.QtGui import QShortcut

    from ujuzi.ui.shell.rail import Rail

COLLAPSES_BELOW = 1100
"""Logical pixels of width under which an immersive page takes the rail's words."""
SIZE = (1200, 760)
SIZE_LEAST = (760, 480)
HISTORY_MOST = 50
TRY_AGAIN_EVERY = 3_000
"""Milliseconds between two tries to save, where something could not be saved."""

log = logging.getLogger(__name__)


class MainWindow(Retranslated, QWidget):
    """The rail, and the page that is open."""

    bug_met = Signal(object)
    """An exception that is nobody's refusal."""
    arrived = Signal()
    """The page that one went to stands there with its content."""

    def __init__(
        self,
        jobs: Jobs,
        watch: IdleWatch,
        interpreter: Interpreter,
        places: Sequence[Place[Any]] = PLACES,
        choose_file: ChooseFile = choose_file_to_write,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self._jobs = jobs
        self._watch = watch
        self.courier = Courier(jobs, self)
        self.courier.changed.connect(self._say_state)
        self.courier.bug_met.connect(self.bug_met)
        self.attendant = Attendant(jobs, self)
        self._choose_file = choose_file
        self._interpreter = interpreter
        self._around = Surroundings(jobs, watch, interpreter, self.courier, self.sign_in)
        self._places = {place.to: place for place in places}
        self._history: list[Destination] = []
        self._person: Person | None = None
        self._in_rail = places
        self.notice = PageNotice()
        self.seat = SeatNotice()
        self.seat.acted.connect(partial(self.go, ToSettings(at_code=True)))
        self.still = PageNotice()
        self.stick = StickNotice(self.attendant, lambda: self._person is not None)
        self.stick.courses_wished.connect(lambda folder: self.go(ToSync(folder)))
        self._stack = PageStack(self._places, self._around)
        self._stack.chosen.connect(self.go)
        self._stack.unsaved_changed.connect(self._say_state)
        self._stack.arrived.connect(self.arrived)
        bar = QVBoxLayout()
        bar.setContentsMargins(SPACE * 2, 0, SPACE * 2, 0)
        for band in (self.still, self.notice, self.stick, self.seat):
            band.setProperty("band", True)  # noqa: FBT003 - Qt's way of naming a dress
            bar.addWidget(band)
        content = QVBoxLayout()
        content.setSpacing(0)
        content.addLayout(bar)
        content.addWidget(self._stack, 1)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(content, 1)
        self.resize(*SIZE)
        self.setMinimumSize(*SIZE_LEAST)
        self.setAcceptDrops(True)
        self._report: Path | None = None
        self._unsaved = self._told_unsaved = self._may_close = False
        self._again = QTimer(self, interval=TRY_AGAIN_EVERY)
        self._again.timeout.connect(self._try_to_save)
        self.notice.acted.connect(self._save_report)
        jobs.changed.connect(self._spread)
        jobs.failed.connect(self._failed)
        jobs.hindered.connect(self._hindered)
        jobs.answered.connect(self._settle_keyboard)
        jobs.opened.connect(self.begin)
        watch.going.connect(self._warn_who_sits_still)
        watch.returned.connect(self.still.clear)
        watch.gone.connect(self._sign_out_who_has_gone)
        self.still.acted.connect(watch.touch)
        self.retranslate()

    @cached_property
    def rail(self) -> Rail:
        """The rail; made when it is first asked for: nobody sees it before somebody is in."""
        from ujuzi.ui.shell.rail import Rail

        rail = Rail(self._in_rail, self)
        rail.hide()
        rail.chosen.connect(self.go)
        rail.switch_asked.connect(self.sign_out)
        self._row.insertWidget(0, rail)
        return rail

    @cached_property
    def _shortcuts(self) -> list[QShortcut]:
        """The keys of who is in, and the one that goes back: from a first page nobody does."""
        from PySide6.QtGui import QKeySequence, QShortcut

        keys: list[tuple[str, Callable[[], None]]] = [
            (key, partial(self.go, place.to()))
            for place in self._places.values()
            for key in place.shortcuts
        ]
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back)
        made = []
        for key, go in (*keys, ("Ctrl+F", self._find)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(go)
            shortcut.setEnabled(self._person is not None)
            made.append(shortcut)
        return made

    def furnish(self) -> None:
        """Make the rail and the keys, which the first page needs not, while nobody waits."""
        self.rail.ensurePolished()
        self._shortcuts  # noqa: B018 - made by being asked for

    def tell_bug(self, report: Path) -> None:
        """Say that something unexpected happened, and offer the report about it."""
        self._report = report
        self.notice.say(
            self.tr("Something went wrong in Ujuzi. Your work is saved; you can go on."),
            "warning",
            self.tr("Save a report"),
        )

    def tell_news(self, news: Iterable[CarriedNews]) -> None:
        """Say what happened to data on a stick while it was closed, and what became of it."""

        def words() -> str:
            sentences = {
                CarriedNews.CUT_OFF: self.tr(
                    "The stick was taken out while Ujuzi was open. All that was said to be saved is"
                    " here. Next time, close Ujuzi first."
                ),
                CarriedNews.COPIED: self.tr(
                    "This data was copied from another stick, so it counts as another computer from"
                    " now on. Nothing is lost, and nothing counts twice."
                ),
                CarriedNews.RESTORED: self.tr(
                    "An earlier copy of the data was put back. What it took the place of is kept"
                    " beside it: show it to your coordinator."
                ),
            }
            return " ".join(sentences[each] for each in news)

        self.notice.tell(words, "warning")

    # Who is here

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        return self._person

    def begin(self) -> None:
        """Ask who uses this computer: the first person is welcomed, others sign in."""
        self._jobs.ask(self, lambda desk: desk.people.all(), self._welcome)

    def sign_in(self, person: Person) -> None:
        """Open the window for a person, in her language and dress."""
        self._person = person
        self._watch.touch()
        self.notice.clear()
        self._forget_pages()
        self.dress(person.preferences)
        self.rail.show_person(person.name)
        self.rail.show()
        self._say_state()
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)
        self.seat.show_seat(SeatState.CONFIRMED)
        self.go(ToLearn())
        self._look_at_seat()

    def sign_out(self) -> None:
        """Close everything that is hers, and show who may sign in."""
        if self._person is None:
            return
        self._leave()
        self._person = None
        self._jobs.ask(self, lambda desk: desk.sign_out())
        self._stack.veil()
        self.rail.hide()
        self.notice.clear()
        self.seat.want(wanted=False)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        self._forget_pages()
        self.begin()

    def dress(self, preferences: Preferences) -> None:
        """Put on a person's language, theme and text size."""
        self._interpreter.speak(preferences.language)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            wear(app, THEMES.get(preferences.theme, LIGHT), preferences.text_size)
        self._arrange()

    def _welcome(self, people: tuple[Person, ...]) -> None:
        if self._person is not None:
            return
        self._history.clear()
        self.go(ToSignIn() if people else ToFirstStart())

    def _warn_who_sits_still(self) -> None:
        if self._stays_though_still():
            self._watch.touch()
        elif self._person is not None:
            self.still.tell(
                lambda: self.tr(
                    "There was no input for nine minutes. In one minute you are signed out; press"
                    " any key or move the mouse to stay. Your work is saved."
                ),
                "warning",
                lambda: self.tr("Stay signed in"),
            )

    def _stays_though_still(self) -> bool:
        return self.page is not None and self.page.holds_person()

    def _sign_out_who_has_gone(self) -> None:
        self.still.clear()
        if self._stays_though_still():
            self._watch.touch()
        elif self._person is not None:
            self.sign_out()
            self.notice.say(
                self.tr("You were signed out after ten minutes without input. Your work is saved.")
            )

    # Where one goes

    @property
    def page(self) -> Page[Any] | None:
        """The page that is open."""
        return self._stack.page

    @property
    def here(self) -> Destination | None:
        """What is open."""
        return self._history[-1] if self._history else None

    def go(self, to: Destination) -> None:
        """Open a place for who may enter it; it is remembered as where one has been."""
        if isinstance(to, ToActivity):
            self._open_activity(to)
        elif self._stack.may_enter(self._places[type(to)]):
            if self.here != to.again():
                self._history = [*self._history[-HISTORY_MOST:], to.again()]
            self._leave()
            self._show(to)

    def back(self) -> None:
        """Go a step back in the page, or open what was open before."""
        step = self.page.way_back() if self.page is not None else None
        if step is not None:
            step.click()
        elif self._person is not None and len(self._history) > 1:
            self._history.pop()
            self._leave()
            self._show(self._history[-1])

    def _open_activity(self, to: ToActivity) -> None:
        def found(activity: Activity) -> None:
            kind = ToQuiz if activity.kind is ActivityKind.QUIZ else ToReader
            self.go(kind(to.pack, to.activity))

        self._jobs.ask(self, lambda desk: desk.library.activity(to.pack, to.activity), found)

    def _leave(self) -> None:
        page = self.page
        if page is not None:
            page.leave()

    def _show(self, to: Destination) -> None:
        place = self._places[type(to)]
        self.seat.want(wanted=place.tells_seat)
        if self._person is not None:
            self.rail.show_place(place.within or place.to)
        self._stack.open(to)
        self._arrange()
        if isinstance(place, CoordinatorsPlace):
            self._jobs.ask(self, lambda desk: desk.office.touch())

    def _forget_pages(self) -> None:
        self._stack.belong_to(self._person.learner if self._person is not None else None)
        if "rail" in vars(self):
            self.rail.admit(coordinator=False)
        self._history.clear()

    # What happens

    def retranslate(self) -> None:
        """Say every text in the language of the windows."""
        self.setWindowTitle("Ujuzi")
        self._say_state()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            # Children that are told next format by their window's locale.
            self.setLocale(QLocale())
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self._watch.over(handle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:  # what is open in a page has closed by then
            self.back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._unsaved and not self._may_close:
            event.ignore()
            self._jobs.ask(self, lambda desk: desk.learning.has_unkept, self._close_with)
            return
        self._leave()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._person is not None and dropped_pack(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = dropped_pack(event)
        if file is not None:
            event.acceptProposedAction()
            self.go(ToLearn(file))

    def _arrange(self) -> None:
        if self._person is None:
            return
        immersive = self.page is not None and self.page.immersive
        narrow = immersive and self.width() < COLLAPSES_BELOW
        self.rail.collapse(collapsed=narrow or self.height() < self.rail.height_with_words)

    def _spread(self, changes: Changes) -> None:
        self._saved()
        self._say_state()
        if self._person is not None and changes & (Changes.PEOPLE | Changes.PREFERENCES):
            learner = self._person.learner
            self._jobs.ask(self, lambda desk: desk.people.person(learner), self._meet_again)
        if changes & (Changes.PEOPLE | Changes.DOCUMENTS):
            self._look_at_seat()
        if self.page is not None:
            self.page.changed(changes)

    def _settle_keyboard(self, owner: QObject) -> None:
        if self.page is not None and owner is self.page:
            self.page.settle_keyboard()

    def _find(self) -> None:
        if self.page is not None:
            self.page.find_words()

    def _look_at_seat(self) -> None:
        if self._person is not None:
            learner = self._person.learner
            self._jobs.ask(
                self,
                lambda desk: (desk.roster.link(learner).seat, desk.coordinates(learner)),
                lambda found: self._stand(*found),
            )

    def _stand(self, seat: SeatState, coordinates: bool) -> None:
        self.seat.show_seat(seat)
        self._admit(coordinator=coordinates)

    def _admit(self, *, coordinator: bool) -> None:
        """Open the places of the campus to who is here, or close them."""
        self._stack.admit(coordinator=coordinator)
        self.rail.admit(coordinator=coordinator)
        self._arrange()
        here = self.here
        may_enter = self._stack.may_enter
        self._history = [to for to in self._history if may_enter(self._places[type(to)])]
        if here is not None and here != self.here:
            self.go(ToLearn())

    def _meet_again(self, person: Person) -> None:
        before = self._person
        if before is not None and person.learner == before.learner:
            if not person.name:  # she was erased
                self.sign_out()
                return
            self._person = person
            self.rail.show_person(person.name)
            if person.preferences != before.preferences:
                self.dress(person.preferences)

    def _hindered(self, error: WorldError) -> None:
        """The line at the rail's foot must not claim what is not so, until the disk takes more."""
        if error.code in NOT_SAVED:
            self._unsaved = True
            self._say_state()
            self._again.start()

    def _try_to_save(self) -> None:
        self._jobs.ask(self, lambda desk: desk.save_again(), self._saved_again, _keep_trying)

    def _close_with(self, typed: bool) -> None:
        """Close, unless what somebody typed would be lost: that is said first."""
        self._may_close = True
        if not typed:
            QTimer.singleShot(0, self, self.close)
            return
        self._told_unsaved = True
        self.notice.tell(
            lambda: self.tr(
                "What you typed is not saved yet. Make room on the disk, and it will be; or close"
                " the window once more to leave without it."
            ),
            "warning",
        )

    def _saved_again(self, came_back: bool) -> None:
        self._saved()
        if came_back:
            self.notice.tell(
                lambda: self.tr(
                    "The stick is back, and all that was said to be saved is here. Close Ujuzi"
                    " before you take it out."
                ),
                "warning",
            )

    def _saved(self) -> None:
        """What is written reaches the disk: nothing says any more that it does not."""
        if not self._unsaved:
            return
        self._unsaved = self._told_unsaved = self._may_close = False
        self._again.stop()
        self._say_state()
        for notice in self.findChildren(PageNotice):
            notice.clear_if_saved()
        for page in self._stack.made():
            page.saves_again()

    def _say_state(self) -> None:
        """The line at the rail's foot must not claim what is not so."""
        if self._person is None:
            return
        from ujuzi.ui.shell.exchange_words import state_line

        self.rail.show_state(
            self.tr("The last change could not be saved")
            if self._unsaved
            else self.tr("Not everything is saved yet")
            if any(page.unsaved() for page in self._stack.made())
            else state_line(self.courier)
        )

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UjuziError):
            log.warning("%s: %s", type(error).__name__, error.code)
            self._refuse(error)
        else:
            self.bug_met.emit(error)

    def _refuse(self, error: UjuziError) -> None:
        """Say what went wrong; once that nothing can be saved, however often it is tried."""
        if error.code in NOT_SAVED:
            if self._told_unsaved:
                return
            self._told_unsaved = True
        self.notice.refuse(error)

    def _save_report(self) -> None:
        report = self._report
        if report is None:
            return
        target = self._choose_file(self, self.tr("Save the report"), report.name)
        if target is None:
            return
        try:
            write_whole(target, report.read_bytes())
        except OSError:
            failed = self.tr("{path} could not be written. Choose another folder.")
            self.notice.say(failed.format(path=target), "refusal", self.tr("Save a report"))
        else:
            self.notice.say(self.tr("Saved as {path}").format(path=target), "done")


def _keep_trying(_error: UjuziError) -> None:
    """It has been said already."""


def dropped_pack(event: QDropEvent) -> Path | None:
    """Return the course file that is being dropped, if it is one."""
    from ujuzi.services.study.installing import PACK_SUFFIX

    for url in event.mimeData().urls():
        if url.isLocalFile() and url.toLocalFile().lower().endswith(PACK_SUFFIX):
            return Path(url.toLocalFile())
    return None
