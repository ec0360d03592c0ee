"""What a report says in words, and its cells as they are shown and exported: one function of both.

The words are taken from the language of the windows at once, so that a file that is written beside
the windows speaks the language in which it was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLocale, QObject

from ujuzi.domain.report import CourseStanding, Stuck, StuckWhy
from ujuzi.domain.report_filter import (
    ReportColumn,
    ReportFilter,
    ReportOnly,
    ReportRow,
    ReportView,
    value_of,
)
from ujuzi.domain.report_groups import GroupRow
from ujuzi.services.campus.report_files import Cell, CellKind, ReportTable
from ujuzi.ui.cards.roles import role_name
from ujuzi.ui.look.amounts import percent
from ujuzi.ui.look.dates import calendar_day, day_of
from ujuzi.ui.shell.competencies import competency_code, competency_name

_C = ReportColumn
KINDS: Mapping[ReportColumn, CellKind] = {
    _C.PROGRESS: CellKind.PART,
    _C.SCORE: CellKind.PART,
    **dict.fromkeys((_C.SEEN, _C.BEGINS, _C.ENDS), CellKind.DATE),
    **dict.fromkeys(
        (
            *(_C.ATTEMPTS, _C.WAITING, _C.CERTIFICATES, _C.PEOPLE, _C.NOT_BEGUN),
            *(_C.UNDER_WAY, _C.COMPLETED, _C.STUCK),
        ),
        CellKind.NUMBER,
    ),
}
"""What the cells of a column are; of every other, texts."""
_LABELS = frozenset({_C.CAMPUS, _C.ROLE, _C.COHORT})
NUMERIC = frozenset({CellKind.NUMBER, CellKind.PART})
ROLES = ("teacher", "support", "leader")


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of a report in one language."""

    headings: Mapping[ReportColumn, str]
    standings: Mapping[CourseStanding, str]
    stuck: Mapping[StuckWhy, str]
    roles: Mapping[str, str]
    competency: Callable[[str], str]
    nameless: str
    """In place of a name that the hub has not told yet."""
    others: str
    """In place of a campus, role or cohort of people who are put together from several."""
    rtl: bool

    def cell(self, row: ReportRow, column: ReportColumn) -> Cell:
        """Return what a row says in a column, as it is shown and exported."""
        value = value_of(row, column)
        match value:
            case CourseStanding():
                return self.standings[value]
            case Stuck():
                said = self.stuck[value.why].format(times=value.times)
                return f"{value.title}: {said}" if value.title else said
            case int() if column is _C.SEEN:
                return calendar_day(value)
            case "" if column is _C.NAME:
                return self.nameless
            case "" if column in _LABELS and isinstance(row, GroupRow):
                return self.others
            case str() if column in (_C.BEGINS, _C.ENDS):
                return _day(value)
            case str() if column is _C.ROLE:
                return self.roles.get(value, value)
            case str() if column is _C.COMPETENCY:
                return self.competency(value)
            case float():
                return round(value, 4)
        return value

    def table(
        self, title: str, columns: Sequence[ReportColumn], rows: Sequence[ReportRow]
    ) -> ReportTable:
        """Return the table of these rows, to write to a file."""
        return ReportTable(
            title,
            tuple(self.headings[column] for column in columns),
            tuple(kind_of(column) for column in columns),
            tuple(tuple(self.cell(row, column) for column in columns) for row in rows),
            self.rtl,
        )


def kind_of(column: ReportColumn) -> CellKind:
    """Return what the cells of a column are."""
    return KINDS.get(column, CellKind.TEXT)


def report_words() -> ReportWords:
    """Return the words in the language of the windows."""
    return _Words().all()


def shown(cell: Cell, kind: CellKind, locale: QLocale) -> str:
    """Return a cell as a person reads it; nothing where it is not known."""
    match cell:
        case None:
            return ""
        case date():
            return day_of(cell)
        case str():
            return cell
        case _ if kind is CellKind.PART:
            return percent(cell)
    return locale.toString(int(cell))


def only_name(only: ReportOnly) -> str:
    """Return which people are asked about, in a word or two."""
    return _Words().only(only)


def only_hint(only: ReportOnly) -> str:
    """Return by which rule these people are found."""
    return _Words().only_hint(only)


def view_name(view: ReportView) -> str:
    """Return what a row of a view is."""
    return _Words().view(view)


def saved_words(path: str, *, named: bool) -> str:
    """Return what is said when a file was saved, of people by name or not."""
    return _Words().saved(named=named).format(path=path)


