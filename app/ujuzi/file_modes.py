"""Who may read what the program keeps: the account that runs it, or a group that shares the folder.

    private  0600 and 0700: nobody else's business
    shared   0660 and 2770: where somebody gave the folder to a group on purpose; that is one in
             which the group may write, and which passes its group on (`chmod 2770`) or shuts out
             everybody else (`chmod 0770`). What is made in it belongs to its group.

Others never read. What belongs to another account is left to that account, and drives without modes
have none: there keys are wrapped (`store.vault`).

On Windows a folder passes on the rules of the one above. A data folder that is made here is its
maker's, and so is every key; administrators and the system keep their way in. A folder that was
made by hand keeps its rules, and one that accounts share is named by `installed`.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
SHARED_FILE, SHARED_FOLDER = 0o660, 0o2770
OWNER_ALONE = ("SY", "BA", "OW")
"""Windows' names of the system, of administrators and of whoever owns a thing."""
SDDL_REVISION, FILE_OBJECT = 1, 1
PROTECTED_DACL = 0x8000_0004
"""PROTECTED_DACL_SECURITY_INFORMATION and DACL_SECURITY_INFORMATION: nothing comes from above."""


def is_shared(folder: Path) -> bool:
    """Whether a folder was given to a group on purpose."""
    if sys.platform == "win32":
        from ujuzi import installed  # which makes folders itself

        shared = installed.shared_data_folder()
        return shared is not None and folder.resolve().is_relative_to(shared.resolve())
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


def make_own_folder(folder: Path) -> None:
    """Make a folder, where there is none, for this account alone; raises OSError."""
    if not folder.is_dir():
        make_folder(folder)
        if sys.platform == "win32" and not is_shared(folder):
            allow_owner_alone(folder)


def keep_secret(file: Path) -> None:
    """Shut other accounts out of an empty file, before a key is written into it.

    Elsewhere than on Windows its mode does so from its beginning.
    """
    if sys.platform == "win32" and not is_shared(file.parent):
        allow_owner_alone(file)


def allow_owner_alone(path: Path, windows: Any = None) -> bool:
    """Let Windows' rules name nobody but the owner, administrators and the system; whether it did.

    A drive without rules, as FAT is, has none to set. `windows` has `advapi32` and `kernel32`. See
    https://learn.microsoft.com/windows/win32/api/aclapi/nf-aclapi-setnamedsecurityinfow and
    https://learn.microsoft.com/windows/win32/secauthz/ace-strings.
    """
    import ctypes

    # Elsewhere than on Windows ctypes has no `windll`.
    api = windows or ctypes.windll  # type: ignore[attr-defined,unused-ignore]
    advapi, kernel = api.advapi32, api.kernel32
    pointer = ctypes.c_void_p
    advapi.SetNamedSecurityInfoW.argtypes = [
        *(ctypes.c_wchar_p, ctypes.c_int, ctypes.c_ulong),
        *(pointer, pointer, pointer, pointer),
    ]
    advapi.SetNamedSecurityInfoW.restype = ctypes.c_ulong
    advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW.restype = ctypes.c_int
    advapi.GetSecurityDescriptorDacl.restype = ctypes.c_int
    kernel.LocalFree.argtypes, kernel.LocalFree.restype = [pointer], pointer
    passed_on = "OICI" if path.is_dir() else ""
    rules = "D:P" + "".join(f"(A;{passed_on};FA;;;{who})" for who in OWNER_ALONE)
    descriptor, entries = pointer(), pointer()
    present, defaulted = ctypes.c_int(), ctypes.c_int()
    if not advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW(
        ctypes.c_wchar_p(rules), SDDL_REVISION, ctypes.byref(descriptor), None
    ):
        return False
    try:
        if not advapi.GetSecurityDescriptorDacl(
            descriptor, ctypes.byref(present), ctypes.byref(entries), ctypes.byref(defaulted)
        ):
            return False
        failed = advapi.SetNamedSecurityInfoW(
            str(path), FILE_OBJECT, PROTECTED_DACL, None, None, entries, None
        )
        return not failed
    finally:
        kernel.LocalFree(descriptor)


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
