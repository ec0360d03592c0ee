"""A relay on loopback, over its own TLS: `relay-40` and `relay-pack`.

    relay-40     the slowest of 40 computers that bring 2,000 events each at once, in milliseconds
                 (p99), against as many posts of the same bytes to a bare Starlette application
                 that syncs each before it answers
    relay-pack   a pack of 200 MB to 8 computers at once, in MB a second, against StaticFiles

The floors are served by uvicorn over the same TLS, by a process of their own as the relay is. The
events were cut and sealed before: what is measured is what the network and the other side do.
"""

from __future__ import annotations

import http.client
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec
import uvicorn
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bench.big_lab import BUILD
from bench.figure import Figure, percentile
from helpers.learning_events import learning_events
from ujuzi.credentials import tls
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import DeviceId
from ujuzi.sync.transports.http import HttpTransport
from ujuzi.wire import batch, bundle, envelope, messages, relay, seal
from ujuzi.wire.carrying import CampusComputer
from ujuzi.wire.relay import RECORD_CONTEXT, RelayRecord, VisitAsk
from ujuzi.wire.relay_window import RelayCampus, RelayStarted

COMPUTERS, EVENTS, ROUNDS = 40, 2_000, 5
CLIENTS, PACK_BYTES, PACK_ROUNDS = 8, 200 * 1024 * 1024, 3
CHUNK = 256 * 1024
PACK = "course.ujuzi"


class Site(NamedTuple):
    """A relay and its floor, each at a port of its own."""

    folder: Path
    relay: int
    floor: int
    keys: dict[str, PublisherKey]


def brought() -> Iterator[Figure]:
    """Yield `relay-40`."""
    with site() as made:
        visits = [visits_of(made.keys, number) for number in range(ROUNDS + 1)]
        post_all(made.relay, "/visit", visits[0])
        post_all(made.floor, "/post", visits[0])
        ours: list[float] = []
        bare: list[float] = []
        for each in visits[1:]:
            bare += post_all(made.floor, "/post", each)
            ours += post_all(made.relay, "/visit", each)
    yield Figure("relay-40", percentile(ours, 99), "ms", percentile(bare, 99))


def handed_out() -> Iterator[Figure]:
    """Yield `relay-pack`."""
    with site() as made:
        with (made.folder / "relay" / "packs" / PACK).open("wb") as file:
            for _ in range(PACK_BYTES // CHUNK):
                file.write(os.urandom(CHUNK))
        ours, bare = [], []
        for _ in range(PACK_ROUNDS):
            bare.append(take_all(made.floor))
            ours.append(take_all(made.relay))
    size = CLIENTS * PACK_BYTES / 1e6
    yield Figure("relay-pack", size / min(ours), "MB/s", size / min(bare))


def visits_of(keys: dict[str, PublisherKey], number: int) -> list[bytes]:
    """Return a visit of each computer with events that no other round brings."""
    made = learning_events(EVENTS)
    _, hub = seal.new_key()
    found = []
    for device, key in keys.items():
        events = [replace(each, device=DeviceId(device)) for each in made]
        cut = batch.cut(events, bytes([number]) * 32, key)
        items = [(bundle.ENVELOPE, envelope.enclose(batch.read(cut.wire), 0, hub, key))]
        found.append(relay.frame_visit(VisitAsk(relay.VERSION, device), items, key))
    return found


def post_all(port: int, path: str, bodies: Sequence[bytes]) -> list[float]:
    """Post all at once, each over a connection of its own; return the milliseconds of each."""
    taken = [0.0] * len(bodies)
    barrier = threading.Barrier(len(bodies))

    def post(place: int) -> None:
        barrier.wait()
        started = time.perf_counter()
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=anybody())
        connection.request("POST", path, bodies[place])
        answer = connection.getresponse()
        content = answer.read()
        taken[place] = (time.perf_counter() - started) * 1000
        assert answer.status == 200, (answer.status, content)
        connection.close()

    together(post, len(bodies))
    return taken


