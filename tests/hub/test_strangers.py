"""Sockets that drip keep no computer out of a hub that runs as people run it."""

from __future__ import annotations

import itertools
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeAlias

import pytest

from helpers.hub_process import HubProcess, sqlite_at, start_hub
from helpers.hubs import Computer, cut_all
from helpers.learning_events import learning_events
from ujuzi.hub.app import Hub
from ujuzi.hub.store.database import open_database
from ujuzi.serving.limits import MAX_STRANGERS_OF_ONE
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire import messages

FIRST_CAMPUS = "campus-1"
PATIENCE = 30.0
"""Seconds, of a test that fails."""

HURRY = "from ujuzi.serving import limits; limits.ASK_SECONDS = limits.STALL_SECONDS = 1.0"


Served: TypeAlias = tuple[HubProcess, Hub]
_numbers = itertools.count(1)


class Site:
    """A hub process, a computer that it knows, and sockets that strangers opened."""

    def __init__(self, served: Served, sockets: ExitStack) -> None:
        self.process, hub = served
        self.computer = Computer(hub, FIRST_CAMPUS, device=f"{next(_numbers):016x}")
        self._sockets = sockets

    def connect(self, address: str = "127.0.0.1") -> socket.socket:
        """Connect from one of this machine's addresses."""
        opened = socket.create_connection(
            ("127.0.0.1", self.process.port), PATIENCE, source_address=(address, 0)
        )
        return self._sockets.enter_context(opened)

    def drip(self, address: str, path: str = "exchange", said: str = "") -> socket.socket:
        """Begin a request whose body does not come, but for one byte."""
        opened = self.connect(address)
        head = f"POST /{path} HTTP/1.1\r\nHost: hub\r\nContent-Length: 999\r\n{said}\r\nx"
        opened.sendall(head.encode())
        return opened

    def exchange(self) -> int:
        """Land what the computer has; return how much that is by now."""
        wires = cut_all(self.computer, learning_events(50, device=self.computer.device))
        asked = self.computer.ask(*wires)
        road = HttpTransport(self.process.address)
        answer = road.post("exchange", asked)
        road.close()
        key = self.computer.hub.identity.signing_key.public
        reply = messages.read_answer(answer, messages.signed_part(asked), key)
        return reply.receipt.last if reply.receipt else 0


@contextmanager
def served(folder: Path, before: str = "") -> Iterator[Served]:
    with start_hub(sqlite_at(folder), before=before) as process:
        database = open_database(process.database)
        yield process, Hub(database)
        database.close()


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("hub")) as hub:
        yield hub


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("hub"), HURRY) as hub:
        yield hub


@pytest.fixture
def site(patient: Served) -> Iterator[Site]:
    with ExitStack() as sockets:
        yield Site(patient, sockets)


@pytest.fixture
def hurried(impatient: Served) -> Iterator[Site]:
    """One whose patience is a second."""
    with ExitStack() as sockets:
        yield Site(impatient, sockets)


def status(opened: socket.socket) -> int:
    """Wait for an answer and return its status."""
    said = opened.recv(4096)
    return int(said.split(b" ", 2)[1]) if said else 0


PATHS = ("exchange", "register", "succeed", "verify")


def test_300_sockets_that_drip_from_a_few_addresses_stop_no_exchange(site: Site) -> None:
    for number in range(300):
        site.drip(f"127.0.0.{2 + number % 6}", PATHS[number % 4])

    assert site.exchange() == 50


def test_300_sockets_that_drip_through_a_proxy_stop_no_exchange(site: Site) -> None:
    for number in range(300):
        site.drip("127.0.0.1", said=f"X-Forwarded-For: 203.0.113.{number % 6}\r\n")

    assert site.exchange() == 50


def test_who_is_no_proxy_cannot_say_that_she_is_many(site: Site) -> None:
    for number in range(MAX_STRANGERS_OF_ONE):
        site.drip("127.0.0.9", said=f"X-Forwarded-For: 203.0.113.{number}\r\n")

    assert status(site.drip("127.0.0.9", said="X-Forwarded-For: 203.0.113.200\r\n")) == 503


def test_the_65th_of_an_address_is_refused_while_another_address_gets_in(site: Site) -> None:
    dripping = [site.drip("127.0.0.9") for _ in range(MAX_STRANGERS_OF_ONE)]

    assert status(site.drip("127.0.0.9")) == 503
    assert site.exchange() == 50
    dripping[0].close()


@pytest.mark.parametrize("path", PATHS)
def test_a_request_that_drips_is_answered_that_nothing_came(hurried: Site, path: str) -> None:
    assert status(hurried.drip("127.0.0.9", path)) == 503
    assert hurried.exchange() == 50


def test_a_visit_that_drips_is_answered_that_nothing_came(hurried: Site) -> None:
    ask = hurried.computer.ask(b"never sent")[: -len(b"never sent")]
    opened = hurried.connect()
    head = b"POST /exchange HTTP/1.1\r\nHost: hub\r\nContent-Length: 999\r\n\r\n"
    opened.sendall(head + ask)

    assert status(opened) == 503
    assert hurried.exchange() == 50
