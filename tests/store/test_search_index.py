"""Lessons are found without accents, in Arabic and in Ethiopic, and not after they are gone."""

from __future__ import annotations

import pytest

from ujuzi.store import catalogue, search_index
from ujuzi.store.catalogue import InstalledPack
from ujuzi.store.database import Database
from ujuzi.store.search_index import IndexedText

TEXTS = (
    IndexedText("fr", "Équité", "L’inégalité des données à l’école"),
    IndexedText("ar", "الذكاء", "يتعلّمُ النموذجُ من الأمثلةِ"),
    IndexedText("am", "ሰው ሠራሽ", "ሞዴሉ ከምሳሌዎች ይማራል"),
    IndexedText("en", "Model", "A model learns from examples; bias follows. 100% of it."),
)


@pytest.fixture
def indexed(db: Database) -> Database:
    pack = InstalledPack("p", "course", "mul", 1, "Ujuzi", "ffff", 10, 1)
    catalogue.register(db, pack, b"{}", b"{}")
    search_index.add(db, "p", TEXTS)
    return db


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("inegalite ecole", ["fr"]),
        ("INÉGALITÉ", ["fr"]),
        ("يتعلم النموذج", ["ar"]),
        ("الامثله", ["ar"]),
        ("ሰራሽ", ["am"]),
        ("exam", ["en"]),
        ("examples bias", ["en"]),
        ("bias zebra", []),
        ('"; DROP TABLE', []),
        ("* OR NEAR(", []),
        ("", []),
    ],
)
def test_a_search_finds(indexed: Database, words: str, found: list[str]) -> None:
    assert [match.activity for match in search_index.find(indexed, words, 10)] == found


def test_a_word_in_the_title_comes_first(db: Database) -> None:
    catalogue.register(db, InstalledPack("p", "c", "en", 1, "U", "f", 1, 1), b"{}", b"{}")
    body = IndexedText("body", "Other", "bias " * 3)
    search_index.add(db, "p", [body, IndexedText("title", "Bias", "nothing here")])

    assert [match.activity for match in search_index.find(db, "bias", 10)] == ["title", "body"]


def test_a_removed_pack_is_found_no_more(indexed: Database) -> None:
    search_index.remove(indexed, "p")

    assert search_index.find(indexed, "bias", 10) == ()
    assert indexed.rows("SELECT * FROM lesson_texts") == []
