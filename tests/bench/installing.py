"""`answer-while-installing`: one practice answer, durable, while a large pack is installed.

The value is the time from asking to the answer's return, as a page asks: a thread hands the
question to the desk's worker and waits for it, while a pack of 200 MB is installed on a thread
beside both.

The floor is one insert of 200 bytes by Python's sqlite3 in a database of its own (WAL, synchronous
FULL, as the desk's), on the thread that waits for nothing else, while a thread beside it hashes the
same 200 MB and copies them, synced every 10 MB, the size of the pack's files: what any program
would wait for that disk. Both begin with nothing left to write of what was done before.
"""

from __future__ import annotations

import shutil
import statistics
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication

from bench.figure import Figure, milliseconds
from bench.packs import (
    MEDIA_FILES,
    PACK_MEGABYTES,
    hash_and_copy,
    pack_of_media,
    scratch,
    settle_disk,
)
from bench.record import bare_insert
from helpers.desks import open_lab
from ujuzi.services.desk import open_desk
from ujuzi.services.study.installing import Installer
from ujuzi.services.study.library import Library
from ujuzi.ui.shell.jobs import Jobs

T = TypeVar("T")
ROUNDS = 3
FILE_BYTES = PACK_MEGABYTES * 1_000_000 // MEDIA_FILES
"""After so many an installation waits for the disk, and so does the copy."""


def answer_while_installing() -> Iterator[Figure]:
    """Yield the median of an answer, and of a bare insert beside a copy: over all rounds."""
    _app = QCoreApplication.instance() or QCoreApplication([])
    folder = scratch()
    answers: list[float] = []
    inserts: list[float] = []
    try:
        pack = pack_of_media(folder)
        for number in range(ROUNDS):
            home = folder / f"data-{number}"
            home.mkdir()
            answers += _answers(home, pack)
            insert = bare_insert(home / "bare.sqlite3")
            settle_disk()
            copied = _beside(partial(hash_and_copy, pack, home / "copy", FILE_BYTES))
            inserts += _while(copied, insert)
            shutil.rmtree(home)
    finally:
        shutil.rmtree(folder)
    medians = statistics.median(answers), statistics.median(inserts)
    yield Figure("answer-while-installing", medians[0], "ms", medians[1])


def _answers(home: Path, pack: Path) -> list[float]:
    """Return how long answers took on the desk's worker while a pack was installed beside it."""
    lab = open_lab(home)
    learner, quiz = lab.learner, lab.pack
    lab.desk.close()
    jobs = Jobs(partial(open_desk, home / "data"))
    jobs.start()
    attempt = jobs.wait_for(lambda desk: desk.practice.begin(learner, quiz, "words-quiz"))
    count = iter(range(1_000_000))

    def answer() -> None:
        response = (str(next(count)),)
        jobs.wait_for(lambda desk: desk.practice.answer(learner, attempt, "town", response))

    def on_library(work: Callable[[Library], T]) -> T:
        return jobs.wait_for(lambda desk: work(desk.library))

    settle_disk()
    try:
        return _while(_beside(lambda: Installer(on_library).install(pack)), answer)
    finally:
        jobs.close()


def _beside(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def _while(busy: threading.Thread, work: Callable[[], object]) -> list[float]:
    """Return the milliseconds of each piece of work that was begun while another went on."""
    took = []
    while busy.is_alive():
        took.append(milliseconds(work))
    busy.join()
    return took


FIGURES = {"answer-while-installing": answer_while_installing}
