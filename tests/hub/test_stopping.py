"""A hub that is told to stop does, whoever is slow; the files for its operator fit that."""

from __future__ import annotations

import re
import signal
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest
import requests

from helpers.hub_process import HubProcess, listens, sqlite_at, start_hub
from helpers.hubs import Computer, new_postgresql_database
from helpers.patience import wait_until
from ujuzi.hub import readiness
from ujuzi.hub.app import Hub
from ujuzi.hub.store.database import open_database
from ujuzi.serving import limits

PACKAGING = Path(__file__).parents[2] / "packaging" / "hub"
PATIENCE = 30
"""Seconds: those within which a hub stops."""

HURRY = """
from ujuzi.hub import readiness
from ujuzi.serving import limits
limits.STOP_SECONDS, limits.GRACEFUL_SECONDS, limits.EXIT_SECONDS = 0.5, 2, 1.0
readiness.FRESH_SECONDS = 0.0
"""
STUCK = """
import threading
from ujuzi.hub.app import Hub
def never_answer(hub, wire):
    print("stuck", flush=True)
    threading.Event().wait()
Hub.register = never_answer
"""
WORKERS = "import sys; sys.argv += ['--workers', '2']"
POST = b"POST /%s HTTP/1.1\r\nHost: hub\r\nContent-Length: 999\r\n\r\n"


@pytest.fixture
def hub(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[HubProcess]:
    before = HURRY + getattr(request, "param", "")
    with start_hub(sqlite_at(tmp_path), before=before, log=tmp_path / "log") as process:
        yield process


def connect(hub: HubProcess, opened: ExitStack, said: bytes) -> socket.socket:
    made = opened.enter_context(socket.create_connection(("127.0.0.1", hub.port), PATIENCE))
    made.sendall(said)
    return made


def stop(hub: HubProcess, how: signal.Signals = signal.SIGTERM) -> None:
    """Stop a hub, and wait until it has ended."""
    hub.process.send_signal(how)
    hub.process.wait(PATIENCE)


def log_of(hub: HubProcess) -> str:
    assert hub.log is not None
    return hub.log.read_text(encoding="utf-8")


def test_it_stops_while_everybody_is_slow_and_says_nothing_of_it(hub: HubProcess) -> None:
    database = open_database(hub.database)
    computer = Computer(Hub(database), "campus-1")
    ask = computer.ask(b"never sent")[: -len(b"never sent")]
    database.close()
    with ExitStack() as opened:
        for said in (b"", b"GET /hea", POST % b"exchange" + b"x", POST % b"verify" + b"x"):
            for _ in range(10):
                connect(hub, opened, said)
        connect(hub, opened, POST % b"exchange" + ask)
        assert requests.get(f"{hub.address}/health", timeout=PATIENCE).ok

        stop(hub)

    assert log_of(hub) == ""


@pytest.mark.parametrize("hub", [STUCK], indirect=True)
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_while_a_thread_never_ends(hub: HubProcess, how: signal.Signals) -> None:
    assert hub.process.stdout is not None
    with ExitStack() as opened:
        connect(hub, opened, b"POST /register HTTP/1.1\r\nHost: hub\r\nContent-Length: 1\r\n\r\nx")
        while "stuck" not in hub.process.stdout.readline():
            continue
        stop(hub, how)


def test_the_bounds_of_a_stop_come_to_less_than_30_seconds() -> None:
    assert limits.STOP_SECONDS < limits.GRACEFUL_SECONDS
    assert limits.GRACEFUL_SECONDS + limits.EXIT_SECONDS + 1 < PATIENCE


def test_a_hub_that_lost_its_database_says_so_once_and_answers_health(hub: HubProcess) -> None:
    file = Path(hub.database.removeprefix("sqlite:///"))
    file.rename(file.with_name("elsewhere"))
    for _ in range(5):
        answer = requests.get(f"{hub.address}/ready", timeout=PATIENCE)
        # A connection that is open still reads; a new one does not.
        assert answer.status_code == 503
        assert answer.text.strip() in {readiness.UNREADABLE, readiness.UNWRITABLE}
    assert requests.get(f"{hub.address}/health", timeout=PATIENCE).text == "ok\n"
    file.with_name("elsewhere").rename(file)
    assert requests.get(f"{hub.address}/ready", timeout=PATIENCE).text == "ready\n"

    stop(hub)

    first, second = log_of(hub).splitlines()
    assert first.startswith("WARNING: database-unavailable (its file was moved or deleted): ")
    # The steward, which looks around every few seconds, may have met it too.
    assert re.search(r": [4-9] more of it\.$", second)


def test_nonsense_of_strangers_fills_no_log(hub: HubProcess) -> None:
    for _ in range(20):
        with ExitStack() as opened:
            assert connect(hub, opened, b"nonsense\r\n\r\n").recv(4096).startswith(b"HTTP/1.1 400")
    stop(hub)
    assert len(log_of(hub).splitlines()) == 2


def setting(file: str, name: str) -> str:
    """Return a setting of a file for operators."""
    found = re.search(
        rf"^\s*{name}[ =](.*?);?$", (PACKAGING / file).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert found is not None, name
    return found[1]


def seconds(file: str, name: str) -> int:
    return int(setting(file, name).removesuffix("s"))


def test_the_unit_leaves_room_for_connections_and_time_to_stop() -> None:
    assert int(setting("ujuzi-hub.service", "LimitNOFILE")) >= 2 * limits.MAX_CONNECTIONS
    assert seconds("ujuzi-hub.service", "TimeoutStopSec") > PATIENCE


def test_the_proxy_waits_for_heads_no_longer_than_the_hub_and_for_the_rest_longer() -> None:
    assert seconds("nginx.conf", "client_header_timeout") <= limits.HEAD_SECONDS
    for name in ("client_body_timeout", "send_timeout"):
        assert seconds("nginx.conf", name) > limits.STALL_SECONDS
    assert seconds("nginx.conf", "proxy_read_timeout") > limits.TURN_SECONDS


def test_the_proxy_gives_an_address_more_than_the_hub_gives_strangers_and_not_all() -> None:
    assert "$binary_remote_addr" in setting("nginx.conf", "limit_conn_zone")
    most = int(setting("nginx.conf", "limit_conn").split()[-1])
    assert 2 * limits.MAX_STRANGERS_OF_ONE <= most < limits.MAX_STRANGERS


def test_processes_of_a_hub_that_was_killed_end_with_it() -> None:
    with start_hub(new_postgresql_database(), before=f"{HURRY}\n{WORKERS}") as hub:
        wait_until(lambda: listens(hub.port), "a hub that listens")
        children = psutil.Process(hub.process.pid).children(recursive=True)
        assert len(children) >= 2
        hub.kill()
        assert psutil.wait_procs(children, PATIENCE)[1] == []
        assert not listens(hub.port)
