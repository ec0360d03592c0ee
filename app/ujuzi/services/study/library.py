"""The courses of this computer, as its learners read and search them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from ujuzi.domain.activity import ActivityState
from ujuzi.domain.assessment import Assessment
from ujuzi.domain.course import Activity, ActivityKind, Course
from ujuzi.domain.event import LearnerId
from ujuzi.domain.framework import Pathway
from ujuzi.domain.item import Questions, read_questions
from ujuzi.domain.progress import CourseState
from ujuzi.domain.text import WORD, natural, searchable
from ujuzi.errors import MALFORMED, Code, RefusedError, UjuziError
from ujuzi.packs.lesson.page import LessonView, render_lesson
from ujuzi.packs.objects import ObjectStore
from ujuzi.services.clock import Clock
from ujuzi.services.people.people import People
from ujuzi.services.study.course_views import (
    CourseCard,
    CourseView,
    HandoutView,
    SearchHit,
    VideoView,
    card_of,
)
from ujuzi.services.study.installed import (
    InstalledPacks,
    PackOffer,
    course_missing,
    object_missing,
)
from ujuzi.services.study.installing import Installer
from ujuzi.services.study.snippets import snippet
from ujuzi.store import projections, search_index
from ujuzi.store.database import Database

PDF = "application/pdf"


class Library(InstalledPacks):
    """The courses of one computer."""

    def __init__(
        self,
        db: Database,
        objects: ObjectStore,
        clock: Clock,
        people: People,
        pathways: Callable[[], Mapping[str, Pathway]],
    ) -> None:
        super().__init__(db, objects, clock, people)
        self._pathways = pathways

    def courses(self, learner: LearnerId) -> tuple[CourseCard, ...]:
        """Return a card a course: started ones first, latest first; then new; then completed.

        New ones stand in the order of the pathway of the learner's role, others behind them; in
        each place by title, 2 before 10.
        """
        states = projections.COURSES.find(self._db, learner)
        person = self._people.person(learner)
        preferences = person.preferences
        pathway = self._pathways().get(person.role)
        cards = []
        for course, packs in self._packs_by_course().items():
            wanted = preferences.course_languages.get(course, preferences.language)
            pack = packs.get(wanted) or next(iter(packs.values()))
            state = states.get((course,), CourseState())
            cards.append(card_of(pack, self.outline(pack.pack), state, tuple(packs)))
        order = {"started": 0, "new": 1, "completed": 2}

        def offer(card: CourseCard) -> tuple[object, ...]:
            place = pathway.place(card.course) if pathway and card.is_new else 0
            return order[card.state], place, -(card.last_at or 0), natural(card.title)

        return tuple(sorted(cards, key=offer))

    def course(self, learner: LearnerId, course: str, language: str | None = None) -> CourseView:
        """Return one course; a `language` that is given is remembered for this learner.

        Raises RefusedError `course-missing`.
        """
        packs = self._packs_by_course().get(course)
        if not packs:
            raise course_missing(course)
        preferences = self._people.person(learner).preferences
        if language in packs:
            languages = {**preferences.course_languages, course: language}
            preferences = msgspec.structs.replace(preferences, course_languages=languages)
            self._people.set_preferences(learner, preferences)
        wanted = preferences.course_languages.get(course, preferences.language)
        pack = packs.get(wanted) or next(iter(packs.values()))
        outline = self.outline(pack.pack)
        state = projections.COURSES.get(self._db, learner, course)
        found = projections.ACTIVITIES.find(self._db, learner, course)
        states = {key[0]: value for key, value in found.items()}
        return CourseView(
            card=card_of(pack, outline, state, tuple(packs)),
            outline=outline,
            pack=pack.pack,
            states=states,
            begun=dict(self._begun(learner, outline, states)),
        )

    def _begun(
        self, learner: LearnerId, outline: Course, states: Mapping[str, ActivityState]
    ) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield how far each quiz is that was never finished; one that cannot be read is not."""
        for quiz in outline.activities:
            state = states.get(quiz.id)
            if (
                quiz.kind is not ActivityKind.QUIZ
                or state is None
                or state.completed_at is not None
            ):
                continue
            attempts = projections.ATTEMPTS.find(self._db, learner, outline.id, quiz.id).values()
            with suppress(UjuziError):
                attempt = max(attempts, key=lambda each: each.last_answered, default=None)
                if attempt is not None:
                    items = {item.id for item in self.quiz(attempt.pack, quiz.id).items}
                    yield quiz.id, (len(items & attempt.answers.keys()), len(items))

    def activity(self, pack: str, activity: str) -> Activity:
        """Return one activity of a pack; raises RefusedError `activity-missing`."""
        try:
            return self.outline(pack).activity(activity)
        except KeyError as error:
            raise RefusedError(
                Code.ACTIVITY_MISSING, f"This version of the course has no {activity}.",
                activity=activity,
            ) from error  # fmt: skip

    def assessment(self, pack: str, assessment: str) -> Assessment:
        """Return one assessment of a pack; raises RefusedError `assessment-missing`."""
        try:
            return self.outline(pack).assessment(assessment)
        except KeyError as error:
            raise RefusedError(
                Code.ASSESSMENT_MISSING, f"This version of the course has no {assessment}.",
                assessment=assessment,
            ) from error  # fmt: skip

    def lesson(self, pack: str, activity: str) -> LessonView:
        """Return a lesson, ready to draw."""
        found = self.activity(pack, activity)
        text = self.object(pack, found.file).decode("utf-8-sig", "replace")
        return render_lesson(text, title=found.title, language=self.outline(pack).language)

    def video(self, pack: str, activity: str) -> VideoView:
        """Return a video with its captions, transcript and poster, as far as the pack has them."""
        from ujuzi.packs.captions import parse_captions

        found = self.activity(pack, activity)
        language = self.outline(pack).language
        transcript = self._optional(pack, found.transcript)
        captions = self._optional(pack, found.captions)
        return VideoView(
            title=found.title,
            language=language,
            file=self.object_path(pack, found.file),
            captions=parse_captions(captions.decode("utf-8-sig", "replace")) if captions else (),
            transcript=render_lesson(
                transcript.decode("utf-8-sig", "replace"), title=found.title, language=language
            )
            if transcript
            else None,
            poster=self._optional(pack, found.poster),
        )

    def handout(self, pack: str, activity: str) -> HandoutView:
        """Return a PDF; raises RefusedError `object-missing`."""
        found = self.activity(pack, activity)
        path = self.object_path(pack, found.file)
        if path is None:
            raise object_missing(found.file)
        return HandoutView(title=found.title, file=path)

    def paper_form(self, pack: str, activity: str) -> HandoutView | None:
        """Return a PDF that stands for an activity of a kind that this program does not know."""
        found = self.activity(pack, activity)
        for path in (found.handout, found.file):
            entry = self._manifest(pack).find(path)
            if entry is not None and entry.media_type == PDF:
                file = self.object_path(pack, path)
                return HandoutView(found.title, file) if file is not None else None
        return None

    def quiz(self, pack: str, activity: str) -> Questions:
        """Return the items of a quiz that this program knows.

        Raises what `questions` raises, and RefusedError `quiz-needs-newer` where it knows none.
        """
        found = self.questions(pack, self.activity(pack, activity).file)
        if found.left_out and not found.items:
            raise RefusedError(Code.QUIZ_NEEDS_NEWER, "This quiz needs a newer version of Ujuzi.")
        return found

    def questions(self, pack: str, path: str) -> Questions:
        """Return the items of a quiz or bank; raises RefusedError `pack-malformed`."""
        try:
            return read_questions(self.object(pack, path))
        except MALFORMED as error:
            raise RefusedError(
                Code.PACK_MALFORMED, f"{path} of this course cannot be read."
            ) from error

    def install(
        self,
        file: Path,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> PackOffer:
        """Install a pack file from this thread; raises what `Installer.install` raises."""
        return Installer(lambda work: work(self)).install(file, progress, cancelled)

    def search(self, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        """Return the activities that hold every word; the last may be the start of one."""
        terms = WORD.findall(searchable(text))
        return tuple(
            SearchHit(
                pack=match.pack,
                course=match.course,
                course_title=self.outline(match.pack).title,
                activity=match.activity,
                activity_title=match.title,
                snippet=tuple(snippet(match.body, terms)),
            )
            for match in search_index.find(self._db, text, limit)
        )


def is_sound_svg(data: bytes) -> bool:
    """Whether this is a drawing that may be drawn (`packs.lesson.drawing`)."""
    from ujuzi.packs.lesson import drawing

    return drawing.is_sound_svg(data)
