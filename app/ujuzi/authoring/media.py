"""What kinds of file a course may hold, and whether one is what its name says.

Looks at first bytes and, for pictures, at their dimensions; decodes nothing.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ujuzi.packs.lesson.drawing import svg_faults
from ujuzi.packs.limits import SOURCE
from ujuzi.packs.manifest import PackObject

TEXT = "text/markdown"
QUIZ = "application/json"
SVG = "image/svg+xml"
CAPTIONS = "text/vtt"

PACKED_SVG, GZIP = ".svgz", b"\x1f\x8b"
UNPACK = (
    "the drawing is compressed: save it as plain SVG, or unpack it (gunzip), and let its name end"
    " in .svg"
)

HEAD_BYTES = 64_000
"""Enough of a file for `media_faults`: a JPEG may carry a preview before its dimensions."""


@dataclass(frozen=True, slots=True)
class MediaKind:
    """A media type, how its files begin, and whether they shrink when deflated."""

    media_type: str
    begins: tuple[bytes, ...] = ()
    compresses: bool = False

    @property
    def is_picture(self) -> bool:
        """Whether a lesson may show it."""
        return self.media_type.startswith("image/")


KINDS = {
    ".md": MediaKind(TEXT, compresses=True),
    ".json": MediaKind(QUIZ, compresses=True),
    ".svg": MediaKind(SVG, compresses=True),
    ".vtt": MediaKind(CAPTIONS, (b"WEBVTT", b"\xef\xbb\xbfWEBVTT"), compresses=True),
    ".png": MediaKind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": MediaKind("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": MediaKind("image/jpeg", (b"\xff\xd8\xff",)),
    ".gif": MediaKind("image/gif", (b"GIF87a", b"GIF89a")),
    ".webp": MediaKind("image/webp", (b"RIFF",)),
    ".webm": MediaKind("video/webm", (b"\x1a\x45\xdf\xa3",)),
    ".pdf": MediaKind("application/pdf", (b"%PDF-",)),
}
COMPRESSES = frozenset(kind.media_type for kind in KINDS.values() if kind.compresses)


def kind_of(path: str) -> MediaKind | None:
    """Return what a file is by the end of its name; None where no course may hold it."""
    dot = path.rfind(".")
    return KINDS.get(path[dot:].lower()) if dot > path.rfind("/") else None


def object_of(path: str, chunks: Iterable[bytes]) -> PackObject:
    """Return what a manifest says of a file that holds these bytes."""
    kind = kind_of(path)
    digest = hashlib.sha256()
    size = 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return PackObject(
        path=path,
        size=size,
        sha256=digest.hexdigest(),
        media_type=kind.media_type if kind else "application/octet-stream",
    )


def media_faults(path: str, head: bytes, size: int) -> Iterator[tuple[int, str]]:
    """Yield line and sentence of what is wrong with a file that begins with `head`.

    An SVG is given whole.
    """
    kind = kind_of(path)
    if path.lower().endswith(PACKED_SVG) or (
        kind is not None and kind.media_type == SVG and head.startswith(GZIP)
    ):
        yield 1, UNPACK
    elif kind is None:
        yield 1, f"a course holds no such files; expected {', '.join(KINDS)}"
    elif kind.begins and not head.startswith(kind.begins):
        yield 1, f"this is not what its name says: expected {kind.media_type}"
    elif kind.media_type == SVG:
        if size > SOURCE.svg_bytes:
            yield 1, f"the drawing has {size} bytes, at most {SOURCE.svg_bytes} are expected"
        else:
            yield from svg_faults(head)
    elif kind.is_picture:
        if size > SOURCE.image_bytes:
            yield 1, f"the picture has {size} bytes, at most {SOURCE.image_bytes} are expected"
        width, height = picture_size(head) or (0, 0)
        if width * height == 0:
            yield 1, f"this is not what its name says: expected {kind.media_type}"
        elif width * height > SOURCE.image_pixels:
            most = SOURCE.image_pixels // 1_000_000
            yield 1, f"the picture is {width} x {height}: at most {most} million pixels are shown"


def picture_size(head: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels of a PNG, JPEG, GIF or WebP, None where unreadable."""
    try:
        if head.startswith(b"\x89PNG"):
            return struct.unpack_from(">II", head, 16)
        if head.startswith(b"GIF8"):
            return struct.unpack_from("<HH", head, 6)
        if head.startswith(b"\xff\xd8"):
            return _jpeg_size(head)
        if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
            return _webp_size(head)
    except (struct.error, IndexError):
        return None
    return None


def _jpeg_size(head: bytes) -> tuple[int, int] | None:
    """Walk the segments to the frame header (ITU T.81, B.2.2)."""
    at = 2
    while head[at] == 0xFF:
        marker = head[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack_from(">HH", head, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", head, at + 2)[0]
    return None


def _webp_size(head: bytes) -> tuple[int, int] | None:
    """Read the first chunk (RFC 9649, section 2)."""
    match head[12:16]:
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", head, 26)
            return width & 0x3FFF, height & 0x3FFF
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", head, 21)
            return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
        case b"VP8X":
            width = int.from_bytes(head[24:27], "little") + 1
            return width, int.from_bytes(head[27:30], "little") + 1
    return None
