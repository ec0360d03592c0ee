"""A course's outline: course > module > activity, as a pack's manifest carries it.

Later versions of the program add fields, with defaults, and kinds. Readers pass over a field that
they do not know, and read a kind that they do not know as `UNKNOWN`: the rest of the course is
there all the same. What is signed and kept is the manifest's bytes, so an update reads it whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from ujuzi.domain.assessment import Assessment


class CourseKind(StrEnum):
    """Where a course stands between general and local (DESIGN section 2)."""

    GENERAL = "general"
    LOCALISED = "localised"
    CUSTOMISED = "customised"
    UNKNOWN = "unknown"
    """Of a later version of the program."""

    @classmethod
    def _missing_(cls, _value: object) -> CourseKind:
        return cls.UNKNOWN


class ActivityKind(StrEnum):
    """What an activity is."""

    LESSON = "lesson"
    VIDEO = "video"
    HANDOUT = "handout"
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"
    INTERACTIVE = "interactive"
    UNKNOWN = "unknown"
    """Of a later version of the program."""

    @classmethod
    def _missing_(cls, _value: object) -> ActivityKind:
        return cls.UNKNOWN


class Activity(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One thing to do. Paths name objects of the pack; `minutes` is the expected time.

    `handout` is its paper form, a PDF: for programs that do not know its kind.
    """

    id: str
    kind: ActivityKind
    title: str
    file: str
    minutes: int = 5
    required: bool = True
    captions: str = ""
    transcript: str = ""
    poster: str = ""
    handout: str = ""


class Module(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Activities that belong together; `competencies` are compact IRIs: unesco-ai-cft:1.1.

    `objectives` go on after *You will be able to*.
    """

    id: str
    title: str
    competencies: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()


class Course(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One version of a course in one language (`language` is BCP 47, `licence` SPDX)."""

    id: str
    title: str
    language: str
    kind: CourseKind
    version: int
    publisher: str
    licence: str = ""
    summary: str = ""
    workload_hours: float = 0
    competencies: tuple[str, ...] = ()
    modules: tuple[Module, ...] = ()
    assessments: tuple[Assessment, ...] = ()

    @property
    def activities(self) -> Iterator[Activity]:
        """Every activity, in the order of study."""
        for module in self.modules:
            yield from module.activities

    def activity(self, activity_id: str) -> Activity:
        """Return one activity; KeyError where this version has none of that id."""
        for activity in self.activities:
            if activity.id == activity_id:
                return activity
        raise KeyError(activity_id)

    def assessment(self, assessment_id: str) -> Assessment:
        """Return one assessment; KeyError where this version has none of that id."""
        for assessment in self.assessments:
            if assessment.id == assessment_id:
                return assessment
        raise KeyError(assessment_id)

    def module_of(self, activity_id: str) -> Module:
        """Return the module that holds an activity; KeyError where none does."""
        for module in self.modules:
            if any(activity.id == activity_id for activity in module.activities):
                return module
        raise KeyError(activity_id)
