"""Who signs in here: what is known of a PIN, and nothing of it where there is no profile."""

from __future__ import annotations

from ujuzi.domain.event import LearnerId, Milliseconds, ProfileCreated
from ujuzi.store import accounts, event_log
from ujuzi.store.accounts import Account
from ujuzi.store.database import Database

ADA = LearnerId("ada")


def test_a_new_verifier_forgets_failed_tries(db: Database) -> None:
    accounts.put_verifier(db, ADA, "old")
    accounts.set_failed(db, ADA, 3)
    assert accounts.get(db, ADA) == Account("old", 3)

    accounts.put_verifier(db, ADA, "new")

    assert accounts.get(db, ADA) == Account("new", 0)


def test_nobody_signs_in_without_a_profile(db: Database) -> None:
    accounts.put_verifier(db, ADA, "v")
    assert accounts.learners(db) == ()

    profile = ProfileCreated(name="Ada", role="teacher", language="en")
    event_log.append(db, ADA, profile, Milliseconds(1))

    assert accounts.learners(db) == (ADA,)
    assert accounts.get(db, LearnerId("awa")) is None


def test_the_latest_preferences_are_kept(db: Database) -> None:
    assert accounts.preferences(db, ADA) is None
    for value in (b"{}", b'{"language":"fr"}'):
        accounts.put_preferences(db, ADA, value)
    assert accounts.preferences(db, ADA) == b'{"language":"fr"}'
