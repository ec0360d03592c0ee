"""Results on their way to the hub: registering this computer, exchanging, and what is waiting.

The exchange's modules are imported when they are first used: most days need none of them. Where an
exchange waits for the network on a thread of its own (`Collection.through`), the engine still works
on the thread that owns the store, for a moment at a time: one adapter stands between them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, TypeVar

import msgspec

from ujuzi.credentials.secrets import in_groups, plain_code
from ujuzi.domain.authority import Act
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import MALFORMED, Code, RefusedError, UjuziError
from ujuzi.files import read_input
from ujuzi.paths import KEYS, is_portable
from ujuzi.services.clock import Clock
from ujuzi.services.people.people import People
from ujuzi.store import campus_names, event_log, exchanges, facts, outbox, sittings, vault
from ujuzi.store.database import Database
from ujuzi.store.exchanges import ExchangeRecord as ExchangeRecord
from ujuzi.store.outbox import EnvelopeHolder

if TYPE_CHECKING:
    from ujuzi.sync.exchange import ExchangeProgress, OnStore, Road
    from ujuzi.sync.identity import KeyFolder
    from ujuzi.sync.transports.transport import Transport
    from ujuzi.wire.registration import CampusRegistration

T = TypeVar("T")
OFFLINE = "work-offline"
"""The fact that this computer exchanges only when it is asked to."""
BYTES_AN_EVENT = 10
"""What an event that is in no batch yet will cost, about."""
STOPPED = "exchange-stopped"
"""The problem of an exchange that a person stopped."""

A_CODE_HELPS = frozenset(
    {
        *(Code.KEY_LOST, Code.DEVICE_UNKNOWN, Code.DEVICE_REVOKED, Code.DEVICE_TAKEN),
        *(Code.SUCCESSION_WAITS, Code.SUCCESSORS_FULL),
    }
)
"""The problems that a new code from the coordinator mends."""


class DeliveryStanding(msgspec.Struct, frozen=True):
    """What the hub has of this computer and what it has not.

    `hub` and `campus` are empty before registration; `campus` is what people call it, as far as the
    hub has said that, else its id. `landed_at` is when the hub last answered;
    `problem` is the code of what hindered the last exchange. While it `is_waiting_for_a_person`,
    this computer works for its campus, and somebody there has yet to say that it is theirs.
    `closed_at` is when its steward closed it, if it is closed. `holder` is the folder or relay that
    has most of what has not landed, if any has.
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
    is_waiting_for_a_person: bool = False
    closed_at: Milliseconds | None = None
    holder: EnvelopeHolder | None = None

    @property
    def landed(self) -> int:
        """How many of its events a receipt covers."""
        return self.events - self.waiting

    @property
    def held(self) -> int:
        """How many lie with its holder, and have not landed."""
        return self.holder.last - self.landed if self.holder is not None else 0

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


Registration: TypeAlias = "Invitation | CampusRegistration"
"""What a coordinator gives out: for one computer, or the file of a campus for all of them."""


class WaitFor(Protocol):
    """Runs a question on the thread that owns the store, waits, and returns its answer.

    The question is given that thread's services.
    """

    def __call__(self, question: Callable[[Any], T], /) -> T:
        """Run `question`; raises what it raises."""
        ...