def shown_of(wanted: ReportFilter, *, sees_people: bool) -> str:
    """Return what a report is of, for the audit log: no words that were sought, no name."""
    if not sees_people:
        return " ".join(filter(None, ("without-names", wanted.view, wanted.course)))
    sought = "by-name" if wanted.words else ""
    asked = (wanted.view, wanted.only, wanted.course, wanted.cohort, sought)
    return " ".join(filter(None, asked))


class _Words(QObject):
    """The translator's context of these words."""

    def all(self) -> ReportWords:
        return ReportWords(
            headings=self._headings(),
            standings={
                CourseStanding.NOT_BEGUN: self.tr("Not begun"),
                CourseStanding.UNDER_WAY: self.tr("Under way"),
                CourseStanding.COMPLETED: self.tr("Completed"),
            },
            stuck={
                StuckWhy.FAILED: self.tr("not passed (times: {times})"),
                StuckWhy.TRIED: self.tr("tried (times: {times})"),
                StuckWhy.STILL: self.tr("nothing completed for two weeks"),
            },
            roles={role: role_name(role) for role in ROLES},
            competency=_competency,
            nameless=self.tr("Not known by name yet"),
            others=self.tr("Others, together"),
            rtl=QLocale().textDirection().name == "RightToLeft",
        )

    def only(self, only: ReportOnly) -> str:
        return {
            ReportOnly.ALL: self.tr("Everybody"),
            ReportOnly.STUCK: self.tr("Stuck"),
            ReportOnly.UNSEEN: self.tr("Not seen"),
            ReportOnly.WAITING: self.tr("Waiting"),
            ReportOnly.CERTIFIED: self.tr("Certified"),
        }[only]

    def only_hint(self, only: ReportOnly) -> str:
        return {
            ReportOnly.ALL: self.tr("Everybody of whom a computer or the hub has told."),
            ReportOnly.STUCK: self.tr(
                "Who tried a quiz three times, did not pass an assessment twice, or completed"
                " nothing for two weeks though she was seen."
            ),
            ReportOnly.UNSEEN: self.tr("Who has recorded nothing for two weeks or more."),
            ReportOnly.WAITING: self.tr("Whose assessment has no result yet."),
            ReportOnly.CERTIFIED: self.tr("Who holds a certificate."),
        }[only]

    def view(self, view: ReportView) -> str:
        return {
            ReportView.PEOPLE: self.tr("By person"),
            ReportView.COURSES: self.tr("By course"),
            ReportView.COMPETENCIES: self.tr("By competency"),
            ReportView.COHORTS: self.tr("By cohort"),
            ReportView.CAMPUSES: self.tr("By campus"),
            ReportView.ROLES: self.tr("By role"),
            ReportView.STEPS: self.tr("By step"),
        }[view]

    def saved(self, *, named: bool) -> str:
        if named:
            return self.tr(
                "Saved as {path}. It holds people's names: that you took it along is written down."
            )
        return self.tr("Saved as {path}. It names nobody; that you took it along is written down.")

    def _headings(self) -> Mapping[ReportColumn, str]:
        return {
            _C.NAME: self.tr("Name"),
            _C.PERSON: self.tr("Staff number"),
            _C.CAMPUS: self.tr("Campus"),
            _C.ROLE: self.tr("Role"),
            _C.COURSES: self.tr("Courses"),
            _C.STANDING: self.tr("Standing"),
            _C.PROGRESS: self.tr("Progress"),
            _C.SCORE: self.tr("Score"),
            _C.ATTEMPTS: self.tr("Attempts"),
            _C.SEEN: self.tr("Last seen"),
            _C.STUCK_AT: self.tr("Stuck at"),
            _C.WAITING: self.tr("Waiting"),
            _C.CERTIFICATES: self.tr("Certificates"),
            _C.COURSE: self.tr("Course"),
            _C.COMPETENCY: self.tr("Competency"),
            _C.STEP: self.tr("Step"),
            _C.COHORT: self.tr("Cohort"),
            _C.BEGINS: self.tr("Begins"),
            _C.ENDS: self.tr("Ends"),
            _C.PEOPLE: self.tr("People"),
            _C.NOT_BEGUN: self.tr("Not begun"),
            _C.UNDER_WAY: self.tr("Under way"),
            _C.COMPLETED: self.tr("Completed"),
            _C.STUCK: self.tr("Stuck"),
        }


def _day(said: str) -> date | None:
    """Return a day that is written YYYY-MM-DD; None where it is not set, or no day."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _competency(competency: str) -> str:
    return f"{competency_code(competency)}  {competency_name(competency)}"
