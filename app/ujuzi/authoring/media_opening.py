"""Whether pictures, films and sheets can be opened to their end, not by their first bytes alone.

Walks the parts of a picture or a film, by their lengths and checksums, and lets pypdf open a sheet;
decodes no pixel. Whatever the bytes, nothing here raises but OSError.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from ujuzi.authoring.media import HEAD_BYTES

CUT_PICTURE = "the picture is cut off: save it again"
CUT_FILM = "the film is cut off: copy or export it again"
CUT_SHEET = "the sheet is cut off: export it again"

TAIL_BYTES = 1_000_000
"""The end of a sheet: some programs fill a file up with zeros."""
END_BYTES = 2_048
"""Where the mark of a PDF's end stands; some programs put a little after it."""
FILLING = b"\0\t\n\f\r "

JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""What every program shows: baseline, extended and progressive, of 8 bits a colour."""
JPEG_NO_FRAMES = frozenset({0xC4, 0xC8, 0xCC})
JPEG_SCAN, JPEG_END = 0xDA, b"\xff\xd9"

EBML, DOCUMENT_TYPE, SEGMENT, CLUSTER = 0x1A45DFA3, 0x4282, 0x18538067, 0x1F43B675
TRACKS, TRACK, CODEC = 0x1654AE6B, 0xAE, 0x86
WORD_BYTES_MOST = 100
CODECS = {b"V_VP9", b"A_OPUS"}
MEDIA = (b"V_", b"A_")
"""How the codecs of pictures and sounds begin."""


class _BrokenError(Exception):
    """A part of a file has no sound length, or ends after the file."""


def opening_faults(path: str, stream: BinaryIO, size: int) -> Iterator[str]:
    """Yield what keeps a file of `size` bytes from being opened, which begins as its name says."""
    stream.seek(0)
    match path.rpartition(".")[2].lower():
        case "png":
            yield from _png(stream.read())
        case "gif":
            if _gif_images(stream.read()) is None:
                yield CUT_PICTURE
        case "jpg" | "jpeg":
            yield from _jpeg(stream.read())
        case "webp":
            head = stream.read(8)
            if len(head) < 8 or int.from_bytes(head[4:], "little") + 8 > size:
                yield CUT_PICTURE
        case "webm":
            try:
                yield from _webm(stream, size)
            except _BrokenError:
                yield CUT_FILM
        case "pdf":
            yield from _pdf(stream, size)


def is_animated(path: str, stream: BinaryIO) -> bool:
    """Whether a picture that can be opened moves."""
    stream.seek(0)
    match path.rpartition(".")[2].lower():
        case "png":
            return b"acTL" in stream.read(HEAD_BYTES).partition(b"IDAT")[0]
        case "gif":
            return (_gif_images(stream.read()) or 0) > 1
        case "webp":
            head = stream.read(21)
            return head[12:16] == b"VP8X" and bool(head[20] & 2)
    return False


def _png(data: bytes) -> Iterator[str]:
    try:
        sound, kinds = True, set()
        for kind, is_sound in _png_chunks(data):
            kinds.add(kind)
            sound = sound and is_sound
    except _BrokenError:
        yield CUT_PICTURE
        return
    if not sound or b"IDAT" not in kinds:
        yield "the picture is damaged: save it again"


def _png_chunks(data: bytes) -> Iterator[tuple[bytes, bool]]:
    """Yield the kind of each chunk to the last, and whether its checksum is right."""
    at, kind, view = 8, b"", memoryview(data)  # no part of it is copied
    while kind != b"IEND":
        length, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        end = at + 8 + length
        if end + 4 > len(data):
            raise _BrokenError
        checksum = zlib.crc32(view[at + 4 : end])
        yield kind, checksum == int.from_bytes(data[end : end + 4])
        at = end + 4


def _gif_images(data: bytes) -> int | None:
    """Return how many images follow each other, None where the end is missing (GIF89a, 12-27)."""
    images, at = 0, 13
    try:
        at += _colours(data[10])
        while data[at] != 0x3B:
            if data[at] == 0x2C:
                images += 1
                at += 11 + _colours(data[at + 9])
            else:  # an extension and its label
                at += 2
            while length := data[at]:
                at += 1 + length
            at += 1
    except IndexError:
        return None
    return images


def _colours(flags: int) -> int:
    """Return the bytes of a GIF's table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _jpeg(data: bytes) -> Iterator[str]:
    """Walk to the first scan and look for the end after it (ITU T.81, B.1).

    What cameras put behind the end is passed over.
    """
    at, marker = 2, 0
    while marker != JPEG_SCAN:
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if len(data) < at + 10 or data[at] != 0xFF:
            yield CUT_PICTURE
            return
        marker = data[at + 1]
        is_frame = 0xC0 <= marker <= 0xCF and marker not in JPEG_NO_FRAMES
        if is_frame and (marker not in JPEG_FRAMES or data[at + 4] != 8):
            yield "the picture is a kind of JPEG that few programs show: save it again"
            return
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    if data.rfind(JPEG_END, at) < 0:  # from the end, where it mostly stands
        yield CUT_PICTURE


