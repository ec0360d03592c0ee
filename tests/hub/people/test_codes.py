"""A typed code proves a seat a few times, links one profile, and is good where it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from helpers.hubs import NOW, new_database
from helpers.seats import INSTITUTION
from ujuzi.credentials.secrets import Purpose, digest_of, new_code, proof_of
from ujuzi.hub.people import codes
from ujuzi.hub.people.codes import MOST_COMPUTERS, Typed
from ujuzi.hub.people.registration import CODE_LATE_MILLISECONDS, CODE_LIFE_MILLISECONDS

LAST = NOW + CODE_LIFE_MILLISECONDS + CODE_LATE_MILLISECONDS - 1
"""The last moment at which the hub takes a code that was made now."""


@pytest.fixture(params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Connection]:
    database = new_database(request.param, tmp_path)
    with database.writing() as connection:
        yield connection
    database.close()


def typed(code: str, seat: str, learner: str = "ada", at: int = NOW) -> Typed:
    proof = proof_of(digest_of(code), Purpose.SIGN_IN, seat, learner)
    return Typed(learner, seat, seat, proof, at)


def proves(connection: Connection, said: Typed, person: str | None = "P1") -> bool:
    return codes.use(connection, INSTITUTION, said, person)


def links_by(connection: Connection, code: str, at: int) -> str | None:
    proof = proof_of(digest_of(code), Purpose.LINK, "d1", "ada")
    return codes.link_with(connection, INSTITUTION, "ada", "", proof, "d1", at)


def test_a_code_proves_a_seat_once_a_computer_on_so_many_computers(connection: Connection) -> None:
    code = codes.make(connection, INSTITUTION, "P1", NOW)

    for number in range(MOST_COMPUTERS):
        assert proves(connection, typed(code, f"d{number}"))
        assert not proves(connection, typed(code, f"d{number}"))
    assert not proves(connection, typed(code, "one more"))


def test_a_code_is_taken_as_long_after_its_fortnight_as_links_may_be_down(
    connection: Connection,
) -> None:
    code = codes.make(connection, INSTITUTION, "P1", NOW)

    assert not proves(connection, typed(code, "d1", at=LAST + 1))
    assert proves(connection, typed(code, "d1", at=LAST))


def test_another_s_code_or_a_proof_from_elsewhere_proves_nothing(connection: Connection) -> None:
    code = codes.make(connection, INSTITUTION, "P1", NOW)
    stolen = typed(code, "d1")._replace(typed_as="d2")

    assert not proves(connection, typed(code, "d1"), "P2")
    assert not proves(connection, typed(code, "d1"), None)
    assert not proves(connection, typed(new_code(), "d1"))
    assert not proves(connection, stolen)
    assert not codes.use(connection, "another", typed(code, "d1"), "P1")


def test_a_slip_that_was_made_again_takes_the_place_of_the_first(connection: Connection) -> None:
    lost = codes.make(connection, INSTITUTION, "P1", NOW)
    other = codes.make(connection, INSTITUTION, "P2", NOW)
    hers = codes.make(connection, INSTITUTION, "P1", NOW + 10)

    assert not proves(connection, typed(lost, "d1", at=NOW + 10))
    assert links_by(connection, lost, at=NOW + 11) is None
    assert proves(connection, typed(lost, "d1", at=NOW + 9)), "it had landed by then"
    assert proves(connection, typed(hers, "d2", at=NOW + 10))
    assert links_by(connection, hers, at=NOW + 11) == "P1"
    assert proves(connection, typed(other, "d1", at=NOW + 10), "P2")


def test_slips_count_in_the_order_in_which_they_were_made_and_not_in_which_they_come(
    connection: Connection,
) -> None:
    lost, hers = new_code(), new_code()
    codes.take(connection, INSTITUTION, digest_of(hers), NOW + 10, person="P1")
    codes.take(connection, INSTITUTION, digest_of(lost), NOW, person="P1")

    assert not proves(connection, typed(lost, "d1", at=NOW + 10))
    assert proves(connection, typed(hers, "d1", at=NOW + 10))


def test_a_code_that_a_learner_was_shown_is_hers_alone(connection: Connection) -> None:
    code = new_code()
    codes.show(connection, INSTITUTION, "ada", digest_of(code).hex(), NOW)

    assert not proves(connection, typed(code, "d1", "awa"), None)
    assert proves(connection, typed(code, "d1"), None)


@pytest.mark.parametrize("digest", ["", "no hex", "00" * 31, "00" * 33])
def test_what_is_no_hash_of_a_code_is_kept_as_none(connection: Connection, digest: str) -> None:
    codes.show(connection, INSTITUTION, "ada", digest, NOW)
    assert not proves(connection, typed("", "d1"), None)


def test_a_code_links_one_profile_and_no_other_then(connection: Connection) -> None:
    code = codes.make(connection, INSTITUTION, "P1", NOW)

    def linked(learner: str, at: int = NOW) -> str | None:
        proof = proof_of(digest_of(code), Purpose.LINK, "d1", learner)
        return codes.link_with(connection, INSTITUTION, learner, "", proof, "d1", at)

    assert linked("ada", LAST + 1) is None
    assert linked("ada") == "P1"
    assert linked("awa") is None
    assert linked("ada", LAST) == "P1"


def test_a_code_itself_links_too_as_earlier_programs_sent_it(connection: Connection) -> None:
    code = codes.make(connection, INSTITUTION, "P1", NOW)
    found = codes.link_with(connection, INSTITUTION, "ada", code.lower(), "", "d1", NOW)
    assert found == "P1"
