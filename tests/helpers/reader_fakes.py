"""A desk with lessons, a video and a handout of the test's own, and what the reader did with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from helpers.page_fakes import COURSE, PACK, FakeDesk, FakeLearning, FakeLibrary
from ujuzi.domain.course import Activity, ActivityKind, Course, Module
from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, RefusedError
from ujuzi.packs.captions import Cue
from ujuzi.packs.lesson.page import render_lesson
from ujuzi.services.study.course_views import HandoutView, LessonView, VideoView
from ujuzi.services.study.learning import ActivityVisit, Completion, Note

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 320">'
    b'<rect width="640" height="320" fill="#1F6F5C"/></svg>'
)
CLIP = Path(__file__).resolve().parents[1] / "assets" / "lessons" / "clip.webm"
"""Two seconds of VP9 and Opus, 160 x 90."""
BROKEN_CLIP = CLIP.with_name("broken.webm")

LESSON = """A word of **greeting**, then [the next](activity:second) and [outside](https://e.org/x).

> [!CASE] One night
> In Gaoua.

![A green box](figures/box.svg "The box")

## Further on

More about [the start](#further-on), and the word again.
"""


def outline() -> Course:
    """Return a course of an activity of each kind, and a few lessons."""

    def activity(name: str, kind: ActivityKind = ActivityKind.LESSON) -> Activity:
        return Activity(id=name, kind=kind, title=f"Title of {name}", file=f"{name}.md")

    names = ("first", "second", "long")
    activities = (
        *(activity(name) for name in names),
        activity("film", ActivityKind.VIDEO),
        activity("sheet", ActivityKind.HANDOUT),
        activity("quiz", ActivityKind.QUIZ),
        activity("dream", ActivityKind.UNKNOWN),
        activity("last"),
    )
    module = Module(id="m", title="The module", activities=activities)
    return msgspec.structs.replace(COURSE, modules=(module,))


def long_lesson(parts: int = 4) -> str:
    """Return a lesson that is read by section, each under a heading of its own."""
    return "\n\n".join(f"## Part {n}\n\n" + "word " * 3_500 for n in range(parts))


@dataclass
class ReaderLibrary(FakeLibrary):
    """Lessons by activity, objects by path."""

    lessons: dict[str, str] = field(default_factory=lambda: {
        "first": LESSON, "second": "The second.", "last": "The last.", "long": long_lesson(),
    })  # fmt: skip
    objects: dict[str, bytes] = field(default_factory=lambda: {"figures/box.svg": SVG})
    language: str = "en"
    clip: Path | None = CLIP
    transcript: str = "What is said."
    sheet: Path = Path("missing.pdf")
    paper: HandoutView | None = None
    asked: list[str] = field(default_factory=list)

    def outline(self, pack: str) -> Course:
        return outline()

    def activity(self, pack: str, activity: str) -> Activity:
        try:
            return outline().activity(activity)
        except KeyError as error:
            raise RefusedError(Code.ACTIVITY_MISSING, "Not in this version.") from error

    def lesson(self, pack: str, activity: str) -> LessonView:
        title = f"Title of {activity}"
        return render_lesson(self.lessons[activity], title=title, language=self.language)

    def video(self, pack: str, activity: str) -> VideoView:
        text = self.transcript
        lesson = render_lesson(text, title="Film", language="en") if text else None
        cues = (Cue(0.0, 1.0, "Which word?"), Cue(1.0, 2.0, "The next."))
        return VideoView("Film", self.language, self.clip, cues, lesson, SVG)

    def handout(self, pack: str, activity: str) -> HandoutView:
        return HandoutView("Plan sheet / term 1", self.sheet)

    def paper_form(self, pack: str, activity: str) -> HandoutView | None:
        return self.paper

    def object(self, pack: str, path: str) -> bytes:
        self.asked.append(path)
        if path not in self.objects:
            raise RefusedError(Code.OBJECT_MISSING, f"no {path}")
        return self.objects[path]


@dataclass
class ReaderLearning(FakeLearning):
    """Visits, completions and notes, as the reader recorded them."""

    visit: ActivityVisit = field(
        default_factory=lambda: ActivityVisit(
            PACK, COURSE.id, "", 0.0, completed=False, marked=False, seconds=0
        )
    )
    completed: list[str] = field(default_factory=list)
    completes_course: bool = False
    positions: dict[str, float] = field(default_factory=dict)
    marks: list[bool] = field(default_factory=list)
    written: list[tuple[str, str | None]] = field(default_factory=list)
    failure: Exception | None = None
    full: Exception | None = None
    """What everything that writes raises."""

    def standing(self, learner: LearnerId, pack: str, activity: str) -> ActivityVisit:
        return replace(self.visit, activity=activity)

    def open(self, learner: LearnerId, pack: str, activity: str) -> ActivityVisit:
        if self.full:
            raise self.full
        self.opened.append(activity)
        return replace(self.visit, activity=activity)

    def keep_position(
        self, learner: LearnerId, pack: str, activity: str, position: float, seconds: int
    ) -> None:
        if self.full:
            raise self.full
        self.positions[activity] = position

    def leave(
        self, learner: LearnerId, pack: str, activity: str, position: float, seconds: int
    ) -> None:
        self.positions[activity] = position
        self.left.append((activity, seconds))

    def complete(self, learner: LearnerId, pack: str, activity: str) -> Completion:
        if failure := self.failure or self.full:
            raise failure
        self.completed.append(activity)
        return Completion(
            activity_was_new=True, course_completed=self.completes_course, next_activity=None
        )

    def reopen(self, learner: LearnerId, pack: str, activity: str) -> None:
        if self.failure:
            raise self.failure
        self.completed.remove(activity)

    def set_bookmark(self, learner: LearnerId, pack: str, activity: str, *, marked: bool) -> None:
        self.marks.append(marked)

    def write_note(
        self,
        learner: LearnerId,
        pack: str,
        activity: str,
        text: str,
        position: float = 0.0,
        note: str | None = None,
    ) -> str:
        if failure := self.failure or self.full:
            raise failure
        self.written.append((text, note))
        name = note or f"n{len(self.written)}"
        kept = tuple(each for each in self.notes_kept if each.note != name)
        new = Note(name, COURSE.id, activity, text, position, 0, COURSE.title, activity, pack)
        self.notes_kept = (new, *kept) if text else kept
        return name


@dataclass
class ReaderDesk(FakeDesk):
    """The services that the reader asks."""

    library: ReaderLibrary = field(default_factory=ReaderLibrary)
    learning: ReaderLearning = field(default_factory=ReaderLearning)
