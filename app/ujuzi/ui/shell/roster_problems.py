"""Why a file of people is no roster, in words."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ujuzi.errors import Code


def roster_problem(code: str) -> str:
    """Return why a roster cannot be read, with places for the facts; nothing of another code."""
    return _Words().problem(code)


class _Words(QObject):
    """The translator's context of these words."""

    def problem(self, code: str) -> str:
        told: dict[str, str] = {
            Code.ENCODING_UNKNOWN: self.tr("Ujuzi does not know this way of writing letters."),
            Code.ROSTER_COLUMNS: self.tr(
                "Ujuzi found no row that names each column once. There must be one called “Staff"
                " number” and one called “Name”; “Role”, “Campus” and “Email” may stand beside"
                " them."
            ),
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
