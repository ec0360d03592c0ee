"""What came of writing to a folder, in words: the same in the page and in the window's band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ujuzi.ui.shell.exchange_words import records
from ujuzi.ui.widgets.notice import Tone

if TYPE_CHECKING:
    from ujuzi.services.delivery.folders import FolderVisit


def writing(folder: str) -> str:
    """Return what is said while a folder is written to."""
    return _FolderWords().writing(folder)


def written(folder: str, visit: FolderVisit) -> tuple[str, Tone]:
    """Return what is said of a visit that went well, and in which tone."""
    return _FolderWords().written(folder, visit)


def asked(folder: str) -> tuple[str, str]:
    """Return the question about a stick that is known to be the campus's, and the word for yes."""
    return _FolderWords().asked(folder)


def brings(count: int) -> tuple[str, str]:
    """Return what is said of so many courses that a stick brings, and the word for seeing them."""
    return _FolderWords().brings(count)


class _FolderWords(QObject):
    """The translator's context of these words."""

    def writing(self, folder: str) -> str:
        return self.tr(
            "Writing to “{folder}”. Leave it in until it says here that it is safe to remove."
        ).format(folder=folder)

    def written(self, folder: str, visit: FolderVisit) -> tuple[str, Tone]:
        if visit.events:
            said = self.tr(
                "“{folder}” has {records} now, for your coordinator. Safe to remove."
            ).format(folder=folder, records=records(visit.events))
        else:
            said = self.tr(
                "Everything recorded here had arrived at the hub before. Safe to remove."
            )
        if visit.left:
            said += " " + self.tr(
                "There was no room for {records}: make room, or take another as well."
            ).format(records=records(visit.left))
        if visit.is_crowded:
            said += " " + self.tr(
                "Very many files lie there; your coordinator should tidy that folder up."
            )
        return said, "warning" if visit.left or visit.is_crowded else "done"

    def asked(self, folder: str) -> tuple[str, str]:
        question = self.tr(
            "“{folder}” is a stick of your campus. Write results to it by itself, whenever it is"
            " put in?"
        ).format(folder=folder)
        return question, self.tr("Yes, write by itself")

    def brings(self, count: int) -> tuple[str, str]:
        said = self.tr(
            "It brings %n course(s) that are new here: leave it in for those.", "", count
        )
        return said, self.tr("Look at the courses")
