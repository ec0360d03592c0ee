"""What the collection point hands out is chosen by name, and made ready while it is open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import FakeCollectionPoint, campus_desk, point_course
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from ujuzi.errors import Code, WorldError
from ujuzi.services.delivery.handing_on import HandedOn
from ujuzi.ui.campus.point_courses import PointCoursesChoice


class Choice:
    """The widget over a collection point's courses."""

    def __init__(self, qtbot: QtBot) -> None:
        self.point = FakeCollectionPoint()
        self.courses = self.point.courses
        self.courses.known = [point_course("sums"), point_course("words")]
        self.jobs = InlineJobs(campus_desk(collection_point=self.point))
        self.widget = PointCoursesChoice(self.jobs)
        qtbot.addWidget(self.widget)
        self.widget.resize(700, 400)
        self.widget.show()
        self.widget.look()

    @property
    def ready(self) -> list[str]:
        return [each.title for each in self.courses.known if each.is_there]

    @property
    def said(self) -> str:
        notice = self.widget.notice
        return notice.text.text() if notice.isVisible() else ""


@pytest.fixture
def choice(qtbot: QtBot) -> Choice:
    return Choice(qtbot)


def test_nothing_is_made_ready_before_the_point_is_open(choice: Choice) -> None:
    assert choice.widget.words.text() == "Hands out 2 of 2 course(s) of this computer (28.4 MB)."
    assert choice.courses.prepared == 0
    choice.widget.show_point(is_open=True)
    assert choice.ready == ["Sums", "Words"]
    choice.widget.look()
    assert choice.courses.prepared == 1


def test_the_list_is_behind_a_button_and_a_press_takes_one_out(choice: Choice) -> None:
    widget = choice.widget
    widget.show_point(is_open=True)
    assert not widget.boxes[0].isVisible()
    widget.choose.click()
    assert [box.text() for box in widget.boxes] == [
        "Sums · English · 14.2 MB",
        "Words · English · 14.2 MB",
    ]
    widget.boxes[0].click()
    assert choice.ready == ["Words"]
    assert widget.words.text().startswith("Hands out 1 of 2")
    widget.boxes[0].click()
    assert choice.ready == ["Sums", "Words"]


def test_one_that_cannot_go_says_what_mends_it(choice: Choice) -> None:
    choice.courses.known[0] = point_course("sums", may_go=False)
    choice.courses.told = HandedOn(unsigned=["Sums"])
    choice.widget.look()
    box = choice.widget.boxes[0]
    assert (box.isEnabled(), box.isChecked()) == (False, False)
    assert "to be installed once more" in box.text()
    choice.widget.show_point(is_open=True)
    assert choice.said.startswith("Not complete on this computer: Sums.")
    assert choice.ready == ["Words"]


def test_a_full_disk_is_told_once_and_not_tried_again_and_again(choice: Choice) -> None:
    choice.courses.told = HandedOn(written=["Words"], no_room=["Sums"])
    choice.widget.show_point(is_open=True)
    assert "no room on this computer's disk for: Sums." in choice.said
    choice.widget.look()
    choice.widget.look()
    assert choice.courses.prepared == 1


def test_it_can_be_stopped_and_a_press_goes_on(choice: Choice) -> None:
    def stop() -> None:
        choice.widget._job = choice.jobs.latest
        choice.widget.busy.stop.click()

    choice.courses.meanwhile = stop
    choice.widget.show_point(is_open=True)
    assert choice.said == "Stopped: not all of the courses are ready."
    choice.courses.meanwhile = lambda: None
    choice.widget.boxes[0].click()
    choice.widget.boxes[0].click()
    assert choice.ready == ["Sums", "Words"]


def test_a_long_title_is_cut_where_it_is_seen_and_read_out_whole(choice: Choice) -> None:
    long = "An introduction to everything that a teacher meets in her first year"
    choice.courses.known = [replace(point_course("sums"), title=long)]
    choice.widget.look()
    (box,) = choice.widget.boxes
    assert "…" in box.text()
    assert box.sizeHint().width() < 700
    assert box.accessibleName() == f"{long} · English · 14.2 MB"


def test_what_fails_is_said(choice: Choice) -> None:
    def fail() -> None:
        raise WorldError(Code.DATA_DIR_NOT_WRITABLE, "x", path="/data/relay")

    choice.courses.meanwhile = fail
    choice.widget.show_point(is_open=True)
    assert "/data/relay" in choice.said
    assert choice.widget.busy.isHidden()


def test_without_a_course_nothing_is_shown(choice: Choice) -> None:
    choice.courses.known = []
    choice.widget.look()
    assert choice.widget.isHidden()


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_it_has_names_and_room_in_both_directions(
    choice: Choice, direction: Qt.LayoutDirection, qtbot: QtBot
) -> None:
    choice.widget.setLayoutDirection(direction)
    choice.widget.choose.click()
    assert nameless(choice.widget) == []
    qtbot.waitUntil(lambda: clipped(choice.widget) == [])
