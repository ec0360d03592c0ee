"""No request keeps the event loop: between two turns its thread works for 50 ms at most.

Each route is asked with the worst that it lets in; one that is added to the hub without its worst
fails here. What a handler does in other threads and processes is not counted.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec
import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from helpers import offices
from helpers.awards import Time, held, issuing_hub, link
from helpers.certificates import STRANGER, written
from helpers.hostile_credentials import credentials
from helpers.hubs import CAMPUS, Computer, cut_all
from helpers.learning_events import learning_events
from helpers.sitting_hubs import ADA, Room
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.event import DeviceId
from ujuzi.hub.app import Hub
from ujuzi.hub.asgi import application
from ujuzi.hub.credentials import keys
from ujuzi.hub.people import grants, registration, relays
from ujuzi.hub.verify.page import MAX_UPLOAD_BYTES
from ujuzi.serving.exchanges import MAX_REGISTRATION_BYTES
from ujuzi.serving.heads import MAX_HEAD_BYTES, MAX_HEADERS, TOO_LONG
from ujuzi.wire import batch, carrying, envelope, introduction, messages
from ujuzi.wire.carrying import CarryAsk
from ujuzi.wire.limits import MAX_MESSAGE_BATCHES, MAX_MESSAGE_BYTES
from ujuzi.wire.relay import REQUEST_CONTEXT, RelayRequest

MOST_SECONDS = 0.05
FORM = (b"content-type", b"multipart/form-data; boundary=b")
FILE = b'--b\r\ncontent-disposition: form-data; name="file"; filename="c"\r\n\r\n'
CHUNK = 64 * 1024
Headers = list[tuple[bytes, bytes]]


class Input(NamedTuple):
    """What somebody sends, as a server hands it on; a body comes in pieces."""

    name: str
    path: str = ""
    query: bytes = b""
    headers: Headers = []  # noqa: RUF012 - nobody changes it
    pieces: tuple[bytes, ...] = (b"",)
    status: int = 0
    """Of the answer, where it matters that it was not refused at once."""


class Site:
    """A hub that has issued a credential, and knows a computer."""

    def __init__(self, hub: Hub) -> None:
        room = Room(hub)
        room.sign_up(ADA, "Ada")
        link(hub)
        room.sit(4)
        self.hub = hub
        self.issued = held(room)[0]
        self.computers = 0

    def computer(self) -> Computer:
        self.computers += 1
        return Computer(self.hub, device=f"{self.computers:016x}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    hub = issuing_hub("sqlite", tmp_path_factory.mktemp("hub"), Time())
    yield Site(hub)
    hub.database.close()


def sliced(data: bytes, size: int = CHUNK) -> tuple[bytes, ...]:
    return tuple(data[start : start + size] for start in range(0, len(data), size))


def heads(path: str) -> list[Input]:
    """Return the longest heads that any route gets, and longer ones."""
    many: Headers = [(b"x-%d" % number, b"v") for number in range(MAX_HEADERS)]
    languages = b"sw-KE;q=0.1," * (MAX_HEAD_BYTES // 13)
    return [
        Input("many headers", path, headers=many),
        Input("too many headers", path, headers=many * 1000, status=TOO_LONG),
        Input("one header many times", path, headers=[(b"cookie", b"a=b; " * 100)] * MAX_HEADERS),
        Input("many languages", path, headers=[(b"accept-language", languages)]),
        Input(
            "too many languages",
            path,
            headers=[(b"accept-language", languages * 200)],
            status=TOO_LONG,
        ),
        Input("a long type", path, headers=[(b"content-type", b'form;a="' * 8000)]),
        Input("a long length", path, headers=[(b"content-length", b"9" * 60_000)]),
        Input("many fields", path, query=b"&".join([b"code=%41"] * 6000)),
        Input("a long field", path, query=b"code=" + b"%F0%9F%98%80" * 5000),
        Input("too many fields", path, query=b"a&" * 5_000_000, status=TOO_LONG),
        Input("a long path", path + "/" * (MAX_HEAD_BYTES - 100)),
        Input("too long a path", path + "9" * 10_000_000, status=TOO_LONG),
    ]


def bodies(most: int, headers: Headers | None = None) -> list[Input]:
    """Return the largest bodies of nothing in particular, and larger ones."""
    sizes = headers or []
    return [
        Input("zeros", headers=sizes, pieces=(bytes(most),)),
        Input("zeros in chunks", headers=sizes, pieces=sliced(bytes(most))),
        Input("zeros in small pieces", headers=sizes, pieces=sliced(bytes(min(most, 20_000)), 1)),
        Input("a larger body", headers=sizes, pieces=(bytes(most + 1),)),
        Input("a body without end", headers=sizes, pieces=(bytes(CHUNK),) * (3 * most // CHUNK)),
    ]


def exchanges(site: Site) -> list[Input]:
    """Return asks of known computers: as many batches, and as large ones, as an ask may hold."""
    computers = [site.computer() for _ in range(5)]
    device = DeviceId(computers[0].device)
    busy = cut_all(computers[0], learning_events(4000, device=device, typed=0.1, noted=0.1), 200)
    large = cut_all(computers[1], learning_events(8000, device=DeviceId(computers[1].device)), 8000)
    small = cut_all(
        computers[2],
        learning_events(MAX_MESSAGE_BATCHES, device=DeviceId(computers[2].device)),
        1,
    )
    gaps = cut_all(computers[3], learning_events(64, device=DeviceId(computers[3].device)), 1)
    strange = PublisherKey.generate()
    forged = batch.cut(
        learning_events(2000, device=DeviceId(computers[4].device)), batch.NOTHING_BEFORE, strange
    )
    return [
        *bodies(MAX_MESSAGE_BYTES),
        Input("a busy lab", pieces=(computers[0].ask(*busy),), status=200),
        Input("the same again, in chunks", pieces=sliced(computers[0].ask(*busy)), status=200),
        Input("one large batch", pieces=(computers[1].ask(*large),), status=200),
        Input("many batches", pieces=(computers[2].ask(*small),), status=200),
        Input("gaps", pieces=(computers[3].ask(*gaps[::2]),), status=200),
        Input("in small pieces", pieces=sliced(computers[3].ask(*gaps), 3)),
        Input("a forged batch", pieces=(computers[4].ask(forged.wire),)),
        Input("nothing new", pieces=(computers[0].ask(),), status=200),
        Input("no ask", pieces=(b"\xdf\xff\xff\xff\xff" + bytes(CHUNK),)),
    ]


def carriages(site: Site) -> list[Input]:
    """Return what a computer carries for others: as many envelopes, and as large, as it may."""
    carrier, *others = (site.computer() for _ in range(4))
    to_hub = site.hub.identity.sealing_public
    numbers = iter(range(1, 100))

    def carried(computer: Computer, events: int, each: int) -> list[bytes]:
        told = learning_events(events, device=DeviceId(computer.device))
        cut = map(batch.read, cut_all(computer, told, each))
        return [envelope.enclose(wire, 0, to_hub, computer.key) for wire in cut]

    def asked(envelopes: list[bytes]) -> bytes:
        ask = CarryAsk(carrying.VERSION, carrier.device, next(numbers), len(envelopes), campus=True)
        return carrying.frame(ask, envelopes, carrier.key)

    busy, large, small = (
        carried(computer, count, each)
        for computer, (count, each) in zip(
            others, ((4000, 200), (8000, 8000), (300, 1)), strict=True
        )
    )

    def newcomers() -> bytes:
        keys = [PublisherKey.generate() for _ in range(carrying.MAX_INTRODUCTIONS)]
        items = []
        for number, key in enumerate(keys):
            asked = messages.Enrolment(
                *(messages.VERSION, "", f"e{number:015x}", "PC", key.public.raw, to_hub),
                campus=CAMPUS,
            )
            signed = messages.sign(asked, messages.ENROLMENT_CONTEXT, key)
            items.append((carrying.ENROLMENT, introduction.write(introduction.ENROLS, signed)))
        ask = CarryAsk(carrying.VERSION, carrier.device, next(numbers), len(items), campus=True)
        return carrying.frame_items(ask, items, carrier.key)

    def parts() -> bytes:
        ask = CarryAsk(
            *(carrying.VERSION, carrier.device, next(numbers)), down=carrying.MAX_DOWN_BYTES
        )
        return carrying.frame_items(ask, [], carrier.key)

    junk = [bytes(number % 251 for number in range(900))] * 1000
    return [
        *bodies(carrying.MAX_CARRY_BYTES),
        Input("a campus's week", pieces=(asked(busy),), status=200),
        Input("the same again, in chunks", pieces=sliced(asked(busy)), status=200),
        Input("one large envelope", pieces=(asked(large),), status=200),
        Input("many envelopes", pieces=(asked(small),), status=200),
        Input("in small pieces", pieces=sliced(asked(small[:40]), 3), status=200),
        Input("nothing that is one", pieces=(asked(junk),), status=200),
        Input("newcomers", pieces=(newcomers(),), status=200),
        Input("what is for others", pieces=(parts(),), status=200),
        Input("nothing", pieces=(asked([]),), status=200),
        Input("no ask", pieces=(b"\xdf\xff\xff\xff\xff" + bytes(CHUNK),)),
    ]


def registrations(site: Site) -> list[Input]:
    enrolment = site.computer().enrolment()
    return [
        *bodies(MAX_REGISTRATION_BYTES),
        Input("an enrolment", pieces=(enrolment,), status=200),
        Input("in small pieces", pieces=sliced(enrolment, 1)),
    ]


def successions(site: Site) -> list[Input]:
    older, key = site.computer(), PublisherKey.generate()
    asked = messages.Succession(messages.VERSION, older.device, "f" * 16, key.public.raw, bytes(32))
    wire = messages.sign(asked, messages.SUCCESSION_CONTEXT, older.key)
    return [
        *bodies(MAX_REGISTRATION_BYTES),
        Input("a succession", pieces=(wire,), status=200),
        Input("in small pieces", pieces=sliced(wire, 1), status=200),
    ]


def relay_requests(site: Site) -> list[Input]:
    computer = site.computer()
    with site.hub.database.writing() as connection:
        relays.permit(connection, registration.find(connection, computer.device), 0)
    asked = RelayRequest(1, computer.device, bytes(32))
    wire = messages.sign(asked, REQUEST_CONTEXT, computer.key)
    return [
        *bodies(MAX_REGISTRATION_BYTES),
        Input("a request", pieces=(wire,), status=200),
        Input("in small pieces", pieces=sliced(wire, 1), status=200),
    ]


def requests_for_grants(site: Site) -> list[Input]:
    with site.hub.database.writing() as connection:
        code = grants.make_code(connection, offices.INSTITUTION, "P1", site.hub.now())
    wire = offices.asked(code, PublisherKey.generate())
    return [
        *bodies(MAX_REGISTRATION_BYTES),
        Input("a request for a grant", pieces=(wire,), status=200),
        Input("in small pieces", pieces=sliced(wire, 1), status=200),
    ]


def files(site: Site) -> list[Input]:
    """Return forms: the largest, those that take longest, and what is none."""
    most = MAX_UPLOAD_BYTES
    nested = b"".join(
        b"--b%d\r\ncontent-type: multipart/mixed; boundary=b%d\r\n\r\n" % (number, number + 1)
        for number in range(15_000)
    )
    contents = {
        "parts in parts": b"--b\r\n" + nested[5:],
        "many parts": b"--b\r\n\r\n\r\n" * (most // 9 - 1),
        "many headers": b"--b\r\n" + b"a:\r\n" * (most // 4 - 4),
        "ends of lines": FILE + b"\r\n" * (most // 2 - 100),
        "boundaries that are none": FILE + b"\r\n--b-" * (most // 6 - 100),
        "a large picture": FILE + b"\x89PNG\r\n\x1a\n" + bytes(most - 1000),
        "a large document": FILE + b"%PDF-1.7\n" + b"1 0 obj<<>>endobj\n" * (most // 18 - 100),
        "a credential": FILE + bytes(site.issued.credential) + b"\r\n--b--\r\n",
        **{name: FILE + written(made) for name, made in credentials(STRANGER).items()},
    }
    return [
        *bodies(most, [FORM]),
        *(Input(name, headers=[FORM], pieces=(data,)) for name, data in contents.items()),
        Input("in chunks", headers=[FORM], pieces=sliced(contents["a large picture"])),
        Input("in small pieces", headers=[FORM], pieces=sliced(FILE + bytes(20_000), 1)),
        Input("no form", pieces=(bytes(most),)),
    ]


def codes(site: Site) -> list[Input]:
    asked = [site.issued.code, site.issued.stub, "UJ1:" + "A" * 1990, "é" * 2000, "AAAA-BBBB-CCCC"]
    return [
        Input(code[:20], query=b"code=" + code.encode(), status=200 if place < 3 else 404)
        for place, code in enumerate(asked)
    ]


def numbers(_site: Site) -> list[Input]:
    return [Input(f"list {n[:9]}", f"/status/{n}") for n in ("0", "7", "-1", "x", "9" * 5000)]


def nothing(_site: Site) -> list[Input]:
    return [Input("as it is")]


WORST: dict[tuple[str, str], Callable[[Site], list[Input]]] = {
    ("POST", "/exchange"): exchanges,
    ("POST", "/carry"): carriages,
    ("POST", "/register"): registrations,
    ("POST", "/succeed"): successions,
    ("POST", "/relay"): relay_requests,
    ("POST", "/grant"): requests_for_grants,
    ("POST", "/verify"): files,
    ("GET", "/verify"): codes,
    ("GET", "/"): nothing,
    ("GET", "/list"): nothing,
    ("GET", "/status/{number}"): numbers,
    ("GET", "/.well-known/did.json"): nothing,
    ("GET", "/health"): nothing,
    ("GET", "/ready"): nothing,
}
"""The worst bodies and addresses of each route; every route gets the worst heads besides."""


def routes(application: Starlette) -> Iterator[tuple[str, str]]:
    """Yield each method and path that is answered; a mounted application is asked in its turn."""
    waiting: list[tuple[str, BaseRoute]] = [("", route) for route in application.routes]
    while waiting:
        before, route = waiting.pop()
        path = before + str(getattr(route, "path", route))
        waiting += [(path, inner) for inner in getattr(route, "routes", None) or ()]
        for method in getattr(route, "methods", None) or ():
            if method != "HEAD":
                yield method, path


def test_every_route_has_its_worst(site: Site) -> None:
    assert {*routes(application(site.hub))} == {*WORST}


async def asked(application: Starlette, method: str, asked: Input, client: str) -> int:
    """Return the status of the answer to an input."""
    statuses: list[int] = []
    pieces = iter(asked.pieces)
    left = len(asked.pieces)

    async def receive() -> dict[str, Any]:
        nonlocal left
        await asyncio.sleep(0)
        left -= 1
        return {"type": "http.request", "body": next(pieces, b""), "more_body": left > 0}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": asked.path,
        "raw_path": asked.path.encode(),
        "query_string": asked.query,
        "root_path": "",
        "headers": asked.headers,
        "client": (client, 1),
        "server": ("hub", 80),
    }
    await application(scope, receive, send)
    return statuses[0]


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Return a list that gets the seconds of work of each turn of any event loop."""
    seconds: list[float] = []
    turn = asyncio.Handle._run

    def timed(self: asyncio.Handle) -> None:
        before = time.thread_time()
        turn(self)
        seconds.append(time.thread_time() - before)

    monkeypatch.setattr(asyncio.Handle, "_run", timed)
    gc.collect()
    gc.disable()  # what else this process holds is not the hub's
    yield seconds
    gc.enable()


