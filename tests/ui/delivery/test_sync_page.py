"""The courier and the Sync page over a real desk and a real hub in another process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from helpers.hub_process import HubProcess, sqlite_at, start_hub
from ujuzi.paths import KEYS
from ujuzi.services.delivery.delivery import DeliveryStanding, Invitation
from ujuzi.services.desk import open_desk
from ujuzi.ui.delivery.sync_page import SyncPage
from ujuzi.ui.look.dates import day
from ujuzi.ui.shell.courier import Courier
from ujuzi.ui.shell.destinations import ToSync
from ujuzi.ui.shell.exchange_words import problem, state_line
from ujuzi.ui.shell.garbage import GarbageCollector
from ujuzi.ui.shell.jobs import Jobs

PATIENCE = 20_000


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    with start_hub(sqlite_at(tmp_path_factory.mktemp("hub"))) as started:
        yield started


class Lab:
    """A window's jobs and courier over data of their own."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot = qtbot
        with open_desk(folder / "data") as desk:
            self.ada = desk.people.create(name="Ada", role="teacher", language="en", pin="2468")
        # As in the application: owned by a widget, and collected on this thread alone.
        self.holder = QWidget()
        self.garbage = GarbageCollector(self.holder)
        self.jobs = Jobs(lambda: open_desk(folder / "data"), self.holder)
        self.courier = Courier(self.jobs, self.holder)
        qtbot.addWidget(self.holder)
        self.page = SyncPage(self.jobs, self.courier, lambda *_: folder / "lab.json")
        qtbot.addWidget(self.page)
        self.jobs.start()
        self.until(lambda: self.courier.standing is not None)
        self.page.show_at(ToSync())
        self.page.show()

    @property
    def standing(self) -> DeliveryStanding:
        """How things stand, once that is known."""
        assert self.courier.standing is not None
        return self.courier.standing

    def close(self) -> None:
        self.courier.close()
        assert self.jobs.close()
        self.garbage.stop()

    def until(self, what: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(what()), timeout=PATIENCE)

    def rests(self) -> bool:
        """Whether the page shows that nothing is under way: a moment after that is so."""
        return self.page.send.send.isEnabled()

    def settled(self) -> bool:
        standing = self.courier.standing
        return self.rests() and standing is not None and bool(standing.exchanges)

    def register(self, hub: HubProcess) -> None:
        self.page.register.address.setText(hub.address)
        self.page.register.code.setText(hub.run("code", "campus-1"))
        self.page.register.register.click()
        self.until(self.settled)
        self.until(lambda: self.standing.waiting == 0)


@pytest.fixture
def lab(qtbot: QtBot, tmp_path: Path) -> Iterator[Lab]:
    made = Lab(qtbot, tmp_path)
    yield made
    made.close()


def test_before_registration_the_page_asks_for_an_address_and_a_code(lab: Lab) -> None:
    assert lab.page.register.isVisible()
    assert not lab.page.send.isVisible()
    assert state_line(lab.courier) == "All work is saved on this computer"

    lab.page.register.register.click()
    assert "address" in lab.page.register.address_field.refusal
    lab.page.register.address.setText("hub.example")
    lab.page.register.register.click()
    assert "code" in lab.page.register.code_field.refusal
    assert not lab.courier.is_busy


def test_registering_sends_what_was_waiting_and_says_that_it_landed(
    lab: Lab, hub: HubProcess
) -> None:
    lab.register(hub)

    assert lab.page.send.isVisible()
    assert not lab.page.register.isVisible()
    assert lab.page.focusWidget() is lab.page.send.send
    assert state_line(lab.courier).startswith("Arrived at the hub on ")
    lab.until(lambda: len(lab.standing.exchanges) == 1)
    (done,) = lab.standing.exchanges
    assert (done.events, done.problem) == (1, "")


def test_new_work_is_told_as_waiting_and_the_button_sends_it(lab: Lab, hub: HubProcess) -> None:
    lab.register(hub)
    learner = lab.ada.learner
    lab.jobs.ask(lab.page, lambda desk: desk.people.change_profile(learner, name="Ada Traoré"))
    lab.until(lambda: lab.standing.waiting == 1)
    assert state_line(lab.courier).startswith("Saved here; for the hub: 1 record")

    lab.page.send.send.click()
    assert lab.courier.is_busy
    lab.until(lambda: len(lab.standing.exchanges) == 2)
    assert lab.standing.waiting == 0


def test_a_wrong_code_is_said_at_its_field_and_can_be_mended(lab: Lab, hub: HubProcess) -> None:
    lab.page.register.address.setText(hub.address)
    lab.page.register.code.setText("WRONG-CODE-0000")
    lab.page.register.register.click()
    lab.until(lambda: bool(lab.page.register.code_field.refusal))
    assert lab.page.register.code_field.refusal == problem("code-unknown")
    lab.until(lab.page.register.register.isEnabled)


