"""The card to hang up says where, what to do, and whom to ask, on one page in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, QSizeF
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from helpers.page_fakes import MONDAY
from ujuzi.ui.campus.point_paper import CODE_SIDE, PointPaper, point_document
from ujuzi.ui.look import fonts
from ujuzi.ui.shell.paper_pages import A4

CARD = PointPaper("Koudougou", "Awa Traoré", ("192.168.1.20",), MONDAY)


def words(card: PointPaper) -> str:
    return point_document(card).toPlainText()


def test_it_says_the_campus_the_address_what_to_do_and_whom_to_ask() -> None:
    said = words(CARD)
    assert said.startswith("Collection point of Koudougou")
    for each in ("192.168.1.20", "“Sync”", "“Bring to the collection point”", "Awa Traoré"):
        assert each in said
    assert "“Write to a folder”" in said
    assert [word for word in ("submitted", "uploaded") if word in said] == []


def test_it_fits_on_one_page_and_stays_legible_at_half_its_size() -> None:
    long = "Université Norbert Zongo de Koudougou, unité de formation en sciences humaines"
    for card in (
        CARD,
        replace(CARD, campus=long, addresses=("10.0.0.5:9000", "192.168.1.20:9000")),
    ):
        document = point_document(card)
        assert document.pageCount() == 1
        assert document.pageSize() == QSizeF(A4)
        assert document.defaultFont().pointSizeF() / 2**0.5 > 9
        # Its code, at A5: 25 modules and their margin on more than three centimetres.
        assert CODE_SIDE / 96 * 2.54 / 2**0.5 > 3


@pytest.fixture(params=["this computer's", "the windows'"])
def _type(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    before = qapp.font()
    if request.param == "the windows'":
        fonts.register()
        qapp.setFont(fonts.font(16))
    yield
    qapp.setFont(before)


@pytest.mark.usefixtures("_type")
def test_long_names_make_the_type_smaller_and_no_second_page() -> None:
    long = "Université des sciences, des techniques et des technologies de " * 6
    document = point_document(replace(CARD, campus=long, addresses=("10.0.0.5:9000",) * 4))
    assert document.pageCount() == 1
    assert document.defaultFont().pointSizeF() < point_document(CARD).defaultFont().pointSizeF()
    assert "Awa Traoré" in document.toPlainText()


def test_names_are_words_and_not_markup() -> None:
    said = words(replace(CARD, campus="<b>A & B</b>", coordinator="<img src='x'>"))
    assert "Collection point of <b>A & B</b>" in said
    assert "<img src='x'>" in said


def test_what_is_not_known_is_said_in_general() -> None:
    said = words(PointPaper("", "", (), MONDAY))
    assert said.startswith("Collection point of this campus")
    assert "Your campus coordinator" in said
    assert "address in this network" not in said


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_dates_follow_the_windows(language: str) -> None:
    before = QLocale()
    try:
        QLocale.setDefault(QLocale(language))
        assert point_document(CARD).pageCount() == 1
        assert isinstance(point_document(CARD).defaultFont(), QFont)
    finally:
        QLocale.setDefault(before)
