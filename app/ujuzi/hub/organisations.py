"""The organisation tree: secretariat > national centre > institution > campus."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from ujuzi.errors import RefusedError
from ujuzi.hub.tables import organisations

PARENT_KIND = {
    "secretariat": None,
    "centre": "secretariat",
    "institution": "centre",
    "campus": "institution",
}
MAX_ID_LENGTH = 64


def add(connection: Connection, id_: str, kind: str, name: str, parent: str | None) -> None:
    """Add an organisation under its parent; raises RefusedError."""
    if kind not in PARENT_KIND:
        raise RefusedError("organisation-kind", f"There is no kind of organisation {kind}.")
    sound = id_.isascii() and id_.replace("-", "").isalnum() and len(id_) <= MAX_ID_LENGTH
    if not sound:
        raise RefusedError(
            "organisation-id", f"The id {id_!r} must be letters, digits and hyphens.", id=id_
        )
    if kind_of(connection, id_) is not None:
        raise RefusedError("organisation-known", f"There is an organisation {id_} already.")
    wanted = PARENT_KIND[kind]
    if (kind_of(connection, parent) if parent else None) != wanted:
        raise RefusedError(
            "organisation-parent", f"A {kind} stands under a {wanted}; {parent} is none."
        )
    connection.execute(insert(organisations).values(id=id_, kind=kind, name=name, parent=parent))


def kind_of(connection: Connection, id_: str) -> str | None:
    """Return what kind of organisation this is, if there is one."""
    return connection.scalar(select(organisations.c.kind).where(organisations.c.id == id_))


def is_empty(connection: Connection) -> bool:
    """Whether there is no organisation yet."""
    return connection.scalar(select(organisations.c.id).limit(1)) is None
