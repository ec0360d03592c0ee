"""A coordinator's wrapped key is kept for her, the newest first."""

from __future__ import annotations

from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.store import offices
from ujuzi.store.database import Database
from ujuzi.store.offices import KeptOffice

ADA = LearnerId("ada")


def test_a_key_is_found_by_whose_it_is_and_by_its_grant(db: Database) -> None:
    older = KeptOffice("01", ADA, "a" * 16, b"wrapped", Milliseconds(1))
    newer = KeptOffice("02", ADA, "", b"wrapped", Milliseconds(2))
    for each in (older, newer):
        offices.put(db, each)

    assert offices.of(db, ADA) == (newer, older)
    assert offices.of(db, LearnerId("awa")) == ()
    assert offices.learner_of(db, "a" * 16) == ADA
    assert offices.learner_of(db, "b" * 16) == ""
    offices.forget(db, "01")
    assert offices.of(db, ADA) == (newer,)
