"""`ujuzi` and `python -m ujuzi`: the windows, or a command."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ujuzi import __main__, __version__, desktop
from ujuzi.cli.answers import WORLD
from ujuzi.errors import Code, WorldError


def test_without_a_command_the_windows_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["ujuzi"])
    monkeypatch.setattr(desktop, "run", lambda _data_dir: 7)
    with pytest.raises(SystemExit) as left:
        __main__.main()
    assert left.value.code == 7


def test_windows_that_cannot_open_say_why(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(_data_dir: object) -> int:
        raise WorldError(Code.QT_MISSING, "The windows need Qt.")

    monkeypatch.setattr(sys, "argv", ["ujuzi"])
    monkeypatch.setattr(desktop, "run", run)
    with pytest.raises(SystemExit) as left:
        __main__.main()
    assert left.value.code == WORLD
    assert capsys.readouterr().err == "ujuzi: The windows need Qt.\n"


def test_with_a_command_it_runs() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "ujuzi", "--version"], capture_output=True, text=True, check=True
    )
    assert __version__ in said.stdout


def test_the_windows_load_nothing_of_the_commands() -> None:
    script = (
        "import sys, ujuzi.__main__, ujuzi.desktop, ujuzi.services.desk, ujuzi.ui.application\n"
        "print(*sorted({'click', 'ujuzi.cli', 'ujuzi.domain.personal'}"
        " & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_a_start_loads_nothing_that_a_first_page_needs_not_and_collects_none_of_it_ever() -> None:
    script = (
        "import gc, sys\n"
        "from ujuzi import desktop\n"
        "with desktop.loading():\n"
        "    assert not gc.isenabled()\n"
        "    import ujuzi.services.desk, ujuzi.ui.application\n"
        "    from ujuzi.ui import places\n"
        "    places.load_door()\n"
        "assert gc.isenabled() and gc.get_freeze_count() > 10_000\n"
        "later = {'json', 'concurrent.futures', 'ujuzi.ui.shell.sentences',"
        " 'ujuzi.ui.shell.bug_report', 'ujuzi.ui.widgets.wrapped_choices', 'ujuzi.ui.shell.rail'}\n"
        "print(*sorted(later & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
