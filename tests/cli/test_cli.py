"""The command: statuses 0, 1, 2, 3, one line of reason, and every command documented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from helpers.commands import python, run
from ujuzi import cli
from ujuzi.store.database import open_database


def commands(group: click.Group, path: str = "ujuzi") -> Iterator[tuple[str, click.Command]]:
    yield path, group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


@pytest.mark.parametrize(("path", "command"), list(commands(cli.ujuzi)), ids=str)
def test_every_command_and_option_is_documented(path: str, command: click.Command) -> None:
    assert command.help, path
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.name}"
    if not isinstance(command, click.Group):
        assert any(parameter.name == "data_dir" for parameter in command.params), path


@pytest.mark.parametrize(("path", "command"), list(commands(cli.ujuzi)), ids=str)
def test_no_list_of_commands_breaks_a_sentence_off(path: str, command: click.Command) -> None:
    told = command.get_help(click.Context(command, info_name=path, terminal_width=80))
    assert "..." not in told.partition("Commands:")[2]


@pytest.mark.parametrize(
    "wrong",
    [
        ("pack", "build"),
        ("nonsense",),
        ("keys", "trust", "X"),
        ("keys", "new", "../evil"),
        ("pack", "verify", "none"),
    ],
)
def test_wrong_usage_is_status_two(
    wrong: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    run(*wrong, code=2, capsys=capsys)


def test_what_is_not_there_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--data-dir", tmp_path / "data")
    for listing in ("pack", "keys"):
        _, err = run(listing, "list", *where, code=3, capsys=capsys)
        assert err == f"ujuzi: Ujuzi has no data in {tmp_path / 'data'}.\n"
    assert not (tmp_path / "data").exists()

    _, err = run("pack", "remove", "botany", "en", *where, code=1, capsys=capsys)
    assert err == "ujuzi: botany is not on this computer.\n"


def test_reading_works_while_the_application_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = open_database(tmp_path)
    try:
        run("pack", "list", "--data-dir", tmp_path, capsys=capsys)
        run("doctor", "--data-dir", tmp_path, capsys=capsys)
    finally:
        holder.close()


def test_writing_is_refused_while_the_application_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    holder = open_database(tmp_path)
    try:
        _, err = run(
            "pack", "remove", "market-sums", "en", "--data-dir", tmp_path, code=3, capsys=capsys
        )
    finally:
        holder.close()
    assert "already running" in err


def test_without_qt_the_command_says_how_to_get_the_windows(tmp_path: Path) -> None:
    script = (
        f"import sys; sys.argv = ['ujuzi', '--data-dir', {str(tmp_path)!r}]\n"
        "sys.modules['PySide6'] = None\n"
        "from ujuzi.cli import main; main()"
    )
    said = python(script, code=3).stderr
    assert said == "ujuzi: The windows need Qt: pip install 'ujuzi[desktop]'\n"


def test_a_qt_that_lacks_something_of_the_system_is_named_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text(
        "raise ImportError('libEGL.so.1: cannot open shared object file', name=__name__)"
    )
    script = (
        f"import sys; sys.argv = ['ujuzi']; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from ujuzi.cli import main; main()"
    )
    said = python(script, code=3).stderr
    assert said == "ujuzi: Qt cannot start: libEGL.so.1: cannot open shared object file\n"


def test_no_command_loads_qt_or_the_network() -> None:
    script = (
        "import sys; sys.argv = ['ujuzi', 'doctor', '--help']\n"
        "import ujuzi.cli, ujuzi.services.desk\n"
        "late = {'PySide6', 'requests', 'cryptography', 'argon2', 'ziamath', 'sqlite_utils'}\n"
        "print(sorted(late & set(sys.modules)))"
    )
    assert python(script).stdout.strip() == "[]"


def test_the_window_and_the_version_load_no_command() -> None:
    script = (
        "import sys; sys.argv = ['ujuzi', '--version']\n"
        "import contextlib, ujuzi.cli\n"
        "with contextlib.suppress(SystemExit): ujuzi.cli.main()\n"
        "print(sorted(name for name in sys.modules if name.startswith('ujuzi.cli.')))"
    )
    assert python(script).stdout.splitlines()[1:] == ["['ujuzi.cli.answers', 'ujuzi.cli.options']"]


def test_every_command_stands_in_the_list_under_its_own_name() -> None:
    context = click.Context(cli.ujuzi)
    names = cli.ujuzi.list_commands(context)
    assert names == sorted(names)
    for name in names:
        command = cli.ujuzi.get_command(context, name)
        assert command is not None
        assert command.name == name
    assert cli.ujuzi.get_command(context, "nonsense") is None
