"""The body of a request: never more of it than is allowed, and no waiting without end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request

from ujuzi.errors import RefusedError, WorldError
from ujuzi.hub import limits


async def stream_body(request: Request, most: int) -> AsyncIterator[bytes]:
    """Yield a body as it arrives.

    Raises RefusedError `message-too-large` beyond `most` bytes, and WorldError `body-stalled` where
    nothing has come for long: who sends nothing must not keep others out.
    """
    announced = request.headers.get("content-length", "0")
    heard = 0
    if announced.isdecimal() and int(announced) > most:
        raise _too_large()
    stream = request.stream()
    while (data := await _next(stream)) is not None:
        heard += len(data)
        if heard > most:
            raise _too_large()
        if data:
            yield data


async def read_body(request: Request, most: int) -> bytes:
    """Return a whole body; raises RefusedError `message-too-large` beyond `most` bytes."""
    return b"".join([data async for data in stream_body(request, most)])


async def _next(stream: AsyncIterator[bytes]) -> bytes | None:
    try:
        async with asyncio.timeout(limits.STALL_SECONDS):
            return await anext(stream, None)
    except TimeoutError as error:
        raise WorldError("body-stalled", "Nothing came any more; ask again.") from error


def _too_large() -> RefusedError:
    return RefusedError("message-too-large", "The message is too large.")
