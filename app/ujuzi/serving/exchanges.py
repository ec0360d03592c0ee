"""The exchange over HTTP: four posts, answered in MessagePack, whoever receives what they bring.

    POST /exchange   POST /carry   POST /register   POST /succeed

Refusals are 4xx with a `Refusal`; 429 and 503 carry Retry-After. A body that is too large is
refused by its announced length, or where it grows beyond it. Batches are received while the body
arrives. How long it may take, and how many may come at once, says `serving.door`.

What becomes of a batch is a `Receiver`'s to say: a hub lands it, a relay holds it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol, TypeAlias, TypeVar, TypeVarTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ujuzi.errors import UjuziError
from ujuzi.serving import limits
from ujuzi.serving.body import read_body, stream_body
from ujuzi.serving.door import Caller
from ujuzi.serving.limits import network_of
from ujuzi.serving.refusals import refusal
from ujuzi.serving.watch import Watch
from ujuzi.wire.batch import Batch
from ujuzi.wire.limits import MAX_MESSAGE_BYTES

MAX_REGISTRATION_BYTES = 4096

Ts = TypeVarTuple("Ts")
T = TypeVar("T")
Answer: TypeAlias = Callable[[Request], Awaitable[bytes]]


class Visitor(Protocol):
    """A computer that is known by its signature."""

    @property
    def device(self) -> str:
        """Its id."""
        ...

    @property
    def campus(self) -> str:
        """Whose places it takes."""
        ...


class Exchange(Protocol):
    """One exchange under way; its methods are called one after the other, from any thread."""

    @property
    def device(self) -> Visitor | None:
        """Whose visit this is, once her ask has come and her signature is right."""
        ...

    def take(self, data: bytes) -> list[Batch]:
        """Take bytes, and return the batches that they complete; writes nothing."""
        ...

    def read(self, arrived: Batch) -> Callable[[], None]:
        """Read what a batch says, writing nothing; return what lands or holds it, for good."""
        ...

    def reply(self) -> bytes:
        """Return the answer; raises RefusedError where the ask was not whole."""
        ...


class Receiver(Protocol):
    """Who receives what computers bring, and answers."""

    def visit(self, admit: Callable[[str], None]) -> Exchange:
        """Begin an exchange; `admit` may turn a device away before anything of hers is kept."""
        ...

    def carriage(self, admit: Callable[[str], None]) -> Exchange:
        """Begin to take what a computer carries for others; `admit` may turn it away."""
        ...

    def register(self, wire: bytes) -> bytes:
        """Answer a computer that comes with a one-time code, or that a person has admitted."""
        ...

    def succeed(self, wire: bytes) -> bytes:
        """Answer a device that takes a new identity."""
        ...


Begin: TypeAlias = Callable[[Callable[[str], None]], Exchange]
"""Begins an exchange; what it is given may turn the computer away."""


class Exchanges:
    """Answers exchanges for a receiver, with so many threads that write and that read."""

    def __init__(self, receiver: Receiver, watch: Watch, *, writers: int, readers: int) -> None:
        self._receiver = receiver
        self._watch = watch
        self._writers = ThreadPoolExecutor(writers)
        self._readers = ThreadPoolExecutor(readers)
        self._devices = limits.TokenBuckets(limits.ASKS_AT_ONCE, limits.ASKS_A_SECOND)
        self._registrations = limits.TokenBuckets(
            limits.REGISTRATIONS_AT_ONCE, limits.REGISTRATIONS_A_SECOND
        )

    @property
    def routes(self) -> list[Route]:
        """Where computers post what."""
        answers: dict[str, Answer] = {
            "exchange": partial(self._exchange, self._receiver.visit),
            "carry": partial(self._exchange, self._receiver.carriage),
            "register": self._register,
            "succeed": self._succeed,
        }
        return [
            Route(f"/{name}", self._answering(answer), methods=["POST"])
            for name, answer in answers.items()
        ]

    def close(self) -> None:
        """Begin nothing more."""
        for pool in (self._writers, self._readers):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _exchange(self, begin: Begin, request: Request) -> bytes:
        caller: Caller = request.state.caller
        visit = begin(self._devices.spend)
        async for data in stream_body(request, MAX_MESSAGE_BYTES):
            taken = await self._read(visit.take, data)
            if visit.device is not None:
                await caller.know(visit.device.device, visit.device.campus)
            for arrived in taken:
                await self._write(await self._read(visit.read, arrived))
        return await self._write(visit.reply)

    async def _register(self, request: Request) -> bytes:
        return await self._introduce(request, self._receiver.register)

    async def _succeed(self, request: Request) -> bytes:
        return await self._introduce(request, self._receiver.succeed)

    async def _introduce(self, request: Request, answer: Callable[[bytes], bytes]) -> bytes:
        self._registrations.spend(network_of(request.client.host) if request.client else "")
        return await self._write(answer, await read_body(request, MAX_REGISTRATION_BYTES))

    async def _write(self, function: Callable[[*Ts], T], *args: *Ts) -> T:
        """Run what writes.

        SQLite has one writer: a second thread would only take its turns, each with cold caches.
        """
        return await asyncio.get_running_loop().run_in_executor(self._writers, function, *args)

    async def _read(self, function: Callable[[*Ts], T], *args: *Ts) -> T:
        """Run what writes nothing, beside those that do."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, function, *args)

    def _answering(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        async def respond(request: Request) -> Response:
            try:
                return Response(await answer(request))
            except UjuziError as error:
                self._watch.refused(error)
                return refusal(error)

        return respond
