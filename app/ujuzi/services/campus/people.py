"""The people of a campus and its cohorts, at their coordinator's: what she knows and decides.

What the hub says is folded with her own acts that it has not answered, so that what she did shows
at once. Each verb signs acts (`services.campus.acts`); the hub decides. Nothing is written before
she says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from ujuzi.domain.event import LearnerId
from ujuzi.services.campus.acts import CampusActs
from ujuzi.services.campus.listed import CampusPerson as CampusPerson
from ujuzi.services.campus.listed import Cohort as Cohort
from ujuzi.services.campus.listed import Enlisting as Enlisting
from ujuzi.services.campus.listed import PreviewRow as PreviewRow
from ujuzi.services.campus.listed import RosterPreview as RosterPreview
from ujuzi.services.campus.listed import RowKind as RowKind
from ujuzi.services.campus.listed import Slip as Slip
from ujuzi.services.campus.listed import SlipKind as SlipKind
from ujuzi.services.campus.listed import matching as matching
from ujuzi.services.clock import Clock
from ujuzi.services.people.office import Office
from ujuzi.store.database import Database


class CampusPeople:
    """Who studies on a campus, as far as its coordinator knows."""

    def __init__(self, db: Database, clock: Clock, office: Office, acts: CampusActs) -> None:
        self._db = db
        self._clock = clock
        self._office = office
        self._acts = acts

    def everybody(self, by: LearnerId) -> tuple[CampusPerson, ...]:
        """Return everybody by name, also profiles of the campus that are no person's."""
        raise NotImplementedError

    def cohorts(self, by: LearnerId) -> tuple[Cohort, ...]:
        """Return the cohorts by name, those that have ended last."""
        raise NotImplementedError

    def campuses(self, by: LearnerId) -> tuple[tuple[str, str], ...]:
        """Return id and name of each campus to which somebody may move, as far as is known here."""
        raise NotImplementedError

    def preview(
        self, by: LearnerId, path: Path, encoding: str = "", sheet: str = ""
    ) -> RosterPreview:
        """Return what a roster of CSV, XLSX or ODS will do; changes nothing.

        Raises RefusedError `table-malformed`, `table-locked`, `table-too-large`, `text-encoding`,
        `encoding-unknown`, `file-unreadable` or `roster-columns` (`missing`).
        """
        raise NotImplementedError

    def enlist(
        self, by: LearnerId, preview: RosterPreview, lines: Collection[int] | None = None
    ) -> int:
        """Take in what is new and changed, or the lines that are chosen; return how many people.

        A doubtful row is taken in only where its line is chosen. Raises what acts raise.
        """
        raise NotImplementedError

    def add(
        self, by: LearnerId, person: str, name: str, role: str, email: str = ""
    ) -> CampusPerson:
        """Take in one person, or change her; raises RefusedError `roster-mistakes` and as acts."""
        raise NotImplementedError

    def move(self, by: LearnerId, person: str, campus: str) -> None:
        """Say that somebody is now of another campus of the institution; raises as acts do."""
        raise NotImplementedError

    def end(self, by: LearnerId, person: str) -> None:
        """Say that somebody has left the institution; raises as acts do."""
        raise NotImplementedError

    def set_cohort(
        self,
        by: LearnerId,
        cohort: str | None,
        name: str,
        courses: Sequence[str],
        begins: str = "",
        ends: str = "",
    ) -> Cohort:
        """Make a cohort, or change one; days are as 2026-03-12, or empty.

        Raises RefusedError `name-empty`, `name-too-long`, `days-wrong` or `cohort-unknown`, and as
        acts do.
        """
        raise NotImplementedError

    def end_cohort(self, by: LearnerId, cohort: str) -> None:
        """Say that a cohort is over; raises RefusedError `cohort-unknown`, and as acts do."""
        raise NotImplementedError

    def enrol(
        self,
        by: LearnerId,
        people: Sequence[str],
        *,
        cohort: str = "",
        courses: Sequence[str] = (),
        is_in: bool = True,
    ) -> None:
        """Put people into a cohort or into courses, or take them out; raises as acts do."""
        raise NotImplementedError

    def slips(
        self,
        by: LearnerId,
        people: Sequence[str],
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[Slip, ...]:
        """Make a new code for each of these people; it is shown once, and kept nowhere in clear.

        The many of a page are made beside the desk: `draw`, `slips.make`, `hand_out`.
        """
        raise NotImplementedError
