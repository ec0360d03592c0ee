"""The feed: documents by stream, each with the revision at which it was last published.

Each stream (global, a centre, an institution, a campus) has one counter row, locked and incremented
in the transaction that writes its documents. So revisions become visible in their order, and a
reader who has seen revision n will never miss an older one that committed late.

A document that names a learner is private: it goes only to computers at which she is proven to sit
and something was recorded lately (`domain.seat`). Some have no payload of their own: they are
written out when they are read. Her `progress` is made of her states, for a claimed seat of their
public part; `tickets` are what she will draw from, which is stored nowhere (`hub.feed.tickets`);
`seat` says how the reader's own seat stands, where that was `stated` since. Progress and seat go to
claimed seats as well. The device that caused progress is not sent it back: `foreign_revision` is
the latest revision that some other device than `source` caused.

A document for `OFFICES` names people of the roster: it goes only to computers at which a
coordinator of the campus holds her office (`hub.people.rolls`). Whose grant has ended hears no more
of it, and her computer drops what it had (`sync.acts`).

Progress costs what is new. A state has the revision, of the stream of its learner's own campus, at
which it last changed, and a reader is told those that changed after the revision up to which she
knows everything. She is told all of them where she cannot know any: a computer that the learner
uses `since` a later revision, or a document that was to be told `whole` at a later one, because the
learner came from another campus or is a guest in this one.

A page is bounded. While there is more, two numbers follow a reader's cursors: up to which revision
she knew everything when she began, and how much she has of the document after her last cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice
from operator import itemgetter
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection, and_, bindparam, func, or_, select, text, update

from ujuzi.domain.seat import DORMANT_AFTER_MILLISECONDS, Standing, public_part
from ujuzi.hub.feed import progress, tickets
from ujuzi.hub.feed.progress import PublishedState
from ujuzi.hub.feed.reading import decoded, encoded
from ujuzi.hub.store import tables
from ujuzi.hub.store.tables import documents, seats, states, streams
from ujuzi.wire.documents import TICKETS
from ujuzi.wire.messages import Document

GLOBAL = "global"
GLOBAL_PLACE = 0
"""Of that stream among those that a reader follows."""

PROGRESS = "progress"
SEAT = "seat"
PAGE_BYTES = 128 * 1024
"""Of payloads, before they are deflated to a quarter or so; the last one may be longer."""

PAGE_DOCUMENTS = 200
STATES_AT_A_TIME = 50
MAX_STATE_LENGTH = 3 * 1024 * 1024
"""Characters of a state that is told, so that no message gets too large; nobody writes as much."""

OFFICES = "offices"
"""For whom a document is that goes to the computers of a campus's coordinators alone."""

FROM_THE_START = 1
"""The first revision of any stream."""

NOTHING = -1
"""Before the revision of any state."""

Stream: TypeAlias = tuple[str, str]
"""The institution's key, empty above institutions, and the stream's name."""


@dataclass(frozen=True, slots=True)
class Streams:
    """The streams that a reader may follow, in cursor order."""

    streams: tuple[Stream, ...]

    @classmethod
    def of(cls, centre: str, institution: str, campus: str) -> Streams:
        """Return those of a campus's computers."""
        return cls(
            (
                ("", GLOBAL),
                centre_stream(centre),
                institution_stream(institution),
                campus_stream(institution, campus),
            )
        )


@dataclass(frozen=True, slots=True)
class FeedPage:
    """What a reader gets: documents in order, her cursors after them, whether there is more."""

    documents: tuple[Document, ...]
    cursors: tuple[int, ...]
    more: bool


