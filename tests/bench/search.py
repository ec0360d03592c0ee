"""`search`: over 4,032 lessons, against a bare FTS5 query on the same index."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench.big_lab import big_lab
from bench.figure import Figure, median_of
from ujuzi.services.desk import open_desk

RUNS = 9
QUERIES = ("model", "donnees ecole", "university village exa", "zebra weather judgement", "eva")


def search() -> Iterator[Figure]:
    """Yield the slowest query's median."""
    with open_desk(big_lab()) as desk:
        db = desk._db
        (lessons,) = db.row("SELECT count(*) FROM lesson_texts") or (0,)
        assert lessons >= 4000, lessons
        times = {}
        for query in QUERIES:
            desk.library.search(query)
            times[query] = median_of(RUNS, partial(desk.library.search, query))
        slowest = max(times, key=times.__getitem__)
        bare = median_of(
            RUNS,
            lambda: db.rows(
                "SELECT rowid FROM lesson_index WHERE lesson_index MATCH 'model'"
                " ORDER BY bm25(lesson_index) LIMIT 50"
            ),
        )
    yield Figure("search", times[slowest], "ms", bare)


FIGURES = {"search": search}
