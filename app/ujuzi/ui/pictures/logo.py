"""The logo of an organisation, which lies in the credential itself: its signature binds every byte.

Only such a one is drawn: what an address may show tomorrow is nothing that anybody has signed, and
needs the internet.
"""

from __future__ import annotations

import base64
import binascii

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader

from ujuzi.domain.achievement import PICTURE, PICTURE_STARTS

SIDE_MOST = 2_000
"""Pixels: a few bytes may stand for a picture that fills the memory."""


def logo(address: str) -> QImage:
    """Return the picture that a `data:` address holds; a null one for any other."""
    found = PICTURE.fullmatch(address)
    if found is None:
        return QImage()
    try:
        content = base64.b64decode(found["content"], validate=True)
    except binascii.Error:
        return QImage()
    if not content.startswith(PICTURE_STARTS[found["kind"]]):
        return QImage()
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(found["kind"].encode()))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > SIDE_MOST:
        return QImage()
    return reader.read()
