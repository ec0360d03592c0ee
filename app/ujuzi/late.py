"""Modules of Python that are loaded when something is first asked of them: no start waits for them.

    from ujuzi.late import sqlite3, unicodedata

Of a stick SQLite is 1.4 MB, of which a person who types her passphrase first needs nothing yet, and
Unicode's tables are 0.7 MB.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3 as sqlite3
    import unicodedata as unicodedata
else:

    class _Late:
        """Stands for a module; its attributes are that module's."""

        def __init__(self, name: str) -> None:
            self.__name__ = name

        def __getattr__(self, name: str) -> object:
            module = self.__dict__.get("module")
            if module is None:
                from importlib import import_module

                module = self.module = import_module(self.__name__)
            return getattr(module, name)

    sqlite3, unicodedata = _Late("sqlite3"), _Late("unicodedata")
