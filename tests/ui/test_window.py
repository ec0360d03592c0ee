"""The window: who is in, where one goes, what is told; with plain pages in place of the real."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.frames import Frames
from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, PACK
from helpers.window_fakes import PlainPage, WindowDesk
from ui.test_places import SHOWN
from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, WorldError
from ujuzi.services.computer import CarriedNews
from ujuzi.services.people.people import Preferences
from ujuzi.services.people.roster import LinkState, ProfileLink, SeatState
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.look.theme import DARK, LIGHT, TEXT_SIZES, current, wear
from ujuzi.ui.places import PLACES
from ujuzi.ui.shell.destinations import (
    Destination,
    ToActivity,
    ToCampus,
    ToCollect,
    ToCourse,
    ToFirstStart,
    ToLearn,
    ToNotes,
    ToQuiz,
    ToReader,
    ToSearch,
    ToSettings,
    ToSignIn,
    ToSitting,
    ToSync,
)
from ujuzi.ui.shell.idle import GONE, WARNED, IdleWatch
from ujuzi.ui.shell.page_notice import PageNotice
from ujuzi.ui.shell.place import LearnersPlace, OpenPlace, Place, Who
from ujuzi.ui.window import MainWindow, dropped_pack

RAIL = [place.to for place in PLACES if place.label and place.who is not Who.COORDINATOR]


class Stage:
    """A window on plain pages, and a clock to move."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        self.now = 0.0
        self.made: dict[type[Destination], list[PlainPage]] = {place.to: [] for place in PLACES}
        self.desk = WindowDesk()
        self.jobs = InlineJobs(self.desk)
        self.watch = IdleWatch(clock=lambda: self.now)
        self.interpreter = Interpreter(app)
        self.window = MainWindow(
            self.jobs,
            self.watch,
            self.interpreter,
            [self._made_plain(place) for place in PLACES],
        )
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitUntil(self.window.isVisible)

    def _made_plain(self, place: OpenPlace[Any] | LearnersPlace[Any]) -> Place[Any]:
        make = partial(self._make, place.to)
        if isinstance(place, OpenPlace):
            return structs.replace(place, make=make)
        return structs.replace(place, make=make)

    def _make(self, to: type[Destination], *_for: object) -> PlainPage:
        page = PlainPage(immersive=to is ToReader)
        self.made[to].append(page)
        return page

    def page(self, to: type[Destination]) -> PlainPage:
        return self.made[to][-1]

    def shown(self) -> type[Destination]:
        return next(to for to, pages in self.made.items() if self.window.page in pages)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        QTest.keyClick(self.window, key, modifiers)


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    wear(qapp, LIGHT)
    made = Stage(qtbot, qapp)
    yield made
    made.interpreter.deleteLater()  # else each later window is told of all their translations


@pytest.fixture
def inside(stage: Stage) -> Stage:
    stage.window.sign_in(ADA)
    return stage


def test_a_computer_without_people_welcomes_the_first(stage: Stage) -> None:
    stage.desk.people.everyone.clear()
    stage.jobs.start()
    assert stage.shown() == ToFirstStart


def test_a_computer_with_people_asks_who_it_is(stage: Stage) -> None:
    stage.jobs.start()
    assert stage.shown() == ToSignIn
    assert not stage.window.rail.isVisible()


def test_who_signs_in_comes_to_learn(inside: Stage) -> None:
    assert inside.shown() == ToLearn
    assert inside.page(ToLearn).asked == [ToLearn()]
    assert inside.window.rail.isVisible()


def test_a_page_is_made_when_it_is_first_visited_and_kept(inside: Stage) -> None:
    assert inside.made[ToNotes] == []
    inside.window.go(ToNotes())
    inside.window.go(ToLearn())
    inside.window.go(ToNotes())
    assert len(inside.made[ToNotes]) == 1
    assert inside.page(ToNotes).asked == [ToNotes(), ToNotes()]


