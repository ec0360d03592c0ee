"""Collect, send, prepare: three steps, each by one button, and words that never say too much."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import (
    FakeCourier,
    FakeFolders,
    FakeUnattended,
    came_of,
    campus_desk,
    computer,
)
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import MONDAY
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError, WorldError
from ujuzi.services.delivery.handing_on import HandedOn
from ujuzi.services.delivery.unattended import UnattendedSettings
from ujuzi.store.introductions import HeldIntroduction
from ujuzi.ui.campus.collect_page import CollectPage
from ujuzi.ui.campus.step_card import StepCard, StepStage
from ujuzi.ui.look.dates import day
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.destinations import ToCollect
from ujuzi.ui.widgets.card import Card

STICK = Path("/media/awa/STICK")
OWN = replace(computer(99), device="d")
"""The coordinator's own computer, which sends by itself."""
WAITING = "Waiting here: 170 record(s) of 2 computer(s)."
NOT_SAID = ("sent", "submitted", "arrived at the hub on", "uploaded")


class Friday:
    """A coordinator's page, and a stick with what three computers wrote."""

    def __init__(self, qtbot: QtBot) -> None:
        known = [computer(1), computer(2, landed=10), computer(3), OWN]
        self.folders = FakeFolders(known=known, lies_there=came_of(150, 20))
        self.chosen: list[Path | None] = []
        self.unattended = FakeUnattended()
        self.jobs = InlineJobs(campus_desk(folders=self.folders, unattended=self.unattended))
        self.courier = FakeCourier()
        courier = cast(Courier, self.courier)
        self.page = CollectPage(self.jobs, courier, lambda *_: self._choose())
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.show_at(ToCollect())
        self.page.take_keyboard()

    def _choose(self) -> Path | None:
        self.chosen.append(STICK)
        return STICK

    def stop(self) -> None:
        """What the button does, whose page has its job only once this is over."""
        assert self.jobs.latest is not None
        self.jobs.latest.cancel()

    def said(self, step: StepCard) -> str:
        return step.notice.text.text() if step.notice.isVisible() else ""

    @property
    def turn(self) -> StepCard:
        (found,) = [step for step in self.page.steps if step.stage is StepStage.NOW]
        return found


@pytest.fixture
def friday(qtbot: QtBot) -> Friday:
    return Friday(qtbot)


def test_three_presses_of_one_key_collect_send_and_prepare(friday: Friday, qtbot: QtBot) -> None:
    page = friday.page
    assert friday.turn is page.collect
    for step in page.steps:
        page.activateWindow()
        qtbot.waitUntil(lambda step=step: step.button.hasFocus())  # type: ignore[misc]
        QTest.keyClick(step.button, Qt.Key.Key_Space)

    assert friday.folders.asked == [("collect", STICK), ("send", None), ("prepare", STICK)]
    assert [step.stage for step in page.steps] == [StepStage.DONE] * 3
    assert friday.chosen == [STICK]  # and not asked again for the stick that is prepared
    assert "170 record(s) came of 2 computer(s)" in friday.said(page.collect)
    assert "Arrived at the hub: 170 record(s)." in friday.said(page.send)
    assert friday.said(page.prepare).startswith("Safe to remove.")
    assert nameless(page) == []
    qtbot.waitUntil(lambda: clipped(page) == [])


def test_every_card_of_the_page_is_seen_on_it(friday: Friday) -> None:
    page = friday.page
    cards = [each for each in vars(page).values() if isinstance(each, Card) and each.layout()]
    assert page.point in cards
    unseen = [each for each in cards if not page.isAncestorOf(each)]
    assert unseen == []
    assert page.point.isVisible()


def test_what_was_collected_is_held_and_nobody_says_that_it_was_sent(friday: Friday) -> None:
    friday.page.collect.button.click()

    said = friday.said(friday.page.collect)
    assert "held here" in said
    assert "have not arrived" in said
    assert not any(word in said for word in NOT_SAID)
    assert friday.page.send.figures.text().startswith(WAITING)
    assert friday.turn is friday.page.send


