"""What answers that a browser may show say of themselves: their kind is no guess, and TLS is kept.

ASGI around everything else. Computers post, and get bytes of no kind: theirs stay as short as they
are.
"""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

YEAR_SECONDS: Final = 31_536_000
HTTPS_ONLY: Final = f"max-age={YEAR_SECONDS}"
"""For a year, by browsers that came over TLS (RFC 6797); others must not be told."""


class Browsers:
    """Adds to the heads of answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_said(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if scope["method"] != "POST" or "content-type" in headers:
                    headers["x-content-type-options"] = "nosniff"
                    if scope["scheme"] == "https":
                        headers["strict-transport-security"] = HTTPS_ONLY
            await send(message)

        await self._app(scope, receive, send_said)
