"""Who looks after the hub: by name, each with a one-time password, of which only a hash is kept."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, select

from ujuzi.credentials.secrets import verifier_of
from ujuzi.domain.text import named
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.store.database import upsert
from ujuzi.hub.store.tables import administrators

PASSWORD_BYTES = 12
MAX_NAME_LENGTH = 100


def new_password(connection: Connection, name: str, now: int) -> str:
    """Return a new one-time password of an administrator, who is added if she is new.

    What opened the hub to her before does so no more. Raises RefusedError `name-malformed`.
    """
    plain = named(name)
    if not plain or len(plain) > MAX_NAME_LENGTH or not name.isprintable():
        raise RefusedError(Code.NAME_MALFORMED, "An administrator needs a name of letters.")
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    row = {"name": plain, "verifier": verifier_of(password), "made_at": now}
    upsert(connection, administrators, [row])
    return password


def is_empty(connection: Connection) -> bool:
    """Whether there is no administrator yet."""
    return connection.scalar(select(administrators.c.name).limit(1)) is None
