"""A document on pages: nothing that stands together is cut by the end of a page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from ujuzi.ui.shell.paper_pages import A4, AROUND, draw_page, pdf_of, set_on_pages
from ujuzi.ui.shell.printing import paper


@pytest.mark.parametrize("lines", [1, 7])
def test_a_table_that_a_page_would_cut_begins_on_the_next(lines: int) -> None:
    said = "<br>".join(["Everything that PC-07 had has landed."] * lines)
    html = f"<table><tr><td>{said}</td></tr></table>" * 60
    document = set_on_pages(paper(html, "en"))
    layout = document.documentLayout()
    boxes = [layout.frameBoundingRect(each) for each in document.rootFrame().childFrames()]

    assert len(boxes) == 60
    assert document.pageCount() > 1
    for box in boxes:
        page = box.top() // A4.height()
        assert box.bottom() <= (page + 1) * A4.height() - AROUND + 1


def test_each_page_is_drawn_where_it_is_wanted_and_has_its_number() -> None:
    document = set_on_pages(paper("<p>x</p>" * 120, "en"))
    image = QImage(A4.toSize(), QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_page(painter, QRectF(image.rect()), document, 1)
    painter.end()
    foot = image.copy(0, image.height() - 60, image.width(), 40)
    inks = {foot.pixel(x, y) for x in range(foot.width()) for y in range(foot.height())}
    assert len(inks) > 2
    assert image.pixel(5, 5) == image.pixel(image.width() - 5, 5) != 0
    assert pdf_of(document, "Pages").count(b"/Type /Page\n") == document.pageCount()
