"""Of somebody who was erased nothing stays but that something was told; others lose nothing."""

from __future__ import annotations

import json

import pytest

from ujuzi.domain.event import DeviceId, LearnerId, Milliseconds, NoteWritten, ProfileCreated
from ujuzi.errors import RefusedError
from ujuzi.store import (
    accounts,
    drafts,
    erasure,
    event_log,
    facts,
    inbox,
    outbox,
    projections,
    received_states,
    sittings,
)
from ujuzi.store.database import Database
from ujuzi.store.inbox import InboxDocument
from ujuzi.store.outbox import CutBatch

ADA, BOLA = LearnerId("ada-0123456789abcdef"), LearnerId("bola-0123456789abcde")
SECRETS = {ADA: "what-only-ada-knows", BOLA: "what-only-bola-knows"}
NOW = Milliseconds(1_795_392_000_000)
NEW = Milliseconds(NOW + 1)


def come(db: Database, learner: LearnerId) -> None:
    """Let somebody leave something of herself in every sort of table."""
    secret = SECRETS[learner]
    event_log.append(db, learner, ProfileCreated(name=secret, role="teacher", language="en"), NOW)
    note = NoteWritten(course="c", activity="a", pack="p" * 64, note=secret, text=secret)
    event_log.append(db, learner, note, NOW)
    accounts.put_verifier(db, learner, secret)
    accounts.put_preferences(db, learner, b'{"x":"' + secret.encode() + b'"}')
    drafts.put(db, learner, "course", "activity", "note", secret)
    facts.put(db, f"signed-in-{learner}", secret)
    told = json.dumps([["profile", "", {"name": {"value": secret}}]]).encode()
    received_states.join(db, learner, told)
    for kind, id_, payload in (
        ("link", learner, {"person": secret}),
        ("credential", f"of {learner[:3]}", {"learner": learner, "of": secret}),
        ("profile", learner, {"name": secret}),
    ):
        inbox.put(db, InboxDocument(1, kind, id_, 3, json.dumps(payload).encode()))


def cut(db: Database, first: int, last: int, secret: str) -> None:
    device = event_log.device_id(db)
    outbox.add(db, device, CutBatch(first, last, bytes([last]) * 32, secret.encode()), NOW)
    outbox.keep_envelope(db, device, first, "key", secret.encode(), NOW)


def land(db: Database, last: int) -> None:
    assert outbox.set_landed(db, event_log.device_id(db), last, bytes([last]) * 32, NOW)


def tell(db: Database, learner: LearnerId, revision: int = 9) -> None:
    inbox.put(db, InboxDocument(2, "erased", learner, revision, b"{}"))


