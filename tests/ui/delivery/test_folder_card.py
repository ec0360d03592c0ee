"""*Write to a folder* in a real window: it says safe to remove when it is, and else why not."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helpers.clocks import FakeClock
from helpers.course_folders import KEY
from helpers.hubs import CAMPUS, new_database
from helpers.packs import forge_texts
from helpers.stations import code_of, memory_road
from ujuzi.domain.event import Enrolled, LearnerId
from ujuzi.hub.app import Hub
from ujuzi.paths import KEYS
from ujuzi.services.delivery.brought import courses_folder
from ujuzi.services.desk import open_desk
from ujuzi.store import event_log
from ujuzi.sync import exchange
from ujuzi.sync.identity import KeyFolder
from ujuzi.sync.transports.folder import bundles_folder
from ujuzi.ui.delivery.folder_card import FolderCard
from ujuzi.ui.delivery.sync_page import SyncPage
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.destinations import ToSync
from ujuzi.ui.shell.garbage import GarbageCollector
from ujuzi.ui.shell.jobs import Jobs

PATIENCE = 20_000
RECORDS = 3


class Lab:
    """A registered computer's Sync page, and a stick."""

    def __init__(self, qtbot: QtBot, folder: Path, hub: Hub) -> None:
        self.qtbot, self.stick, self.clock = qtbot, folder / "STICK", FakeClock()
        self.stick.mkdir()
        data = folder / "data"
        with open_desk(data, FakeClock()) as desk:
            road = exchange.Road(memory_road(hub), KeyFolder(data / KEYS), FakeClock().now)
            on_store = lambda work: work(desk._db)  # noqa: E731 - as a desk gives it
            code = code_of(hub, CAMPUS)
            exchange.register(on_store, road, url="http://hub", code=code, name="PC-07")
            for course in "abc":
                event_log.append(desk._db, LearnerId("ada"), Enrolled(course=course), road.now())
        self.holder = QWidget()
        self.garbage = GarbageCollector(self.holder)
        self.jobs = Jobs(lambda: open_desk(data, self.clock), self.holder)
        self.courier = Courier(self.jobs, self.holder)
        qtbot.addWidget(self.holder)
        self.page = SyncPage(self.jobs, self.courier, choose_place=lambda *_: self.stick)
        qtbot.addWidget(self.page)
        self.jobs.start()
        self.until(lambda: self.courier.standing is not None)
        self.page.show_at(ToSync())
        self.page.show()

    @property
    def card(self) -> FolderCard:
        return self.page.folder

    @property
    def said(self) -> str:
        return self.card.notice.text.text() if self.card.notice.isVisible() else ""

    def write(self) -> str:
        """Press the button, and return what is said in the end."""
        self.card.notice.clear()
        self.card.write.click()
        self.until(lambda: self.said)
        return self.said

    def until(self, what: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(what()), timeout=PATIENCE)

    def close(self) -> None:
        self.courier.close()
        assert self.jobs.close()
        self.garbage.stop()


@pytest.fixture
def lab(qtbot: QtBot, tmp_path: Path) -> Iterator[Lab]:
    hub = Hub(new_database("sqlite", tmp_path), FakeClock().now)
    made = Lab(qtbot, tmp_path, hub)
    yield made
    made.close()
    hub.database.close()


def test_one_press_writes_and_says_when_it_is_safe_and_where_the_records_are(lab: Lab) -> None:
    assert lab.card.isVisible()
    assert not lab.card.held.isVisible()

    lab.card.write.click()
    assert not lab.card.write.isEnabled()
    assert lab.card.busy.isVisible()
    assert "afe to remove" not in lab.said
    lab.until(lambda: lab.said)

    assert "Safe to remove" in lab.said
    assert f"{RECORDS} record" in lab.said
    assert lab.card.write.isEnabled()
    assert not lab.card.busy.isVisible()
    lab.until(lambda: "STICK" in lab.card.held.text())
    assert len(list(bundles_folder(lab.stick).glob("*.bundle"))) == 1
    for word in ("sent", "submitted", "arrived"):
        assert word not in lab.said

    shutil.rmtree(lab.stick)
    failed = lab.write()
    assert "Nothing is lost" in failed
    assert "emove" not in failed
    assert "can no longer be reached" in failed

    lab.stick.mkdir()
    assert "Safe to remove" in lab.write()


def test_who_chooses_no_folder_is_told_nothing(lab: Lab) -> None:
    lab.card._choose = lambda *_: None
    lab.card.write.click()

    assert lab.card.write.isEnabled()
    assert lab.said == ""


def test_the_shared_folder_is_named_and_that_it_is_gone(lab: Lab, tmp_path: Path) -> None:
    assert not lab.card.shared.isVisible()
    share = tmp_path / "lab share"
    lab.jobs.wait_for(lambda desk: desk.unattended.use_shared_folder(share))
    lab.card.look()
    lab.until(lambda: str(share) in lab.card.shared.text())
    assert "has not been there" not in lab.card.shared.text()

    lab.jobs.wait_for(lambda desk: desk.unattended.work(desk.unattended.due()))
    lab.card.look()
    lab.until(lambda: "has not been there since" in lab.card.shared.text())
    assert "Nothing is lost" in lab.card.shared.text()


def test_what_left_three_weeks_ago_and_never_arrived_is_told(lab: Lab) -> None:
    lab.write()
    assert not lab.card.overdue.isVisible()
    lab.clock.move(22 * 24 * 3600)
    lab.card.look()
    lab.until(lab.card.overdue.isVisible)
    assert "Tell your coordinator" in lab.card.overdue.text.text()


def test_a_stick_that_brings_a_course_offers_it_and_one_press_installs_it(lab: Lab) -> None:
    lab.jobs.wait_for(lambda desk: desk.library.trust_key("Nobody", KEY.public))
    courses_folder(lab.stick).mkdir()
    forge_texts(courses_folder(lab.stick) / "forged_en.ujuzi", {"one.md": b"# One\n"})
    lab.write()
    card = lab.page.brought
    lab.until(card.isVisible)
    assert "This stick brings a course that is not here: Forged" in card.words.text()
    assert lab.jobs.wait_for(lambda desk: desk.library.installed()) == ()

    card.install.click()
    lab.until(lambda: "Installed on this computer: Forged." in card.notice.text.text())
    (pack,) = lab.jobs.wait_for(lambda desk: desk.library.installed())
    assert pack.course == "forged"
