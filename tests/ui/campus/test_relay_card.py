"""The collection point says where it is, who came, what is held, and what may keep them out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.campus_fakes import FakeCollectionPoint, campus_desk
from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import MONDAY
from ujuzi.domain.event import Milliseconds
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.services.campus.collection_point import PointStanding, PointVisitor
from ujuzi.ui.campus.relay_card import CollectionPointCard

STANDING = PointStanding(("192.168.1.20",), Milliseconds(MONDAY), is_announced=True)
NOT_SAID = ("sent", "submitted", "arrived", "landed")


class Opened:
    """The card over a collection point that stands as it is told to."""

    def __init__(self, qtbot: QtBot) -> None:
        self.point = FakeCollectionPoint(STANDING)
        self.card = CollectionPointCard(InlineJobs(campus_desk(collection_point=self.point)))
        qtbot.addWidget(self.card)
        self.card.resize(760, 520)
        self.card.show()
        self.card.look()

    def stands(self, standing: PointStanding) -> None:
        self.point.standing = standing
        self.card.look()

    @property
    def said(self) -> str:
        card = self.card
        notices = [each.text.text() for each in (card.caution, card.notice) if each.isVisible()]
        labels = (card.address, card.found, card.came, card.held)
        return "\n".join([*(each.text() for each in labels if each.isVisible()), *notices])


@pytest.fixture
def opened(qtbot: QtBot) -> Opened:
    return Opened(qtbot)


def came(*names: str) -> tuple[PointVisitor, ...]:
    return tuple(PointVisitor(f"{n}", name, Milliseconds(MONDAY)) for n, name in enumerate(names))


def test_closed_it_has_one_button_and_opens_by_it(opened: Opened) -> None:
    card = opened.card
    assert (card.open.isVisible(), card.close_it.isVisible()) == (True, False)
    assert opened.said == ""
    card.open.click()
    assert (card.open.isVisible(), card.close_it.isVisible()) == (False, True)
    assert "Open at 192.168.1.20" in opened.said
    assert "find it by themselves" in opened.said
    assert "Nobody has come" in opened.said
    card.close_it.click()
    assert (card.open.isVisible(), opened.said) == (True, "")


def test_who_came_is_named_and_the_rest_counted_and_held_is_never_more(opened: Opened) -> None:
    opened.stands(replace(STANDING, visitors=came("PC-07", "PC-08"), held=250))
    assert "Came: PC-07, PC-08." in opened.said
    assert "Held here for the hub: 250 record(s)." in opened.said
    assert [word for word in NOT_SAID if word in opened.said.lower()] == []
    opened.stands(replace(STANDING, visitors=came("PC-07", "", "")))
    assert "Came: PC-07, and 2 other(s)." in opened.said
    opened.stands(replace(STANDING, visitors=came(*(f"PC-{n}" for n in range(40)))))
    assert "and 28 other(s)" in opened.said
    opened.stands(replace(STANDING, visitors=came("")))
    assert "1 computer(s) came that the hub has not named yet." in opened.said


def test_without_an_announcement_the_address_is_to_be_typed(opened: Opened) -> None:
    opened.stands(replace(STANDING, is_announced=False, addresses=("10.0.0.5", "192.168.1.20")))
    assert "Open at 10.0.0.5 or 192.168.1.20" in opened.said
    assert "Type this address" in opened.said
    opened.stands(replace(STANDING, addresses=()))
    assert "in no network yet" in opened.said


CAUTIONS = {
    "quiet": (replace(STANDING, is_quiet=True), "firewall keeps computers out in silence"),
    "missed": (replace(STANDING, missed=("PC-07",), is_quiet=True), "could not reach it: PC-07"),
    "full": (replace(STANDING, problem="disk-full", is_quiet=True), "takes nothing more"),
}


@pytest.mark.parametrize(("standing", "said"), CAUTIONS.values(), ids=CAUTIONS)
def test_what_keeps_computers_out_is_said_and_the_folder_is_offered(
    opened: Opened, standing: PointStanding, said: str
) -> None:
    opened.stands(standing)
    assert said in opened.said
    assert "folder" in opened.said or "make room" in opened.said
    opened.stands(STANDING)
    assert said not in opened.said


PROBLEMS = {
    "ended": (WorldError(Code.RELAY_UNREACHABLE, "x"), "ended by itself"),
    "unstarted": (WorldError(Code.PROCESS_UNSTARTED, "x"), "could not be started"),
    "no network": (WorldError(Code.HUB_UNREACHABLE, "x"), "permit this once"),
    "not permitted": (RefusedError(Code.RELAY_UNKNOWN, "x"), "whoever keeps the hub"),
}


@pytest.mark.parametrize(("error", "said"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_hinders_it_is_said_and_it_can_be_tried_again(
    opened: Opened, error: UjuziError, said: str
) -> None:
    opened.point.failure = error
    opened.card.open.click()
    assert said in opened.said
    opened.point.failure = None
    opened.card.open.click()
    assert "Open at" in opened.said
    assert said not in opened.said


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_it_has_names_and_room_in_both_directions(
    opened: Opened, direction: Qt.LayoutDirection, qtbot: QtBot
) -> None:
    opened.card.setLayoutDirection(direction)
    opened.stands(replace(STANDING, visitors=came("PC-07"), missed=("PC-08",)))
    opened.card.resize(760, 800)
    assert nameless(opened.card) == []
    qtbot.waitUntil(lambda: clipped(opened.card) == [])


def test_a_card_to_hang_up_is_saved_once_the_address_is_known(
    opened: Opened, tmp_path: Path
) -> None:
    card, target = opened.card, tmp_path / "card.pdf"
    assert not card.save_card.isVisible()
    opened.stands(STANDING)
    card._choose = lambda *_: target
    card.save_card.click()
    text = pypdf.PdfReader(target).pages[0].extract_text()
    assert "192.168.1.20" in text
    assert len(pypdf.PdfReader(target).pages) == 1
    assert card.notice.text.text() == f"Saved as {target}"


def test_who_chooses_no_file_gets_none_and_one_that_cannot_be_written_is_told(
    opened: Opened, tmp_path: Path
) -> None:
    opened.stands(STANDING)
    opened.card._choose = lambda *_: None
    opened.card.save_card.click()
    assert not opened.card.notice.isVisible()
    opened.card._choose = lambda *_: tmp_path / "none" / "card.pdf"
    opened.card.save_card.click()
    assert "could not be written" in opened.card.notice.text.text()
