"""The collection receipt as it is printed; saved as a PDF, or on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import time_ns

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, WorldError
from ujuzi.files import proposed_name, write_whole
from ujuzi.services.desk import Desk
from ujuzi.ui.campus.receipt import CollectionReceipt, receipt_document
from ujuzi.ui.shell.destinations import ToCampus, ToCollectionReceipt, ToComputers
from ujuzi.ui.shell.dialogs import ChooseFile, choose_file_to_write
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.paper_pages import PagesPreview, ask_and_print_pages, pdf_of
from ujuzi.ui.shell.scroll_page import ScrollPage
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.empty_state import EmptyState
from ujuzi.ui.widgets.label import Label
from ujuzi.ui.widgets.wrapped_row import WrappedRow


class ReceiptPage(ScrollPage[ToCollectionReceipt]):
    """A sheet, and two ways to take it."""

    def __init__(
        self,
        jobs: Jobs,
        learner: LearnerId,
        choose: ChooseFile = choose_file_to_write,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._learner = learner
        self._choose = choose
        self._receipt: CollectionReceipt | None = None
        self.back = Button("quiet", "back")
        self.back.clicked.connect(lambda: self.go(ToCampus()))
        self._title = Label("display")
        self._text = Label("soft")
        self.save = Button("primary")
        self.save.clicked.connect(self._save)
        self.print_button = Button("", "print")
        self.print_button.clicked.connect(self._print)
        self.notice = PageNotice()
        self.empty = EmptyState("print")
        self.empty.acted.connect(lambda: self.go(ToComputers()))
        self.preview = PagesPreview()
        self.column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addWidget(self._title)
        self.column.addWidget(self._text)
        self.column.addWidget(WrappedRow((self.save, self.print_button)))
        for widget in (self.notice, self.empty, self.preview):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.retranslate()

    def show_at(self, _at: ToCollectionReceipt) -> None:
        """Show what is known now."""
        self.notice.clear()
        self.scroll_to_top()
        self._ask()

    def changed(self, changes: Changes) -> None:
        if changes & Changes.SYNC:
            self._ask()

    def first_stop(self) -> QWidget:
        return self.save if self.save.isEnabled() else self.back

    def way_back(self) -> QAbstractButton:
        return self.back

    def retranslate(self) -> None:
        self.back.setText(self.tr("This week"))
        self._title.setText(self.tr("Collection receipt"))
        self._text.setText(
            self.tr(
                "What is known of each computer now, to keep or to hang up. The hub's own word"
                " stands behind “arrived”, and nothing else does."
            )
        )
        self.save.setText(self.tr("Save as PDF"))
        self.print_button.setText(self.tr("Print"))
        self.preview.setAccessibleName(self.tr("The receipt as it is printed"))
        self.empty.say(
            self.tr("Nothing to write down yet"),
            self.tr("No computer is known here, and none is expected."),
            self.tr("Computers"),
        )
        self._show()

    def _ask(self) -> None:
        learner = self._learner
        self._jobs.ask(self, lambda desk: _receipt(desk, learner), self._keep, self.notice.refuse)

    def _keep(self, receipt: CollectionReceipt) -> None:
        self._receipt = receipt
        self._show()

    def _show(self) -> None:
        receipt = self._receipt
        filled = receipt is not None and bool(receipt.rows)
        self.save.setEnabled(filled)
        self.print_button.setEnabled(filled)
        self.preview.setVisible(filled)
        self.empty.setVisible(receipt is not None and not filled)
        if receipt is not None and filled:
            self.preview.show_document(receipt_document(receipt))

    def _save(self) -> None:
        receipt = self._receipt
        if receipt is None:
            return
        target = self._choose(self, self.save.text(), proposed_name(self._title.text(), "pdf"))
        if target is None:
            return
        content = pdf_of(receipt_document(receipt), self._title.text())
        self._jobs.aside(
            self,
            lambda _reporter: write_file(target, content),
            lambda _: self.notice.tell(partial(self._saved_words, target), "done"),
            self.notice.refuse,
        )

    def _saved_words(self, target: Path) -> str:
        return self.tr("Saved as {path}").format(path=target)

    def _print(self) -> None:
        if self._receipt is not None:
            ask_and_print_pages(self, receipt_document(self._receipt), self._title.text())


def _receipt(desk: Desk, learner: LearnerId) -> CollectionReceipt:
    """Return what is known now. Runs on the worker."""
    return CollectionReceipt(
        campus=desk.collection.standing().campus,
        coordinator=desk.people.person(learner).name,
        made_at=time_ns() // 1_000_000,
        rows=desk.campus_computers.rows(),
    )


def write_file(target: Path, content: bytes) -> None:
    """Put a file in its place, whole or not at all; raises WorldError `export-failed`."""
    try:
        write_whole(target, content)
    except OSError as error:
        raise WorldError(
            Code.EXPORT_FAILED,
            f"{target} could not be written: {error.strerror}.",
            path=str(target),
        ) from error
