"""`ujuzi` and `python -m ujuzi`: the windows, or a command."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from helpers.commands import python
from helpers.course_folders import copy_small_course
from ujuzi import __main__, __version__, desktop, read_ahead
from ujuzi.cli.answers import WORLD
from ujuzi.errors import Code, WorldError
from ujuzi.terminal import ENDED


def test_without_a_command_the_windows_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["ujuzi"])
    monkeypatch.setattr(desktop, "run", lambda _data_dir: 7)
    ahead: list[str] = []
    monkeypatch.setattr(read_ahead, "read_ahead", ahead.append)
    with pytest.raises(SystemExit) as left:
        __main__.main()
    assert left.value.code == 7
    assert ahead == [str(Path(__main__.__file__).parents[2])]


def test_next_to_nothing_is_loaded_before_a_start_reads_ahead() -> None:
    script = "import sys; sys.path[:0] = sys.argv[1:]; import ujuzi.__main__, ujuzi.read_ahead"
    script += "; print(*{'typing', 'pathlib', 'threading', 're'} & set(sys.modules))"
    where = str(Path(__main__.__file__).parents[1])
    alone = [sys.executable, "-I", "-S", "-c", script, where]
    run = subprocess.run(alone, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_a_thread_loads_what_is_packed_while_another_is_about_to(tmp_path: Path) -> None:
    """In a build modules lie in an archive, and Python lets one thread ask for zlib."""
    with zipfile.ZipFile(tmp_path / "packed.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lies_packed.py", "said = 'loaded'\n" * 20)
    script = (
        "import sys, zipimport\n"
        "sys.path.insert(0, sys.argv.pop())\n"
        "from ujuzi import __main__, desktop\n"
        "def run(_data_dir):\n"
        "    zipimport._importing_zlib = True\n"
        "    import lies_packed\n"
        "    print(lies_packed.said)\n"
        "    return 0\n"
        "desktop.run = run\n"
        "__main__.main()\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "packed.zip")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("loaded\n", "")


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


def test_a_command_that_is_interrupted_before_it_began_ends_without_a_word() -> None:
    script = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'ujuzi.cli':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "sys.argv = ['ujuzi', 'pack', 'list']\n"
        "from ujuzi.__main__ import main\n"
        "main()"
    )
    assert python(script, code=__main__.INTERRUPTED).stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without a signal")
@pytest.mark.parametrize(
    ("name", "before"),
    [("SIGTERM", "SIG_DFL"), ("SIGHUP", "SIG_DFL"), ("SIGINT", "default_int_handler")],
)
def test_a_command_that_is_ended_leaves_no_half_file_behind(
    name: str, before: str, tmp_path: Path
) -> None:
    course = copy_small_course(tmp_path / "course")
    output = tmp_path / "out"
    script = (
        "import os, signal, sys\n"
        f"signal.signal(signal.{name}, signal.{before})\n"  # who runs the tests may ignore it
        "from ujuzi.__main__ import main\n"
        "from ujuzi.authoring.writer import PackWriter\n"
        f"PackWriter.add_object = lambda *_: os.kill(os.getpid(), signal.{name})\n"
        "sys.argv = ['ujuzi', *sys.argv[1:]]\n"
        "main()"
    )
    arguments = ["pack", "build", course, "-o", output / "c.ujuzi", "--data-dir", tmp_path / "data"]
    run = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == __main__.INTERRUPTED, run.stderr
    assert run.stderr.strip().splitlines()[1:] in ([f"ujuzi: {ENDED}"], ["", f"ujuzi: {ENDED}"])
    assert list(output.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without a signal")
def test_who_ends_a_command_again_and_again_waits_until_nothing_half_is_left(
    tmp_path: Path,
) -> None:
    source, output = tmp_path / "questions.gift", tmp_path / "out"
    source.write_text("::One:: Is it? {T}\n", encoding="utf-8")
    script = (
        "import os, signal, sys\n"
        "from ujuzi.__main__ import main\n"
        "from ujuzi.authoring import importers\n"
        "def end():\n"
        "    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):\n"
        "        os.kill(os.getpid(), number)\n"
        "def read(_self, source, output, _encoding):\n"
        "    output.mkdir(parents=True)\n"
        "    (output / 'half').write_bytes(b'half')\n"
        "    end()\n"
        "def remove(folder, take_away=importers.remove_folder):\n"
        "    end()\n"
        "    take_away(folder)\n"
        "importers.GiftImporter.read, importers.remove_folder = read, remove\n"
        "for number, as_usual in ((signal.SIGTERM, signal.SIG_DFL),"
        " (signal.SIGINT, signal.default_int_handler)):\n"
        "    signal.signal(number, as_usual)\n"  # who runs the tests may ignore it
        "sys.argv = ['ujuzi', *sys.argv[1:]]\n"
        "main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, "pack", "import", str(source), "-o", str(output)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr.strip()) == (__main__.INTERRUPTED, f"ujuzi: {ENDED}")
    assert not output.exists()


def test_who_ends_a_command_of_the_hub_reads_so_in_one_line() -> None:
    script = (
        "import click\n"
        "from ujuzi.hub.commands.cli import main\n"
        "def ended(*_):\n"
        "    raise KeyboardInterrupt\n"
        "click.Group.invoke = ended\n"
        "main(['organisation', 'list'])"
    )
    assert python(script, code=__main__.INTERRUPTED).stderr == f"ujuzi-hub: {ENDED}\n"


def test_who_ends_a_command_while_a_class_is_made_reads_no_traceback() -> None:
    script = (
        "import sys\n"
        "from ujuzi import cli\n"
        "class Ends:\n"
        "    def __set_name__(self, owner, name):\n"
        "        raise KeyboardInterrupt\n"
        "def run():\n"
        "    class Ended:\n"
        "        each = Ends()\n"
        "cli._run_unlocked = run\n"
        "cli.main()"
    )
    assert python(script, code=__main__.INTERRUPTED).stderr == f"ujuzi: {ENDED}\n"


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
