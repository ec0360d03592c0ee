"""How much the hub takes on at once and how long it waits, before it asks to come back later.

All of it is of one process; `serving.door` says what the figures of callers mean together.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from ujuzi.errors import Code, WorldError

MAX_CONNECTIONS = 2048
"""That are open; a newcomer to more closes one that asks nothing."""

HEAD_SECONDS = 30.0
"""From a connection's opening to the end of its first request's head, which is one packet."""

MAX_STRANGERS, MAX_STRANGERS_OF_ONE = 256, 64
"""Requests of whom nobody knows yet whose they are: in all, and from one address. A campus or a
mobile carrier is one address, and 40 computers of a campus begin on Monday at eight."""

ASK_SECONDS = 60.0
"""How long it may take until it is known whose a request is: an ask is some 200 bytes."""

UPLOAD_BYTES_A_SECOND = 512
"""A stranger's upload of a file takes longer, by a second for so many bytes: half of what a phone
on GPRS carries."""

MAX_VISITS, MAX_VISITS_OF_ONE = 256, 64
"""Exchanges with computers that are known: in all, and of one campus; each may hold a batch."""

STALL_SECONDS, STALL_BYTES = 180.0, 200
"""In any so many seconds at least so many bytes come of a computer that is known, and go to whoever
is answered. Phones on 2G stand still for minutes and go on; what drips is slower."""

GIVE_WAY_SECONDS = 5.0
"""A visit of which nothing has come for so long gives way to another of the same computer: the link
under it broke, and nobody told."""

TURN_SECONDS = 30.0
"""How long a computer waits for a visit of its own that goes on; half of its patience."""

STOP_SECONDS, GRACEFUL_SECONDS, EXIT_SECONDS = 10.0, 20, 8.0
"""A hub that is stopped: its callers have so long to end, then what it does for them, from when it
was stopped; then its threads, in addition. Less than 30 in all."""

WORKERS: Final = 8
"""Threads that land batches and answer, on PostgreSQL: as many as the pool keeps connections."""

READERS: Final = 3
"""Threads that have batches read, on SQLite: one hears what a batch says, one has given the reader
the next, and one makes out what it heard."""

KEEP_ALIVE_SECONDS: Final = 75
"""How long a connection may do nothing between two requests; longer than a proxy keeps one, or it
would now and then send a request on a connection that closes (packaging/hub/nginx.conf)."""

RETRY_AFTER_SECONDS: Final = 20
ASKS_AT_ONCE: Final = 40
ASKS_A_SECOND: Final = 2.0
MAX_DEVICES_REMEMBERED: Final = 10_000
REGISTRATIONS_AT_ONCE: Final = 50
REGISTRATIONS_A_SECOND: Final = 0.5
CHECKS_AT_ONCE: Final = 30
CHECKS_A_SECOND: Final = 0.5
"""Of certificates, on the public page, from one address: a campus may share one."""

LISTS_AT_ONCE: Final = 120
LISTS_A_SECOND: Final = 2.0
"""Of key lists and status lists, from one address: a verifier asks at each certificate."""


OWNER_BITS = 64
"""Of an IPv6 address say whose it is: of the internet. In one network all computers share them, so
that a collection point counts whole addresses."""

OPEN_FILES = 65_536
"""A process that serves may open so many, where the system lets it: a connection takes one."""


@lru_cache(maxsize=4096)
def network_of(host: str) -> str:
    """Return what one owner has: an IPv4 address, or `OWNER_BITS` of an IPv6 address."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    rest = address.max_prefixlen - OWNER_BITS
    return str(ip_network((int(address) >> rest << rest, OWNER_BITS)))


def count_whole_addresses() -> None:
    """Count each address of IPv6 as one owner's in this process, for its callers share a network.

    One of them may give itself many: then it displaces nobody but who waits longest.
    """
    global OWNER_BITS  # noqa: PLW0603 - figures of a process, as all of these
    OWNER_BITS = 128
    network_of.cache_clear()


def stop_within(seconds: float) -> None:
    """Give callers so long to end when this process is stopped."""
    global STOP_SECONDS  # noqa: PLW0603 - as above
    STOP_SECONDS = seconds


def open_many_files() -> int:
    """Let this process open as many files as it may, and return how many; 0 where nothing says."""
    try:
        import resource
    except ImportError:  # on Windows
        return 0
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if most == resource.RLIM_INFINITY else min(OPEN_FILES, most)
    if now < wanted:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
        except (OSError, ValueError):
            return now
    return max(now, wanted)


class TooOftenError(WorldError):
    """Somebody asks too often; she may come back after `Retry-After`."""


class TokenBuckets:
    """A token bucket for each name: `at_once` asks, then `a_second`; a refused ask costs nothing.

    The threads of one process share it; another process has its own.
    """

    def __init__(
        self, at_once: float, a_second: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._at_once = at_once
        self._a_second = a_second
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def spend(self, name: str) -> None:
        """Take one token of a name; raises TooOftenError where none is left."""
        now = self._clock()
        with self._lock:
            left, since = self._left.pop(name, (self._at_once, now))
            left = min(self._at_once, left + (now - since) * self._a_second)
            is_spent = left >= 1
            self._left[name] = (left - is_spent, now)
            if len(self._left) > MAX_DEVICES_REMEMBERED:
                self._left.popitem(last=False)
        if not is_spent:
            raise TooOftenError(Code.TOO_OFTEN, "This computer asks too often; it will try later.")
