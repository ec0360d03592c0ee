"""The passphrase of a stick is changed in the settings, by who knows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from ujuzi.credentials import wrapping
from ujuzi.store import vault
from ujuzi.ui.me.passphrase_card import PassphraseCard

SECRET, NEW = "the rain in Jimma", "the dust in Gao"


@pytest.fixture
def card(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PassphraseCard:
    monkeypatch.setattr(vault, "has_ciphers", lambda: True)
    monkeypatch.setattr(wrapping, "KIB", 8)
    vault.make(tmp_path, SECRET)
    card = PassphraseCard(InlineJobs(object()))
    qtbot.addWidget(card)
    card.show_folder(tmp_path)
    return card


def wish(card: PassphraseCard, present: str, new: str, again: str) -> None:
    for field, text in ((card.present, present), (card.new.first, new), (card.new.again, again)):
        field.editor.setText(text)
    card.change.click()


def test_a_new_one_takes_the_place_of_the_old(card: PassphraseCard, tmp_path: Path) -> None:
    wish(card, SECRET, NEW, NEW)
    assert "new passphrase" in card.notice.text.text()
    assert (card.present.text, card.new.text) == ("", "")
    vault.unlock(tmp_path, NEW)


@pytest.mark.parametrize(
    ("present", "new", "again", "field"),
    [
        ("", NEW, NEW, "present"),
        ("the rain in Gimma", NEW, NEW, "present"),
        (SECRET, NEW, "the dust in Goa", "again"),
        (SECRET, "short", "short", "first"),
    ],
)
def test_what_will_not_do_is_said_at_its_field_and_changes_nothing(
    card: PassphraseCard, tmp_path: Path, present: str, new: str, again: str, field: str
) -> None:
    wish(card, present, new, again)
    fields = {"present": card.present, "first": card.new.first, "again": card.new.again}
    assert [name for name, each in fields.items() if each.refusal] == [field]
    vault.unlock(tmp_path, SECRET)


def test_where_data_is_not_encrypted_there_is_no_card(card: PassphraseCard, tmp_path: Path) -> None:
    assert not card.isHidden()
    card.show_folder(tmp_path / "plain")
    assert card.isHidden()
