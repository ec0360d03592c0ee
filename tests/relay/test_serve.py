"""A relay is a process: it says where it is, loses nothing killed, and ends with its starter."""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.by_folder import study
from helpers.hubs import new_database
from helpers.relays import RelayedCampus, RelayProcess
from helpers.small_disk import on_small_disk
from helpers.stations import NOW
from ujuzi.errors import WorldError
from ujuzi.hub.app import Hub
from ujuzi.relay import serve
from ujuzi.sync import relaying
from ujuzi.wire.relay_window import TakeAsk


@pytest.fixture
def campus(tmp_path: Path) -> Iterator[RelayedCampus]:
    hub = Hub(new_database("sqlite", tmp_path), lambda: NOW)
    made = RelayedCampus(hub, tmp_path / "relay")
    made.db.close()  # the process has it
    yield made
    hub.database.close()


def test_it_ends_with_whoever_started_it(campus: RelayedCampus) -> None:
    relay = RelayProcess(campus)
    relay.end()
    assert relay.process.returncode == 0


def test_a_second_one_over_the_same_folder_is_refused(campus: RelayedCampus) -> None:
    relay = RelayProcess(campus)
    command = [sys.executable, "-P", "-m", "ujuzi", "relay", "serve"]
    command += ["--data-dir", str(campus.folder.parent)]
    second = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False
    )
    assert second.returncode == 3
    assert "open already" in second.stderr
    relay.end()


def test_who_sends_junk_is_answered_and_fills_no_log(
    campus: RelayedCampus, capfd: pytest.CaptureFixture[str]
) -> None:
    relay = RelayProcess(campus)
    for _ in range(40):
        with socket.create_connection(("127.0.0.1", relay.port), timeout=30) as raw:
            anyone = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
            with anyone.wrap_socket(raw) as speaking:
                speaking.sendall(b"NONSENSE\r\n\r\n")
                assert b" 400 " in speaking.recv(200)
    campus.come(campus.labs[0], relay.lan)
    relay.end()
    said = [each for each in capfd.readouterr().err.splitlines() if "Invalid" in each]
    assert len(said) == 2
    assert "39 more" in said[1]


@pytest.mark.parametrize(
    "said",
    [
        b"POST /record HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
        b"POST /visit HTTP/1.1\r\nHost: x\r\nContent-Length: 4000\r\n\r\nabc",
    ],
    ids=["a computer that keeps its connection", "a computer that stops in the middle"],
)
def test_it_ends_without_a_word_though_a_computer_does_not(
    campus: RelayedCampus, capfd: pytest.CaptureFixture[str], said: bytes
) -> None:
    relay = RelayProcess(campus)
    anyone = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    raw = socket.create_connection(("127.0.0.1", relay.port), timeout=30)
    with anyone.wrap_socket(raw) as speaking:
        speaking.sendall(said)
        if b"record" in said:
            assert b" 200 " in speaking.recv(4000)
        campus.come(campus.labs[0], relay.lan)  # what was said before has been heard
        relay.end()
    assert relay.process.returncode == 0
    assert capfd.readouterr().err == ""


def test_killed_twice_and_at_another_address_it_loses_nothing(campus: RelayedCampus) -> None:
    lab, at = campus.labs[0], campus.coordinator
    relay = RelayProcess(campus)
    study(lab, 5)
    campus.come(lab, relay.lan)
    relay.end(kill=True)
    study(lab, 3)
    with pytest.raises(WorldError) as gone:
        campus.come(lab, relay.lan)
    assert gone.value.code == "hub-unreachable"

    relay = RelayProcess(campus)
    visited = campus.come(lab, relay.lan)
    assert (visited.left, visited.holds, visited.requests) == (3, 8, 1)
    relay.end(kill=True)

    relay = RelayProcess(campus)
    taken = relaying.take(at.on_store, relay.window, TakeAsk(), at.clock)
    assert taken.found.events == 8
    campus.carry()
    relaying.bring(at.on_store, relay.window)
    assert campus.come(lab, relay.lan).landed == 8
    assert campus.landed() == [(lab.device, number) for number in range(1, 9)]
    relay.end()


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="no IPv6 here")
def test_what_listens_everywhere_is_reached_by_both_kinds_of_address() -> None:
    with serve._listening(serve.EVERYWHERE, 0) as listening:
        port = listening.getsockname()[1]
        for host in ("127.0.0.1", "::1"):
            socket.create_connection((host, port), timeout=5).close()


def test_a_port_that_is_taken_gives_way_to_another() -> None:
    with serve._listening("127.0.0.1", 0) as first:
        taken = first.getsockname()[1]
        with serve._listening("127.0.0.1", taken) as second:
            assert second.getsockname()[1] != taken
        with serve._listening(serve.EVERYWHERE, taken) as third:
            assert third.getsockname()[1] != taken


FULL = """
import json, sys
from pathlib import Path
from helpers.by_folder import study, write_notes
from helpers.hubs import new_database
from helpers.relays import RelayedCampus, RelayProcess
from helpers.small_disk import fill, free
from helpers.stations import NOW
from ujuzi.errors import WorldError
from ujuzi.hub.app import Hub
from ujuzi.sync import relaying
from ujuzi.wire.relay_window import TakeAsk

disk, elsewhere = Path(sys.argv[1]), Path(sys.argv[2])
hub = Hub(new_database("sqlite", elsewhere), lambda: NOW)
campus = RelayedCampus(hub, disk / "relay")
campus.db.close()
relay = RelayProcess(campus)
lab, said = campus.labs[0], {}
study(lab, 5)
campus.come(lab, relay.lan)
write_notes(lab, 600)
fill(disk)
try:
    campus.come(lab, relay.lan)
except WorldError as error:
    said["code"], said["reason"] = error.code, error.facts["reason"]
said["problem"] = relaying.standing(relay.window).problem
said["waiting"] = lab.waiting
free(disk)
said["holds"] = campus.come(lab, relay.lan).holds
said["healed"] = relaying.standing(relay.window).problem
taken = relaying.take(campus.coordinator.on_store, relay.window, TakeAsk(), NOW)
campus.carry()
said["landed"] = len(campus.landed())
relay.end()
hub.database.close()
print(json.dumps(said))
"""


def test_a_full_disk_is_told_and_what_found_no_room_is_left_once_there_is_some(
    tmp_path: Path,
) -> None:
    disk, elsewhere = tmp_path / "disk", tmp_path / "elsewhere"
    disk.mkdir()
    elsewhere.mkdir()
    said = on_small_disk(FULL, disk, 2, str(elsewhere))
    assert said == {
        "code": "hub-busy",
        "reason": "disk-full",
        "problem": "disk-full",
        "waiting": 605,
        "holds": 605,
        "healed": "",
        "landed": 605,
    }
