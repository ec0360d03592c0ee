"""Results on their way to the hub: registering this computer, exchanging, and what is waiting.

The exchange's modules are imported when they are first used: most days need none of them. An
exchange waits for the network on a thread of its own: whatever it does on the store, it does
through `OnCollection`, on the thread that owns the store, for a moment at a time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec

from ujuzi.credentials.secrets import in_groups, plain_code
from ujuzi.domain.authority import Act
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import MALFORMED, RefusedError, UjuziError, WorldError
from ujuzi.paths import KEYS
from ujuzi.services.clock import Clock
from ujuzi.services.people.people import People
from ujuzi.store import event_log, exchanges, facts, outbox
from ujuzi.store.database import Database
from ujuzi.store.exchanges import ExchangeRecord

if TYPE_CHECKING:
    from ujuzi.sync.exchange import Progress, Road
    from ujuzi.sync.transports.transport import Transport

T = TypeVar("T")
OFFLINE = "work-offline"
"""The fact that this computer exchanges only when it is asked to."""
MOST_INVITATION_BYTES = 4096
BYTES_AN_EVENT = 10
"""What an event that is in no batch yet will cost, about."""
STOPPED = "exchange-stopped"
"""The problem of an exchange that a person stopped."""

A_CODE_HELPS = frozenset(
    {
        *("key-lost", "device-unknown", "device-revoked", "device-taken"),
        *("succession-waits", "successors-full"),
    }
)
"""The problems that a new code from the coordinator mends."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the hub has of this computer and what it has not.

    `hub` and `campus` are empty before registration; `landed_at` is when the hub last answered;
    `problem` is the code of what hindered the last exchange.
    """

    hub: str
    campus: str
    device: str
    events: int
    waiting: int
    waiting_bytes: int
    landed_at: Milliseconds | None
    problem: str
    offline: bool
    exchanges: tuple[ExchangeRecord, ...] = ()

    @property
    def needs_code(self) -> bool:
        """Whether this computer must be registered, for the first time or anew."""
        return not self.hub or self.problem in A_CODE_HELPS


class Invitation(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a coordinator gives out for one computer: on paper, or as a registration file.

    `hub_key` (hex, in a file only) pins the hub that may answer.
    """

    hub: str
    code: str
    hub_key: str = ""


class OnCollection(Protocol):
    """Runs work where the store may be used, waits for it, and returns what it returns."""

    def __call__(self, work: Callable[[Collection], T], /) -> T:
        """Run `work`; raises what it raises."""
        ...


