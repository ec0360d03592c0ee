"""Signatures of packs that were installed before they were kept, found again in pack files.

Without its signature a course can be studied and not be handed on. The same pack in a file that
lies somewhere, on a stick or at a collection point, has it: nothing has to be installed once more.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

from ujuzi.errors import UjuziError
from ujuzi.packs.reader import open_pack
from ujuzi.store import catalogue
from ujuzi.sync.exchange import OnStore

MOST_FILES = 100
"""That are looked at."""


def recover(on_store: OnStore, files: Iterable[Path]) -> int:
    """Keep what of these pack files signs a pack that is here; return how many were found.

    Nothing is looked at where none is lacking. What cannot be read is passed over.
    """
    lacking = set(on_store(catalogue.unsigned))
    found = 0
    for _, file in zip(range(MOST_FILES), files if lacking else (), strict=False):
        with suppress(UjuziError, OSError), open_pack(file) as pack:
            name, signed = pack.pack_id, pack.key.raw + pack.signature
            if name in lacking:
                on_store(partial(catalogue.keep_signature, pack=name, signed=signed))
                lacking.discard(name)
                found += 1
        if not lacking:
            break
    return found
