"""Data that is carried on a stick: locked until its passphrase or its steward code is typed."""

from __future__ import annotations

from pathlib import Path

from ujuzi.store import vault
from ujuzi.store.vault import PASSPHRASE_LEAST as PASSPHRASE_LEAST


def open_with(data_dir: Path, secret: str, *, is_new: bool) -> None:
    """Unlock data for this process, or make its key, where there is no data yet.

    Raises RefusedError `passphrase-wrong`, `passphrase-short` or `ciphers-missing`, and WorldError.
    """
    if is_new:
        vault.make(data_dir, secret)
    else:
        vault.unlock(data_dir, secret)
