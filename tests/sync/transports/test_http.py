"""What HTTP answers, and what it means: a hub's word, a busy server, a portal, a wrong clock."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from helpers import tls
from helpers.clocks import FakeClock
from helpers.hubs import CAMPUS, new_database, serving
from helpers.stations import Station, code_of, memory_road, road_over
from ujuzi.domain.event import Enrolled
from ujuzi.errors import RefusedError, UjuziError, WorldError
from ujuzi.hub.app import Hub
from ujuzi.sync import exchange
from ujuzi.sync.pace import Patience
from ujuzi.sync.transports import http
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.sync.transports.session import HubSession
from ujuzi.wire.messages import Refusal

PAGE = b"<html>Please sign in"
REFUSAL = msgspec.msgpack.encode(Refusal("too-often", "Later."))
HTML = {"Content-Type": "text/html; charset=utf-8"}
JSON, BYTES = ({"Content-Type": f"application/{each}"} for each in ("JSON", "octet-stream"))
WEDNESDAY, IN_TEN_MINUTES = (f"Wed, 21 Oct 2026 07:{minute}:00 GMT" for minute in (28, 38))
LAST_OF_DATES = "Fri, 31 Dec 9999 23:59:59 -0000"
PORTAL = {"Location": "http://127.0.0.1:9/sign-in"}
MAD_PORTAL = {"Location": "http://[bad"}


class Said(NamedTuple):
    """An answer, and what it must be taken for: an error's code, and the seconds to wait."""

    status: int
    content: bytes
    headers: dict[str, str]
    code: str
    retry_after: int | None = None


ANSWERS = {
    "a hub that is full": Said(503, REFUSAL, {"Retry-After": "20"}, "hub-busy", 20),
    "a hub that is asked too often": Said(429, REFUSAL, {}, "hub-busy", 0),
    "a hub with a bug": Said(500, b"Internal Server Error", {}, "hub-busy", 0),
    "a proxy whose hub is being mended": Said(
        502, PAGE, {**HTML, "Retry-After": "600"}, "hub-busy", 600
    ),
    "a proxy that waited in vain": Said(504, PAGE, HTML, "hub-busy", 0),
    "a proxy that names a date": Said(
        503, PAGE, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, "hub-busy", 0
    ),
    "a proxy that names no time": Said(503, PAGE, {"Retry-After": "9" * 5000}, "hub-busy", 0),
    "a portal that shows its page": Said(200, PAGE, HTML, "not-a-hub"),
    "a portal that sends elsewhere": Said(302, b"", PORTAL, "not-a-hub"),
    "a portal that sends the body elsewhere": Said(307, b"", PORTAL, "not-a-hub"),
    "a portal that sends to what is no address": Said(302, b"", MAD_PORTAL, "not-a-hub"),
    "a portal that sends to what is no text": Said(302, b"", {"Location": "\xff\xfe"}, "not-a-hub"),
    "a portal that says what it is": Said(511, PAGE, HTML, "not-a-hub"),
    "another server": Said(404, PAGE, HTML, "not-a-hub"),
    "another server that hides behind a kind": Said(200, b"{}", JSON, "not-a-hub"),
    "a portal that names no kind": Said(200, b"\xef\xbb\xbf\r\n<!DOCTYPE html>", {}, "not-a-hub"),
    "a portal that calls its page bytes": Said(200, PAGE, BYTES, "not-a-hub"),
    "a proxy that wants a password": Said(407, PAGE, HTML, "not-a-hub"),
    "a proxy that forbids": Said(403, PAGE, HTML, "not-a-hub"),
    "a proxy that may not by law": Said(451, PAGE, HTML, "not-a-hub"),
    "a proxy that lets nothing large through": Said(413, PAGE, HTML, "message-too-large"),
    "a proxy that waited for the message": Said(408, PAGE, HTML, "hub-busy", 0),
    "a proxy that took it for another's": Said(421, PAGE, HTML, "hub-busy", 0),
    "a proxy that counts": Said(429, PAGE, {**HTML, "Retry-After": "30"}, "hub-busy", 30),
    "a proxy that names a date by its own": Said(
        503, PAGE, {"Date": WEDNESDAY, "Retry-After": IN_TEN_MINUTES}, "hub-busy", 600
    ),
    "a proxy that names a date that was": Said(
        503, PAGE, {"Date": IN_TEN_MINUTES, "Retry-After": WEDNESDAY}, "hub-busy", 0
    ),
    "a proxy that names the last of dates": Said(
        503, PAGE, {"Date": WEDNESDAY, "Retry-After": LAST_OF_DATES}, "hub-busy", 0
    ),
    "a proxy that wants to be asked before": Said(429, PAGE, {"Retry-After": "-5"}, "hub-busy", 0),
    "a hub that refuses": Said(403, REFUSAL, {}, "too-often"),
}