class Collection:
    """The exchange with the hub, from one computer."""

    def __init__(self, db: Database, data_dir: Path, clock: Clock) -> None:
        self._db = db
        self._data_dir = data_dir
        self._clock = clock
        self._on_store: OnStore = lambda work: work(db)

    def through(self, wait_for: WaitFor) -> Collection:
        """Return what exchanges from another thread; `wait_for` is its way to the store's."""
        db = self._db
        far = Collection(db, self._data_dir, self._clock)
        far._on_store = lambda work: wait_for(lambda _: work(db))
        return far

    def settle(self) -> bool:
        """Take a new identity where this data woke up on another machine; before any append.

        Return whether it did, and the machine is a stick.
        """
        from ujuzi.sync import machine

        is_carried = self._db.is_encrypted or is_portable(self._data_dir)
        if is_carried:
            here = machine.this_stick(vault.place_of(self._data_dir))
        else:
            here = machine.this_machine()
        if facts.get(self._db, machine.FACT) == machine.written(here):
            return False
        from ujuzi.sync import identity

        return identity.settle(self._db, here) and is_carried

    def standing(self) -> DeliveryStanding:
        """Return how much has landed at the hub, how much waits, and how the last tries went."""
        from ujuzi.sync.identity import link_of

        link = link_of(self._db)
        device = event_log.device_id(self._db)
        waiting = outbox.amount_waiting(self._db, device)
        history = exchanges.latest(self._db)
        good = exchanges.last_good(self._db)
        return DeliveryStanding(
            hub=link.url if link else "",
            campus=campus_names.name_of(self._db, link.campus) if link else "",
            device=device,
            events=outbox.landed(self._db, device) + waiting.events,
            waiting=waiting.events,
            waiting_bytes=waiting.bytes + waiting.uncut * BYTES_AN_EVENT,
            landed_at=good.at if good else None,
            problem=next((each.problem for each in history if not each.carried), ""),
            offline=facts.get(self._db, OFFLINE) is not None,
            exchanges=history,
            is_waiting_for_a_person=bool(link and link.enrols_as),
            closed_at=event_log.closed_at(self._db),
            holder=next(iter(outbox.holders(self._db, device)), None),
        )

    def work_offline(self, *, offline: bool) -> None:
        """Exchange only when asked to; or again by itself."""
        with self._db.atomic():
            if offline:
                facts.put(self._db, OFFLINE, "yes")
            else:
                facts.forget(self._db, OFFLINE)
            self._db.changed |= Changes.SYNC

    def close(self, steward_code: str) -> DeliveryStanding:
        """Close this computer: nobody signs in, and nothing is recorded until it is opened again.

        So all that was ever recorded has landed, once what waits has. Raises RefusedError
        `sittings-open` where somebody has yet to hand in, `computer-closed`, and what
        `People.check_steward_code` raises.
        """
        people = People(self._db, self._clock)
        people.check_steward_code(steward_code, Act.CLOSE_COMPUTER)
        event_log.check_open(self._db)
        if open_ := sittings.count(self._db):
            raise RefusedError(
                Code.SITTINGS_OPEN,
                f"{open_} assessments are begun here and not handed in.",
                count=open_,
            )
        with self._db.atomic():
            event_log.close(self._db, self._clock.now())
            self._db.changed |= Changes.SYNC
        return self.standing()

    def open_again(self, steward_code: str) -> DeliveryStanding:
        """Open a computer that was closed; raises what `People.check_steward_code` raises."""
        people = People(self._db, self._clock)
        people.check_steward_code(steward_code, Act.CLOSE_COMPUTER)
        with self._db.atomic():
            event_log.open_again(self._db, self._clock.now())
            self._db.changed |= Changes.SYNC
        return self.standing()

    def register(
        self, invitation: Registration, name: str, steward_code: str = ""
    ) -> DeliveryStanding:
        """Register this computer with what its coordinator gave out; `name` is the computer's.

        With the file of a campus no network is asked: this computer works for it from now on, and
        asks the hub to take it in whenever that is reached.

        Raises RefusedError `address-wrong`, `code-unknown`, `signature-wrong` (another hub answered
        than the one that made the registration file), `another-hub` where the computer would leave
        its hub and no steward code is given, what `People.check_steward_code` raises, and whatever
        else the hub refuses; and WorldError where it cannot be reached.
        """
        from ujuzi.sync import exchange as engine
        from ujuzi.sync.transports.http import HttpTransport

        def may_leave(db: Database) -> None:
            _check_leaving(People(db, self._clock), steward_code)

        address = hub_address(invitation.hub)
        if not isinstance(invitation, Invitation):
            file = msgspec.structs.replace(invitation, hub=address)
            engine.join(self._on_store, device_keys(self._data_dir), file, name, may_leave)
            if file.folder:
                from ujuzi.services.delivery.unattended import set_shared_folder

                self._on_store(lambda db: set_shared_folder(db, file.folder))
            return self._on_store(lambda _: self.standing())
        transport = HttpTransport(address)
        try:
            engine.register(
                self._on_store,
                self._road(transport),
                url=address,
                code=in_groups(plain_code(invitation.code)),
                name=name,
                hub_key=bytes.fromhex(invitation.hub_key),
                may_leave=may_leave,
            )
        finally:
            transport.close()
        return self._on_store(lambda _: self.standing())

    def exchange(
        self,
        progress: Callable[[ExchangeProgress], None] = lambda _progress: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> ExchangeProgress:
        """Exchange with the hub and write down how it went.

        Raises what `sync.exchange.exchange` raises; what has landed by then has landed.
        """
        from dataclasses import replace

        from ujuzi.sync import exchange as engine
        from ujuzi.sync.identity import registered_link
        from ujuzi.sync.transports.http import HttpTransport

        link = self._on_store(registered_link)
        latest: list[ExchangeProgress] = []

        def heard(told: ExchangeProgress) -> None:
            latest[:] = [told]
            progress(told)

        transport = HttpTransport(link.url)
        try:
            road = replace(
                self._road(transport),
                progress=heard,
                cancelled=cancelled,
                sleep=lambda seconds: _pause(seconds, cancelled),
            )
            done = engine.exchange(self._on_store, road)
        except UjuziError as error:
            self._remember(latest[0] if latest else None, error.code)
            raise
        finally:
            transport.close()
        self._remember(done, STOPPED if cancelled() else "")
        return done

    def _road(self, transport: Transport) -> Road:
        from ujuzi.sync.exchange import Road

        return Road(transport, device_keys(self._data_dir), self._clock.now)

    def _remember(self, done: ExchangeProgress | None, problem: str) -> None:
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
        self._on_store(lambda db: exchanges.add(db, record))


def device_keys(data_dir: Path) -> KeyFolder:
    """Return the keys by which this computer signs, under each of its identities."""
    from ujuzi.sync.identity import KeyFolder

    return KeyFolder(data_dir / KEYS, vault.key_of(data_dir))


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
        raise RefusedError(Code.ADDRESS_WRONG, f"{typed!r} is no address of a hub.", address=typed)
    if parts.scheme:
        return address
    try:
        near = host == "localhost" or ip_address(host).is_private
    except ValueError:
        near = False
    return f"http://{address}" if near else f"https://{address}"


def read_registration(file: Path) -> Registration:
    """Return what a registration file says: of one computer, or of a campus.

    Raises RefusedError `registration-file-wrong` or `signature-wrong`, and WorldError
    `file-unreadable`.
    """
    from ujuzi.credentials.keys import PUBLIC_KEY_BYTES as KEY_BYTES
    from ujuzi.wire import registration

    data = read_input(file, registration.MOST_BYTES)
    try:
        if "code" not in msgspec.json.decode(data, type=dict[str, object]):
            return registration.read(data)
        invitation = msgspec.json.decode(data, type=Invitation)
        if len(bytes.fromhex(invitation.hub_key)) not in {0, KEY_BYTES}:
            raise ValueError("its key is none")
    except MALFORMED as error:
        raise RefusedError(
            Code.REGISTRATION_FILE_WRONG, f"{file.name} is no registration file.", file=file.name
        ) from error
    return invitation


def _check_leaving(people: People, steward_code: str) -> None:
    """Return only if this computer may leave its hub for another: its steward decides that."""
    if not people.has_steward():
        return
    if not steward_code:
        raise RefusedError(
            Code.ANOTHER_HUB,
            "This is another hub than the one at which this computer is registered; only its"
            " steward may change that, with the steward code.",
        )
    people.check_steward_code(steward_code, Act.CHANGE_HUB)


def _pause(seconds: float, cancelled: Callable[[], bool]) -> None:
    """Wait, but no longer than until somebody cancels."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and not cancelled():
        time.sleep(min(left, 0.2))
