"""Documents that came down: what the hub decided, by stream, kind and id. The hub owns them."""

from __future__ import annotations

from dataclasses import dataclass

from ujuzi.domain.event import LearnerId
from ujuzi.store import heard
from ujuzi.store.database import Database

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
    """Keep a document, or forget the one that it withdraws."""
    if document.kind == PROGRESS:
        learner = LearnerId(document.id)
        if document.payload:
            heard.hear(db, learner, document.payload)
        else:
            heard.forget(db, learner)
        return
    key = (document.stream, document.kind, document.id)
    with db.atomic():
        if not document.payload:
            db.execute("DELETE FROM documents WHERE (stream, kind, id) = (?, ?, ?)", key)
        else:
            db.execute(
                "INSERT INTO documents (stream, kind, id, revision, payload)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT (stream, kind, id) DO UPDATE SET"
                " revision = excluded.revision, payload = excluded.payload",
                (*key, document.revision, document.payload),
            )
        db.changed.add("documents")


def of_kind(db: Database, kind: str) -> tuple[Document, ...]:
    """Return the documents of a kind, by stream and id."""
    rows = db.rows(
        "SELECT stream, kind, id, revision, payload FROM documents WHERE kind = ?"
        " ORDER BY stream, id",
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


def forget_all(db: Database) -> None:
    """Forget every document: the hub began a new epoch and says them all again.

    What was heard of learners remains: what they did is done, whatever a hub lost.
    """
    with db.atomic():
        db.execute("DELETE FROM documents")
        db.changed.add("documents")
