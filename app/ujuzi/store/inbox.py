"""Documents that came down: what the hub decided, by stream, kind and id. The hub owns them."""

from __future__ import annotations

from dataclasses import dataclass

from ujuzi.store.database import Database


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


def forget_all(db: Database) -> None:
    """Forget every document: the hub began a new epoch and says them all again."""
    with db.atomic():
        db.execute("DELETE FROM documents")
        db.changed.add("documents")