def everything(db: Database) -> str:
    """Return all that any table says."""
    names = [row[0] for row in db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    tables = [name for name in names if not name.startswith("lesson_")]
    return "\n".join(str(db.rows(f"SELECT * FROM {name}")) for name in tables)


@pytest.fixture
def two(db: Database) -> Database:
    come(db, ADA)
    come(db, BOLA)
    return db


def test_nothing_of_hers_is_in_any_table_and_others_lose_nothing(two: Database) -> None:
    before = everything(two)
    assert before.count(SECRETS[ADA]) == before.count(SECRETS[BOLA]) > 8

    tell(two, ADA)

    after = everything(two)
    assert SECRETS[ADA] not in after
    assert after.count(SECRETS[BOLA]) == before.count(SECRETS[BOLA])
    assert accounts.learners(two) == (BOLA,)


def test_the_log_keeps_its_numbers_and_its_guard(two: Database) -> None:
    counted = event_log.count(two)
    tell(two, ADA)
    assert event_log.count(two) == counted
    assert (
        event_log.append(
            two, BOLA, NoteWritten(course="c", activity="a", pack="p" * 64, note="n", text="t"), NOW
        ).sequence
        == counted + 1
    )
    with pytest.raises(Exception, match="append-only"):
        two._connection.execute("UPDATE events SET kind = 'x'")


def test_a_rebuild_agrees(two: Database) -> None:
    tell(two, ADA)
    assert projections.rebuild(two, event_log.replay(two), received_states.all_states(two)) == ()
    assert projections.NOTES.find(two, ADA) == {}
    assert projections.NOTES.find(two, BOLA) != {}


def test_a_batch_that_waits_goes_up_as_it_is_and_its_bytes_go_when_it_has_landed(
    two: Database,
) -> None:
    device = event_log.device_id(two)
    cut(two, 1, 2, SECRETS[ADA])
    cut(two, 3, 4, SECRETS[BOLA])
    tell(two, ADA)
    assert [each.wire for each in outbox.waiting(two, device)] == [
        secret.encode() for secret in SECRETS.values()
    ]

    land(two, 4)
    erasure.purge(two)

    assert SECRETS[ADA] not in everything(two)
    assert outbox.envelope(two, device, 1) is None
    assert outbox.envelope(two, device, 3) == ("key", SECRETS[BOLA].encode())
    assert outbox.has_landed(two, device, bytes([2]) * 32), "its digest stays"


def test_what_landed_before_goes_at_once(two: Database) -> None:
    cut(two, 1, 2, SECRETS[ADA])
    land(two, 2)
    tell(two, ADA)
    assert SECRETS[ADA] not in everything(two)


def test_told_again_under_another_name_she_is_left_out(two: Database) -> None:
    old = event_log.device_id(two)
    tell(two, ADA)
    outbox.send_anew(two, old, DeviceId("n" * 16))
    again = [each for each in event_log.replay(two) if each.device != old]
    assert [each.learner for each in again] == [BOLA, BOLA]


def test_nothing_that_comes_later_brings_her_back(two: Database) -> None:
    tell(two, ADA)
    told = json.dumps([["profile", "", {"name": {"value": SECRETS[ADA]}}]]).encode()
    for document in (
        InboxDocument(3, "progress", ADA, 11, told),
        InboxDocument(3, "link", ADA, 12, b'{"person":"what-only-ada-knows"}'),
        InboxDocument(
            3, "result", "r", 13, json.dumps({"learner": ADA, "course": SECRETS[ADA]}).encode()
        ),
    ):
        inbox.put(two, document)
    assert SECRETS[ADA] not in everything(two)
    assert inbox.find(two, "result", "r") is None
    with pytest.raises(RefusedError) as refused:
        event_log.append(two, ADA, ProfileCreated(name="x", role="teacher", language="en"), NOW)
    assert refused.value.code == "learner-unknown"


def test_somebody_of_that_name_begins_anew(two: Database) -> None:
    tell(two, ADA)
    anew = LearnerId("ada-again")
    made = ProfileCreated(name=SECRETS[ADA], role="teacher", language="en")
    event_log.append(two, anew, made, NEW)
    accounts.put_verifier(two, anew, "v")
    assert accounts.learners(two) == (anew, BOLA)


def test_being_told_twice_and_a_withdrawal_change_nothing(two: Database) -> None:
    tell(two, ADA)
    before = everything(two)
    tell(two, ADA)
    assert everything(two) == before
    inbox.put(two, InboxDocument(2, "erased", BOLA, 9, b""))
    assert SECRETS[BOLA] in everything(two)


def test_a_sitting_goes_with_its_answers(two: Database) -> None:
    for attempt, learner in (("a" * 16, ADA), ("b" * 16, BOLA)):
        two.execute("INSERT INTO sittings VALUES (?, ?, 'c', 'x', x'7b7d')", (attempt, learner))
        two.execute("INSERT INTO sitting_answers VALUES (?, 'i', x'7b7d')", (attempt,))
    tell(two, ADA)
    assert sittings.count(two) == 1
    assert two.rows("SELECT attempt FROM sitting_answers") == [("b" * 16,)]


def test_of_whom_nothing_is_here_nothing_is_looked_for_later(db: Database) -> None:
    erasure.purge(db)
    tell(db, ADA)
    assert erasure.is_erased(db, ADA)
    erasure.purge(db)
    assert facts.get(db, erasure.UNSWEPT) is None
