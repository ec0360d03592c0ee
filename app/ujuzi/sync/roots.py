"""The roots that a computer trusts: brought by its registration, or by its steward.

Under a root stands the key list, with which certificates are checked (`credentials.key_list`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ujuzi.store import facts
from ujuzi.store.database import Database

if TYPE_CHECKING:
    from ujuzi.credentials.key_list import Root

ROOTS = "roots"
"""The fact that holds them, as JSON."""


def trusted(db: Database) -> tuple[Root, ...]:
    """Return the roots that are trusted on this computer, beside the one that is shipped."""
    from ujuzi.credentials.key_list import Root

    return msgspec.json.decode(facts.get(db, ROOTS) or "[]", type=tuple[Root, ...])


def trust_root(db: Database, root: Root) -> None:
    """Trust a root from now on: the steward's decision, or part of registering."""
    pinned = trusted(db)
    if root not in pinned:
        facts.put(db, ROOTS, msgspec.json.encode((*pinned, root)).decode())
