"""Documents that came down: what the hub decided, by stream, kind and id. The hub owns them.

A document only goes forward: of each the highest revision is kept, also when that withdraws it, so
that an older page says nothing, whenever it comes. Only another epoch begins anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from ujuzi.domain.changes import Changes
from ujuzi.domain.event import LearnerId
from ujuzi.store import heard
from ujuzi.store.database import Database

LEFT = -1
"""In the place of a stream: the document came from a hub that this computer has left."""
PROGRESS = "progress"
"""The kind that is not kept as it came: it is joined into the projections (`store.heard`)."""


@dataclass(frozen=True, slots=True)
class Document:
    """One record of the hub's; an empty payload withdraws it."""

    stream: int
    kind: str
    id: str
    revision: int
    payload: bytes


def put(db: Database, document: Document) -> None:
    """Keep a document, or that it is withdrawn, unless a later revision of it is known.

    Several parts of a learner's progress have the same revision.
    """
    key = (document.stream, document.kind, document.id)
    known = db.row("SELECT revision FROM documents WHERE (stream, kind, id) = (?, ?, ?)", key)
    if known is not None and known[0] > document.revision:
        return
    with db.atomic():
        payload = document.payload
        if document.kind == PROGRESS:
            _join(db, LearnerId(document.id), payload)
            payload = b""
        db.execute(
            "INSERT INTO documents (stream, kind, id, revision, payload)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream, kind, id) DO UPDATE SET"
            " revision = excluded.revision, payload = excluded.payload",
            (*key, document.revision, payload),
        )
        if document.kind != PROGRESS:
            db.changed |= Changes.DOCUMENTS


def of_kind(db: Database, kind: str) -> tuple[Document, ...]:
    """Return the documents of a kind that are not withdrawn, by stream and id."""
    rows = db.rows(
        "SELECT stream, kind, id, revision, payload FROM documents"
        " WHERE kind = ? AND payload <> x'' ORDER BY stream, id",
        (kind,),
    )
    return tuple(
        Document(stream, kind_, id_, revision, bytes(payload))
        for stream, kind_, id_, revision, payload in rows
    )


def find(db: Database, kind: str, id_: str) -> Document | None:
    """Return one document; the narrowest stream's, where several have it."""
    found = [document for document in of_kind(db, kind) if document.id == id_]
    return found[-1] if found else None


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


def forget_all(db: Database) -> None:
    """Forget every document: the hub began a new epoch and says them all again.

    Those of hubs that were left stay, and so does what was heard of learners: what they did is
    done, whatever a hub lost.
    """
    with db.atomic():
        db.execute("DELETE FROM documents WHERE stream <> ?", (LEFT,))
        db.changed |= Changes.DOCUMENTS


def _join(db: Database, learner: LearnerId, told: bytes) -> None:
    if told:
        heard.hear(db, learner, told)
    else:
        heard.forget(db, learner)
