"""Relays on the LAN, by multicast DNS: one says where it is, others look for it when asked to.

What is found is an address and nothing more: a relay is believed by the hub's record alone
(`sync.transports.relay`). An announcement names the relay's id and no computer or person. The
library is imported late, and nothing listens or speaks where nobody has asked.

Anybody may announce anything, so looking goes on for a moment after something was found, and the
relays that the hub has named go before others and are never crowded out by them. Whoever announces
itself under such a name has few addresses; and what never says where it is keeps nobody waiting.

IPv6 addresses are announced and found where they are good in the whole network. Those of a link
alone are not: they mean another card on every computer. Where a switch has no router, there are
the IPv4 addresses that computers give themselves.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Any

from ujuzi.errors import Code, WorldError

if TYPE_CHECKING:
    from zeroconf import ServiceInfo, Zeroconf

SERVICE = "_ujuzi-relay._tcp.local."
ID = "relay"
"""The property that holds the relay's id."""

SECONDS = 4.0
"""For how long is looked, where nothing is found before."""

LINGER_SECONDS = 1.0
"""For how long is looked on, after something was found: the right one may answer second."""

STEP_SECONDS = 0.2
ASK_MILLISECONDS = 1500
MOST_FOUND = 16
"""Addresses of strangers, and of each that was named."""

MOST_ASKED = 64
"""Strangers' announcements that are asked where they are."""

ASKED_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class FoundRelay:
    """Something that says it is a relay: its id, and its address as `host:port`.

    An IPv6 address is in brackets.
    """

    device: str
    address: str


class Announcement:
    """A relay that says where it is, until it is closed."""

    def __init__(self, device: str, port: int, addresses: tuple[str, ...]) -> None:
        """Announce a relay at a port of these addresses; raises WorldError."""
        zeroconf = _library()
        try:
            self._zeroconf: Zeroconf = zeroconf.Zeroconf(
                interfaces=list(addresses) or ["127.0.0.1"]
            )
            self._info: ServiceInfo = zeroconf.ServiceInfo(
                SERVICE,
                f"{device}.{SERVICE}",
                addresses=[ip_address(each).packed for each in addresses],
                port=port,
                properties={ID: device},
                server=f"ujuzi-{device}.local.",
            )
            self._zeroconf.register_service(self._info, allow_name_change=True)
        except (OSError, RuntimeError, zeroconf.Error) as error:
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
    linger: float = LINGER_SECONDS,
    addresses: tuple[str, ...] = (),
    named: Collection[str] = (),
    stops_early: bool = True,
) -> tuple[FoundRelay, ...]:
    """Look for relays on the network of these addresses, or of all; return what was found.

    Those whose ids the hub has `named` come first, and IPv4 before IPv6. After something was found
    is looked for `linger` seconds more, unless all that were named are found; for all of
    `seconds` where nothing `stops_early`, for what came first need not be what it says. Raises
    WorldError `relay-unreachable` where this computer may not look.
    """
    zeroconf = _library()
    found = _Found(frozenset(named))
    asking, asking_named = ThreadPoolExecutor(ASKED_AT_ONCE), ThreadPoolExecutor(ASKED_AT_ONCE)

    class Listener(zeroconf.ServiceListener):  # type: ignore[misc,name-defined]
        asked = 0

        def add_service(self, at: Zeroconf, kind: str, name: str) -> None:
            # Its id is how its name begins, too: whoever was named is asked also in a crowd.
            device = name.removesuffix(f".{SERVICE}").partition("-")[0]
            with suppress(RuntimeError):  # one that came as the search ended
                if device in named:
                    asking_named.submit(self.ask, at, kind, name)
                elif found.has_room_for(device) and self.asked < MOST_ASKED:
                    self.asked += 1
                    asking.submit(self.ask, at, kind, name)

        def ask(self, at: Zeroconf, kind: str, name: str) -> None:
            found.add(_relays_of(at.get_service_info(kind, name, timeout=ASK_MILLISECONDS)))

        def update_service(self, at: Zeroconf, kind: str, name: str) -> None:
            self.add_service(at, kind, name)

        def remove_service(self, at: Zeroconf, kind: str, name: str) -> None:
            pass

    try:
        looking = _looking(addresses)
    except (OSError, RuntimeError, zeroconf.Error) as error:
        raise _silent() from error
    try:
        zeroconf.ServiceBrowser(looking, SERVICE, Listener())
        left = seconds
        while left > 0 and not cancelled() and not (stops_early and found.is_complete):
            found.wait(STEP_SECONDS)
            left -= STEP_SECONDS
            if found and stops_early:
                left = min(left, linger)
                linger -= STEP_SECONDS
        return found.in_order()
    finally:
        looking.close()
        for pool in (asking, asking_named):
            pool.shutdown(wait=False, cancel_futures=True)