@pytest.mark.parametrize(("number", "place"), list(enumerate(RAIL[:9], 1)))
def test_control_and_a_number_goes_to_a_place(
    inside: Stage, number: int, place: type[Destination]
) -> None:
    inside.press(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
    assert inside.shown() == place


def test_the_rail_marks_where_one_is(inside: Stage) -> None:
    inside.window.rail.items[ToNotes].click()
    checked = [place for place, item in inside.window.rail.items.items() if item.is_here]
    assert (inside.shown(), checked) == (ToNotes, [ToNotes])


def test_a_reader_hears_buttons_in_the_rail_and_where_one_is(inside: Stage) -> None:
    inside.window.go(ToNotes())
    heard = [
        QAccessible.queryAccessibleInterface(item) for item in inside.window.rail.items.values()
    ]
    assert {each.role() for each in heard} == {QAccessible.Role.Button}
    said = [each.text(QAccessible.Text.Description) for each in heard]
    assert sorted(filter(None, said)) == ["You are here"]


@pytest.mark.parametrize("place", [place for place in PLACES if place.who is Who.LEARNER])
def test_every_page_of_a_learner_lights_one_place_of_the_rail(
    inside: Stage, place: Place[Any]
) -> None:
    inside.window._show(SHOWN.get(place.to, place.to)())
    lit = [to for to, item in inside.window.rail.items.items() if item.is_here]
    assert lit == [place.within or place.to]


def test_the_page_of_a_course_lights_learn(inside: Stage) -> None:
    inside.window.go(ToCourse("ai-literacy"))
    assert inside.window.rail.items[ToLearn].is_here


def test_control_and_comma_goes_to_the_settings(inside: Stage) -> None:
    inside.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert inside.shown() == ToSettings


@pytest.mark.parametrize("place", [place for place in PLACES if place.who is Who.LEARNER])
def test_escape_goes_back_from_everywhere(inside: Stage, place: Place[Any]) -> None:
    if place.to is ToLearn:
        return
    inside.window._show(SHOWN.get(place.to, place.to)())
    inside.window._history.append(SHOWN.get(place.to, place.to)())
    QTest.keyClick(inside.page(place.to).editor, Qt.Key.Key_Escape)
    assert inside.shown() == ToLearn


def test_alt_left_goes_back_to_what_was_shown(inside: Stage) -> None:
    inside.window.go(ToCourse("ai-literacy"))
    inside.window.go(ToReader(PACK, "who-decides"))
    inside.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    shown = [inside.shown()]
    assert inside.page(ToCourse).asked[-1] == ToCourse("ai-literacy")
    inside.window.back()
    inside.window.back()
    shown.append(inside.shown())
    assert shown == [ToCourse, ToLearn]


def test_a_page_is_left_before_another_comes(inside: Stage) -> None:
    inside.window.go(ToReader(PACK, "who-decides"))
    reader = inside.page(ToReader)
    assert reader.left == 0
    inside.window.go(ToReader(PACK, "benefit-and-loss"))
    assert reader.left == 1
    inside.window.go(ToLearn())
    assert reader.left == 2


def test_a_page_is_left_when_the_window_closes(inside: Stage) -> None:
    inside.window.close()
    assert inside.page(ToLearn).left == 1


def test_an_activity_opens_in_the_page_of_its_kind(inside: Stage) -> None:
    opened = []
    for activity in ("who-decides", "mindset-quiz"):
        inside.window.go(ToActivity(PACK, activity))
        opened.append(inside.window.here)
    assert opened == [ToReader(PACK, "who-decides"), ToQuiz(PACK, "mindset-quiz")]


def test_what_a_page_wants_is_opened(inside: Stage) -> None:
    inside.page(ToLearn).go(ToCourse("ai-literacy"))
    assert inside.shown() == ToCourse
    assert inside.page(ToCourse).asked == [ToCourse("ai-literacy")]


def test_what_is_done_once_is_not_done_again_on_the_way_back(inside: Stage) -> None:
    file = Path("/media/stick/ai.ujuzi")
    inside.window.go(ToLearn(file))
    inside.window.go(ToNotes())
    inside.window.back()
    assert inside.page(ToLearn).asked == [ToLearn(), ToLearn(file), ToLearn()]


def test_the_door_is_not_entered_from_inside(inside: Stage) -> None:
    inside.window.go(ToSignIn())
    assert inside.shown() == ToLearn


def test_the_keyboard_starts_at_the_pages_first_stop(inside: Stage, qtbot: QtBot) -> None:
    inside.window.activateWindow()
    qtbot.waitUntil(inside.window.isActiveWindow)
    inside.window.go(ToSearch())
    assert inside.page(ToSearch).editor.hasFocus()


def test_what_changed_is_told_to_the_page_that_is_open(inside: Stage) -> None:
    inside.window.go(ToNotes())
    inside.jobs.changed.emit(Changes.NOTES)
    assert inside.page(ToNotes).told == [Changes.NOTES]
    assert inside.page(ToLearn).told == []


def test_signing_out_gives_away_every_page(inside: Stage) -> None:
    inside.window.go(ToNotes())
    inside.window.sign_out()
    assert inside.shown() == ToSignIn
    assert inside.page(ToNotes).left == 1
    inside.window.sign_in(ADA)
    inside.window.go(ToNotes())
    assert len(inside.made[ToNotes]) == 2


def test_nothing_can_be_reached_while_nobody_is_signed_in(stage: Stage) -> None:
    stage.jobs.start()
    stage.press(Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    stage.window.go(ToNotes())
    stage.window.back()
    assert stage.shown() == ToSignIn


def test_who_walked_away_is_signed_out_and_told(inside: Stage) -> None:
    inside.now += GONE
    inside.watch.look()
    assert inside.shown() == ToSignIn
    assert "ten minutes" in inside.window.notice.text.text()
    assert inside.window.notice.property("tone") == "notice"


def test_who_sits_still_is_warned_a_minute_before_and_may_stay(inside: Stage) -> None:
    still = inside.window.still
    inside.now += GONE - WARNED
    inside.watch.look()
    assert still.isVisible()
    assert still.property("tone") == "warning"
    assert inside.shown() == ToLearn
    QTest.keyClick(inside.window.windowHandle(), Qt.Key.Key_Shift)
    assert not still.isVisible()
    inside.now += WARNED
    inside.watch.look()
    shown = [inside.shown()]
    inside.now += GONE
    inside.watch.look()
    assert [*shown, inside.shown()] == [ToLearn, ToSignIn]
    assert not still.isVisible()


def test_neither_a_sitting_nor_a_playing_video_is_cut_by_the_clock(inside: Stage) -> None:
    inside.window.go(ToSitting(PACK, "final"))
    page = inside.page(ToSitting)
    page.holds = True
    for _ in range(3):
        for seconds in (GONE - WARNED, WARNED, GONE):
            inside.now += seconds
            inside.watch.look()
            assert inside.shown() == ToSitting
            assert not inside.window.still.isVisible()
    page.holds = False
    inside.now += GONE
    inside.watch.look()
    assert inside.shown() == ToSignIn


def test_who_scrolls_is_there_by_whatever_means(inside: Stage) -> None:
    inside.window.go(ToReader(PACK, "who-decides"))
    bar = inside.page(ToReader).text.verticalScrollBar()
    inside.now += GONE - WARNED
    inside.watch.look()
    bar.setRange(0, 100)
    bar.setValue(30)
    assert not inside.window.still.isVisible()
    inside.now += WARNED
    inside.watch.look()
    assert inside.shown() == ToReader


def test_the_rail_gives_its_words_to_a_lesson_on_a_small_screen(inside: Stage) -> None:
    inside.window.resize(1024, 600)
    inside.window.go(ToReader(PACK, "who-decides"))
    assert inside.window.rail.collapsed
    inside.window.resize(1366, 768)
    assert not inside.window.rail.collapsed
    inside.window.resize(1024, 600)
    inside.window.go(ToLearn())
    assert not inside.window.rail.collapsed


def test_a_person_finds_her_own_dress(stage: Stage) -> None:
    preferences = Preferences(theme="dark", text_size=125)
    stage.window.dress(preferences)
    assert current() is DARK
    assert QApplication.font().pixelSize() == 19
    stage.window.dress(Preferences())


def test_what_a_person_chose_is_worn_once_it_is_kept(inside: Stage) -> None:
    assert current() is LIGHT
    person = replace(ADA, name="Adama O.", preferences=Preferences(theme="dark"))
    inside.desk.people.everyone = [person]
    inside.jobs.changed.emit(Changes.PREFERENCES)
    assert current() is DARK
    assert inside.window.rail._person.text() == "Adama O."
    inside.window.dress(Preferences())


def test_an_error_that_no_page_took_stands_above_the_page(inside: Stage) -> None:
    inside.jobs.failed.emit(WorldError(Code.DISK_FULL, "Full."))
    assert inside.window.notice.isVisible()
    assert "disk is full" in inside.window.notice.text.text()


def test_a_seat_that_waits_is_said_where_one_looks_for_what_is_missing(inside: Stage) -> None:
    window, roster = inside.window, inside.desk.roster
    assert window.seat.isHidden()

    roster.state = replace(roster.state, seat=SeatState.CLAIMED)
    inside.jobs.changed.emit(Changes.DOCUMENTS)
    assert "when the hub has confirmed" in window.seat.text.text()
    assert window.seat.isVisible()
    window.go(ToSearch())
    assert window.seat.isHidden()
    window.go(ToSync())
    assert window.seat.isVisible()
    window.seat.action.click()
    assert inside.page(ToSettings).asked == [ToSettings(at_code=True)]
    assert window.seat.isHidden()

    window.go(ToLearn())
    window.seat.dismiss.click()
    window.go(ToNotes())
    assert window.seat.isHidden()


def test_the_rail_does_not_claim_that_work_is_saved_when_it_is_not(inside: Stage) -> None:
    state = inside.window.rail._state
    assert "All work is saved" in state.text()
    inside.desk.people.failure = WorldError(Code.DISK_FULL, "Full.")
    ask = inside.jobs.ask
    ask(inside.window, lambda desk: desk.people.sign_in(ADA.learner, "2468"), fail=lambda _e: None)
    assert "could not be saved" in state.text()
    inside.jobs.changed.emit(Changes.PROGRESS)
    assert "All work is saved" in state.text()


def test_the_rail_says_while_a_page_holds_what_is_not_saved(inside: Stage) -> None:
    state = inside.window.rail._state
    inside.window.go(ToSettings())
    page = inside.page(ToSettings)
    page.typed = True
    page.unsaved_changed.emit()
    assert state.text() == "Not everything is saved yet"
    inside.jobs.changed.emit(Changes.PROGRESS)
    assert state.text() == "Not everything is saved yet"
    inside.window.go(ToLearn())
    assert state.text() == "Not everything is saved yet"
    page.typed = False
    page.unsaved_changed.emit()
    assert "All work is saved" in state.text()


def hold(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """Let what is asked wait; return what answers each question."""
    ask, asked = stage.jobs.ask, list[Callable[[], None]]()
    monkeypatch.setattr(stage.jobs, "ask", lambda *question: asked.append(partial(ask, *question)))
    return asked


def test_the_page_before_stays_on_the_screen_until_the_next_has_its_content(
    inside: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert inside.window.updatesEnabled()
    asked = hold(inside, monkeypatch)
    inside.window.go(ToCourse("a"))
    assert not inside.window.updatesEnabled()
    inside.window.go(ToNotes())
    first, second = asked
    first()
    assert not inside.window.updatesEnabled()
    with qtbot.waitSignal(inside.window.arrived):
        second()
    assert inside.window.updatesEnabled()


def test_who_signs_out_sees_her_page_until_the_door_stands(
    inside: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = hold(inside, monkeypatch)
    inside.window.sign_out()
    while asked:
        assert not inside.window.updatesEnabled()
        asked.pop(0)()
    assert inside.window.updatesEnabled()
    assert inside.shown() is ToSignIn


def test_a_page_that_is_answered_late_is_shown_without_its_content(
    inside: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(inside, monkeypatch)
    inside.window.go(ToNotes())
    assert inside.window._stack._veil.isActive()
    inside.window._stack._veil.timeout.emit()
    assert inside.window.updatesEnabled()


def test_every_frame_from_page_to_page_shows_something(
    inside: Stage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for to in (ToLearn, ToNotes):
        inside.window.go(to())
        inside.page(to).editor.setText("Something to see, of some colours.")
    frames = Frames(inside.window, inside.window._stack)
    asked = hold(inside, monkeypatch)
    inside.window.go(ToLearn())
    inside.page(ToLearn).editor.hide()
    inside.window.resize(1000, 600)
    qtbot.waitUntil(lambda: inside.window.width() == 1000)
    inside.page(ToLearn).editor.show()
    with qtbot.waitSignal(inside.window.arrived):
        asked[-1]()
    qtbot.waitUntil(lambda: frames.seen > 0)
    assert not frames.blank


def test_what_a_page_shows_as_it_comes_is_drawn_once(
    inside: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Drawn(QWidget):
        times = 0

        def paintEvent(self, _event: QPaintEvent) -> None:
            self.times += 1

    inside.window.go(ToNotes())
    asked = hold(inside, monkeypatch)
    inside.window.go(ToNotes())
    late = Drawn(inside.page(ToNotes))
    late.show()
    asked[-1]()
    QApplication.sendEvent(inside.window, QEvent(QEvent.Type.UpdateRequest))  # a frame is due
    assert late.times == 1
    QApplication.processEvents()
    assert late.times == 1


def test_the_reader_is_made_ready_while_a_person_looks_at_her_courses(inside: Stage) -> None:
    made = inside.made
    assert inside.window._stack._warming.isActive()
    for _ in range(3):
        inside.window._stack._warming.timeout.emit()
    assert [to for to in (ToReader, ToCourse, ToQuiz) if made[to]] == [ToReader, ToCourse, ToQuiz]
    inside.window._stack._warming.timeout.emit()
    assert inside.shown() is ToLearn
    inside.window.go(ToReader(PACK, "first"))
    assert len(made[ToReader]) == 1


def test_nothing_is_made_ready_at_the_door(stage: Stage) -> None:
    stage.jobs.start()
    stage.window._stack._warming.timeout.emit()
    assert not stage.made[ToReader]


def test_where_type_is_so_large_that_the_rail_would_lose_words_it_shows_its_icons(
    inside: Stage, qtbot: QtBot
) -> None:
    window = inside.window
    window.resize(1024, 600)
    qtbot.waitUntil(lambda: window.height() == 600)
    assert not window.rail.collapsed
    window.dress(Preferences(text_size=150))
    assert not window.rail.collapsed
    window.dress(Preferences(text_size=max(TEXT_SIZES)))
    assert window.rail.collapsed
    window.dress(Preferences())
    assert not window.rail.collapsed


FULL = WorldError(Code.DISK_FULL, "Full.")


def fail_to_save(stage: Stage) -> None:
    stage.desk.full = FULL
    stage.jobs.ask(stage.window, lambda desk: desk.save_again())


def test_the_bar_of_a_full_disk_goes_when_there_is_room_again(inside: Stage) -> None:
    page = inside.page(ToLearn)
    notice = PageNotice()
    notice.setParent(page)
    fail_to_save(inside)
    notice.refuse(FULL)
    inside.window._try_to_save()
    assert inside.window.notice.isVisible()
    inside.desk.full = None
    inside.window._again.timeout.emit()
    assert inside.window.notice.isHidden()
    assert notice.isHidden()
    assert "All work is saved" in inside.window.rail._state.text()
    assert not inside.window._again.isActive()
    assert page.saved == 1


def test_the_bar_says_that_the_stick_is_back(inside: Stage) -> None:
    fail_to_save(inside)
    inside.desk.full, inside.desk.came_back = None, True
    inside.window._again.timeout.emit()
    assert "The stick is back" in inside.window.notice.text.text()
    assert "All work is saved" in inside.window.rail._state.text()


@pytest.mark.parametrize(
    ("news", "words"),
    [
        ((CarriedNews.CUT_OFF,), ["was taken out"]),
        ((CarriedNews.COPIED,), ["another computer"]),
        ((CarriedNews.CUT_OFF, CarriedNews.COPIED), ["was taken out", "another computer"]),
    ],
)
def test_what_happened_to_a_stick_is_told(
    stage: Stage, news: tuple[CarriedNews, ...], words: list[str]
) -> None:
    stage.window.tell_news(news)
    assert all(each in stage.window.notice.text.text() for each in words)


def test_what_else_the_bar_says_stays_when_there_is_room_again(
    inside: Stage, tmp_path: Path
) -> None:
    fail_to_save(inside)
    inside.window.tell_bug(tmp_path / "report")
    inside.desk.full = None
    inside.window._try_to_save()
    assert inside.window.notice.isVisible()


def test_that_nothing_can_be_saved_is_said_once_and_closed_for_good(inside: Stage) -> None:
    fail_to_save(inside)
    inside.window.notice.dismiss.click()
    fail_to_save(inside)
    assert inside.window.notice.isHidden()
    inside.desk.full = None
    inside.window._try_to_save()
    fail_to_save(inside)
    assert inside.window.notice.isVisible()


def test_a_window_in_which_typed_text_waits_closes_at_the_second_time(inside: Stage) -> None:
    fail_to_save(inside)
    inside.desk.learning.has_unkept = True
    inside.window.close()
    assert inside.window.isVisible()
    assert "not saved yet" in inside.window.notice.text.text()
    inside.window.close()
    assert not inside.window.isVisible()


def test_a_window_on_a_full_disk_closes_at_once_where_nothing_typed_waits(
    inside: Stage, qtbot: QtBot
) -> None:
    fail_to_save(inside)
    inside.window.close()
    qtbot.waitUntil(lambda: not inside.window.isVisible())


def test_a_bug_is_passed_on(inside: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(inside.window.bug_met) as met:
        inside.jobs.failed.emit(ZeroDivisionError())
    assert isinstance(met.args[0], ZeroDivisionError)
    assert not inside.window.notice.isVisible()


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("file:///media/stick/ai.ujuzi", Path("/media/stick/ai.ujuzi")),
        ("file:///media/stick/AI.UJUZI", Path("/media/stick/AI.UJUZI")),
        ("file:///media/stick/ai.zip", None),
        ("https://example.org/ai.ujuzi", None),
    ],
)
def test_only_a_course_file_of_this_computer_can_be_dropped(url: str, file: Path | None) -> None:
    data = QMimeData()
    data.setUrls([QUrl(url)])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert dropped_pack(drop) == file


COORDINATOR = ProfileLink(LinkState.LINKED, ADA.name, "coordinator")


def test_the_campus_is_there_for_its_coordinator_and_for_nobody_else(stage: Stage) -> None:
    rail, lower = stage.window.rail, []
    stage.window.sign_in(ADA)
    assert not rail.items[ToCampus].isVisible()
    lower.append(rail.height_with_words)
    stage.window.go(ToCampus())
    stage.press(
        Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert stage.shown() == ToLearn
    assert stage.made[ToCampus] == []

    stage.desk.roster.state = COORDINATOR
    stage.jobs.changed.emit(Changes.DOCUMENTS)
    assert rail.items[ToCampus].isVisible()
    assert rail.height_with_words > lower[0]
    stage.press(
        Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert stage.shown() == ToCampus


def test_who_is_coordinator_no_longer_is_led_out_and_finds_no_way_back(stage: Stage) -> None:
    stage.desk.roster.state = COORDINATOR
    stage.window.sign_in(ADA)
    stage.window.go(ToNotes())
    stage.window.go(ToCollect())
    assert stage.shown() == ToCollect

    stage.desk.roster.state = replace(COORDINATOR, role="teacher")
    stage.jobs.changed.emit(Changes.DOCUMENTS)
    assert stage.shown() == ToLearn
    assert not stage.window.rail.items[ToCampus].isVisible()
    stage.window.back()
    assert stage.shown() == ToNotes
    stage.window.go(ToCollect())
    assert stage.shown() == ToNotes


def test_the_next_person_finds_nothing_of_the_campus(stage: Stage) -> None:
    stage.desk.roster.state = COORDINATOR
    stage.window.sign_in(ADA)
    stage.window.go(ToCollect())
    stage.window.sign_out()
    assert stage.desk.signed_out == 1
    stage.desk.roster.state = ProfileLink(LinkState.NONE)
    stage.window.sign_in(ADA)
    assert not stage.window.rail.items[ToCampus].isVisible()
    stage.window.go(ToCollect())
    assert stage.shown() == ToLearn


NOBODYS = ("ujuzi.ui.campus", "ujuzi.services.campus", "services.people.office", "six_words")
AS_A_TEACHER = """
import sys
from pathlib import Path
from helpers.inline_jobs import InlineJobs
from ujuzi.services.desk import open_desk
from ujuzi.ui.application import make_application
from ujuzi.ui.look.language import Interpreter
from ujuzi.ui.shell.destinations import ToLearn, ToNotes
from ujuzi.ui.shell.idle import IdleWatch
from ujuzi.ui.window import MainWindow

app = make_application()
with open_desk(Path(sys.argv[1])) as desk:
    ada = desk.people.create(name="Ada", role="teacher", language="en", pin="2468")
    jobs = InlineJobs(desk)
    window = MainWindow(jobs, IdleWatch(jobs), Interpreter(app))
    window.show()
    window.sign_in(ada)
    window.go(ToNotes())
    window.go(ToLearn())
    app.processEvents()
    window.sign_out()
print(*sys.modules)
"""


def test_nothing_of_the_campus_is_imported_for_who_may_not_enter(tmp_path: Path) -> None:
    command = [sys.executable, "-c", AS_A_TEACHER, str(tmp_path / "data")]
    helped = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run(
        command, capture_output=True, text=True, check=True, env=helped
    ).stdout.split()
    assert "ujuzi.ui.me.notes" in told
    assert [each for each in told if any(name in each for name in NOBODYS)] == []


def test_an_office_stays_open_while_she_moves_about_the_campus(stage: Stage) -> None:
    stage.desk.roster.state = COORDINATOR
    stage.window.sign_in(ADA)
    stage.window.go(ToNotes())
    assert stage.desk.office.touched == 0
    stage.window.go(ToCampus())
    stage.window.go(ToCollect())
    assert stage.desk.office.touched == 2
