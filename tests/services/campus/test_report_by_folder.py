"""Friday by stick, whole: what people did at their computers is what the report adds up to."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.by_folder import QuickStick
from helpers.coordinating import Coordinator
from helpers.facts import AtActivity
from helpers.stations import Station, road_over
from ujuzi.domain.event import (
    ActivityCompleted,
    ActivityOpened,
    AssessmentBegun,
    AssessmentSubmitted,
    Body,
    Enrolled,
    LearnerId,
    NoteWritten,
    QuizAnswered,
    QuizFinished,
)
from ujuzi.domain.report import LearnerRow
from ujuzi.services.clock import Clock
from ujuzi.services.people.people import People
from ujuzi.store import event_log
from ujuzi.sync import collecting, sending

COURSE, PACK = "ai-1", "5e" * 32
NAMES = ("Grace Wanjiru", "አበበ ቢቂላ", "محمد الأمين")
SECRET = "what nobody else may read"


class Friday:
    """A coordinator whose office is open, and a lab that comes by stick."""

    def __init__(self, her: Coordinator, folder: Path) -> None:
        self.her, self.folder = her, folder
        her.appoint()
        self.labs = [her.another() for _ in range(3)]
        at, now = her.campus.station, her.lab.clock.now()
        road = road_over(her.campus.transport, at.keys, now=now)
        sending.carry(at.on_store, road)  # the hub names the computers of the campus
        self.done: dict[str, int] = {}

    def study(self, station: Station, name: str, activities: int) -> LearnerId:
        """Let somebody of a name study at a computer; she writes and answers there as well."""
        clock: Clock = self.her.lab.clock
        person = People(station.db, clock).create(
            name=name, role="teacher", language="en", pin="2468"
        )
        for body in done(activities):
            event_log.append(station.db, person.learner, body, clock.now())
        self.done[person.learner] = activities
        return person.learner

    def visit(self, station: Station) -> None:
        now = self.her.lab.clock.now()
        collecting.write_out(station.on_store, station.keys, self.folder, now, QuickStick())

    def collect(self) -> None:
        at = self.her.campus.station
        collecting.collect(at.on_store, self.folder, self.her.lab.clock.now(), QuickStick())

    def rows(self) -> dict[str, LearnerRow]:
        rows = self.her.lab.desk.reports.report(self.her.ada).rows
        return {row.learner: row for row in rows}


def done(activities: int) -> list[Body]:
    """Return what somebody does who completes so many activities, practises, and sits one test."""
    bodies: list[Body] = [Enrolled(course=COURSE)]
    for number in range(activities):
        at: AtActivity = {"course": COURSE, "activity": f"a{number}", "pack": PACK}
        bodies += [ActivityOpened(**at), ActivityCompleted(**at)]
    quiz: AtActivity = {"course": COURSE, "activity": "quiz", "pack": PACK}
    bodies += [
        NoteWritten(**quiz, note="n", text=SECRET),
        QuizAnswered(**quiz, attempt="one", item="q", response=(SECRET,), right=True),
        QuizFinished(**quiz, attempt="one", right=3, items=4),
    ]
    sat = AssessmentBegun(course=COURSE, assessment="final", attempt="sat", pack=PACK)
    handed_in = AssessmentSubmitted(
        course=COURSE, assessment="final", attempt="sat", pack=PACK, sealed="x"
    )
    return [*bodies, sat, handed_in]


@pytest.fixture
def friday(her: Coordinator, tmp_path: Path) -> Friday:
    folder = tmp_path / "stick"
    folder.mkdir()
    return Friday(her, folder)


def test_what_was_done_is_what_the_report_adds_up_to(friday: Friday) -> None:
    for number, (station, name) in enumerate(zip(friday.labs, NAMES, strict=True)):
        friday.study(station, name, number + 2)
        friday.visit(station)
    friday.collect()

    rows = friday.rows()

    for learner, activities in friday.done.items():
        row = rows[learner]
        assert len(row.courses[0].completed) == activities
        assert (row.score, row.attempts, row.waiting, row.unseen) == (0.75, 2, 1, False)


def test_names_come_from_the_hub_and_from_no_stick(friday: Friday) -> None:
    (station, *_), name = friday.labs, NAMES[0]
    learner = friday.study(station, name, 2)
    friday.visit(station)
    friday.collect()
    assert friday.rows()[learner].name == ""

    station.exchange(friday.her.campus.transport)
    friday.her.exchange()

    assert friday.rows()[learner].name == name


def test_a_later_visit_takes_the_place_of_the_one_before(friday: Friday) -> None:
    station = friday.labs[0]
    learner = friday.study(station, NAMES[0], 2)
    for _ in range(2):
        friday.visit(station)
        friday.collect()
        more = ActivityCompleted(course=COURSE, activity="more", pack=PACK)
        event_log.append(station.db, learner, more, friday.her.lab.clock.now())
    assert len(friday.rows()[learner].courses[0].completed) == 3
    assert friday.rows()[learner].attempts == 2


def test_no_answer_and_no_note_is_in_a_report(friday: Friday) -> None:
    learner = friday.study(friday.labs[0], NAMES[0], 2)
    friday.visit(friday.labs[0])
    friday.collect()
    assert learner in friday.rows()
    assert SECRET not in repr(friday.her.lab.desk.reports._told(friday.her.ada))