_REVISIONS = select(streams.c.stream, streams.c.revision).where(
    streams.c.stream.in_(bindparam("names", expanding=True))
)
_COUNT_ON = text(
    "INSERT INTO streams (stream, revision) VALUES (:stream, :count)"
    " ON CONFLICT (stream) DO UPDATE SET revision = streams.revision + :count"
    " RETURNING revision"
)
_PUT = text(
    "INSERT INTO documents"
    " (institution, stream, kind, id, learner, revision, source, payload, whole, audience)"
    " VALUES (:institution, :stream, :kind, :id, :learner, :revision, :source, :payload, :whole,"
    " :audience)"
    " ON CONFLICT (institution, stream, kind, id) DO UPDATE SET"
    " foreign_revision = CASE WHEN documents.source = excluded.source"
    " THEN documents.foreign_revision ELSE documents.revision END,"
    " revision = excluded.revision, source = excluded.source,"
    " learner = excluded.learner, payload = excluded.payload, audience = excluded.audience,"
    " whole = CASE WHEN excluded.whole > 0 THEN excluded.whole ELSE documents.whole END"
)
_SEATS = (
    select(seats.c.learner, seats.c.since, seats.c.stated, seats.c.standing)
    .add_columns(
        and_(seats.c.ended.is_(None), seats.c.used_at > bindparam("awake_since")).label("awake")
    )
    .where(seats.c.institution == bindparam("institution"), seats.c.device == bindparam("reader"))
    .cte("mine")
    .prefix_with("MATERIALIZED", dialect="postgresql")
)
"""Of the reader: read once, or PostgreSQL may look through the institution's for each document."""

_MINE = or_(
    and_(documents.c.kind == SEAT, _SEATS.c.stated > bindparam("cursor")),
    and_(_SEATS.c.awake, _SEATS.c.standing == Standing.PROVEN, documents.c.kind != SEAT),
    and_(_SEATS.c.awake, _SEATS.c.standing == Standing.CLAIMED, documents.c.kind == PROGRESS),
)
"""What goes to the reader of the documents that name a learner who sits there."""

_DOCUMENTS_AFTER = (
    select(
        documents.c.revision,
        documents.c.kind,
        documents.c.id,
        documents.c.payload,
        documents.c.whole,
        func.coalesce(_SEATS.c.since, 0),
        func.coalesce(_SEATS.c.standing, ""),
    )
    .select_from(documents.outerjoin(_SEATS, _SEATS.c.learner == documents.c.learner))
    .where(
        documents.c.institution == bindparam("institution"),
        documents.c.stream == bindparam("stream"),
        documents.c.revision > bindparam("cursor"),
        or_(
            documents.c.source != bindparam("reader"),
            documents.c.foreign_revision > bindparam("known"),
        ),
    )
    .order_by(documents.c.revision)
    .limit(PAGE_DOCUMENTS + 1)
)
"""What a reader has not seen of a stream, and did not cause."""

_HERS = and_(_SEATS.c.learner.is_not(None), _MINE)
_TOLD_HERE = documents.c.audience.in_(bindparam("audiences", expanding=True))
_AFTER = _DOCUMENTS_AFTER.where(or_(and_(documents.c.learner == "", _TOLD_HERE), _HERS))
_HERS_AFTER = _DOCUMENTS_AFTER.where(
    or_(and_(documents.c.learner != "", _HERS), and_(documents.c.audience != "", _TOLD_HERE))
)
_SHARED_AFTER = (
    select(documents.c.revision, documents.c.kind, documents.c.id, documents.c.payload)
    .where(
        documents.c.institution == bindparam("institution"),
        documents.c.stream == bindparam("stream"),
        documents.c.revision > bindparam("cursor"),
        documents.c.learner == "",
        documents.c.audience == "",
    )
    .order_by(documents.c.revision)
)
_HOLDS_OFFICE = (
    select(tables.offices.c.device)
    .join(tables.grants, tables.grants.c.id == tables.offices.c.grant_id)
    .join(tables.devices, tables.devices.c.device == tables.offices.c.device)
    .where(
        tables.offices.c.device == bindparam("reader"),
        tables.grants.c.ended == "",
        tables.grants.c.campus == tables.devices.c.campus,
    )
    .limit(1)
)

_CHANGED = (
    select(states.c.subject, states.c.key, states.c.state)
    .where(
        states.c.institution == bindparam("institution"),
        states.c.learner == bindparam("learner"),
        states.c.revision > bindparam("known"),
    )
    .order_by(states.c.subject, states.c.key)
    .execution_options(yield_per=STATES_AT_A_TIME)
)
_SEATS_OF = update(seats).where(
    seats.c.institution == bindparam("of_institution"),
    seats.c.device == bindparam("of_device"),
    seats.c.learner.in_(bindparam("learners", expanding=True)),
)


def centre_stream(centre: str) -> Stream:
    """Return the stream of a centre."""
    return ("", f"centre:{centre}")


