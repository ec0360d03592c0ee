"""How bytes reach a hub: one request, one answer. Every road keeps this Protocol.

A transport knows nothing of what it carries. It raises WorldError (`hub-unreachable`, `hub-busy`)
where asking again later may help, and RefusedError with the hub's code where the hub refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Transport(Protocol):
    """A road to a hub."""

    def post(self, path: str, body: bytes) -> bytes:
        """Send one message (`exchange`, `register` or `succeed`) and return the answer."""
        ...


class MemoryTransport:
    """The test twin: the hub is a function of path and body in the same process."""

    def __init__(self, answer: Callable[[str, bytes], bytes]) -> None:
        self._answer = answer
        self.requests = 0
        self.bytes_up = 0
        self.bytes_down = 0

    def post(self, path: str, body: bytes) -> bytes:
        """Hand the body over and return what comes back."""
        self.requests += 1
        self.bytes_up += len(body)
        answer = self._answer(path, body)
        self.bytes_down += len(answer)
        return answer
