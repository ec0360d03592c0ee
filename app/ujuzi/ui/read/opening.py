"""What the reader needs of an activity, fetched in one question. Runs on the worker, without Qt.

A lesson comes with its section rendered and the pictures of that section, so that drawing it asks
nothing more. A picture that the pack does not hold is left out.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from ujuzi.domain.course import Activity, ActivityKind, Course, Module
from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.services.desk import Desk
from ujuzi.services.study.course_views import HandoutView, LessonView, VideoView
from ujuzi.services.study.learning import ActivityVisit, Note, note_slot

PICTURES_BYTES_MOST = 64_000_000
"""Of one section; what comes after is told by its alternative text."""


@dataclass(frozen=True, slots=True)
class Newer:
    """An activity that only a later version of the program can show; perhaps its paper form."""

    paper: HandoutView | None


@dataclass(frozen=True, slots=True)
class OpenedSection:
    """One section of a lesson, rendered, with the pictures that it shows."""

    lesson: LessonView
    index: int
    pictures: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Video:
    """A video, and its transcript as a section where it has one."""

    view: VideoView
    transcript: OpenedSection | None


@dataclass(frozen=True, slots=True)
class OpenedActivity:
    """An activity that came on the screen, and what one learner has there."""

    visit: ActivityVisit
    course: Course
    module: Module
    activity: Activity
    content: OpenedSection | Video | HandoutView | Newer
    notes: tuple[Note, ...]
    draft: str
    changes: dict[str, str]
    """Typed text of notes that are being changed, by note."""

    @property
    def handout(self) -> HandoutView | None:
        """The PDF that is shown, where one is."""
        content = self.content
        if isinstance(content, Newer):
            return content.paper
        return content if isinstance(content, HandoutView) else None

    @property
    def before(self) -> Activity | None:
        """The activity before this one in the order of study."""
        return self._beside(-1)

    @property
    def after(self) -> Activity | None:
        """The activity after this one."""
        return self._beside(1)

    def _beside(self, step: int) -> Activity | None:
        activities = list(self.course.activities)
        place = activities.index(self.activity) + step
        return activities[place] if 0 <= place < len(activities) else None


def open_activity(desk: Desk, learner: LearnerId, pack: str, activity: str) -> OpenedActivity:
    """Fetch an activity, recording nothing: it can be read where nothing can be written.

    Raises RefusedError where it, or what it shows, is not here.
    """
    outline = desk.library.outline(pack)
    found = desk.library.activity(pack, activity)
    visit = desk.learning.standing(learner, pack, activity)
    notes = desk.learning.notes(learner, outline.id, activity)
    typed = {
        note.note: desk.learning.draft(learner, pack, activity, note_slot(note.note))
        for note in notes
    }
    return OpenedActivity(
        visit=visit,
        course=outline,
        module=outline.module_of(activity),
        activity=found,
        content=_content(desk, pack, found, 0.0 if visit.completed else visit.position),
        notes=notes,
        draft=desk.learning.draft(learner, pack, activity, note_slot()),
        changes={note: text for note, text in typed.items() if text},
    )


def section(desk: Desk, pack: str, lesson: LessonView, index: int) -> OpenedSection:
    """Render one section and fetch its pictures."""
    pictures: dict[str, bytes] = {}
    room = PICTURES_BYTES_MOST
    for path in lesson.sections[index].pictures:
        try:
            data = desk.library.object(pack, path)
        except RefusedError:
            continue
        room -= len(data)
        if room < 0:
            break
        pictures[path] = data
    return OpenedSection(lesson, index, pictures)


def section_at(position: float, sections: int) -> tuple[int, float]:
    """Return the section in which a position of the whole lesson lies, and where in it."""
    along = min(max(position, 0.0), 1.0) * sections
    index = min(int(along), sections - 1)
    return index, along - index


def position_of(index: int, place: float, sections: int) -> float:
    """Return the position in the whole lesson of a place in one section."""
    return (index + place) / sections


def _content(
    desk: Desk, pack: str, activity: Activity, position: float
) -> OpenedSection | Video | HandoutView | Newer:
    match activity.kind:
        case ActivityKind.LESSON:
            lesson = desk.library.lesson(pack, activity.id)
            index, _ = section_at(position, len(lesson.sections))
            return section(desk, pack, lesson, index)
        case ActivityKind.VIDEO:
            view = desk.library.video(pack, activity.id)
            transcript = section(desk, pack, view.transcript, 0) if view.transcript else None
            return Video(view, transcript)
        case ActivityKind.HANDOUT:
            return desk.library.handout(pack, activity.id)
        case _:
            return Newer(desk.library.paper_form(pack, activity.id))


def save_copy(source: Path, target: Path) -> None:
    """Copy a file of a pack to where a person wants it; raises WorldError."""
    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise WorldError(
            Code.COPY_NOT_SAVED, f"The copy could not be saved: {error.strerror}.", path=str(target)
        ) from error
