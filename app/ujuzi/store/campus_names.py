"""What people call the campuses of this computer's institution, as the hub has said."""

from __future__ import annotations

from collections import Counter

from ujuzi.store import inbox
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import CampusNames


def known(db: Database) -> dict[str, str]:
    """Return the names by the campuses' ids; of none before the hub has said them.

    A name that two of them have says the id too.
    """
    names: dict[str, str] = {}
    for document in inbox.of_kind(db, documents.CAMPUSES):
        told = documents.read(document.payload, CampusNames)
        names |= told.names if told is not None else {}
    often = Counter(names.values())
    return {id_: f"{name} ({id_})" if often[name] > 1 else name for id_, name in names.items()}


def name_of(db: Database, campus: str) -> str:
    """Return what people call a campus; its id where nobody has said."""
    return known(db).get(campus, campus)
