"""Hub, computers and PostgreSQL are killed at random moments, again and again; nothing is lost.

Two computers record and exchange with a hub process on a PostgreSQL of its own. In each round one
of them all is killed (`kill -9`; a backend of PostgreSQL also by its administrator) at a moment
drawn from the time that a round takes, and starts again. `make kills` plays 200 rounds.

In other rounds the hub's database or a computer's disk is put back from an older copy at such a
moment, and what was sent before is sent again by somebody who kept it.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from random import Random
from typing import TypeAlias
from urllib.parse import urlsplit

import psutil
import psycopg
from sqlalchemy import func, select

from helpers import busy_computer
from helpers.hub_process import HubProcess, start_hub
from helpers.hubs import new_postgresql_database, start_postgresql
from helpers.warm import Process
from ujuzi.domain.event import encode_body
from ujuzi.hub.store.database import open_database as open_hub_database
from ujuzi.hub.store.tables import events, forks, parked, quarantine
from ujuzi.store import event_log
from ujuzi.store.database import open_database
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire import messages
from ujuzi.wire.messages import AskReader

ROUNDS = int(os.environ.get("UJUZI_KILLS", "8"))
SEED = int(os.environ.get("UJUZI_SEED", time.time_ns()))
"""What draws victims and moments; a failure tells it."""

NOTES = 300
MOMENT = 0.6
"""Seconds, about what a round takes."""

PATIENCE = 60.0
"""Seconds."""

Told: TypeAlias = SimpleQueue[tuple["Computer", Process, list[str]]]


class Computer:
    """A busy computer: what it has recorded, and whether some of that has not landed."""

    def __init__(self, data: Path, hub: HubProcess, told: Told) -> None:
        self.data, self._hub, self._told = data, hub, told
        self.recorded = 0
        self.is_busy = False
        self._start()

    def work(self, notes: int) -> None:
        self.is_busy = True
        assert self._process.stdin is not None
        self._process.stdin.write(f"{notes}\n")
        self._process.stdin.flush()

    def kill(self) -> None:
        """Kill it, and start it again to send what it had recorded."""
        self.end()
        self._start()
        self.work(0)

    def take_image(self) -> None:
        """Copy its disk while it is off."""
        self.end()
        shutil.rmtree(self._image, ignore_errors=True)
        shutil.copytree(self.data, self._image)
        self._start()

    def put_image_back(self) -> None:
        """Put the older copy of its disk back, and start it again."""
        self.end()
        shutil.rmtree(self.data)
        shutil.copytree(self._image, self.data)
        self.recorded = 0
        self._start()
        self.work(0)

    @property
    def sent(self) -> list[bytes]:
        """What it sent to exchange, in order; the last may not be whole."""
        return [file.read_bytes() for file in sorted(busy_computer.kept(self.data).iterdir())]

    @property
    def _image(self) -> Path:
        return self.data.with_name(f"{self.data.name}-image")

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.kill()
        self._process.stdin.close()
        self._process.wait()

    def hear(self, process: Process, words: list[str]) -> None:
        if process is not self._process:
            return
        match words:
            case ["recorded", count]:
                self.recorded = int(count)
            case ["landed"]:
                self.is_busy = False
            case ["waits", device]:
                with suppress(RuntimeError):  # it may have been admitted by now
                    self._hub.run("admit", device)
            case _:
                raise AssertionError(f"{self.data.name} ended by itself")

    def _start(self) -> None:
        self._process = busy_computer.start(self.data, self._hub.address)
        threading.Thread(target=self._listen, args=(self._process,)).start()

    def _listen(self, process: Process) -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                self._told.put((self, process, line.split()))
        self._told.put((self, process, []))


class Lab:
    """Two computers, a hub and its PostgreSQL."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.chance = chance
        self.database = new_postgresql_database(start_postgresql())
        self.hub = start_hub(self.database)
        self._told: Told = SimpleQueue()
        self.computers = []
        for name, code in (("one", self.hub.code), ("two", self.hub.run("code", "campus-1"))):
            self._hub_key = busy_computer.register(folder / name, self.hub.address, code)
            self.computers.append(Computer(folder / name, self.hub, self._told))

    def kill_hub(self) -> None:
        self.hub.kill()
        self._administrator().close()
        self.hub.restart()

    def kill_computer(self) -> None:
        self.chance.choice(self.computers).kill()

    def kill_backend(self) -> None:
        if pids := self._backends():
            psutil.Process(self.chance.choice(pids)).kill()

    def terminate_backend(self) -> None:
        if pids := self._backends():
            with self._administrator() as administrator:
                administrator.execute("SELECT pg_terminate_backend(%s)", [self.chance.choice(pids)])

    def back_up(self) -> None:
        """Copy the hub's database and every disk, while all are off."""
        self.hub.kill()
        self._copy_database(self._name, self._backup)
        for computer in self.computers:
            computer.take_image()
        self.hub.restart()

    def put_back_hub(self) -> None:
        """Put the backup back, and tell nobody."""
        self.hub.kill()
        self._copy_database(self._backup, self._name)
        self.hub.restart()

    def restore_hub(self) -> None:
        """Put the backup back, as it is done."""
        self.hub.kill()
        self._copy_database(self._backup, self._name)
        self.hub.run("restored")
        self.hub.restart()

    def put_computer_back(self) -> None:
        self.chance.choice(self.computers).put_image_back()

    def post_again(self) -> None:
        """Send what was sent before; whatever the hub heard is given no documents again."""
        transport = HttpTransport(self.hub.address)
        kept = [wire for computer in self.computers for wire in computer.sent]
        for wire in self.chance.choices(kept, k=5):
            reader = AskReader()
            reader.feed(wire)
            assert reader.ask is not None
            if not reader.is_complete:
                continue
            heard = self._heard(reader.ask.device)
            answer = transport.post("exchange", wire)
            reply = messages.read_answer(answer, reader.signed, self._hub_key)
            assert reader.ask.number > heard or reply.documents == ()
        transport.close()

    def _heard(self, device: str) -> int:
        with self._administrator() as administrator:
            row = administrator.execute("SELECT asked FROM heads WHERE device = %s", [device])
            (found,) = row.fetchone() or (0,)
            return int(found)

    @property
    def _name(self) -> str:
        return urlsplit(self.database).path.removeprefix("/")

    @property
    def _backup(self) -> str:
        return f"{self._name}backup"

    def _copy_database(self, source: str, target: str) -> None:
        """Put a copy of a database in the place of another."""
        server = urlsplit(self.database)._replace(path="/postgres").geturl()
        self._administrator().close()
        with psycopg.connect(server, autocommit=True) as administrator:
            for name in (source, target):
                administrator.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    [name],
                )
            administrator.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            administrator.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def _backends(self) -> list[int]:
        with self._administrator() as administrator:
            rows = administrator.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            return [pid for (pid,) in rows]

    def _administrator(self) -> psycopg.Connection:
        """Connect to PostgreSQL, which may still recover from the last kill."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return psycopg.connect(self.database)
            except psycopg.OperationalError:
                assert time.monotonic() < until

    def play(self, kill: Callable[[], None]) -> None:
        """Let everybody work, kill at some moment, and wait until all has landed."""
        for computer in self.computers:
            computer.work(NOTES)
        self._listen(self.chance.uniform(0, MOMENT))
        kill()
        self._listen(PATIENCE)
        assert not any(computer.is_busy for computer in self.computers)

    def __enter__(self) -> Lab:
        return self

    def __exit__(self, *_: object) -> None:
        for computer in self.computers:
            computer.end()
        self.hub.__exit__()

    def _listen(self, seconds: float) -> None:
        """Hear what is told until nobody is busy, or so long."""
        until = time.monotonic() + seconds
        while any(computer.is_busy for computer in self.computers):
            try:
                computer, process, words = self._told.get(
                    timeout=max(0.0, until - time.monotonic())
                )
            except Empty:
                return
            computer.hear(process, words)


def test_what_is_put_back_from_an_older_copy_loses_nothing_that_a_disk_has(tmp_path: Path) -> None:
    print(f"UJUZI_SEED={SEED}")
    with Lab(tmp_path, Random(SEED)) as lab:
        lab.play(lambda: None)
        lab.back_up()
        happens = (lab.put_back_hub, lab.post_again, lab.put_computer_back, lab.restore_hub)
        for number in range(ROUNDS // 2):
            lab.play(happens[number % len(happens)])
            lab.post_again()
            if happens[number % len(happens)] == lab.put_computer_back:
                lab.back_up()  # an identity that the hub forgot would need a code
        lab.play(lambda: None)

    hub = open_hub_database(lab.database)
    c = events.c
    with hub.reading() as connection:
        first = (
            func.coalesce(c.origin_device, c.device),
            func.coalesce(c.origin_sequence, c.sequence),
        )
        counted = Counter(
            tuple(row) for row in connection.execute(select(*first, c.payload).where(c.counts))
        )
        beside = [
            connection.scalar(select(func.count()).select_from(table))
            for table in (parked, quarantine)
        ]
    hub.close()
    on_disks = set()
    for computer in lab.computers:
        db = open_database(computer.data)
        on_disks |= {
            (*event.origin, encode_body(event.body).decode()) for event in event_log.replay(db)
        }
        db.close()
    assert on_disks - counted.keys() == set()
    assert set(counted.values()) == {1}
    assert len(on_disks) > ROUNDS // 2 * NOTES
    assert beside == [0, 0]


def test_nothing_is_lost_or_doubled_whoever_is_killed(tmp_path: Path) -> None:
    print(f"UJUZI_SEED={SEED}")
    with Lab(tmp_path, Random(SEED)) as lab:
        kills = (lab.kill_hub, lab.kill_computer, lab.terminate_backend, lab.kill_backend)
        for number in range(ROUNDS):
            lab.play(kills[number % len(kills)])
        lab.play(lambda: None)

    hub = open_hub_database(lab.database)
    with hub.reading() as connection:
        rows = connection.execute(select(events.c.device, events.c.sequence, events.c.payload))
        landed = Counter(tuple(row) for row in rows)
        beside = [
            connection.scalar(select(func.count()).select_from(table))
            for table in (forks, parked, quarantine)
        ]
    hub.close()
    told: Counter[tuple[str, int, str]] = Counter()
    for computer in lab.computers:
        db = open_database(computer.data)
        assert event_log.count(db) >= computer.recorded
        for event in event_log.replay(db):
            told[event.device, event.sequence, encode_body(event.body).decode()] += 1
        db.close()
    assert landed == told
    assert len(landed) > ROUNDS * NOTES
    assert beside == [0, 0, 0]
