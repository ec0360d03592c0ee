"""The address of a collection point as a QR code, for the screen and for paper."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage, QPainter

from ujuzi.ui.look.theme import LIGHT

MODULE, QUIET_ZONE = 4, 4
"""Pixels of a module of the code; modules of white around it."""


def code_of(address: str) -> QImage:
    """Return an address as a QR code with its quiet zone, dark on light in every theme."""
    import segno

    modules = segno.make_qr(f"https://{address}", error="m").matrix
    side = (len(modules) + 2 * QUIET_ZONE) * MODULE
    picture = QImage(side, side, QImage.Format.Format_RGB32)
    picture.fill(QColor(LIGHT.raised))
    painter = QPainter(picture)
    for row, line in enumerate(modules, QUIET_ZONE):
        for place, dark in enumerate(line, QUIET_ZONE):
            if dark:
                at = (place * MODULE, row * MODULE)
                painter.fillRect(*at, MODULE, MODULE, QColor(LIGHT.ink))
    painter.end()
    return picture
