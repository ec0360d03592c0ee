"""HTTP to a hub, with as few header bytes as HTTP allows. One of the rooms that open sockets.

One request, one try. Timeouts watch for stalls, not for totals; what drips stands still, too. An
answer that is not a hub's (a captive portal, a proxy's page) is the world's fault, and is never
believed. Nobody was asked to compress anything, so nothing is inflated.

What hears the network is a thread of its own, so that whoever asked hears a cancel meanwhile; one
that is left behind ends when its connection does, and nobody hears it.

Of a certificate, name and issuer are checked always. One of the future is believed: the clock here
is behind, and such a clock would not notice one that has run out either. Messages are signed by
the hub's own key in any case.
"""

from __future__ import annotations

import io
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

import msgspec

from ujuzi.errors import MALFORMED, Code, RefusedError, WorldError
from ujuzi.sync.transports.transport import STALL_SECONDS, silent
from ujuzi.wire.limits import MAX_MESSAGE_BYTES
from ujuzi.wire.messages import Refusal

if TYPE_CHECKING:
    import requests

    from ujuzi.sync.transports.session import HubSession

CHUNK_BYTES = 16 * 1024
HEARD_EVERY = 0.5
"""Seconds between two moments at which a cancel is heard."""

DRIP_SECONDS, DRIP_BYTES = 180.0, 200
"""Of an answer come so many bytes in so many seconds, or it is given up, as `serving` does."""

CONNECT_SECONDS = 30.0
OK, PARTIAL, NOTHING_LEFT = 200, 206, 416
TOO_LARGE = 413
PASSING = frozenset({408, 421, 425, 429})
"""Too slowly sent, misdirected, too early, too often: statuses that another try may not meet."""

SERVER_ERROR = 500
SIGN_IN_FIRST = 511
"""What an honest captive portal answers (RFC 6585, section 6)."""

PAGES = ("text/", "application/json", "application/xhtml", "application/xml", "image/")
"""Of what kinds a hub answers nothing to computers."""

PAGE_BEGINS = re.compile(
    rb"(\xef\xbb\xbf)?\s*<(!doctype|!--|\?xml|html|head|body|script|meta)", re.I
)
"""How a page begins, whatever kind it is said to be."""

MOST_SECONDS = 999_999
"""In a Retry-After that is believed."""

NOT_YET_VALID, EXPIRED = 9, 10
"""X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED of OpenSSL."""

NETWORK = (OSError, ValueError)
"""What libraries raise where nobody is reached; of an address that can be nobody's, a ValueError.
"""

ANOTHER_SHOWN = "Fingerprints did not match"
"""What urllib3 says where a certificate is another than the one that was asked for."""


class HttpTransport:
    """The road to the hub at `url`; keeps one connection until it is closed.

    With the SHA-256 of a `certificate`, only who shows that one is spoken to, and no other
    authority is asked: so is a relay. A `token` goes with each request as its bearer's.
    """

    def __init__(self, url: str, certificate: bytes = b"", token: str = "") -> None:
        self._url = url.rstrip("/")
        self._certificate = certificate
        self._token = token
        self._session: HubSession | None = None

    def post(
        self,
        path: str,
        body: bytes,
        *,
        stall: float = STALL_SECONDS,
        sent: Callable[[int], None] = silent,
    ) -> bytes:
        """Send one message; raises WorldError or RefusedError."""
        told = _Told(body, stall)
        heard: Future[bytes] = Future()

        def ask() -> None:
            try:
                heard.set_result(self._ask(path, told))
            except Exception as error:
                heard.set_exception(error)

        threading.Thread(target=ask, name="ask", daemon=True).start()
        while True:
            try:
                return heard.result(timeout=HEARD_EVERY)
            except TimeoutError:
                try:
                    sent(told.taken)
                except BaseException:
                    told.is_stopped = True
                    raise
            except WorldError:
                sent(told.taken)
                raise

    def pieces(self, path: str, start: int = 0) -> Iterator[bytes]:
        """Yield what lies at a path, from a byte on; raises WorldError or RefusedError.

        Nothing comes where nothing is left, and all where the other side knows no parts: the first
        piece is then empty.
        """
        session = self._opened()
        asked = {"Range": f"bytes={start}-"} if start else {}
        try:
            with session.get(
                f"{self._url}/{path}",
                headers=asked,
                timeout=(CONNECT_SECONDS, STALL_SECONDS),
                stream=True,
                allow_redirects=False,
            ) as answer:
                if answer.status_code == NOTHING_LEFT and start:
                    return
                if answer.status_code not in {OK, PARTIAL}:
                    raise _refusal(answer, _content(answer))
                if start and answer.status_code == OK:
                    yield b""
                yield from _pieces(answer)
        except NETWORK as error:
            raise self._told(error) from error

    def close(self) -> None:
        """Close the connection."""
        if self._session is not None:
            self._session.close()

    def unreachable(self) -> WorldError:
        """Return what is said where nobody answers, or no longer."""
        return WorldError(
            Code.HUB_UNREACHABLE, f"The hub at {self._url} cannot be reached.", url=self._url
        )

    def _ask(self, path: str, told: _Told) -> bytes:
        """Post, whatever the date is here; say in words what the network raises."""
        session = self._opened()
        try:
            try:
                return self._post(session, path, told)
            except OSError as error:
                if _certificate_problem(error) != NOT_YET_VALID:
                    raise
                session.believe_any_date()
                return self._post(session, path, told)
        except NETWORK as error:
            raise self._told(error) from error

    def _opened(self) -> HubSession:
        if self._session is None:
            from ujuzi.sync.transports.session import HubSession

            self._session = HubSession(self._certificate)
            if self._token:
                self._session.headers["Authorization"] = f"Bearer {self._token}"
        return self._session

    def _told(self, error: Exception) -> WorldError:
        """Say in words what the network raised."""
        problem = _certificate_problem(error)
        if problem == EXPIRED:
            return WorldError(
                Code.CERTIFICATE_EXPIRED,
                f"By this computer's clock the certificate of {self._url} has run out."
                " Set the clock, if it is wrong.",
                url=self._url,
            )
        if problem or ANOTHER_SHOWN in str(error):
            return WorldError(
                Code.CERTIFICATE_WRONG,
                f"What answers at {self._url} cannot prove that it is the hub: its certificate"
                " is another's, or of nobody whom this computer trusts.",
                url=self._url,
            )
        return self.unreachable()

    def _post(self, session: HubSession, path: str, told: _Told) -> bytes:
        with session.post(
            f"{self._url}/{path}",
            data=told,
            timeout=(min(told.stall, CONNECT_SECONDS), told.stall),
            stream=True,
            allow_redirects=False,
        ) as answer:
            content = _content(answer)
        if answer.status_code == OK and not _is_page(answer, content):
            return content
        raise _refusal(answer, content)


