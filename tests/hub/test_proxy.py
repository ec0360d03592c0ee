"""The nginx.conf that is shipped, run by nginx: sockets that drip at the proxy keep nobody out."""

from __future__ import annotations

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from helpers.hub_process import HubProcess, free_port, listens, sqlite_at, start_hub
from helpers.hubs import Computer, cut_all
from helpers.learning_events import learning_events
from helpers.tls import certificate
from ujuzi.hub.app import Hub
from ujuzi.hub.store.database import open_database
from ujuzi.wire import messages

NGINX = shutil.which("nginx")
SHIPPED = Path(__file__).parents[2] / "packaging" / "hub" / "nginx.conf"
PATIENCE = 30.0
MAIN = """
{user}daemon off; pid {folder}/pid; error_log {folder}/log warn; worker_rlimit_nofile 20000;
events {{ worker_connections 8192; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/ujuzi.conf;
}}
"""

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed here")


class Site:
    """A hub behind a proxy, and sockets to it."""

    def __init__(self, hub: HubProcess, port: int, sockets: ExitStack) -> None:
        database = open_database(hub.database)
        sockets.callback(database.close)
        self.computer = Computer(Hub(database), "campus-1")
        self._port, self._sockets = port, sockets
        self._tls = ssl.create_default_context()
        self._tls.check_hostname, self._tls.verify_mode = False, ssl.CERT_NONE

    def connect(self, address: str) -> ssl.SSLSocket:
        plain = socket.create_connection(("127.0.0.1", self._port), PATIENCE, (address, 0))
        return self._sockets.enter_context(self._tls.wrap_socket(plain))

    def drip(self, address: str, said: str = "") -> ssl.SSLSocket:
        opened = self.connect(address)
        head = f"POST /exchange HTTP/1.1\r\nHost: hub\r\nContent-Length: 999\r\n{said}\r\nx"
        opened.sendall(head.encode())
        return opened

    def exchange(self) -> int:
        """Land what the computer has; return how much that is."""
        wires = cut_all(self.computer, learning_events(50, device=self.computer.device))
        asked = self.computer.ask(*wires)
        opened = self.connect("127.0.0.1")
        head = f"POST /exchange HTTP/1.1\r\nHost: hub\r\nContent-Length: {len(asked)}\r\n"
        opened.sendall(head.encode() + b"Connection: close\r\n\r\n" + asked)
        answer = b""
        while data := opened.recv(65536):
            answer += data
        key = self.computer.hub.identity.signing_key.public
        content = answer.partition(b"\r\n\r\n")[2]
        reply = messages.read_answer(content, messages.signed_part(asked), key)
        return reply.receipt.last if reply.receipt else 0


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    port = free_port()
    with start_hub(sqlite_at(tmp_path)) as hub, ExitStack() as sockets:
        shipped = SHIPPED.read_text(encoding="utf-8")
        both = certificate(tmp_path)
        for before, after in (
            ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
            ("server 127.0.0.1:8765", f"server 127.0.0.1:{hub.port}"),
            ("/etc/letsencrypt/live/hub.example.org/fullchain.pem", str(both)),
            ("/etc/letsencrypt/live/hub.example.org/privkey.pem", str(both)),
        ):
            assert before in shipped
            shipped = shipped.replace(before, after)
        (tmp_path / "ujuzi.conf").write_text(shipped, encoding="utf-8")
        user = "user root; " if os.geteuid() == 0 else ""
        main = MAIN.format(user=user, folder=tmp_path)
        (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
        command = [str(NGINX), "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
        nginx = sockets.enter_context(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        sockets.callback(nginx.terminate)
        while not listens(port):
            assert nginx.poll() is None, (tmp_path / "log").read_text(encoding="utf-8")
        yield Site(hub, port, sockets)


def test_sockets_that_drip_at_the_proxy_stop_no_exchange(site: Site) -> None:
    for number in range(400):
        site.drip(
            f"127.0.0.{2 + number % 5}", said=f"X-Forwarded-For: 203.0.113.{number % 250}\r\n"
        )

    assert site.exchange() == 50


def test_the_65th_of_an_address_is_refused_behind_the_proxy_as_well(site: Site) -> None:
    dripping = [site.drip("127.0.0.9") for _ in range(64)]

    assert b" 503 " in site.drip("127.0.0.9").recv(4096).splitlines()[0]
    assert site.exchange() == 50
    with suppress(OSError):
        dripping[0].sendall(b"x")


def test_whether_it_is_ready_is_for_this_machine_to_know(site: Site) -> None:
    asked = b"GET /ready HTTP/1.1\r\nHost: hub\r\n\r\n"
    for address, status in (("127.0.0.1", b" 200 "), ("127.0.0.2", b" 403 ")):
        opened = site.connect(address)
        opened.sendall(asked)
        assert status in opened.recv(4096).splitlines()[0]