@pytest.mark.parametrize(("method", "path"), WORST, ids=lambda part: part.strip("/") or "root")
def test_no_turn_of_the_loop_takes_long(
    site: Site, turns: list[float], method: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever comes is answered, and no answer is a fault of the hub's own."""
    hub = application(site.hub)
    inputs = [*heads(path), *WORST[method, path](site)]
    slow: dict[str, float] = {}

    async def ask_each() -> None:
        await asked(hub, method, Input("first", path), "192.0.2.1")  # imports, and wakes threads
        for number, each in enumerate(inputs):
            turns.clear()
            client = f"198.51.{number // 250}.{number % 250}"
            asking = asked(hub, method, each._replace(path=each.path or path), client)
            status = await asyncio.create_task(asking)
            assert status == (each.status or status), each.name
            assert status < 500 or status == 503, each.name
            if max(turns) > MOST_SECONDS:
                slow[each.name] = max(turns)

    asyncio.run(ask_each())
    assert slow == {}


def test_a_large_list_does_not_take_long_to_be_given(
    site: Site, turns: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    large = msgspec.json.encode(["x" * 1000] * 20_000)
    monkeypatch.setattr(keys, "trust_file", lambda _connection: large)
    asyncio.run(asked(application(site.hub), "GET", Input("all", "/list"), "192.0.2.1"))
    assert max(turns) < MOST_SECONDS
