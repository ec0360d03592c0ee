"""What an operator wants to know of a process: what hinders it is logged, what it refuses counted.

A line of a kind is logged once a minute, and when the minute is over, how many more there were: a
database that is gone fills no disk with lines. Nothing of it is shown to anybody else.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ujuzi.errors import Code, UjuziError, WorldError
from ujuzi.terminal import LogLines

MINUTE = 60.0
SAY_REST_SECONDS = 5.0
MAX_KINDS = 200
"""That are told apart within a minute; beyond them nothing is logged, but counted as one kind."""

ORDINARY = frozenset({Code.BODY_STALLED, Code.TOO_OFTEN})
"""What the world does to others: it hinders them, and not the hub."""

OTHERS = "other kinds"
NO_KIND = ""
"""Of what is always logged."""

FORMAT = "%(levelname)s: %(message)s"

log = logging.getLogger(__name__)


class Watch:
    """How often a process refused something, by the code of the error; for any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._refusals: Counter[str] = Counter()

    @property
    def refusals(self) -> dict[str, int]:
        """How often, by code, since the process started."""
        with self._lock:
            return dict(self._refusals)

    def refused(self, error: UjuziError) -> None:
        """Count what somebody is told, and log it where the hub is what is hindered."""
        with self._lock:
            self._refusals[error.code] += 1
        if isinstance(error, WorldError) and error.code not in ORDINARY:
            log_hindrance(error)


def log_hindrance(error: WorldError) -> None:
    """Log what hinders this hub, by the kind of it."""
    reason = error.facts.get("reason")
    kind = f"{error.code} ({reason})" if reason else error.code
    log.warning("%s: %s", kind, error, extra={"kind": kind})


class Seldom(logging.Filter):
    """Lets one record of a kind through in a minute.

    Its kind is what a record calls so, or else its message as written, and where it was raised.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._lock = threading.Lock()
        self._since: dict[str, float] = {}
        self._more: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a record is logged."""
        kind = _kind_of(record)
        if kind == NO_KIND:
            return True
        with self._lock:
            if kind not in self._since and len(self._since) < MAX_KINDS:
                self._since[kind] = self._clock()
                return True
            self._more[kind if kind in self._since else OTHERS] += 1
            return False

    def say_rest(self, *, at_end: bool = False) -> None:
        """Log of each kind whose minute is over how many more there were; of all `at_end`."""
        now = self._clock()
        over: list[tuple[str, int]] = []
        with self._lock:
            for kind, since in list(self._since.items()):
                if now - since < MINUTE and not at_end:
                    continue
                del self._since[kind]
                if kind in self._more:
                    over.append((kind, self._more.pop(kind)))
                    self._since[kind] = now
            if len(self._since) < MAX_KINDS and OTHERS in self._more:
                over.append((OTHERS, self._more.pop(OTHERS)))
        for kind, count in over:
            log.warning("%s: %d more of it.", kind, count, extra={"kind": NO_KIND})


def log_to_stderr() -> Seldom:
    """Log what this process says where systemd and people read it; return what keeps it short."""
    seldom = Seldom()
    handler = logging.StreamHandler()
    handler.setFormatter(LogLines(FORMAT))
    logging.getLogger().addHandler(handler)
    for each in (handler, *logging.getLogger("uvicorn").handlers):
        each.addFilter(seldom)
    return seldom


async def say_rest(seldom: Seldom) -> None:
    """Log again and again how many more there were, until this is cancelled."""
    while True:
        await asyncio.sleep(SAY_REST_SECONDS)
        seldom.say_rest()


def _kind_of(record: logging.LogRecord) -> str:
    kind = getattr(record, "kind", None)
    if kind is not None:
        return str(kind)
    said = str(record.msg).strip()
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return said
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{Path(place.tb_frame.f_code.co_filename).name}:{place.tb_lineno}" if place else ""
    return f"{said} ({type(error).__name__}, {where})"
