"""Exchanges are served for whoever receives them: here for one who holds, with no database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import msgspec
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from helpers.asgi import Answer, ask
from helpers.learning_events import learning_events
from ujuzi.credentials.keys import PublisherKey
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.hub.app import Visit
from ujuzi.serving import limits
from ujuzi.serving.door import Door
from ujuzi.serving.exchanges import MAX_REGISTRATION_BYTES, Begin, Exchange, Exchanges
from ujuzi.serving.watch import Watch
from ujuzi.wire import batch, messages
from ujuzi.wire.batch import Batch
from ujuzi.wire.messages import Ask, AskReader, Refusal

DEVICE = "d0d1d2d3d4d5d6d7"


@dataclass(frozen=True)
class Known:
    device: str
    campus: str


@dataclass
class Holder:
    """Holds what computers bring, unopened, as a relay would."""

    key: PublisherKey
    held: list[bytes] = field(default_factory=list)
    is_full: bool = False

    def visit(self, admit: Callable[[str], None]) -> Holding:
        return Holding(self, admit)

    def register(self, wire: bytes) -> bytes:
        raise RefusedError(Code.CODE_UNKNOWN, f"Nobody registers here with {len(wire)} bytes.")

    def succeed(self, wire: bytes) -> bytes:
        return b"held " + wire


class Holding:
    """A visit of one computer."""

    def __init__(self, holder: Holder, admit: Callable[[str], None]) -> None:
        self._holder = holder
        self._admit = admit
        self._reader = AskReader()
        self._known: Known | None = None

    @property
    def device(self) -> Known | None:
        return self._known

    def take(self, data: bytes) -> list[Batch]:
        complete = self._reader.feed(data)
        if self._known is None and self._reader.ask is not None:
            messages.verify(self._reader.signed, messages.ASK_CONTEXT, self._holder.key.public)
            self._known = Known(self._reader.ask.device, "campus")
            self._admit(self._known.device)
        return [batch.read(wire) for wire in complete]

    def read(self, arrived: Batch) -> Callable[[], None]:
        return partial(self._hold, arrived)

    def reply(self) -> bytes:
        return f"held {len(self._holder.held)}".encode()

    def _hold(self, arrived: Batch) -> None:
        if self._holder.is_full:
            raise WorldError(Code.DISK_FULL, "There is no room for more.")
        self._holder.held.append(arrived.wire)


@pytest.fixture
def holder() -> Holder:
    return Holder(PublisherKey.generate())


def serve(holder: Holder, watch: Watch | None = None) -> Starlette:
    watch = watch or Watch()
    introductions = {"register": holder.register, "succeed": holder.succeed}
    pools = {name: ThreadPoolExecutor(1) for name in ("writers", "readers")}
    exchanges = Exchanges({"exchange": holder.visit}, introductions, watch, **pools)
    return Starlette(routes=exchanges.routes, middleware=[Middleware(Door, watch=watch)])


def bring(holder: Holder, count: int) -> tuple[bytes, list[bytes]]:
    """Return an ask with so many batches, and the batches."""
    wires, before = [], batch.NOTHING_BEFORE
    made = learning_events(count)
    while made:
        cut = batch.cut(made[:1], before, holder.key)
        wires.append(cut.wire)
        before, made = cut.digest, made[cut.header.count :]
    asked = Ask(messages.VERSION, DEVICE, 0, "", 0, messages.START, len(wires), number=1)
    return messages.frame_ask(asked, wires, holder.key), wires


def post(application: Starlette, path: str, body: bytes) -> Answer:
    return ask(application, path, method="POST", body=body)


def test_batches_are_held_as_they_came_by_somebody_who_knows_no_database(holder: Holder) -> None:
    wire, wires = bring(holder, 3)
    answer = post(serve(holder), "/exchange", wire)
    assert (answer.status, answer.body) == (200, b"held 3")
    assert holder.held == wires


def test_what_the_receiver_says_is_answered(holder: Holder) -> None:
    watch = Watch()
    application = serve(holder, watch)
    refused = post(application, "/register", b"abc")
    assert refused.status == 403
    assert msgspec.msgpack.decode(refused.body, type=Refusal).code == "code-unknown"
    assert post(application, "/succeed", b"abc").body == b"held abc"

    holder.is_full = True
    full = post(application, "/exchange", bring(holder, 1)[0])
    assert (full.status, full.headers["retry-after"]) == (503, str(limits.RETRY_AFTER_SECONDS))
    assert watch.refusals == {"code-unknown": 1, "disk-full": 1}


def test_a_stranger_and_a_flood_reach_no_receiver(
    holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ASKS_AT_ONCE", 1)
    monkeypatch.setattr(limits, "ASKS_A_SECOND", 0.0)
    application = serve(holder)
    stranger = Holder(PublisherKey.generate())
    assert post(application, "/exchange", bring(stranger, 1)[0]).status == 403
    large = post(application, "/register", b"x" * (MAX_REGISTRATION_BYTES + 1))
    assert large.status == 413

    wire, _ = bring(holder, 1)
    assert [post(application, "/exchange", wire).status for _ in range(2)] == [200, 429]
    assert len(holder.held) == 1


def test_a_hub_and_a_holder_are_exchanged_with_alike(holder: Holder) -> None:
    """Checked by mypy: neither line would type otherwise."""
    begins: tuple[Begin, ...] = (holder.visit,)
    visits: tuple[type[Exchange[Batch]], ...] = (Visit, Holding)
    assert len(begins) < len(visits)
