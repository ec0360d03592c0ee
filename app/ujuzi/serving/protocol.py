"""Connections that do not wait, nor read, for ever: uvicorn's, with bounds that it lacks.

- A whole request head comes within `HEAD_SECONDS` of a connection's opening, and each next one in
  as much beyond the time for which a connection is kept; what is left of a body that was answered
  early counts as nothing.
- Heads are bounded before they are whole. httptools reads them, and what may come between and after
  the parts of a body, without end: somebody who sends nothing else keeps the event loop busy and
  fills the memory. So many bytes may come that are none of a body and end no head, so many headers,
  and so many requests before the first of them is answered; then the connection ends. h11 has such
  bounds of its own.
- Whoever is answered takes `STALL_BYTES` in any `STALL_SECONDS`, or is left.
- Of more than `MAX_CONNECTIONS` one that asks nothing goes: the oldest of the address with most.
- When the server stops, whoever is not done in `STOP_SECONDS` is left.

What happens between a request's head and its answer says `serving.door`. For uvicorn this is
`http="ujuzi.serving.protocol:Connection"`: httptools where it is installed, or h11.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from ujuzi.errors import WorldError
from ujuzi.serving import limits
from ujuzi.serving.door import Room
from ujuzi.serving.heads import MAX_HEAD_BYTES, MAX_HEADERS
from ujuzi.serving.limits import network_of

if TYPE_CHECKING:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol as _Served
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
else:
    _Served = object

MAX_WAITING: Final = 8
"""Requests of one connection that wait for the one before."""

_rooms: WeakKeyDictionary[ServerState, Room] = WeakKeyDictionary()
"""The connections of each server."""


class Impatient(_Served):
    """What both of uvicorn's protocols have in common, and these bounds."""

    _head_is_due: asyncio.TimerHandle | None = None
    _next_look: asyncio.TimerHandle | None = None
    _unsent = 0

    @property
    def is_waiting(self) -> bool:
        """Whether no request is under way."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def send_away(self) -> None:
        """End the connection, whatever is under way."""
        self.transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give a connection a place, and begin to wait."""
        super().connection_made(transport)
        room = _rooms.get(self.server_state)
        if room is None:
            most = limits.MAX_CONNECTIONS
            room = _rooms[self.server_state] = Room(most, most, displaces=True)
        try:
            room.enter(network_of(self.client[0] if self.client else ""), self)
        except WorldError:
            self.send_away()
            return
        self._expect_head(limits.HEAD_SECONDS)
        self._look_later()

    def connection_lost(self, exc: Exception | None) -> None:
        """Free its place."""
        super().connection_lost(exc)
        _rooms[self.server_state].leave(self)
        for timer in (self._head_is_due, self._next_look):
            if timer is not None:
                timer.cancel()

    def data_received(self, data: bytes) -> None:
        """Take bytes; a head that they complete is waited for no longer."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before and self._head_is_due is not None:
            self._head_is_due.cancel()

    def on_response_complete(self) -> None:
        """Wait for the next head, unless it has come already."""
        super().on_response_complete()
        if self.is_waiting and not self.transport.is_closing():
            self._expect_head(self.timeout_keep_alive + limits.HEAD_SECONDS)

    def shutdown(self) -> None:
        """Let what is under way end, but not for ever.

        By TLS a close waits for the other side's word, and who keeps a connection does not listen;
        told to close twice, asyncio forgets what to end.
        """
        ends = self.transport.is_closing() or not self.transport.get_write_buffer_size()
        if self.scheme == "https" and self.is_waiting and ends:
            self.send_away()
        else:
            super().shutdown()
        self.loop.call_later(limits.STOP_SECONDS, self.send_away)

    def _expect_head(self, seconds: float) -> None:
        if self._head_is_due is not None:
            self._head_is_due.cancel()
        self._head_is_due = self.loop.call_later(seconds, self.send_away)

    def _look_again(self) -> None:
        """Leave whoever has taken next to nothing of an answer since the last look."""
        unsent = self.transport.get_write_buffer_size()
        if 0 < self._unsent - limits.STALL_BYTES < unsent <= self._unsent:
            self.send_away()
            return
        self._unsent = unsent
        self._look_later()

    def _look_later(self) -> None:
        self._next_look = self.loop.call_later(limits.STALL_SECONDS, self._look_again)


class H11Connection(Impatient, H11Protocol):  # type: ignore[misc]
    """A connection that h11 reads, as on Windows."""


Connection: type[Any] = H11Connection

try:
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
except ImportError:  # on Windows
    pass
else:

    class BoundedProtocol(Impatient, HttpToolsProtocol):
        """A connection. What is raised in here while httptools reads is answered 400."""

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

    Connection = BoundedProtocol
