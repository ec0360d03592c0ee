"""HTTP to a hub, with as few header bytes as HTTP allows. One of the rooms that open sockets.

One request, one try. Timeouts watch for stalls, not for totals. An answer that is not a hub's (a
captive portal, a proxy's page) is the world's fault, and is never believed.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from ujuzi.errors import RefusedError, WorldError
from ujuzi.sync.limits import MAX_MESSAGE_BYTES
from ujuzi.sync.messages import Refusal
from ujuzi.sync.transport import STALL_SECONDS, silent

if TYPE_CHECKING:
    import requests

CHUNK_BYTES = 16 * 1024
TOO_MANY_REQUESTS = 429
OK = 200
SERVER_ERROR = 500


class HttpTransport:
    """The road to the hub at `url`; keeps one connection until it is closed."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._session: requests.Session | None = None

    def post(
        self,
        path: str,
        body: bytes,
        *,
        stall: float = STALL_SECONDS,
        sent: Callable[[int], None] = silent,
    ) -> bytes:
        """Send one message; raises WorldError or RefusedError."""
        import requests

        if self._session is None:
            self._session = _new_session()
        try:
            with self._session.post(
                f"{self._url}/{path}", data=_Told(body, sent), timeout=stall, stream=True
            ) as answer:
                content = _content(answer)
        except requests.RequestException as error:
            raise WorldError(
                "hub-unreachable", f"The hub at {self._url} cannot be reached.", url=self._url
            ) from error
        if answer.status_code == OK:
            return content
        raise _refusal(answer.status_code, content, answer.headers.get("retry-after", ""))

    def close(self) -> None:
        """Close the connection."""
        if self._session is not None:
            self._session.close()


class _Told(io.BytesIO):
    """A body that tells how much of it has been taken."""

    def __init__(self, body: bytes, sent: Callable[[int], None]) -> None:
        super().__init__(body)
        self._sent = sent

    def read(self, size: int | None = -1, /) -> bytes:
        chunk = super().read(size)
        if chunk:
            self._sent(self.tell())
        return chunk


def _new_session() -> requests.Session:
    import requests
    from urllib3.util import SKIP_HEADER

    session = requests.Session()
    session.trust_env = False
    session.headers.clear()
    session.headers.update({"User-Agent": SKIP_HEADER, "Accept-Encoding": SKIP_HEADER})
    return session


def _content(answer: requests.Response) -> bytes:
    content = bytearray()
    for chunk in answer.iter_content(CHUNK_BYTES):
        content += chunk
        if len(content) > MAX_MESSAGE_BYTES:
            raise RefusedError("message-too-large", "The hub's answer is too large.")
    return bytes(content)


def _refusal(status: int, content: bytes, retry_after: str) -> RefusedError | WorldError:
    """Return the error that a hub's answer tells."""
    try:
        told = msgspec.msgpack.decode(content, type=Refusal)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return WorldError("not-a-hub", f"What answered is no hub (status {status}).", status=status)
    if status == TOO_MANY_REQUESTS or status >= SERVER_ERROR:
        seconds = int(retry_after) if retry_after.isdecimal() else 0
        return WorldError("hub-busy", told.sentence, retry_after=seconds, reason=told.code)
    return RefusedError(told.code, told.sentence)
