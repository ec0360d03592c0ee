"""What a learner does in a course, recorded: opened, left, completed, noted, marked.

Every method that records is durable when it returns. A visit costs one event, on leaving; while
it lasts, its position is a local row, and a visit that a power cut ended is closed when the
activity is next opened. Reading records nothing: an activity is shown where the disk is full, too,
and text that could not be kept there waits in memory until it can.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.course import Course
from ujuzi.domain.event import (
    ActivityBody,
    ActivityCompleted,
    ActivityLeft,
    ActivityOpened,
    ActivityReopened,
    BookmarkSet,
    CourseCompleted,
    Enrolled,
    Event,
    LearnerId,
    NoteWritten,
)
from ujuzi.domain.progress import ITSELF, course_is_complete
from ujuzi.errors import Code, RefusedError
from ujuzi.services.clock import Clock
from ujuzi.services.study.assigned import AssignedCourse as AssignedCourse
from ujuzi.services.study.assigned import assigned_to
from ujuzi.services.study.library import Library
from ujuzi.store import drafts, event_log, projections
from ujuzi.store.database import Database
from ujuzi.store.drafts import OpenVisit

NOTE_CHARACTERS_MOST = 20_000
NOTE_SLOT = "note"
"""Of the draft of a new note; that of a change has the note's id as well."""
WEEKS_SHOWN = 12
WEEK_MILLISECONDS = 7 * 24 * 3600 * 1000
FIRST_MONDAY = 4 * 24 * 3600 * 1000
"""1970-01-05T00:00Z, in milliseconds."""


@dataclass(frozen=True, slots=True)
class ActivityVisit:
    """An activity that has been opened: where to resume, and the seconds spent in it before."""

    pack: str
    course: str
    activity: str
    position: float
    completed: bool
    marked: bool
    seconds: int


@dataclass(frozen=True, slots=True)
class Completion:
    """What completing an activity led to."""

    activity_was_new: bool
    course_completed: bool
    next_activity: str | None


