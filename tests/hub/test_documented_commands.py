"""Every command of a hub stands in a README, and in the help stands none that there is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from ujuzi.hub.commands.cli import main
from ujuzi.paths import resource

ROOT = Path(__file__).resolve().parents[2]
READMES = (ROOT / "README.md", ROOT / "packaging" / "hub" / "README.md")
NOT_FOR_PEOPLE = frozenset({"process"})
"""What a frozen program starts for itself."""
NAMED = re.compile(r"`ujuzi-hub ([a-z-]+(?: [a-z-]+)?)[^`]*`((?:, `[a-z-]+`)*)")
"""A command as the help names it, and others of its group."""


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every command with the groups that it is in."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name))


def test_every_command_is_in_a_readme() -> None:
    read = "".join(readme.read_text("utf-8") for readme in READMES)
    missing = [
        each
        for each in commands()
        if each not in NOT_FOR_PEOPLE and not re.search(rf"ujuzi-hub {each}(?![\w-])", read)
    ]
    assert missing == []


def test_the_help_names_commands_that_there_are() -> None:
    known = set(commands())
    for page in resource("help").rglob("*-coordinators.md"):
        found = NAMED.findall(page.read_text("utf-8"))
        assert found
        for named, others in found:
            assert named in known, named
            group = named.partition(" ")[0]
            for other in re.findall(r"`([a-z-]+)`", others):
                assert f"{group} {other}" in known, other
