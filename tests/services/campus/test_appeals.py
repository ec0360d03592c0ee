"""A coordinator is told how many appeals wait and whose they are, and never why."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from helpers.by_folder import QuickStick
from helpers.coordinating import TYPED, Coordinator
from helpers.desks import PIN
from helpers.stations import Station, road_over
from ujuzi.domain.event import AppealMade, LearnerId
from ujuzi.services.campus.appeals import WaitingAppeals
from ujuzi.services.people.people import People
from ujuzi.store import event_log, inbox
from ujuzi.store.database import Database
from ujuzi.sync import collecting, sending
from ujuzi.wire.documents import APPEAL, AppealDocument

WHY = "Question 3 has two right answers."


class Week:
    """A coordinator whose office is open, and Awa at a lab's computer that comes by stick."""

    def __init__(self, her: Coordinator, stick: Path) -> None:
        self.her, self.stick = her, stick
        her.appoint()
        self.lab: Station = her.another()
        at = her.campus.station
        sending.carry(
            at.on_store, road_over(her.campus.transport, at.keys, now=her.lab.clock.now())
        )
        made = People(self.lab.db, her.lab.clock).create(
            name="Awa", role="teacher", language="en", pin=PIN
        )
        self.awa = made.learner

    def visit(self) -> None:
        now, at = self.her.lab.clock.now(), self.her.campus.station
        quick = QuickStick()
        collecting.write_out(self.lab.on_store, self.lab.keys, self.stick, now, quick)
        collecting.collect(at.on_store, self.stick, now, quick)

    def waiting(self) -> list[WaitingAppeals]:
        return list(self.her.lab.desk.campus_appeals.waiting(self.her.ada))


def appeal(week: Week, db: Database, learner: LearnerId, attempt: str = "t1") -> None:
    body = AppealMade(course="c", assessment="exam", attempt=attempt, text=WHY)
    event_log.append(db, learner, body, week.her.lab.clock.now())


def answer(db: Database, learner: LearnerId, attempt: str = "t1") -> None:
    told = AppealDocument(
        learner=learner, attempt=attempt, standing="answered", outcome="upheld", words=WHY
    )
    inbox.put(db, inbox.InboxDocument(3, APPEAL, attempt, 1, msgspec.json.encode(told)))


@pytest.fixture
def week(her: Coordinator, tmp_path: Path) -> Week:
    stick = tmp_path / "stick"
    stick.mkdir()
    return Week(her, stick)


def test_it_comes_with_the_visit_counted_and_without_the_reason(week: Week) -> None:
    for attempt in ("t1", "t2"):
        appeal(week, week.lab.db, week.awa, attempt)
    assert week.waiting() == []
    week.visit()

    assert week.waiting() == [WaitingAppeals(week.awa, "", 2)]
    heard = week.her.lab.desk.reports._told(week.her.ada)
    assert "t1" in repr(heard)
    assert WHY not in repr(heard)


def test_what_the_lab_knows_to_be_answered_waits_no_more(week: Week) -> None:
    appeal(week, week.lab.db, week.awa)
    week.visit()
    assert [each.count for each in week.waiting()] == [1]
    answer(week.lab.db, week.awa)
    week.visit()

    assert week.waiting() == []


def test_a_locked_office_says_nothing_of_other_computers(week: Week) -> None:
    appeal(week, week.lab.db, week.awa)
    appeal(week, week.her.campus.db, week.her.ada, "own")
    week.visit()
    week.her.office.lock()
    assert week.waiting() == [WaitingAppeals(week.her.ada, "Ada", 1)]
    week.her.office.unlock(week.her.ada, TYPED)
    assert {each.learner for each in week.waiting()} == {week.awa, week.her.ada}
    answer(week.her.campus.db, week.her.ada, "own")
    assert {each.learner for each in week.waiting()} == {week.awa}
