"""Full-text search over installed lessons (SQLite FTS5).

The index holds text as `domain.text.searchable` folds it, so accents, Arabic vowel signs and
Ethiopic sound-alikes do not matter; the original text is kept beside it for the excerpts. The index
itself stores no text (`content=''`), so a removal hands the folded text back to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ujuzi.domain.text import WORD, searchable
from ujuzi.store.database import Database

RANK = "bm25(8.0, 1.0)"
"""A word in the title weighs as much as eight in the body."""


@dataclass(frozen=True, slots=True)
class IndexedText:
    """The plain text of one activity; `folded` are title and body as the index holds them."""

    activity: str
    title: str
    body: str
    folded: tuple[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", (searchable(self.title), searchable(self.body)))


@dataclass(frozen=True, slots=True)
class Match:
    """An activity whose text holds every word searched for."""

    pack: str
    course: str
    activity: str
    title: str
    body: str


def add(db: Database, pack: str, texts: Iterable[IndexedText]) -> None:
    """Index a pack's texts in place of whatever was indexed for it."""
    with db.atomic():
        remove(db, pack)
        for text in texts:
            cursor = db.execute(
                "INSERT INTO lesson_texts (pack, activity, title, body) VALUES (?, ?, ?, ?)",
                (pack, text.activity, text.title, text.body),
            )
            db.execute(
                "INSERT INTO lesson_index (rowid, title, body) VALUES (?, ?, ?)",
                (cursor.lastrowid, *text.folded),
            )


def remove(db: Database, pack: str) -> None:
    """Take a pack's texts out of the index."""
    with db.atomic():
        for row in db.rows("SELECT id, title, body FROM lesson_texts WHERE pack = ?", (pack,)):
            db.execute(
                "INSERT INTO lesson_index (lesson_index, rowid, title, body)"
                " VALUES ('delete', ?, ?, ?)",
                (row[0], searchable(row[1]), searchable(row[2])),
            )
        db.execute("DELETE FROM lesson_texts WHERE pack = ?", (pack,))


def find(db: Database, words: str, limit: int) -> tuple[Match, ...]:
    """Return the best matches first; the last word may be the start of one."""
    terms = WORD.findall(searchable(words))
    if not terms:
        return ()
    query = " ".join(f'"{term}"' for term in terms) + "*"
    rows = db.rows(
        "SELECT t.pack, p.course, t.activity, t.title, t.body FROM ("
        " SELECT rowid AS id, rank FROM lesson_index"
        " WHERE lesson_index MATCH ? AND rank MATCH ? ORDER BY rank LIMIT ?"
        ") AS best JOIN lesson_texts t USING (id) JOIN packs p USING (pack) ORDER BY best.rank",
        (query, RANK, limit),
    )
    return tuple(Match(*row) for row in rows)
