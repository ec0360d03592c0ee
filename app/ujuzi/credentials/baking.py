"""A credential baked into a badge's picture as Open Badges 3.0 says, and taken out again.

In an SVG it is an element in the namespace of Open Badges, with the credential in it or, where that
is a token, as its attribute `verify`; in a PNG it is an uncompressed text chunk. Both may come from
anyone: sizes are bounded, entities are refused, and of a PNG only the frames of its chunks are
looked at. Where there are two, nobody can say which is meant, and neither is taken. The picture
itself is not judged here.
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
EARLIER_KEYWORD = b"openbadges"
"""Of Open Badges 2 and before."""
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

    Raises RefusedError: `baked-twice` where there are several, `badge-earlier` where it is a badge
    of Open Badges 2 or before, `not-a-picture` where it is neither SVG nor PNG, or hostile.
    """
    if len(picture) > MAX_BYTES:
        raise _not_a_picture()
    found, is_earlier = _from_png(picture) if picture.startswith(PNG) else _from_svg(picture)
    if len(found) > 1:
        raise RefusedError(Code.BAKED_TWICE, "There are several credentials in this picture.")
    if not found:
        if is_earlier:
            raise RefusedError(Code.BADGE_EARLIER, "This is a badge of Open Badges 2 or before.")
        return None
    if len(found[0]) > MAX_CREDENTIAL_BYTES:
        raise _not_a_picture()
    return found[0]


def _from_png(picture: bytes) -> tuple[list[bytes], bool]:
    """Return the credentials in a PNG, and whether there is one of an earlier kind."""
    chunks = list(_chunks(picture))
    found = [_text(data[len(KEYWORD) + 1 :]) for kind, data in chunks if _is_credential(kind, data)]
    is_earlier = any(
        kind in (b"iTXt", b"tEXt") and data.startswith(EARLIER_KEYWORD + b"\0")
        for kind, data in chunks
    )
    return found, is_earlier


def _text(fields: bytes) -> bytes:
    """Return the text of an iTXt chunk: after two flags, a language and a translated keyword."""
    parts = fields[2:].split(b"\0", 2)
    if fields[:1] != b"\0" or len(parts) < 3:
        raise _not_a_picture()  # compressed, which the specification forbids, or cut short
    return parts[2]


def _from_svg(picture: bytes) -> tuple[list[bytes], bool]:
    """Return the credentials in an SVG, and whether there is one of an earlier kind."""
    from xml.sax import SAXException

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]  # no stubs
    from defusedxml.sax import parseString  # type: ignore[import-untyped]  # no stubs

    finder = _Finder()
    try:
        # A document type is taken, and never fetched; entities that it declares are refused.
        parseString(picture, finder, forbid_external=False)
    except (SAXException, DefusedXmlException, ValueError, LookupError) as error:
        raise _not_a_picture() from error
    return [text.encode() for text in finder.found if text], finder.is_earlier


class _Finder(ContentHandler):
    """Keeps the credentials in an SVG, and nothing else of it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.is_earlier = False
        self._texts: list[str] = []
        self._depth = 0
        self._inside = 0

    def startElement(self, name: str, attributes: AttributesImpl) -> None:
        prefix, _, local = name.rpartition(":")
        if self._depth == 0 and local != "svg":
            raise ValueError("this is another document")
        self._depth += 1
        is_ours = bool(prefix) or "/ob/v3p0" in attributes.get("xmlns", "")
        self.is_earlier = self.is_earlier or bool(prefix and local == "assertion")
        if self._inside:
            self._inside += 1
        elif is_ours and local == "credential":
            self._inside = 1
            self.found.append(attributes.get("verify", "").strip())

    def endElement(self, _name: str) -> None:
        self._depth -= 1
        if self._inside:
            self._inside -= 1
            if not self._inside:
                self.found.append("".join(self._texts).strip())
                self._texts.clear()

    def characters(self, content: str) -> None:
        if self._inside:
            self._texts.append(content)


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
