"""The button that takes what is shown along: as a workbook, a plain table or a document."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from ujuzi.ui.campus.report_making import FORMATS
from ujuzi.ui.widgets.buttons import Button
from ujuzi.ui.widgets.retranslated import Retranslated


class ReportSaveButton(Retranslated, Button):
    """A menu of files; `certificates` is offered where the rows are people."""

    rows_wished = Signal(str)
    """In which format."""
    certificates_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        menu = QMenu(self)
        self.formats = {each: menu.addAction("") for each in FORMATS}
        for ending, action in self.formats.items():
            action.triggered.connect(partial(self.rows_wished.emit, ending))
        menu.addSeparator()
        self.certificates = menu.addAction("")
        self.certificates.triggered.connect(self.certificates_wished)
        self.setMenu(menu)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self.tr("Save as"))
        self.formats["xlsx"].setText(self.tr("A workbook for a spreadsheet (XLSX)"))
        self.formats["csv"].setText(self.tr("A plain table (CSV)"))
        self.formats["pdf"].setText(self.tr("A document to print (PDF)"))
        self.certificates.setText(self.tr("The certificates of these people, to print (PDF)"))
