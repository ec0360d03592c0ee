"""The command: statuses 0, 1, 2, 3, one line of reason, and every command documented."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from helpers.commands import python, run
from ujuzi import cli
from ujuzi.cli import packs, reading
from ujuzi.paths import DATABASE, default_data_dir
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
    if not isinstance(command, click.Group) and not command.hidden:
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


def test_what_was_typed_wrongly_steers_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, err = run("register", "http://hub\x1b[2J", "--data-dir", tmp_path, code=2, capsys=capsys)
    assert "ujuzi register http://hub\\u001b[2J CODE" in err


def test_however_it_is_started_it_calls_itself_by_its_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["/a/folder/__main__.py", "pack", "--help"])
    with pytest.raises(SystemExit):
        cli.main()
    assert capsys.readouterr().out.startswith("Usage: ujuzi pack ")


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


def with_data(group: click.Group) -> Iterator[tuple[str, ...]]:
    """Yield the words of each command that works on a folder of data."""
    for path, command in commands(group):
        option = next((each for each in command.params if each.name == "data_dir"), None)
        if option is not None and option.expose_value and not isinstance(command, click.Group):
            yield tuple(path.split()[1:])


@pytest.mark.parametrize("words", list(with_data(cli.ujuzi)), ids=" ".join)
def test_a_folder_that_is_named_before_a_command_is_the_commands(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    def folder(before: list[str], after: list[str]) -> Path:
        command: click.Command = cli.ujuzi
        context = click.Context(command, info_name="ujuzi")
        context = command.make_context("ujuzi", [*before, *words])
        for word in words:
            assert isinstance(command, click.Group)
            found = command.get_command(context, word)
            assert found is not None
            command = found
            context = click.Context(command, parent=context, info_name=word)
        parameter = next(each for each in command.params if each.name == "data_dir")
        given = {"data_dir": after[1]} if after else {}
        value, _ = parameter.handle_parse_result(context, given, [])
        assert isinstance(value, Path)
        return value

    here, there = str(tmp_path / "here"), str(tmp_path / "there")
    assert folder(["--data-dir", here], []) == Path(here)
    assert folder(["--data-dir", here], ["--data-dir", there]) == Path(there)
    assert folder([], []) == default_data_dir()


def test_sync_uses_the_folder_that_is_named_before_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    run("--data-dir", tmp_path / "data", "sync", code=1, capsys=capsys)
    assert (tmp_path / "data" / DATABASE).is_file()
    assert not (tmp_path / "home").exists()


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
        "late = {'PySide6', 'requests', 'cryptography', 'argon2', 'ziamath', 'sqlite_utils',"
        " 'difflib', 'html', 'statistics'}\n"
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


@pytest.mark.parametrize("command", [("doctor",), ("pack", "list"), ("folder", "list")])
def test_a_data_folder_whose_name_no_disk_takes_is_told_in_one_line(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = run(*command, "--data-dir", tmp_path / ("n" * 300), code=3, capsys=capsys)
    assert said.startswith("ujuzi: ")
    assert said.count("\n") == 1


def test_what_the_system_says_of_a_file_is_told_and_no_bug(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> object:
        raise OSError(errno.EIO, os.strerror(errno.EIO), "list")

    monkeypatch.setattr(reading, "desk_to_read", gone)
    monkeypatch.setattr(packs, "desk_to_read", gone)
    _, said = run("pack", "list", "--data-dir", tmp_path, code=3, capsys=capsys)
    assert said == f"ujuzi: list: {os.strerror(errno.EIO)}.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="what is typed there is text")
def test_what_is_typed_and_is_no_text_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = os.fsdecode(b"caf\xe9")
    monkeypatch.setattr(cli, "_run_unlocked", typed.encode)
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
    assert capsys.readouterr().err == "ujuzi: What was typed is no text in UTF-8.\n"