@contextmanager
def server(said: Said) -> Iterator[str]:
    """Serve one answer to whatever is posted; yields the address."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response_only(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.content)))
            self.end_headers()
            self.wfile.write(said.content)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}"
        finally:
            listening.shutdown()
            thread.join()


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    opened = Hub(new_database("sqlite", tmp_path), FakeClock().now)
    yield opened
    opened.database.close()


def registered(hub: Hub) -> Station:
    station = Station()
    station.register(memory_road(hub), code_of(hub, CAMPUS))
    station.record("ada", Enrolled(course="c"))
    return station


def ask(address: str) -> UjuziError:
    transport = HttpTransport(address)
    with pytest.raises(UjuziError) as error:
        transport.post("exchange", b"body")
    transport.close()
    return error.value


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_taken_for_what_it_is(name: str) -> None:
    said = ANSWERS[name]

    with server(said) as address:
        error = ask(address)

    assert error.code == said.code
    assert error.facts.get("retry_after") == said.retry_after
    assert isinstance(error, RefusedError) == (name == "a hub that refuses")


@pytest.mark.parametrize(
    "name",
    ["a portal that shows its page", "another server", "a proxy whose hub is being mended"],
)
def test_what_does_not_pass_soon_ends_the_exchange_at_once(hub: Hub, name: str) -> None:
    station = registered(hub)
    pauses: list[float] = []

    with server(ANSWERS[name]) as address:
        transport = HttpTransport(address)
        road = road_over(transport, station.keys, Patience())
        with pytest.raises(WorldError):
            exchange.exchange(station.on_store, replace(road, sleep=pauses.append))
        transport.close()

    assert pauses == []


@contextmanager
def over_tls(hub: Hub, certificate: Path, trusted: Path | bool) -> Iterator[HttpTransport]:
    with serving(hub, certificate) as port:
        transport = HttpTransport(f"https://127.0.0.1:{port}")
        transport._session = HubSession()
        transport._session.verify = str(trusted) if isinstance(trusted, Path) else trusted
        yield transport
        transport.close()


@pytest.mark.parametrize("days", [0, 400])
def test_a_clock_that_is_behind_hinders_no_exchange(hub: Hub, tmp_path: Path, days: int) -> None:
    station, certificate = registered(hub), tls.certificate(tmp_path, days_from_now=days)

    with over_tls(hub, certificate, certificate) as transport:
        assert station.exchange(transport).waiting == 0


def test_a_certificate_that_has_run_out_is_told_as_such(hub: Hub, tmp_path: Path) -> None:
    station, certificate = registered(hub), tls.certificate(tmp_path, days_from_now=-400)

    with over_tls(hub, certificate, certificate) as transport, pytest.raises(WorldError) as error:
        station.exchange(transport)

    assert error.value.code == "certificate-expired"
    assert station.waiting == 1


@pytest.mark.parametrize("days", [0, 400])
def test_no_clock_makes_a_stranger_s_certificate_good(hub: Hub, tmp_path: Path, days: int) -> None:
    station, certificate = registered(hub), tls.certificate(tmp_path, days_from_now=days)

    with over_tls(hub, certificate, trusted=True) as transport, pytest.raises(WorldError) as error:
        station.exchange(transport)

    assert error.value.code == "certificate-wrong"
    assert station.waiting == 1


@pytest.mark.parametrize("days", [0, 400])
def test_no_clock_makes_another_s_certificate_good(hub: Hub, tmp_path: Path, days: int) -> None:
    station = registered(hub)
    certificate = tls.certificate(tmp_path, days_from_now=days, address="192.0.2.7")

    with over_tls(hub, certificate, certificate) as transport, pytest.raises(WorldError) as error:
        station.exchange(transport)

    assert error.value.code == "certificate-wrong"
    assert station.waiting == 1


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> list[float | None]:
    """For how long each piece that went up might have been silent: nothing of it is waited for."""
    seen: list[float | None] = []

    def watched(kind: type[socket.socket]) -> None:
        sendall = kind.sendall

        def watch(self: socket.socket, data: bytes | memoryview, flags: int = 0) -> None:
            if threading.current_thread().name == "ask":
                seen.append(self.gettimeout())
            sendall(self, data, flags)

        monkeypatch.setattr(kind, "sendall", watch)

    watched(ssl.SSLSocket)
    watched(socket.socket)
    return seen


@pytest.mark.parametrize("secure", [False, True])
def test_what_is_sent_may_be_silent_for_as_long_as_was_asked(
    hub: Hub,
    tmp_path: Path,
    patience: list[float | None],
    *,
    secure: bool,
) -> None:
    certificate = tls.certificate(tmp_path) if secure else None

    with serving(hub, certificate) as port:
        transport = HttpTransport(f"{'https' if secure else 'http'}://127.0.0.1:{port}")
        transport._session = HubSession()
        transport._session.verify = str(certificate)
        for stall in (http.CONNECT_SECONDS + 90, http.CONNECT_SECONDS + 40):
            with pytest.raises(RefusedError):
                transport.post("exchange", bytes(100_000), stall=stall)
            assert set(patience) == {stall}
            patience.clear()
        transport.close()


def test_what_went_up_is_told_before_an_error_is() -> None:
    told: list[int] = []

    with server(ANSWERS["a hub with a bug"]) as address:
        transport = HttpTransport(address)
        with pytest.raises(WorldError):
            transport.post("exchange", b"body", sent=told.append)
        transport.close()

    assert told[-1] == len(b"body")


@pytest.mark.parametrize("host", ["x" * 64, "a..b", "\udcff", "[::1"])
def test_an_address_that_can_be_nobodys_is_one_that_does_not_answer(host: str) -> None:
    assert ask(f"http://{host}").code == "hub-unreachable"
    transport = HttpTransport(f"http://{host}")
    with pytest.raises(WorldError):
        next(transport.pieces("course"))


def test_an_answer_that_only_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "DRIP_SECONDS", 0.3)
    ended = threading.Event()

    class Dripping(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            with suppress(OSError):
                while not ended.wait(0.02):
                    self.wfile.write(b"x")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Dripping) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        try:
            error = ask(f"http://127.0.0.1:{listening.server_port}")
        finally:
            ended.set()
            listening.shutdown()
            thread.join()
    assert error.code == "hub-unreachable"


def test_an_answer_that_is_larger_than_a_hub_s_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MAX_MESSAGE_BYTES", 10_000)
    with server(Said(200, bytes(10_001), {}, "")) as address:
        assert ask(address).code == "not-a-hub"


def test_what_was_compressed_unasked_is_not_inflated() -> None:
    bomb = gzip.compress(bytes(64 * 1024 * 1024))
    with server(Said(200, bomb, {"Content-Encoding": "gzip"}, "")) as address:
        transport = HttpTransport(address)
        assert transport.post("exchange", b"body") == bomb
        transport.close()
