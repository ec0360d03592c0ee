"""The feed: documents by stream, each with the revision at which it was last published.

Each stream (global, a centre, an institution, a campus) has one counter row, locked and incremented
in the transaction that writes its documents. So revisions become visible in their order, and a
reader who has seen revision n will never miss an older one that committed late.

A document that names a learner goes only to computers that she uses. Her `progress` is one, and has
no payload of its own: it is written out when it is read, from her states. The device that caused it
is not sent it back: `foreign_revision` is the latest revision that some other device than `source`
caused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection, and_, bindparam, or_, select, text

from ujuzi.hub.tables import documents, seats, states, streams
from ujuzi.sync.messages import Document

GLOBAL = "global"
PROGRESS = "progress"
PAGE_BYTES = 48 * 1024
PAGE_DOCUMENTS = 200

Stream: TypeAlias = tuple[str, str]
"""The institution's key, empty above institutions, and the stream's name."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The streams that a reader may follow, in cursor order."""

    streams: tuple[Stream, ...]

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


_REVISION = select(streams.c.revision).where(streams.c.stream == bindparam("stream"))
_COUNT_ON = text(
    "INSERT INTO streams (stream, revision) VALUES (:stream, :count)"
    " ON CONFLICT (stream) DO UPDATE SET revision = streams.revision + :count"
    " RETURNING revision"
)
_PUT = text(
    "INSERT INTO documents (institution, stream, kind, id, learner, revision, source, payload)"
    " VALUES (:institution, :stream, :kind, :id, :learner, :revision, :source, :payload)"
    " ON CONFLICT (institution, stream, kind, id) DO UPDATE SET"
    " foreign_revision = CASE WHEN documents.source = excluded.source"
    " THEN documents.foreign_revision ELSE documents.revision END,"
    " revision = excluded.revision, source = excluded.source,"
    " learner = excluded.learner, payload = excluded.payload"
)
_PEOPLE = select(seats.c.learner).where(
    seats.c.institution == bindparam("institution"), seats.c.device == bindparam("reader")
)
_AFTER = (
    select(documents.c.revision, documents.c.kind, documents.c.id, documents.c.payload)
    .where(
        documents.c.institution == bindparam("institution"),
        documents.c.stream == bindparam("stream"),
        documents.c.revision > bindparam("cursor"),
        or_(
            documents.c.source != bindparam("reader"),
            documents.c.foreign_revision > bindparam("cursor"),
        ),
        or_(documents.c.learner == "", documents.c.learner.in_(_PEOPLE)),
    )
    .order_by(documents.c.revision)
    .limit(PAGE_DOCUMENTS + 1)
)
"""What a reader has not seen of a stream, and did not cause: the feed's one query."""


def publish(
    connection: Connection,
    stream: Stream,
    kind: str,
    id_: str,
    payload: bytes,
    *,
    learner: str = "",
    source: str = "",
) -> None:
    """Publish a document as the next revision of a stream; an empty payload withdraws it.

    It goes to the computers of `learner` alone, if one is named. `source` is the device that told
    it, and need not be told it back.
    """
    _publish(connection, stream, [_Draft(kind, id_, learner, payload)], source)


def publish_progress(
    connection: Connection, stream: Stream, learners: Sequence[str], *, source: str
) -> None:
    """Say that these learners' progress changed, because of what the device `source` sent."""
    _publish(connection, stream, [_progress_of(learner) for learner in learners], source)


def publish_anew(connection: Connection, stream: Stream, learners: Sequence[str]) -> None:
    """Publish every document about these learners again: a computer that they now use lacks it."""
    drafts = [_progress_of(learner) for learner in learners]
    drafts += _about(connection, stream, learners)
    _publish(connection, stream, drafts, "")


def move(connection: Connection, before: Stream, after: Stream, learner: str) -> None:
    """Publish every document about a learner in another stream, and withdraw it where it was."""
    drafts = _about(connection, before, [learner])
    gone = [msgspec.structs.replace(each, payload=b"") for each in drafts]
    _publish(connection, before, [*gone, _Draft(PROGRESS, learner, learner, b"")], "")
    _publish(connection, after, [*drafts, _progress_of(learner)], "")


class _Draft(msgspec.Struct, frozen=True):
    """A document before it has its revision; `progress` has no payload."""

    kind: str
    id: str
    learner: str
    payload: bytes | None


def _progress_of(learner: str) -> _Draft:
    return _Draft(PROGRESS, learner, learner, None)


def _about(connection: Connection, stream: Stream, learners: Sequence[str]) -> list[_Draft]:
    """Return the documents of a stream that name these learners, without their progress."""
    table = documents.c
    rows = connection.execute(
        select(table.kind, table.id, table.learner, table.payload)
        .where(
            table.institution == stream[0],
            table.stream == stream[1],
            table.learner.in_(learners),
            table.kind != PROGRESS,
            table.payload != b"",
        )
        .order_by(table.revision)
    )
    return [_Draft(kind, id_, learner, bytes(payload)) for kind, id_, learner, payload in rows]


def _publish(connection: Connection, stream: Stream, drafts: Sequence[_Draft], source: str) -> None:
    if not drafts:
        return
    revision = connection.scalar(_COUNT_ON, {"stream": stream[1], "count": len(drafts)})
    first = (revision or 0) - len(drafts) + 1
    connection.execute(
        _PUT,
        [
            {
                "institution": stream[0],
                "stream": stream[1],
                "revision": number,
                "source": source,
                **msgspec.structs.asdict(draft),
            }
            for number, draft in enumerate(drafts, first)
        ],
    )


def read(connection: Connection, scope: Scope, cursors: Sequence[int], reader: str) -> Page:
    """Return the next documents after `cursors`; `reader` is the device that asks."""
    found: list[Document] = []
    after = list(cursors)
    size, more = 0, False
    for place, (institution, stream) in enumerate(scope.streams):
        rows = connection.execute(
            _AFTER,
            {
                "institution": institution,
                "stream": stream,
                "cursor": cursors[place],
                "reader": reader,
            },
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
            newest = connection.scalar(_REVISION, {"stream": stream})
            after[place] = newest if newest is not None else after[place]
    return Page(tuple(found), tuple(after), more)


def written_out(connection: Connection, institution: str, learner: str) -> bytes:
    """Return a learner's progress: every state of hers as [subject, key, state]."""
    rows = connection.execute(
        select(states.c.subject, states.c.key, states.c.state)
        .where(and_(states.c.institution == institution, states.c.learner == learner))
        .order_by(states.c.subject, states.c.key)
    )
    return msgspec.json.encode([[s, key, msgspec.Raw(state.encode())] for s, key, state in rows])
