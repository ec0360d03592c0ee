"""The feed: documents by stream, each with the revision at which it was last published.

Each stream (global, a centre, an institution, a campus) has one counter row, locked and incremented
in the transaction that writes its documents. So revisions become visible in their order, and a
reader who has seen revision n will never miss an older one that committed late.

A `progress` document has no payload of its own: it is written out when it is read, from the
learner's states, and only to computers that she uses. The device that caused it is not sent it
back: `foreign_revision` is the latest revision that some other device than `source` caused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Select, and_, or_, select, text

from ujuzi.hub.tables import documents, seats, states, streams
from ujuzi.sync.messages import Document

GLOBAL = "global"
PROGRESS = "progress"
PAGE_BYTES = 48 * 1024
PAGE_DOCUMENTS = 200


@dataclass(frozen=True, slots=True)
class Scope:
    """The streams that a reader may follow: (institution key, stream), in cursor order."""

    streams: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, centre: str, institution: str, campus: str) -> Scope:
        """Return the scope of a campus."""
        return cls(
            (
                ("", GLOBAL),
                ("", f"centre:{centre}"),
                (institution, f"institution:{institution}"),
                (institution, f"campus:{campus}"),
            )
        )


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader gets: documents in order, her cursors after them, whether there is more."""

    documents: tuple[Document, ...]
    cursors: tuple[int, ...]
    more: bool


def publish(
    connection: Connection,
    stream: tuple[str, str],
    kind: str,
    id_: str,
    payload: bytes,
    *,
    source: str = "",
) -> None:
    """Publish a document as the next revision of a stream; an empty payload withdraws it.

    `source` is the device that told it, and need not be told it back.
    """
    _publish(connection, stream, kind, [id_], payload, source)


def publish_progress(
    connection: Connection, stream: tuple[str, str], learners: Sequence[str], *, source: str
) -> None:
    """Say that these learners' progress changed, because of what the device `source` sent."""
    if learners:
        _publish(connection, stream, PROGRESS, learners, None, source)


def _publish(
    connection: Connection,
    stream: tuple[str, str],
    kind: str,
    ids: Sequence[str],
    payload: bytes | None,
    source: str,
) -> None:
    revision = connection.scalar(
        text(
            "INSERT INTO streams (stream, revision) VALUES (:stream, :count)"
            " ON CONFLICT (stream) DO UPDATE SET revision = streams.revision + :count"
            " RETURNING revision"
        ),
        {"stream": stream[1], "count": len(ids)},
    )
    first = (revision or 0) - len(ids) + 1
    connection.execute(
        text(
            "INSERT INTO documents (institution, stream, kind, id, revision, source, payload)"
            " VALUES (:institution, :stream, :kind, :id, :revision, :source, :payload)"
            " ON CONFLICT (institution, stream, kind, id) DO UPDATE SET"
            " foreign_revision = CASE WHEN documents.source = excluded.source"
            " THEN documents.foreign_revision ELSE documents.revision END,"
            " revision = excluded.revision, source = excluded.source,"
            " payload = excluded.payload"
        ),
        [
            {
                "institution": stream[0],
                "stream": stream[1],
                "kind": kind,
                "id": id_,
                "revision": first + place,
                "source": source,
                "payload": payload,
            }
            for place, id_ in enumerate(ids)
        ],
    )


def read(connection: Connection, scope: Scope, cursors: Sequence[int], reader: str) -> Page:
    """Return the next documents after `cursors`; `reader` is the device that asks."""
    found: list[Document] = []
    after = list(cursors)
    size, more = 0, False
    table = documents.c
    for place, (institution, stream) in enumerate(scope.streams):
        rows = connection.execute(
            select(table.revision, table.kind, table.id, table.payload)
            .where(
                table.institution == institution,
                table.stream == stream,
                table.revision > cursors[place],
                or_(table.source != reader, table.foreign_revision > cursors[place]),
                or_(table.kind != PROGRESS, table.id.in_(_people_at(institution, reader))),
            )
            .order_by(table.revision)
            .limit(PAGE_DOCUMENTS + 1)
        ).all()
        for revision, kind, id_, payload in rows:
            if size >= PAGE_BYTES or len(found) >= PAGE_DOCUMENTS:
                more = True
                break
            content = written_out(connection, institution, id_) if payload is None else payload
            found.append(Document(place, revision, kind, id_, bytes(content)))
            size += len(content)
            after[place] = revision
        else:
            newest = connection.scalar(select(streams.c.revision).where(streams.c.stream == stream))
            after[place] = newest if newest is not None else after[place]
    return Page(tuple(found), tuple(after), more)


def _people_at(institution: str, device: str) -> Select[tuple[str]]:
    return select(seats.c.learner).where(
        seats.c.institution == institution, seats.c.device == device
    )


def written_out(connection: Connection, institution: str, learner: str) -> bytes:
    """Return a learner's progress: every state of hers as [subject, key, state]."""
    rows = connection.execute(
        select(states.c.subject, states.c.key, states.c.state)
        .where(and_(states.c.institution == institution, states.c.learner == learner))
        .order_by(states.c.subject, states.c.key)
    )
    return msgspec.json.encode([[s, key, msgspec.Raw(state.encode())] for s, key, state in rows])
