"""The body of a request: never more than is allowed. How long it may take says `serving.door`."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.requests import Request

from ujuzi.errors import Code, RefusedError

MAX_DIGITS = 20
"""Of an announced length: so many are too many already."""


async def stream_body(request: Request, most: int) -> AsyncIterator[bytes]:
    """Yield a body as it arrives; raises RefusedError `message-too-large` beyond `most` bytes."""
    announced = request.headers.get("content-length", "0")[:MAX_DIGITS]
    heard = 0
    if announced.isdecimal() and int(announced) > most:
        raise _too_large()
    async for data in request.stream():
        heard += len(data)
        if heard > most:
            raise _too_large()
        if data:
            yield data


async def read_body(request: Request, most: int) -> bytes:
    """Return a whole body; raises RefusedError `message-too-large` beyond `most` bytes."""
    body = bytearray()
    async for data in stream_body(request, most):
        body += data
    return bytes(body)


def _too_large() -> RefusedError:
    return RefusedError(Code.MESSAGE_TOO_LARGE, "The message is too large.")
