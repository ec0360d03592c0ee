"""Who may read what the program keeps: the account that runs it, or a group that shares the folder.

    private  0600 and 0700: nobody else's business
    shared   0660 and 2770: where somebody gave the folder to a group on purpose; that is one in
             which the group may write, and which passes its group on (`chmod 2770`) or shuts out
             everybody else (`chmod 0770`). What is made in it belongs to its group.

Others never read. Windows keeps its own rules, drives without modes have none, and what belongs to
another account is left to that account.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
SHARED_FILE, SHARED_FOLDER = 0o660, 0o2770


def is_shared(folder: Path) -> bool:
    """Whether a folder was given to a group on purpose."""
    if os.name != "posix":
        return False
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    on_purpose = bool(mode & stat.S_ISGID) or not mode & stat.S_IRWXO
    return on_purpose and mode & stat.S_IRWXG == stat.S_IRWXG


def file_mode(folder: Path) -> int:
    """Return the mode of the files in a folder."""
    return SHARED_FILE if is_shared(folder) else PRIVATE_FILE


def is_open(path: Path) -> bool:
    """Whether accounts may read there for which it is not."""
    return os.name == "posix" and path.exists() and bool(path.stat().st_mode & stat.S_IROTH)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none, shared where the one above is; raises OSError.

    Those above that are missing too are made alike.
    """
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with suppress(FileExistsError):
        folder.mkdir(mode=PRIVATE_FOLDER)
    restrict_folders(folder)


def make_file(file: Path) -> None:
    """Make an empty file where there is none, shared where its folder is; raises OSError."""
    if not file.exists():
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT, PRIVATE_FILE))
        restrict_files(file)


def restrict_files(*files: Path) -> None:
    """Give files that are there the mode and the group that their folder says."""
    for file in files:
        if not file.is_symlink():
            _set(file, file_mode(file.parent), file.parent)


def restrict_folders(*folders: Path) -> None:
    """Give folders that are there the mode and the group that the one above says."""
    for folder in folders:
        if not folder.is_symlink():
            shared = is_shared(folder.parent)
            _set(folder, SHARED_FOLDER if shared else PRIVATE_FOLDER, folder.parent)


def close_to_others(folder: Path) -> None:
    """Shut others out of a folder that is ours alone; who shares it on purpose stays in.

    A home, the root of a drive and a folder with the sticky bit are not ours alone.
    """
    with suppress(OSError, RuntimeError):
        sticky = bool(folder.stat().st_mode & stat.S_ISVTX)
        if not (sticky or folder.resolve() == Path.home().resolve() or os.path.ismount(folder)):
            _set(folder, SHARED_FOLDER if is_shared(folder) else PRIVATE_FOLDER)


def files_in(folders: Iterable[Path]) -> list[Path]:
    """Return the files that lie in some folders themselves."""
    found: list[Path] = []
    for folder in folders:
        with suppress(OSError):
            found += [each for each in folder.iterdir() if each.is_file()]
    return found


def _set(path: Path, mode: int, like: Path | None = None) -> None:
    if os.name != "posix":
        return
    with suppress(OSError):
        found = path.stat()
        if like is not None and mode & stat.S_IRWXG and found.st_gid != like.stat().st_gid:
            os.chown(path, -1, like.stat().st_gid)
        if stat.S_IMODE(found.st_mode) != mode:
            path.chmod(mode)
