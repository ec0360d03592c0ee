"""The collection point of a week by folder, on loopback: who finds it, and what befalls it.

Some computers find it by what it announces, at the others its address is typed. It is killed, its
disk fills up, and it is opened at another address: each time the computer hears what hinders,
keeps what it has, and leaves it there later.
"""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any
from unittest import mock

import pytest

from helpers.clocks import FakeClock
from helpers.link import Link
from helpers.patience import wait_until
from helpers.small_disk import fill, free, mounted
from ujuzi.errors import Code, UjuziError, WorldError
from ujuzi.paths import RELAY
from ujuzi.services.campus.collection_point import CollectionPoint, PointStanding
from ujuzi.services.delivery.relays import PointVisit
from ujuzi.services.desk import Desk
from ujuzi.sync import discovery, visiting
from ujuzi.sync.transports.http import HttpTransport

HERE = "127.0.0.1"
DISK_MEGABYTES = 24
SECONDS_OF_A_KILLED_VISIT = 0.5
MOST_LOOKS = 5
ANOTHERS = {Code.RELAY_FOREIGN, Code.RELAY_NOT_FOUND, Code.RELAY_UNREACHABLE}
"""What is said of somebody else's."""


class LoopbackPoint:
    """A coordinator's collection point; `typed` are the computers at which its address is typed."""

    def __init__(self, folder: Path, clock: FakeClock, typed: list[str], open_: ExitStack) -> None:
        self._folder, self._clock, self._typed = folder, clock, typed
        self.disk = folder / RELAY
        self.disk.mkdir(parents=True)
        self._has_disk = open_.enter_context(mounted(self.disk, DISK_MEGABYTES))
        self._point: CollectionPoint | None = None
        self.address = ""
        self.old_addresses: list[str] = []
        self.found: set[str] = set()
        self.kills, self.fills, self.unanswered = 0, 0, 0

    def open(self, her: Desk) -> None:
        """Open it for the first time, or at another address than before."""
        self.close()
        if self.address:
            self.old_addresses.append(self.address)
        with socket.create_server((HERE, 0)) as other:
            port = other.getsockname()[1]
        self._point = CollectionPoint(her._db, self._folder, self._clock, host=HERE, port=port)
        self._begin()

    def close(self) -> None:
        """Close it, where it is open."""
        if self._point is not None:
            self._point.close()

    def look(self) -> PointStanding:
        """Hold what was left there, and bring it what is for computers; nothing hinders it."""
        standing = self._standing()
        assert standing.problem == ""
        return standing

    def visit(self, name: str, desk: Desk) -> None:
        """Let a computer come as it does: to the typed address, or to what it finds."""
        is_typed, last = name in self._typed, desk.relays.address()
        if is_typed and last in self.old_addresses:  # what people have on paper is of before
            self._hear_nobody(desk, last)
            is_typed = False
        if not is_typed and last != self.address:
            self.found.add(name)
        visited = self._come(desk, self.address if is_typed else "")
        assert visited.address == self.address
        assert visited.visit.refused == 0, f"{name} found no room"

    def kill(self, desk: Desk) -> None:
        """Kill its process: nobody reaches it, and what it holds is there when it opens."""
        self._kill()
        self._hear_nobody(desk, self.address)
        self._open_again()

    def kill_while_it_takes(self, desk: Desk) -> None:
        """Kill its process while it takes what a computer leaves: of that it has nothing then."""
        link = Link(int(self.address.rpartition(":")[2]))
        post = HttpTransport.post
        killers: list[Thread] = []

        def slowly(transport: HttpTransport, path: str, body: bytes, **how: Any) -> bytes:
            if path == "visit":
                rate = 8 * len(body) / SECONDS_OF_A_KILLED_VISIT
                link.shape(round_trip=0, bits_a_second=rate)
                half = link.bytes_up + len(body) // 2
                killers.append(Thread(target=self._kill_when, args=(link, half)))
                killers[-1].start()
            return post(transport, path, body, **how)

        before = desk.folders.whereabouts()
        with mock.patch.object(HttpTransport, "post", slowly), pytest.raises(WorldError) as error:
            desk.relays.visit(f"{HERE}:{link.port}")
        (killer,) = killers
        killer.join()
        link.close()
        assert error.value.code is Code.RELAY_UNREACHABLE, error.value
        assert desk.folders.whereabouts() == before
        self._open_again()

    def fill_up(self, desk: Desk) -> None:
        """Fill its disk up while a computer comes, and make room again; without a disk nothing."""
        if not self._has_disk:
            return
        before = desk.folders.whereabouts()
        fill(self.disk)
        with pytest.raises(WorldError) as error:
            self._come(desk, self.address)
        told = (error.value.code, error.value.facts["reason"])
        assert told == (Code.HUB_BUSY, Code.DISK_FULL), told
        assert "full" in str(error.value), error.value
        assert desk.folders.whereabouts() == before
        assert self._standing().problem == Code.DISK_FULL
        free(self.disk)
        self.fills += 1

    def said(self) -> str:
        """Return what befell it, in a line."""
        full = "full once" if self.fills else "never full: no small one can be mounted here"
        return (
            f"the relay was killed {self.kills} times and its disk {full}; {len(self.found)}"
            f" computers found it by themselves; addresses that it"
            f" had before: {len(self.old_addresses)}; {self.unanswered} visits found nobody"
        )

    def _begin(self) -> None:
        assert self._point is not None
        standing = self._point.open()
        assert standing.is_announced
        (self.address,) = standing.addresses

    def _open_again(self) -> None:
        """See that its process is gone, and open it where it was."""
        assert self._point is not None
        with pytest.raises(WorldError) as error:
            self._point.look()
        assert error.value.code is Code.RELAY_UNREACHABLE
        self.kills += 1
        self._begin()

    def _kill_when(self, link: Link, sent: int) -> None:
        wait_until(lambda: link.bytes_up >= sent, "half of a visit at the relay")
        self._kill()

    def _kill(self) -> None:
        assert self._point is not None
        (at,) = self._point._box
        at.process.kill()
        at.process.wait()

    def _hear_nobody(self, desk: Desk, address: str) -> None:
        before = desk.folders.whereabouts()
        with pytest.raises(WorldError) as error:
            self._come(desk, address)
        assert error.value.code is Code.RELAY_UNREACHABLE
        assert f"at {address} cannot be reached" in str(error.value)
        assert desk.folders.whereabouts() == before
        self.unanswered += 1

    def _come(self, desk: Desk, address: str) -> PointVisit:
        """Let a computer come, which looks around on loopback alone.

        What others announce there may be found first: whoever found no other looks again.
        """
        find = partial(discovery.find, addresses=(HERE,), named=visiting.named(desk._db))
        with mock.patch.object(desk.relays, "_find", find):
            while True:
                try:
                    return self._come_at_once(desk, address)
                except WorldError as error:  # all of them have one address here, as no lab's
                    if error.facts.get("reason") != Code.TOO_OFTEN:
                        raise
                    time.sleep(float(str(error.facts["retry_after"])))

    @staticmethod
    def _come_at_once(desk: Desk, address: str) -> PointVisit:
        for _ in range(0 if address else MOST_LOOKS):
            try:
                return desk.relays.visit()
            except UjuziError as error:
                if error.code not in ANOTHERS:
                    raise
        return desk.relays.visit(address)

    def _standing(self) -> PointStanding:
        assert self._point is not None
        standing = self._point.look()
        assert standing is not None
        return standing
