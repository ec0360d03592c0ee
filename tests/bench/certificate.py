"""`certificate`: a certificate as PDF, in milliseconds, once Qt is there.

The floor is Qt's own writer with one line of text on the same page, by turns.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from bench.figure import Figure, milliseconds

RUNS = 15


def certificate() -> Iterator[Figure]:
    """Yield the milliseconds of a whole sheet with its credential attached."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QPainter, QPdfWriter
    from PySide6.QtWidgets import QApplication

    from helpers.certificate_fakes import HELD
    from ujuzi.ui.look import fonts
    from ujuzi.ui.pictures.certificate_pdf import certificate_pdf

    app = QApplication.instance() or QApplication([])
    fonts.register()

    def bare() -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        painter = QPainter(writer)
        painter.setFont(fonts.font(100))
        painter.drawText(100, 1000, HELD.certificate.name)
        painter.end()

    ours, floor = [], []
    for _ in range(RUNS):
        ours.append(milliseconds(lambda: certificate_pdf(HELD)))
        floor.append(milliseconds(bare))
    yield Figure("certificate", statistics.median(ours[1:]), "ms", statistics.median(floor[1:]))
    yield Figure("certificate-bytes", len(certificate_pdf(HELD)), "bytes")
    del app


FIGURES = {"certificate": certificate, "certificate-bytes": certificate}