def test_a_registration_file_is_enough(lab: Lab, hub: HubProcess, tmp_path: Path) -> None:
    hub.run("code", "campus-1", "--file", str(tmp_path / "lab.json"), "--address", hub.address)
    lab.page.register.from_file.click()
    lab.until(lambda: lab.settled() and bool(lab.standing.hub))
    assert lab.page.send.isVisible()


def test_a_file_that_is_none_is_told(lab: Lab, tmp_path: Path) -> None:
    (tmp_path / "lab.json").write_text("not a registration")
    lab.page.register.from_file.click()
    lab.until(lab.page.register.notice.isVisible)
    assert lab.page.register.notice.text.text() == problem("registration-file-wrong")


def test_a_lost_key_is_said_and_a_new_code_mends_it(
    lab: Lab, hub: HubProcess, tmp_path: Path
) -> None:
    lab.register(hub)
    assert not lab.page.register.isVisible()
    for key in (tmp_path / "data" / KEYS).glob("device-*.pem"):
        key.unlink()
    lab.page.send.send.click()
    lab.until(lambda: lab.standing.needs_code and lab.rests())

    assert lab.page.send.notice.text.text() == problem("key-lost")
    assert lab.page.register.isVisible()
    assert lab.page.register.address.text() == hub.address
    lab.page.register.code.setText(hub.run("code", "campus-1"))
    lab.page.register.register.click()
    lab.until(lambda: not lab.standing.needs_code and lab.rests())

    assert not lab.page.register.isVisible()
    assert state_line(lab.courier).startswith("Arrived at the hub on ")


def test_a_hub_that_is_gone_is_no_alarm_and_loses_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "hub").mkdir()
    with start_hub(sqlite_at(tmp_path / "hub")) as hub:
        lab = Lab(qtbot, tmp_path)
        lab.register(hub)
    learner = lab.ada.learner
    lab.jobs.ask(lab.page, lambda desk: desk.people.change_profile(learner, name="Ada Traoré"))
    told: list[int] = []
    lab.courier._told.connect(lambda *_: told.append(1))
    lab.courier.send_now()
    lab.until(lambda: bool(told))  # it has tried in vain
    lab.courier.stop()
    lab.until(lambda: lab.settled() and len(lab.standing.exchanges) == 2)

    assert lab.standing.waiting == 1
    assert state_line(lab.courier).startswith("Saved here; for the hub: 1 record")
    assert lab.page.send.notice.text.text() == problem("hub-unreachable")
    lab.close()


def test_a_certificate_that_has_run_out_may_be_this_computer_s_clock() -> None:
    today = day(QDateTime.currentMSecsSinceEpoch())
    assert f"clock says {today}" in problem("certificate-expired")


def test_working_offline_is_kept_and_the_timer_sends_nothing(lab: Lab, hub: HubProcess) -> None:
    lab.register(hub)
    lab.page.send.offline.click()
    lab.until(lambda: lab.standing.offline)

    lab.courier._by_itself()
    assert not lab.courier.is_busy

    lab.page.send.offline.click()
    lab.until(lambda: not lab.standing.offline)
    lab.courier._by_itself()
    assert lab.courier.is_busy
    lab.until(lambda: not lab.courier.is_busy)


def test_closing_in_the_middle_of_an_exchange_ends_at_once(lab: Lab, hub: HubProcess) -> None:
    lab.courier.register(Invitation(hub.address, hub.run("code", "campus-1")), "Lab")
    lab.close()


def test_another_hub_wants_the_steward_code_in_the_same_card(
    lab: Lab, hub: HubProcess, tmp_path: Path
) -> None:
    codes: list[str | None] = []
    lab.jobs.ask(lab.page, lambda desk: desk.people.make_steward_code(), codes.append)
    lab.register(hub)
    for key in (tmp_path / "data" / KEYS).glob("device-*.pem"):
        key.unlink()
    lab.page.send.send.click()
    lab.until(lambda: lab.standing.needs_code and lab.rests())
    card = lab.page.register
    assert not card.steward_field.isVisible()

    with start_hub(f"sqlite:///{tmp_path}/other.sqlite3") as other:
        card.address.setText(other.address)
        card.code.setText(other.code)
        card.register.click()
        lab.until(lambda: bool(card.steward_field.refusal) and card.register.isEnabled())
        assert card.steward_field.refusal == problem("another-hub")
        assert lab.page.focusWidget() is card.steward_code
        assert lab.standing.hub == hub.address
        card.steward_code.setText("ABCD-EFGH-JKMN")
        card.register.click()
        lab.until(lambda: card.steward_field.refusal == "This steward code is not right.")
        lab.until(card.register.isEnabled)
        assert card.steward_code.text() == ""
        card.steward_code.setText(codes[0] or "")
        card.register.click()
        lab.until(lambda: lab.standing.hub == other.address and lab.rests())

        assert not card.isVisible()
        lab.courier.close()