@dataclass(frozen=True, slots=True)
class Note:
    """A note with where it belongs; titles are empty where the course is gone."""

    note: str
    course: str
    activity: str
    text: str
    position: float
    written_at: int
    course_title: str
    activity_title: str
    pack: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A marked activity."""

    course: str
    activity: str
    course_title: str
    activity_title: str
    pack: str


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """One course: required activities done, time, and the mean best score of its quizzes."""

    course: str
    language: str
    title: str
    required: int
    completed: int
    seconds: int
    best_percent: int | None
    state: str


@dataclass(frozen=True, slots=True)
class CompetencyProgress:
    """Required activities, over all courses here, that serve one competency."""

    competency: str
    required: int
    completed: int


@dataclass(frozen=True, slots=True)
class LearnerProgress:
    """All that a learner has done; `weeks` is (Monday as milliseconds, completed activities)."""

    courses: tuple[CourseProgress, ...]
    competencies: tuple[CompetencyProgress, ...]
    seconds: int
    completed_activities: int
    weeks: tuple[tuple[int, int], ...]


class Learning:
    """What learners do on one computer."""

    def __init__(self, db: Database, library: Library, clock: Clock) -> None:
        self._db = db
        self._library = library
        self._clock = clock
        self._unkept: dict[tuple[LearnerId, str, str, str], str] = {}
        """Typed text by learner, course, activity and slot that is not on the disk yet."""

    def assigned(self, learner: LearnerId) -> tuple[AssignedCourse, ...]:
        """Return what her institution asks a learner to study, what ends first before the rest."""
        return assigned_to(self._db, learner)

    def standing(self, learner: LearnerId, pack: str, activity: str) -> ActivityVisit:
        """Return where an activity goes on; writes nothing."""
        self._library.activity(pack, activity)
        course = self._library.outline(pack).id
        state = projections.ACTIVITIES.get(self._db, learner, course, activity)
        positions = (
            cut.position
            for cut in drafts.open_visits(self._db, learner)
            if (cut.course, cut.activity) == (course, activity)
        )
        return ActivityVisit(
            pack=pack,
            course=course,
            activity=activity,
            position=next(positions, state.position),
            completed=state.done_at is not None,
            marked=state.marked,
            seconds=state.seconds_on_task,
        )

    def open(self, learner: LearnerId, pack: str, activity: str) -> ActivityVisit:
        """Record that an activity came on the screen; the first one of a course enrols."""
        outline = self._library.outline(pack)
        self._library.activity(pack, activity)
        course = outline.id
        with self._db.atomic():
            self._close_cut_visits(learner)
            if projections.COURSES.get(self._db, learner, course).enrolled_at is None:
                self._append(learner, Enrolled(course=course))
            self._append(learner, ActivityOpened(course=course, activity=activity, pack=pack))
        return self.standing(learner, pack, activity)

    def keep_position(
        self, learner: LearnerId, pack: str, activity: str, position: float, seconds: int
    ) -> None:
        """Keep where a visit is, and its seconds on task so far, as a local row."""
        course = self._library.outline(pack).id
        drafts.put_visit(self._db, learner, OpenVisit(course, activity, pack, position, seconds))

    def leave(
        self, learner: LearnerId, pack: str, activity: str, position: float, seconds: int
    ) -> None:
        """Record the end of a visit that lasted `seconds` on task."""
        course = self._library.outline(pack).id
        with self._db.atomic():
            self._leave(learner, OpenVisit(course, activity, pack, position, seconds))

    def complete(self, learner: LearnerId, pack: str, activity: str) -> Completion:
        """Record that an activity is done; the last required one completes the course."""
        outline = self._library.outline(pack)
        course = outline.id
        with self._db.atomic():
            before = projections.COURSES.get(self._db, learner, course)
            was_done = activity in before.done()
            if not was_done:
                times = before.undone.get(activity, 0)
                body = ActivityCompleted(course=course, activity=activity, pack=pack, times=times)
                self._append(learner, body)
            after = projections.COURSES.get(self._db, learner, course)
            newly = after.done_at is None and course_is_complete(outline, after.done())
            if newly:
                times = after.undone.get(ITSELF, 0)
                self._append(learner, CourseCompleted(course=course, pack=pack, times=times))
        following = _after(outline, activity)
        return Completion(not was_done, newly, following)

    def reopen(self, learner: LearnerId, pack: str, activity: str) -> None:
        """Take back that an activity is done, and with it what it completed."""
        outline = self._library.outline(pack)
        course = outline.id
        with self._db.atomic():
            state = projections.COURSES.get(self._db, learner, course)
            done = state.done()
            if activity not in done:
                return
            rest = done - {activity}
            falls = state.done_at is not None and not course_is_complete(outline, rest)
            body = ActivityReopened(
                course=course,
                activity=activity,
                pack=pack,
                times=state.undone.get(activity, 0) + 1,
                course_times=state.undone.get(ITSELF, 0) + 1 if falls else 0,
            )
            self._append(learner, body)

    def notes(
        self, learner: LearnerId, course: str | None = None, activity: str | None = None
    ) -> tuple[Note, ...]:
        """Return a learner's notes, latest first; of one course or activity where named."""
        titles = self._titles(learner)
        found = []
        for (note,), state in projections.NOTES.find(self._db, learner).items():
            wanted = course in (None, state.course) and activity in (None, state.activity)
            if not state.text or not wanted:
                continue
            course_title, activity_title, pack = titles.names(state.course, state.activity)
            found.append(
                Note(
                    note=note,
                    course=state.course,
                    activity=state.activity,
                    text=state.text,
                    position=state.position,
                    written_at=state.written_at,
                    course_title=course_title,
                    activity_title=activity_title,
                    pack=pack,
                )
            )
        return tuple(sorted(found, key=lambda note: -note.written_at))

    def write_note(
        self,
        learner: LearnerId,
        pack: str,
        activity: str,
        text: str,
        position: float = 0.0,
        note: str | None = None,
    ) -> str:
        """Write a new note, or another text of `note`; empty text removes it. Return its id.

        Its draft is done with. Raises RefusedError `note-too-long`; the draft stays.
        """
        if len(text) > NOTE_CHARACTERS_MOST:
            raise RefusedError(
                Code.NOTE_TOO_LONG, f"A note has at most {NOTE_CHARACTERS_MOST} characters.",
                most=NOTE_CHARACTERS_MOST,
            )  # fmt: skip
        slot, note = note_slot(note), note or secrets.token_hex(8)
        course = self._library.outline(pack).id
        body = NoteWritten(
            course=course, activity=activity, pack=pack, note=note, text=text, position=position
        )
        with self._db.atomic():
            self._append(learner, body)
            drafts.put(self._db, learner, course, activity, slot, "")
        self.confirm(learner, course, activity, slot)
        return note

    def set_bookmark(self, learner: LearnerId, pack: str, activity: str, *, marked: bool) -> None:
        """Mark an activity, or take its mark away."""
        course = self._library.outline(pack).id
        self._append(
            learner, BookmarkSet(course=course, activity=activity, pack=pack, marked=marked)
        )

    def bookmarks(self, learner: LearnerId) -> tuple[Bookmark, ...]:
        """Return the marked activities, by course."""
        titles = self._titles(learner)
        return tuple(
            Bookmark(course, activity, *titles.names(course, activity))
            for (course, activity), state in projections.ACTIVITIES.find(self._db, learner).items()
            if state.marked
        )

    def keep_draft(
        self, learner: LearnerId, pack: str, activity: str, slot: str, text: str
    ) -> None:
        """Keep typed text that is not confirmed yet; `slot` is `note_slot`'s or an item's id.

        Where it cannot be written it is kept in memory, until `keep_again`.
        """
        key = (learner, self._library.outline(pack).id, activity, slot)
        self._unkept[key] = text
        drafts.put(self._db, *key, text)
        del self._unkept[key]

    def confirm(self, learner: LearnerId, course: str, activity: str, slot: str) -> None:
        """Wait no more to keep typed text: it has been recorded."""
        self._unkept.pop((learner, course, activity, slot), None)

    @property
    def has_unkept(self) -> bool:
        """Whether typed text is in memory alone."""
        return any(self._unkept.values())

    def keep_again(self) -> None:
        """Write the typed text that could not be; raises WorldError where that is still so."""
        for key, text in tuple(self._unkept.items()):
            drafts.put(self._db, *key, text)
            del self._unkept[key]

    def draft(self, learner: LearnerId, pack: str, activity: str, slot: str) -> str:
        """Return typed text that was not confirmed, or nothing."""
        key = (learner, self._library.outline(pack).id, activity, slot)
        unkept = self._unkept.get(key)
        return drafts.get(self._db, *key) if unkept is None else unkept

    def progress(self, learner: LearnerId) -> LearnerProgress:
        """Return all that a learner has done on the courses of this computer."""
        by_course: dict[str, dict[str, ActivityState]] = defaultdict(dict)
        for (course, name), state in projections.ACTIVITIES.find(self._db, learner).items():
            by_course[course][name] = state
        courses = []
        competencies: dict[str, list[bool]] = defaultdict(list)
        for card in self._library.courses(learner):
            outline = self._library.outline(card.pack)
            states = by_course.get(card.course, {})
            for module in outline.modules:
                for activity in module.activities:
                    done = activity.id in states and states[activity.id].done_at is not None
                    for competency in module.competencies if activity.required else ():
                        competencies[competency].append(done)
            if card.state == "new":
                continue
            scores = [state.best.fraction for state in states.values() if state.best]
            courses.append(
                CourseProgress(
                    course=card.course,
                    language=card.language,
                    title=card.title,
                    required=card.required,
                    completed=card.completed,
                    seconds=sum(state.seconds_on_task for state in states.values()),
                    best_percent=round(100 * sum(scores) / len(scores)) if scores else None,
                    state=card.state,
                )
            )
        everything = [state for states in by_course.values() for state in states.values()]
        finished = [s.done_at for s in everything if s.done_at is not None]
        return LearnerProgress(
            courses=tuple(courses),
            competencies=tuple(
                CompetencyProgress(name, len(done), sum(done))
                for name, done in sorted(competencies.items())
            ),
            seconds=sum(state.seconds_on_task for state in everything),
            completed_activities=len(finished),
            weeks=_weeks(finished, self._clock.now()),
        )

    def _append(self, learner: LearnerId, body: Enrolled | CourseCompleted | ActivityBody) -> Event:
        return event_log.append(self._db, learner, body, self._clock.now())

    def _leave(self, learner: LearnerId, visit: OpenVisit) -> None:
        state = projections.ACTIVITIES.get(self._db, learner, visit.course, visit.activity)
        here = state.seconds.get(event_log.device_id(self._db), 0)
        self._append(
            learner,
            ActivityLeft(
                course=visit.course,
                activity=visit.activity,
                pack=visit.pack,
                position=visit.position,
                seconds=here + visit.seconds,
            ),
        )
        drafts.close_visit(self._db, learner, visit.course, visit.activity)

    def _close_cut_visits(self, learner: LearnerId) -> None:
        for visit in drafts.open_visits(self._db, learner):
            self._leave(learner, visit)

    def _titles(self, learner: LearnerId) -> _Titles:
        packs = {card.course: card.pack for card in self._library.courses(learner)}
        outlines = {course: self._library.outline(pack) for course, pack in packs.items()}
        return _Titles(outlines, packs)


