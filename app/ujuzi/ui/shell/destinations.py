"""Where one can go in the window: a frozen type a place, so that mypy finds a wrong parameter.

A page says where a person wants to go (`Page.go`) and imports no other page; `ui/places.py` says
which page shows what.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Destination:
    """A place, and what is to be shown there."""

    def again(self) -> Destination:
        """Return what coming back leads to: the same, less what is done only once."""
        return self


# The door


@dataclass(frozen=True)
class ToFirstStart(Destination):
    """A profile for somebody new."""


@dataclass(frozen=True)
class ToSignIn(Destination):
    """Who comes back, and proves it; `learner` is who said that it is she."""

    learner: str = ""

    def again(self) -> ToSignIn:
        return ToSignIn()


# Courses


@dataclass(frozen=True)
class ToLearn(Destination):
    """The courses of this computer; `file` is a course to look at and to offer."""

    file: Path | None = None

    def again(self) -> ToLearn:
        return ToLearn()


@dataclass(frozen=True)
class ToCourse(Destination):
    """One course."""

    course: str


@dataclass(frozen=True)
class ToSearch(Destination):
    """Words in any lesson."""


@dataclass(frozen=True)
class ToActivity(Destination):
    """An activity, in the page of its kind."""

    pack: str
    activity: str


@dataclass(frozen=True)
class ToReader(Destination):
    """A lesson, video or handout."""

    pack: str
    activity: str


@dataclass(frozen=True)
class ToQuiz(Destination):
    """A practice quiz."""

    pack: str
    activity: str


# What one is able to do


@dataclass(frozen=True)
class ToCompetencies(Destination):
    """How one rates oneself."""


@dataclass(frozen=True)
class ToSelfAssessment(Destination):
    """The statements of a framework."""

    framework: str


@dataclass(frozen=True)
class ToAssessments(Destination):
    """What may be sat, and what came of it."""


@dataclass(frozen=True)
class ToSitting(Destination):
    """One attempt at an assessment."""

    pack: str
    assessment: str


@dataclass(frozen=True)
class ToCertificates(Destination):
    """The certificates that one holds."""


@dataclass(frozen=True)
class ToCertificate(Destination):
    """One certificate."""

    certificate: str


@dataclass(frozen=True)
class ToCheck(Destination):
    """Whether a certificate is genuine."""


# Oneself, and this computer


@dataclass(frozen=True)
class ToProgress(Destination):
    """What one has done."""


@dataclass(frozen=True)
class ToNotes(Destination):
    """What one wrote and marked."""


@dataclass(frozen=True)
class ToSync(Destination):
    """What has reached the hub."""


@dataclass(frozen=True)
class ToHelp(Destination):
    """Help and about; `topic` names a page of it."""

    topic: str = ""


@dataclass(frozen=True)
class ToSettings(Destination):
    """Settings; `at_code` begins where a sign-in code is typed."""

    at_code: bool = False

    def again(self) -> ToSettings:
        return ToSettings()
