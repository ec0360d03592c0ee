"""A document only goes forward, withdrawn or not, until another epoch begins anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.changes import Changes
from ujuzi.store import inbox
from ujuzi.store.database import Database, memory_database
from ujuzi.store.inbox import LEFT, InboxDocument
from ujuzi.wire.documents import RosterLink


def result(revision: int, payload: bytes = b"{}", stream: int = 3, id_: str = "t") -> InboxDocument:
    return InboxDocument(stream, "result", id_, revision, payload)


@given(st.permutations([result(1), result(2, b"[2]"), result(3, b""), result(4, b"[4]")]))
def test_in_whatever_order_revisions_come_the_highest_is_kept(come: list[InboxDocument]) -> None:
    db = memory_database()
    for document in come:
        inbox.put(db, document)
    assert inbox.find(db, "result", "t") == result(4, b"[4]")
    db.close()


SEVERAL = st.lists(
    st.builds(
        InboxDocument,
        st.integers(0, 2),
        st.sampled_from(["result", "profile", "progress", "erased"]),
        st.sampled_from(["ada", "ben"]),
        st.integers(1, 4),
        st.sampled_from([b"", b"[]", b'{"learner":"ada"}', b"not JSON"]),
    ),
    max_size=12,
)


@given(SEVERAL, SEVERAL)
def test_documents_that_come_together_are_kept_as_one_after_the_other(
    before: list[InboxDocument], come: list[InboxDocument]
) -> None:
    one_by_one, together = memory_database(), memory_database()
    for db in (one_by_one, together):
        for document in before:
            inbox.put(db, document)
        db.changed = Changes.NONE
    for document in come:
        inbox.put(one_by_one, document)
    inbox.put_all(together, come)
    for query in ("SELECT * FROM documents", "SELECT * FROM facts ORDER BY name"):
        assert together.rows(query) == one_by_one.rows(query)
    assert one_by_one.changed in together.changed
    one_by_one.close()
    together.close()


@given(SEVERAL, SEVERAL)
def test_news_is_what_is_of_a_later_revision(
    before: list[InboxDocument], come: list[InboxDocument]
) -> None:
    db = memory_database()
    inbox.put_all(db, before)
    known: dict[tuple[int, str, str], int] = {}
    for each in before:
        key = each.stream, each.kind, each.id
        known[key] = max(each.revision, known.get(key, 0))
    expected = [each.revision > known.get((each.stream, each.kind, each.id), 0) for each in come]
    assert inbox.has_news(db, come) == any(expected)
    db.close()


def test_what_was_withdrawn_does_not_come_back_by_an_older_page(db: Database) -> None:
    for document in (result(1), result(2, b""), result(1)):
        inbox.put(db, document)
    assert inbox.of_kind(db, "result") == ()
    assert inbox.find(db, "result", "t") is None


def test_the_narrowest_stream_that_says_something_is_believed(db: Database) -> None:
    for stream in (2, 3, 1):
        inbox.put(db, result(1, bytes(str(stream), "ascii"), stream))
    found = inbox.find(db, "result", "t")
    assert found is not None
    assert found.stream == 3


def test_one_document_is_found_by_its_key(db: Database) -> None:
    asked: list[str] = []
    inbox.put(db, result(1))
    db._connection.set_trace_callback(asked.append)
    assert inbox.find(db, "result", "t") is not None
    db._connection.set_trace_callback(None)
    (query,) = asked
    plan = str(db.rows(f"EXPLAIN QUERY PLAN {query}"))
    assert "SEARCH documents USING PRIMARY KEY (stream=? AND kind=? AND id=?)" in plan


def test_what_a_hub_that_was_left_said_is_found_too(db: Database) -> None:
    inbox.put(db, result(1))
    inbox.leave(db, "result")
    inbox.forget_all(db)
    found = inbox.find(db, "result", "t")
    assert found is not None
    assert found.stream == LEFT


def test_another_epoch_forgets_all_but_what_a_hub_that_was_left_said(db: Database) -> None:
    inbox.put(db, result(7))
    inbox.put(db, InboxDocument(3, "credential", "x", 1, b"{}"))
    inbox.leave(db, "credential")

    inbox.forget_all(db)

    assert inbox.of_kind(db, "result") == ()
    assert [each.stream for each in inbox.of_kind(db, "credential")] == [LEFT]
    inbox.put(db, result(1))
    assert inbox.find(db, "result", "t") == result(1)


@pytest.mark.parametrize(
    ("document", "changed"), [(result(1), Changes.DOCUMENTS), (result(0), Changes.NONE)]
)
def test_pages_are_told_of_what_changed_alone(
    db: Database, document: InboxDocument, changed: Changes
) -> None:
    inbox.put(db, result(0, b"[0]"))
    inbox.put(db, result(1, b"[1]"))
    db.changed = Changes.NONE

    inbox.put(db, document)

    assert db.changed & Changes.DOCUMENTS == changed


def test_what_is_dropped_says_nothing_more_and_comes_again_only_as_news(db: Database) -> None:
    inbox.put(db, InboxDocument(3, "roster", "P7", 4, b"{}"))
    inbox.put(db, InboxDocument(3, "link", "ada", 4, b"{}"))
    inbox.drop(db, "roster")

    assert inbox.of_kind(db, "roster") == ()
    assert inbox.find(db, "link", "ada") is not None
    assert not inbox.has_news(db, [InboxDocument(3, "roster", "P7", 4, b"")])
    inbox.put(db, InboxDocument(3, "roster", "P7", 5, b"{}"))
    assert inbox.find(db, "roster", "P7") is not None


def test_what_a_document_says_is_nothing_where_none_is_or_a_later_program_wrote_it(
    db: Database,
) -> None:
    inbox.put(db, InboxDocument(3, "link", "ada", 1, b'{"person": "P7"}'))
    inbox.put(db, InboxDocument(3, "link", "ben", 1, b'{"person": ["P8"]}'))

    assert inbox.read(db, "link", "ada", RosterLink) == RosterLink(person="P7")
    assert inbox.read(db, "link", "ben", RosterLink) is None
    assert inbox.read(db, "link", "cleo", RosterLink) is None
