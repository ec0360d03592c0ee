"""Announcements: what a centre, institution or campus lets everybody there know, until when.

Each is a document in the stream of its place: all computers below it get it, and none else. Saying
it again under its id replaces it; withdrawing it, or its last day, takes it from the computers and
its texts from here. What stays is that there was one, and what a coordinator signed. She says so
here or by a signed act (`hub.landing.deeds`); either way the same is asked, and the hub's document
stands above her act.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, func, select

from ujuzi.domain import authority, message
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.feed import feed
from ujuzi.hub.people import organisations
from ujuzi.hub.store.database import upsert
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import announcements
from ujuzi.hub.store.tables import organisations as tree
from ujuzi.wire import documents
from ujuzi.wire.documents import AnnouncementDocument

KINDS = ("centre", "institution", "campus")
"""Of organisations that announce."""
_ID = re.compile(r"[0-9a-f]{16}")
_C = announcements.c
_COLUMNS = (_C.id, _C.kind, _C.place, _C.texts, _C.published_at, _C.until, _C.decided_by)


class KeptAnnouncement(NamedTuple):
    """An announcement as it is kept; dates in milliseconds since 1970.

    `place` is the id of an organisation of this `kind`; `decided_by` is a role.
    """

    id: str
    kind: str
    place: str
    texts: dict[str, str]
    published_at: int
    until: int
    decided_by: str


def publish(
    scope: Scope, id_: str, kind: str, place: str, texts: Mapping[str, str], until: int
) -> None:
    """Announce something, or say an announcement of this place otherwise.

    Raises RefusedError `not-allowed`, `organisation-unknown`, `announcement-unknown` where the id
    is another place's, `announcements-full`, and what `message.announced` raises.
    """
    connection = scope.connection
    institution = check_place(scope, kind, place)
    kept = message.announced(texts, until, scope.now)
    known = _find(connection, id_)
    if not _ID.fullmatch(id_) or (known and (known.kind, known.place) != (kind, place)):
        raise _unknown(id_)
    here = (_C.kind == kind, _C.place == place, _C.until > scope.now, _C.id != id_)
    live = connection.scalar(select(func.count()).select_from(announcements).where(*here)) or 0
    if live >= message.MOST_LIVE:
        raise RefusedError(
            Code.ANNOUNCEMENTS_FULL,
            f"{message.MOST_LIVE} announcements are shown there already; withdraw one first.",
            most=message.MOST_LIVE,
        )
    row = {
        "id": id_,
        "kind": kind,
        "place": place,
        "institution": institution,
        "texts": msgspec.json.encode(kept).decode(),
        "published_at": scope.now,
        "until": until,
        "decided_by": scope.actor.role,
    }
    upsert(connection, announcements, [row])
    by = organisations.name_of(connection, place)
    told = AnnouncementDocument(texts=kept, by=by, published_at=scope.now, until=until)
    _tell(connection, kind, place, institution, id_, msgspec.json.encode(told))


def withdraw(scope: Scope, id_: str) -> None:
    """Take an announcement back; raises RefusedError `announcement-unknown` or `not-allowed`."""
    known = _find(scope.connection, id_)
    if known is None:
        raise _unknown(id_)
    institution = check_place(scope, known.kind, known.place)
    _end(scope.connection, known, institution, min(known.until, scope.now))


def listed(scope: Scope) -> list[KeptAnnouncement]:
    """Return what is announced now in a scope, by place and date."""
    query = select(*_COLUMNS).where(_C.until > scope.now)
    rows = scope.connection.execute(query.order_by(_C.kind, _C.place, _C.published_at, _C.id))
    found = [_kept(row) for row in rows]
    return [each for each in found if _reaches(scope, each.kind, each.place)]


def over(connection: Connection, now: int) -> list[str]:
    """Return the ids of announcements whose last day has passed, and whose texts are still here."""
    query = select(_C.id).where(_C.until <= now, _C.texts != "").order_by(_C.id)
    return list(connection.scalars(query))


def end(connection: Connection, id_: str, now: int) -> None:
    """Take an announcement from the computers whose last day has passed."""
    known = _find(connection, id_)
    if known is not None and known.until <= now:
        _end(connection, known, _institution(connection, known.kind, known.place), known.until)


def check_place(scope: Scope, kind: str, place: str) -> str:
    """Return the institution of a place that lies in a scope; empty above institutions.

    Raises RefusedError `not-allowed`, or `organisation-unknown`.
    """
    if kind not in KINDS or organisations.kind_of(scope.connection, place) != kind:
        raise RefusedError(Code.ORGANISATION_UNKNOWN, f"There is no {kind} {place}.", id=place)
    if not _reaches(scope, kind, place):
        raise authority.not_allowed(scope.act)
    return _institution(scope.connection, kind, place)


def _reaches(scope: Scope, kind: str, place: str) -> bool:
    """Whether a place lies whole in a scope: a campus is no word for its institution."""
    if kind == "centre":
        return not scope.institution and scope.centre in {"", place}
    if kind == "institution":
        return not scope.campus and scope.holds(place)
    return scope.holds(_institution(scope.connection, kind, place), place)


def _institution(connection: Connection, kind: str, place: str) -> str:
    """Return the institution that a place is, or is of; empty of a centre."""
    if kind != "campus":
        return place if kind == "institution" else ""
    return connection.scalar(select(tree.c.parent).where(tree.c.id == place)) or ""


def _end(connection: Connection, known: KeptAnnouncement, institution: str, until: int) -> None:
    """Withdraw what is published, and let the texts go."""
    where = _C.id == known.id
    connection.execute(announcements.update().where(where).values(texts="", until=until))
    _tell(connection, known.kind, known.place, institution, known.id, b"")


def _tell(
    connection: Connection, kind: str, place: str, institution: str, id_: str, payload: bytes
) -> None:
    if kind == "centre":
        stream = feed.centre_stream(place)
    elif kind == "institution":
        stream = feed.institution_stream(place)
    else:
        stream = feed.campus_stream(institution, place)
    feed.publish(connection, stream, documents.ANNOUNCEMENT, id_, payload)


def _find(connection: Connection, id_: str) -> KeptAnnouncement | None:
    row = connection.execute(select(*_COLUMNS).where(_C.id == id_).with_for_update()).first()
    return None if row is None else _kept(row)


def _kept(row: Sequence[Any]) -> KeptAnnouncement:
    id_, kind, place, texts, *rest = row
    kept = msgspec.json.decode(texts, type=dict[str, str]) if texts else {}
    return KeptAnnouncement(id_, kind, place, kept, *rest)


def _unknown(id_: str) -> RefusedError:
    return RefusedError(Code.ANNOUNCEMENT_UNKNOWN, f"There is no announcement {id_} here.")
