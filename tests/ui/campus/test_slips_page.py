"""Codes are made when they are asked for, shown until one leaves, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import ADA
from helpers.people_fakes import FakeCampusPeople, people_desk
from ujuzi.domain.event import LearnerId
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus.people import Slip
from ujuzi.ui.campus.slips_page import SlipsPage
from ujuzi.ui.look.theme import LIGHT, wear
from ujuzi.ui.shell.destinations import Destination, ToOffice, ToPeople, ToSlips
from ujuzi.ui.shell.jobs import Jobs, Reporter

TWO = ToSlips(("T-001", "T-002"))


class Handing:
    """A coordinator makes slips."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.target: Path | None = folder / "slips.pdf"
        self.desk = people_desk()
        self.people: FakeCampusPeople = self.desk.campus_people
        self.meanwhile: Callable[[], None] = lambda: None
        self.jobs = InlineJobs(self.desk)
        self.page = SlipsPage(self.jobs, ADA.learner, self.choose, self.make)
        self.gone: list[Destination] = []
        self.page.chosen.connect(self.gone.append)
        qtbot.addWidget(self.page)
        self.page.resize(824, 600)
        self.page.show()
        self.page.show_at(TWO)

    def choose(self, _over: QWidget, _title: str, _name: str) -> Path | None:
        return self.target

    def make(
        self, jobs: Jobs, by: LearnerId, people: Sequence[str], reporter: Reporter
    ) -> tuple[Slip, ...]:
        reporter.report(1, 2)
        self.meanwhile()
        if reporter.cancelled():
            raise RefusedError(Code.SLIPS_STOPPED, "Stopped.")
        return jobs.wait_for(lambda desk: desk.campus_people.slips(by, people))

    @property
    def said(self) -> str:
        return self.page.notice.text.text() if self.page.notice.isVisible() else ""


@pytest.fixture
def handing(qtbot: QtBot, tmp_path: Path) -> Handing:
    return Handing(qtbot, tmp_path)


def test_no_code_is_made_before_it_is_asked_for(handing: Handing) -> None:
    assert handing.people.done == []
    assert handing.page.first_stop() is handing.page.make
    assert "2" in handing.page.make.text()
    assert not handing.page.preview.isVisible()


def test_they_are_shown_once_made_and_one_is_told_to_keep_them(handing: Handing) -> None:
    handing.page.make.click()
    assert handing.people.done == [("slips", TWO.people)]
    assert handing.page.preview.pages == 1
    assert handing.page.preview.isVisible()
    assert "kept nowhere" in handing.said
    assert not handing.page.make.isVisible()


def test_they_are_forgotten_when_one_leaves_and_are_not_made_again_by_coming_back(
    handing: Handing,
) -> None:
    handing.page.make.click()
    handing.page.leave()
    assert handing.page._slips == ()
    assert handing.page.preview.pages == 0
    assert TWO.again() == ToPeople()


def test_who_goes_while_they_are_made_is_shown_none(handing: Handing) -> None:
    handing.meanwhile = handing.page.leave
    handing.page.make.click()
    assert handing.page._slips == ()


def test_it_can_be_stopped(handing: Handing) -> None:
    handing.meanwhile = lambda: handing.jobs.latest.cancel() if handing.jobs.latest else None
    handing.page.make.click()
    assert handing.people.done == []
    assert handing.page.preview.pages == 0
    assert handing.said
    assert handing.page.make.isEnabled()


def test_of_one_person_the_code_is_shown_large(handing: Handing) -> None:
    handing.page.make.click()
    assert not handing.page.code.isVisible()
    handing.page.show_at(ToSlips(("T-001",)))
    handing.page.make.click()
    assert handing.page.code.text() == handing.page._slips[0].code
    handing.page.leave()
    assert handing.page.code.text() == ""


def test_another_language_makes_no_other_codes(handing: Handing) -> None:
    handing.page.make.click()
    for at in range(handing.page.language.count()):
        handing.page.language.setCurrentIndex(at)
        handing.page.language.activated.emit(at)
        assert handing.page._slips[0].code in handing.page._sheet.words_of(0)
    assert len(handing.people.done) == 1


def test_they_are_saved_and_the_file_is_named_as_one_to_guard(
    handing: Handing, tmp_path: Path
) -> None:
    handing.page.make.click()
    handing.page.save.click()
    document = QPdfDocument()
    document.load(str(tmp_path / "slips.pdf"))
    text = document.getAllText(0).text()
    document.close()
    assert handing.page._slips[0].code in text
    assert "delete it" in handing.said


def test_what_cannot_be_saved_is_said_and_the_codes_stay(handing: Handing, tmp_path: Path) -> None:
    handing.page.make.click()
    handing.target = tmp_path / "gone" / "slips.pdf"
    handing.page.save.click()
    assert "could not be written" in handing.said
    assert handing.page.preview.pages == 1
    handing.target = None
    handing.page.save.click()
    assert handing.page.preview.pages == 1


def test_a_closed_office_is_said_with_the_way_there(handing: Handing) -> None:
    handing.people.failure = RefusedError(Code.OFFICE_LOCKED, "Locked.")
    handing.page.make.click()
    assert "six words" in handing.said
    assert handing.page.make.isEnabled()
    handing.page.notice.action.click()
    assert handing.gone == [ToOffice(after=TWO)]


def test_of_nobody_it_says_how_people_are_chosen(handing: Handing) -> None:
    handing.page.show_at(ToSlips())
    assert handing.page.empty.isVisible()
    assert not handing.page.make.isVisible()
    handing.page.empty.action.click()
    assert handing.gone == [ToPeople()]


def test_everything_has_a_name_and_nothing_is_cut(
    handing: Handing, qtbot: QtBot, qapp: QApplication
) -> None:
    for step in range(2):
        for size in (100, 150):
            wear(qapp, LIGHT, size)
            assert nameless(handing.page) == []
            qtbot.waitUntil(lambda: clipped(handing.page) == [])
        if not step:
            handing.page.make.click()
