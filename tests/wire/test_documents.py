"""A payload that this program cannot read is none, and a ticket gives the salts that are here."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.domain.ticket import SALT_BYTES
from ujuzi.wire.documents import (
    Accommodation,
    CohortDocument,
    EnrolledIn,
    Enrolments,
    Result,
    RosterLink,
    RosterPerson,
    Ticket,
    read,
)


@given(st.binary())
def test_whatever_bytes_come_are_a_payload_or_none(payload: bytes) -> None:
    found = read(payload, Accommodation)
    assert found is None or isinstance(found, Accommodation)


@pytest.mark.parametrize("payload", [b"", b"{}", b'{"extra":"much"}', b"[" * 9000, b"\xff"])
def test_what_is_no_payload_of_its_kind_is_none(payload: bytes) -> None:
    assert read(payload, Accommodation) is None


def test_a_field_of_a_later_version_is_passed_over() -> None:
    assert read(b'{"extra":25,"mood":"glad"}', Accommodation) == Accommodation(extra=25)


def test_a_field_that_an_earlier_version_did_not_send_has_its_default() -> None:
    assert read(b"{}", RosterLink) == RosterLink()
    told = b'{"learner":"a","course":"c","assessment":"e","attempt":"t","state":"graded"}'
    found = read(told, Result)
    assert found is not None
    assert (found.revision, found.decision, found.reached) == (0, "", None)


def test_a_ticket_gives_the_salts_that_are_here_by_number() -> None:
    salts = [bytes([n]) * SALT_BYTES for n in (1, 2, 3)]
    ticket = Ticket("c", "e", 2, b"".join(salts))

    assert [ticket.salt(n) for n in (1, 2, 3)] == salts
    assert [ticket.salt(n) for n in (-1, 0, 4)] == [None] * 3
    assert msgspec.json.decode(msgspec.json.encode(ticket), type=Ticket) == ticket


def test_a_salt_that_was_cut_short_is_none() -> None:
    assert Ticket("c", "e", 1, bytes(2 * SALT_BYTES - 1)).salt(2) is None


def test_what_is_said_of_people_and_cohorts_has_defaults_for_all_but_their_names() -> None:
    person = read(b'{"person":"P1","name":"Ada","role":"teacher","campus":"c"}', RosterPerson)
    cohort = read(b'{"cohort":"0000000000000001","name":"Autumn"}', CohortDocument)

    assert person is not None
    assert cohort is not None
    assert (person.email, person.learners, person.ended_at, person.cohorts) == ("", (), 0, ())
    assert (cohort.courses, cohort.begins, cohort.ended, cohort.people) == ((), "", False, ())
    assert read(b'{"name":"Ada"}', RosterPerson) is None
    assert read(b'{"cohorts":[{"name":"Autumn","later":1}]}', Enrolments) == Enrolments(
        cohorts=(EnrolledIn(name="Autumn"),)
    )
