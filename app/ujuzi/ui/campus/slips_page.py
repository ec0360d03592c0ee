"""Codes for people, on slips: made when they are asked for, shown, printed, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.event import LearnerId
from ujuzi.errors import UjuziError
from ujuzi.files import proposed_name
from ujuzi.services.campus.people import Slip
from ujuzi.ui.campus.closed_office import refuse
from ujuzi.ui.campus.receipt_page import write_file
from ujuzi.ui.campus.slip_sheet import SlipSheet
from ujuzi.ui.look.language import NAMES, offered, spoken
from ujuzi.ui.shell.destinations import ToOffice, ToPeople, ToSlips
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.shell.jobs import Jobs, LongJob, Reporter
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.paper_pages import PagesPreview, ask_and_print_drawn, pdf_of_pages
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.shell.steward_code import shown_code
from ujuzi.ui.widgets.busy import Busy
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.drop_down import DropDown
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow

MakeSlips: TypeAlias = Callable[[Jobs, LearnerId, Sequence[str], Reporter], tuple[Slip, ...]]
"""What makes codes beside the desk."""
NO_PAGES = SlipSheet((), "en").pages


def make_beside(
    jobs: Jobs, by: LearnerId, people: Sequence[str], reporter: Reporter
) -> tuple[Slip, ...]:
    """Make a code for each of these people; on a thread of its own."""
    from ujuzi.services.campus.slips import make_slips

    return make_slips(jobs.wait_for, by, people, reporter.report, reporter.cancelled)


class SlipsPage(ScrollPage[ToSlips]):
    """For whom, in which language, and then the sheets with two ways to take them."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        choose: ChooseFile = choose_file_to_write,
        make: MakeSlips = make_beside,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._learner, self._choose, self._make = jobs, learner, choose, make
        self._people: tuple[str, ...] = ()
        self._slips: tuple[Slip, ...] = ()
        self._sheet = SlipSheet((), "en")
        self._job: LongJob | None = None
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToPeople()))
        self._title = Label("display")
        self._text = Label("soft")
        self.language = DropDown()
        self.language.activated.connect(lambda _row: self._draw())
        self.field = LabelledField(self.language)
        self.make = Button("primary")
        self.make.clicked.connect(self._begin)
        self.save, self.print_button = Button("primary"), Button("", "print")
        self.save.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)
        self.notice = PageNotice()
        self.notice.acted.connect(lambda: self.go(ToOffice(after=ToSlips(self._people))))
        self.busy = Busy()
        self.busy.cancelled.connect(self._stop)
        self.empty = EmptyState("print")
        self.empty.acted.connect(lambda: self.go(ToPeople()))
        self.code = shown_code()
        self.preview = PagesPreview()
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        self._buttons = WrappedRow((self.make, self.save, self.print_button))
        for widget in (
            *(self._title, self._text, self.empty, self.field, self._buttons),
            *(self.busy, self.notice, self.code, self.preview),
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, at: ToSlips) -> None:
        """Offer codes for these people; none is made yet."""
        self._forget()
        self._people = at.people
        self.language.choose(spoken())
        self.scroll_to_top()
        self._show()

    def leave(self) -> None:
        """Forget the codes."""
        self._stop()
        self._forget()
        self._show()

    def first_stop(self) -> QWidget:
        if not self._people:
            return self.empty.action
        return self.save if self._slips else self.make

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("People"))
        self._title.setText(self.tr("Slips"))
        self._text.setText(
            self.tr(
                "Each slip holds a code for one person, which works once. It says what to do with"
                " it, and until when. Give it only to the person whose it is. A slip that was made"
                " for her before is worth nothing once the hub has heard of the new one."
            )
        )
        self.field.say(self.tr("Language of the slips"))
        self.save.setText(self.tr("Save as PDF"))
        self.print_button.setText(self.tr("Print"))
        self.code.setAccessibleName(self.tr("Code to write down"))
        self.preview.setAccessibleName(self.tr("The slips as they are printed"))
        self.empty.say(
            self.tr("For whom?"),
            self.tr("Under People, tick who is to be given a slip, and press “Make slips”."),
            self.tr("People"),
        )
        with QSignalBlocker(self.language):
            chosen = self.language.chosen or spoken()
            self.language.clear()
            for each in offered():
                self.language.addItem(NAMES[each], each)
            self.language.choose(chosen)
        self._show()

    # Making them

    def _begin(self) -> None:
        people, learner, make = self._people, self._learner, self._make
        self.notice.clear()
        self.make.setEnabled(False)
        self.busy.say(self.tr("Making codes"))
        self._job = self._jobs.aside(
            self,
            lambda reporter: make(self._jobs, learner, people, reporter),
            partial(self._made, people),
            self._refused,
            self.busy.show_progress,
        )

    def _made(self, people: tuple[str, ...], slips: tuple[Slip, ...]) -> None:
        self._job = None
        self.busy.clear()
        if people != self._people:  # she went away meanwhile: nobody has seen them
            return
        self._slips = slips
        self._draw()
        self._show()
        self.notice.tell(
            lambda: self.tr(
                "These codes are shown only now, and kept nowhere. Print or save them before you"
                " leave this page."
            ),
            "warning",
        )
        self.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, error: UjuziError) -> None:
        self._job = None
        self.busy.clear()
        self._show()
        refuse(self.notice, error)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _forget(self) -> None:
        self._people = ()
        self._slips = ()
        self.notice.clear()
        self.busy.clear()
        self._draw()

    # What is shown, and taken

    def _draw(self) -> None:
        self._sheet = SlipSheet(self._slips, self.language.chosen)
        self.preview.show_pages(self._sheet.pages)

    def _show(self) -> None:
        made, asked = bool(self._slips), bool(self._people)
        self.empty.setVisible(not asked)
        self.field.setVisible(asked)
        self._buttons.setVisible(asked)
        self._text.setVisible(asked)
        self.make.setText(
            self.tr("Make {count} codes").format(count=QLocale().toString(len(self._people)))
        )
        self.make.setVisible(not made)
        self.make.setEnabled(self.busy.isHidden())
        for widget in (self.save, self.print_button, self.preview):
            widget.setVisible(made)
        self.code.setVisible(len(self._slips) == 1)
        self.code.setText(self._slips[0].code if len(self._slips) == 1 else "")

    def _save(self) -> None:
        target = self._choose(self, self.save.text(), proposed_name(self._title.text(), "pdf"))
        if target is None:
            return
        slips, language, title = self._slips, self.language.chosen, self._title.text()

        def write(reporter: Reporter) -> None:
            write_file(
                target, pdf_of_pages(SlipSheet(slips, language).pages, title, reporter.report)
            )

        self._jobs.aside(
            self,
            write,
            lambda _: self.notice.tell(partial(self._saved_words, target), "done"),
            self.notice.refuse,
        )

    def _saved_words(self, target: Path) -> str:
        return self.tr(
            "Saved as {path}. Whoever opens it reads the codes: delete it once it is printed."
        ).format(path=target)

    def _print(self) -> None:
        ask_and_print_drawn(self, self._sheet.pages, self._title.text())
