"""Data that is carried on a stick, encrypted: `portable-open` and `record-answer-carried`.

Both need an SQLite that encrypts: this Python's own, or the one that UJUZI_SQLITE3MC names, which a
Python of its own loads first. Without one they are skipped, and say so.

    portable-open            a desk over encrypted data whose key is unlocked, against a plain one
    record-answer-carried    one practice answer, durable, against a bare synced insert; no
                             write-ahead log in either
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unittest import mock

from bench.big_lab import BUILD
from bench.figure import Figure, Skipped, milliseconds, percentile
from bench.record import bare_insert
from helpers.ciphers import NAMED
from helpers.desks import Lab, open_lab
from ujuzi.credentials import wrapping
from ujuzi.services.desk import Desk, open_desk
from ujuzi.store import database, vault

OPENINGS = 21
ROUNDS, ANSWERS = 5, 100
NAMES = ("portable-open", "record-answer-carried")


def carried() -> Iterator[Figure | Skipped]:
    """Yield both figures, measured where SQLite encrypts."""
    named = os.environ.get(NAMED, "")
    if not vault.has_ciphers() and not Path(named).is_file():
        yield from (Skipped(name, f"no SQLite that encrypts is named by {NAMED}") for name in NAMES)
        return
    preloaded = "" if vault.has_ciphers() else named
    done = subprocess.run(
        [sys.executable, "-m", "bench.carried"],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "LD_PRELOAD": preloaded, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    for line in done.stdout.splitlines():
        yield Figure(**json.loads(line))


def measured() -> Iterator[Figure]:
    """Yield both figures, of this process."""
    assert vault.has_ciphers()
    BUILD.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=BUILD))
    with (
        mock.patch.object(database, "can_hold_log", return_value=False),
        mock.patch.multiple(wrapping, KIB=8, PASSES=1),
    ):
        try:
            (folder / "locked").mkdir()
            vault.make(folder / "locked" / "data", "the rain in Jimma")
            locked, plain = open_lab(folder / "locked"), open_lab(folder / "plain")
            for lab in (locked, plain):
                assert lab.desk._db.row("PRAGMA journal_mode") == ("truncate",)
            yield _answers(locked, folder)
            _answer_all(plain, ROUNDS * ANSWERS)
            locked.desk.close()
            plain.desk.close()
            yield _openings(folder)
        finally:
            shutil.rmtree(folder)


def _answers(lab: Lab, folder: Path) -> Figure:
    attempt = lab.desk.practice.begin(lab.learner, lab.pack, "words-quiz")
    bare = bare_insert(folder / "bare.sqlite3", "TRUNCATE")
    values, floors = [], []
    for _ in range(ROUNDS):
        answers, inserts = [], []
        for number in range(ANSWERS):
            inserts.append(milliseconds(bare))
            answer = partial(lab.desk.practice.answer, lab.learner, attempt, "town")
            answers.append(milliseconds(partial(answer, (str(number),))))
        values.append(percentile(answers, 99))
        floors.append(percentile(inserts, 99))
    return Figure(NAMES[1], statistics.median(values), "ms p99", statistics.median(floors))


def _answer_all(lab: Lab, count: int) -> None:
    attempt = lab.desk.practice.begin(lab.learner, lab.pack, "words-quiz")
    for number in range(count):
        lab.desk.practice.answer(lab.learner, attempt, "town", (str(number),))


def _open(opened: list[Desk], data_dir: Path) -> None:
    opened.append(open_desk(data_dir))


def _openings(folder: Path) -> Figure:
    taken: dict[str, list[float]] = {"locked": [], "plain": []}
    opened: list[Desk] = []
    for _ in range(OPENINGS):
        for name, times in taken.items():
            times.append(milliseconds(partial(_open, opened, folder / name / "data")))
            opened.pop().close()
    values = [statistics.median(times) for times in taken.values()]
    return Figure(NAMES[0], values[0], "ms", values[1])


FIGURES = dict.fromkeys(NAMES, carried)

if __name__ == "__main__":
    for each in measured():
        print(json.dumps({n: getattr(each, n) for n in ("name", "value", "unit", "floor")}))
