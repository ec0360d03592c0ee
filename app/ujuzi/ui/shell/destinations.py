"""Where one can go in the window: a frozen type a place, so that mypy finds a wrong parameter.

A page says where a person wants to go (`Page.go`) and imports no other page; `ui/places.py` says
which page shows what.
"""

from __future__ import annotations

from pathlib import Path

import msgspec


class Destination(msgspec.Struct, frozen=True):
    """A place, and what is to be shown there."""

    def again(self) -> Destination:
        """Return what coming back leads to: the same, less what is done only once."""
        return self


# The door


class ToFirstStart(Destination, frozen=True):
    """A profile for somebody new."""


class ToSignIn(Destination, frozen=True):
    """Who comes back, and proves it; `learner` is who said that it is she."""

    learner: str = ""

    def again(self) -> ToSignIn:
        return ToSignIn()


# Courses


class ToLearn(Destination, frozen=True):
    """The courses of this computer; `file` is a course to look at and to offer."""

    file: Path | None = None

    def again(self) -> ToLearn:
        return ToLearn()


class ToAnnouncements(Destination, frozen=True):
    """All that is announced to whoever studies here."""


class ToCourse(Destination, frozen=True):
    """One course."""

    course: str


class ToSearch(Destination, frozen=True):
    """Words in any lesson."""


class ToActivity(Destination, frozen=True):
    """An activity, in the page of its kind."""

    pack: str
    activity: str


class ToReader(Destination, frozen=True):
    """A lesson, video or handout."""

    pack: str
    activity: str


class ToQuiz(Destination, frozen=True):
    """A practice quiz."""

    pack: str
    activity: str


# What one is able to do


class ToCompetencies(Destination, frozen=True):
    """How one rates oneself."""


class ToSelfAssessment(Destination, frozen=True):
    """The statements of a framework."""

    framework: str


class ToAssessments(Destination, frozen=True):
    """What may be sat, and what came of it."""


class ToAppeal(Destination, frozen=True):
    """Asking for a second look at the result of one attempt, at what is called `title`."""

    attempt: str
    title: str = ""


class ToSitting(Destination, frozen=True):
    """One attempt at an assessment."""

    pack: str
    assessment: str


class ToCertificates(Destination, frozen=True):
    """The certificates that one holds."""


class ToCertificate(Destination, frozen=True):
    """One certificate."""

    certificate: str


class ToCheck(Destination, frozen=True):
    """Whether a certificate is genuine."""


# Oneself, and this computer


class ToProgress(Destination, frozen=True):
    """What one has done."""


class ToNotes(Destination, frozen=True):
    """What one wrote and marked."""


class ToSync(Destination, frozen=True):
    """What has reached the hub; `courses_in` is a folder whose courses are to be offered."""

    courses_in: Path | None = None

    def again(self) -> ToSync:
        return ToSync()


# The campus


class ToCampus(Destination, frozen=True):
    """What needs the coordinator this week."""


class ToCollect(Destination, frozen=True):
    """Collecting, sending on and preparing the stick."""


class ToComputers(Destination, frozen=True):
    """The computers of the campus; `only` are the keys of those that are asked about."""

    only: tuple[str, ...] = ()


class ToCampusComputer(Destination, frozen=True):
    """One computer of the campus, by its key."""

    computer: str


class ToReports(Destination, frozen=True):
    """How people stand; `only` are those who are asked about (`ReportOnly`), else everybody."""

    only: str = ""


class ToLeadersReports(Destination, frozen=True):
    """How groups of people of the institution stand, for its leaders."""


class ToPeople(Destination, frozen=True):
    """The people of the campus; `words` are pieces of a name, `only` says who (`PeopleOnly`).

    Of a `cohort`, where one is named.
    """

    words: str = ""
    only: str = ""
    cohort: str = ""


class ToPerson(Destination, frozen=True):
    """Somebody, by staff number or by a profile; of neither, somebody who is to be added."""

    person: str = ""
    learner: str = ""


class ToRosterImport(Destination, frozen=True):
    """A list of people, and what taking it in will do."""


class ToCohort(Destination, frozen=True):
    """The cohorts of the campus, or one of them."""

    cohort: str = ""


class ToSlips(Destination, frozen=True):
    """Codes for these people, as slips to be cut and handed out."""

    people: tuple[str, ...] = ()

    def again(self) -> Destination:
        return ToPeople()  # each time codes are made, the old ones end


class ToCampusAnnouncements(Destination, frozen=True):
    """What the coordinator lets her campus know."""


class ToOffice(Destination, frozen=True):
    """Where a coordinator types her six words; then she goes on with `computer`, or to `after`."""

    computer: str = ""
    after: Destination | None = None


class ToCollectionReceipt(Destination, frozen=True):
    """What has arrived of each computer, on paper."""


# Help, and how one likes it


class ToHelp(Destination, frozen=True):
    """Help and about; `topic` names a page of it."""

    topic: str = ""


class ToSettings(Destination, frozen=True):
    """Settings; `at_code` begins where a sign-in code is typed."""

    at_code: bool = False

    def again(self) -> ToSettings:
        return ToSettings()
