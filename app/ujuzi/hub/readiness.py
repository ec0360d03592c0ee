"""Whether a hub can do its work: its database is read and written, at most once in some seconds.

Anybody may ask as often as she likes: one thread finds it out, and whoever asks meanwhile waits for
the same answer. The reason is one plain sentence; what the database said is in the log.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ujuzi.errors import Code, WorldError
from ujuzi.hub.store import settings
from ujuzi.hub.store.database import HubDatabase
from ujuzi.serving.watch import Watch

FRESH_SECONDS = 5.0
"""For how long an answer is given again."""

PATIENCE_SECONDS = 10.0
"""After which a database does not answer. A landing that it is busy with takes one or two."""

SILENT = "The database does not answer."
UNREADABLE = "The database cannot be read."
UNWRITABLE = "The database cannot be written."
DISK_FULL = "The disk is full."
LEAST_FREE_BYTES = 16 * 1024 * 1024
"""Beside a SQLite file: as much as one exchange may bring; what is little is written for longer."""

log = logging.getLogger(__name__)


class Readiness:
    """What hinders a hub, as far as a question to its database shows it. Used in the event loop."""

    def __init__(self, database: HubDatabase, watch: Watch) -> None:
        self._database = database
        self._watch = watch
        self._thread = ThreadPoolExecutor(1, "readiness")
        self._asking: asyncio.Future[str] | None = None
        self._found = ""
        self._found_at = float("-inf")

    async def problem(self) -> str:
        """Return why the hub cannot do its work; empty where it can."""
        if time.monotonic() - self._found_at < FRESH_SECONDS:
            return self._found
        if self._asking is None:
            self._asking = asyncio.get_running_loop().run_in_executor(self._thread, self._ask)
            self._asking.add_done_callback(self._keep)
        try:
            return await asyncio.wait_for(asyncio.shield(self._asking), PATIENCE_SECONDS)
        except TimeoutError:
            self._watch.refused(WorldError(Code.DATABASE_SILENT, SILENT))
            return SILENT

    def close(self) -> None:
        """Ask no more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _keep(self, answer: asyncio.Future[str]) -> None:
        self._asking = None
        if not answer.cancelled():
            self._found, self._found_at = answer.result(), time.monotonic()

    def _ask(self) -> str:
        problem = UNREADABLE
        try:
            with self._database.reading() as connection:
                settings.get(connection, settings.EPOCH)
            problem = UNWRITABLE
            with self._database.writing() as connection:
                settings.touch(connection)
            self._check_disk()
        except WorldError as error:
            self._watch.refused(error)
            return DISK_FULL if error.code == Code.DISK_FULL else problem
        except Exception:
            log.exception("The database answers what nobody expected.")
            return problem
        return ""

    def _check_disk(self) -> None:
        """Return only if there is room for more; another machine's disk is not seen from here."""
        if self._database.is_postgresql:
            return
        file = Path(self._database.engine.url.database or "")
        if shutil.disk_usage(file.parent).free < LEAST_FREE_BYTES:
            raise WorldError(Code.DISK_FULL, "The disk with the hub's database is full.")
