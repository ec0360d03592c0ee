"""Relays on the LAN, by multicast DNS: one says where it is, others look for it when asked to.

What is found is an address and nothing more: a relay is believed by the hub's record alone
(`sync.transports.relay`). An announcement names the relay's id and no computer or person. The
library is imported late, and nothing listens or speaks where nobody has asked.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ujuzi.errors import Code, WorldError

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, Zeroconf

SERVICE = "_ujuzi-relay._tcp.local."
ID = "relay"
"""The property that holds the relay's id."""

SECONDS = 4.0
"""For how long is looked, where nothing is found before."""

STEP_SECONDS = 0.2
ASK_MILLISECONDS = 1500
MOST_FOUND = 16


@dataclass(frozen=True, slots=True)
class FoundRelay:
    """Something that says it is a relay: its id, and its address as `host:port`."""

    device: str
    address: str


class Announcement:
    """A relay that says where it is, until it is closed."""

    def __init__(self, device: str, port: int, addresses: tuple[str, ...]) -> None:
        """Announce a relay at a port of these IPv4 addresses; raises WorldError."""
        zeroconf = _library()
        try:
            self._zeroconf: Zeroconf = zeroconf.Zeroconf(
                interfaces=list(addresses) or ["127.0.0.1"]
            )
            self._info: ServiceInfo = zeroconf.ServiceInfo(
                SERVICE,
                f"{device}.{SERVICE}",
                addresses=[socket.inet_aton(each) for each in addresses],
                port=port,
                properties={ID: device},
                server=f"ujuzi-{device}.local.",
            )
            self._zeroconf.register_service(self._info, allow_name_change=True)
        except (OSError, zeroconf.Error) as error:
            raise _silent() from error

    def close(self) -> None:
        """Say that it is gone."""
        try:
            self._zeroconf.unregister_all_services()
        finally:
            self._zeroconf.close()


def find(
    cancelled: Callable[[], bool] = lambda: False,
    *,
    seconds: float = SECONDS,
    addresses: tuple[str, ...] = (),
    wanted: str = "",
) -> tuple[FoundRelay, ...]:
    """Look for relays on the network of these addresses, or of all; return what was found.

    It ends early where `wanted` is found. Raises WorldError `relay-unreachable` where this computer
    may not look.
    """
    zeroconf = _library()
    found: dict[str, FoundRelay] = {}
    news = threading.Condition()

    class Listener(zeroconf.ServiceListener):  # type: ignore[misc,name-defined]
        def add_service(self, at: Zeroconf, kind: str, name: str) -> None:
            info = at.get_service_info(kind, name, timeout=ASK_MILLISECONDS)
            for each in _relays_of(info):
                with news:
                    if len(found) < MOST_FOUND:
                        found[each.address] = each
                    news.notify_all()

        def update_service(self, at: Zeroconf, kind: str, name: str) -> None:
            self.add_service(at, kind, name)

        def remove_service(self, at: Zeroconf, kind: str, name: str) -> None:
            pass

    try:
        looking = zeroconf.Zeroconf(**({"interfaces": list(addresses)} if addresses else {}))
    except (OSError, zeroconf.Error) as error:
        raise _silent() from error
    try:
        zeroconf.ServiceBrowser(looking, SERVICE, Listener())
        left = seconds
        with news:
            while left > 0 and not cancelled():
                if any(not wanted or each.device == wanted for each in found.values()):
                    break
                news.wait(STEP_SECONDS)
                left -= STEP_SECONDS
            return tuple(sorted(found.values(), key=lambda each: each.address))
    finally:
        looking.close()


def own_addresses() -> tuple[str, ...]:
    """Return this computer's IPv4 addresses in its networks, without loopback."""
    import psutil

    up = {name for name, each in psutil.net_if_stats().items() if each.isup}
    return tuple(
        sorted(
            each.address
            for name, cards in psutil.net_if_addrs().items()
            for each in cards
            if name in up
            and each.family == socket.AF_INET
            and not each.address.startswith(("127.", "169.254."))
        )
    )


def _relays_of(info: ServiceInfo | None) -> list[FoundRelay]:
    if info is None or not info.port:
        return []
    device = (info.properties.get(ID.encode()) or b"").decode("ascii", "replace")
    addresses = [each for each in info.parsed_addresses() if ":" not in each]
    return [FoundRelay(device[:64], f"{each}:{info.port}") for each in addresses]


def _library() -> Any:
    try:
        import zeroconf
    except ImportError as error:
        raise WorldError(
            Code.LIBRARIES_MISSING,
            "This Ujuzi cannot look for collection points by itself; type the address.",
        ) from error
    return zeroconf


def _silent() -> WorldError:
    return WorldError(
        Code.RELAY_UNREACHABLE,
        "This computer may not look around in its network; type the address instead.",
        address="",
    )