def test_the_folder_of_the_last_time_is_offered_and_another_can_be_chosen(friday: Friday) -> None:
    collect = friday.page.collect
    assert collect.button.text() == "Choose the folder and collect"
    assert not collect.another.isVisible()
    friday.folders.last = Path("/share/lab")
    friday.page.show_at(ToCollect())
    assert collect.button.text() == "Collect from “lab”"

    collect.button.click()
    assert friday.chosen == []
    collect.another.click()

    assert [folder for _, folder in friday.folders.asked] == [Path("/share/lab"), STICK]


def test_who_chooses_no_folder_collects_nothing(friday: Friday) -> None:
    friday.page.collect._choose = lambda *_: None
    friday.page.collect.button.click()
    assert friday.folders.asked == []
    assert friday.turn is friday.page.collect


def test_what_is_not_whole_full_foreign_or_crowded_is_told_in_words(
    friday: Friday, qtbot: QtBot
) -> None:
    found = friday.folders.lies_there
    found.problems = {
        "a": Code.BUNDLE_CUT,
        "b": Code.BUNDLE_CUT,
        "c": Code.BUNDLE_FROM_FUTURE,
        "d": Code.BUNDLE_FOREIGN,
    }
    found.full = {computer(2).device, "f" * 16}
    found.refused, found.strangers, found.is_crowded = 1, 4, True

    friday.page.collect.button.click()

    said = friday.said(friday.page.collect)
    for words in (
        "2 file(s) there are not whole",
        "1 file(s) there were written by a newer Ujuzi",
        "1 file(s) there bear a name of Ujuzi's",
        "1 part(s) there are not what they say",
        "no room here for more from A computer that the hub has not named yet (ffffff), PC-02",
        "4 other file(s) lie there",
        "More files lie there than Ujuzi looks at",
    ):
        assert words in said
    qtbot.waitUntil(lambda: clipped(friday.page) == [])


def test_what_came_is_shown_by_computer_and_those_with_something_new_come_first(
    friday: Friday,
) -> None:
    found = friday.folders.lies_there
    found.came[computer(2).device].events = 0
    found.came[computer(2).device].known = 20
    found.came["ab" * 8] = found.came[computer(2).device]
    found.came["cd" * 8] = found.came[computer(2).device]
    asks = HeldIntroduction("cd" * 8, "Library", "", Milliseconds(MONDAY), "")
    friday.folders.asked_in = [asks]

    friday.page.collect.button.click()

    labels = [each.text() for each in friday.page.came.findChildren(type(friday.page.came.title))]
    assert labels[-8:] == [
        *("PC-01", "150 record(s), new"),
        *("A computer that the hub has not named yet (ababab)", "nothing new"),
        *("Library", "nothing new"),
        *("PC-02", "nothing new"),
    ]


def test_a_stick_with_nothing_says_what_to_do(friday: Friday) -> None:
    friday.folders.lies_there = came_of()
    friday.page.collect.button.click()
    assert "press “Write to a folder”" in friday.said(friday.page.collect)
    assert friday.turn is friday.page.collect
    assert not friday.page.came.isVisible()


def test_a_pulled_stick_is_told_and_the_step_waits_for_it(friday: Friday) -> None:
    friday.folders.failure = WorldError(Code.FOLDER_GONE, "gone", path=str(STICK))
    friday.page.collect.button.click()
    assert "Nothing is lost; put it back" in friday.said(friday.page.collect)
    assert friday.turn is friday.page.collect
    assert friday.page.collect.button.isEnabled()


