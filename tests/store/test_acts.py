"""An act is kept once, with what came of it; a one-time code opens once what it was given for."""

from __future__ import annotations

from helpers.offices import Office
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.authority import Act
from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.store import acts, event_log
from ujuzi.store.acts import ActCode, ActStanding
from ujuzi.store.database import Database
from ujuzi.wire.acts import digest_of, read
from ujuzi.wire.deeds import EndPerson, JudgeSeat, RevokeComputer

AT = Milliseconds(5)
CODE = ActCode("$argon2id$", Milliseconds(9), "a" * 16, None)


def office() -> Office:
    return Office("a" * 16, "campus", PublisherKey(bytes([1]) * 32))


def test_an_act_is_kept_once_as_it_was_signed(db: Database) -> None:
    wire = office().act(RevokeComputer("d" * 16, "retired"))

    assert acts.put(db, wire, AT)
    assert not acts.put(db, wire, AT)
    (kept,) = acts.heard(db)
    assert (kept.wire, kept.standing, kept.number) == (wire, ActStanding.WAITS, 1)
    assert acts.heard(db, "b" * 16) == ()
    assert acts.count(db, "a" * 16) == 1


def test_two_with_one_number_are_both_kept(db: Database) -> None:
    hers = office()
    wire = hers.act(RevokeComputer("d" * 16, "retired"))
    twin = hers.aside(RevokeComputer("d" * 16, "stolen"), 1, bytes(32))
    for each in (wire, twin):
        acts.put(db, each, AT)

    assert {each.wire for each in acts.heard(db)} == {wire, twin}


def test_what_came_of_an_act_is_written_down(db: Database) -> None:
    acts.put(db, office().act(RevokeComputer("d" * 16, "retired")), AT)
    acts.settle(db, acts.heard(db)[0], ActStanding.REFUSED, "act-herself")

    (kept,) = acts.heard(db)
    assert (kept.standing, kept.problem) == (ActStanding.REFUSED, "act-herself")


def test_what_was_said_of_a_seat_here_counts_until_the_hub_has_decided(db: Database) -> None:
    hers, here = office(), event_log.device_id(db)
    for was_she in (True, False):
        acts.put(db, hers.act(JudgeSeat("ada", here, was_she=was_she)), AT)
    acts.put(db, hers.act(JudgeSeat("ada", "e" * 16, was_she=True)), AT)
    assert acts.was_she(db, "ada") is None

    for act in acts.heard(db):
        acts.settle(db, act, ActStanding.DONE)
    assert acts.was_she(db, "ada") is False
    assert acts.was_she(db, "awa") is None

    for act in acts.heard(db):
        acts.settle(db, act, ActStanding.LANDED)
    assert acts.was_she(db, "ada") is None


def test_a_code_is_used_once_and_void_with_its_grant(db: Database) -> None:
    for learner in ("ada", "awa"):
        acts.put_code(db, Act.RESET_PIN, learner, CODE, 1)
    acts.put_code(db, Act.RENEW_STEWARD_CODE, acts.OF_THE_STEWARD, CODE, 2)
    assert acts.code_of(db, Act.RESET_PIN, "ada") == CODE

    acts.use_code(db, Act.RESET_PIN, "ada", AT)
    assert acts.code_of(db, Act.RESET_PIN, "ada") is None

    assert acts.void_codes(db, "a" * 16) == ("ada",)
    assert acts.code_of(db, Act.RESET_PIN, "awa") is None
    assert acts.void_codes(db, "a" * 16) == ()


def test_a_pin_that_the_steward_set_since_is_nobody_elses(db: Database) -> None:
    acts.put_code(db, Act.RESET_PIN, "ada", CODE, 1)
    acts.use_code(db, Act.RESET_PIN, "ada", AT)
    acts.forget_code(db, Act.RESET_PIN, "ada")

    assert acts.void_codes(db, "a" * 16) == ()


def test_what_is_enclosed_is_read_from_the_log_in_which_it_was_signed(db: Database) -> None:
    hers = office()
    open_, enclosed = hers.act(RevokeComputer("d" * 16, "retired")), hers.act(EndPerson("P7", 5))
    for wire in (open_, enclosed):
        event_log.append(db, LearnerId("ada"), hers.event_of(wire), AT)

    found = acts.enclosures(db)
    assert list(found) == [digest_of(enclosed)]
    assert read(enclosed).deed_with(found[digest_of(enclosed)]) == EndPerson("P7", 5)
