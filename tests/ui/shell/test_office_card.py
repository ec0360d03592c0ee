"""A coordinator gets her office by a code and six words, opens it with them, and locks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.coordinating import Coordinator
from helpers.inline_jobs import InlineJobs
from ujuzi.credentials import wrapping
from ujuzi.errors import Code, WorldError
from ujuzi.services.people.office import Office, OfficeStanding, OfficeState
from ujuzi.ui.shell.office_card import OfficeCard


class Stage:
    """The card over a real desk, with files in a folder for whatever is saved or opened."""

    def __init__(self, her: Coordinator, folder: Path) -> None:
        self.her = her
        self.file: Path | None = folder / "chosen.bin"
        self.card = OfficeCard(
            InlineJobs(her.lab.desk),
            her.ada,
            choose_save=lambda *_: self.file,
            choose_open=lambda *_: self.file,
        )
        self.told: list[OfficeStanding] = []
        self.card.stood.connect(self.told.append)
        self.card.begin()

    def last(self) -> OfficeState:
        return self.told[-1].state

    def state(self) -> OfficeState:
        return self.her.office.standing(self.her.ada).state

    @property
    def words(self) -> list[str]:
        return [label.text() for label in self.card.shown.words]

    def ask(self, code: str = "") -> list[str]:
        """Go through code and words; return the words."""
        self.card.code.setText(code or self.her.code())
        self.card.go_on.click()
        words = self.words
        self.card.written.click()
        self.card.back.editor.setText(" ".join(words))
        self.card.become.click()
        return words


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    monkeypatch.setattr(wrapping, "KIB", 8)
    monkeypatch.setattr(wrapping, "PASSES", 1)
    her = Coordinator(tmp_path)

    def unreachable(_office: Office, _learner: object) -> OfficeStanding:
        raise WorldError(Code.HUB_UNREACHABLE, "Far away.")

    monkeypatch.setattr(Office, "send", unreachable)
    made = Stage(her, tmp_path)
    qtbot.addWidget(made.card)
    made.card.show()
    yield made
    her.close()


def test_six_words_are_shown_once_and_asked_back(stage: Stage) -> None:
    stage.card.code.setText(stage.her.code())
    stage.card.go_on.click()
    words = stage.words
    assert len(set(words)) > 3
    assert all(words)

    stage.card.written.click()
    assert stage.words == [""] * 6
    stage.card.back.editor.setText(" ".join([*words[:2], "zoo", *words[3:]]))
    stage.card.become.click()
    assert "word 3" in stage.card.back.refusal
    assert stage.state() is OfficeState.NONE

    stage.card.see_again.click()
    assert stage.words == words


def test_where_no_network_is_a_file_goes_and_comes(stage: Stage) -> None:
    words = stage.ask()
    assert stage.state() is OfficeState.ASKED
    assert not stage.card.notice.isHidden()

    stage.card.save_request.click()
    assert stage.file is not None
    stage.file.write_bytes(stage.her.answer())
    stage.card.open_answer.click()
    assert stage.last() is OfficeState.OPEN

    stage.card.lock.click()
    assert stage.last() is OfficeState.LOCKED
    stage.card.typed.editor.setText(" ".join(word[:4].upper() for word in words))
    stage.card.unlock.click()
    assert stage.last() is OfficeState.OPEN
    assert stage.card.typed.editor.text() == ""


def test_over_the_network_she_is_coordinator_at_once(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answered(_office: Office, learner: object) -> OfficeStanding:
        return stage.her.office.take_answer(stage.her.ada, stage.her.answer())

    monkeypatch.setattr(Office, "send", answered)
    stage.ask()

    assert stage.last() is OfficeState.OPEN
    assert "coordinator of your campus" in stage.card.notice.text.text()


def test_wrong_words_are_told_by_their_place(stage: Stage) -> None:
    stage.her.appoint()
    stage.her.office.lock()
    stage.card.begin()
    stage.card.typed.editor.setText("abandon ability qwerty about above zoo")
    stage.card.unlock.click()
    assert stage.card.typed.refusal.endswith("word 3.")

    stage.card.typed.editor.setText("  ")
    stage.card.unlock.click()
    assert stage.card.typed.refusal == "Type your six words."
    assert stage.state() is OfficeState.LOCKED


def test_who_forgot_her_words_asks_anew_and_may_find_them_meanwhile(stage: Stage) -> None:
    stage.her.appoint()
    stage.her.office.lock()
    stage.card.begin()
    stage.card.forgot.click()
    stage.card.turn_back.click()
    stage.card.forgot.click()
    stage.ask()
    assert stage.told[-1].code
    assert stage.state() is OfficeState.LOCKED

    stage.card.has_words.click()
    stage.card.typed.editor.setText("abandon ability able about above absent")
    stage.card.unlock.click()
    assert stage.state() is OfficeState.OPEN


def test_keys_go_to_her_other_computer_in_a_file(stage: Stage) -> None:
    stage.her.appoint()
    stage.card.begin()
    stage.card.carry.click()
    assert stage.file is not None
    assert stage.file.read_bytes() == stage.her.office.carry(stage.her.ada)
    assert str(stage.file) in stage.card.notice.text.text()


@pytest.mark.parametrize("content", [None, b"a letter"])
def test_a_file_that_is_none_is_told_and_changes_nothing(
    stage: Stage, content: bytes | None
) -> None:
    assert stage.file is not None
    if content is not None:
        stage.file.write_bytes(content)
    stage.card.from_keys.click()

    assert not stage.card.notice.isHidden()
    assert stage.state() is OfficeState.NONE
    stage.file = None
    stage.card.from_keys.click()


def test_without_a_code_nothing_is_drawn(stage: Stage) -> None:
    stage.card.go_on.click()

    assert stage.card.code_field.refusal == "Type the code."
    assert stage.words == [""] * 6


def test_what_was_typed_and_shown_is_forgotten_when_the_page_is_left(stage: Stage) -> None:
    stage.card.code.setText(stage.her.code())
    stage.card.go_on.click()
    stage.card.begin()

    assert stage.words == [""] * 6
    assert stage.card.code.text() == ""
    stage.card.become.click()
    assert stage.state() is OfficeState.NONE
