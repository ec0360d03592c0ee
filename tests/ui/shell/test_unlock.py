"""What is carried on a stick is asked for by its passphrase, in a window of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from helpers.inline_jobs import InlineJobs
from ujuzi.credentials import wrapping
from ujuzi.services import carried
from ujuzi.store import vault
from ujuzi.ui.shell.jobs import Jobs
from ujuzi.ui.shell.unlock import Unlock

SECRET = "the rain in Jimma"


@pytest.fixture
def ask(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Unlock]:
    monkeypatch.setattr(vault, "has_ciphers", lambda: True)
    monkeypatch.setattr(wrapping, "KIB", 8)

    def shown(jobs: Jobs | None = None) -> Unlock:
        jobs = jobs or InlineJobs(object())
        window = Unlock(jobs, tmp_path, is_new=not vault.exists(tmp_path))
        qtbot.addWidget(window)
        window.show()
        return window

    return shown


def answer(window: Unlock, secret: str, again: str = "") -> None:
    window.secret.editor.setText(secret)
    if window.new is not None:
        window.new.again.editor.setText(again)
    window.open.click()


def test_a_new_passphrase_is_typed_twice_and_opens_the_stick_from_then_on(
    ask: Callable[..., Unlock], tmp_path: Path, qtbot: QtBot
) -> None:
    window = ask()
    assert window.new is not None
    with qtbot.assertNotEmitted(window.unlocked):
        answer(window, SECRET, "the rain in Gimma")
        assert window.new.again.refusal
        answer(window, "short", "short")
        assert "8" in window.secret.refusal
    with qtbot.waitSignal(window.unlocked):
        answer(window, SECRET, SECRET)

    vault.lock(tmp_path)
    window = ask()
    assert window.new is None
    with qtbot.assertNotEmitted(window.unlocked):
        answer(window, "another passphrase")
        assert window.secret.refusal
    with qtbot.waitSignal(window.unlocked):
        answer(window, SECRET)
    assert vault.key_of(tmp_path)


def test_the_window_lives_and_says_what_is_done_while_the_key_is_opened(
    ask: Callable[..., Unlock], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.make(tmp_path, SECRET)
    derived, go_on, threads = wrapping._derived, threading.Event(), []

    def slow(secret: str, salt: bytes, kib: int, passes: int) -> bytes:
        threads.append(threading.current_thread())
        assert go_on.wait(10)
        return derived(secret, salt, kib, passes)

    monkeypatch.setattr(wrapping, "_derived", slow)
    jobs = Jobs(lambda: pytest.fail("no desk is asked for"))
    window = ask(jobs)
    answer(window, SECRET)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0] is not threading.main_thread()
    assert window.state.isVisible()
    assert window.state.text()
    assert not window.open.isEnabled()
    answer(window, "a second press does nothing")
    with qtbot.waitSignal(window.unlocked):
        go_on.set()
    assert len(threads) == 1
    jobs.close()


def test_after_wrong_ones_one_waits_and_is_told_how_long(
    ask: Callable[..., Unlock], tmp_path: Path, qtbot: QtBot
) -> None:
    vault.make(tmp_path, SECRET)
    window = ask()
    for _ in range(3):
        answer(window, "the rain in Gimma")
    assert "5" in window.secret.refusal
    assert not window.open.isEnabled()
    carried._tries.clear()  # time goes by
    (tmp_path / "key.tries").unlink()
    for _ in range(5):
        window.waiting.tick()
    with qtbot.waitSignal(window.unlocked):
        answer(window, SECRET)


def test_nobody_reads_it_over_a_shoulder(ask: Callable[..., Unlock]) -> None:
    window = ask()
    assert window.new is not None
    for field in (window.secret, window.new.again):
        assert field.editor.displayText() == ""
        field.editor.setText("rain")
        assert "r" not in field.editor.displayText()
