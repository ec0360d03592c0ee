"""The organisation tree: secretariat > national centre > institution > campus."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from ujuzi.domain.achievement import PICTURE, PICTURE_BYTES_MOST
from ujuzi.domain.text import named
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import organisations, streams

PARENT_KIND = {
    "secretariat": None,
    "centre": "secretariat",
    "institution": "centre",
    "campus": "institution",
}
MAX_ID_LENGTH = 64
ADDRESS = re.compile(r"https://[^\s<>\"{}|\\^`]{1,300}")


class Organisation(NamedTuple):
    """A node of the tree; `parent` is empty at its top."""

    id: str
    kind: str
    name: str
    parent: str


class Shown(NamedTuple):
    """How an organisation shows itself on what it issues: addresses, or nothing."""

    url: str
    image: str


def add(connection: Connection, id_: str, kind: str, name: str, parent: str | None) -> None:
    """Add an organisation under its parent; raises RefusedError."""
    if kind not in PARENT_KIND:
        raise RefusedError(Code.ORGANISATION_KIND, f"There is no kind of organisation {kind}.")
    sound = id_.isascii() and id_.replace("-", "").isalnum() and len(id_) <= MAX_ID_LENGTH
    if not sound:
        raise RefusedError(
            Code.ORGANISATION_ID, f"The id {id_!r} must be letters, digits and hyphens.", id=id_
        )
    if kind_of(connection, id_) is not None:
        raise RefusedError(Code.ORGANISATION_KNOWN, f"There is an organisation {id_} already.")
    name = _kept_name(name)
    _check_parent(connection, id_, kind, parent)
    new = insert(organisations).values(id=id_, kind=kind, name=name, parent=parent or None)
    connection.execute(new)


def listed(scope: Scope) -> list[Organisation]:
    """Return the organisations of a scope, and those above, each after the one above it, by id."""
    connection = scope.connection
    below: defaultdict[str, list[Organisation]] = defaultdict(list)
    for row in connection.execute(select(organisations).order_by(organisations.c.id)):
        below[row.parent or ""].append(Organisation(row.id, row.kind, row.name, row.parent or ""))
    found: list[Organisation] = []
    waiting = below[""][::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += below[found[-1].id][::-1]
    root = scope.campus or scope.institution or scope.centre
    if not root:
        return found
    above = {each.id: each.parent for each in found}
    near = _up_from(root, above)
    return [each for each in found if each.id in near or root in _up_from(each.id, above)]


def rename(connection: Connection, id_: str, name: str) -> None:
    """Give an organisation another name.

    Raises RefusedError `organisation-unknown` or `organisation-name`.
    """
    _known_kind(connection, id_)
    name = _kept_name(name)
    connection.execute(update(organisations).where(organisations.c.id == id_).values(name=name))


def show(connection: Connection, id_: str, url: str, image: str) -> None:
    """Let what an organisation issues bear its web page and its picture; empty for none.

    The picture is an address, or one that holds it (`achievement.PICTURE`).

    Raises RefusedError `organisation-unknown`, or `organisation-name` where one is no address or
    the picture is too large.
    """
    _known_kind(connection, id_)
    held = PICTURE.fullmatch(image)
    if held and len(held["content"]) > PICTURE_BYTES_MOST * 4 // 3:
        raise RefusedError(
            Code.ORGANISATION_NAME,
            f"This picture is larger than {PICTURE_BYTES_MOST} bytes, and every certificate would"
            " carry it. Make it smaller: a height of 128 pixels is enough.",
        )
    for address in (url, "" if held else image):
        if address and not ADDRESS.fullmatch(address):
            raise RefusedError(
                Code.ORGANISATION_NAME, f"{address!r} is no address that begins with https://."
            )
    known = organisations.c.id == id_
    connection.execute(update(organisations).where(known).values(url=url, image=image))


def shown(connection: Connection, name: str) -> Shown | None:
    """Return how the organisation of this name shows itself, if there is one."""
    c = organisations.c
    query = select(c.url, c.image).where(c.name == name).order_by(c.id).limit(1)
    found = connection.execute(query).first()
    return Shown(found[0] or "", found[1] or "") if found else None


def move(connection: Connection, id_: str, parent: str) -> None:
    """Move an organisation under another parent of the same kind; raises RefusedError.

    A campus never moves: its records are kept under its institution. Nor does an institution whose
    centre has published anything: its computers would go on from the old centre's revision.
    """
    kind = _known_kind(connection, id_)
    if kind == "campus":
        raise RefusedError(
            Code.ORGANISATION_FIXED,
            f"The campus {id_} cannot leave its institution, under which its records are kept. Add"
            " a campus there, and register its computers anew.",
        )
    before = connection.scalar(select(organisations.c.parent).where(organisations.c.id == id_))
    _check_parent(connection, id_, kind, parent)
    if connection.scalar(select(streams.c.revision).where(streams.c.stream == f"centre:{before}")):
        raise RefusedError(
            Code.ORGANISATION_FIXED,
            f"The centre {before} has published to its computers; {id_} cannot leave it.",
        )
    connection.execute(update(organisations).where(organisations.c.id == id_).values(parent=parent))


def first_campus(connection: Connection) -> str | None:
    """Return the id of a campus, if there is one."""
    query = select(organisations.c.id).where(organisations.c.kind == "campus")
    return connection.scalar(query.order_by(organisations.c.id).limit(1))


def kind_of(connection: Connection, id_: str) -> str | None:
    """Return what kind of organisation this is, if there is one."""
    return connection.scalar(select(organisations.c.kind).where(organisations.c.id == id_))


def name_of(connection: Connection, id_: str) -> str:
    """Return what people call an organisation; empty where there is none of this id."""
    c = organisations.c
    return str(connection.scalar(select(c.name).where(c.id == id_)) or "")


def is_empty(connection: Connection) -> bool:
    """Whether there is no organisation yet."""
    return connection.scalar(select(organisations.c.id).limit(1)) is None


def _up_from(id_: str, above: Mapping[str, str]) -> list[str]:
    """Return an organisation and those above it."""
    found = []
    while id_:
        found.append(id_)
        id_ = above.get(id_, "")
    return found


def _known_kind(connection: Connection, id_: str) -> str:
    kind = kind_of(connection, id_)
    if kind is None:
        raise RefusedError(Code.ORGANISATION_UNKNOWN, f"There is no organisation {id_}.", id=id_)
    return kind


def _kept_name(name: str) -> str:
    """Return a name as it is kept (NFC): it stands on certificates, and hides nothing."""
    plain = named(name)
    if not plain:
        raise RefusedError(
            Code.ORGANISATION_NAME, "An organisation needs a name; write it in quotes."
        )
    return plain


def _check_parent(connection: Connection, id_: str, kind: str, parent: str | None) -> None:
    wanted = PARENT_KIND[kind]
    found_kind = kind_of(connection, parent) if parent else None
    if found_kind != wanted or (parent and wanted is None):
        above = f"needs one of kind {wanted} above it" if wanted else "has none above it"
        found = f"; {parent} is none." if parent else "."
        mend = " Say which with --under." if wanted else ""
        raise RefusedError(Code.ORGANISATION_PARENT, f"{id_}, of kind {kind}, {above}{found}{mend}")
