"""A hub's beginning, its clock, its backups, and who looks after it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from ujuzi.domain.authority import Act
from ujuzi.errors import RefusedError
from ujuzi.hub.actions.access import Access
from ujuzi.hub.assessment import awards, key_sheets
from ujuzi.hub.credentials import keys
from ujuzi.hub.landing import epochs, ingest
from ujuzi.hub.landing.epochs import Epoch
from ujuzi.hub.people import administrators, organisations, registration
from ujuzi.hub.store import clock, settings
from ujuzi.hub.store.migrate import one_at_a_time

FIRST_CAMPUS = "campus-1"
FIRST_TREE = (
    ("secretariat", "secretariat", "Secretariat", None),
    ("centre-1", "centre", "National Centre", "secretariat"),
    ("institution-1", "institution", "Institution", "centre-1"),
    (FIRST_CAMPUS, "campus", "Campus", "institution-1"),
)
FIRST_ADMINISTRATOR = "admin"
WEB_ADDRESS = re.compile(r"https?://(\[[0-9a-f:.]+\]|[\w.-]+)(:\d{1,5})?", re.IGNORECASE)


class Wrapped(NamedTuple):
    """How a hub's private keys came to be wrapped: by which new file, and whether they lay open."""

    lay_open: bool
    file: Path | None


class FirstCodes(NamedTuple):
    """What opens a new hub: a code for a computer, where there is a campus, and a password.

    Neither where nobody would see them.
    """

    campus: str | None
    code: str | None
    password: str | None


class Prepared(NamedTuple):
    """What a hub states as its address, whether it made a root, and why its clock is doubted."""

    address: str
    made_root: bool
    doubted: RefusedError | None


class Dates(NamedTuple):
    """What the clock says, the latest date under which the hub signed, and why it is doubted."""

    now: str
    latest: str | None
    doubted: RefusedError | None


def wrap_keys(access: Access) -> Wrapped:
    """Give a hub its keys, wrapped; say where the file lies without which nothing opens them."""
    access.check(Act.KEEP_HUB)
    file = settings.begin(access.database)
    lay_open = settings.overwrite_open_keys(access.database)
    with access.writing(Act.KEEP_HUB) as scope:
        one_at_a_time(scope.connection)
        keys.forget_own_root(scope.connection)
    return Wrapped(lay_open, file)


def welcome(access: Access, *, makes_codes: bool = True) -> FirstCodes | None:
    """Open a hub that nobody looks after yet; an empty one is given a campus."""
    with access.writing(Act.KEEP_HUB) as scope:
        connection, now = scope.connection, scope.now
        one_at_a_time(connection)
        if not administrators.is_empty(connection):
            return None
        if organisations.is_empty(connection):
            for row in FIRST_TREE:
                organisations.add(connection, *row)
        campus = organisations.first_campus(connection)
        if not makes_codes:
            return FirstCodes(campus, None, None)
        code = registration.make_code(connection, campus, now) if campus else None
        password = administrators.new_password(connection, FIRST_ADMINISTRATOR, now)
    return FirstCodes(campus, code, password)


def prepare(access: Access, address: str, local: str) -> Prepared:
    """Give a hub its address, or a `local` one where it has none, and its keys."""
    access.check(Act.KEEP_HUB)
    identity = settings.identity(access.database)
    with access.writing(Act.KEEP_HUB) as scope:
        connection = scope.connection
        one_at_a_time(connection)
        if address or not WEB_ADDRESS.fullmatch(settings.address_of(connection)):
            settings.put(connection, settings.ADDRESS, (address or local).encode())
        stated = settings.address_of(connection)
        key_sheets.complete(connection, identity)
        made = keys.prepare(connection, identity, scope.now)
        access.refresh_keys(scope)
    return Prepared(stated, made, dates(access).doubted)


def new_password(access: Access, name: str) -> str:
    """Return a new one-time password of an administrator; raises RefusedError `name-malformed`."""
    with access.writing(Act.KEEP_HUB) as scope:
        return administrators.new_password(scope.connection, name, scope.now)


def restored(access: Access) -> Epoch:
    """Start a new epoch, since a backup was put back."""
    access.check(Act.KEEP_HUB)
    return epochs.start(access.database, access.now())


def purge(access: Access) -> int:
    """Let go of the signed bytes of batches that landed 90 days ago; return how many.

    Raises RefusedError `clock-doubted`.
    """
    with access.writing(Act.KEEP_HUB) as scope:
        clock.check(scope.connection, scope.now)
        return ingest.purge(scope.connection, scope.now)


def dates(access: Access) -> Dates:
    """Return what the clock says, and whether this hub would sign by it."""
    with access.reading(Act.KEEP_HUB) as scope:
        latest = clock.latest_of(scope.connection)
        return Dates(
            clock.date(scope.now),
            None if latest is None else clock.date(latest),
            clock.doubt(scope.connection, scope.now),
        )


def confirm_clock(access: Access) -> tuple[str, int]:
    """Say that the clock is right; return its date, and how many credentials that issued."""
    with access.writing(Act.KEEP_HUB) as scope:
        clock.confirm(scope.connection, scope.now)
    return clock.date(scope.now), awards.settle_all(access.database, scope.now)
