"""A course's outline: course > module > activity, as a pack's manifest carries it."""

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


class ActivityKind(StrEnum):
    """What an activity is."""

    LESSON = "lesson"
    VIDEO = "video"
    HANDOUT = "handout"
    QUIZ = "quiz"
    ASSIGNMENT = "assignment"
    INTERACTIVE = "interactive"


class Activity(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One thing to do. Paths name objects of the pack; `minutes` is the expected time."""

    id: str
    kind: ActivityKind
    title: str
    file: str
    minutes: int = 5
    required: bool = True
    captions: str = ""
    transcript: str = ""
    poster: str = ""


class Module(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Activities that belong together; `competencies` are compact IRIs: unesco-ai-cft:1.1."""

    id: str
    title: str
    competencies: tuple[str, ...] = ()
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
