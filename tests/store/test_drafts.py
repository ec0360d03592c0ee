"""What is typed and where a visit is stays until it becomes an event."""

from __future__ import annotations

from ujuzi.domain.event import LearnerId
from ujuzi.store import drafts
from ujuzi.store.database import Database
from ujuzi.store.drafts import Draft, OpenVisit

ADA, AWA = LearnerId("ada"), LearnerId("awa")


def test_the_latest_text_is_kept_and_each_learner_has_her_own(db: Database) -> None:
    for text in ("a", "ab"):
        drafts.put(db, ADA, "c", "a", "note", text)
    drafts.put(db, AWA, "c", "a", "note", "hers")

    assert drafts.get(db, ADA, "c", "a", "note") == "ab"
    assert drafts.typed(db, AWA) == (Draft("c", "a", "note", "hers"),)


def test_empty_text_forgets_a_draft(db: Database) -> None:
    drafts.put(db, ADA, "c", "a", "note", "a")
    drafts.put(db, ADA, "c", "a", "note", "")

    assert drafts.get(db, ADA, "c", "a", "note") == ""
    assert drafts.typed(db, ADA) == ()


def test_a_visit_is_open_until_it_is_closed_and_has_its_latest_place(db: Database) -> None:
    for seconds in (5, 9):
        drafts.put_visit(db, ADA, OpenVisit("c", "a", "p", seconds / 10, seconds))
    assert drafts.open_visits(db, ADA) == (OpenVisit("c", "a", "p", 0.9, 9),)
    assert drafts.open_visits(db, AWA) == ()

    drafts.close_visit(db, ADA, "c", "a")
    assert drafts.open_visits(db, ADA) == ()
