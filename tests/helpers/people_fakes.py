"""People of a campus for tests of its pages, in memory: what is decided shows at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from helpers.campus_fakes import FRIDAY, campus_desk
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.errors import Code, RefusedError, UjuziError
from ujuzi.services.campus.people import (
    CampusPerson,
    Cohort,
    Enlisting,
    RosterPreview,
    RowKind,
    Slip,
    SlipKind,
)

if TYPE_CHECKING:
    from ujuzi.ui.shell.jobs import Jobs

AUTUMN = Cohort(
    "0123456789abcdef", "Autumn 2026", ("ai-literacy",), "2026-09-01", "2026-12-18", ("T-001",)
)
SPRING = Cohort("fedcba9876543210", "Spring 2026", (), "", "", (), ended=True)
AWA = CampusPerson(
    "T-001",
    "Awa Traoré",
    "teacher",
    "campus-1",
    learners=(LearnerId("awa"),),
    cohorts=(AUTUMN.cohort,),
    seen_at=FRIDAY,
)
SEVERAL = (
    AWA,
    CampusPerson("T-002", "አበበ ቢቂላ", "teacher", "campus-1", waits=True),
    CampusPerson("T-003", "محمد الأمين", "support", "campus-1", code_until=FRIDAY),
    CampusPerson("T-004", "Grace Wanjiru", "leader", "campus-1", problem=Code.ACT_HERSELF),
    CampusPerson("T-005", "Left Already", "teacher", "campus-1", standing=Enlisting.LEFT),
    CampusPerson("", "Nobody’s Profile", "teacher", "campus-1", learners=(LearnerId("nobody"),)),
)


def many(count: int) -> tuple[CampusPerson, ...]:
    """Return so many people."""
    return tuple(
        CampusPerson(f"N-{number:04}", f"Zawadi {number}", "teacher", "campus-1")
        for number in range(count)
    )


@dataclass
class FakeCampusPeople:
    """What is known of people, as a test says; it writes down what was decided."""

    known: list[CampusPerson] = field(default_factory=list)
    groups: list[Cohort] = field(default_factory=list)
    there: tuple[tuple[str, str], ...] = (("campus-2", "Kisumu"), ("campus-3", "Mombasa"))
    failure: UjuziError | None = None
    closed: UjuziError | None = None
    """What is raised where people are asked for."""
    will_do: RosterPreview = field(default_factory=lambda: RosterPreview(()))
    used: tuple[tuple[str, Milliseconds], ...] = ()
    """The computers that told of whoever is asked about."""
    done: list[tuple[object, ...]] = field(default_factory=list)
    reads: list[tuple[Path, str, str]] = field(default_factory=list)

    def everybody(self, _by: LearnerId) -> tuple[CampusPerson, ...]:
        if self.closed is not None:
            raise self.closed
        return tuple(self.known)

    def cohorts(self, _by: LearnerId) -> tuple[Cohort, ...]:
        return tuple(self.groups)

    def campuses(self, _by: LearnerId) -> tuple[tuple[str, str], ...]:
        return self.there

    def computers_of(
        self, _by: LearnerId, learners: Collection[str]
    ) -> tuple[tuple[str, Milliseconds], ...]:
        return self.used if learners else ()

    def preview(
        self, _by: LearnerId, path: Path, encoding: str = "", sheet: str = ""
    ) -> RosterPreview:
        self.reads.append((path, encoding, sheet))
        self._fail()
        return replace(self.will_do, sheet=sheet or self.will_do.sheet)

    def enlist(
        self, _by: LearnerId, preview: RosterPreview, lines: Collection[int] | None = None
    ) -> int:
        taken = [
            row
            for row in preview.rows
            if (row.line in lines if lines is not None else row.kind is RowKind.NEW)
        ]
        self._do("enlist", tuple(row.line for row in taken))
        return len(taken)

    def add(
        self, _by: LearnerId, person: str, name: str, role: str, email: str = ""
    ) -> CampusPerson:
        self._do("add", person, name, role, email)
        made = CampusPerson(person, name, role, "campus-1", email, waits=True)
        self.known = [each for each in self.known if each.person != person] + [made]
        return made

    def move(self, _by: LearnerId, person: str, campus: str) -> None:
        self._do("move", person, campus)
        self._change(person, standing=Enlisting.MOVED)

    def end(self, _by: LearnerId, person: str) -> None:
        self._do("end", person)
        self._change(person, standing=Enlisting.LEFT)

    def set_cohort(
        self,
        _by: LearnerId,
        cohort: str | None,
        name: str,
        courses: Sequence[str],
        begins: str = "",
        ends: str = "",
    ) -> Cohort:
        if not name:
            raise RefusedError(Code.NAME_EMPTY, "Type a name.")
        self._do("set-cohort", cohort, name, tuple(courses), begins, ends)
        before = next((each for each in self.groups if each.cohort == cohort), None)
        people = before.people if before is not None else ()
        made = Cohort(cohort or "aaaa", name, tuple(courses), begins, ends, people, waits=True)
        self.groups = [each for each in self.groups if each.cohort != made.cohort] + [made]
        return made

    def end_cohort(self, _by: LearnerId, cohort: str) -> None:
        self._do("end-cohort", cohort)
        self.groups = [
            replace(each, ended=True) if each.cohort == cohort else each for each in self.groups
        ]

    def enrol(
        self,
        _by: LearnerId,
        people: Sequence[str],
        *,
        cohort: str = "",
        courses: Sequence[str] = (),
        is_in: bool = True,
    ) -> int:
        self._do("enrol", tuple(people), cohort, tuple(courses), is_in)
        for at, group in enumerate(self.groups):
            if group.cohort == cohort:
                others = tuple(each for each in group.people if each not in people)
                self.groups[at] = replace(group, people=others + (tuple(people) if is_in else ()))
        return len(people)

    def slips(
        self,
        _by: LearnerId,
        people: Sequence[str],
        progress: Callable[[int, int], None] | None = None,
    ) -> tuple[Slip, ...]:
        self._do("slips", tuple(people))
        by_key = {each.person: each for each in self.known}
        return tuple(slip(by_key[each]) for each in people)

    def _change(self, person: str, **changes: object) -> None:
        self.known = [
            replace(each, waits=True, **changes) if each.person == person else each  # type: ignore[arg-type]
            for each in self.known
        ]

    def _do(self, *what: object) -> None:
        self._fail()
        self.done.append(what)

    def _fail(self) -> None:
        if self.failure is not None:
            failure, self.failure = self.failure, None
            raise failure


def slip(person: CampusPerson) -> Slip:
    """Return what somebody is handed."""
    return Slip(
        person.person,
        person.name,
        "7KQ2-M4XP-9TRB",
        SlipKind.SIGN_IN if person.learners else SlipKind.LINK,
        Milliseconds(FRIDAY + 14 * 24 * 3600 * 1000),
        "Nakuru",
    )


class FakeCourses:
    """Two courses of this computer."""

    def courses(self, _learner: LearnerId) -> tuple[SimpleNamespace, ...]:
        """Return a card a course."""
        return (
            SimpleNamespace(course="ai-literacy", title="AI literacy for teachers"),
            SimpleNamespace(course="data", title="Data protection"),
        )


def read_at_desk(jobs: Jobs, *asked: Any) -> RosterPreview:
    """Let a page ask the fake what a file will do, as it asks on a thread of its own else."""
    return jobs.wait_for(lambda desk: desk.campus_people.preview(*asked))


def people_desk(
    known: Sequence[CampusPerson] = SEVERAL,
    cohorts: Sequence[Cohort] = (AUTUMN, SPRING),
    **services: object,
) -> SimpleNamespace:
    """Return a desk of a coordinator who looks after these people."""
    usual: dict[str, object] = {
        "campus_people": FakeCampusPeople(list(known), list(cohorts)),
        "library": FakeCourses(),
    }
    return campus_desk(**{**usual, **services})
