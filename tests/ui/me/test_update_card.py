"""A newer Ujuzi is offered in words, and installed when somebody says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from helpers.releases import release
from ujuzi import drives
from ujuzi.drives import Drive
from ujuzi.installed import CURRENT, VERSIONS
from ujuzi.ui.me.update_card import UpdateCard


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "installed"
    release(root / VERSIONS / "1.0.0", "1.0.0", {"ujuzi.zip": b"one"})
    (root / CURRENT).write_text("1.0.0\n")
    monkeypatch.setenv("UJUZI_ROOT", str(root))
    return root


def card_over(qtbot: QtBot, folder: Path) -> UpdateCard:
    card = UpdateCard(InlineJobs(object()), lambda _over, _title: folder)
    qtbot.addWidget(card)
    card.show()
    return card


def test_a_newer_version_is_named_and_installed_on_a_press(
    qtbot: QtBot, root: Path, tmp_path: Path
) -> None:
    card = card_over(qtbot, release(tmp_path / "stick", "1.1.0", {"ujuzi.zip": b"two"}))
    assert not card.install.isVisible()
    card.look.click()
    assert "1.1.0" in card.state.text()
    assert (root / CURRENT).read_text() == "1.0.0\n"
    card.install.click()
    assert (root / CURRENT).read_text() == "1.1.0\n1.0.0\n"
    assert "1.1.0" in card.notice.text.text()
    assert not card.install.isVisible()


def test_what_a_stick_brings_is_offered_by_itself_and_installed_only_on_a_press(
    qtbot: QtBot, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sticks = [tmp_path / name for name in ("empty", "old", "new")]
    sticks[0].mkdir()
    for stick, version in zip(sticks[1:], ("1.0.0", "1.1.0"), strict=True):
        release(stick / "Ujuzi", version, {"ujuzi.zip": b"two"})
    card = card_over(qtbot, tmp_path)
    monkeypatch.setattr(drives, "plugged_in", tuple)
    card.look_at_sticks()
    assert card.install.isHidden()
    found = [
        Drive(each, each.name, is_removable=True, is_writable=True, free_bytes=1) for each in sticks
    ]
    monkeypatch.setattr(drives, "plugged_in", lambda: tuple(found))
    card.look_at_sticks()
    assert "1.1.0" in card.state.text()
    assert (root / CURRENT).read_text() == "1.0.0\n"
    card.install.click()
    assert (root / CURRENT).read_text() == "1.1.0\n1.0.0\n"


def test_what_is_not_newer_is_refused_in_words(qtbot: QtBot, root: Path, tmp_path: Path) -> None:
    card = card_over(qtbot, release(tmp_path / "stick", "0.9.0", {"ujuzi.zip": b"old"}))
    card.look.click()
    assert card.notice.text.text() == "Ujuzi 1.0.0 is here already; 0.9.0 is not newer."
    assert not card.install.isVisible()


def test_without_a_launcher_there_is_no_card(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UJUZI_ROOT", raising=False)
    card = UpdateCard(InlineJobs(object()))
    qtbot.addWidget(card)
    assert card.isHidden()