class _Found:
    """What was found so far: of strangers not very many."""

    def __init__(self, named: frozenset[str]) -> None:
        self._named = named
        self._relays: dict[str, FoundRelay] = {}
        self._news = threading.Condition()

    def __bool__(self) -> bool:
        return bool(self._relays)

    @property
    def is_complete(self) -> bool:
        """Whether all that were named are found."""
        there = {each.device for each in tuple(self._relays.values())}
        return bool(self._named) and self._named <= there

    def has_room_for(self, device: str) -> bool:
        """Whether another relay that says it is this one would be kept."""
        there = [each.device for each in tuple(self._relays.values())]
        if device in self._named:
            return there.count(device) < MOST_FOUND
        return sum(each not in self._named for each in there) < MOST_FOUND

    def add(self, relays: Sequence[FoundRelay]) -> None:
        """Keep what was found; what was named first has an address for good."""
        with self._news:
            for each in relays[:MOST_FOUND]:
                before = self._relays.get(each.address)
                is_taken = before is not None and before.device in self._named
                if self.has_room_for(each.device) and not is_taken:
                    self._relays[each.address] = each
            self._news.notify_all()

    def wait(self, seconds: float) -> None:
        """Wait for news."""
        with self._news:
            self._news.wait(seconds)

    def in_order(self) -> tuple[FoundRelay, ...]:
        """Return those that were named first, and IPv4 first."""
        with self._news:
            return tuple(
                sorted(
                    self._relays.values(),
                    key=lambda each: (
                        each.device not in self._named,
                        each.address.startswith("["),
                        each.address,
                    ),
                )
            )


def _looking(addresses: tuple[str, ...]) -> Zeroconf:
    """Return what looks on the networks of these addresses, or of all; by IPv6 where there is it.

    Raises OSError or RuntimeError.
    """
    zeroconf = _library()
    make: Callable[..., Zeroconf] = zeroconf.Zeroconf
    if addresses:
        return make(interfaces=list(addresses))
    with suppress(OSError, RuntimeError, zeroconf.Error):
        return make(ip_version=zeroconf.IPVersion.All)
    return make()


def own_addresses() -> tuple[str, ...]:
    """Return this computer's addresses in its networks, without loopback: IPv4 first.

    An address that a card gave itself counts where there is no other of IPv4; of IPv6 only those
    count that mean the same on every computer.
    """
    import psutil

    up = {name for name, each in psutil.net_if_stats().items() if each.isup}
    cards = [card for name, each in psutil.net_if_addrs().items() if name in up for card in each]
    found = {
        ip_address(card.address.partition("%")[0])
        for card in cards
        if card.family in {socket.AF_INET, socket.AF_INET6}
    }
    known = [each for each in found if not (each.is_loopback or each.is_multicast)]
    usual = {each for each in known if not each.is_link_local}
    own = usual | {each for each in known if each.version == 4 and _none_of(4, usual)}
    return tuple(str(each) for each in sorted(own, key=lambda each: (each.version, int(each))))


def _none_of(version: int, addresses: Iterable[IPv4Address | IPv6Address]) -> bool:
    return not any(each.version == version for each in addresses)


def _relays_of(info: ServiceInfo | None) -> list[FoundRelay]:
    if info is None or not info.port:
        return []
    device = (info.properties.get(ID.encode()) or b"").decode("ascii", "replace")
    found = [ip_address(each.partition("%")[0]) for each in info.parsed_addresses()]
    return [
        FoundRelay(
            device[:64], f"[{each}]:{info.port}" if each.version == 6 else f"{each}:{info.port}"
        )
        for each in found
        if not (each.is_multicast or each.is_unspecified or each.is_reserved)
        and (each.version == 4 or not each.is_link_local)
    ]


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
