"""Going back to a copy of the data that lies beside it; what it takes the place of is kept.

It goes on as another computer: the hub has heard of the one before what the copy does not know.
"""

from __future__ import annotations

from pathlib import Path

from ujuzi.errors import Code
from ujuzi.paths import DATABASE
from ujuzi.services.computer import CarriedNews
from ujuzi.store import copies, database
from ujuzi.store.copies import Copy as Copy
from ujuzi.store.schema import SCHEMA_VERSION
from ujuzi.sync import machine

HELPS = frozenset({Code.DATABASE_CORRUPT, Code.DATABASE_NEWER})
"""Errors of opening where a copy helps."""
NO_MACHINE = "a copy that was put back"


def copies_in(data_dir: Path) -> tuple[Copy, ...]:
    """Return the copies that this version can open, the newest first."""
    found = copies.copies_of(data_dir / DATABASE)
    return tuple(copy for copy in found if copy.schema <= SCHEMA_VERSION)


def put_back(data_dir: Path, copy: Copy) -> None:
    """Let a copy be the data from now on; raises as `store.database.put_back`."""
    nowhere = machine.described(NO_MACHINE, ())
    known = {machine.FACT: machine.written(nowhere), CarriedNews.RESTORED: "yes"}
    database.put_back(data_dir, copy.file, known)
