"""A handout is read page by page, and can be saved even where it cannot be shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QPageSize, QPdfWriter, QTextDocument
from pytestqt.qtbot import QtBot

from ujuzi.services.study.course_views import HandoutView
from ujuzi.ui.read.handout_pane import FITTED_MOST, HandoutPane


@pytest.fixture
def pdf(tmp_path: Path, qtbot: QtBot) -> Path:
    """Return a PDF of several small pages."""
    file = tmp_path / "sheet.pdf"
    document = QTextDocument()
    document.setDefaultFont(QFont("Noto Sans", 10))  # in points: the window's is in pixels
    document.setPlainText("One question that I want to answer this term.\n" * 200)
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A6))
    document.print_(writer)
    return file


@pytest.fixture
def pane(qtbot: QtBot) -> HandoutPane:
    pane = HandoutPane()
    qtbot.addWidget(pane)
    pane.retranslate()
    pane.resize(900, 500)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


def test_pages_are_turned_and_the_place_is_kept(pane: HandoutPane, pdf: Path) -> None:
    pane.show_handout(HandoutView("Sheet", pdf))
    assert not pane.previous.isEnabled()
    pane.next.click()
    assert pane.previous.isEnabled()
    place = pane.place()
    assert 0 < place < 1
    pane.go_to(1.0)
    assert not pane.next.isEnabled()
    pane.go_to(place)
    assert pane.place() == pytest.approx(place)


def test_a_small_page_is_not_blown_up_to_the_width(pane: HandoutPane, pdf: Path) -> None:
    pane.show_handout(HandoutView("Sheet", pdf))
    assert pane._factor() == pytest.approx(FITTED_MOST)
    pane.larger.click()
    assert pane._factor() > FITTED_MOST
    pane.fit.click()
    assert pane._factor() == pytest.approx(FITTED_MOST)


@pytest.mark.parametrize("content", [None, b"", b"not a pdf"])
def test_a_file_that_cannot_be_shown_can_still_be_saved(
    pane: HandoutPane, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "broken.pdf"
    if content is not None:
        file.write_bytes(content)
    pane.show_handout(HandoutView("Sheet", file))
    assert pane.sorry.isVisible()
    assert pane.save.isVisible()
    assert pane.place() == 0.0
