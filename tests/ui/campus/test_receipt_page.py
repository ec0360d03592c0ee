"""The receipt: the sentences of the screen on paper, and a code that says the same numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import FRIDAY, FakeCampusComputers, campus_desk, lab
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, is_blank, nameless
from helpers.page_fakes import ADA
from ujuzi.services.campus.computers import CommonEntries
from ujuzi.ui.campus.arrival_words import arrival_sentence
from ujuzi.ui.campus.receipt import (
    MOST_CODE_BYTES,
    CollectionReceipt,
    code_text,
    receipt_document,
)
from ujuzi.ui.campus.receipt_page import ReceiptPage
from ujuzi.ui.shell.destinations import ToCollectionReceipt

FORTY = CollectionReceipt("campus-1", ADA.name, FRIDAY, tuple(lab(40)))


def words_of(pdf: Path) -> str:
    document = QPdfDocument()
    document.load(str(pdf))
    return " ".join(
        " ".join(document.getAllText(page).text() for page in range(document.pageCount())).split()
    )


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> ReceiptPage:
    jobs = InlineJobs(campus_desk(campus_computers=FakeCampusComputers(lab(40))))
    made = ReceiptPage(jobs, ADA.learner, lambda *_: tmp_path / "receipt.pdf")
    qtbot.addWidget(made)
    made.resize(824, 600)
    made.show()
    made.show_at(ToCollectionReceipt())
    return made


def test_every_computer_has_its_sentence_on_paper_and_the_sums_are_those_of_the_rows() -> None:
    text = " ".join(receipt_document(FORTY).toPlainText().split())
    for row in FORTY.rows:
        assert arrival_sentence(row.arrival, row.name) in text
    assert (FORTY.recorded, FORTY.landed) == (38 * 150, 31 * 150 + 7 * 100)
    assert (FORTY.held, FORTY.only_there) == (7 * 30, 7 * 20)
    assert FORTY.recorded == FORTY.landed + FORTY.held + FORTY.only_there
    assert FORTY.missing == ("Lab 2, by the window", "Library")


def test_what_copies_have_in_common_is_added_once_and_that_is_said() -> None:
    about = "What copies of one disk have in common is counted once in these sums."
    copy = replace(FORTY.rows[0], name="Copy", common=CommonEntries(90, 80, 6, 4))
    with_copy = replace(FORTY, rows=(*FORTY.rows, copy))

    assert with_copy.recorded - FORTY.recorded == copy.arrival.recorded - 90
    assert with_copy.landed - FORTY.landed == copy.arrival.landed - 80
    assert with_copy.held - FORTY.held == copy.arrival.held_entries - 6
    assert with_copy.only_there - FORTY.only_there == copy.arrival.only_there - 4
    assert about in receipt_document(with_copy).toPlainText()
    assert about not in receipt_document(FORTY).toPlainText()


def test_the_code_is_read_by_a_phone_and_has_a_line_a_computer(
    page: ReceiptPage, tmp_path: Path
) -> None:
    import zxingcpp

    page.save.click()
    document = QPdfDocument()
    document.load(str(tmp_path / "receipt.pdf"))
    last = document.pageCount() - 1
    size = document.pagePointSize(last).toSize() * 4
    image = document.render(last, size).convertToFormat(QImage.Format.Format_Grayscale8)
    white = QImage(image.size(), QImage.Format.Format_Grayscale8)
    white.fill(255)
    assert image.size() == QSize(size)
    buffer = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
    (found,) = zxingcpp.read_barcodes(buffer)

    assert page._receipt is not None
    assert found.text == code_text(page._receipt)
    lines = found.text.splitlines()
    assert lines[0].startswith("Ujuzi receipt")
    assert lines[1] == f"= {38 * 150}/{31 * 150 + 7 * 100}/{7 * 30}/{7 * 20}"
    assert lines[2] == "PC-01 150/150/0/0"
    assert lines[6] == "PC-05 150/100/30/20"
    assert len(lines) == 2 + 40


def test_where_there_is_no_room_for_all_the_code_has_the_sums(page: ReceiptPage) -> None:
    many = CollectionReceipt("campus-1", ADA.name, FRIDAY, tuple(lab(128)))
    assert len(code_text(many).encode()) <= MOST_CODE_BYTES
    assert len(code_text(many).splitlines()) == 2


def test_it_is_saved_as_a_pdf_with_the_same_words(page: ReceiptPage, tmp_path: Path) -> None:
    page.save.click()
    assert page._receipt is not None
    said = words_of(tmp_path / "receipt.pdf")
    for row in page._receipt.rows:
        assert arrival_sentence(row.arrival, row.name) in said
    assert "Saved as" in page.notice.text.text()


def test_what_cannot_be_written_is_said(page: ReceiptPage, tmp_path: Path) -> None:
    page._choose = lambda *_: tmp_path / "gone" / "receipt.pdf"
    page.save.click()
    assert "could not be written" in page.notice.text.text()


def test_it_is_shown_page_by_page_and_has_a_name(page: ReceiptPage, qtbot: QtBot) -> None:
    assert page.preview.pages >= 2
    assert page.preview.accessibleName()
    assert not is_blank(page.preview)
    assert nameless(page) == []
    qtbot.waitUntil(lambda: clipped(page) == [])


def test_a_campus_of_nobody_has_no_receipt_and_says_what_to_do(qtbot: QtBot) -> None:
    page = ReceiptPage(InlineJobs(campus_desk()), ADA.learner)
    qtbot.addWidget(page)
    page.show()
    page.show_at(ToCollectionReceipt())
    assert page.empty.isVisible()
    assert not page.save.isEnabled()
    assert not page.preview.isVisible()
