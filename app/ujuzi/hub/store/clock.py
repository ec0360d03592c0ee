"""Whether the hub's own clock can be believed: what the hub signs is dated by it, for good.

The hub keeps the latest date under which it signed. A clock that says a date before that, or one
far beyond, is doubted: a battery is flat, a machine was put back, somebody mistyped a year. Then
nothing is signed that lasts: no credential, no status list, no key list; and nothing is let go of
for its age. What computers bring lands all the same, and is acknowledged under the latest date
that was believed, which is a step nowhere. It ends when the clock is set right, or when an
administrator says that it is right (`ujuzi-hub clock confirm`).
"""

from __future__ import annotations

import time
from datetime import timedelta

from sqlalchemy import Connection

from ujuzi.domain.moment import EPOCH
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.store import settings

SIGNED_AT = "signed-at"
DAY = 86_400_000
GRAIN = DAY // 24
"""How much later a date is before it is kept: most answers write nothing."""

BACKWARDS = DAY
"""Less is a clock that was corrected, or set to local time."""

LEAP = 500 * DAY
"""A hub may have stood still over a holiday, or a year."""


def system_now() -> int:
    """Return milliseconds since 1970, as this machine's clock says."""
    return time.time_ns() // 1_000_000


def check(connection: Connection, now: int) -> None:
    """Return only if something may be signed under this date; raises what `doubt` returns."""
    if doubted := doubt(connection, now):
        raise doubted


def doubt(connection: Connection, now: int) -> RefusedError | None:
    """Return why nothing may be signed under this date, `clock-doubted`; None where it may."""
    latest = latest_of(connection)
    if latest is None or not _is_doubted(latest, now):
        return None
    return RefusedError(
        Code.CLOCK_DOUBTED,
        f"This hub's clock says {date(now)}, and it has signed under {date(latest)}: it signs"
        " nothing that lasts until the clock is set right, or `ujuzi-hub clock confirm` says"
        " that it is. What computers bring lands all the same.",
    )


def signed(connection: Connection, now: int) -> None:
    """Keep that something is signed under a date that is believed."""
    _keep(connection, latest_of(connection), now)


def believed(connection: Connection, now: int) -> int:
    """Return the date under which to land: the clock's, or where it is doubted the latest."""
    latest = latest_of(connection)
    return latest if latest is not None and _is_doubted(latest, now) else now


def answered(connection: Connection, now: int) -> int:
    """Return the date under which to answer, and keep now and then that something was signed."""
    latest = latest_of(connection)
    if latest is not None and _is_doubted(latest, now):
        return latest
    _keep(connection, latest, now)
    return now


def confirm(connection: Connection, now: int) -> None:
    """Believe the clock as it is."""
    settings.put(connection, SIGNED_AT, str(now).encode())


def latest_of(connection: Connection) -> int | None:
    """Return the latest date under which this hub signed; None before the first."""
    kept = settings.get(connection, SIGNED_AT)
    return None if kept is None else int(kept)


def date(milliseconds: int) -> str:
    """Return a date as people read it; a wrong clock may say one that no calendar has."""
    try:
        moment = EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return f"{milliseconds} ms"
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _keep(connection: Connection, latest: int | None, now: int) -> None:
    if latest is None or now > latest + GRAIN:
        settings.put(connection, SIGNED_AT, str(now).encode())


def _is_doubted(latest: int, now: int) -> bool:
    return not latest - BACKWARDS <= now <= latest + LEAP
