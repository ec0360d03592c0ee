"""HTTP around the hub: three posts, answered in MessagePack.

    POST /exchange   POST /register   POST /succeed   GET /health   GET /ready

Refusals are 4xx with a `Refusal`; 429 and 503 carry Retry-After. A body that is too large is
refused by its announced length, or where it grows beyond it. Batches land while the body arrives.
How long it may take, and how many may come at once, says `serving.door`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias, TypeVar, TypeVarTuple

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ujuzi.errors import UjuziError
from ujuzi.hub.app import Hub
from ujuzi.hub.readiness import Readiness
from ujuzi.serving import limits
from ujuzi.serving.body import read_body, stream_body
from ujuzi.serving.door import Caller
from ujuzi.serving.limits import network_of
from ujuzi.serving.refusals import COME_BACK, UNAVAILABLE, refusal
from ujuzi.serving.watch import Watch
from ujuzi.wire.limits import MAX_MESSAGE_BYTES

MAX_REGISTRATION_BYTES = 4096

Ts = TypeVarTuple("Ts")
T = TypeVar("T")
Answer: TypeAlias = Callable[[Request], Awaitable[bytes]]


class Routes:
    """The hub's answers to HTTP requests."""

    def __init__(self, hub: Hub, watch: Watch) -> None:
        self._hub = hub
        self._watch = watch
        self._readiness = Readiness(hub.database, watch)
        self._writers = ThreadPoolExecutor(limits.WORKERS if hub.database.is_postgresql else 1)
        self._readers = ThreadPoolExecutor(
            limits.WORKERS if hub.database.is_postgresql else limits.READERS
        )
        self._devices = limits.Pace(limits.ASKS_AT_ONCE, limits.ASKS_A_SECOND)
        self._registrations = limits.Pace(
            limits.REGISTRATIONS_AT_ONCE, limits.REGISTRATIONS_A_SECOND
        )

    async def exchange(self, request: Request) -> Response:
        """Land batches, and answer with a receipt and documents."""
        return await self._answer(request, self._exchange)

    async def register(self, request: Request) -> Response:
        """Register a computer by its code."""
        return await self._answer(request, self._register)

    async def succeed(self, request: Request) -> Response:
        """Register the successor of a device that forked."""
        return await self._answer(request, self._succeed)

    async def health(self, _request: Request) -> Response:
        """Say that this process answers."""
        return PlainTextResponse("ok\n")

    async def ready(self, _request: Request) -> Response:
        """Say whether the hub can do its work, or what hinders it."""
        problem = await self._readiness.problem()
        if problem:
            return PlainTextResponse(f"{problem}\n", UNAVAILABLE, COME_BACK)
        return PlainTextResponse("ready\n")

    def close(self) -> None:
        """Begin nothing more."""
        for pool in (self._writers, self._readers):
            pool.shutdown(wait=False, cancel_futures=True)
        self._readiness.close()

    async def _exchange(self, request: Request) -> bytes:
        caller: Caller = request.state.caller
        visit = self._hub.visit(self._devices.spend)
        async for data in stream_body(request, MAX_MESSAGE_BYTES):
            taken = await self._read(visit.take, data)
            if visit.device is not None:
                await caller.know(visit.device.device, visit.device.campus)
            for arrived in taken:
                reading = await self._read(self._hub.read, arrived)
                await self._write(visit.land, arrived, reading)
        return await self._write(visit.reply)

    async def _register(self, request: Request) -> bytes:
        self._registrations.spend(_address(request))
        return await self._write(
            self._hub.register, await read_body(request, MAX_REGISTRATION_BYTES)
        )

    async def _succeed(self, request: Request) -> bytes:
        self._registrations.spend(_address(request))
        return await self._write(
            self._hub.succeed, await read_body(request, MAX_REGISTRATION_BYTES)
        )

    async def _write(self, function: Callable[[*Ts], T], *args: *Ts) -> T:
        """Run a function of the hub that writes.

        SQLite has one writer: a second thread would only take its turns, each with cold caches.
        """
        return await asyncio.get_running_loop().run_in_executor(self._writers, function, *args)

    async def _read(self, function: Callable[[*Ts], T], *args: *Ts) -> T:
        """Run a function of the hub that writes nothing, beside those that do.

        A hub on SQLite has one process that reads: few threads keep it busy.
        """
        return await asyncio.get_running_loop().run_in_executor(self._readers, function, *args)

    async def _answer(self, request: Request, answer: Answer) -> Response:
        try:
            return Response(await answer(request))
        except UjuziError as error:
            self._watch.refused(error)
            return refusal(error)


def _address(request: Request) -> str:
    """Return whose registrations are counted together."""
    return network_of(request.client.host) if request.client else ""
