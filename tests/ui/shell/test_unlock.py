"""What is carried on a stick is asked for by its passphrase, in a window of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ujuzi.store import vault
from ujuzi.ui.shell.unlock import Unlock

SECRET = "the rain in Jimma"


@pytest.fixture
def ask(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Unlock]:
    monkeypatch.setattr(vault, "has_ciphers", lambda: True)
    monkeypatch.setattr(vault, "KIB", 8)

    def shown() -> Unlock:
        window = Unlock(tmp_path, is_new=not vault.exists(tmp_path))
        qtbot.addWidget(window)
        window.show()
        return window

    return shown


def answer(window: Unlock, secret: str, again: str = "") -> None:
    window.secret.editor.setText(secret)
    window.again.editor.setText(again)
    window.open.click()


def test_a_new_passphrase_is_typed_twice_and_opens_the_stick_from_then_on(
    ask: Callable[[], Unlock], tmp_path: Path, qtbot: QtBot
) -> None:
    window = ask()
    with qtbot.assertNotEmitted(window.unlocked):
        answer(window, SECRET, "the rain in Gimma")
        assert window.again.refusal
        answer(window, "short", "short")
        assert "8" in window.secret.refusal
    with qtbot.waitSignal(window.unlocked):
        answer(window, SECRET, SECRET)

    vault.lock(tmp_path)
    window = ask()
    assert not window.again.isVisible()
    with qtbot.assertNotEmitted(window.unlocked):
        answer(window, "another passphrase")
        assert window.secret.refusal
    with qtbot.waitSignal(window.unlocked):
        answer(window, SECRET)
    assert vault.key_of(tmp_path)


def test_nobody_reads_it_over_a_shoulder(ask: Callable[[], Unlock]) -> None:
    window = ask()
    for field in (window.secret, window.again):
        assert field.editor.displayText() == ""
        field.editor.setText("rain")
        assert "r" not in field.editor.displayText()