class Collection:
    """The exchange with the hub, from one computer."""

    def __init__(self, db: Database, data_dir: Path, clock: Clock) -> None:
        self._db = db
        self._keys = data_dir / KEYS
        self._clock = clock

    def settle(self) -> None:
        """Take a new identity where this data woke up on another machine; before any append."""
        from ujuzi.sync import machine

        here = machine.this_machine()
        if facts.get(self._db, machine.FACT) == machine.written(here):
            return
        from ujuzi.sync import identity

        identity.settle(self._db, here)

    def standing(self) -> Standing:
        """Return how much has landed at the hub, how much waits, and how the last tries went."""
        from ujuzi.sync.identity import link_of

        link = link_of(self._db)
        device = event_log.device_id(self._db)
        waiting = outbox.amount_waiting(self._db, device)
        history = exchanges.latest(self._db)
        good = exchanges.last_good(self._db)
        return Standing(
            hub=link.url if link else "",
            campus=link.campus if link else "",
            device=device,
            events=outbox.landed(self._db, device) + waiting.events,
            waiting=waiting.events,
            waiting_bytes=waiting.bytes + waiting.uncut * BYTES_AN_EVENT,
            landed_at=good.at if good else None,
            problem=history[0].problem if history else "",
            offline=facts.get(self._db, OFFLINE) is not None,
            exchanges=history,
        )

    def work_offline(self, *, offline: bool) -> None:
        """Exchange only when asked to; or again by itself."""
        with self._db.atomic():
            if offline:
                facts.put(self._db, OFFLINE, "yes")
            else:
                facts.forget(self._db, OFFLINE)
            self._db.changed |= Changes.SYNC

    def register(self, invitation: Invitation, name: str, steward_code: str = "") -> Standing:
        """Register this computer; raises what `register` below raises."""
        return register(lambda work: work(self), invitation, name, steward_code)

    def exchange(
        self,
        progress: Callable[[Progress], None] = lambda _progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Progress:
        """Exchange with the hub; raises what `exchange` below raises."""
        return exchange(lambda work: work(self), progress, cancelled)

    def _road(self, transport: Transport) -> Road:
        from ujuzi.sync.exchange import Road
        from ujuzi.sync.identity import KeyFolder

        return Road(transport, KeyFolder(self._keys), self._clock.now)

    def _remember(self, done: Progress | None, problem: str) -> None:
        if done is None:
            record = ExchangeRecord(self._clock.now(), 0, 0, 0, 0, problem)
        else:
            record = ExchangeRecord(
                self._clock.now(),
                done.sent,
                done.documents,
                done.bytes_up,
                done.bytes_down,
                problem,
            )
        exchanges.add(self._db, record)


def register(
    on_collection: OnCollection, invitation: Invitation, name: str, steward_code: str = ""
) -> Standing:
    """Register this computer with what its coordinator gave out; `name` is the computer's.

    Raises RefusedError `address-wrong`, `code-unknown`, `signature-wrong` (another hub answered
    than the one that made the registration file), `another-hub` where the computer would leave its
    hub and no steward code is given, what `People.check_steward_code` raises, and whatever else the
    hub refuses; and WorldError where it cannot be reached.
    """
    from ujuzi.sync import exchange as engine
    from ujuzi.sync.transports.http import HttpTransport

    address = hub_address(invitation.hub)
    transport = HttpTransport(address)
    try:
        road, clock = on_collection(lambda here: (here._road(transport), here._clock))
        engine.register(
            _on_store(on_collection),
            road,
            url=address,
            code=in_groups(plain_code(invitation.code)),
            name=name,
            hub_key=bytes.fromhex(invitation.hub_key),
            may_leave=lambda db: _check_leaving(People(db, clock), steward_code),
        )
    finally:
        transport.close()
    return on_collection(lambda here: here.standing())


def exchange(
    on_collection: OnCollection,
    progress: Callable[[Progress], None] = lambda _progress: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Progress:
    """Exchange with the hub and write down how it went.

    Raises what `sync.exchange.exchange` raises; what has landed by then has landed.
    """
    from dataclasses import replace

    from ujuzi.sync import exchange as engine
    from ujuzi.sync.transports.http import HttpTransport

    url = on_collection(lambda here: here.standing().hub)
    if not url:
        raise RefusedError("not-registered", "This computer is not registered with a hub yet.")
    latest: list[Progress] = []

    def heard(told: Progress) -> None:
        latest[:] = [told]
        progress(told)

    transport = HttpTransport(url)
    try:
        road = on_collection(lambda here: here._road(transport))
        road = replace(
            road, progress=heard, cancelled=cancelled, sleep=lambda s: _pause(s, cancelled)
        )
        done = engine.exchange(_on_store(on_collection), road)
    except UjuziError as error:
        code = error.code
        on_collection(lambda here: here._remember(latest[0] if latest else None, code))
        raise
    finally:
        transport.close()
    problem = STOPPED if cancelled() else ""
    on_collection(lambda here: here._remember(done, problem))
    return done


def hub_address(typed: str) -> str:
    """Return an address as it is used: with http(s), without a trailing slash.

    A name is reached by https, a bare number of a local network by http, unless it says otherwise.
    Raises RefusedError `address-wrong`.
    """
    from ipaddress import ip_address
    from urllib.parse import urlsplit

    address = typed.strip().rstrip("/")
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        host, sound = parts.hostname or "", parts.port != 0
    except ValueError:
        host, sound = "", False
    if not host or not sound or parts.scheme not in {"", "http", "https"} or " " in address:
        raise RefusedError("address-wrong", f"{typed!r} is no address of a hub.", address=typed)
    if parts.scheme:
        return address
    try:
        near = host == "localhost" or ip_address(host).is_private
    except ValueError:
        near = False
    return f"http://{address}" if near else f"https://{address}"


def read_invitation(file: Path) -> Invitation:
    """Return what a registration file says.

    Raises RefusedError `registration-file-wrong`, and WorldError `file-unreadable`.
    """
    from ujuzi.credentials.keys import PUBLIC_KEY_BYTES as KEY_BYTES

    try:
        with file.open("rb") as opened:
            invitation = msgspec.json.decode(opened.read(MOST_INVITATION_BYTES), type=Invitation)
        if len(bytes.fromhex(invitation.hub_key)) not in {0, KEY_BYTES}:
            raise ValueError("its key is none")
    except OSError as error:
        raise WorldError(
            "file-unreadable", f"{file} cannot be read: {error.strerror}.", path=str(file)
        ) from error
    except MALFORMED as error:
        raise RefusedError(
            "registration-file-wrong", f"{file.name} is no registration file.", file=file.name
        ) from error
    return invitation


def _check_leaving(people: People, steward_code: str) -> None:
    """Return only if this computer may leave its hub for another: its steward decides that."""
    if not people.has_steward():
        return
    if not steward_code:
        raise RefusedError(
            "another-hub",
            "This is another hub than the one at which this computer is registered; only its"
            " steward may change that, with the steward code.",
        )
    people.check_steward_code(steward_code, Act.CHANGE_HUB)


def _pause(seconds: float, cancelled: Callable[[], bool]) -> None:
    """Wait, but no longer than until somebody cancels."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and not cancelled():
        time.sleep(min(left, 0.2))


def _on_store(on_collection: OnCollection) -> Any:
    """Return the exchange's way to the store."""
    return lambda work: on_collection(lambda here: work(here._db))
