"""Services that pages talk to in tests: small, in memory, and they write down what was asked.

Each fake answers as the real service does, with data that a test can replace. Answers to a quiz
are graded by the domain's own rule.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from helpers.message_fakes import FakeAnnouncements
from helpers.questionnaires import AGENCY, APPLICATIONS, ETHICS, QUESTIONNAIRE
from ujuzi.domain.activity import ActivityState, Score
from ujuzi.domain.course import Activity, ActivityKind, Course, CourseKind, Module
from ujuzi.domain.event import LearnerId
from ujuzi.domain.item import (
    Choice,
    ChoiceItem,
    Feedback,
    Item,
    MatchItem,
    MatchItemRow,
    OrderItem,
    Outcome,
    Response,
    TextEntryItem,
    grade,
)
from ujuzi.services.people.people import Person, Preferences
from ujuzi.services.study.course_views import CourseCard, CourseView, SearchHit
from ujuzi.services.study.installed import PackOffer
from ujuzi.services.study.installing import Installer
from ujuzi.services.study.learning import (
    ActivityVisit,
    AssignedCourse,
    Bookmark,
    CompetencyProgress,
    Completion,
    CourseProgress,
    LearnerProgress,
    Note,
)
from ujuzi.services.study.practice import Attempt, CheckedAnswer
from ujuzi.services.study.self_assessment import (
    CompetencyGap,
    CompetencyStanding,
    NextStep,
    Profile,
    Round,
    SelfAssessmentOffer,
)

PACK = "ab" * 32
MONDAY = 1_795_392_000_000
WEEK = 7 * 24 * 3600 * 1000

ADA = Person(
    learner=LearnerId("ada"),
    name="Adama Ouédraogo",
    role="teacher",
    institution="Université Norbert Zongo",
    staff_number="",
    sex="",
    preferences=Preferences(),
)

COURSE = Course(
    id="ai-literacy",
    title="AI literacy for higher-education teachers, first level",
    language="en",
    kind=CourseKind.GENERAL,
    version=3,
    publisher="IIOE National Centre",
    licence="CC-BY-SA-4.0",
    summary="What AI is, what it is not, and how to teach with it while people stay in charge.",
    workload_hours=12,
    competencies=("unesco-ai-cft:1.1", "unesco-ai-cft:3.1"),
    modules=(
        Module(
            id="mindset",
            title="Human-centred mindset",
            competencies=("unesco-ai-cft:1.1",),
            activities=(
                Activity(
                    id="who-decides",
                    kind=ActivityKind.LESSON,
                    title="Who decides?",
                    file="mindset/who-decides.md",
                    minutes=15,
                ),
                Activity(
                    id="benefit-and-loss",
                    kind=ActivityKind.LESSON,
                    title="Benefit and loss: weighing what a tool gives and what it takes",
                    file="mindset/benefit-and-loss.md",
                    minutes=20,
                ),
                Activity(
                    id="mindset-quiz",
                    kind=ActivityKind.QUIZ,
                    title="Check yourself: mindset",
                    file="mindset/quiz.yaml",
                    minutes=10,
                ),
            ),
        ),
        Module(
            id="foundations",
            title="AI foundations and applications",
            competencies=("unesco-ai-cft:3.1",),
            activities=(
                Activity(
                    id="next-word",
                    kind=ActivityKind.VIDEO,
                    title="The next word",
                    file="media/next-word.webm",
                    minutes=3,
                ),
                Activity(
                    id="plan-sheet",
                    kind=ActivityKind.HANDOUT,
                    title="Plan sheet to print",
                    file="media/plan-sheet.pdf",
                    minutes=10,
                    required=False,
                ),
            ),
        ),
    ),
)

STATES = {
    "who-decides": ActivityState(opened_at=MONDAY, completed_at=MONDAY + 900_000),
    "benefit-and-loss": ActivityState(opened_at=MONDAY + 900_000, position=0.4),
}

CARD = CourseCard(
    course=COURSE.id,
    language="en",
    pack=PACK,
    title=COURSE.title,
    summary=COURSE.summary,
    publisher=COURSE.publisher,
    version=3,
    workload_hours=12,
    languages=("en", "fr"),
    required=4,
    completed=1,
    state="started",
    minutes_left=33,
    next_activity="benefit-and-loss",
    next_title="Benefit and loss: weighing what a tool gives and what it takes",
    last_at=MONDAY,
    installed_at=MONDAY,
)
NEW_CARD = replace(
    CARD,
    course="data-for-deans",
    title="Data for deans",
    summary="Read the numbers of a faculty before they are read to you.",
    pack="cd" * 32,
    languages=("en",),
    required=12,
    completed=0,
    state="new",
    minutes_left=240,
    next_activity="start",
    next_title="Where numbers come from",
    last_at=None,
)
DONE_CARD = replace(
    CARD,
    course="safe-lab",
    title="A safe campus lab",
    pack="ef" * 32,
    required=9,
    completed=9,
    state="completed",
    minutes_left=0,
)

OFFER = PackOffer(
    title=COURSE.title,
    course=COURSE.id,
    language="en",
    version=4,
    publisher="IIOE National Centre",
    fingerprint="4f1c 99ab 03de 7721",
    bytes=14_200_000,
    trusted=True,
    installed_version=3,
)

ITEMS = (
    ChoiceItem(
        id="one",
        prompt="Who answers for a mark that a machine suggested?",
        choices=(
            Choice("a", "The lecturer", right=True, feedback="She signs it."),
            Choice("b", "The machine", feedback="It cannot answer for anything."),
        ),
    ),
    TextEntryItem(
        id="two",
        prompt="A confident, false answer of a language model is called a ...",
        accept=("hallucination", "confabulation"),
        feedback=Feedback("That is the word.", "The usual word is hallucination."),
    ),
    OrderItem(
        id="three",
        prompt="Put the steps of a lesson plan in order.",
        choices=(Choice("p", "Plan"), Choice("t", "Try"), Choice("j", "Judge")),
        feedback=Feedback("So it goes.", "Plan before you try."),
    ),
    MatchItem(
        id="four",
        prompt="Who does what?",
        targets=(Choice("t1", "A person"), Choice("t2", "A machine")),
        rows=(
            MatchItemRow("r1", "Signs the mark", "t1"),
            MatchItemRow("r2", "Suggests a word", "t2"),
        ),
        feedback=Feedback("Yes.", "A signature is a person's."),
    ),
)


def html_of(attempt_items: tuple[Item, ...]) -> dict[str, str]:
    """Return every text of the items as a paragraph."""
    texts: set[str] = set()
    for item in attempt_items:
        texts |= {item.prompt, item.feedback.right, item.feedback.wrong}
        match item:
            case ChoiceItem() | OrderItem():
                texts |= {text for each in item.choices for text in (each.text, each.feedback)}
            case MatchItem():
                texts |= {target.text for target in item.targets}
                texts |= {row.text for row in item.rows}
    return {text: f"<p>{text}</p>" for text in texts if text}


ATTEMPT = Attempt(
    attempt="attempt-1",
    pack=PACK,
    course=COURSE.id,
    activity="mindset-quiz",
    title="Check yourself: mindset",
    language="en",
    items=ITEMS,
    answers={},
    seed=7,
    best=None,
    html=html_of(ITEMS),
)


PROGRESS = LearnerProgress(
    courses=(
        CourseProgress(COURSE.id, "en", COURSE.title, 4, 1, 5400, 83, "started"),
        CourseProgress("safe-lab", "en", "A safe campus lab", 9, 9, 16_200, None, "completed"),
    ),
    competencies=(
        CompetencyProgress("unesco-ai-cft:1.1", 3, 1),
        CompetencyProgress("unesco-ai-cft:3.1", 1, 0),
    ),
    seconds=21_600,
    completed_activities=10,
    weeks=tuple(
        (MONDAY - WEEK * (11 - i), n) for i, n in enumerate((0, 0, 1, 3, 2, 0, 4, 5, 2, 6, 3, 4))
    ),
)


@dataclass
class FakePractice:
    """One attempt, graded for real."""

    attempt: Attempt = ATTEMPT
    answered: dict[str, CheckedAnswer] = field(default_factory=dict)
    begun_anew: int = 0
    failure: Exception | None = None

    def begin(self, learner: LearnerId, pack: str, activity: str, *, anew: bool = False) -> Attempt:
        if self.failure:
            raise self.failure
        if anew:
            self.begun_anew += 1
            self.answered = {}
        return replace(self.attempt, answers=dict(self.answered))

    def answer(
        self, learner: LearnerId, attempt: Attempt, item_id: str, response: Response
    ) -> Outcome:
        if self.failure:
            raise self.failure
        item = next(item for item in attempt.items if item.id == item_id)
        outcome = grade(item, response)
        self.answered[item_id] = CheckedAnswer(response, outcome)
        return outcome

    def finish(self, learner: LearnerId, attempt: Attempt) -> Score:
        right = sum(answer.outcome.right for answer in self.answered.values())
        return Score(right, len(attempt.items))


@dataclass
class FakeLearning:
    """Notes, bookmarks and progress as given; drafts and visits as asked."""

    notes_kept: tuple[Note, ...] = ()
    bookmarks_kept: tuple[Bookmark, ...] = ()
    progress_made: LearnerProgress = PROGRESS
    drafts: dict[str, str] = field(default_factory=dict)
    opened: list[str] = field(default_factory=list)
    left: list[tuple[str, int]] = field(default_factory=list)
    asked: tuple[AssignedCourse, ...] = ()

    def assigned(self, learner: LearnerId) -> tuple[AssignedCourse, ...]:
        return self.asked

    def open(self, learner: LearnerId, pack: str, activity: str) -> ActivityVisit:
        self.opened.append(activity)
        return ActivityVisit(
            pack, COURSE.id, activity, 0.0, completed=False, marked=False, seconds=0
        )

    def keep_position(
        self, learner: LearnerId, pack: str, activity: str, position: float, seconds: int
    ) -> None:
        pass

    def leave(
        self, learner: LearnerId, pack: str, activity: str, position: float, seconds: int
    ) -> None:
        self.left.append((activity, seconds))

    def complete(self, learner: LearnerId, pack: str, activity: str) -> Completion:
        return Completion(activity_was_new=True, course_completed=False, next_activity=None)

    def keep_draft(
        self, learner: LearnerId, pack: str, activity: str, slot: str, text: str
    ) -> None:
        self.drafts[slot] = text

    def draft(self, learner: LearnerId, pack: str, activity: str, slot: str) -> str:
        return self.drafts.get(slot, "")

    def notes(
        self, learner: LearnerId, course: str | None = None, activity: str | None = None
    ) -> tuple[Note, ...]:
        return self.notes_kept

    def bookmarks(self, learner: LearnerId) -> tuple[Bookmark, ...]:
        return self.bookmarks_kept

    def progress(self, learner: LearnerId) -> LearnerProgress:
        return self.progress_made


FRAMEWORK = QUESTIONNAIRE.framework
STANDINGS = (
    CompetencyStanding(AGENCY, 3.5, 1.0, 4, 4),
    CompetencyStanding(ETHICS, 5.0, 5.0, 0, 0),
    CompetencyStanding(APPLICATIONS, 1.5, 2.0, 5, 1),
)
UNRATED = Profile(
    FRAMEWORK,
    round="",
    finished_at=None,
    first_finished_at=None,
    shared=False,
    standings=tuple(replace(each, level=None, first=None) for each in STANDINGS),
    gaps=(),
)
RATED = replace(
    UNRATED,
    round="second",
    finished_at=MONDAY,
    first_finished_at=MONDAY - 8 * WEEK,
    standings=STANDINGS,
    gaps=(
        CompetencyGap(STANDINGS[2], NextStep(COURSE.title, PACK, "next-word", "The next word")),
        CompetencyGap(STANDINGS[0], None),
    ),
)


@dataclass
class FakeSelfAssessment:
    """One questionnaire; finishing its round leads to `ends_in`."""

    stands: Profile = UNRATED
    ends_in: Profile = RATED
    ratings: dict[str, int] = field(default_factory=dict)
    none_offered: bool = False
    failure: Exception | None = None

    def offers(self, learner: LearnerId) -> tuple[SelfAssessmentOffer, ...]:
        if self.none_offered:
            return ()
        rounds = 2 if self.stands.first_finished_at else int(bool(self.stands.round))
        return (
            SelfAssessmentOffer(QUESTIONNAIRE, len(self.ratings), rounds, self.stands.finished_at),
        )

    def begin(self, learner: LearnerId, framework: str) -> Round:
        return Round("open", QUESTIONNAIRE, dict(self.ratings))

    def rate(
        self, learner: LearnerId, framework: str, round_id: str, statement: str, value: int
    ) -> None:
        if self.failure:
            raise self.failure
        self.ratings[statement] = value

    def finish(self, learner: LearnerId, framework: str, round_id: str) -> None:
        self.ratings.clear()
        self.stands = self.ends_in

    def share(self, learner: LearnerId, framework: str, round_id: str, *, shared: bool) -> None:
        if self.failure:
            raise self.failure
        self.stands = replace(self.stands, shared=shared)

    def standings(self, learner: LearnerId) -> tuple[tuple[SelfAssessmentOffer, Profile], ...]:
        return tuple(
            (offer, self.profile(learner, offer.questionnaire.framework))
            for offer in self.offers(learner)
        )

    def profile(self, learner: LearnerId, framework: str) -> Profile:
        return self.stands


@dataclass
class FakeLibrary:
    """Cards, one course, one offer, and hits as given."""

    cards: tuple[CourseCard, ...] = ()
    view: CourseView = field(default_factory=lambda: CourseView(CARD, COURSE, PACK, STATES))
    offer: PackOffer = OFFER
    hits: tuple[SearchHit, ...] = ()
    failures: list[Exception] = field(default_factory=list)
    installed: list[Path] = field(default_factory=list)
    removed: list[tuple[str, str]] = field(default_factory=list)
    languages_asked: list[str | None] = field(default_factory=list)
    searched: list[str] = field(default_factory=list)

    def courses(self, learner: LearnerId) -> tuple[CourseCard, ...]:
        return self.cards

    def course(self, learner: LearnerId, course: str, language: str | None = None) -> CourseView:
        self.languages_asked.append(language)
        return self.view

    def outline(self, pack: str) -> Course:
        return COURSE

    def inspect(self, file: Path) -> PackOffer:
        self._fail()
        return self.offer

    def install(
        self,
        file: Path,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> PackOffer:
        self._fail()
        progress(self.offer.bytes, self.offer.bytes)
        self.installed.append(file)
        return self.offer

    def trust(
        self, publisher: str, fingerprint: str, file: Path, steward_code: str, by: LearnerId
    ) -> None:
        self._fail()
        self.offer = replace(self.offer, trusted=True)

    def remove(self, course: str, language: str) -> None:
        self.removed.append((course, language))

    def search(self, text: str, limit: int = 50) -> tuple[SearchHit, ...]:
        self.searched.append(text)
        return self.hits

    def _fail(self) -> None:
        if self.failures:
            raise self.failures.pop(0)


class FakeInstaller(Installer):
    """Hands every file to a library in memory."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library

    def look(self, file: Path) -> PackOffer:
        return self._library.inspect(file)

    def install(
        self,
        file: Path,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> PackOffer:
        return self._library.install(file, progress, cancelled)


@dataclass
class FakePerson:
    """Ada, and her preferences."""

    preferences: Preferences = field(default_factory=Preferences)

    def person(self, learner: LearnerId) -> Person:
        return msgspec.structs.replace(ADA, preferences=self.preferences)

    def set_preferences(self, learner: LearnerId, preferences: Preferences) -> None:
        self.preferences = preferences


@dataclass
class FakeDesk:
    """The services of one computer, in memory."""

    library: FakeLibrary = field(default_factory=FakeLibrary)
    learning: FakeLearning = field(default_factory=FakeLearning)
    practice: FakePractice = field(default_factory=FakePractice)
    self_assessment: FakeSelfAssessment = field(default_factory=FakeSelfAssessment)
    people: FakePerson = field(default_factory=FakePerson)
    announcements: FakeAnnouncements = field(default_factory=FakeAnnouncements)


NOTES = (
    Note(
        note="n1",
        course=COURSE.id,
        activity="who-decides",
        text="Ask the faculty council who signs when a tool suggests the mark.",
        position=0.3,
        written_at=MONDAY,
        course_title=COURSE.title,
        activity_title="Who decides?",
        pack=PACK,
    ),
    Note(
        note="n2",
        course="safe-lab",
        activity="power",
        text="Two extension leads are missing in room 12.",
        position=0.0,
        written_at=MONDAY - WEEK,
        course_title="A safe campus lab",
        activity_title="When the power goes",
        pack="ef" * 32,
    ),
)
BOOKMARKS = (Bookmark(COURSE.id, "benefit-and-loss", COURSE.title, "Benefit and loss", PACK),)
HITS = (
    SearchHit(
        PACK,
        COURSE.id,
        COURSE.title,
        "who-decides",
        "Who decides?",
        (("… the ", False), ("lecturer", True), (" reads the script again before she", False)),
    ),
    SearchHit(
        PACK,
        COURSE.id,
        COURSE.title,
        "benefit-and-loss",
        "Benefit and loss",
        (("A ", False), ("lecturer", True), (" in Gaoua weighs what the tool takes.", False)),
    ),
    SearchHit(
        "ef" * 32,
        "safe-lab",
        "A safe campus lab",
        "power",
        "When the power goes",
        (("Every ", False), ("lecturers", True), (" key opens the cupboard.", False)),
    ),
)
