"""Announcements and appeals for tests of their pages, kept in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.errors import UjuziError
from ujuzi.services.assess.appeals import AppealStanding, MadeAppeal
from ujuzi.services.campus.announcements import CampusAnnouncement
from ujuzi.services.campus.appeals import WaitingAppeals
from ujuzi.services.delivery.announcements import ReadableAnnouncement

MONDAY = Milliseconds(1_795_435_200_000)
DAY = 24 * 3600 * 1000
EXAM = ReadableAnnouncement(
    mark="exam",
    text="The supervised assessment is on Friday at 9 in room 3.\nBring your staff card.",
    language="en",
    by="Koudougou",
    published_at=MONDAY + DAY,
    until=MONDAY + 5 * DAY,
    is_read=False,
)
ARABIC = replace(
    EXAM,
    mark="arabic",
    text="يبدأ الفصل الدراسي الجديد يوم الأحد.",
    language="ar",
    by="",
    published_at=MONDAY,
)
APPEAL = MadeAppeal("a1", MONDAY, "Question 3 has two right answers.", AppealStanding.RECORDED)


@dataclass
class FakeAnnouncements:
    """What is announced, and what was read."""

    shown: tuple[ReadableAnnouncement, ...] = ()

    def live(self, _learner: LearnerId) -> tuple[ReadableAnnouncement, ...]:
        return self.shown

    def got_it(self, _learner: LearnerId, mark: str) -> None:
        self.shown = tuple(
            replace(each, is_read=each.is_read or each.mark == mark) for each in self.shown
        )


@dataclass
class FakeAppeals:
    """Appeals as they were made."""

    failure: UjuziError | None = None
    made: list[tuple[str, str]] = field(default_factory=list)

    def make(self, _learner: LearnerId, attempt: str, text: str) -> MadeAppeal:
        if self.failure is not None:
            raise self.failure
        self.made.append((attempt, text))
        return replace(APPEAL, attempt=attempt, text=text)


@dataclass
class FakeCampusAnnouncements:
    """What a coordinator announced, and took back."""

    failure: UjuziError | None = None
    shown: list[CampusAnnouncement] = field(default_factory=list)
    asked: list[tuple[Mapping[str, str], int]] = field(default_factory=list)

    def listed(self) -> tuple[CampusAnnouncement, ...]:
        return tuple(self.shown)

    def publish(self, _by: LearnerId, texts: Mapping[str, str], days: int) -> None:
        if self.failure is not None:
            raise self.failure
        self.asked.append((texts, days))
        kept = {language: text for language, text in texts.items() if text}
        said = CampusAnnouncement(
            f"{len(self.asked)}", kept, MONDAY, MONDAY + days * DAY, landed=False
        )
        self.shown = [said, *self.shown]

    def withdraw(self, _by: LearnerId, id_: str) -> None:
        self.shown = [each for each in self.shown if each.id != id_]


@dataclass
class FakeCampusAppeals:
    """Whose second looks wait."""

    waits: tuple[WaitingAppeals, ...] = ()
    asked: int = 0

    def waiting(self, _by: LearnerId) -> tuple[WaitingAppeals, ...]:
        self.asked += 1
        return self.waits
