"""The ASGI application, for uvicorn and whatever else serves one."""

from __future__ import annotations

import os

from starlette.applications import Starlette
from starlette.routing import Route

from ujuzi.hub.database import open_database
from ujuzi.hub.hub import Hub
from ujuzi.hub.routes import Routes

DATABASE_VARIABLE = "UJUZI_HUB_DATABASE"


def application(hub: Hub) -> Starlette:
    """Return the application of a hub."""
    routes = Routes(hub)
    return Starlette(
        routes=[
            Route("/exchange", routes.exchange, methods=["POST"]),
            Route("/register", routes.register, methods=["POST"]),
            Route("/succeed", routes.succeed, methods=["POST"]),
            Route("/health", routes.health),
        ]
    )


def create() -> Starlette:
    """Return the application at the database that the environment names."""
    return application(Hub(open_database(os.environ[DATABASE_VARIABLE])))
