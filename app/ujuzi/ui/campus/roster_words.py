"""What taking in a list will do, row by row, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QLocale, QObject

from ujuzi.services.campus.people import CampusPerson, PreviewRow, RowKind
from ujuzi.ui.cards.roles import role_name
from ujuzi.ui.rows.tick_list import TickRow
from ujuzi.ui.shell.roster_problems import row_reason

ENCODINGS = ("utf-8", "windows-1252", "windows-1256", "mac-roman", "utf-16")
"""What a table may be written in that does not say so."""
TAKEN = frozenset({RowKind.NEW, RowKind.CHANGED})
"""What is taken in unless somebody says otherwise."""
TAKEABLE = TAKEN | {RowKind.DOUBTFUL}


def preview_row(row: PreviewRow) -> TickRow:
    """Return what a row of a list will do, as a row of the page; its key is its line."""
    return _Words().row(row)


def kind_words(kind: RowKind) -> str:
    """Return what becomes of rows of a kind."""
    return _Words().kinds()[kind]


def kind_meaning(kind: RowKind) -> str:
    """Return what a kind of rows is, in a sentence."""
    return _Words().meanings()[kind]


def encoding_words(encoding: str) -> str:
    """Return what an encoding is called."""
    return _Words().encodings()[encoding]


class _Words(QObject):
    """The translator's context of these words."""

    def row(self, row: PreviewRow) -> TickRow:
        number = QLocale().toString
        line = self.tr("Line {number}").format(number=number(row.line))
        kind = self.marks()[row.kind]
        said = " · ".join(filter(None, (line, self.why(row), *self.facts(row))))
        name = row.name or self.tr("no name")
        return TickRow(
            name,
            key=row.line,
            detail=said,
            trailing=kind,
            may_tick=row.kind in TAKEABLE,
            spoken=f"{name}. {kind}. {said}",
        )

    def facts(self, row: PreviewRow) -> Iterable[str]:
        """Yield what a row says of somebody; of one that changes her, what stood there before."""
        if row.kind is RowKind.CHANGED and row.before is not None:
            yield row.person
            yield from self.changes(row, row.before)
            return
        yield row.person
        yield role_name(row.role) or row.role
        yield row.email

    def changes(self, row: PreviewRow, before: CampusPerson) -> Iterable[str]:
        changed = row.facts.get("changed", ())
        told = {
            "name": (self.tr("name, before: {before}"), before.name),
            "role": (self.tr("role, before: {before}"), role_name(before.role) or before.role),
            "campus": (self.tr("campus, before: {before}"), before.campus),
            "email": (self.tr("e-mail, before: {before}"), before.email),
        }
        for column, (template, was) in told.items():
            if isinstance(changed, Iterable) and column in changed:
                yield template.format(before=was or "–")

    def why(self, row: PreviewRow) -> str:
        """Return why a row is refused or doubtful."""
        if row.kind not in (RowKind.REFUSED, RowKind.DOUBTFUL):
            return ""
        return row_reason(row.reason, row.facts) or self.tr("Look at this row again.")

    def kinds(self) -> Mapping[RowKind, str]:
        return {
            RowKind.NEW: self.tr("New"),
            RowKind.CHANGED: self.tr("Changed"),
            RowKind.DOUBTFUL: self.tr("To look at"),
            RowKind.REFUSED: self.tr("Not possible"),
            RowKind.SAME: self.tr("The same"),
        }

    def marks(self) -> Mapping[RowKind, str]:
        return {
            RowKind.NEW: self.tr("new"),
            RowKind.CHANGED: self.tr("changed"),
            RowKind.DOUBTFUL: self.tr("to look at"),
            RowKind.REFUSED: self.tr("not possible"),
            RowKind.SAME: self.tr("the same"),
        }

    def meanings(self) -> Mapping[RowKind, str]:
        return {
            RowKind.NEW: self.tr("Not on your list yet"),
            RowKind.CHANGED: self.tr("On your list, with something else"),
            RowKind.DOUBTFUL: self.tr("Taken in only where you tick it"),
            RowKind.REFUSED: self.tr("Not taken in: mend it in your table, and import that again"),
            RowKind.SAME: self.tr("On your list exactly so: nothing is done"),
        }

    def encodings(self) -> Mapping[str, str]:
        return {
            "utf-8": self.tr("UTF-8"),
            "windows-1252": self.tr("Western European (Windows)"),
            "windows-1256": self.tr("Arabic (Windows)"),
            "mac-roman": self.tr("Western European (Macintosh)"),
            "utf-16": self.tr("Unicode text (UTF-16)"),
        }
