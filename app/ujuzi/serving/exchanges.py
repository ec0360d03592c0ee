"""Exchanges over HTTP: posts that are answered in bytes, whoever receives what they bring.

    a hub     POST /exchange   POST /carry   POST /register   POST /succeed   POST /relay
    a relay   POST /visit      POST /record

Refusals are 4xx with a `Refusal`; 429 and 503 carry Retry-After. A body that is too large is
refused by its announced length, or where it grows beyond it. Batches are received while the body
arrives. How long it may take, and how many may come at once, says `serving.door`.

What becomes of what arrived is the `Exchange`'s to say: a hub lands it, a relay holds it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Protocol, TypeAlias, TypeVar, TypeVarTuple

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
from ujuzi.wire.limits import MAX_MESSAGE_BYTES

MAX_REGISTRATION_BYTES = 4096

Ts = TypeVarTuple("Ts")
T = TypeVar("T")
A = TypeVar("A")
"""What arrives in an exchange, piece by piece."""

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


class Exchange(Protocol[A]):
    """One exchange under way; its methods are called one after the other, from any thread."""

    @property
    def device(self) -> Visitor | None:
        """Whose visit this is, once her ask has come and her signature is right."""
        ...

    def take(self, data: bytes) -> list[A]:
        """Take bytes, and return what they complete, such as a batch; writes nothing."""
        ...

    def read(self, arrived: A) -> Callable[[], None]:
        """Read what has arrived, writing nothing; return what lands or holds it, for good."""
        ...

    def reply(self) -> bytes:
        """Return the answer; raises RefusedError where the ask was not whole."""
        ...


Begin: TypeAlias = Callable[[Callable[[str], None]], Exchange[Any]]
"""Begins an exchange; what it is given may turn a computer away before anything of it is kept."""

Introduce: TypeAlias = Callable[[bytes], bytes]
"""Answers a computer that says who it is, or would be."""


class Exchanges:
    """Answers what `begins`, and `introductions`, by path.

    `writers` are the threads that write, `readers` those that do not.
    """

    def __init__(
        self,
        begins: Mapping[str, Begin],
        introductions: Mapping[str, Introduce],
        watch: Watch,
        *,
        writers: ThreadPoolExecutor,
        readers: ThreadPoolExecutor,
    ) -> None:
        self._begins = begins
        self._introductions = introductions
        self._watch = watch
        self._writers = writers
        self._readers = readers
        self._devices = limits.TokenBuckets(limits.ASKS_AT_ONCE, limits.ASKS_A_SECOND)
        self._registrations = limits.TokenBuckets(
            limits.REGISTRATIONS_AT_ONCE, limits.REGISTRATIONS_A_SECOND
        )

    @property
    def routes(self) -> list[Route]:
        """Where computers post what."""
        answers: dict[str, Answer] = {
            **{path: partial(self._exchange, each) for path, each in self._begins.items()},
            **{path: partial(self._introduce, each) for path, each in self._introductions.items()},
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

    async def _introduce(self, answer: Introduce, request: Request) -> bytes:
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
