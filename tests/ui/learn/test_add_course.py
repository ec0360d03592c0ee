"""Adding a course: looked at, offered, installed; or refused in plain words."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from helpers.course_folders import KEY, copy_small_course, edit
from helpers.desks import open_lab
from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, OFFER, FakeDesk, FakeInstaller
from ujuzi.authoring.builder import build_pack
from ujuzi.errors import Code, RefusedError, UjuziError, WorldError
from ujuzi.services.desk import open_desk
from ujuzi.services.study.installed import PackOffer
from ujuzi.services.study.installing import Installer, OnLibrary
from ujuzi.ui.learn.add_course import AddCourse, Stage
from ujuzi.ui.shell.jobs import Jobs

FILE = Path("ai-literacy.ujuzi")


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def adding(qtbot: QtBot, desk: FakeDesk) -> AddCourse:
    adding = AddCourse(InlineJobs(desk), ADA.learner, FakeInstaller(desk.library))
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
        RefusedError(Code.NOT_A_PACK, "no"),
        RefusedError(Code.PACK_TRUNCATED, "no"),
        RefusedError(Code.PACK_TAMPERED, "no"),
        RefusedError(Code.SIGNATURE_WRONG, "no"),
        RefusedError(Code.PACK_TOO_NEW, "no"),
        WorldError(Code.SOURCE_GONE, "no"),
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
    desk.library.failures = [WorldError(Code.DISK_FULL, "full")]
    adding.install_button.click()
    assert adding.stage is Stage.REFUSED
    assert "disk is full" in adding.notice.text.text()


def test_stopping_leaves_the_offer_standing(adding: AddCourse, desk: FakeDesk) -> None:
    adding.offer_file(FILE)
    desk.library.failures = [RefusedError(Code.INSTALL_CANCELLED, "stopped")]
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
    desk.library.failures = [RefusedError(Code.STEWARD_CODE_WRONG, "no", wait_seconds=0)]
    adding.trust_button.click()
    assert adding.stage is Stage.OFFERED
    assert adding.code.accessibleDescription() == "This steward code is not right."
    assert desk.library.installed == []


class Halting(Installer):
    """Waits in the middle of a pack until it may go on."""

    def __init__(self, on_library: OnLibrary) -> None:
        super().__init__(on_library)
        self.begun, self.go = threading.Event(), threading.Event()

    def install(
        self,
        file: Path,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> PackOffer:
        def told(done: int, total: int) -> None:
            progress(done, total)
            self.begun.set()
            assert self.go.wait(30)

        return super().install(file, told, cancelled)


def test_an_answer_is_on_the_disk_while_a_pack_installs(qtbot: QtBot, tmp_path: Path) -> None:
    lab = open_lab(tmp_path)
    folder = copy_small_course(tmp_path / "another")
    edit(folder / "course.yaml", "id: market-sums", "id: another")
    (folder / "words" / "counting.md").write_text("Other words.\n")
    build_pack(folder, tmp_path / "another.ujuzi", KEY)
    lab.desk.close()
    jobs = Jobs(lambda: open_desk(tmp_path / "data", lab.clock))
    with qtbot.waitSignal(jobs.opened):
        jobs.start()
    halting = Halting(lambda work: jobs.wait_for(lambda desk: work(desk.library)))
    adding = AddCourse(jobs, lab.learner, halting)
    qtbot.addWidget(adding)
    adding.offer_file(tmp_path / "another.ujuzi")
    qtbot.waitUntil(lambda: adding.stage is Stage.OFFERED)
    adding.install_button.click()
    qtbot.waitUntil(halting.begun.is_set)

    kept: list[str] = []
    learner, pack = lab.learner, lab.pack
    jobs.ask(
        jobs, lambda desk: desk.learning.keep_draft(learner, pack, "words-quiz", "one", "half")
    )
    jobs.ask(
        jobs, lambda desk: desk.learning.draft(learner, pack, "words-quiz", "one"), kept.append
    )
    qtbot.waitUntil(lambda: bool(kept))
    assert (kept, adding.stage) == (["half"], Stage.INSTALLING)

    halting.go.set()
    qtbot.waitUntil(lambda: adding.stage is Stage.INSTALLED)
    assert jobs.close()
