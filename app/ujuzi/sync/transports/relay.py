"""HTTPS to a relay on the LAN, whose certificate the hub's record of it names.

However the address was found, what answers there is asked for its record first; the hub's signature
on that makes it a relay, and its connection is the one that shows the certificate of the record.
Who can be reached and is none gets nothing: not even who this computer is.
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Callable
from contextlib import suppress

from ujuzi.credentials.keys import PublicKey
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire import relay
from ujuzi.wire.relay import RelayRecord

CONNECT_SECONDS = 5.0
"""A LAN's: whoever is there answers at once."""

PORT = 8766
"""Where a relay listens, unless another program does."""


class RelayTransport(HttpTransport):
    """The road to a relay: of one that is gone it is not said that the hub is."""

    def unreachable(self) -> WorldError:
        """Say `relay-unreachable`."""
        return unreachable(self._url.partition("//")[2])


def connect(
    address: str, hub: PublicKey, check: Callable[[RelayRecord], None]
) -> tuple[RelayTransport, RelayRecord]:
    """Return the road to the relay at an address (`host` or `host:port`), and its record.

    `check` raises where the record is not believed. Raises WorldError `relay-unreachable`,
    RefusedError `address-wrong`, and `relay-foreign` where what answers is no relay of this hub.
    """
    host, port = split(address)
    try:
        shown = ssl.get_server_certificate((host, port), timeout=CONNECT_SECONDS)
    except ssl.SSLError as error:
        raise relay.foreign() from error
    except OSError as error:
        raise unreachable(address) from error
    certificate = hashlib.sha256(ssl.PEM_cert_to_DER_cert(shown)).digest()
    transport = RelayTransport(f"https://{_bracketed(host)}:{port}", certificate)
    try:
        record = _record(transport, hub)
        check(record)
        if record.certificate != certificate:
            raise relay.foreign()
    except BaseException:
        transport.close()
        raise
    return transport, record


def split(address: str) -> tuple[str, int]:
    """Return host and port of an address, as it was typed, found or scanned.

    One of IPv6 may be without its brackets, where no port follows. Raises RefusedError
    `address-wrong`.
    """
    from ipaddress import IPv6Address
    from urllib.parse import urlsplit

    typed = address.strip().rstrip("/")
    with suppress(ValueError):
        return str(IPv6Address(typed)), PORT
    try:
        parts = urlsplit(typed if "://" in typed else f"//{typed}")
        host, port = parts.hostname or "", parts.port or PORT
        sound = not parts.path and parts.scheme in {"", "https"} and " " not in typed
        host.encode("idna")  # as who looks it up does: a label has 63 letters at most
    except ValueError:
        host, port, sound = "", 0, False
    if not host or not sound:
        raise RefusedError(
            Code.ADDRESS_WRONG, f"{address!r} is no address of a computer.", address=address
        )
    return host, port


def written(host: str, port: int) -> str:
    """Return an address as people type it: `split` reads it again."""
    return _bracketed(host) if port == PORT else f"{_bracketed(host)}:{port}"


def unreachable(address: str) -> WorldError:
    """Return what is said where nobody answers, or no longer."""
    return WorldError(
        Code.RELAY_UNREACHABLE,
        f"The collection point at {address} cannot be reached. Its computer may be off, elsewhere,"
        " or its firewall lets nobody in.",
        address=address,
    )


def _record(transport: RelayTransport, hub: PublicKey) -> RelayRecord:
    try:
        wire = transport.post("record", b"", stall=CONNECT_SECONDS)
        return relay.read_record(wire, hub)
    except RefusedError as error:
        raise relay.foreign() from error
    except WorldError as error:
        if error.code in {Code.NOT_A_HUB, Code.CERTIFICATE_WRONG}:
            raise relay.foreign() from error
        raise


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
