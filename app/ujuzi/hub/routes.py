"""HTTP around the hub: what `serving.exchanges` answers for it, and whether it is well.

GET /health   GET /ready
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from ujuzi.hub.app import Hub
from ujuzi.hub.readiness import Readiness
from ujuzi.serving import limits
from ujuzi.serving.exchanges import Exchanges
from ujuzi.serving.refusals import COME_BACK, UNAVAILABLE
from ujuzi.serving.watch import Watch


class Routes:
    """The hub's answers to computers, and to whoever looks after its machine.

    A hub on SQLite has one process that reads: few threads keep it busy.
    """

    def __init__(self, hub: Hub, watch: Watch) -> None:
        many = hub.database.is_postgresql
        self._readiness = Readiness(hub.database, watch)
        self._exchanges = Exchanges(
            {"exchange": hub.visit, "carry": hub.carriage},
            {
                "register": hub.register,
                "succeed": hub.succeed,
                "grant": hub.grant,
                "relay": hub.relay,
            },
            watch,
            writers=ThreadPoolExecutor(limits.WORKERS if many else 1),
            readers=ThreadPoolExecutor(limits.WORKERS if many else limits.READERS),
        )
        self.all = [
            *self._exchanges.routes,
            Route("/health", self.health),
            Route("/ready", self.ready),
        ]

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
        self._exchanges.close()
        self._readiness.close()
