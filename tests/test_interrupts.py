"""Who presses Ctrl-C while a program is loaded reads nothing of what it was loading."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from ujuzi import interrupts

WHERE = {
    "a command": (["pack", "list"], "ujuzi.__main__", "ujuzi.cli"),
    "the windows": ([], "ujuzi.__main__", "ujuzi.desktop"),
    "the hub": (["devices"], "ujuzi.hub.__main__", "ujuzi.hub.commands.cli"),
}
"""What is typed, where it begins, and the module at which somebody presses."""


def script(arguments: list[str], begins: str, module: str, before: str) -> str:
    return (
        "import os, signal, sys\n"
        f"signal.signal(signal.SIGINT, signal.{before})\n"  # who runs the tests may ignore it
        "class Pressing:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}:\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Pressing())\n"
        f"sys.argv = ['ujuzi', *{arguments!r}]\n"
        f"from {begins} import main\n"
        "main()"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to one process")
@pytest.mark.parametrize("name", WHERE)
def test_a_program_that_is_interrupted_while_it_is_loaded_ends_without_a_word(name: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", script(*WHERE[name], before="default_int_handler")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (-signal.SIGINT, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to one process")
def test_what_whoever_started_it_wants_ignored_stays_ignored() -> None:
    arguments, begins, module = ["--version"], "ujuzi.hub.__main__", "ujuzi.hub.commands.cli"
    run = subprocess.run(
        [sys.executable, "-c", script(arguments, begins, module, before="SIG_IGN")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2  # click's: there is no such option
    assert "Traceback" not in run.stderr


def test_ctrl_c_is_python_s_again_once_all_is_loaded() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        interrupts.raise_again()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        interrupts.end_at_once()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
        interrupts.raise_again()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        interrupts.end_at_once()
        interrupts.raise_again()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
