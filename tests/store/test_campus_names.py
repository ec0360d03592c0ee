"""Campuses are called what the hub says; a name of two of them says the id too."""

from __future__ import annotations

import msgspec

from ujuzi.store import campus_names, inbox
from ujuzi.store.database import Database
from ujuzi.store.inbox import InboxDocument
from ujuzi.wire.documents import CAMPUSES, CampusNames


def say(db: Database, revision: int, payload: bytes) -> None:
    inbox.put(db, InboxDocument(2, CAMPUSES, "unz", revision, payload))


def test_a_campus_is_called_by_its_id_until_the_hub_says_what_people_call_it(db: Database) -> None:
    assert campus_names.name_of(db, "koudougou") == "koudougou"
    say(db, 1, msgspec.json.encode(CampusNames(names={"koudougou": "Koudougou"})))
    assert campus_names.name_of(db, "koudougou") == "Koudougou"
    assert campus_names.name_of(db, "bobo") == "bobo"
    say(db, 2, b"not JSON")
    assert campus_names.name_of(db, "koudougou") == "koudougou"


def test_a_name_that_two_campuses_have_says_which_it_is(db: Database) -> None:
    names = {"first": "Main", "second": "Main", "third": "North"}
    say(db, 1, msgspec.json.encode(CampusNames(names=names)))
    assert campus_names.known(db) == {
        "first": "Main (first)",
        "second": "Main (second)",
        "third": "North",
    }