def institution_stream(institution: str) -> Stream:
    """Return the stream of an institution."""
    return (institution, f"institution:{institution}")


def campus_stream(institution: str, campus: str) -> Stream:
    """Return the stream of a campus."""
    return (institution, f"campus:{campus}")


def lock(connection: Connection, streams: Collection[Stream]) -> None:
    """Lock streams until the transaction ends, in the order in which everybody locks several."""
    for _, stream in sorted(streams):
        connection.execute(_COUNT_ON, {"stream": stream, "count": 0})


def revisions(connection: Connection, followed: Streams) -> tuple[int, ...]:
    """Return how far each stream has come."""
    names = [name for _, name in followed.streams]
    known = {row[0]: int(row[1]) for row in connection.execute(_REVISIONS, {"names": names})}
    return tuple(known.get(name, 0) for name in names)


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

    It goes to the proven seats of `learner` alone, if one is named. `source` is the device that
    told it, and need not be told it back.
    """
    _publish(connection, stream, [_Draft(kind, id_, learner, payload)], source)


def publish_each(
    connection: Connection,
    stream: Stream,
    kind: str,
    payloads: Mapping[str, bytes],
    *,
    source: str,
    audience: str = "",
) -> None:
    """Publish documents of a kind, by id, for every computer of a stream, or for `OFFICES`."""
    drafts = [_Draft(kind, id_, "", body, audience=audience) for id_, body in payloads.items()]
    _publish(connection, stream, drafts, source)


def holds_office(connection: Connection, device: str) -> bool:
    """Whether a coordinator of its campus holds her office on a computer, and is one still."""
    return connection.scalar(_HOLDS_OFFICE, {"reader": device}) is not None


def next_revision(connection: Connection, stream: Stream) -> int:
    """Return the next revision of a stream, for what is kept elsewhere; the stream is locked."""
    return int(connection.execute(_COUNT_ON, {"stream": stream[1], "count": 1}).scalar_one())


def published(connection: Connection, stream: Stream, kind: str, id_: str) -> bytes | None:
    """Return a document that was published in a stream, empty where it was withdrawn."""
    return published_of(connection, stream, kind, [id_]).get(id_)


def published_of(
    connection: Connection, stream: Stream, kind: str, ids: Collection[str]
) -> dict[str, bytes | None]:
    """Return by id the documents of a kind that were published in a stream."""
    c = documents.c
    query = select(c.id, c.payload).where(
        c.institution == stream[0], c.stream == stream[1], c.kind == kind, c.id.in_(ids)
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def published_all(connection: Connection, stream: Stream, kind: str) -> dict[str, bytes]:
    """Return by id every document of a kind in a stream that was not withdrawn."""
    c = documents.c
    query = select(c.id, c.payload).where(
        c.institution == stream[0], c.stream == stream[1], c.kind == kind
    )
    return {row[0]: bytes(row[1]) for row in connection.execute(query) if row[1]}


def publish_progress(
    connection: Connection,
    stream: Stream,
    learners: Sequence[str],
    *,
    source: str,
    whole: bool = False,
) -> int:
    """Say that these learners' progress changed, because of what the device `source` sent.

    Returns the revision for the states that changed. `whole`: in a stream that is not of their own
    campus, where that revision says nothing, all of it is told.
    """
    drafts = [_progress_of(learner, whole=whole) for learner in learners]
    return _publish(connection, stream, drafts, source)


def publish_seats(
    connection: Connection, stream: Stream, learners: Sequence[str], *, reader: str
) -> None:
    """Let a computer know how the seats of these learners stand there."""
    if not learners:
        return
    drafts = [_Draft(SEAT, learner, learner, None) for learner in learners]
    connection.execute(
        _SEATS_OF.values(stated=_publish(connection, stream, drafts, "")),
        {"of_institution": stream[0], "of_device": reader, "learners": learners},
    )


def publish_anew(
    connection: Connection, stream: Stream, learners: Sequence[str], *, reader: str
) -> None:
    """Publish every document about these learners again: `reader`, which they now use, lacks it.

    Of those who only claim to sit there it gets their progress, and no other.
    """
    if not learners:
        return
    drafts = [_progress_of(learner) for learner in learners]
    c = seats.c
    proven = select(c.learner).where(
        c.institution == stream[0],
        c.device == reader,
        c.learner.in_(learners),
        c.standing == Standing.PROVEN,
    )
    drafts += _about(connection, stream, connection.scalars(proven).all())
    connection.execute(
        _SEATS_OF.values(since=_publish(connection, stream, drafts, "")),
        {"of_institution": stream[0], "of_device": reader, "learners": learners},
    )


def publish_tickets(connection: Connection, institution: str, learners: Collection[str]) -> None:
    """Say that what these learners draw from is another by now, or nothing."""
    c = tables.learners.c
    rows = connection.execute(
        select(c.campus, c.learner)
        .where(c.institution == institution, c.learner.in_(learners))
        .order_by(c.campus, c.learner)
    ).all()
    for campus, group in groupby(rows, key=itemgetter(0)):
        drafts = [_Draft(TICKETS, learner, learner, None) for _, learner in group]
        _publish(connection, campus_stream(institution, campus), drafts, "")


def publish_all_tickets(connection: Connection) -> None:
    """Say that everybody draws from more by now: there is another assessment."""
    c = tables.links.c
    linked = select(c.institution, c.learner).where(c.ended.is_(None))
    rows = connection.execute(linked.order_by(c.institution, c.learner)).all()
    for institution, group in groupby(rows, key=itemgetter(0)):
        publish_tickets(connection, institution, [learner for _, learner in group])


def move(connection: Connection, before: Stream, after: Stream, learner: str) -> None:
    """Publish every document about a learner in another stream, and withdraw it where it was.

    The withdrawal goes to every computer there: none is hers any more.
    """
    drafts = _about(connection, before, [learner])
    gone = [*drafts, _progress_of(learner)]
    withdrawn = [msgspec.structs.replace(each, learner="", payload=b"") for each in gone]
    _publish(connection, before, withdrawn, "")
    _publish(connection, after, [*drafts, _progress_of(learner, whole=True)], "")
    for table in (states, tables.progress):
        connection.execute(
            update(table)
            .where(table.c.institution == after[0], table.c.learner == learner)
            .values(revision=0)
        )


def withdraw(connection: Connection, institution: str, learners: Collection[str]) -> None:
    """Withdraw everything about learners wherever it was published: no computer is theirs."""
    c = documents.c
    rows = connection.execute(
        select(c.stream, c.kind, c.id, c.audience)
        .where(c.institution == institution, or_(c.learner.in_(learners), c.id.in_(learners)))
        .order_by(c.stream, c.revision)
    ).all()
    for stream, group in groupby(rows, key=itemgetter(0)):
        drafts = [_Draft(kind, id_, "", b"", audience=whose) for _, kind, id_, whose in group]
        _publish(connection, (institution, stream), drafts, "")


class _Draft(msgspec.Struct, frozen=True):
    """A document before it has its revision; one that is written out has no payload."""

    kind: str
    id: str
    learner: str
    payload: bytes | None
    whole: bool = False
    audience: str = ""


def _progress_of(learner: str, *, whole: bool = False) -> _Draft:
    return _Draft(PROGRESS, learner, learner, None, whole)


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
            or_(table.payload.is_(None), table.payload != b""),
        )
        .order_by(table.revision)
    )
    return [
        _Draft(kind, id_, learner, None if payload is None else bytes(payload))
        for kind, id_, learner, payload in rows
    ]


def _publish(connection: Connection, stream: Stream, drafts: Sequence[_Draft], source: str) -> int:
    """Publish documents, and return the revision of the last."""
    if not drafts:
        return 0
    revision = connection.execute(
        _COUNT_ON, {"stream": stream[1], "count": len(drafts)}
    ).scalar_one()
    first = revision - len(drafts) + 1
    connection.execute(
        _PUT,
        [
            {
                "institution": stream[0],
                "stream": stream[1],
                "revision": number,
                "source": source,
                **msgspec.structs.asdict(draft),
                "whole": number if draft.whole else 0,
            }
            for number, draft in enumerate(drafts, first)
        ],
    )
    return int(revision)


def read_shared(
    connection: Connection, followed: Streams, cursors: Sequence[int]
) -> tuple[Document, ...]:
    """Return every document after `cursors` that names no learner, whoever caused it."""
    found = []
    for place, (institution, stream) in enumerate(followed.streams):
        where = {"institution": institution, "stream": stream, "cursor": cursors[place]}
        rows = connection.execute(_SHARED_AFTER, where)
        found += [Document(place, row[0], row[1], row[2], bytes(row[3] or b"")) for row in rows]
    return tuple(found)


def read(
    connection: Connection,
    followed: Streams,
    cursors: Sequence[int],
    reader: str,
    now: int = 0,
    *,
    shared: bool = True,
) -> FeedPage:
    """Return the next documents after `cursors`; `reader` is the device that asks.

    `now` is in milliseconds since 1970: by then a seat may have been left long ago. Without
    `shared`, those that name no learner are left out: they are told another way.
    """
    found: list[Document] = []
    after = list(cursors[: len(followed.streams)])
    known, told = cursors[len(followed.streams) :] or (after[-1], 0)
    size, more, rest = 0, False, 0
    newest = revisions(connection, followed)
    audiences = ["", OFFICES] if holds_office(connection, reader) else [""]
    for place, (institution, stream) in enumerate(followed.streams):
        if newest[place] <= after[place]:
            continue
        rows = connection.execute(
            _AFTER if shared else _HERS_AFTER,
            {
                "institution": institution,
                "stream": stream,
                "cursor": cursors[place],
                "known": known,
                "reader": reader,
                "awake_since": now - DORMANT_AFTER_MILLISECONDS,
                "audiences": audiences,
            },
        ).all()
        for revision, kind, id_, payload, whole, since, standing in rows:
            if size >= PAGE_BYTES or len(found) >= PAGE_DOCUMENTS:
                more = True
                break
            content = payload
            if payload is None and kind == SEAT:
                content = msgspec.json.encode({"standing": standing})
            elif payload is None and kind == TICKETS:
                content = tickets.written_out(connection, institution, id_)
            elif payload is None:
                least = known if known >= max(whole, since) else NOTHING
                begun = told if revision == cursors[place] + 1 else 0
                room = PAGE_BYTES - size
                changed = partial(_changed, connection, institution, id_, least)
                if standing == Standing.CLAIMED:
                    changed = partial(_public, connection, institution, id_, least)
                content, rest = _written_out(changed, begun, room)
            found.append(Document(place, revision, kind, id_, bytes(content)))
            size += len(content)
            if rest:
                after[place] = revision - 1
                more = True
                break
            after[place] = revision
        else:
            after[place] = newest[place]
    if more:
        after += (known, rest)
    return FeedPage(tuple(found), tuple(after), more)


def _written_out(
    changed: Callable[[], Generator[PublishedState]], told: int, room: int
) -> tuple[bytes, int]:
    """Return states of a learner as [subject, key, state], without the first `told` that changed.

    They are as many as fit in `room` bytes, one at least; and how many are told by then, 0 where
    that is all.
    """
    found: list[PublishedState] = []
    size = 0
    with closing(changed()) as states_:
        for each in islice(states_, told, None):
            if size >= room:
                return _payload(found), told + len(found)
            found.append(each)
            size += len(each.key) + len(each.state)
    return _payload(found), 0


def _changed(
    connection: Connection, institution: str, learner: str, known: int
) -> Generator[PublishedState]:
    """Yield a learner's states that changed, or were told, after a revision."""
    mine = {"institution": institution, "learner": learner, "known": known}
    with connection.execute(_CHANGED, mine) as rows:
        for subject, key, state in rows:
            yield PublishedState(subject, key, msgspec.Raw(state.encode()))
    yield from progress.after(connection, institution, learner, known)


def _public(
    connection: Connection, institution: str, learner: str, known: int
) -> Generator[PublishedState]:
    """Yield what a claimed seat gets of the states that changed after a revision."""
    with closing(_changed(connection, institution, learner, known)) as changed:
        for each in changed:
            part = public_part(decoded(each.subject, each.state))
            if part is not None:
                yield PublishedState(each.subject, each.key, msgspec.Raw(encoded(part).encode()))


def _payload(told: Sequence[PublishedState]) -> bytes:
    """Return what a document says: each state once, without those that are too long to be told."""
    states = progress.joined(each for each in told if len(each.state) <= MAX_STATE_LENGTH)
    return msgspec.json.encode([(each.subject, each.key, each.state) for each in states])
