"""Documents that came down: what the hub decided, by stream, kind and id. The hub owns them.

A document only goes forward: of each the highest revision is kept, also when that withdraws it, so
that an older page says nothing, whenever it comes. Only another epoch begins anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from operator import itemgetter
from typing import TypeVar

import msgspec

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.store import enclosures, erasure, facts, received_states
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import ERASED, ROSTER
from ujuzi.wire.messages import STREAMS, Document

LEFT = -1
"""In the place of a stream: the document came from a hub that this computer has left."""
PROGRESS = "progress"
"""The kind that is joined into the projections (`store.heard`); only what this program cannot read
of it is kept as it came, until a later version reads it again."""
_READ_BY = "progress-read-by"
"""The fact that names the version of the program that has read what was kept."""


class InboxDocument(msgspec.Struct, frozen=True):
    """One record of the hub's; an empty payload withdraws it."""

    stream: int
    kind: str
    id: str
    revision: int
    payload: bytes


P = TypeVar("P", bound=msgspec.Struct)

_EACH_STREAM = ", ".join(map(str, (LEFT, *range(STREAMS))))
"""By which the table is ordered first."""
_PLACE = itemgetter(0, 1, 2)
"""By what the table is ordered: stream, kind and id, of a row."""
ACTING = frozenset({ERASED, PROGRESS})
"""Kinds that change more than their own row."""


def put(db: Database, document: InboxDocument | Document) -> None:
    """Keep a document, or that it is withdrawn, unless a later revision of it is known.

    Several parts of a learner's progress have the same revision.
    """
    key = (document.stream, document.kind, document.id)
    known = db.row("SELECT revision FROM documents WHERE (stream, kind, id) = (?, ?, ?)", key)
    if known is not None and known[0] > document.revision:
        return
    with db.atomic():
        payload = document.payload
        if document.kind == ERASED:
            if payload:
                erasure.erase(db, LearnerId(document.id))
        elif payload and erasure.tells_of_erased(db, document.id, payload):
            payload = b""
        elif document.kind == PROGRESS:
            payload = _join(db, document)
        elif document.kind == ROSTER and not payload:
            enclosures.withdrawn(db)
        db.execute(
            "INSERT INTO documents (stream, kind, id, revision, payload)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream, kind, id) DO UPDATE SET"
            " revision = excluded.revision, payload = excluded.payload",
            (*key, document.revision, payload),
        )
        if document.kind != PROGRESS:
            db.changed |= Changes.DOCUMENTS


def put_all(db: Database, told: Iterable[InboxDocument | Document]) -> None:
    """Keep documents as `put` does, one after the other, in one transaction."""
    told = tuple(told)
    kinds = {each.kind for each in told}
    acting = [] if kinds.isdisjoint(ACTING) else [each for each in told if each.kind in ACTING]
    plain = [each for each in told if each.kind not in ACTING] if acting else told
    with db.atomic():
        for document in acting:
            put(db, document)
        if erasure.has_erased(db):
            for document in plain:
                put(db, document)
        elif plain:
            if ROSTER in kinds and any(not each.payload for each in plain if each.kind == ROSTER):
                enclosures.withdrawn(db)
            _put_plain(db, plain)


def _put_plain(db: Database, told: Collection[InboxDocument | Document]) -> None:
    """Keep documents that change nothing else, while nobody was erased.

    They are written in the order of the table, which takes less than any other.
    """
    rows = [(each.stream, each.kind, each.id, each.revision, each.payload) for each in told]
    db.executemany(
        "INSERT INTO documents (stream, kind, id, revision, payload)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream, kind, id) DO UPDATE SET"
        " revision = excluded.revision, payload = excluded.payload"
        " WHERE documents.revision <= excluded.revision",
        sorted(rows, key=_PLACE),
    )
    db.changed |= Changes.DOCUMENTS


def has_news(db: Database, told: Iterable[InboxDocument | Document]) -> bool:
    """Whether one of these documents is of a later revision than the one that is here."""
    found = [(each.stream, each.kind, each.id, each.revision) for each in told]
    row = db.row(
        "SELECT 1 FROM json_each(?) AS told LEFT JOIN documents AS known"
        " ON known.stream = json_extract(told.value, '$[0]')"
        " AND known.kind = json_extract(told.value, '$[1]')"
        " AND known.id = json_extract(told.value, '$[2]')"
        " WHERE known.revision IS NULL OR known.revision < json_extract(told.value, '$[3]')"
        " LIMIT 1",
        (msgspec.json.encode(found).decode(),),
    )
    return row is not None