def test_collecting_can_be_stopped_and_says_what_is_held(friday: Friday) -> None:
    collect = friday.page.collect
    progress: list[str] = []

    def meanwhile() -> None:
        progress.append(collect.progress.text())
        friday.stop()

    friday.folders.meanwhile = meanwhile
    collect.button.click()

    assert progress == ["File 2 of 2; 1.0 MB of 2.0 MB."]
    assert friday.said(collect).startswith("Stopped. What was read by then is held")
    assert friday.turn is collect


def test_while_one_step_is_under_way_no_other_can_be_pressed_and_she_stays_signed_in(
    friday: Friday,
) -> None:
    page = friday.page
    seen: list[tuple[bool, ...]] = []

    def look() -> None:
        seen.append((page.holds_person(), *(step.button.isEnabled() for step in page.steps)))

    friday.folders.meanwhile = look
    page.collect.button.click()
    page.send.button.click()
    assert seen == [(True, False, False, False)] * 2
    assert not page.holds_person()
    assert all(step.button.isEnabled() for step in page.steps)


def test_without_a_network_sending_says_that_nothing_is_lost_and_what_to_do(
    friday: Friday,
) -> None:
    friday.page.collect.button.click()
    friday.folders.failure = WorldError(Code.HUB_UNREACHABLE, "unreachable")
    friday.page.send.button.click()

    said = friday.said(friday.page.send)
    assert "press the button again" in said
    assert "by itself" not in said
    assert friday.turn is friday.page.send
    assert friday.page.send.figures.text().startswith(WAITING)


def test_what_the_hub_refuses_is_told(friday: Friday) -> None:
    friday.folders.refused = ("device-unknown", "device-unknown")
    friday.page.collect.button.click()
    friday.page.send.button.click()
    assert "did not take 2 part(s)" in friday.said(friday.page.send)

    friday.folders.failure = RefusedError(Code.NOT_REGISTERED, "not registered")
    friday.page.send.button.click()
    assert "not registered at a hub yet" in friday.said(friday.page.send)


def test_sending_that_is_stopped_says_what_has_landed_and_what_waits(friday: Friday) -> None:
    page = friday.page
    page.collect.button.click()
    friday.folders.meanwhile = friday.stop
    page.send.button.click()

    said = friday.said(page.send)
    assert said.startswith("Stopped. What has arrived stays at the hub.")
    assert "Still waiting here: 170 record(s)." in said
    assert friday.turn is page.send


def test_a_stick_for_which_the_hub_said_nothing_is_safe_to_remove_and_says_so(
    friday: Friday,
) -> None:
    friday.folders.known = [computer(1)]
    friday.page.prepare.button.click()
    said = friday.said(friday.page.prepare)
    assert said.startswith("Safe to remove.")
    assert "send first" in said


def test_what_had_no_room_for_computers_is_told(friday: Friday) -> None:
    friday.folders.known = [computer(1)]
    friday.folders.left_out = 2
    friday.page.prepare.button.click()
    said = friday.said(friday.page.prepare)
    assert said.startswith("Safe to remove.")
    assert "There was no room for all that the hub sent for computers" in said


def test_courses_that_go_along_are_named_and_so_is_what_has_no_room(
    friday: Friday, qtbot: QtBot
) -> None:
    friday.folders.courses = HandedOn(written=["Counting"], no_room=["Films"], unsigned=["Old"])
    seen: list[tuple[str, bool]] = []
    step = friday.page.prepare
    friday.folders.meanwhile = lambda: seen.append(
        (step.progress.text(), step.busy.stop.isVisible())
    )
    step.button.click()

    assert seen == [("Courses: 1.0 MB of 2.0 MB.", True)]
    said = friday.said(step)
    assert said.startswith("Safe to remove.")
    assert "Courses for computers that lack them: Counting." in said
    assert "There was no room for: Films." in said
    assert "Not complete on this computer: Old. Install" in said
    assert "send first" not in said
    qtbot.waitUntil(lambda: clipped(friday.page) == [])