class _Told(io.BytesIO):
    """A body that tells how much of it has been taken, and gives no more once it is stopped."""

    taken = 0
    is_stopped = False

    def __init__(self, body: bytes, stall: float) -> None:
        super().__init__(body)
        self.stall = stall

    def read(self, size: int | None = -1, /) -> bytes:
        if self.is_stopped:
            raise ConnectionAbortedError
        chunk = super().read(size)
        self.taken = self.tell()
        return chunk


def _certificate_problem(error: BaseException) -> int:
    """Return what OpenSSL found wrong with a certificate; zero where that is not the trouble."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_code
        cause = cause.__cause__ or cause.__context__
    return 0


def _pieces(answer: requests.Response) -> Iterator[bytes]:
    """Yield an answer as its bytes come; raises OSError where they break off, or only drip."""
    from urllib3.exceptions import HTTPError

    since, came = time.monotonic(), 0
    try:
        while piece := answer.raw.read1(CHUNK_BYTES, decode_content=False):
            came += len(piece)
            if came >= DRIP_BYTES:
                since, came = time.monotonic(), 0
            elif time.monotonic() - since > DRIP_SECONDS:
                raise TimeoutError("It only drips.")
            yield piece
    except HTTPError as error:
        raise ConnectionError(str(error)) from error


def _content(answer: requests.Response) -> bytes:
    content = bytearray()
    for chunk in _pieces(answer):
        content += chunk
        if len(content) > MAX_MESSAGE_BYTES:
            raise _no_hub(answer.status_code)
    return bytes(content)


def _is_page(answer: requests.Response, content: bytes) -> bool:
    """Whether a portal or a proxy answered, which says that all is well and shows its page."""
    kind = answer.headers.get("content-type", "").strip().lower()
    return kind.startswith(PAGES) or PAGE_BEGINS.match(content) is not None


def _refusal(answer: requests.Response, content: bytes) -> RefusedError | WorldError:
    """Return the error that an answer tells: a hub's word, a busy server, or somebody else."""
    status = answer.status_code
    told: Refusal | None = None
    with suppress(*MALFORMED):
        told = msgspec.msgpack.decode(content, type=Refusal)
    if status in PASSING or (status >= SERVER_ERROR and status != SIGN_IN_FIRST):
        return WorldError(
            Code.HUB_BUSY,
            told.sentence if told else f"The hub is busy or being mended (status {status}).",
            retry_after=_retry_after(answer),
            reason=told.code if told else str(status),
        )
    if told is not None:
        return RefusedError(Code.received(told.code), told.sentence, reason=told.code)
    if status == TOO_LARGE:
        return WorldError(
            Code.MESSAGE_TOO_LARGE,
            f"What stands between here and the hub lets no message of this size through (status"
            f" {status}). Whoever keeps the hub can allow larger ones.",
            status=status,
        )
    return _no_hub(status)


def _no_hub(status: int) -> WorldError:
    return WorldError(Code.NOT_A_HUB, f"What answered is no hub (status {status}).", status=status)


def _retry_after(answer: requests.Response) -> int:
    """Return after how many seconds a server wants to be asked again; zero where it is absurd.

    A date counts from the one that the server itself gives: no clock here is asked.
    """
    told = answer.headers.get("retry-after", "")
    seconds = 0
    if told.isdecimal() and len(told) <= len(str(MOST_SECONDS)):
        seconds = int(told)
    else:
        with suppress(ValueError, TypeError, OverflowError):
            again, now = map(parsedate_to_datetime, (told, answer.headers.get("date", "")))
            seconds = int((again - now).total_seconds())
    return seconds if 0 < seconds <= MOST_SECONDS else 0
