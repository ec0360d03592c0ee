"""`record-answer`: one practice answer, durable, against a bare synced insert on the same disk."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.big_lab import BUILD
from bench.figure import Figure, milliseconds, percentile
from helpers.desks import open_lab

ROUNDS = 5
ANSWERS = 200
"""A round; bare inserts are made by turns with answers, so that both meet the same disk."""


def record_answer() -> Iterator[Figure]:
    """Yield the 99th percentile: the median over rounds."""
    BUILD.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=BUILD))
    try:
        lab = open_lab(folder)
        attempt = lab.desk.practice.begin(lab.learner, lab.pack, "words-quiz")
        bare = bare_insert(folder / "bare.sqlite3")
        values, floors = [], []
        for _ in range(ROUNDS):
            answers, inserts = [], []
            for number in range(ANSWERS):
                inserts.append(milliseconds(bare))
                answers.append(
                    milliseconds(
                        partial(
                            lab.desk.practice.answer, lab.learner, attempt, "town", (str(number),)
                        )
                    )
                )
            values.append(percentile(answers, 99))
            floors.append(percentile(inserts, 99))
        lab.desk.close()
    finally:
        shutil.rmtree(folder)
    middle = ROUNDS // 2
    yield Figure("record-answer", sorted(values)[middle], "ms p99", sorted(floors)[middle])


def bare_insert(path: Path, journal: str = "WAL") -> Callable[[], object]:
    """Return an insert that is on the disk when it returns, in a database of its own."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode={journal}")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE facts (id INTEGER PRIMARY KEY, payload BLOB)")
    payload = b"x" * 200
    return lambda: connection.execute("INSERT INTO facts (payload) VALUES (?)", (payload,))


FIGURES = {"record-answer": record_answer}
