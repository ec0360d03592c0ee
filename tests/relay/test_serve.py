"""A relay is a process: it says where it is, loses nothing killed, and ends with its starter."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.by_folder import study
from helpers.hubs import new_database
from helpers.relays import RelayedCampus
from helpers.stations import NOW
from ujuzi.credentials import tls
from ujuzi.errors import WorldError
from ujuzi.hub.app import Hub
from ujuzi.sync import relaying
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire.relay_window import RelayStarted, TakeAsk


class Process:
    """A relay of its own, over a campus's folder."""

    def __init__(self, campus: RelayedCampus, port: int = 0) -> None:
        command = [sys.executable, "-P", "-m", "ujuzi", "relay", "serve", str(campus.folder)]
        self.process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)],
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
        self.lan.close()
        self.window.close()
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if kill:
            self.process.kill()
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[RelayedCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    made = RelayedCampus(hub, tmp_path / "relay")
    made.db.close()  # the process has it
    yield made
    hub.database.close()


def test_it_ends_with_whoever_started_it(campus: RelayedCampus) -> None:
    relay = Process(campus)
    relay.end()
    assert relay.process.returncode == 0


def test_a_second_one_over_the_same_folder_is_refused(campus: RelayedCampus) -> None:
    relay = Process(campus)
    command = [sys.executable, "-P", "-m", "ujuzi", "relay", "serve", str(campus.folder)]
    second = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )
    assert second.returncode == 3
    assert "open already" in second.stderr
    relay.end()


def test_killed_twice_and_at_another_address_it_loses_nothing(campus: RelayedCampus) -> None:
    lab, at = campus.labs[0], campus.coordinator
    relay = Process(campus)
    study(lab, 5)
    campus.come(lab, relay.lan)
    relay.end(kill=True)
    study(lab, 3)
    with pytest.raises(WorldError) as gone:
        campus.come(lab, relay.lan)
    assert gone.value.code == "hub-unreachable"

    relay = Process(campus)
    visited = campus.come(lab, relay.lan)
    assert (visited.left, visited.holds, visited.requests) == (3, 8, 1)
    relay.end(kill=True)

    relay = Process(campus)
    taken = relaying.take(at.on_store, relay.window, TakeAsk(), at.clock)
    assert taken.found.events == 8
    campus.carry()
    relaying.bring(at.on_store, relay.window)
    assert campus.come(lab, relay.lan).landed == 8
    assert campus.landed() == [(lab.device, number) for number in range(1, 9)]
    relay.end()
