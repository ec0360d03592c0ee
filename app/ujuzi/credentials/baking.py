"""A credential baked into a badge's picture as Open Badges 3.0 says, and taken out again.

In an SVG it is an element in the namespace of Open Badges, in a PNG an uncompressed text chunk.
Both may come from anyone: sizes are bounded, entities and document types refused, and of a PNG
only the frames of its chunks are looked at. The picture itself is not judged here.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from ujuzi.errors import Code, RefusedError

MAX_BYTES = 8_000_000
"""Of a baked picture."""
MAX_CREDENTIAL_BYTES = 256_000

PNG = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
SVG_START = re.compile(rb"""<svg(?=[\s>])((?:[^>"']|"[^"]*"|'[^']*')*)>""")


def bake_svg(picture: bytes, credential: str) -> bytes:
    """Return an SVG with a credential in it; raises RefusedError `not-a-picture`."""
    start = SVG_START.search(picture)
    if start is None or start[1].endswith(b"/"):
        raise _not_a_picture()
    # In JSON a > stands only in strings, and CDATA ends with ]]>.
    plain = credential.replace(">", "\\u003e").encode()
    namespace = f' xmlns:openbadges="{NAMESPACE}"'.encode()
    return b"".join(
        (
            picture[: start.start()], b"<svg", namespace, start[1], b">",
            b"<openbadges:credential><![CDATA[", plain, b"]]></openbadges:credential>",
            picture[start.end() :],
        )
    )  # fmt: skip


def bake_png(picture: bytes, credential: str) -> bytes:
    """Return a PNG with a credential in it; raises RefusedError `not-a-picture`."""
    whole = [(kind, data) for kind, data in _chunks(picture) if not _is_credential(kind, data)]
    text = KEYWORD + b"\0" + b"\0\0" + b"\0" + b"\0" + credential.encode()  # nothing compressed
    chunks = [*whole[:1], (b"iTXt", text), *whole[1:]]
    return PNG + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def unbake(picture: bytes) -> bytes | None:
    """Return the credential in an SVG or a PNG, or None where it is a picture without one.

    Raises RefusedError `not-a-picture` where it is neither, or hostile.
    """
    if len(picture) > MAX_BYTES:
        raise _not_a_picture()
    found = _from_png(picture) if picture.startswith(PNG) else _from_svg(picture)
    if found is not None and len(found) > MAX_CREDENTIAL_BYTES:
        raise _not_a_picture()
    return found


def _from_png(picture: bytes) -> bytes | None:
    for kind, data in _chunks(picture):
        if _is_credential(kind, data):
            return _text(data[len(KEYWORD) + 1 :])
    return None


def _text(fields: bytes) -> bytes:
    """Return the text of an iTXt chunk: after two flags, a language and a translated keyword."""
    parts = fields[2:].split(b"\0", 2)
    if fields[:1] != b"\0" or len(parts) < 3:
        raise _not_a_picture()  # compressed, which the specification forbids, or cut short
    return parts[2]


def _from_svg(picture: bytes) -> bytes | None:
    from xml.sax import SAXException

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # no stubs
    from defusedxml.sax import parseString  # type: ignore[import-untyped]  # no stubs

    finder = _Finder()
    try:
        parseString(picture, finder, forbid_dtd=True)
    except (SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise _not_a_picture() from error
    return "".join(finder.texts).strip().encode() if finder.found else None


class _Finder(ContentHandler):
    """Keeps the text of the first credential in an SVG, and nothing else of it."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.found = False
        self._depth = 0
        self._inside = False

    def startElement(self, name: str, _attributes: AttributesImpl) -> None:
        if self._depth == 0 and name.rpartition(":")[2] != "svg":
            raise ValueError("this is another document")
        self._depth += 1
        if not self.found and name.endswith(":credential"):
            self.found = self._inside = True

    def endElement(self, name: str) -> None:
        self._depth -= 1
        self._inside = self._inside and not name.endswith(":credential")

    def characters(self, content: str) -> None:
        if self._inside:
            self.texts.append(content)


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the data of each chunk of a PNG that is whole."""
    place = len(PNG)
    kind = b""
    while picture.startswith(PNG) and place + 12 <= len(picture):
        length, kind = struct.unpack_from(">I4s", picture, place)
        data = picture[place + 8 : place + 8 + length]
        checksum = picture[place + 8 + length : place + 12 + length]
        if checksum != struct.pack(">I", zlib.crc32(kind + data)):
            raise _not_a_picture()
        yield kind, data
        place += 12 + length
        if kind == b"IEND":
            return
    raise _not_a_picture()


def _is_credential(kind: bytes, data: bytes) -> bool:
    return kind == b"iTXt" and data.startswith(KEYWORD + b"\0")


def _not_a_picture() -> RefusedError:
    return RefusedError(Code.NOT_A_PICTURE, "This is no whole SVG or PNG picture.")
