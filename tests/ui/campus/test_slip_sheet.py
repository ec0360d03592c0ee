"""Each slip is whole within its cutting lines, in its language, with its own code."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from helpers.people_fakes import AWA, SEVERAL, slip
from ujuzi.services.campus.people import SlipKind
from ujuzi.ui.campus.slip_sheet import COLUMNS, ROWS, SlipSheet
from ujuzi.ui.look import fonts
from ujuzi.ui.shell.paper_pages import A4, pdf_of_pages

ON_A_SHEET = COLUMNS * ROWS
SIGN_IN, LINK = slip(AWA), slip(SEVERAL[1])


@pytest.fixture(autouse=True)
def _fonts_are_there() -> None:
    fonts.register()


def test_a_slip_says_whose_it_is_what_to_do_and_until_when() -> None:
    sheet = SlipSheet((SIGN_IN, LINK), "en")
    for number, each in enumerate((SIGN_IN, LINK)):
        said = sheet.words_of(number)
        for piece in (each.name, each.person, each.campus, each.code, "Good once, until"):
            assert piece in said
        assert [line[:2] for line in said.splitlines() if line[1:2] == "."] == ["1.", "2.", "3."]
    assert "I have studied on another computer" in sheet.words_of(0)
    assert "Your institution's list" in sheet.words_of(1)


@pytest.mark.parametrize(("count", "sheets"), [(0, 0), (1, 1), (8, 1), (9, 2), (320, 40)])
def test_eight_lie_on_a_sheet(count: int, sheets: int) -> None:
    assert SlipSheet((LINK,) * count, "en").pages.count == sheets


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@settings(max_examples=30, deadline=None)
@given(name=st.text(max_size=120), kind=st.sampled_from(SlipKind))
def test_whatever_the_name_all_of_it_is_seen(language: str, name: str, kind: SlipKind) -> None:
    sheet = SlipSheet((replace(LINK, name=name, kind=kind),), language)
    assert sheet._document(0).size().height() <= sheet._box(0).height()
    assert LINK.code in sheet.words_of(0)


@pytest.mark.parametrize(("language", "first"), [("en", 0), ("ar", 1)])
def test_the_first_lies_where_one_begins_to_read(language: str, first: int) -> None:
    image = QImage(A4.toSize(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    SlipSheet((LINK,), language).draw(painter, QRectF(image.rect()), 0)
    painter.end()
    half = image.width() // 2

    def is_written(side: int) -> bool:
        within = image.copy(side * half + 40, 40, half - 80, 180)
        places = ((x, y) for x in range(within.width()) for y in range(within.height()))
        return len({within.pixel(*place) for place in places}) > 1

    assert [is_written(0), is_written(1)] == [first == 0, first == 1]


def test_every_code_is_in_the_pdf_once_and_progress_is_told() -> None:
    slips = [replace(LINK, person=f"T-{n:03}", code=f"AAAA-BBBB-{n:04}") for n in range(20)]
    told: list[tuple[int, int]] = []
    made = pdf_of_pages(SlipSheet(slips, "en").pages, "Slips", lambda *done: told.append(done))
    document = QPdfDocument()
    from PySide6.QtCore import QBuffer

    buffer = QBuffer()
    buffer.setData(made)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    text = " ".join(document.getAllText(at).text() for at in range(document.pageCount()))
    document.close()
    assert document.pageCount() == 0
    assert all(text.count(each.code) == 1 for each in slips)
    assert told == [(1, 3), (2, 3), (3, 3)]
