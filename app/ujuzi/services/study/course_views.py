"""A course as pages show it to one learner: its card, what she did in it, its media, a find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.course import Activity, Course
from ujuzi.domain.progress import CourseState
from ujuzi.packs.lesson.page import LessonView as LessonView
from ujuzi.store.catalogue import InstalledPack

if TYPE_CHECKING:
    from ujuzi.packs.captions import Cue as Cue


@dataclass(frozen=True, slots=True)
class CourseCard:
    """One course as *Learn* shows it to one learner, in her language where it is installed.

    `required` and `completed` count required activities; `state` is new, started or completed;
    `next_activity` is where to continue.
    """

    course: str
    language: str
    pack: str
    title: str
    summary: str
    publisher: str
    version: int
    workload_hours: float
    languages: tuple[str, ...]
    required: int
    completed: int
    state: str
    minutes_left: int
    next_activity: str
    next_title: str
    last_at: int | None
    installed_at: int

    @property
    def is_new(self) -> bool:
        """Whether this learner has not opened it yet."""
        return self.state == "new"


@dataclass(frozen=True, slots=True)
class CourseView:
    """One course with what one learner has done in it, by activity.

    `begun` says of each quiz that is under way how many of how many questions are answered.
    """

    card: CourseCard
    outline: Course
    pack: str
    states: Mapping[str, ActivityState]
    begun: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VideoView:
    """A video to show; `file` is None where the pack does not hold it."""

    title: str
    language: str
    file: Path | None
    captions: tuple[Cue, ...]
    transcript: LessonView | None
    poster: bytes | None


@dataclass(frozen=True, slots=True)
class HandoutView:
    """A PDF to show."""

    title: str
    file: Path


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An activity that was found; `snippet` is pieces of text, each with whether it matched."""

    pack: str
    course: str
    course_title: str
    activity: str
    activity_title: str
    snippet: tuple[tuple[str, bool], ...]


def card_of(
    pack: InstalledPack, outline: Course, state: CourseState, languages: tuple[str, ...]
) -> CourseCard:
    """Return the card of a course: a pack of it, and what one learner has done in it."""
    required = [activity for activity in outline.activities if activity.required]
    done = state.done()
    todo = [activity for activity in required if activity.id not in done]
    following = next_activity(outline, state)
    started = state.enrolled_at is not None
    finished = state.done_at is not None or (bool(required) and not todo)
    return CourseCard(
        course=pack.course,
        language=pack.language,
        pack=pack.pack,
        title=outline.title,
        summary=outline.summary,
        publisher=pack.publisher,
        version=pack.version,
        workload_hours=outline.workload_hours,
        languages=languages,
        required=len(required),
        completed=len(required) - len(todo),
        state="completed" if finished else "started" if started else "new",
        minutes_left=sum(activity.minutes for activity in todo),
        next_activity=following.id if following else "",
        next_title=following.title if following else "",
        last_at=state.last_at or None,
        installed_at=pack.installed_at,
    )


def next_activity(outline: Course, state: CourseState) -> Activity | None:
    """Return where to continue: what was left unfinished, or the next required one after it."""
    activities = list(outline.activities)
    places = [i for i, activity in enumerate(activities) if activity.id == state.last_activity]
    start = places[0] if places else 0
    done = state.done()
    for activity in activities[start:] + activities[:start]:
        unfinished = activity.id not in done
        if unfinished and (activity.required or activity.id == state.last_activity):
            return activity
    return activities[start] if activities else None
