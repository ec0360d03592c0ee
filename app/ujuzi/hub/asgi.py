"""The ASGI application, for uvicorn and whatever else serves one."""

from __future__ import annotations

import gc
import os
import sys

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from ujuzi.hub.checker import Checker, check_form
from ujuzi.hub.database import open_database
from ujuzi.hub.door import Door
from ujuzi.hub.heads import Heads
from ujuzi.hub.hub import Hub
from ujuzi.hub.reader import Reader
from ujuzi.hub.reading import read
from ujuzi.hub.routes import Routes
from ujuzi.hub.verify_page import CheckForm, VerifyPage

DATABASE_VARIABLE = "UJUZI_HUB_DATABASE"
COLLECT_AFTER_OBJECTS = 50_000
SWITCH_SECONDS = 0.0005
UPLOADS = frozenset({"/verify"})
"""Where strangers send files."""


def application(hub: Hub, check_form: CheckForm = check_form) -> Starlette:
    """Return the application of a hub; `check_form` says what is true of a file in a form."""
    routes = Routes(hub)
    page = VerifyPage(hub, check_form)
    return Starlette(
        routes=[
            Route("/exchange", routes.exchange, methods=["POST"]),
            Route("/register", routes.register, methods=["POST"]),
            Route("/succeed", routes.succeed, methods=["POST"]),
            Route("/health", routes.health),
            Route("/verify", page.by_code),
            Route("/verify", page.by_file, methods=["POST"]),
            Route("/list", page.list),
            Route("/status/{number}", page.status),
        ],
        middleware=[Middleware(Heads), Middleware(Door, uploads=UPLOADS)],
    )


def create() -> Starlette:
    """Return the application at the database that the environment names, in a process of its own.

    Landing a batch makes thousands of objects and no cycle among them, so cycles are looked for
    seldom; and it waits for the database a dozen times, after which it gets its turn soon.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER_OBJECTS)
    sys.setswitchinterval(SWITCH_SECONDS)
    database = open_database(os.environ[DATABASE_VARIABLE])
    hub = Hub(database, read=read if database.is_postgresql else Reader())
    return application(hub, Checker())