def take_all(port: int) -> float:
    """Let every client take the pack at once; return the seconds until all have it."""

    def take(_place: int) -> None:
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=anybody())
        connection.request("GET", f"/packs/{PACK}")
        answer, size = connection.getresponse(), 0
        while chunk := answer.read(CHUNK):
            size += len(chunk)
        assert size == PACK_BYTES
        connection.close()

    started = time.perf_counter()
    together(take, CLIENTS)
    return time.perf_counter() - started


def together(work: object, count: int) -> None:
    """Do something so many times at once, by place."""
    threads = [threading.Thread(target=work, args=(place,)) for place in range(count)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def anybody() -> ssl.SSLContext:
    """Return what believes any certificate: the figures are about bytes."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@contextmanager
def site() -> Iterator[Site]:
    """Start a relay that knows so many computers, and its floor."""
    BUILD.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=BUILD))
    (folder / "relay").mkdir()
    pem = folder / "relay" / "tls.pem"
    pem.write_bytes(tls.new_certificate())
    keys = {f"{number:016x}": PublisherKey.generate() for number in range(1, COMPUTERS + 1)}
    own = [sys.executable, "-P", "-m", "ujuzi", "relay", "serve", "--data-dir", str(folder)]
    floor = [sys.executable, "-m", "bench.relay", str(folder)]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=path)
        for command in ([*own, "--host", "127.0.0.1"], floor)
    ]
    try:
        said = [each.stdout.readline() for each in processes if each.stdout]
        told = msgspec.json.decode(said[0], type=RelayStarted)
        open_relay(told, pem.read_bytes(), keys)
        yield Site(folder, told.port, int(said[1]), keys)
    finally:
        for process in processes:
            if process.stdin and process.stdout:
                process.stdin.close()
                process.stdout.close()
            process.wait(30)
        shutil.rmtree(folder)


def open_relay(told: RelayStarted, pem: bytes, keys: dict[str, PublisherKey]) -> None:
    """Let a relay know its computers, by a hub that is a key and nothing else."""
    hub = PublisherKey.generate()
    record = RelayRecord(relay.VERSION, "d" * 16, "campus", tls.fingerprint(pem), 1, 1 << 60)
    computers = tuple(CampusComputer(each, "", key.public.raw) for each, key in keys.items())
    campus = RelayCampus(messages.sign(record, RECORD_CONTEXT, hub), hub.public.raw, computers)
    window = HttpTransport(f"http://127.0.0.1:{told.window_port}", token=told.token)
    window.post("campus", msgspec.msgpack.encode(campus))
    window.close()


def serve_floor(folder: Path) -> None:
    """Serve what syncs a body before it answers, and the relay's packs as they lie there."""
    kept = folder / "floor"
    kept.mkdir()

    def keep(body: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=kept, delete=False) as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())

    async def post(request: Request) -> Response:
        await run_in_threadpool(keep, await request.body())
        return Response(b"ok")

    (folder / "relay" / "packs").mkdir(exist_ok=True)
    packs = Mount("/packs", StaticFiles(directory=folder / "relay" / "packs"))
    application = Starlette(routes=[Route("/post", post, methods=["POST"]), packs])
    pem = folder / "relay" / "tls.pem"
    config = uvicorn.Config(
        application, port=0, log_level="warning", ssl_certfile=pem, loop="asyncio"
    )
    server = uvicorn.Server(config)
    threading.Thread(target=_end_with_stdin, args=(server,), daemon=True).start()
    listening = config.bind_socket()
    sys.stdout.write(f"{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    server.run([listening])


def _end_with_stdin(server: uvicorn.Server) -> None:
    while sys.stdin.buffer.read(1):
        pass
    server.should_exit = True


FIGURES = {"relay-40": brought, "relay-pack": handed_out}

if __name__ == "__main__":
    serve_floor(Path(sys.argv[1]))
