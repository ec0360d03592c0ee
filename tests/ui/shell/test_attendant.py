"""A known stick is written to when it is put in, and the window says when it may be taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import OFFER
from ujuzi import drives
from ujuzi.domain.changes import Changes
from ujuzi.drives import Drive
from ujuzi.errors import Code, UjuziError, WorldError
from ujuzi.services.delivery import brought as module
from ujuzi.services.delivery.brought import BroughtCourse
from ujuzi.services.delivery.unattended import Due, KnownStick
from ujuzi.sync.collecting import FolderVisit
from ujuzi.ui.shell.attendant import FIRST_LOOK, LOOK_EVERY, LOOKS_A_MINUTE, Attendant
from ujuzi.ui.shell.stick_notice import StickNotice

VISIT = FolderVisit(7, 0, 900, 0, 0, 0, is_crowded=False)


@dataclass
class FakeUnattended:
    """What the attendant asks; it writes nowhere."""

    answers: dict[str, bool] = field(default_factory=dict)
    marks: dict[Path, str] = field(default_factory=dict)
    wrote: list[str] = field(default_factory=list)
    did: list[Due] = field(default_factory=list)
    is_due: Due = Due.NOTHING
    comes: FolderVisit | UjuziError = VISIT
    got_ready: int = 0

    def through(self, _wait_for: object) -> FakeUnattended:
        return self

    def sticks(self, found: tuple[Drive, ...]) -> tuple[KnownStick, ...]:
        return tuple(
            KnownStick(each.root, mark, each.label, self.answers.get(mark))
            for each in found
            if (mark := self.marks.get(each.root))
        )

    def answer(self, stick: KnownStick, *, agrees: bool) -> None:
        self.answers[stick.mark] = agrees

    def write_to(self, stick: KnownStick) -> FolderVisit | UjuziError:
        self.wrote.append(stick.name)
        return self.comes

    def due(self) -> Due:
        return self.is_due

    def get_ready(self) -> None:
        self.got_ready += 1

    def work(self, due: Due, _cancelled: Callable[[], bool]) -> None:
        self.did.append(due)


class Scene:
    """An attendant, its band, and drives that come and go."""

    def __init__(self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.unattended = FakeUnattended()
        self.drives: tuple[Drive, ...] = ()
        self.is_told = True
        monkeypatch.setattr(drives, "fingerprint", lambda: str(self.drives) if self.is_told else "")
        self.holder = QWidget()
        qtbot.addWidget(self.holder)
        self.jobs = InlineJobs(SimpleNamespace(unattended=self.unattended))
        self.jobs.setParent(self.holder)
        self.attendant = Attendant(self.jobs, self.holder, lambda: self.drives)
        self.band = StickNotice(self.attendant)
        self.band.setParent(self.holder)
        self.holder.show()
        self.jobs.start()

    def put_in(self, *names: str, is_removable: bool = True) -> None:
        self.drives = tuple(
            Drive(Path(f"/media/{name}"), name, is_removable, is_writable=True, free_bytes=1)
            for name in names
        )
        self.unattended.marks = {each.root: f"mark of {each.label}" for each in self.drives}
        self.attendant.look()

    @property
    def said(self) -> str:
        return self.band.text.text() if self.band.isVisible() else ""


@pytest.fixture
def scene(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    made = Scene(qtbot, monkeypatch)
    yield made
    made.attendant._timer.stop()


def test_nothing_is_looked_at_while_the_first_pages_come(scene: Scene) -> None:
    timer = scene.attendant._timer
    assert (timer.isActive(), timer.interval()) == (True, FIRST_LOOK)
    scene.attendant.look()
    assert timer.interval() == LOOK_EVERY


def test_where_nothing_is_due_what_comes_next_is_made_ready(scene: Scene) -> None:
    for _look in range(LOOKS_A_MINUTE + 1):
        scene.attendant.look()
    assert (scene.unattended.got_ready, scene.unattended.did) == (1, [])

    scene.unattended.is_due = Due.OFFER
    for _look in range(LOOKS_A_MINUTE):
        scene.attendant.look()
    assert (scene.unattended.got_ready, scene.unattended.did) == (1, [Due.OFFER])


def test_an_unknown_stick_is_asked_about_once_and_then_written_to(scene: Scene) -> None:
    scene.put_in("CAMPUS")
    assert "“CAMPUS” is a stick of your campus" in scene.said
    assert scene.unattended.wrote == []

    scene.band.acted.emit()
    assert scene.unattended.wrote == ["CAMPUS"]
    assert "Safe to remove" in scene.said

    scene.put_in()
    scene.put_in("CAMPUS")
    assert scene.unattended.wrote == ["CAMPUS", "CAMPUS"]


def test_who_closes_the_question_is_not_asked_again(scene: Scene) -> None:
    scene.put_in("CAMPUS")
    scene.band.clear()
    scene.put_in()
    scene.put_in("CAMPUS")
    assert scene.said == ""
    assert scene.unattended.wrote == []


def test_a_stick_that_stays_in_is_written_to_once(scene: Scene) -> None:
    scene.unattended.answers = {"mark of A": True, "mark of B": True}
    scene.put_in("A")
    scene.attendant.look()
    scene.put_in("A", "B")
    assert scene.unattended.wrote == ["A", "B"]


def test_two_sticks_that_come_together_are_both_written_to(scene: Scene) -> None:
    scene.unattended.answers = {"mark of A": True, "mark of B": True}
    scene.put_in("A", "B")
    assert scene.unattended.wrote == ["A", "B"]


def test_a_disk_that_stays_in_its_case_is_no_stick(scene: Scene) -> None:
    scene.unattended.answers = {"mark of DISK": True}
    scene.put_in("DISK", is_removable=False)
    assert scene.unattended.wrote == []


def test_what_went_wrong_with_a_stick_is_said(scene: Scene) -> None:
    scene.unattended.answers = {"mark of A": True}
    scene.unattended.comes = WorldError(Code.FOLDER_GONE, "Gone.", path="/media/A")
    scene.put_in("A")
    assert "Nothing is lost" in scene.said
    assert "afe to remove" not in scene.said


def brought(scene: Scene, monkeypatch: pytest.MonkeyPatch, *titles: str) -> None:
    found = tuple(
        BroughtCourse(Path(title), replace(OFFER, title=title, trusted=True)) for title in titles
    )
    monkeypatch.setattr(module, "brought", lambda _root, _installer: found)
    scene.unattended.answers = {"mark of A": True}
    scene.put_in("A")


def test_courses_that_a_stick_brings_are_offered_in_the_band(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    brought(scene, monkeypatch, "Sums", "Words")
    assert "Safe to remove. It brings 2 course(s) that are new here" in scene.said
    with qtbot.waitSignal(scene.band.courses_wished) as wished:
        scene.band.action.click()
    assert wished.args == [Path("/media/A")]
    assert scene.said == ""
    assert scene.unattended.wrote == ["A"]  # and it is not written to once more


def test_a_stick_that_brings_none_is_only_safe_to_remove(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(scene, monkeypatch)
    assert scene.said.endswith("Safe to remove.")
    assert not scene.band.action.isVisible()


def test_at_the_door_no_course_is_offered(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.band._is_somebody_here = lambda: False
    brought(scene, monkeypatch, "Sums")
    assert scene.said.endswith("Safe to remove.")


def test_a_question_about_another_stick_is_not_taken_for_the_courses(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought(scene, monkeypatch, "Sums")
    monkeypatch.setattr(module, "brought", lambda _root, _installer: ())
    scene.put_in("A", "B")
    assert "“B” is a stick of your campus" in scene.said
    scene.band.action.click()
    assert scene.unattended.wrote == ["A", "B"]


def test_what_is_due_is_done_and_nothing_is_said_of_it(scene: Scene) -> None:
    scene.attendant.look()
    scene.unattended.is_due = Due.OFFER | Due.UPLOAD
    for _ in range(LOOKS_A_MINUTE):
        scene.attendant.look()
    assert scene.unattended.did == [Due.OFFER | Due.UPLOAD]
    assert scene.said == ""


def test_what_changed_on_the_way_to_the_hub_is_looked_at_soon(scene: Scene) -> None:
    scene.attendant.look()
    scene.attendant.look()
    scene.unattended.is_due = Due.OFFER
    scene.jobs.changed.emit(Changes.SYNC)
    scene.attendant.look()
    assert scene.unattended.did == [Due.OFFER]


def test_where_the_system_tells_nothing_drives_are_looked_at_once_a_minute(scene: Scene) -> None:
    scene.is_told = False
    scene.unattended.answers = {"mark of A": True}
    scene.put_in("A")
    assert scene.unattended.wrote == ["A"]
    scene.put_in()
    scene.put_in("A")
    assert scene.unattended.wrote == ["A"]
    for _ in range(LOOKS_A_MINUTE):
        scene.attendant.look()
    assert scene.unattended.wrote == ["A"]
