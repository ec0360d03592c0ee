"""Where things are: the data directory, and the resources that ship with the program.

A launcher names its own folder; where a file `portable` lies there, the data lies beside it, on the
stick, and nothing of it on the computer. It is encrypted, unless that file says `plain`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from ujuzi import file_modes, installed
from ujuzi.errors import Code, WorldError

DATABASE = "ujuzi.sqlite3"
HUB_DATABASE = "ujuzi-hub.sqlite3"
LOCK = "ujuzi.lock"
RESERVE = "ujuzi.reserve"
OBJECTS = "objects"
KEYS = "keys"
LOGS = "logs"
FRAMEWORKS = "frameworks"
PATHWAYS = "pathways"
SELF_ASSESSMENTS = "self_assessments"
KEY_COPIES = ("key.1", "key.2")
"""The key of encrypted data, wrapped."""
KEY_TRIES = "key.tries"
"""How often a wrong secret was tried since the right one was."""
RELAY = "relay"
"""The folder of a collection point: its own database, certificate and packs."""
FETCHED = "fetched"
"""Courses that are being taken from a collection point."""
SCRATCH = "scratch"
PORTABLE, PLAIN, DATA = "portable", "plain", "data"
FLAT = "--"
"""Stands for `/` in the names of resources that lie in one folder, as in a build: each folder of a
stick is read at a start, and the smallest is a cluster."""
NAMES = installed.NAMES | {
    *KEY_COPIES,
    KEY_TRIES,
    DATABASE,
    LOCK,
    RESERVE,
    OBJECTS,
    KEYS,
    LOGS,
    FRAMEWORKS,
    PATHWAYS,
    RELAY,
    FETCHED,
    SELF_ASSESSMENTS,
    SCRATCH,
}
"""What may lie in a data folder before it is first opened."""


def default_data_dir() -> Path:
    """Return the folder beside a portable launcher, or that accounts share, or the platform's.

    It need not exist yet.
    """
    if (portable := portable_data_dir()) is not None:
        return portable
    if shared := installed.shared_data_folder():
        return shared
    from platformdirs import user_data_path

    return user_data_path("Ujuzi", appauthor=False)


def portable_data_dir() -> Path | None:
    """Return the data folder beside the launcher, where the program is carried on a stick."""
    root = installed.root()
    return root / DATA if root is not None and (root / PORTABLE).is_file() else None


def is_portable(data_dir: Path) -> bool:
    """Whether a folder is the one that is carried with the program."""
    portable = portable_data_dir()
    return portable is not None and portable.resolve() == data_dir.resolve()


def is_encrypted_by_default(data_dir: Path) -> bool:
    """Whether data that is first made in a folder has to be encrypted."""
    if not is_portable(data_dir):
        return False
    try:
        return (data_dir.parent / PORTABLE).read_text("utf-8").strip() != PLAIN
    except (OSError, UnicodeDecodeError):
        return True


@contextmanager
def scratch_folder(purpose: str) -> Iterator[Path]:
    """Yield a folder that is gone afterwards: the system's, or on the stick that is carried.

    Raises WorldError `scratch-missing` where this computer has no room for what is temporary.
    """
    import tempfile

    portable = portable_data_dir()
    try:
        if portable is not None:
            file_modes.make_folder(portable / SCRATCH)
        scratch = tempfile.TemporaryDirectory(
            prefix=f"ujuzi-{purpose}-",
            dir=portable / SCRATCH if portable is not None else None,
            ignore_cleanup_errors=True,
        )
    except OSError as error:
        raise WorldError(
            Code.SCRATCH_MISSING,
            "This computer has no folder for temporary files that can be written: name one by"
            f" TMPDIR, or by TEMP on Windows ({error.strerror or error}).",
        ) from error
    with scratch as name:
        yield Path(name)


def default_hub_database() -> Path:
    """Return the file of this account's hub; it need not exist yet, nor its folder."""
    from platformdirs import user_data_path

    return user_data_path("ujuzi-hub", appauthor=False) / HUB_DATABASE


def tree() -> Path:
    """Return the folder in which the program lies: a version's, or a checkout."""
    return Path(__file__).resolve().parents[2]


@cache
def _resources() -> Path:
    """Prefer the checkout: an editable install leaves a stale copy behind."""
    package = Path(__file__).resolve().parent
    checkout = tree() / "resources"
    if checkout.is_dir():
        return checkout
    return package / "resources" if package.is_dir() else tree()  # as in a build for Windows


def release_key() -> bytes:
    """Return the public key of who released this program; empty for a checkout."""
    return installed.release_key(tree())


def resource(*parts: str) -> Path:
    """Return the path of a shipped resource, such as `resource("help", "en", "1-start.md")`."""
    return _resources() / FLAT.join(parts) if _are_flat() else _resources().joinpath(*parts)


def resources(*folder: str) -> dict[str, Path]:
    """Return the shipped files of a folder, each by its name there, sorted."""
    if not _are_flat():
        return {file.name: file for file in sorted(resource(*folder).iterdir()) if file.is_file()}
    within = "".join(f"{part}{FLAT}" for part in folder)
    files = sorted(_resources().glob(f"{within}*"))
    named = {file.name.removeprefix(within): file for file in files}
    return {name: file for name, file in named.items() if FLAT not in name}


@cache
def _are_flat() -> bool:
    return not (_resources() / "icons").is_dir()
