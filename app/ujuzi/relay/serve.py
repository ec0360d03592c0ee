"""The process of a relay: it listens for computers and for its window, until somebody ends it.

It says in one line on standard output where both reach it (`RelayStarted`), and ends with whoever
started it: when its standard input does.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec
import uvicorn

from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, WorldError
from ujuzi.relay.application import RelayRoutes
from ujuzi.relay.point import Relay
from ujuzi.serving import limits
from ujuzi.serving.watch import Watch, log_to_stderr, say_rest
from ujuzi.store.held_file import open_held
from ujuzi.wire.relay_window import RelayStarted

CERTIFICATE, PACKS = "tls.pem", "packs"
"""What lies in a relay's folder beside its file: its key and certificate, and what it hands out."""

EVERYWHERE, LOOPBACK = "0.0.0.0", "127.0.0.1"
TOKEN_BYTES = 32
BACKLOG = 256
STOP_SECONDS, GRACEFUL_SECONDS = 1.0, 3
"""Who closes the windows waits for this process: its callers have so long to end, then what it does
for them, from when it was stopped."""

log = logging.getLogger(__name__)


def serve(folder: Path, host: str, port: int, started: Callable[[RelayStarted], None]) -> None:
    """Serve what is in a relay's folder until it is told to stop; its certificate lies there.

    A port that is taken gives way to another, where `port` is not the last word: 0 means any.
    Raises WorldError `port-taken`, and what `open_held` raises.
    """
    limits.open_many_files()
    limits.count_whole_addresses()
    limits.stop_within(STOP_SECONDS)
    db = open_held(folder)
    try:
        relay = Relay(db, _now)
        routes = RelayRoutes(
            relay, folder / PACKS, token := secrets.token_hex(TOKEN_BYTES), Watch()
        )
        with _listening(host, port) as lab, _listening(LOOPBACK, 0) as window:
            ports = (lab.getsockname()[1], window.getsockname()[1])
            servers = (
                server_of(routes.lab(), certificate=folder / CERTIFICATE),
                server_of(routes.window()),
            )
            _end_with_stdin(servers)
            started(RelayStarted(*ports, token))
            asyncio.run(_serve(servers, (lab, window)))
    finally:
        db.close()


def say_started(told: RelayStarted) -> None:
    """Tell whoever started this process where it is."""
    sys.stdout.write(msgspec.json.encode(told).decode() + "\n")
    sys.stdout.flush()


async def _serve(servers: tuple[uvicorn.Server, ...], sockets: tuple[socket.socket, ...]) -> None:
    """Serve, and say seldom what hinders it: whoever sends junk fills no log."""
    seldom = log_to_stderr()
    saying = asyncio.create_task(say_rest(seldom))
    try:
        await serve_all(servers, sockets)
    finally:
        saying.cancel()
        seldom.say_rest(at_end=True)


async def serve_all(
    servers: tuple[uvicorn.Server, ...], sockets: tuple[socket.socket, ...]
) -> None:
    """Serve each at its socket until all are told to stop."""
    pairs = zip(servers, sockets, strict=True)
    await asyncio.gather(*(each.serve([listening]) for each, listening in pairs))


def server_of(application: object, certificate: Path | None = None) -> uvicorn.Server:
    """Return what serves an application; computers are spoken to by TLS, the window is not."""
    config = uvicorn.Config(
        application,  # type: ignore[arg-type]  # Starlette is one
        log_level="warning",
        http="ujuzi.serving.protocol:Connection",
        ws="none",
        lifespan="on" if certificate else "off",
        timeout_keep_alive=limits.KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
        server_header=False,
        date_header=False,
        ssl_certfile=certificate,
        backlog=BACKLOG,
    )
    return uvicorn.Server(config)


def _listening(host: str, port: int) -> socket.socket:
    """Return what listens there, or at a port that is free where that one is not.

    At all addresses means those of IPv6 too, where this computer can listen to both at once.
    """
    for tried in dict.fromkeys((port, 0)):
        if host == EVERYWHERE and socket.has_dualstack_ipv6():
            with suppress(OSError):
                return socket.create_server(
                    ("::", tried),
                    family=socket.AF_INET6,
                    dualstack_ipv6=True,
                    backlog=BACKLOG,
                )
        try:
            return socket.create_server(
                (host, tried),
                family=socket.AF_INET6 if ":" in host else socket.AF_INET,
                backlog=BACKLOG,
            )
        except OSError as error:
            failed = error
    raise WorldError(
        Code.PORT_TAKEN,
        f"This computer lets nothing listen at {host}.",
        reason=failed.strerror or "",
    ) from failed


def _end_with_stdin(servers: tuple[uvicorn.Server, ...]) -> None:
    def wait() -> None:
        while sys.stdin.buffer.read(1):
            pass
        for each in servers:
            each.should_exit = True

    threading.Thread(target=wait, name="stdin", daemon=True).start()


def _now() -> Milliseconds:
    return Milliseconds(time.time_ns() // 1_000_000)
