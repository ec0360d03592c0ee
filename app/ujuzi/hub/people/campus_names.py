"""What people call the campuses of an institution: computers know them by their ids alone."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from sqlalchemy import Connection, select

from ujuzi.hub.feed import feed
from ujuzi.hub.store.tables import organisations
from ujuzi.wire import documents
from ujuzi.wire.documents import CampusNames


def unpublished(connection: Connection) -> dict[str, bytes]:
    """Return by institution what its computers are to be told, where that is news."""
    c = organisations.c
    query = select(c.parent, c.id, c.name).where(c.kind == "campus").order_by(c.parent, c.id)
    names: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for institution, campus, name in connection.execute(query):
        names[institution][campus] = name
    told = {each: msgspec.json.encode(CampusNames(names=found)) for each, found in names.items()}
    return {each: payload for each, payload in told.items() if _known(connection, each) != payload}


def publish(connection: Connection, institution: str, payload: bytes) -> None:
    """Let an institution's computers know what its campuses are called."""
    stream = feed.institution_stream(institution)
    feed.publish(connection, stream, documents.CAMPUSES, institution, payload)


def _known(connection: Connection, institution: str) -> bytes | None:
    stream = feed.institution_stream(institution)
    return feed.published(connection, stream, documents.CAMPUSES, institution)
