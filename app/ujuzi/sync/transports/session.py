"""The HTTP session of a road to a hub: what `requests` does otherwise than a hub needs.

A connection has the short timeout only while it is made; sending may be silent as long as the body
says, also on a connection that is used again. Nobody is followed elsewhere, nor is it read where
to. As few header bytes go up as HTTP allows, and the environment's proxies are not asked.

Import it late: `requests` takes a tenth of a second.
"""

from __future__ import annotations

import ssl
import warnings
from typing import Any, Protocol

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import SystemTimeWarning
from urllib3.util import SKIP_HEADER
from urllib3.util.ssl_ import create_urllib3_context

NO_CHECK_TIME = ssl.VerifyFlags(0x200000)
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, for which the ssl module has no name."""

warnings.simplefilter("ignore", SystemTimeWarning)  # a clock that is wrong is told in our words


class RequestBody(Protocol):
    """A file-like body, and the seconds for which nothing of it need go."""

    stall: float

    def read(self, size: int, /) -> bytes:
        """Return the next bytes."""
        ...


class HubSession(requests.Session):
    """Posts a `RequestBody` to a hub; or to whoever shows the certificate with this SHA-256."""

    def __init__(self, certificate: bytes = b"") -> None:
        super().__init__()
        self.trust_env = False
        self.headers.clear()
        self.headers.update({"User-Agent": SKIP_HEADER, "Accept-Encoding": SKIP_HEADER})
        self.mount("http://", _Adapter())
        self.mount("https://", _Adapter(certificate))
        if certificate:
            self.verify = False  # by no name, issuer or date: by its hash alone

    def believe_any_date(self) -> None:
        """Take a certificate of any date from now on; name and issuer are checked as ever."""
        context = create_urllib3_context()
        context.verify_flags |= NO_CHECK_TIME
        adapter = _Adapter()
        adapter.init_poolmanager(1, 1, ssl_context=context)
        self.mount("https://", adapter)

    def get_redirect_target(self, _answer: requests.Response) -> None:
        """Say that it leads nowhere: a portal's Location may be any bytes."""


class _Adapter(HTTPAdapter):
    def __init__(self, certificate: bytes = b"") -> None:
        self._certificate = certificate
        super().__init__()

    def init_poolmanager(self, *sizes: Any, **options: Any) -> None:
        if self._certificate:
            options["assert_fingerprint"] = self._certificate.hex()
        super().init_poolmanager(*sizes, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}


class _Patient(HTTPConnection):
    """Connects within the connection's timeout, then sends as patiently as the body says."""

    def request(self, method: str, url: str, body: Any = None, *rest: Any, **options: Any) -> None:
        if self.is_closed:
            self.connect()
        if body is not None:
            self.timeout = body.stall
        super().request(method, url, body, *rest, **options)


class _SecurePatient(_Patient, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Patient


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecurePatient
