"""The ASGI application, for uvicorn and whatever else serves one."""

from __future__ import annotations

import asyncio
import gc
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from multiprocessing.process import BaseProcess

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from ujuzi.hub import DATABASE_VARIABLE as DATABASE_VARIABLE
from ujuzi.hub.app import Hub
from ujuzi.hub.feed.reading import read
from ujuzi.hub.landing import reader
from ujuzi.hub.landing.reader import ReadingProcess
from ujuzi.hub.routes import Routes
from ujuzi.hub.steward import Steward
from ujuzi.hub.store.database import open_database
from ujuzi.hub.verify import checker
from ujuzi.hub.verify.checker import CheckingProcess, check_form
from ujuzi.hub.verify.front import front
from ujuzi.hub.verify.page import CheckForm, VerifyPage
from ujuzi.serving import limits
from ujuzi.serving.browsers import Browsers
from ujuzi.serving.door import Door
from ujuzi.serving.heads import Heads
from ujuzi.serving.watch import Seldom, Watch, log_to_stderr, say_rest

COLLECT_AFTER_OBJECTS = 50_000
SWITCH_SECONDS = 0.0005
UPLOADS = frozenset({"/verify"})
"""Where strangers send files."""


PROCESSES = {each.__name__: each for each in (reader, checker)}
"""What runs beside a hub, by its module."""

log = logging.getLogger(__name__)


def application(
    hub: Hub,
    check_form: CheckForm = check_form,
    *,
    watch: Watch | None = None,
    log_filter: Seldom | None = None,
) -> Starlette:
    """Return the application of a hub; `check_form` says what is true of a file in a form.

    Its `state.watch` counts what is refused. With a `log_filter` the process is the hub's own, and
    ends with it.
    """
    watch = watch or Watch()
    routes = Routes(hub, watch)
    page = VerifyPage(hub, watch, check_form)
    steward = Steward(hub.database, hub.grader, hub.now)

    @asynccontextmanager
    async def life(_application: Starlette) -> AsyncIterator[None]:
        saying = log_filter and asyncio.create_task(say_rest(log_filter))
        steward.start()
        yield
        await asyncio.to_thread(steward.stop)
        routes.close()
        if log_filter and saying:
            saying.cancel()
            log_filter.say_rest(at_end=True)
            _end_soon()

    made = Starlette(
        routes=[
            *routes.all,
            Route("/", front),
            Route("/verify", page.by_code),
            Route("/verify", page.by_file, methods=["POST"]),
            Route("/list", page.list),
            Route("/status/{number}", page.status),
            Route("/.well-known/did.json", page.did),
        ],
        middleware=[
            Middleware(Browsers),
            Middleware(Heads),
            Middleware(Door, watch=watch, uploads=UPLOADS),
        ],
        lifespan=life,
    )
    made.state.watch = watch
    return made


def create() -> Starlette:
    """Return the application at the database that the environment names, in a process of its own.

    Landing a batch makes thousands of objects and no cycle among them, so cycles are looked for
    seldom; and it waits for the database a dozen times, after which it gets its turn soon.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER_OBJECTS)
    sys.setswitchinterval(SWITCH_SECONDS)
    log_filter = log_to_stderr()
    if (parent := multiprocessing.parent_process()) is not None:  # of several, as another may be
        log.warning("Process %d of the hub has started.", os.getpid())
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    files = limits.open_many_files()
    if 0 < files < 2 * limits.MAX_CONNECTIONS:
        log.warning("This process may open %d files only; raise LimitNOFILE.", files)
    database = open_database(os.environ[DATABASE_VARIABLE])
    hub = Hub(database, read=read if database.is_postgresql else ReadingProcess())
    return application(hub, CheckingProcess(), log_filter=log_filter)


def _end_with(parent: BaseProcess) -> None:
    """Stop this process when the one that started it has ended, however that was.

    Else it would go on at its port, and nobody could stop it, nor start the hub anew.
    """
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _end_soon() -> None:
    """End this process, whatever its threads still do: what has no receipt is sent again."""

    def end() -> None:
        log.warning("Something went on for too long after the hub was stopped, and was ended.")
        os._exit(0)

    timer = threading.Timer(limits.EXIT_SECONDS, end)
    timer.daemon = True
    timer.start()
