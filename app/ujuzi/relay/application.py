"""The two ASGI applications of a relay: for the computers of a lab, and for the window beside it.

    lab       POST /visit   POST /record   GET /packs   GET /packs/{name}   (TLS, any address)
    window    POST /campus   POST /bring   POST /take   POST /standing      (loopback, a token)

Packs are signed files for everybody; they are served in parts, so that a download that broke goes
on where it was.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeAlias

import msgspec
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from ujuzi.errors import UjuziError
from ujuzi.relay.packs import Packs
from ujuzi.relay.point import Relay
from ujuzi.serving.body import read_body
from ujuzi.serving.door import Door
from ujuzi.serving.exchanges import Exchanges
from ujuzi.serving.heads import Heads
from ujuzi.serving.refusals import refusal
from ujuzi.serving.watch import Watch
from ujuzi.wire import messages
from ujuzi.wire.relay_window import MAX_WINDOW_BYTES, TOKEN, Brought, RelayCampus, TakeAsk

Respond: TypeAlias = Callable[[Request], Awaitable[Response]]


class RelayRoutes:
    """What a relay answers, with one thread that has its file."""

    def __init__(self, relay: Relay, packs: Path, token: str, watch: Watch) -> None:
        self._relay = relay
        self._token = f"Bearer {token}"
        self._packs = Packs(packs)
        self._watch = watch
        self._writer = ThreadPoolExecutor(1)
        self._exchanges = Exchanges(
            {"visit": relay.visit},
            {"record": relay.record},
            watch,
            writers=self._writer,
            readers=ThreadPoolExecutor(1),
        )

    def lab(self) -> Starlette:
        """Return the application for computers."""
        return Starlette(
            routes=[
                *self._exchanges.routes,
                Route("/packs", self._listed_packs),
                Route("/packs/{name}", self._pack),
            ],
            middleware=[Middleware(Heads), Middleware(Door, watch=self._watch)],
            lifespan=self._life,
        )

    def window(self) -> Starlette:
        """Return the application for the window."""
        answers: dict[str, Callable[[bytes], bytes]] = {
            "campus": self._campus,
            "bring": self._bring,
            "take": self._take,
            "standing": self._standing,
        }
        return Starlette(
            routes=[
                Route(f"/{name}", self._answering(answer), methods=["POST"])
                for name, answer in answers.items()
            ]
        )

    @asynccontextmanager
    async def _life(self, _application: Starlette) -> AsyncIterator[None]:
        yield
        self._exchanges.close()

    def _answering(self, answer: Callable[[bytes], bytes]) -> Respond:
        async def respond(request: Request) -> Response:
            told = request.headers.get(TOKEN, "").encode()
            if not hmac.compare_digest(told, self._token.encode()):
                return Response(status_code=403)
            try:
                body = await read_body(request, MAX_WINDOW_BYTES)
                loop = asyncio.get_running_loop()
                return Response(await loop.run_in_executor(self._writer, answer, body))
            except UjuziError as error:
                return refusal(error)

        return respond

    def _campus(self, body: bytes) -> bytes:
        self._relay.set_campus(messages.decode(body, RelayCampus))
        return b""

    def _bring(self, body: bytes) -> bytes:
        self._relay.bring(messages.decode(body, Brought))
        return b""

    def _take(self, body: bytes) -> bytes:
        return msgspec.msgpack.encode(self._relay.take(messages.decode(body, TakeAsk)))

    def _standing(self, _body: bytes) -> bytes:
        return msgspec.msgpack.encode(self._relay.standing())

    async def _listed_packs(self, _request: Request) -> Response:
        found = await asyncio.to_thread(self._packs.listed)
        return Response(msgspec.msgpack.encode(found))

    async def _pack(self, request: Request) -> Response:
        try:
            path = self._packs.file(request.path_params["name"])
        except UjuziError as error:
            return refusal(error)
        return FileResponse(path, media_type="application/octet-stream")
