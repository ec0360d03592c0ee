"""The computers of the campus: what has arrived of each, those that were never seen too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from ujuzi.domain.arrival import ArrivalCase
from ujuzi.domain.changes import Changes
from ujuzi.errors import UjuziError
from ujuzi.services.campus.computers import ComputerRow
from ujuzi.ui.campus.arrival_words import arrival_sentence, oddity_words
from ujuzi.ui.look.theme import SPACE
from ujuzi.ui.rows.row import Row
from ujuzi.ui.shell.destinations import ToCampus, ToCampusComputer, ToComputers
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.list_page import ListPage
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.sentences import sentence
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.field import LabelledField
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow


class ComputersPage(ListPage[ToComputers]):
    """A row each; a name can be added of one that is expected."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("computer", parent)
        self._jobs = jobs
        self._rows: tuple[ComputerRow, ...] = ()
        self._only: tuple[str, ...] = ()
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToCampus()))
        self._title = Label("display", wraps=False)
        self._gist = Label("soft")
        self.all = Button("quiet")
        self.all.clicked.connect(lambda: self.go(ToComputers()))
        self.notice = PageNotice()
        self.expect = Button("", "add")
        self.expect.clicked.connect(lambda: self._open_field(wanted=True))
        self.expecting = QWidget()
        self.name = QLineEdit()
        self.field = LabelledField(self.name)
        self.add = Button("primary")
        self.done = Button("quiet")
        self.name.returnPressed.connect(self._expect)
        self.name.textEdited.connect(lambda _text: self.field.accept())
        self.add.clicked.connect(self._expect)
        self.done.clicked.connect(lambda: self._open_field(wanted=False))
        self.list.chosen.connect(lambda key: self.go(ToCampusComputer(key)))
        title = WrappedRow((self._title, self.expect, self.all))
        expecting = QVBoxLayout(self.expecting)
        expecting.setContentsMargins(0, 0, 0, 0)
        expecting.setSpacing(SPACE)
        expecting.addWidget(self.field)
        expecting.addWidget(WrappedRow((self.add, self.done)))
        self.expecting.hide()
        self.empty.acted.connect(lambda: self._open_field(wanted=True))
        self.head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        self.head.addWidget(title)
        self.head.addWidget(self._gist)
        self.head.addWidget(self.expecting)
        self.head.addWidget(self.notice)
        QWidget.setTabOrder(self.notice.dismiss, self.list)
        self.retranslate()

    def show_at(self, at: ToComputers) -> None:
        """Show all of them, or those that are asked about."""
        self._only = at.only
        self._open_field(wanted=False)
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & (Changes.SYNC | Changes.DOCUMENTS):
            self._ask()

    def first_stop(self) -> QWidget:
        return self.list if self._rows else self.empty.action

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("This week"))
        self._title.setText(self.tr("Computers"))
        self.all.setText(self.tr("Show all"))
        self.field.say(
            self.tr("A computer that you expect"),
            self.tr("As people call it: Lab 2, by the window. It stands here until it was seen."),
        )
        self.expect.setText(self.tr("Expect a computer"))
        self.add.setText(self.tr("Add"))
        self.done.setText(self.tr("Done"))
        self.list.setAccessibleName(self.tr("Computers of the campus"))
        self.empty.say(
            self.tr("No computers yet"),
            self.tr(
                "Type the name of each computer that you expect. Those that are registered come by"
                " themselves when you collect and send."
            ),
            self.tr("Expect a computer"),
        )
        self._show()

    def _ask(self) -> None:
        self._jobs.ask(
            self, lambda desk: desk.campus_computers.rows(), self._keep, self.notice.refuse
        )

    def _keep(self, rows: tuple[ComputerRow, ...]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        shown = [row for row in self._rows if not self._only or row.key in self._only]
        self.all.setVisible(bool(self._only))
        never = [row for row in shown if row.arrival.case is ArrivalCase.NEVER]
        seen = [row for row in shown if row not in never]
        rows = [self._row(each) for each in seen]
        if never:
            rows.append(Row(self.tr("Expected, and never seen")))
            rows += [self._row(each) for each in never]
        self.list.set_rows(rows)
        self.show_list(filled=bool(shown))
        whole = sum(1 for row in self._rows if row.arrival.case is ArrivalCase.LANDED)
        number = self.locale().toString
        self._gist.setText(
            self.tr(
                "All that they had at their last visit has arrived: {whole} of {all} computers."
            ).format(whole=number(whole), all=number(len(self._rows)))
        )
        self._gist.setVisible(bool(self._rows))
        self.expect.setVisible(bool(self._rows))

    def _row(self, row: ComputerRow) -> Row:
        said = arrival_sentence(row.arrival, row.name)
        odd = " ".join(oddity_words(note) for note in row.oddities)
        return Row(
            row.name,
            key=row.key,
            detail=odd,
            pieces=((said, False),),
            icon="warning" if row.oddities else "computer",
            trailing=self.tr("this computer") if row.is_own else "",
            spoken=" ".join(filter(None, (f"{row.name}.", said, odd))),
        )

    def _open_field(self, *, wanted: bool) -> None:
        """Ask for names of computers that are expected, or ask no longer."""
        self.field.accept()
        self.name.clear()
        self.expecting.setVisible(wanted)
        if wanted:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.isVisible():
            self.first_stop().setFocus(Qt.FocusReason.OtherFocusReason)

    def _expect(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.field.refuse(self.tr("Type the name of a computer."))
            return
        self._jobs.ask(
            self, lambda desk: desk.campus_computers.expect(name), self._expected, self._refused
        )

    def _expected(self, _none: None) -> None:
        self.field.accept()
        self.name.clear()
        self._only = ()
        self._ask()

    def _refused(self, error: UjuziError) -> None:
        self.field.refuse(sentence(error))
