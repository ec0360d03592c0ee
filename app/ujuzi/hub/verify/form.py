"""The file in a form that a browser sends (multipart/form-data, RFC 7578).

Anybody may send one: parts and their headers are few and short, a form within a form is none, and
what is left out at the end does not matter. Takes bytes in memory, at most so many as its caller
lets in.
"""

from __future__ import annotations

import logging
from typing import Final

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from ujuzi.errors import Code, RefusedError

FORM: Final = b"multipart/form-data"
MAX_PARTS: Final = 16
"""Of a form; ours has one."""
MAX_HEADERS: Final = 8
MAX_HEADER_BYTES: Final = 2048
"""Of each header of a part: the name of a file is the longest thing in one."""

logging.getLogger("python_multipart").setLevel(logging.ERROR)


def file_in(content_type: str, body: bytes) -> bytes:
    """Return the first file of a form, or nothing where it has none.

    Raises RefusedError `form-malformed` where it is no form, or none that a browser would send.
    """
    kind, options = parse_options_header(
        content_type[:MAX_HEADER_BYTES].encode("latin-1", "replace")
    )
    boundary = options.get(b"boundary", b"")
    if kind.strip() != FORM or not boundary:
        raise _malformed("it is no form")
    parts = _Parts()
    try:
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": parts.begin,
                "on_header_field": parts.add_name,
                "on_header_value": parts.add_value,
                "on_headers_finished": parts.end_headers,
                "on_part_data": parts.add_data,
            },
            max_header_count=MAX_HEADERS,
            max_header_size=MAX_HEADER_BYTES,
        )
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise _malformed(str(error)) from error
    return bytes(parts.file)


class _Parts:
    """Hears what the parser finds, and keeps the first file."""

    def __init__(self) -> None:
        self.file = bytearray()
        self._count = 0
        self._file_part = 0
        self._headers: list[tuple[bytes, bytes]] = []
        self._name = b""

    def begin(self) -> None:
        self._count += 1
        self._headers = []
        if self._count > MAX_PARTS:
            raise _malformed("it has too many parts")

    def add_name(self, data: bytes, start: int, end: int) -> None:
        self._name = data[start:end].lower()

    def add_value(self, data: bytes, start: int, end: int) -> None:
        self._headers.append((self._name, data[start:end]))

    def end_headers(self) -> None:
        headers = dict(self._headers)
        if headers.get(b"content-type", b"").lstrip().lower().startswith(b"multipart/"):
            raise _malformed("it has a form in it")
        _, options = parse_options_header(headers.get(b"content-disposition", b""))
        if b"filename" in options and not self._file_part:
            self._file_part = self._count

    def add_data(self, data: bytes, start: int, end: int) -> None:
        if self._file_part == self._count:
            self.file += data[start:end]


def _malformed(reason: str) -> RefusedError:
    return RefusedError(
        Code.FORM_MALFORMED, f"This is not as a browser sends a form: {reason}.", reason=reason
    )
