"""What the hub answers where it does not do what it is asked: a status, and why.

Computers read a `Refusal` in MessagePack, people a sentence. WorldErrors say when to come back.
"""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from ujuzi.errors import Code, UjuziError, WorldError
from ujuzi.serving import limits
from ujuzi.wire.messages import Refusal

STATUS = {
    Code.MESSAGE_MALFORMED: 400,
    Code.BATCH_MALFORMED: 400,
    Code.MESSAGE_TOO_LARGE: 413,
    Code.BATCH_TOO_LARGE: 413,
    Code.TOO_OFTEN: 429,
}
REFUSED = 403
UNAVAILABLE = 503
COME_BACK = {"retry-after": str(limits.RETRY_AFTER_SECONDS)}


def refusal(error: UjuziError) -> Response:
    """Return what a computer is answered."""
    content = msgspec.msgpack.encode(Refusal(error.code, str(error)))
    status = STATUS.get(error.code, UNAVAILABLE if isinstance(error, WorldError) else REFUSED)
    return Response(content, status, COME_BACK if isinstance(error, WorldError) else None)


def busy() -> WorldError:
    """Return what is said where no place is free."""
    return WorldError(Code.HUB_BUSY, "The hub is busy; it will be asked again later.")