@dataclass(frozen=True, slots=True)
class _Titles:
    """Titles in the learner's language."""

    outlines: dict[str, Course]
    packs: dict[str, str]

    def names(self, course: str, activity: str) -> tuple[str, str, str]:
        """Return the course's title, the activity's, and the pack; empty where they are gone."""
        outline = self.outlines.get(course)
        if outline is None:
            return ("", "", "")
        titles = {a.id: a.title for a in outline.activities}
        return (outline.title, titles.get(activity, ""), self.packs[course])


def note_slot(note: str | None = None) -> str:
    """Return the slot of what is typed for a new note, or for a change of `note`."""
    return f"{NOTE_SLOT} {note}" if note else NOTE_SLOT


def _after(outline: Course, activity: str) -> str | None:
    """Return the activity that follows in the order of study."""
    ids = [each.id for each in outline.activities]
    place = ids.index(activity) + 1 if activity in ids else len(ids)
    return ids[place] if place < len(ids) else None


def _weeks(finished: list[int], now: int) -> tuple[tuple[int, int], ...]:
    """Count completions by week (Monday to Sunday, UTC), oldest first, up to this week."""
    monday = now - (now - FIRST_MONDAY) % WEEK_MILLISECONDS
    mondays = [monday - i * WEEK_MILLISECONDS for i in reversed(range(WEEKS_SHOWN))]
    return tuple(
        (start, sum(start <= at < start + WEEK_MILLISECONDS for at in finished))
        for start in mondays
    )
