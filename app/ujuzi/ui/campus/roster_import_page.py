"""A list of people is taken in: first it says what it will do, row by row; then what comes next.

Nothing is written down before the button under the rows is pressed. Rows that cannot be taken in
say why, and on which line of the table.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QVBoxLayout,
    QWidget,
)

from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, UjuziError
from ujuzi.services.campus.people import PreviewRow, RosterPreview, RowKind
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.campus_people import KnownPeople, known_people
from ujuzi.ui.campus.chosen_people import ChosenPeople
from ujuzi.ui.campus.closed_office import refuse, tell_closed
from ujuzi.ui.campus.roster_words import (
    ENCODINGS,
    TAKEN,
    encoding_words,
    kind_meaning,
    kind_words,
    preview_row,
)
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.rows.tick_list import TickList, TickRole, TickRow
from ujuzi.ui.shell.destinations import ToOffice, ToPeople, ToRosterImport, ToSlips
from ujuzi.ui.shell.dialogs import ChooseOpen, choose_file_to_open
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page import Page
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.current_stack import CurrentStack
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.scrolling import scrolling
from ujuzi.ui.widgets.wrapped_row import WrappedRow

STRETCH = 1000
T = TypeVar("T")
ReadRoster: TypeAlias = Callable[[Jobs, LearnerId, Path, str, str], RosterPreview]
"""What reads a file in an encoding, of a workbook the sheet, beside the desk."""


class _Stage(Enum):
    """How far one is."""

    CHOOSE = auto()
    LOOK = auto()
    DONE = auto()


def read_beside(jobs: Jobs, by: LearnerId, file: Path, encoding: str, sheet: str) -> RosterPreview:
    """Read what a file will do; on a thread of its own."""
    from ujuzi.services.campus.roster_reading import preview_roster

    return preview_roster(jobs.wait_for, by, file, encoding, sheet)


class RosterImportPage(Page[ToRosterImport]):
    """A file, what it will do, and what to do once it is done."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        choose: ChooseOpen = choose_file_to_open,
        read: ReadRoster = read_beside,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._learner, self._choose, self._reader = jobs, learner, choose, read
        self._stage = _Stage.CHOOSE
        self._file: Path | None = None
        self._reading: object | None = None
        self._asks_encoding = False
        self._preview = RosterPreview(())
        self._kind: RowKind | None = None
        self._taken: tuple[str, ...] = ()
        self._count = 0
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToPeople()))
        self._title = Label("display", wraps=False)
        self.another = Button()
        self.another.clicked.connect(self._choose_file)
        self.notice = PageNotice()
        self.notice.acted.connect(lambda: self.go(ToOffice(after=ToRosterImport())))
        self.sheet, self.encoding = DropDown(), DropDown()
        self.sheet.activated.connect(lambda _row: self._read())
        self.encoding.activated.connect(lambda _row: self._read())
        self.chips: dict[RowKind | None, Button] = {}
        group = QButtonGroup(self)
        for kind in (None, *RowKind):
            chip = self.chips[kind] = Button()
            chip.setCheckable(True)
            chip.clicked.connect(partial(self._show_kind, kind))
            group.addButton(chip)
        self.list = TickList(opens=False)
        self.list.ticks_changed.connect(self._count_ticks)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._say_current())
        self.empty = EmptyState("contents")
        self.empty.acted.connect(self._choose_file)
        self.done = EmptyState("check")
        self.done.acted.connect(lambda: self.go(ToPeople()))
        self._holders = {
            _Stage.CHOOSE: scrolling(self.empty),
            _Stage.LOOK: self.list,
            _Stage.DONE: scrolling(self.done),
        }
        self._held = CurrentStack(*self._holders.values())
        self.about = Label("caption")
        self.take = Button("primary", "check")
        self.take.clicked.connect(self._take_in)
        self.busy = Busy()
        self.busy.stop.hide()
        self.next = ChosenPeople(jobs, learner, self.notice, newcomers=True)
        self.next.slips_wished.connect(lambda: self.go(ToSlips(self._taken)))
        self.next.acted.connect(self._ask_known)
        self._lay_out()
        self.retranslate()

    def show_at(self, _at: ToRosterImport) -> None:
        """Begin with the choice of a file; where her office is closed, say so first."""
        self.notice.clear()
        self._begin()
        self._ask_known()

    def leave(self) -> None:
        """Forget what the file said."""
        self._begin()

    def first_stop(self) -> QWidget:
        stops: dict[_Stage, QWidget] = {
            _Stage.CHOOSE: self.empty.action,
            _Stage.LOOK: self.list,
            _Stage.DONE: self.next.slips,
        }
        return stops[self._stage]

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("People"))
        self._title.setText(self.tr("Import a list"))
        self.another.setText(self.tr("Choose another file"))
        self.sheet.setAccessibleName(self.tr("Sheet of the workbook"))
        self.encoding.setAccessibleName(self.tr("How the table is written"))
        self.list.setAccessibleName(self.tr("What the list will do"))
        self.empty.say(
            self.tr("Choose the list of your staff"),
            self.tr(
                "A table (CSV, XLSX or ODS) whose first row names its columns: staff number and"
                " name, and if you like role, campus and e-mail. You see what it will do before"
                " anything is done; nobody is removed."
            ),
            self.tr("Choose a file"),
        )
        with QSignalBlocker(self.encoding):
            chosen = self.encoding.chosen
            self.encoding.clear()
            for each in ENCODINGS:
                self.encoding.addItem(encoding_words(each), each)
            self.encoding.choose(chosen)
        self._show()

    # The file

    def _begin(self) -> None:
        self._stage, self._file, self._asks_encoding = _Stage.CHOOSE, None, False
        self._reading = None
        self._preview, self._kind, self._taken = RosterPreview(()), None, ()
        self.list.set_ticked(())
        self.busy.clear()
        self._show()

    def _choose_file(self) -> None:
        file = self._choose(self, self._title.text())
        if file is None:
            return
        self._file, self._asks_encoding = file, False
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
        self.encoding.choose(ENCODINGS[0])
        self._read()

    def _read(self) -> None:
        """Ask what the file will do."""
        file, sheet, learner = self._file, self.sheet.chosen, self._learner
        encoding = self.encoding.chosen if self._asks_encoding else ""
        if file is None:
            return
        self.notice.clear()
        self.busy.say(self.tr("Reading {file}").format(file=file.name))
        self._reading = asked = object()
        jobs, read = self._jobs, self._reader

        def settle(show: Callable[[T], None]) -> Callable[[T], None]:
            """Return what shows an answer, unless another file was asked for since."""
            return lambda told: show(told) if asked is self._reading else None

        jobs.aside(
            self,
            lambda _reporter: read(jobs, learner, file, encoding, sheet),
            settle(self._look),
            settle(self._not_read),
        )

    def _look(self, preview: RosterPreview) -> None:
        self.busy.clear()
        self._stage, self._preview, self._kind = _Stage.LOOK, preview, None
        self.list.set_ticked({row.line for row in preview.rows if row.kind in TAKEN})
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            for each in preview.sheets:
                self.sheet.addItem(each, each)
            self.sheet.choose(preview.sheet)
        self._show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_read(self, error: UjuziError) -> None:
        self.busy.clear()
        refuse(self.notice, error)
        if error.code == Code.TEXT_ENCODING and not self._asks_encoding:
            self._asks_encoding = True
            self.encoding.choose(ENCODINGS[1])
            self._show()
            self.encoding.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    # What it will do

    def _show_kind(self, kind: RowKind | None) -> None:
        self._kind = kind
        self._show_rows()

    def _show(self) -> None:
        looks = self._stage is _Stage.LOOK
        self._held.show_only(self._holders[self._stage])
        self.sheet.setVisible(looks and len(self._preview.sheets) > 1)
        self.encoding.setVisible(self._asks_encoding and self._stage is not _Stage.DONE)
        self.another.setVisible(looks)
        for widget in (self._chips, self.about, self._foot):
            widget.setVisible(looks)
        self.next.setVisible(self._stage is _Stage.DONE)
        number = QLocale().toString
        for kind, chip in self.chips.items():
            rows = [row for row in self._preview.rows if kind in (None, row.kind)]
            name = self.tr("All rows") if kind is None else kind_words(kind)
            chip.setText(f"{name}  {number(len(rows))}")
            chip.setVisible(bool(rows))
            meaning = "" if kind is None else kind_meaning(kind)
            chip.setToolTip(meaning)
            chip.setAccessibleDescription(meaning)
        self.chips[self._kind].setChecked(True)
        self._say_done()
        self._show_rows()

    def _show_rows(self) -> None:
        rows: tuple[PreviewRow, ...] = tuple(
            row for row in self._preview.rows if self._kind in (None, row.kind)
        )
        self.list.set_things(rows, preview_row)
        self._say_current()
        self._count_ticks()

    def _say_current(self) -> None:
        """Say the row that has the keyboard whole, however long it is."""
        row = self.list.currentIndex().data(TickRole.ROW)
        self.about.setText(row.detail if isinstance(row, TickRow) else "")

    def _count_ticks(self) -> None:
        count = len(self.list.ticked)
        self.take.setText(self.tr("Take in %n person(s)", "", count))
        self.take.setEnabled(count > 0 and self.busy.isHidden())

    # Doing it

    def _take_in(self) -> None:
        preview, learner = self._preview, self._learner
        lines = {row.line for row in preview.rows if row.line in self.list.ticked}
        self.notice.clear()
        self.busy.say(self.tr("Taking in the list"))
        self.take.setEnabled(False)
        self._jobs.ask(
            self,
            lambda desk: desk.campus_people.enlist(learner, preview, lines),
            lambda count: self._took_in(lines, count),
            self._not_taken,
        )

    def _took_in(self, lines: set[int], count: int) -> None:
        self.busy.clear()
        self._taken = tuple(row.person for row in self._preview.rows if row.line in lines)
        self._stage, self._count = _Stage.DONE, count
        self._ask_known()
        self._show()
        self.next.slips.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_taken(self, error: UjuziError) -> None:
        self.busy.clear()
        refuse(self.notice, error)
        self._count_ticks()

    def _ask_known(self) -> None:
        learner = self._learner
        self._jobs.ask(
            self,
            lambda desk: known_people(desk, learner),
            self._offer_next,
            partial(refuse, self.notice),
        )

    def _offer_next(self, known: KnownPeople) -> None:
        self.next.show_people(self._taken, known)
        if known.office is not OfficeState.OPEN and not self.notice.isVisible():
            tell_closed(self.notice, known.office)

    def _say_done(self) -> None:
        self.done.say(
            self.tr("%n person(s) taken in", "", self._count),
            self.tr(
                "They stand on your list now, and the hub hears of them with the next upload. Next,"
                " put them into a cohort, or print slips: with the code on a slip each links a"
                " profile to the list."
            ),
            self.tr("Show everybody"),
        )

    def _lay_out(self) -> None:
        head = WrappedRow((self.back, self._title, self.another, self.sheet, self.encoding))
        self._chips = WrappedRow(list(self.chips.values()))
        self._foot = WrappedRow((self.take,))
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (head, self.notice, self._chips):
            column.addWidget(widget)
        column.addWidget(self._held, STRETCH)
        for under in (self.about, self.busy, self._foot, self.next):
            column.addWidget(under)
