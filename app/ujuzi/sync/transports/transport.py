"""How bytes reach a hub: one request, one answer. Every road keeps this Protocol.

A transport knows nothing of what it carries and never asks twice: when to ask again is the
exchange's business. It raises RefusedError with the hub's code, and WorldError where asking later
may help: `hub-unreachable`, `not-a-hub`, `certificate-expired`, `certificate-wrong`,
`message-too-large` where what lies between lets no message of that size through, and `hub-busy`
with `retry_after` seconds where the hub named them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

STALL_SECONDS = 60.0
"""How long a road, or a hub that has all it was sent, may be silent."""


def silent(_bytes: int) -> None:
    """Tell nobody."""


class Transport(Protocol):
    """A road to a hub."""

    def post(
        self,
        path: str,
        body: bytes,
        *,
        stall: float = STALL_SECONDS,
        sent: Callable[[int], None] = silent,
    ) -> bytes:
        """Send one message (`exchange`, `register` or `succeed`) and return the answer.

        Gives up when nothing moves for `stall` seconds, however long the whole takes. `sent` is
        told now and then how many bytes have gone, also while the answer is waited for, and may
        raise to stop it.
        """
        ...


class MemoryTransport:
    """The test twin: the hub is a function of path and body in the same process."""

    def __init__(self, answer: Callable[[str, bytes], bytes]) -> None:
        self._answer = answer
        self.requests = 0
        self.bytes_up = 0
        self.bytes_down = 0

    def post(
        self,
        path: str,
        body: bytes,
        *,
        stall: float = STALL_SECONDS,  # noqa: ARG002 - memory does not stall
        sent: Callable[[int], None] = silent,
    ) -> bytes:
        """Hand the body over and return what comes back."""
        sent(len(body))
        self.requests += 1
        self.bytes_up += len(body)
        answer = self._answer(path, body)
        self.bytes_down += len(answer)
        return answer
