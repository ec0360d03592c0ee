"""Assessments for tests of their pages: offers in every state, and a sitting that is kept."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from msgspec import structs

from helpers.message_fakes import FakeAppeals
from helpers.page_fakes import ADA, COURSE, ITEMS, MONDAY, PACK, FakeDesk, html_of
from ujuzi.domain.assessment import Assessment, Quota, shown
from ujuzi.domain.event import LearnerId
from ujuzi.domain.item import Item, Response
from ujuzi.errors import Code, RefusedError
from ujuzi.services.assess.assessment import RunningSitting
from ujuzi.services.assess.offers import AssessmentOffer, HandedIn, OfferState, Result

MINUTE, DAY = 60_000, 24 * 3_600_000
FINAL = Assessment(
    id="final",
    title="Final assessment: AI literacy, first level",
    bank="assessments/final.json",
    blueprint=(
        Quota("unesco-ai-cft:1.1", 1, 8),
        Quota("unesco-ai-cft:2.1", 2, 6),
        Quota("unesco-ai-cft:3.1", 2, 6),
    ),
    pass_mark=60,
    minutes=45,
    attempts=3,
    wait_hours=24,
)
READY = AssessmentOffer(
    pack=PACK,
    course=COURSE.id,
    course_title=COURSE.title,
    language="en",
    assessment=FINAL,
    state=OfferState.MAY_BEGIN,
    used=0,
    until=None,
    handed_in=(),
    extra=0,
    linked=True,
)
UNREGISTERED = replace(READY, state=OfferState.NOT_REGISTERED, linked=False)
NEWER = replace(READY, state=OfferState.NEEDS_NEWER)
TICKETLESS = replace(READY, state=OfferState.NO_TICKET, linked=False)
SUPERVISED = replace(READY, assessment=structs.replace(FINAL, supervised=True))
OPEN = replace(READY, state=OfferState.OPEN, used=1)
WAITING = replace(
    READY,
    state=OfferState.WAIT,
    used=1,
    until=MONDAY + 2 * DAY,
    handed_in=(HandedIn("a1", MONDAY + DAY, None),),
)


def result(*right: int, attempt: str = "a1", revision: int = 0) -> Result:
    """Return the result of an attempt in which so many of 8, 6 and 6 were right."""
    return Result(
        learner="ada",
        course=COURSE.id,
        assessment=FINAL.id,
        attempt=attempt,
        state="graded",
        revision=revision,
        graded_at=MONDAY + 3 * DAY,
        right=sum(right),
        items=FINAL.items,
        pass_mark=FINAL.pass_mark,
        passed=sum(right) * 100 >= FINAL.pass_mark * FINAL.items,
        competencies=tuple(
            (quota.competency, number, quota.items)
            for quota, number in zip(FINAL.blueprint, right, strict=True)
        ),
    )


NOT_YET = replace(READY, used=1, handed_in=(HandedIn("a1", MONDAY + DAY, result(6, 1, 4)),))
PASSED = replace(
    READY,
    state=OfferState.PASSED,
    used=2,
    handed_in=(
        HandedIn("a2", MONDAY + 4 * DAY, result(8, 4, 5, attempt="a2", revision=2)),
        HandedIn("a1", MONDAY + DAY, result(6, 1, 4)),
    ),
)
USED_UP = replace(NOT_YET, state=OfferState.USED_UP, used=3)

SHOWN: tuple[Item, ...] = tuple(shown(item) for item in ITEMS)
SITTING = RunningSitting(
    attempt="a1",
    learner=ADA.learner,
    pack=PACK,
    course=COURSE.id,
    course_title=COURSE.title,
    language="en",
    assessment=FINAL,
    items=SHOWN,
    html=html_of(ITEMS),
    answers={},
    item=SHOWN[0].id,
    flagged=(),
    limit=45 * MINUTE,
    left=45 * MINUTE,
)


@dataclass
class FakeAssessments:
    """One sitting, kept as the service keeps it; what was handed in cannot be read again."""

    made: tuple[AssessmentOffer, ...] = (READY,)
    sitting: RunningSitting = SITTING
    code: str = ""
    failure: Exception | None = None
    too_late: bool = False
    answers: dict[str, Response] = field(default_factory=dict)
    written: list[tuple[str, Response]] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    """At which questions she was said to be."""
    submitted: list[dict[str, Response]] = field(default_factory=list)

    def offers(self, learner: LearnerId) -> tuple[AssessmentOffer, ...]:
        self._fail()
        return self.made

    def begin(
        self, learner: LearnerId, pack: str, assessment: str, code: str = ""
    ) -> RunningSitting:
        self._fail()
        if code != self.code:
            raise RefusedError(Code.CODE_WRONG, "Wrong code.")
        return replace(self.sitting, answers=dict(self.answers))

    def answer(
        self, sitting: RunningSitting, item: str, response: Response, milliseconds: int = 0
    ) -> int | None:
        self._fail()
        if self.too_late:
            raise RefusedError(Code.TIME_UP, "The time is up.")
        self.answers[item] = response
        self.written.append((item, response))
        return self.sitting.left

    def note_time(self, sitting: RunningSitting, item: str = "") -> int | None:
        self.noted.append(item)
        self.sitting = replace(self.sitting, item=item)
        return self.sitting.left

    def flag(self, sitting: RunningSitting, item: str, *, flagged: bool) -> None:
        self._fail()
        others = tuple(each for each in self.sitting.flagged if each != item)
        self.sitting = replace(self.sitting, flagged=(*others, item) if flagged else others)

    def submit(self, learner: LearnerId, attempt: str) -> None:
        self._fail()
        self.submitted.append(self.answers)
        self.answers = {}

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure


@dataclass
class AssessmentDesk(FakeDesk):
    """A desk with assessments."""

    assessments: FakeAssessments = field(default_factory=FakeAssessments)
    appeals: FakeAppeals = field(default_factory=FakeAppeals)
