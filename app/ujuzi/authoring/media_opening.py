"""Whether pictures, films and sheets can be opened to their end, not by their first bytes alone.

Walks the parts of a file and decodes nothing. Whatever the bytes, nothing here raises but OSError.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

END_BYTES = 2_048
"""Where the end of a PDF or JPEG is looked for; programs put a little after it."""
FILM_HEAD_BYTES = 1_000_000
CODECS = {b"V_VP9": "VP9", b"A_OPUS": "Opus"}
TRACKS, CODEC, SEGMENT = b"\x16\x54\xae\x6b", b"\x86", b"\x18\x53\x80\x67"


def opening_faults(path: str, file: Path) -> Iterator[str]:
    """Yield what keeps a file from being opened, or from being shown as it is meant."""
    size = file.stat().st_size
    with file.open("rb") as stream:
        match path.rpartition(".")[2].lower():
            case "png":
                yield from _png(stream, size)
            case "gif":
                yield from _gif(stream.read())
            case "jpg" | "jpeg":
                if b"\xff\xd9" not in _end(stream, size):
                    yield "the picture is cut off: save it again"
            case "webp":
                yield from _webp(stream.read(24), size)
            case "webm":
                yield from _webm(stream.read(FILM_HEAD_BYTES), size)
            case "pdf":
                yield from _pdf(stream, size)


def _end(stream: BinaryIO, size: int) -> bytes:
    stream.seek(max(0, size - END_BYTES))
    return stream.read()


def _png(stream: BinaryIO, size: int) -> Iterator[str]:
    at, kind = 8, b""
    while kind != b"IEND":
        stream.seek(at)
        head = stream.read(8)
        length, kind = struct.unpack(">L4s", head) if len(head) == 8 else (size, b"")
        at += 12 + length
        if at > size:
            yield "the picture is cut off: save it again"
            return
        if kind == b"acTL":
            yield "the picture moves: only its first image is sure to be shown"


def _gif(data: bytes) -> Iterator[str]:
    if not data.rstrip(b"\0").endswith(b";"):
        yield "the picture is cut off: save it again"
    if data.count(b"\x21\xf9\x04") > 1:
        yield "the picture moves: make a film of it, or show its steps one by one"


def _webp(head: bytes, size: int) -> Iterator[str]:
    if len(head) < 21 or int.from_bytes(head[4:8], "little") + 8 > size:
        yield "the picture is cut off: save it again"
    elif head[12:16] == b"VP8X" and head[20] & 2:
        yield "the picture moves: make a film of it, or show its steps one by one"


def _webm(head: bytes, size: int) -> Iterator[str]:
    """Look at the kind of document, the codecs and the length (RFC 8794, RFC 9559)."""
    if b"\x42\x82\x84webm" not in head[:100]:
        yield "the film is not WebM inside: expected WebM with VP9 and Opus"
        return
    segment = head.find(SEGMENT)
    length = _number(head, segment + 4) if segment >= 0 else None
    if length is None or (length[0] >= 0 and segment + 4 + length[1] + length[0] > size):
        yield "the film is cut off: copy or export it again"
    tracks = head.find(TRACKS)
    at, known = tracks, 0
    while tracks >= 0 and (at := head.find(CODEC, at + 1)) >= 0:
        name = _number(head, at + 1)
        codec = (
            head[at + 1 + name[1] : at + 1 + name[1] + name[0]] if name and name[0] < 32 else b""
        )
        if codec[:2] in {b"V_", b"A_"}:
            known += 1
            if codec not in CODECS:
                found = codec.decode("ascii", "replace")
                yield f"the film has {found}: expected VP9 and Opus, which play everywhere"
    if not known:
        yield "the film has no picture or sound that can be found: export it again"


def _number(data: bytes, at: int) -> tuple[int, int] | None:
    """Return a length of EBML, -1 where it is unknown, and how many bytes it takes."""
    if not 0 <= at < len(data) or not data[at]:
        return None
    width = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + width], "big") & ((1 << 7 * width) - 1)
    return (-1 if value == (1 << 7 * width) - 1 else value), width


def _pdf(stream: BinaryIO, size: int) -> Iterator[str]:
    from pypdf import PdfReader

    if b"%%EOF" not in _end(stream, size):
        yield "the sheet is cut off: export it again"
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
