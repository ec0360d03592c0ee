"""The collection point of a campus, on its coordinator's computer: opened, looked at, closed.

It runs in a process of its own (`relay`), which ends with this one. What computers leave there is
held here too when it is looked at, and carried with what came by folder; receipts and parts are
brought back. It says *held*: a hub's receipt alone says that something has arrived.

Where nobody comes, something is in the way that says nothing: Windows' firewall blocks a program
that listens in silence where nobody is administrator.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ujuzi import files, installed
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, UjuziError, WorldError
from ujuzi.paths import RELAY
from ujuzi.services.clock import Clock
from ujuzi.services.delivery.delivery import WaitFor, device_keys
from ujuzi.services.delivery.relays import data_folder
from ujuzi.store import event_log, held, statements
from ujuzi.store.database import Database
from ujuzi.wire.relay_window import RelayStarted, TakeAsk

if TYPE_CHECKING:
    from ujuzi.services.campus.point_courses import PointCourses
    from ujuzi.sync.discovery import Announcement
    from ujuzi.sync.exchange import OnStore
    from ujuzi.sync.transports.relay import RelayTransport

CERTIFICATE = "tls.pem"
QUIET_AFTER = 10 * 60 * 1000
"""Milliseconds without a visit, after which it is said what may be in the way."""

EVERYWHERE = "0.0.0.0"
START_SECONDS = 60.0
END_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class PointVisitor:
    """A computer that came, by its name where the hub has named it; `at` by this clock."""

    device: str
    name: str
    at: Milliseconds


@dataclass(frozen=True, slots=True)
class PointStanding:
    """How the collection point is.

    `addresses` are where computers reach it: of IPv6 only where there are no others. `visitors`
    came since it was opened, the latest first; `held` counts events that lie here and have not
    landed, whatever way they came. `is_quiet` where nobody came for ten minutes. `missed` are the
    names of computers that say they saw it and could not reach it. `problem` is the code of what
    hinders it.
    """

    addresses: tuple[str, ...]
    opened_at: Milliseconds
    visitors: tuple[PointVisitor, ...] = ()
    strangers: int = 0
    held: int = 0
    is_quiet: bool = False
    is_announced: bool = False
    missed: tuple[str, ...] = ()
    problem: str = ""


@dataclass(slots=True)
class _Open:
    """A collection point that is open: its process, the way to it, and how much was taken."""

    process: subprocess.Popen[bytes]
    window: RelayTransport
    port: int
    opened_at: Milliseconds
    host: str
    announcement: Announcement | None = None
    up_to: TakeAsk = field(default_factory=TakeAsk)
    brought: bytes = b""


class CollectionPoint:
    """Opening the campus's collection point, and looking after it; once at a time."""

    def __init__(
        self,
        db: Database,
        data_dir: Path,
        clock: Clock,
        host: str = EVERYWHERE,
        port: int | None = None,
    ) -> None:
        """`host` and `port` are where it listens, where not at its own port of every network."""
        self._db = db
        self._data_dir = data_dir
        self._clock = clock
        self._host, self._port = host, port
        self._box: list[_Open] = []
        self._turn = threading.Lock()
        self._on_store: OnStore = lambda work: work(db)

    def through(self, wait_for: WaitFor) -> CollectionPoint:
        """Return what works on another thread; `wait_for` is its way to the store's."""
        db = self._db
        far = CollectionPoint(db, self._data_dir, self._clock, self._host, self._port)
        far._box, far._turn = self._box, self._turn
        far._on_store = lambda work: wait_for(lambda _: work(db))
        return far

    @property
    def courses(self) -> PointCourses:
        """The courses that it hands out."""
        from ujuzi.services.campus.point_courses import PointCourses

        return PointCourses(self._on_store, self._data_dir)

    @property
    def is_open(self) -> bool:
        """Whether it is open, as far as is known."""
        return bool(self._box)

    def open(self) -> PointStanding:
        """Open it, and return how it is; open already, nothing changes.

        The hub is asked for its signed word of this computer where that is missing or runs out.
        Raises RefusedError `not-registered` or `relay-unknown` (nobody at the hub has permitted
        it), and WorldError where the hub is needed and not reached, or the process cannot start.
        """
        from ujuzi.sync import relaying

        with self._turn:
            if self._box and self._box[0].process.poll() is None:
                return self._look(self._box[0])
            self._end()
            folder = data_folder(self._data_dir, RELAY)
            certificate = self._certificate(folder)
            if self._on_store(lambda db: relaying.is_due(db, certificate)):
                self._ask_hub(certificate)
            started = self._start()
            self._box.append(started)
            try:
                relaying.open_for(self._on_store, started.window)
                self._announce(started)
                return self._look(started)
            except BaseException:
                self._end()
                raise

    def look(self) -> PointStanding | None:
        """Hold here what was left there since, bring what came down; None where it is closed.

        Raises WorldError `relay-unreachable` where its process has ended by itself.
        """
        with self._turn:
            if not self._box:
                return None
            if self._box[0].process.poll() is not None:
                self._end()
                raise WorldError(
                    Code.RELAY_UNREACHABLE,
                    "The collection point ended by itself; open it again.",
                    address="",
                )
            return self._look(self._box[0])

    def close(self) -> None:
        """Close it; what it holds lies there until it is opened again, and here."""
        with self._turn:
            if self._box:
                with suppress(UjuziError):
                    self._look(self._box[0])
            self._end()

    def _look(self, at: _Open) -> PointStanding:
        from ujuzi.sync import relaying

        taken = relaying.take(self._on_store, at.window, at.up_to, self._clock.now())
        at.up_to = taken.up_to
        brought = self._on_store(relaying.brought_digest)
        if brought != at.brought:
            relaying.open_for(self._on_store, at.window)
            relaying.bring(self._on_store, at.window)
            at.brought = brought
        told = relaying.standing(at.window)
        counts = self._on_store(held.counts)
        names = {each.device: each.name for each in counts}
        visitors = tuple(
            PointVisitor(
                each.device,
                names.get(each.device, "") if each.known else "",
                Milliseconds(each.at),
            )
            for each in told.visitors
            if each.at >= told.opened_at
        )
        last = max((each.at for each in visitors), default=at.opened_at)
        return PointStanding(
            addresses=self._addresses(at),
            opened_at=at.opened_at,
            visitors=visitors,
            strangers=sum(not each.name for each in visitors),
            held=sum(each.held for each in counts),
            is_quiet=self._clock.now() - last >= QUIET_AFTER,
            is_announced=at.announcement is not None,
            missed=self._on_store(_missed),
            problem=told.problem,
        )

    def _certificate(self, folder: Path) -> bytes:
        """Return the hash of this relay's certificate, which is made where there is none."""
        from ujuzi.credentials import tls

        file = folder / CERTIFICATE
        with suppress(OSError, ValueError, IndexError):
            return tls.fingerprint(file.read_bytes())
        pem = tls.new_certificate()
        files.write_whole(file, pem, files.SECRET)
        return tls.fingerprint(pem)

    def _ask_hub(self, certificate: bytes) -> None:
        """Ask the hub for its word of this computer; a good one that is here will do for now."""
        from ujuzi.sync import relaying
        from ujuzi.sync.exchange import Road
        from ujuzi.sync.identity import registered_link
        from ujuzi.sync.transports.http import HttpTransport

        transport = HttpTransport(self._on_store(registered_link).url)
        road = Road(transport, device_keys(self._data_dir), self._clock.now)
        try:
            relaying.ask_record(self._on_store, road, certificate)
        except WorldError:
            if self._on_store(lambda db: relaying.record_of(db, certificate)) is None:
                raise
        finally:
            transport.close()

    def _start(self) -> _Open:
        from ujuzi.sync.transports import relay as relays

        port = relays.PORT if self._port is None else self._port
        listening = ("--host", self._host, "--port", str(port))
        try:
            process = subprocess.Popen(
                [*_command(), "--data-dir", str(self._data_dir), *listening],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                **_hidden(),
            )
        except OSError as error:
            raise _unstarted(error.strerror or "") from error
        told = _first_line(process)
        if told is None:
            _finish(process, seconds=0)
            raise _unstarted("")
        window = relays.RelayTransport(f"http://127.0.0.1:{told.window_port}", token=told.token)
        return _Open(process, window, told.port, self._clock.now(), self._host)

    def _announce(self, at: _Open) -> None:
        """Let computers find it by themselves, where that is possible; an address does as well."""
        from ujuzi.sync import discovery

        device = self._on_store(event_log.device_id)
        with suppress(WorldError):
            at.announcement = discovery.Announcement(device, at.port, self._networks(at))

    def _networks(self, at: _Open) -> tuple[str, ...]:
        from ujuzi.sync import discovery

        return discovery.own_addresses() if at.host == EVERYWHERE else (at.host,)

    def _addresses(self, at: _Open) -> tuple[str, ...]:
        from ujuzi.sync.transports import relay as relays

        own = self._networks(at)
        said = [each for each in own if ":" not in each] or list(own)
        return tuple(relays.written(each, at.port) for each in said)

    def _end(self) -> None:
        if not self._box:
            return
        at = self._box.pop()
        at.window.close()
        if at.announcement is not None:
            at.announcement.close()
        _finish(at.process, seconds=END_SECONDS)


def _missed(db: Database) -> tuple[str, ...]:
    names = {each.device: each.name for each in held.computers(db)}
    told = [each.statement for each in statements.latest(db) if each.known]
    return tuple(sorted(names.get(each.device, each.device) for each in told if each.missed))


def _command() -> list[str]:
    """Return what starts a relay."""
    return [*installed.command(), "relay", "serve"]


def _hidden() -> dict[str, Any]:
    """Return how a process is started without a window of its own."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW}
    return {}


def _first_line(process: subprocess.Popen[bytes]) -> RelayStarted | None:
    """Return what a relay says when it listens; None where it says nothing of the kind in time."""
    late = threading.Timer(START_SECONDS, process.kill)
    late.start()
    try:
        assert process.stdout is not None
        return msgspec.json.decode(process.stdout.readline(), type=RelayStarted)
    except msgspec.MsgspecError:
        return None
    finally:
        late.cancel()


def _finish(process: subprocess.Popen[bytes], *, seconds: float) -> None:
    """Let a process end by its standard input, or end it after so long."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _unstarted(reason: str) -> WorldError:
    return WorldError(
        Code.PROCESS_UNSTARTED,
        "The collection point could not be started; try again.",
        reason=reason,
    )
