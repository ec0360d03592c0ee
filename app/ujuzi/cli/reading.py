"""The data of a computer for commands that write nothing: they work beside the application."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ujuzi.errors import Code, WorldError
from ujuzi.paths import DATABASE

if TYPE_CHECKING:
    from ujuzi.services.desk import Desk


def desk_to_read(data_dir: Path) -> Desk:
    """Open what is there, to read; raises WorldError `data-missing`."""
    from ujuzi.services.desk import open_desk

    if not (data_dir / DATABASE).is_file():
        raise WorldError(Code.DATA_MISSING, f"Ujuzi has no data in {data_dir}.", path=str(data_dir))
    return open_desk(data_dir, read_only=True)


def installed_manifests(data_dir: Path) -> Callable[[str], bytes | None]:
    """Return the look-up of installed manifests by pack; nothing where there is no data yet."""

    def find(pack: str) -> bytes | None:
        if not (data_dir / DATABASE).exists():
            return None
        with desk_to_read(data_dir) as desk:
            return desk.library.manifest(pack)

    return find
