"""A connection that sends no end of heads is ended; one that sends what a browser does is not."""

from __future__ import annotations

import asyncio
import socket
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import repeat
from typing import Any

import pytest
import requests
import uvicorn
from starlette.responses import PlainTextResponse
from uvicorn.server import ServerState

from helpers.hub_process import HubProcess, sqlite_at, start_hub
from helpers.patience import PATIENCE_SECONDS
from ujuzi.hub.verify.page import MAX_UPLOAD_BYTES
from ujuzi.serving.heads import MAX_HEAD_BYTES, MAX_HEADERS
from ujuzi.serving.protocol import MAX_WAITING, Connection

MOST_BYTES = 64 * MAX_HEAD_BYTES
"""That anybody gets rid of before the connection ends: buffers on the way hold some."""
KILOBYTE = b"x" * 1024
GET = b"GET /health HTTP/1.1\r\nHost: hub\r\n"
POST = b"POST /health HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    with start_hub(sqlite_at(tmp_path_factory.mktemp("hub"))) as hub:
        yield hub


def sent(hub: HubProcess, begin: bytes, rest: Iterable[bytes]) -> tuple[int, bytes]:
    """Return how much could be sent before the connection ended, and what was answered."""
    said = b""
    count = 0
    with socket.create_connection(("127.0.0.1", hub.port), PATIENCE_SECONDS) as connection:
        with suppress(ConnectionError):
            connection.sendall(begin)
            for piece in rest:
                connection.sendall(piece)
                count += len(piece)
                if count > MOST_BYTES:
                    break
        with suppress(ConnectionError):
            while came := connection.recv(65_536):
                said += came
    return count, said


@pytest.mark.parametrize(
    ("begin", "rest"),
    [
        (b"GET /", repeat(KILOBYTE)),
        (b"GET /verify?code=", repeat(KILOBYTE)),
        (GET + b"X-Long: ", repeat(KILOBYTE)),
        (GET, repeat(KILOBYTE)),
        (GET, repeat(b"A: b\r\n" * 100)),
        (GET + b"Accept-Language: sw\r\n" * (MAX_HEADERS + 8) + b"\r\n", ()),
        (POST + b"1\r\nx\r\n0\r\n", repeat(b"A: b\r\n" * 100)),
        (POST + b"1\r\nx\r\n0\r\nX-Long: ", repeat(KILOBYTE)),
        (POST + b"1;", repeat(KILOBYTE)),
    ],
    ids=[
        "a path", "a query", "a header", "the name of a header", "headers", "a few headers more",
        "headers after a body", "a header after a body", "an extension of a chunk",
    ],
)  # fmt: skip
def test_a_head_without_end_ends_the_connection(
    hub: HubProcess, begin: bytes, rest: Iterable[bytes]
) -> None:
    count, said = sent(hub, begin, rest)

    assert count < MOST_BYTES
    assert b"200 OK" not in said or begin.startswith(POST)
    assert requests.get(f"{hub.address}/health", timeout=PATIENCE_SECONDS).text == "ok\n"


def test_requests_that_nobody_waits_to_be_answered_end_the_connection(hub: HubProcess) -> None:
    count, said = sent(hub, GET + b"\r\n", repeat((GET + b"\r\n") * 100))

    assert count < MOST_BYTES
    assert said.count(b"HTTP/1.1 ") <= 100


def test_a_browser_is_answered_many_times_on_one_connection(hub: HubProcess) -> None:
    headers = {f"X-{number}": "v" * 500 for number in range(MAX_HEADERS // 2)}
    body = {"file": ("c.json", bytes(MAX_UPLOAD_BYTES - 1000))}
    with requests.Session() as browser:
        for _ in range(3 * MAX_WAITING):
            answer = browser.get(f"{hub.address}/health", headers=headers, timeout=PATIENCE_SECONDS)
            assert answer.text == "ok\n"
        long = browser.get(f"{hub.address}/verify?code={'A' * 30_000}", timeout=PATIENCE_SECONDS)
        assert long.status_code == 404
        file = browser.post(f"{hub.address}/verify", files=body, timeout=PATIENCE_SECONDS)
        assert "This is not a certificate." in file.text
    in_small_chunks = requests.post(
        f"{hub.address}/exchange", data=repeat(b"x", 50_000), timeout=PATIENCE_SECONDS
    )
    assert in_small_chunks.status_code == 400


def test_a_few_requests_at_once_are_answered_in_their_order(hub: HubProcess) -> None:
    end = GET + b"Connection: close\r\n\r\n"
    _, said = sent(hub, (GET + b"\r\n") * (MAX_WAITING - 1) + end, ())
    assert said.count(b"200 OK") == MAX_WAITING


class Pipe(asyncio.Transport):
    """A connection that nothing comes out of."""

    closed = False

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return ("127.0.0.1", 1) if "name" in name else default

    def write(self, data: Any) -> None:
        pass

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def pause_reading(self) -> None:
        pass

    def resume_reading(self) -> None:
        pass


@pytest.mark.parametrize(
    ("begin", "piece"),
    [
        (POST, b"1\r\nx\r\n"),
        (POST, b"1;a=b;c=d\r\nx\r\n"),
        (b"", GET + b"\r\n"),
        (GET, b"A:b\r\n"),
        (GET + b"A: b", b"\r\n c"),
        (GET, b"x"),
        (b"GET /", b"%41"),
        (b"", b"\r\n"),
    ],
    ids=[
        "small chunks", "chunks with extensions", "requests", "headers", "a folded header",
        "a name", "a path", "empty lines",
    ],
)  # fmt: skip
@pytest.mark.skipif(sys.platform == "win32", reason="Windows is served by another parser")
def test_no_piece_of_a_request_keeps_the_loop(begin: bytes, piece: bytes) -> None:
    """As much as comes at once, as small as it can be: less than 50 ms of processor time."""

    async def come() -> float:
        config = uvicorn.Config(PlainTextResponse("ok"), http=Connection, log_level="critical")
        config.load()
        protocol, pipe = Connection(config, ServerState(), {}), Pipe()
        protocol.connection_made(pipe)
        protocol.data_received(begin)
        data = piece * (256 * 1024 // len(piece))
        before = time.thread_time()
        protocol.data_received(data)
        taken = time.thread_time() - before
        protocol.connection_lost(None)
        while tasks := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(tasks)
        return taken

    assert asyncio.run(come()) < 0.05
