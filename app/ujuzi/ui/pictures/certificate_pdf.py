"""A certificate as a PDF of one A4 page, with the credential attached, so that it checks itself.

Many as one PDF, a page each, are to be printed and handed out.

The text of its QR code is attached too, for the page that checks certificates in a browser.

No level of PDF/A is claimed: A-1b forbids attachments, and Qt writes no A-3. Qt writes no tags
either: the accessible form of a certificate is its page in the windows, and the credential.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from ujuzi.services.assess.certificates import HeldCertificate
from ujuzi.ui.pictures.certificate_sheet import draw

RESOLUTION = 600
ATTACHMENT = "credential.json"
CODE = "code.txt"


def certificate_pdf(held: HeldCertificate) -> bytes:
    """Return the certificate as a PDF."""
    content = QByteArray()
    writer = _writer(content, f"{held.certificate.achievement.name}: {held.certificate.name}")
    writer.addFileAttachment(ATTACHMENT, QByteArray(held.credential), "application/json")
    writer.addFileAttachment(CODE, QByteArray(held.stub.encode()), "text/plain")
    painter = QPainter(writer)
    draw(painter, QRectF(0, 0, writer.width(), writer.height()), held)
    painter.end()
    return bytes(content.data())


def certificates_pdf(
    held: Sequence[HeldCertificate], title: str, drawn: Callable[[int, int], object]
) -> bytes:
    """Return certificates, one or more, as one PDF; `drawn` is told after each how many of all are.

    Nothing is attached: paper checks itself by its code.
    """
    content = QByteArray()
    writer = _writer(content, title)
    painter = QPainter(writer)
    for number, each in enumerate(held):
        if number:
            writer.newPage()
        draw(painter, QRectF(0, 0, writer.width(), writer.height()), each)
        drawn(number + 1, len(held))
    painter.end()
    return bytes(content.data())


def _writer(content: QByteArray, title: str) -> QPdfWriter:
    """Return what writes sheets into `content`."""
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    buffer.setParent(writer)
    writer.setTitle(title)
    writer.setCreator("Ujuzi")
    writer.setResolution(RESOLUTION)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF()
        )
    )
    return writer
