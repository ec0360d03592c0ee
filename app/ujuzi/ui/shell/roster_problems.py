"""Why a file of people is no roster, and what is wrong with a row of one, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QLocale, QObject

from ujuzi.errors import Code


def roster_problem(code: str) -> str:
    """Return why a roster cannot be read, with places for the facts; nothing of another code."""
    return _Words().problem(code)


def row_reason(reason: str, facts: Mapping[str, object]) -> str:
    """Return why a row is refused or doubtful; nothing where it is neither."""
    return _Rows().reason(reason, facts)


class _Words(QObject):
    """The translator's context of these words."""

    def problem(self, code: str) -> str:
        told: dict[str, str] = {
            Code.COHORT_COURSES: self.tr(
                "These are more courses than one cohort can hold. Choose fewer, or make two"
                " cohorts."
            ),
            Code.COHORT_NAME: self.tr("Give the cohort a name, of at most {most} letters."),
            Code.COHORT_UNKNOWN: self.tr("This cohort is no longer there."),
            Code.DAYS_WRONG: self.tr("A cohort ends on the day on which it begins, or later."),
            Code.ENCODING_UNKNOWN: self.tr("Ujuzi does not know this way of writing letters."),
            Code.ROSTER_COLUMNS: self.tr(
                "Ujuzi found no row that names each column once. There must be one called “Staff"
                " number” and one called “Name”; “Role”, “Campus” and “Email” may stand beside"
                " them."
            ),
            Code.ROSTER_ROW: self.tr("This is not yet an entry of the list."),
            Code.SLIPS_STOPPED: self.tr("Stopped. Nobody was given a code."),
            Code.TABLE_BROKEN: self.tr(
                "This file is damaged, or no table that Ujuzi reads. Save it again as Excel"
                " (.xlsx), OpenDocument (.ods) or CSV UTF-8."
            ),
            Code.TABLE_LOCKED: self.tr(
                "This file is locked with a password. Save it without one, and choose it again."
            ),
            Code.TABLE_MALFORMED: self.tr(
                "Line {line} of this file cannot be read as a row of a table. Save it again as a"
                " spreadsheet, and choose that."
            ),
            Code.TABLE_TOO_LARGE: self.tr(
                "A list has at most {rows} rows. Delete what stands far below or far beside your"
                " list, and save it again."
            ),
            Code.TEXT_ENCODING: self.tr(
                "The letters of line {line} cannot be read. Choose how the file was saved, or save"
                " it as CSV UTF-8."
            ),
        }
        return told.get(code, "")


class _Rows(QObject):
    """The translator's context of what is wrong with rows."""

    def reason(self, reason: str, facts: Mapping[str, object]) -> str:
        told = {**self._refusals(), **self._doubts()}.get(reason, "")
        return told.format_map(_Said({name: self._said(name, facts[name]) for name in facts}))

    def _said(self, name: str, fact: object) -> str:
        if name == "column":
            return self._columns().get(str(fact), str(fact))
        if name == "people" and isinstance(fact, Iterable):
            return QLocale().createSeparatedList([str(each) for each in fact])
        return QLocale().toString(fact) if isinstance(fact, int) else str(fact)

    def _columns(self) -> dict[str, str]:
        return {
            "person": self.tr("Staff number"),
            "name": self.tr("Name"),
            "role": self.tr("Role"),
            "campus": self.tr("Campus"),
            "email": self.tr("Email"),
        }

    def _refusals(self) -> dict[str, str]:
        return {
            "person-missing": self.tr("The staff number is missing."),
            "name-missing": self.tr("The name is missing."),
            "role-missing": self.tr(
                "The role is missing: teacher, support, leader or coordinator."
            ),
            "role-unknown": self.tr(
                "“{value}” is no role. The roles are teacher, support, leader and coordinator."
            ),
            "too-long": self.tr("“{column}” is longer than {most} letters."),
            "spreadsheet": self.tr(
                "“{value}” under “{column}” was put there by the spreadsheet. Format the column as"
                " text, and type what belongs there."
            ),
            "spoilt": self.tr(
                "“{value}” under “{column}” has lost letters. Save the list again where it was"
                " made, as CSV UTF-8 or as a spreadsheet."
            ),
            "hidden": self.tr("“{column}” holds a character that nobody sees. Type it anew."),
            "name-address": self.tr("“{value}” is an address and no name."),
            "name-letters": self.tr("“{value}” is no name: it holds no letter."),
            "email-wrong": self.tr("“{value}” is no email address."),
            "twice": self.tr("{value} stands in line {line} already; that line counts."),
            "ambiguous": self.tr("{value} may be {people}. Write the number as it is on the list."),
            "herself": self.tr(
                "This is you. Nobody decides about herself: your administrator changes this row."
            ),
        }

    def _doubts(self) -> dict[str, str]:
        return {
            "may-be-date": self.tr(
                "{value} may be a date that the spreadsheet made of a number. Is it the number?"
            ),
            "may-be-grouped": self.tr(
                "{value} may be a number whose thousands the spreadsheet set apart. Is it the"
                " number?"
            ),
            "zeros-lost": self.tr(
                "The spreadsheet may have taken zeros from the start of {value}: other numbers have"
                " some."
            ),
            "decimals": self.tr("{value} has decimals. Is it the number?"),
            "name-elsewhere": self.tr(
                "{name} is on the list already, under number {person}. Is this another person?"
            ),
            "name-twice": self.tr(
                "The same name stands in line {line}, under number {person}. Are they two people?"
            ),
            "another-name": self.tr(
                "Under this number the list has {name}. Is this the same person?"
            ),
            "left": self.tr("She left the institution. Taken in, she is back."),
            "refused-before": self.tr(
                "The hub refused this person before. Taken in, she is sent to it once more."
            ),
            "campus-other": self.tr("The campus is “{value}”. Taken in, she is put on yours."),
        }


class _Said(dict[str, str]):
    """Facts in words; one that is absent leaves a gap."""

    def __missing__(self, name: str) -> str:
        return ""