class _Part(NamedTuple):
    """An element of EBML."""

    id: int
    start: int
    end: int | None
    """None where the file does not say, as films from a live camera."""


def _parts(stream: BinaryIO, at: int, end: int) -> Iterator[_Part]:
    """Yield the elements between two places (RFC 8794), up to one that has no length."""
    while at < end:
        stream.seek(at)
        head = stream.read(12)
        id_width = 9 - head[0].bit_length()
        if id_width > 4 or len(head) <= id_width or not head[id_width]:
            raise _BrokenError
        width = 9 - head[id_width].bit_length()
        most = (1 << 7 * width) - 1
        length = int.from_bytes(head[id_width : id_width + width]) & most
        start = at + id_width + width
        at = start + length
        unsaid = length == most
        if start > end or (at > end and not unsaid):
            raise _BrokenError
        yield _Part(int.from_bytes(head[:id_width]), start, None if unsaid else at)
        if unsaid:
            return


def _inside(stream: BinaryIO, parts: Iterator[_Part], wanted: int) -> Iterator[_Part]:
    """Yield the elements inside those of one kind."""
    for part in parts:
        if part.id == wanted and part.end is not None:
            yield from _parts(stream, part.start, part.end)


def _words(stream: BinaryIO, parts: Iterator[_Part], wanted: int) -> Iterator[bytes]:
    """Yield what elements of one kind say in letters."""
    for part in parts:
        if part.id == wanted and part.end is not None:
            stream.seek(part.start)
            yield stream.read(min(part.end - part.start, WORD_BYTES_MOST)).rstrip(b"\0")


def _webm(stream: BinaryIO, size: int) -> Iterator[str]:
    """Look at the kind of document, the codecs and the lengths (RFC 9559)."""
    heads = _inside(stream, _parts(stream, 0, size), EBML)
    if next(_words(stream, heads, DOCUMENT_TYPE), b"matroska") != b"webm":
        yield "the film is not WebM inside: expected WebM with VP9 and Opus"
        return
    segment = next((each for each in _parts(stream, 0, size) if each.id == SEGMENT), None)
    if segment is None:
        raise _BrokenError
    parts = list(_parts(stream, segment.start, segment.end or size))
    tracks = _inside(stream, iter(parts), TRACKS)
    codecs = list(_words(stream, _inside(stream, tracks, TRACK), CODEC))
    for codec in codecs:
        if codec.startswith(MEDIA) and codec not in CODECS:
            found = codec.decode("ascii", "replace")
            yield f"the film has {found}: expected VP9 and Opus, which play everywhere"
    if not any(codec.startswith(MEDIA) for codec in codecs):
        yield "the film has no picture or sound that can be found: export it again"
    if not any(part.id == CLUSTER for part in parts):
        raise _BrokenError


def _pdf(stream: BinaryIO, size: int) -> Iterator[str]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it prints what it stumbles over
    stream.seek(max(0, size - TAIL_BYTES))
    if b"%%EOF" not in stream.read().rstrip(FILLING)[-END_BYTES:]:
        yield CUT_SHEET
        return
    try:
        reader = PdfReader(stream)
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = 1 if locked else len(reader.pages)
    except Exception:  # pypdf raises whatever it stumbles over
        yield "the sheet cannot be opened: export it again"
        return
    if locked:
        yield "the sheet asks for a password: export it without one"
    elif not pages:
        yield "the sheet has no page: export it again"
