"""Connections end that ask nothing, never finish asking, or do not take their answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from select import select
from typing import Any

import pytest
import uvicorn

from helpers.hubs import QuickServer
from ujuzi.serving import limits
from ujuzi.serving.protocol import Connection, H11Connection

PATIENCE = 20.0
"""Seconds, of a test that fails."""

SOON = 0.3
LARGE = 4 * 1024 * 1024
HEAD = b"GET /%s HTTP/1.1\r\nHost: hub\r\n\r\n"
PROTOCOLS = {"httptools": Connection, "h11": H11Connection}


async def answer(scope: Any, receive: Any, send: Any) -> None:
    """Answer with as many bytes as the path says, whatever the body."""
    assert scope["type"] == "http"
    body = bytes(int(scope["path"][1:] or 0))
    length = str(len(body)).encode()
    start = {"status": 200, "headers": [(b"content-length", length)]}
    await send({"type": "http.response.start", **start})
    await send({"type": "http.response.body", "body": body})


class Server:
    """A server with our connections, and those to it."""

    def __init__(self, port: int, opened: ExitStack) -> None:
        self._port, self._opened = port, opened

    def connect(self, address: str = "127.0.0.1", buffer: int = 0) -> socket.socket:
        opened = self._opened.enter_context(socket.socket())
        opened.settimeout(PATIENCE)
        if buffer:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        opened.bind((address, 0))
        opened.connect(("127.0.0.1", self._port))
        return opened

    def ask(self, opened: socket.socket, size: int = 0) -> bytes:
        """Ask on a connection; return the whole answer."""
        opened.sendall(HEAD % b"%d" % size)
        answer = b""
        while len(answer.partition(b"\r\n\r\n")[2]) < size or b"\r\n\r\n" not in answer:
            data = opened.recv(65536)
            assert data, "the connection ended"
            answer += data
        return answer


@contextmanager
def listening(http: type[Any]) -> Iterator[Server]:
    config = uvicorn.Config(
        answer,
        port=0,
        http=http,
        log_level="critical",
        lifespan="off",
        ws="none",
        timeout_keep_alive=limits.KEEP_ALIVE_SECONDS,
    )
    server = QuickServer(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        thread.join(0.01)
    with ExitStack() as opened:
        yield Server(int(server.servers[0].sockets[0].getsockname()[1]), opened)
    server.should_exit = True
    thread.join()


@pytest.fixture(params=PROTOCOLS)
def http(request: pytest.FixtureRequest) -> type[Any]:
    return PROTOCOLS[request.param]


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds of a moment each."""
    for name in ("HEAD_SECONDS", "KEEP_ALIVE_SECONDS", "STALL_SECONDS"):
        monkeypatch.setattr(limits, name, SOON)


def ends(opened: socket.socket, drip: bytes = b"") -> bool:
    """Wait until a connection is ended, sending a byte now and then."""
    with suppress(ConnectionError):
        while True:
            if drip:
                opened.sendall(drip)
            if select([opened], [], [], SOON / 10 if drip else PATIENCE)[0]:
                return opened.recv(65536) == b""
    return True


@pytest.mark.usefixtures("hurry")
class TestImpatient:
    """With bounds of a moment."""

    def test_a_connection_that_sends_nothing_ends(self, http: type[Any]) -> None:
        with listening(http) as server:
            assert ends(server.connect())

    @pytest.mark.parametrize("start", [b"GET /", b"GET / HTTP/1.1\r\nX: "])
    def test_a_head_that_drips_ends(self, http: type[Any], start: bytes) -> None:
        with listening(http) as server:
            opened = server.connect()
            opened.sendall(start)
            assert ends(opened, b"x")

    def test_a_second_head_that_drips_ends(self, http: type[Any]) -> None:
        with listening(http) as server:
            opened = server.connect()
            server.ask(opened)
            opened.sendall(b"GET / HTTP/1.1\r\nX: ")
            assert ends(opened, b"x")

    def test_a_body_that_goes_on_after_its_answer_ends(self, http: type[Any]) -> None:
        with listening(http) as server:
            opened = server.connect()
            opened.sendall(b"POST /0 HTTP/1.1\r\nHost: hub\r\nContent-Length: 999999\r\n\r\nx")
            assert opened.recv(65536).startswith(b"HTTP/1.1 200")
            assert ends(opened, b"x")

    def test_a_kept_connection_that_asks_nothing_more_ends(self, http: type[Any]) -> None:
        with listening(http) as server:
            opened = server.connect()
            server.ask(opened)
            assert ends(opened)

    def test_whoever_does_not_take_her_answer_is_left(self, http: type[Any]) -> None:
        with listening(http) as server:
            opened = server.connect(buffer=4096)
            opened.sendall(HEAD % b"%d" % LARGE)
            other = server.connect()
            for _ in range(2):  # as long as it takes to look twice
                assert ends(other)
                other = server.connect()
            assert ends(other)
            taken = 0
            with suppress(ConnectionError):
                while data := opened.recv(65536):
                    taken += len(data)
            assert taken < LARGE


def test_a_kept_connection_waits_longer_than_for_a_head(
    http: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "HEAD_SECONDS", SOON)
    with listening(http) as server:
        opened = server.connect()
        server.ask(opened)
        assert ends(server.connect())
        assert ends(server.connect())

        assert server.ask(opened).startswith(b"HTTP/1.1 200")


def test_whoever_takes_a_large_answer_gets_it(http: type[Any]) -> None:
    with listening(http) as server:
        assert server.ask(server.connect(buffer=4096), LARGE).count(b"\0") == LARGE


def test_requests_that_come_together_are_answered(http: type[Any]) -> None:
    with listening(http) as server:
        opened = server.connect()
        opened.sendall(3 * (HEAD % b"5"))
        answers = b""
        while answers.count(b"\0") < 15:
            answers += opened.recv(65536)
        assert server.ask(opened).startswith(b"HTTP/1.1 200")


def test_a_head_without_end_is_read_no_further(http: type[Any]) -> None:
    with listening(http) as server:
        opened = server.connect()
        sent = 0
        with suppress(ConnectionError):
            opened.sendall(b"GET / HTTP/1.1\r\nX: ")
            while sent < 64 * LARGE:
                opened.sendall(bytes(b"x" * 65536))
                sent += 65536
        assert sent < 64 * LARGE


def test_of_too_many_connections_the_oldest_of_whoever_has_most_ends(
    http: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_CONNECTIONS", 10)
    with listening(http) as server:
        alone = server.connect("127.0.0.2")
        many = [server.connect("127.0.0.3") for _ in range(9)]
        server.ask(many[-1])
        newcomer = server.connect("127.0.0.4")

        assert ends(many[0])
        for opened in (newcomer, alone, *many[1:]):
            assert server.ask(opened).startswith(b"HTTP/1.1 200")
