"""A bug, written down on this computer so that a person can hand it on.

A report says where it happened and on what: the exception's kind, the lines of our code, versions.
It holds no message, no value of a variable and no path of the person's: those may be names or
answers. The same bug is reported once a session, and a session writes few reports.
"""

from __future__ import annotations

import traceback
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import qVersion

from ujuzi import __version__, file_modes

REPORTS_MOST = 5
"""A session writes no more."""


class BugReports:
    """The reports of one session, in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: set[str] = set()

    def write(self, error: BaseException) -> Path | None:
        """Write a report; None where this bug is known already, or nothing can be written."""
        where = frames(error)
        bug = f"{type(error).__qualname__} {where[-1:]}"
        if bug in self._known or len(self._known) >= REPORTS_MOST:
            return None
        self._known.add(bug)
        now = datetime.now(UTC)
        file = self._folder / f"bug-{now:%Y%m%d-%H%M%S}-{len(self._known)}.txt"
        try:
            file_modes.make_folder(self._folder)
            file_modes.make_file(file)
            file.write_text(report(error, now), "utf-8")
        except OSError:
            return None
        return file


def report(error: BaseException, now: datetime) -> str:
    """Return the text of a report."""
    import platform

    chain = []
    seen: BaseException | None = error
    while seen is not None:
        chain.append("\n".join((f"{type(seen).__module__}.{type(seen).__qualname__}",
                                *(f"  {frame}" for frame in frames(seen)))))  # fmt: skip
        seen = seen.__cause__ or seen.__context__
    return "\n".join(
        (
            f"Ujuzi {__version__}, Qt {qVersion()}, Python {platform.python_version()}",
            f"{platform.system()} {platform.release()} {platform.machine()}",
            f"{now:%Y-%m-%d %H:%M} UTC",
            "",
            "\n\ncaused by\n".join(chain),
            "",
        )
    )


def frames(error: BaseException) -> list[str]:
    """Return where it happened, outermost first: file within its package, line, function."""
    return [
        f"{_within_package(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]


def _within_package(file: str) -> str:
    parts = Path(file).parts
    for root in ("ujuzi", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - 1 - parts[::-1].index(root) :])
    return parts[-1] if parts else file
