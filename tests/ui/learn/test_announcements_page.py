"""All that is announced is read as it was written: plain, in its own direction, until its day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.message_fakes import ARABIC, EXAM
from helpers.page_fakes import ADA, FakeDesk
from ujuzi.services.delivery.announcements import ReadableAnnouncement
from ujuzi.ui.cards.announcement_text import AnnouncementText
from ujuzi.ui.learn.announcements_page import AnnouncementsPage
from ujuzi.ui.shell.destinations import ToAnnouncements, ToLearn


def opened(qtbot: QtBot, *shown: ReadableAnnouncement) -> AnnouncementsPage:
    desk = FakeDesk()
    desk.announcements.shown = shown
    page = AnnouncementsPage(InlineJobs(desk), ADA.learner)
    qtbot.addWidget(page)
    page.resize(824, 600)
    page.show()
    page.show_at(ToAnnouncements())
    return page


def texts(page: AnnouncementsPage) -> list[AnnouncementText]:
    return page.findChildren(AnnouncementText)


def test_each_says_by_whom_and_until_when_whether_it_was_read_or_not(qtbot: QtBot) -> None:
    page = opened(qtbot, replace(EXAM, is_read=True), ARABIC)
    exam, arabic = texts(page)

    said = [label.text() for label in exam.findChildren(QLabel)]
    assert said[:2] == ["Koudougou", EXAM.text]
    assert said[2].startswith("Until 28")
    assert arabic.by.text() == "Your campus"
    assert (clipped(page), nameless(page)) == ([], [])


def test_a_text_runs_as_its_language_does(qtbot: QtBot) -> None:
    exam, arabic = texts(opened(qtbot, EXAM, ARABIC))
    assert exam.text.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert arabic.text.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_nothing_in_a_text_is_markup_and_no_address_is_a_link(qtbot: QtBot) -> None:
    hostile = '<a href="https://evil.example">x</a> https://evil.example <img src="file:///etc">'
    (shown,) = texts(opened(qtbot, replace(EXAM, text=hostile)))

    assert shown.text.text() == hostile
    assert shown.text.textFormat() == Qt.TextFormat.PlainText
    links = Qt.TextInteractionFlag.LinksAccessibleByMouse
    assert not shown.text.textInteractionFlags() & links


def test_where_nothing_is_announced_it_says_what_would_stand_there(qtbot: QtBot) -> None:
    page = opened(qtbot)
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.chosen) as chosen:
        page.empty.action.click()
    assert chosen.args == [ToLearn()]
    assert page.first_stop() is page.way_back() is page.back


@pytest.mark.parametrize("count", [1, 25])
def test_a_long_list_is_made_as_it_is_asked_for(qtbot: QtBot, count: int) -> None:
    page = opened(qtbot, *(replace(EXAM, mark=str(number)) for number in range(count)))
    assert len(texts(page)) == min(count, 8)
