"""HTTP to a hub, with as few header bytes as HTTP allows. One of the rooms that open sockets.

A request is retried with growing, jittered pauses while the hub cannot be reached or says that it
is full (503, 429 with Retry-After): an exchange is idempotent. Timeouts watch for stalls, not for
totals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ujuzi.errors import RefusedError, WorldError
from ujuzi.sync.messages import Refusal

if TYPE_CHECKING:
    import requests

CONNECT_SECONDS = 15
STALL_SECONDS = 60
RETRIES = 4
PAUSE_SECONDS = 1.0
"""Before the first retry; doubled each time, and jittered by as much."""
BUSY = (429, 503)
OK = 200
SERVER_ERROR = 500


class HttpTransport:
    """The road to the hub at `url`."""

    def __init__(self, url: str, *, retries: int = RETRIES) -> None:
        self._url = url.rstrip("/")
        self._retries = retries
        self._session: requests.Session | None = None

    def post(self, path: str, body: bytes) -> bytes:
        """Send one message; raises WorldError or RefusedError."""
        import requests

        if self._session is None:
            self._session = self._new_session()
        try:
            answer = self._session.post(
                f"{self._url}/{path}", data=body, timeout=(CONNECT_SECONDS, STALL_SECONDS)
            )
        except requests.RequestException as error:
            raise WorldError(
                "hub-unreachable", f"The hub at {self._url} cannot be reached.", url=self._url
            ) from error
        if answer.status_code == OK:
            return answer.content
        raise _refusal(answer.status_code, answer.content)

    def close(self) -> None:
        """Close the connection."""
        if self._session is not None:
            self._session.close()

    def _new_session(self) -> requests.Session:
        import requests
        from requests.adapters import HTTPAdapter
        from urllib3 import Retry
        from urllib3.util import SKIP_HEADER

        session = requests.Session()
        session.trust_env = False
        session.headers.clear()
        session.headers.update({"User-Agent": SKIP_HEADER, "Accept-Encoding": SKIP_HEADER})
        retry = Retry(
            total=self._retries,
            backoff_factor=PAUSE_SECONDS,
            backoff_jitter=PAUSE_SECONDS,
            status_forcelist=BUSY,
            allowed_methods=None,
            raise_on_status=False,
        )
        adapter = HTTPAdapter(max_retries=retry)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        return session


def _refusal(status: int, content: bytes) -> RefusedError | WorldError:
    """Return the error that a hub's answer tells."""
    try:
        told = msgspec.msgpack.decode(content, type=Refusal)
    except (msgspec.DecodeError, UnicodeDecodeError):
        told = Refusal("hub-answer-unknown", f"The hub answered with status {status}.")
    family = WorldError if status in BUSY or status >= SERVER_ERROR else RefusedError
    return family(told.code, told.sentence)