def test_preparing_that_is_stopped_is_safe_and_its_turn_stays(friday: Friday) -> None:
    friday.folders.courses = HandedOn(written=["Counting"])
    friday.folders.meanwhile = friday.stop
    friday.page.prepare.button.click()

    assert "Safe to remove." in friday.said(friday.page.prepare)
    assert "Stopped" in friday.said(friday.page.prepare)
    assert not friday.page.prepare.went_well


def test_coming_back_begins_the_line_anew_and_keeps_what_waits(friday: Friday) -> None:
    friday.page.collect.button.click()
    friday.page.leave()
    friday.page.show_at(ToCollect())
    assert friday.turn is friday.page.collect
    assert friday.said(friday.page.collect) == ""
    assert "170 record(s)" in friday.page.send.figures.text()


def test_what_sending_costs_is_said_before_it_starts(friday: Friday) -> None:
    friday.page.collect.button.click()
    said = friday.page.send.figures.text()
    assert said == f"{WAITING} About 1.7 kB to send and 4.0 kB to receive, in about 56 second(s)."

    friday.folders.seconds = None
    friday.page.send.look()
    assert "how long that takes is not known here yet" in friday.page.send.figures.text()

    friday.folders.hub = ""
    friday.page.send.look()
    assert friday.page.send.figures.text() == WAITING


def test_where_nothing_waits_it_says_why_one_sends_all_the_same(friday: Friday) -> None:
    said = friday.page.send.figures.text()
    assert said.startswith("Nothing waits here")
    assert "what the hub has for the computers" in said


def test_sending_at_night_is_asked_for_once_and_kept(friday: Friday) -> None:
    card, unattended = friday.page.by_itself, friday.unattended
    assert not card.nightly.isChecked()
    assert not card.collects.isVisible()
    QTest.keyClick(card.nightly, Qt.Key.Key_Space)
    assert unattended.now.nightly
    assert card.nightly.isChecked()
    assert "22" in card.nightly.accessibleDescription()

    unattended.failure = WorldError(Code.DISK_FULL, "full")
    card.nightly.click()
    assert unattended.now.nightly
    assert card.nightly.isChecked()
    assert "full" in card.notice.text.text()


def test_the_shared_folder_is_collected_by_itself_where_there_is_one(friday: Friday) -> None:
    card, unattended = friday.page.by_itself, friday.unattended
    gone = Milliseconds(MONDAY)
    unattended.now = UnattendedSettings("//lab/ujuzi", gone, collects=True)
    card.look()
    assert card.collects.isVisible()
    assert card.collects.isChecked()
    assert "//lab/ujuzi" in card.collects.accessibleDescription()
    assert day(gone) in card.collects.accessibleDescription()
    card.collects.click()
    assert not unattended.now.collects


def test_her_own_exchange_goes_first_so_that_the_hub_hears_whom_she_took_in(
    friday: Friday,
) -> None:
    friday.courier.takes_long = True
    friday.page.send.button.click()
    assert friday.courier.sent == 1
    assert friday.page.send.is_busy
    assert friday.folders.asked == []
    friday.courier.finish()
    assert friday.folders.asked == [("send", None)]
    assert not friday.page.send.is_busy
    friday.courier.finish()  # at another time, by itself
    assert friday.folders.asked == [("send", None)]


def test_it_can_be_stopped_while_her_own_exchange_goes(friday: Friday) -> None:
    friday.courier.takes_long = True
    friday.page.send.button.click()
    friday.page.send.busy.stop.click()
    assert friday.courier.stopped == 1
    assert friday.folders.asked == []
    assert not friday.page.send.is_busy
    assert friday.page.send.button.isEnabled()


def test_of_a_computer_that_is_not_taken_in_nothing_is_sent_and_it_says_so(friday: Friday) -> None:
    asks = HeldIntroduction("cd" * 8, "Library", "", Milliseconds(MONDAY), "")
    friday.folders.asked_in = [asks]
    friday.page.send.button.click()
    assert "of 1 new computer(s) until you have taken it" in friday.said(friday.page.send)