def of_kind(db: Database, kind: str) -> tuple[InboxDocument, ...]:
    """Return the documents of a kind that are not withdrawn, by stream and id."""
    rows = db.rows(
        "SELECT stream, kind, id, revision, payload FROM documents"
        f" WHERE stream IN ({_EACH_STREAM}) AND kind = ? AND payload <> x'' ORDER BY stream, id",
        (kind,),
    )
    return tuple(map(_document, rows))


def find(db: Database, kind: str, id_: str) -> InboxDocument | None:
    """Return one document; the narrowest stream's, where several have it."""
    row = db.row(
        "SELECT stream, kind, id, revision, payload FROM documents"
        f" WHERE stream IN ({_EACH_STREAM}) AND kind = ? AND id = ? AND payload <> x''"
        " ORDER BY stream DESC LIMIT 1",
        (kind, id_),
    )
    return None if row is None else _document(row)


def read(db: Database, kind: str, id_: str, type_: type[P]) -> P | None:
    """Return what one document says, as `find`; None too where this program cannot read it."""
    document = find(db, kind, id_)
    return None if document is None else documents.read(document.payload, type_)


def leave(db: Database, kind: str) -> None:
    """Keep documents of a kind, apart from all others: the hub that sent them is left."""
    with db.atomic():
        db.execute(
            "INSERT OR REPLACE INTO documents (stream, kind, id, revision, payload)"
            " SELECT ?, kind, id, revision, payload FROM documents"
            " WHERE kind = ? AND payload <> x'' ORDER BY stream",
            (LEFT, kind),
        )
        db.changed |= Changes.DOCUMENTS


def drop(db: Database, kind: str) -> None:
    """Let go of what documents of a kind say, as if the hub had withdrawn them: it is not for this
    computer any more.
    """
    if not of_kind(db, kind):
        return
    with db.atomic():
        db.execute("UPDATE documents SET payload = x'' WHERE kind = ?", (kind,))
        if kind == ROSTER:
            enclosures.withdrawn(db)
        db.changed |= Changes.DOCUMENTS


def forget_all(db: Database) -> None:
    """Forget every document: the hub began a new epoch and says them all again.

    Those of hubs that were left stay, and so does what was heard of learners: what they did is
    done, whatever a hub lost.
    """
    with db.atomic():
        db.execute("DELETE FROM documents WHERE stream <> ?", (LEFT,))
        db.changed |= Changes.DOCUMENTS


def read_again(db: Database, version: str) -> None:
    """Read what was kept for a later version of the program, where this `version` is another."""
    if facts.get(db, _READ_BY) == version:
        return
    with db.atomic():
        for document in of_kind(db, PROGRESS):
            left = received_states.join(db, LearnerId(document.id), document.payload)
            db.execute(
                "UPDATE documents SET payload = ? WHERE (stream, kind, id) = (?, ?, ?)",
                (_kept(left), document.stream, document.kind, document.id),
            )
        facts.put(db, _READ_BY, version)


def _join(db: Database, document: InboxDocument | Document) -> bytes:
    """Join what is told of a learner; return what of all that was told is still to be read."""
    learner = LearnerId(document.id)
    if not document.payload:
        received_states.forget(db, learner)
        return b""
    left = received_states.join(db, learner, document.payload)
    key = (document.stream, document.kind, document.id)
    before = db.row("SELECT payload FROM documents WHERE (stream, kind, id) = (?, ?, ?)", key)
    return _kept([*received_states.rows_of(bytes(before[0])), *left] if before else left)


def _document(row: tuple[int, str, str, int, bytes]) -> InboxDocument:
    stream, kind, id_, revision, payload = row
    return InboxDocument(stream, kind, id_, revision, bytes(payload))


def _kept(left: list[received_states.ReceivedState]) -> bytes:
    """Return states as they are kept, the same one once; nothing where there are none."""
    rows = dict.fromkeys(msgspec.json.encode(each) for each in left)
    return b"[" + b",".join(rows) + b"]" if rows else b""
