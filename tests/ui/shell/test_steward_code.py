"""The steward code: masked wherever it is typed, printed or saved where it is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.page_fakes import ADA, FakeDesk
from helpers.window_fakes import WindowDesk
from ujuzi.services.study.installing import Installer
from ujuzi.ui.certify.list_card import ListCard
from ujuzi.ui.delivery.register_card import RegisterCard
from ujuzi.ui.door.keeper_panel import KeeperPanel
from ujuzi.ui.door.reset_panel import ResetPanel
from ujuzi.ui.learn.add_course import AddCourse
from ujuzi.ui.me.steward_card import StewardCard
from ujuzi.ui.shell.steward_code import StewardCodeSheet


def jobs() -> InlineJobs:
    return InlineJobs(WindowDesk())


WHERE: dict[str, Callable[[], QWidget]] = {
    "a forgotten PIN": ResetPanel,
    "somebody from elsewhere": lambda: ResetPanel(joining=True),
    "the keeper at the door": lambda: KeeperPanel(jobs()),
    "settings": lambda: StewardCard(jobs(), ADA.learner),
    "another hub": RegisterCard,
    "a list of issuers": lambda: ListCard(jobs()),
    "a publisher": lambda: AddCourse(InlineJobs(FakeDesk()), ADA.learner, cast(Installer, None)),
}


@pytest.mark.parametrize("make", WHERE.values(), ids=WHERE)
def test_nobody_reads_the_steward_code_while_it_is_typed(
    qtbot: QtBot, make: Callable[[], QWidget]
) -> None:
    page = make()
    qtbot.addWidget(page)
    fields = [edit for edit in page.findChildren(QLineEdit) if "teward" in edit.accessibleName()]
    if isinstance(page, ResetPanel):
        fields.append(page.code)
    assert fields
    assert {edit.echoMode() for edit in fields} == {QLineEdit.EchoMode.Password}


def test_a_code_is_saved_for_its_keeper_or_the_failure_is_said(
    qtbot: QtBot, tmp_path: Path
) -> None:
    files = [tmp_path / "none" / "code.txt", tmp_path / "code.txt"]
    sheet = StewardCodeSheet(lambda _over, _title, _name: files.pop(0))
    qtbot.addWidget(sheet)
    sheet.show_code("ABCD-EFGH-JKMN")
    sheet.save.click()
    assert "could not be written" in sheet.notice.text.text()
    sheet.save.click()
    assert "Saved as" in sheet.notice.text.text()
    assert "ABCD-EFGH-JKMN" in (tmp_path / "code.txt").read_text()
