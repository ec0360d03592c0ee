"""Adding a course: looked at, offered, installed; or refused in plain words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, OFFER, FakeDesk
from ujuzi.errors import RefusedError, UjuziError, WorldError
from ujuzi.ui.learn.add_course import AddCourse, Stage

FILE = Path("ai-literacy.ujuzi")


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def adding(qtbot: QtBot, desk: FakeDesk) -> AddCourse:
    adding = AddCourse(InlineJobs(desk), ADA.learner)
    qtbot.addWidget(adding)
    return adding


def test_an_offer_says_what_the_file_holds_and_changes_nothing(
    adding: AddCourse, desk: FakeDesk
) -> None:
    adding.offer_file(FILE)
    assert adding.stage is Stage.OFFERED
    assert adding.words == (
        "AI literacy for higher-education teachers, first level\n"
        "Published by IIOE National Centre\n"
        "English · 14.2 MB · version 4, in place of version 3"
    )
    assert desk.library.installed == []


def test_install_installs_and_offers_to_open(
    qtbot: QtBot, adding: AddCourse, desk: FakeDesk
) -> None:
    adding.offer_file(FILE)
    adding.install_button.click()
    assert adding.stage is Stage.INSTALLED
    assert desk.library.installed == [FILE]
    with qtbot.waitSignal(adding.course_chosen) as chosen:
        adding.open_button.click()
    assert chosen.args == ["ai-literacy"]
    assert adding.isHidden()


@pytest.mark.parametrize(
    "error",
    [
        RefusedError("not-a-pack", "no"),
        RefusedError("pack-truncated", "no"),
        RefusedError("pack-tampered", "no"),
        RefusedError("signature-wrong", "no"),
        RefusedError("pack-too-new", "no"),
        WorldError("source-gone", "no"),
    ],
    ids=lambda error: error.code,
)
def test_a_refused_file_is_named_and_told_why_in_words(
    adding: AddCourse, desk: FakeDesk, error: UjuziError
) -> None:
    desk.library.failures = [error]
    adding.offer_file(FILE)
    assert adding.stage is Stage.REFUSED
    assert adding.words == "ai-literacy.ujuzi"
    assert len(adding.notice.text.text()) > len("no")
    adding.dismiss_button.click()
    assert adding.isHidden()


def test_a_disk_that_fills_while_installing_is_told(adding: AddCourse, desk: FakeDesk) -> None:
    adding.offer_file(FILE)
    desk.library.failures = [WorldError("disk-full", "full")]
    adding.install_button.click()
    assert adding.stage is Stage.REFUSED
    assert "disk is full" in adding.notice.text.text()


def test_stopping_leaves_the_offer_standing(adding: AddCourse, desk: FakeDesk) -> None:
    adding.offer_file(FILE)
    desk.library.failures = [RefusedError("install-cancelled", "stopped")]
    adding.install_button.click()
    assert adding.stage is Stage.OFFERED
    assert desk.library.installed == []


def test_an_unknown_publisher_shows_its_fingerprint_and_cannot_be_installed(
    adding: AddCourse, desk: FakeDesk
) -> None:
    desk.library.offer = replace(OFFER, trusted=False)
    adding.offer_file(FILE)
    assert adding.fingerprint.text() == OFFER.fingerprint
    assert adding.install_button.isHidden()
    assert not adding.trust_button.isHidden()


def test_the_steward_code_trusts_the_publisher_and_installs(
    qtbot: QtBot, adding: AddCourse, desk: FakeDesk
) -> None:
    desk.library.offer = replace(OFFER, trusted=False)
    adding.offer_file(FILE)
    qtbot.keyClicks(adding.code, "ABCD-EFGH-JKLM")
    qtbot.keyClick(adding.code, Qt.Key.Key_Return)
    assert desk.library.installed == [FILE]
    assert adding.code.text() == ""


def test_a_wrong_steward_code_is_told_at_its_field(
    qtbot: QtBot, adding: AddCourse, desk: FakeDesk
) -> None:
    desk.library.offer = replace(OFFER, trusted=False)
    adding.offer_file(FILE)
    qtbot.keyClicks(adding.code, "ABCD")
    desk.library.failures = [RefusedError("steward-code-wrong", "no", wait_seconds=0)]
    adding.trust_button.click()
    assert adding.stage is Stage.OFFERED
    assert adding.code.accessibleDescription() == "This steward code is not right."
    assert desk.library.installed == []
