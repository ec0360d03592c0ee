"""Data that is carried on a stick: locked until its passphrase or its steward code is typed.

    data/key.tries    how many wrong ones were typed since the right one was

Wrong ones are answered later and later, also after a restart and whatever the clock says. That
keeps who sits here from guessing; whoever has copied the stick is kept out by the passphrase alone.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from ujuzi import files
from ujuzi.domain.tries import wait_seconds
from ujuzi.errors import Code, RefusedError, UjuziError
from ujuzi.paths import KEY_TRIES
from ujuzi.store import vault
from ujuzi.store.vault import PASSPHRASE_LEAST as PASSPHRASE_LEAST

_tries: dict[Path, tuple[int, float]] = {}
"""By folder: wrong tries, and when the last was, or when this process first looked."""


def is_encrypted(data_dir: Path) -> bool:
    """Whether the data in a folder is encrypted."""
    return vault.exists(data_dir)


def open_with(data_dir: Path, secret: str, *, is_new: bool) -> None:
    """Unlock data for this process, or make its key, where there is no data yet; takes a second.

    Raises RefusedError `passphrase-wrong` or `passphrase-wait` (wait_seconds), `passphrase-short`
    or `ciphers-missing`, and WorldError.
    """
    if is_new:
        vault.make(data_dir, secret)
        return
    failed = _check_wait(data_dir)
    _note(data_dir, failed + 1)
    try:
        vault.unlock(data_dir, secret)
    except UjuziError as error:
        if error.code is not Code.PASSPHRASE_WRONG:
            _note(data_dir, failed)  # nothing was compared
            raise
        wait = wait_seconds(failed + 1, 0)
        raise RefusedError(error.code, str(error), wait_seconds=wait) from error
    _note(data_dir, 0)


def change_passphrase(data_dir: Path, present: str, new: str) -> None:
    """Let a new passphrase open the data in the old one's place; `present` is either secret.

    Raises as `open_with`.
    """
    vault.check_passphrase(new)
    open_with(data_dir, present, is_new=False)
    vault.wrap(data_dir, vault.PASSPHRASE, new)


def _check_wait(data_dir: Path) -> int:
    """Return how often it failed; raises RefusedError `passphrase-wait` before the time is up."""
    folder, now = data_dir.resolve(), time.monotonic()
    if folder not in _tries:
        _tries[folder] = (_noted(data_dir), now)
    failed, since = _tries[folder]
    wait = wait_seconds(failed, now - since)
    if wait > 0:
        raise RefusedError(
            Code.PASSPHRASE_WAIT, f"Wait {wait} seconds before trying again.", wait_seconds=wait
        )
    return failed


def _note(data_dir: Path, failed: int) -> None:
    folder = data_dir.resolve()
    _tries[folder] = (failed, time.monotonic())
    with suppress(OSError):  # a stick may be read-only: then this process remembers
        if failed:
            files.write_whole(data_dir / KEY_TRIES, str(failed).encode())
        else:
            files.unlink(data_dir / KEY_TRIES)


def _noted(data_dir: Path) -> int:
    with suppress(OSError, ValueError):
        return max(0, int((data_dir / KEY_TRIES).read_text("ascii")))
    return 0
