"""What a stick brings is offered in plain words: one press installs what is trusted alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.inspection import clipped, nameless
from helpers.page_fakes import OFFER, FakeDesk, FakeInstaller
from ujuzi.errors import Code, WorldError
from ujuzi.services.delivery.brought import BroughtCourse
from ujuzi.ui.delivery.brought_card import BroughtCard

UPDATE = BroughtCourse(Path("update.ujuzi"), OFFER)
NEW = BroughtCourse(Path("new.ujuzi"), replace(OFFER, title="Films", installed_version=None))
STRANGE = BroughtCourse(Path("strange.ujuzi"), replace(OFFER, title="Odd", trusted=False))


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def card(qtbot: QtBot, desk: FakeDesk) -> BroughtCard:
    made = BroughtCard(InlineJobs(desk), FakeInstaller(desk.library))
    qtbot.addWidget(made)
    made.resize(760, 400)
    return made


def test_one_press_installs_what_is_trusted_and_nothing_before(
    card: BroughtCard, desk: FakeDesk, qtbot: QtBot
) -> None:
    assert card.isHidden()
    card.show_found([UPDATE, NEW, STRANGE])
    assert card.isVisible()
    assert f"This stick brings a newer version of {OFFER.title} (14.2 MB)." in card.words.text()
    assert "a course that is not here: Films" in card.words.text()
    assert "Odd, published by IIOE National Centre, who is not yet trusted" in card.words.text()
    assert desk.library.installed == []
    assert nameless(card) == []
    qtbot.waitUntil(lambda: clipped(card) == [])

    card.install.click()
    assert desk.library.installed == [UPDATE.file, NEW.file]
    assert card.notice.text.text() == f"Installed on this computer: {OFFER.title}; Films."
    assert not card.install.isVisible()
    assert card.look_at.isVisible()  # what is strange waits for a person


def test_a_strangers_course_is_looked_at_and_not_installed(
    card: BroughtCard, desk: FakeDesk
) -> None:
    seen: list[Path] = []
    card.look_wished.connect(seen.append)
    card.show_found([STRANGE])
    assert not card.install.isVisible()
    card.look_at.click()
    assert seen == [STRANGE.file]
    assert desk.library.installed == []


def test_a_stick_that_is_pulled_is_told_and_the_offer_stays(
    card: BroughtCard, desk: FakeDesk
) -> None:
    card.show_found([UPDATE])
    desk.library.failures.append(WorldError(Code.SOURCE_GONE, "gone", path="update.ujuzi"))
    card.install.click()
    assert card.notice.isVisible()
    assert card.install.isVisible()
    assert card.install.isEnabled()
    assert desk.library.installed == []

    card.show_found([])
    assert card.isHidden()


def test_who_waits_for_courses_hears_that_there_are_some(card: BroughtCard, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(card.offered):
        card.show_found([])
    with qtbot.waitSignal(card.offered):
        card.show_found([UPDATE])
