"""A group knows the names of its commands, and loads the file of the one that is called, once."""

from __future__ import annotations

import click
import pytest

from ujuzi.command_files import CommandFiles

LOADED: list[str] = []


def load(name: str) -> click.Command:
    LOADED.append(name)
    return click.Command(name)


@pytest.fixture
def group() -> click.Group:
    LOADED.clear()
    return click.Group(commands=CommandFiles({"export": load, "add": load}))


def test_names_are_told_without_loading_anything(group: click.Group) -> None:
    assert group.list_commands(click.Context(group)) == ["add", "export"]
    assert not LOADED


def test_a_command_is_loaded_when_it_is_asked_for_and_once(group: click.Group) -> None:
    context = click.Context(group)
    assert group.get_command(context, "add") is group.get_command(context, "add")
    assert group.get_command(context, "sing") is None
    assert LOADED == ["add"]


def test_a_command_may_be_added_to_those_in_files(group: click.Group) -> None:
    group.add_command(click.Command("process"))
    assert [*group.commands] == ["add", "export", "process"]
    assert len(group.commands) == 3
    assert not LOADED
