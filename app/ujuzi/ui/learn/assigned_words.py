"""What an institution asks somebody to study, in words."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject

from ujuzi.services.study.learning import AssignedCourse
from ujuzi.ui.look.dates import day_of


def asked_words(assigned: AssignedCourse) -> str:
    """Return that a course is asked for, of which cohort, and from when until when."""
    return _Words().asked(assigned)


def missing_words(assigned: AssignedCourse) -> str:
    """Return that a course is asked for and is not on this computer."""
    return _Words().missing(assigned)


class _Words(QObject):
    """The translator's context of these words."""

    def asked(self, assigned: AssignedCourse) -> str:
        begins, ends = (
            day_of(day) if day is not None else "" for day in (assigned.begins, assigned.ends)
        )
        if begins and ends:
            said = self.tr("Your institution asks you to study this from {begins} until {ends}")
        elif ends:
            said = self.tr("Your institution asks you to study this until {ends}")
        elif begins:
            said = self.tr("Your institution asks you to study this from {begins}")
        else:
            said = self.tr("Your institution asks you to study this")
        told = said.format(begins=begins, ends=ends)
        return " \N{MIDDLE DOT} ".join(filter(None, (told, self.cohorts(assigned))))

    def missing(self, assigned: AssignedCourse) -> str:
        told = self.tr(
            "The course “{course}” is not on this computer yet. Ask your coordinator for it."
        ).format(course=assigned.course)
        return f"{told} {self.asked(assigned)}."

    def cohorts(self, assigned: AssignedCourse) -> str:
        return QLocale().createSeparatedList(list(assigned.cohorts))
