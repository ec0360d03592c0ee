"""What the launcher of an installed Ujuzi says: where it lies, and what was decided here.

    ROOT/current       the version that is started, and the one before it
    ROOT/starting      a version and how often it was started without success
    ROOT/updating      locked by who installs another version
    ROOT/data-folder   where this computer's accounts share their data, if they do
    ROOT/versions/V    the versions; each has a `manifest`, signed by who released it

A checkout has no launcher: nothing is found, and nothing is written.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from ujuzi import file_modes, files

ROOT_NAMED = "UJUZI_ROOT"
"""In the environment: the launcher's own folder."""
CURRENT, STARTING, DATA_FOLDER = "current", "starting", "data-folder"
VERSIONS, MANIFEST, UPDATING = "versions", "manifest", "updating"
COMMAND = "ujuzi-cli.exe"
"""On Windows: the launcher that has no window."""
NAMES = frozenset({CURRENT, STARTING, "running", DATA_FOLDER, UPDATING, VERSIONS, "start.sh"})
"""What lies in the launcher's folder: on Linux the data folder of the account is the same."""
KEY_LINE = "key "


def root() -> Path | None:
    """Return the launcher's folder, where one has started this program."""
    named = os.environ.get(ROOT_NAMED)
    return Path(named) if named else None


def command() -> list[str]:
    """Return what starts another `ujuzi` in a process of its own, before its arguments.

    On Windows an installed one holds no Python that could be started: its launcher is.
    """
    folder = root()
    if sys.platform == "win32" and folder is not None:
        return [str(folder / COMMAND)]
    return [sys.executable, "-P", "-m", "ujuzi"]


def shared_data_folder() -> Path | None:
    """Return the folder in which this computer's accounts share their data, if they do."""
    folder = root()
    if folder is None:
        return None
    with suppress(OSError, UnicodeDecodeError):
        if named := (folder / DATA_FOLDER).read_text("utf-8").strip():
            return Path(named)
    return None


def share_data_folder(shared: Path) -> None:
    """Let this computer's accounts share their data in a folder; raises OSError."""
    folder = root()
    if folder is not None:
        file_modes.make_folder(shared)
        files.write_whole(folder / DATA_FOLDER, f"{shared.absolute()}\n".encode(), files.PUBLIC)


def release_key(tree: Path) -> bytes:
    """Return the public key that signed a version's tree; empty where nobody did."""
    with suppress(OSError, ValueError):
        for line in (tree / MANIFEST).read_text("utf-8").split("\n"):
            if line.startswith(KEY_LINE):
                return bytes.fromhex(line.removeprefix(KEY_LINE))
    return b""


def confirm_start() -> None:
    """Tell the launcher that this version runs: two starts without it, and the one before comes."""
    folder = root()
    if folder is not None:
        with suppress(OSError):
            files.unlink(folder / STARTING)
