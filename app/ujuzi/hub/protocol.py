"""HTTP from a socket, whose heads are bounded before they are whole.

uvicorn's httptools reads heads, and what may come between and after the parts of a body, without
end: somebody who sends nothing else keeps the event loop busy and fills the memory. Here so many
bytes may come that are none of a body and end no head, so many headers, and so many requests before
the first of them is answered; then the connection ends. Not on Windows, whose h11 has such bounds.
"""

from __future__ import annotations

from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ujuzi.hub.heads import MAX_HEAD_BYTES, MAX_HEADERS

MAX_WAITING: Final = 8
"""Requests of one connection that wait for the one before."""


class BoundedProtocol(HttpToolsProtocol):
    """A connection. What is raised in here while httptools reads is answered 400, and ends it."""

    _aside = 0
    """Bytes since a head or a piece of a body was last whole."""

    def data_received(self, data: bytes) -> None:
        """Take what has come."""
        self._aside += len(data)
        super().data_received(data)
        if self._aside > MAX_HEAD_BYTES and not self.transport.is_closing():
            self.send_400_response("The head of this request is too long.")

    def on_message_begin(self) -> None:
        """Begin a request."""
        if len(self.pipeline) >= MAX_WAITING:
            raise ValueError("too many requests wait")
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header, or one of those that may follow a body."""
        if len(self.headers) > MAX_HEADERS:
            raise ValueError("too many headers")
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """End a head."""
        self._aside = 0
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body."""
        self._aside = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self._aside = 0
        super().on_message_complete()
