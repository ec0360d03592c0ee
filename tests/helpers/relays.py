"""A campus whose computers come to a relay: in memory, or served over TLS on loopback."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from helpers.by_folder import FolderCampus
from helpers.hubs import QuickServer
from helpers.patience import wait_until
from helpers.stations import ONE_TRY, Station, memory_road, road_over
from ujuzi.credentials import tls
from ujuzi.hub.actions import computers
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.relay.application import RelayRoutes
from ujuzi.relay.point import Relay
from ujuzi.relay.serve import serve_all, server_of
from ujuzi.serving.watch import Watch
from ujuzi.store.held_file import open_held
from ujuzi.sync import relaying, visiting
from ujuzi.sync.relaying import RelayTaken
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.sync.transports.transport import MemoryTransport, Transport
from ujuzi.sync.visiting import RelayVisit
from ujuzi.wire import messages
from ujuzi.wire.relay_window import Brought, RelayCampus, RelayStarted, TakeAsk

TOKEN = "t" * 64


class RelayedCampus(FolderCampus):
    """Its coordinator's computer has a relay, whose file lies in `folder`, and the hub's record."""

    def __init__(self, hub: Hub, folder: Path, labs: int = 1) -> None:
        super().__init__(hub, folder, labs)
        self.folder.mkdir(exist_ok=True)
        self.pem = tls.new_certificate()
        (self.folder / "tls.pem").write_bytes(self.pem)
        computers.permit_relay(Access(hub.database, now=hub.now), self.coordinator.device)
        self.ask_record()
        self.db = open_held(self.folder)
        self.relay = Relay(self.db, lambda: self.coordinator.clock)
        self.lan: Transport | None = None
        self.up_to = TakeAsk()
        self.carry()
        self.open()

    @property
    def window(self) -> Transport:
        """What the coordinator's window speaks with, in memory."""
        return MemoryTransport(self._answer_window)

    def ask_record(self) -> None:
        """Let the hub sign, over the way to it."""
        at = self.coordinator
        way = road_over(memory_road(self.hub), at.keys, ONE_TRY, at.clock)
        relaying.ask_record(at.on_store, way, tls.fingerprint(self.pem))

    def open(self) -> None:
        """Tell the relay whom it serves, and what it has for them."""
        relaying.open_for(self.coordinator.on_store, self.window)
        relaying.bring(self.coordinator.on_store, self.window)

    def come(self, station: Station, transport: Transport | None = None) -> RelayVisit:
        """Let a computer visit the relay."""
        way = transport or self.lan or MemoryTransport(self.answer_lab)
        device = self.coordinator.device
        return visiting.visit(station.on_store, station.keys, way, device, lambda: station.clock)

    def take(self) -> RelayTaken:
        """Let the coordinator's computer hold what was left at the relay."""
        at = self.coordinator
        taken = relaying.take(at.on_store, self.window, self.up_to, at.clock)
        self.up_to = taken.up_to
        return taken

    def restart_relay(self) -> None:
        """End the relay, and begin it anew over its file."""
        self.db.close()
        self.db = open_held(self.folder)
        self.relay = Relay(self.db, lambda: self.coordinator.clock)
        self.up_to = TakeAsk()
        self.open()

    def answer_lab(self, path: str, body: bytes) -> bytes:
        """Answer a computer, as over HTTP."""
        if path == "record":
            return self.relay.record(body)
        visit = self.relay.visit()
        visit.take(body)
        return visit.reply()

    def _answer_window(self, path: str, body: bytes) -> bytes:
        if path == "campus":
            self.relay.set_campus(messages.decode(body, RelayCampus))
        elif path == "bring":
            self.relay.bring(messages.decode(body, Brought))
        elif path == "take":
            return msgspec.msgpack.encode(self.relay.take(messages.decode(body, TakeAsk)))
        else:
            return msgspec.msgpack.encode(self.relay.standing())
        return b""


class RelayProcess:
    """A relay of its own, over a campus's folder."""

    def __init__(self, campus: RelayedCampus, port: int = 0) -> None:
        """Start it, and open it for the campus."""
        command = [sys.executable, "-P", "-m", "ujuzi", "relay", "serve"]
        command += ["--data-dir", str(campus.folder.parent)]
        self.process = subprocess.Popen(
            [
                *command,
                "--data-dir",
                campus.folder.parent,
                "--host",
                "127.0.0.1",
                "--port",
                str(port),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        told = RelayStarted(**json.loads(self.process.stdout.readline()))
        self.port = told.port
        certificate = tls.fingerprint(campus.pem)
        self.lan = HttpTransport(f"https://127.0.0.1:{told.port}", certificate)
        self.window = HttpTransport(f"http://127.0.0.1:{told.window_port}", token=told.token)
        relaying.open_for(campus.coordinator.on_store, self.window)
        relaying.bring(campus.coordinator.on_store, self.window)

    def end(self, *, kill: bool = False) -> None:
        """Let it end, or kill it."""
        self.lan.close()
        self.window.close()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if kill:
            self.process.kill()
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


@contextmanager
def served(campus: RelayedCampus, packs: Path | None = None) -> Iterator[tuple[int, int]]:
    """Serve a campus's relay in a thread of this process; yields its port and its window's."""
    routes = RelayRoutes(campus.relay, packs or campus.folder / "packs", TOKEN, Watch())
    pem = campus.folder / "tls.pem"
    made = (server_of(routes.lab(), certificate=pem), server_of(routes.window()))
    servers = tuple(QuickServer(each.config) for each in made)
    sockets = (socket.create_server(("127.0.0.1", 0)), socket.create_server(("127.0.0.1", 0)))
    thread = threading.Thread(target=lambda: asyncio.run(serve_all(servers, sockets)))
    thread.start()
    wait_until(
        lambda: all(each.started for each in servers) or not thread.is_alive(),
        "a relay that listens",
    )
    try:
        yield sockets[0].getsockname()[1], sockets[1].getsockname()[1]
    finally:
        for server in servers:
            server.should_exit = True
        thread.join()
        for each in sockets:
            with suppress(OSError):
                each.close()
