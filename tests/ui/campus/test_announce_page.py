"""A coordinator writes to her campus, sees what is shown, and takes back what was wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import FakeOffice, campus_desk
from helpers.coordinating import Coordinator
from helpers.desks import PIN
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.message_fakes import DAY, MONDAY, FakeCampusAnnouncements
from helpers.page_fakes import ADA
from ujuzi.credentials import wrapping
from ujuzi.domain.changes import Changes
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.announcements import CampusAnnouncement
from ujuzi.services.people.office import OfficeState
from ujuzi.ui.campus.announce_page import AnnouncePage
from ujuzi.ui.learn.learn import LearnPage
from ujuzi.ui.shell.destinations import (
    Destination,
    ToCampus,
    ToCampusAnnouncements,
    ToLearn,
    ToOffice,
)

EXAM = CampusAnnouncement("x", {"fr": "Examen", "en": "Exam"}, MONDAY, MONDAY + DAY, landed=True)


class Wing:
    """The page, and what became of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.office = FakeOffice()
        self.announcements = FakeCampusAnnouncements()
        desk = campus_desk(office=self.office, campus_announcements=self.announcements)
        self.page = AnnouncePage(InlineJobs(desk), ADA.learner)
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()

    def show(self, *shown: CampusAnnouncement) -> None:
        self.announcements.shown = list(shown)
        self.page.show_at(ToCampusAnnouncements())

    def said(self) -> str:
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def wing(qtbot: QtBot) -> Wing:
    return Wing(qtbot)


def test_what_she_writes_is_announced_for_as_long_as_she_chose(wing: Wing) -> None:
    wing.show()
    assert wing.page.until.chosen == "7"
    wing.page.editors["fr"].setPlainText("Examen vendredi.")
    wing.page.until.choose("14")
    assert wing.page.unsaved()
    wing.page.publish.click()

    assert wing.announcements.asked == [({"en": "", "fr": "Examen vendredi."}, 14)]
    assert not wing.page.unsaved()
    assert "Examen vendredi." in wing.said()
    assert "the hub has not heard of it yet" in wing.said()
    assert "It is announced" in wing.said()


def test_nothing_is_taken_back_by_one_press(wing: Wing) -> None:
    wing.show(EXAM, replace(EXAM, id="y"))
    wing.page.withdrawals[0].click()
    assert len(wing.announcements.shown) == 2
    assert wing.page.withdrawals[0].text() == "Yes, take it back"
    wing.page.withdrawals[0].click()

    assert [each.id for each in wing.announcements.shown] == ["y"]
    assert len(wing.page.withdrawals) == 1


def test_a_locked_office_leads_to_the_words_and_shows_what_is_announced(wing: Wing) -> None:
    wing.office.state = OfficeState.LOCKED
    wing.show(EXAM)
    assert wing.page.publish.isHidden()
    assert not wing.page.editors["en"].isVisible()
    assert not any(each.isVisible() for each in wing.page.withdrawals)
    assert "Exam" in wing.said()
    wing.page.office.click()
    assert wing.gone == [ToOffice()]
    wing.page.back.click()
    assert wing.gone[1:] == [ToCampus()]


def test_what_is_refused_stays_written_and_says_why(wing: Wing) -> None:
    wing.show()
    wing.announcements.failure = RefusedError(Code.TEXT_TOO_LONG, "Long.", most=600)
    wing.page.editors["fr"].setPlainText("x" * 700)
    wing.page.publish.click()
    assert "600" in wing.page.fields["fr"].refusal
    assert wing.page.editors["fr"].toPlainText() == "x" * 700
    wing.page.editors["fr"].setPlainText("x")
    assert wing.page.fields["fr"].refusal == ""
    wing.announcements.failure = RefusedError(Code.ANNOUNCEMENTS_FULL, "Full.", most=20)
    wing.page.publish.click()
    assert "Twenty announcements" in wing.said()
    assert wing.page.publish.isEnabled()


def test_what_the_hub_refused_is_said_with_the_reason(wing: Wing) -> None:
    wing.show(replace(EXAM, problem=Code.ANNOUNCEMENT_UNTIL))
    assert "The hub did not accept this" in wing.said()
    assert "date of this computer" in wing.said()
    assert wing.page.withdrawals == []


def test_it_is_read_whole_and_every_stop_has_a_name(wing: Wing) -> None:
    wing.page.resize(824, 1600)
    wing.show(EXAM, replace(EXAM, id="y", landed=False))
    wing.page.changed(Changes.DOCUMENTS)
    for _ in range(3):
        QApplication.processEvents()
    assert (clipped(wing.page), nameless(wing.page)) == ([], [])


def test_what_is_announced_stands_on_everybodys_first_page_until_it_is_read(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wrapping, "KIB", 8)
    monkeypatch.setattr(wrapping, "PASSES", 1)
    her = Coordinator(tmp_path)
    her.appoint()
    jobs = InlineJobs(her.lab.desk)
    awa = her.lab.desk.people.create(name="Awa", role="teacher", language="fr", pin=PIN)
    writing, hers = AnnouncePage(jobs, her.ada), LearnPage(jobs, awa.learner)
    for page in (writing, hers):
        qtbot.addWidget(page)
        page.show()
    writing.show_at(ToCampusAnnouncements())
    writing.editors["en"].setPlainText("Exam on Friday.")
    writing.editors["fr"].setPlainText("Examen vendredi.")
    writing.publish.click()
    hers.show_at(ToLearn())

    assert hers.announcement.got_it.accessibleDescription() == "Examen vendredi."
    hers.announcement.got_it.click()
    assert hers.announcement.isHidden()
    her.exchange()
    hers.changed(Changes.DOCUMENTS)
    writing.show_at(ToCampusAnnouncements())
    assert hers.announcement.isHidden()
    assert hers.announced.isVisible()
    for _ in range(2):
        writing.withdrawals[0].click()
    hers.changed(Changes.DOCUMENTS)
    assert hers.announced.isHidden()
    her.close()
