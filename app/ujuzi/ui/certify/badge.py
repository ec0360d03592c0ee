"""A badge: a picture with the credential baked in (Open Badges 3.0), to put on a page or a profile.

The seal is drawn, as a certificate's is; beside it stands what was earned. Names are in the
credential, not in the picture.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTextOption
from PySide6.QtSvg import QSvgGenerator

from ujuzi.services.assess.certificates import HeldCertificate, bake
from ujuzi.ui.look.fonts import font
from ujuzi.ui.look.theme import LIGHT
from ujuzi.ui.pictures.certificate_sheet import draw_seal

SIDE = 600


def badge_svg(held: HeldCertificate) -> bytes:
    """Return the badge as an SVG."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(QSize(SIDE, SIDE))
    generator.setViewBox(QRectF(0, 0, SIDE, SIDE))
    generator.setTitle(held.certificate.achievement.name)
    _draw(generator, held)
    buffer.close()
    return bake(bytes(content.data()), held)


def badge_png(held: HeldCertificate) -> bytes:
    """Return the badge as a PNG."""
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    _draw(image, held)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
    buffer.close()
    return bake(bytes(content.data()), held)


def _draw(device: QSvgGenerator | QImage, held: HeldCertificate) -> None:
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.raised))
    painter.drawRoundedRect(QRectF(4, 4, SIDE - 8, SIDE - 8), 40, 40)
    draw_seal(painter, QRectF(SIDE / 2 - 110, 60, 220, 220))
    middle = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    achievement = held.certificate.achievement
    painter.setPen(QColor(LIGHT.ink))
    painter.setFont(font(34, bold=True))
    painter.drawText(QRectF(50, 310, SIDE - 100, 180), achievement.name, middle)
    painter.setPen(QColor(LIGHT.ink_soft))
    painter.setFont(font(24))
    painter.drawText(QRectF(50, 500, SIDE - 100, 60), achievement.awarding_body, middle)
    painter.end()
