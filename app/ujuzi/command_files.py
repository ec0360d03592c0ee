"""Commands whose file is loaded when one of them is called: nobody waits for what others need."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import TypeAlias

import click

Files: TypeAlias = Mapping[str, Callable[[str], click.Command]]
"""By name of a command what loads its file. An import by name would be missed in a frozen build."""


class CommandFiles(MutableMapping[str, click.Command]):
    """The commands of a group by name, each loaded once, when somebody asks for it."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            self._loaded[name] = self._files[name](name)
        return self._loaded[name]

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._loaded[name] = command

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._files, *self._loaded}))

    def __len__(self) -> int:
        return len({*self._files, *self._loaded})
