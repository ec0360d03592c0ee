"""Courses of the collection point: what they are, by whom signed, and taken one after the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import OFFER
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.services.delivery.relays import OfferedCourse, OfferedCourses
from ujuzi.services.study.installed import PackOffer
from ujuzi.ui.shell.point_courses_card import PointCoursesCard
from ujuzi.wire.relay import ServedPack


def course(name: str, version: int = 1, **more: object) -> OfferedCourse:
    """Return a course that is offered; `more` is of how it stands to what is here."""
    pack = ServedPack(f"{name}.ujuzi", 14_200_000, bytes(32), name, "fr", version, name.title())
    return OfferedCourse(pack, "IIOE National Centre", **{"is_trusted": True, **more})  # type: ignore[arg-type]


SUMS, WORDS = course("sums", 3, installed_version=2), course("words")
ODD = course("odd", is_trusted=False)


class FakeShelf:
    """A collection point that has what a test says; what was taken it offers no more."""

    def __init__(self, *courses: OfferedCourse) -> None:
        self.courses_there = list(courses)
        self.failure: UjuziError | None = None
        self.broken: UjuziError | None = None
        self.asked: list[str] = []
        self.taken: list[str] = []
        self.meanwhile: Callable[[], None] = lambda: None

    def through(self, _wait_for: object) -> FakeShelf:
        return self

    def courses(self, address: str, _cancelled: object) -> OfferedCourses:
        self.asked.append(address)
        if self.failure is not None:
            raise self.failure
        return OfferedCourses("192.168.1.20", tuple(self.courses_there))

    def take(
        self,
        address: str,
        offered: OfferedCourse,
        _installer: object,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> PackOffer:
        assert address == "192.168.1.20"
        progress(1, 2)
        self.meanwhile()
        if cancelled():
            raise RefusedError(Code.INSTALL_CANCELLED, "x")
        if self.broken is not None:
            raise self.broken
        self.taken.append(offered.pack.course)
        self.courses_there.remove(offered)
        return replace(OFFER, title=offered.pack.title)


class Shown:
    """The card over such a collection point."""

    def __init__(self, qtbot: QtBot, *courses: OfferedCourse) -> None:
        self.shelf = FakeShelf(*courses)
        self.jobs = InlineJobs(SimpleNamespace(relays=self.shelf))
        self.card = PointCoursesCard(self.jobs)
        qtbot.addWidget(self.card)
        self.card.resize(760, 720)

    @property
    def said(self) -> str:
        return self.card.notice.text.text() if self.card.notice.isVisible() else ""

    @property
    def rows(self) -> list[tuple[str, bool]]:
        return [(row.name.text(), row.get.isVisible()) for row in self.card.rows]

    def about(self, place: int) -> str:
        return self.card.rows[place].about.text()


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot, SUMS, WORDS, ODD)


def test_nothing_is_asked_before_somebody_asks(shown: Shown) -> None:
    assert shown.card.isHidden()
    assert shown.shelf.asked == []


def test_a_course_says_its_language_size_version_and_who_signed_it(
    shown: Shown, qtbot: QtBot
) -> None:
    shown.card.look("a")
    assert shown.shelf.asked == ["a"]
    assert shown.rows == [("Sums", True), ("Words", True), ("Odd", False)]
    assert "Français · 14.2 MB · version 3, in place of version 2" in shown.about(0)
    assert "Signed by IIOE National Centre" in shown.about(0)
    assert "who is not yet trusted on this computer" in shown.about(2)
    assert nameless(shown.card) == []
    qtbot.waitUntil(lambda: clipped(shown.card) == [])


def test_one_press_takes_one_and_another_all(shown: Shown) -> None:
    shown.card.look()
    assert shown.card.all.text() == "Get all (28.4 MB)"
    shown.card.rows[1].get.click()
    assert shown.shelf.taken == ["words"]
    assert shown.said == "Installed on this computer: Words."
    assert shown.rows == [("Sums", True), ("Odd", False)]
    assert not shown.card.all.isVisible()

    shown.shelf.courses_there.insert(0, WORDS)
    shown.card.look()
    shown.card.all.click()
    assert shown.shelf.taken == ["words", "words", "sums"]
    assert shown.said == "Installed on this computer: Words; Sums."


def test_the_keyboard_goes_from_course_to_course_and_then_on(shown: Shown) -> None:
    shown.card.look()
    card, stops = shown.card, []
    widget: QWidget | None = card.all
    while widget is not None and widget is not card.busy.stop:
        stops.append(widget)
        widget = widget.nextInFocusChain()
    assert [each for each in stops if isinstance(each, QAbstractButton)] == [
        card.all,
        card.rows[0].get,
        card.rows[1].get,
        card.rows[2].get,
    ]


def test_who_stops_it_is_told_that_it_goes_on_where_it_was(shown: Shown) -> None:
    shown.card.look()

    def stop() -> None:
        assert shown.jobs.latest is not None
        shown.card._job = shown.jobs.latest
        shown.card.busy.stop.click()
        shown.shelf.courses_there[0] = replace(SUMS, begun=7_100_000)

    shown.shelf.meanwhile = stop
    shown.card.all.click()
    assert shown.shelf.taken == []
    assert "goes on where it was" in shown.said
    assert "14.2 MB, of which 7.1 MB have come" in shown.about(0)
    assert shown.card.rows[0].get.text() == "Go on getting it"
    assert shown.card.all.text() == "Get all (21.3 MB)"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RefusedError(Code.PACK_TAMPERED, "x", name="sums.ujuzi"), "changed after it was signed"),
        (WorldError(Code.DISK_FULL, "x", path="p"), "disk"),
        (WorldError(Code.RELAY_UNREACHABLE, "x", address=""), "goes on where it was"),
    ],
)
def test_what_hinders_is_said_and_the_rest_can_be_taken(
    shown: Shown, error: UjuziError, said: str
) -> None:
    shown.card.look()
    shown.shelf.broken = error
    shown.card.rows[0].get.click()
    assert said in shown.said
    shown.shelf.broken = None
    shown.card.rows[1].get.click()
    assert shown.shelf.taken == ["words"]


def test_where_nothing_is_new_that_is_said_to_who_asked_and_to_nobody_else(qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    shown.card.look_quietly()
    assert shown.card.isHidden()
    shown.card.look()
    assert "192.168.1.20 has no course that is new here" in shown.said
    shown.shelf.failure = WorldError(Code.RELAY_NOT_FOUND, "x")
    shown.card.look()
    assert "collection point" in shown.said


def test_asked_quietly_it_appears_only_with_something_to_take(shown: Shown) -> None:
    shown.shelf.failure = WorldError(Code.RELAY_NOT_FOUND, "x")
    shown.card.look_quietly()
    assert shown.card.isHidden()
    shown.shelf.failure = None
    shown.card.look_quietly()
    assert shown.card.isVisible()
    assert len(shown.rows) == 3


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_it_has_room_in_both_directions(
    shown: Shown, direction: Qt.LayoutDirection, qtbot: QtBot
) -> None:
    shown.card.setLayoutDirection(direction)
    shown.card.look()
    qtbot.waitUntil(lambda: clipped(shown.card) == [])
