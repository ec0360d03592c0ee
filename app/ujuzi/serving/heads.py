"""Requests whose heads are short: no more headers, and no longer a path, than a browser sends.

ASGI around everything else: whatever looks at a header or at the path, looks at few bytes. The
server that reads heads from a socket bounds them too (`serving.protocol`), before they are whole.
"""

from __future__ import annotations

from typing import Final

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

MAX_HEADERS: Final = 100
MAX_HEAD_BYTES: Final = 64 * 1024
"""Of path, query and headers together; the text of a QR code in an address takes 2,000."""

TOO_LONG: Final = 431


class Heads:
    """Lets in what has a short head; refuses the rest, and reads nothing of it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say that its head is too long."""
        if scope["type"] == "http" and not _is_short(scope):
            answer = PlainTextResponse("The head of this request is too long.\n", TOO_LONG)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_short(scope: Scope) -> bool:
    headers = scope["headers"]
    if len(headers) > MAX_HEADERS:
        return False
    size = len(scope["path"]) + len(scope["query_string"])
    size += sum(len(name) + len(value) for name, value in headers)
    return size <= MAX_HEAD_BYTES
