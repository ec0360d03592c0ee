"""Reads a roster that a person chose beside the desk: nobody waits while a large one is read.

What it is held against is asked of the desk first, so that whoever may not import one is told so
at once; the file is read and judged with no database. Changes nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ujuzi.domain.event import LearnerId
from ujuzi.services.campus import roster_file, roster_rows
from ujuzi.services.campus.listed import RosterPreview
from ujuzi.services.campus.roster_rows import RosterContext

if TYPE_CHECKING:
    from ujuzi.services.delivery.delivery import WaitFor


def preview_roster(
    wait_for: WaitFor, by: LearnerId, path: Path, encoding: str = "", sheet: str = ""
) -> RosterPreview:
    """Return what a roster of CSV, XLSX or ODS will do, from another thread than the desk's.

    Raises as `CampusPeople.preview`.
    """
    context: RosterContext = wait_for(lambda desk: desk.campus_people.roster_context(by))
    return roster_rows.preview_of(roster_file.read(path, encoding, sheet), context)
