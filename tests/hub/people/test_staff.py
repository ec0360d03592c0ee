"""What coordinators decide of people counts whole or not at all, and the last word holds."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

import pytest
from sqlalchemy import Connection, select

from helpers.awards import Time
from helpers.enlisting import Enlisting
from helpers.hubs import CAMPUS, NOW, OTHER_CAMPUS
from helpers.offices import INSTITUTION, appoint
from helpers.scopes import whole
from helpers.sitting_hubs import AWA
from ujuzi.credentials.secrets import Purpose, digest_of, proof_of
from ujuzi.domain.event import ProfileLinked, SignInCodeTyped
from ujuzi.errors import RefusedError
from ujuzi.hub.app import Hub
from ujuzi.hub.feed import linked
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import cohorts, organisations, roster, staff
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import memberships, people, seats
from ujuzi.wire.deeds import (
    CodeVerifier,
    Deed,
    EndPerson,
    Enrol,
    LetIn,
    MakeCodes,
    MovePerson,
    PersonCode,
    RosterRow,
    SetRoster,
)
from ujuzi.wire.documents import ROSTER, SIGN_IN_CODE, RosterPerson, SignInCode

SECOND, CODE = "ouaga-second", "ABCD-EFGH-JKLM"
BINTOU = RosterRow("P7", "Bintou Ouattara", "teacher")


def scene(hub: Hub, time: Time) -> Enlisting:
    with hub.database.writing() as connection:
        organisations.add(connection, SECOND, "campus", "Second", INSTITUTION)
    return Enlisting(hub, time)


def known(room: Enlisting, person: str) -> tuple[str, str, int | None] | None:
    c = people.c
    query = select(c.name, c.campus, c.ended_at).where(c.person == person)
    with room.hub.database.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else (row[0], row[1], row[2])


def seat_of(room: Enlisting, learner: str) -> str | None:
    with room.hub.database.reading() as connection:
        return connection.scalar(select(seats.c.standing).where(seats.c.learner == learner))


def test_rows_are_taken_in_and_said_again_change_nothing(room: Enlisting) -> None:
    odd = RosterRow(" p-2 ", "Awa  Sow", "teacher", CAMPUS)
    assert room.decide(SetRoster((BINTOU,))) == [("done", "")]
    assert known(room, "P7") == ("Bintou Ouattara", CAMPUS, None)
    assert room.decide(SetRoster((RosterRow("p7", "Bintou Sow", "leader"),))) == [("done", "")]
    assert known(room, "P7") == ("Bintou Sow", CAMPUS, None)
    assert known(room, "p7") is None
    assert room.decide(SetRoster((odd,))) == [("done", "")]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (RosterRow("#N/A", "Zoé", "teacher"), "roster-mistakes"),
        (RosterRow("P8", "zoe@example.org", "teacher"), "roster-mistakes"),
        (RosterRow("P8", "Zoé", "dean"), "roster-mistakes"),
        (RosterRow("p7", "Zoé", "teacher"), "roster-mistakes"),
        (RosterRow("P8", "Zoé", "teacher", SECOND), "campus-elsewhere"),
        (RosterRow("P9", "Zoé", "teacher"), "campus-elsewhere"),
        (RosterRow("p1", "Ada", "leader"), "act-herself"),
    ],
)
def test_one_row_that_cannot_be_meant_refuses_the_whole_act_and_says_which(
    room: Enlisting, row: RosterRow, problem: str
) -> None:
    line = f"person,name,campus,role\nP9,Zoé,{SECOND},teacher\n"
    with room.hub.database.writing() as connection:
        roster.import_roster(whole(connection), line)

    assert room.decide(SetRoster((BINTOU, row))) == [("refused", problem)]
    assert known(room, "P7") is None
    assert room.place(1) == 1


def test_a_person_who_moves_takes_her_profile_along_and_her_old_campus_hears_where(
    room: Enlisting,
) -> None:
    with room.hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, AWA, "P2", NOW)
    assert room.decide(MovePerson("P2", SECOND)) == [("done", "")]

    assert known(room, "P2") == ("Awa Sow", SECOND, None)
    told = room.heard(room.hers, ROSTER, RosterPerson)["P2"]
    assert (told.campus, told.learners) == (SECOND, ())
    assert room.decide(MovePerson("P2", "")) == [("done", "")]
    assert known(room, "P2") == ("Awa Sow", "", None)


@pytest.mark.parametrize(
    ("deed", "problem"),
    [
        (MovePerson("P2", OTHER_CAMPUS), "campus-elsewhere"),
        (MovePerson("P2", "nowhere"), "campus-elsewhere"),
        (MovePerson("P8", SECOND), "person-unknown"),
        (MovePerson("P1", SECOND), "act-herself"),
        (EndPerson("P1", NOW), "act-herself"),
        (EndPerson("P8", NOW), "person-unknown"),
        (MakeCodes((PersonCode("P8", bytes(32)),)), "person-unknown"),
        (MakeCodes((PersonCode("P1", bytes(32)),)), "not-allowed"),
    ],
)
def test_what_is_not_hers_to_decide_is_refused(room: Enlisting, deed: Deed, problem: str) -> None:
    assert room.decide(deed) == [("refused", problem)]


def test_no_coordinator_dismisses_another(room: Enlisting) -> None:
    appoint(room.hub, "P2", seed=2)
    assert (
        room.decide(EndPerson("P2", NOW), MovePerson("P2", SECOND))
        == [("refused", "not-allowed")] * 2
    )


WORDS: list[Deed] = [
    MovePerson("P3", SECOND),
    MovePerson("P3", ""),
    MovePerson("P3", CAMPUS),
    EndPerson("P3", 7),
    SetRoster((RosterRow("P3", "Zoé Sow", "leader"),)),
    SetRoster((RosterRow("P3", "Zoé", "teacher", email="zoe@example.org"),)),
    Enrol(("P3",), courses=("c1",)),
    Enrol(("P3",), courses=("c1",), is_in=False),
]


def _stands(connection: Connection, order: Sequence[tuple[int, Deed]]) -> tuple[object, ...]:
    """Return how somebody stands after words were said of her, and take them back."""
    kept = connection.begin_nested()
    scope = replace(scope_of(connection), campus=CAMPUS)
    for lamport, deed in order:
        match deed:
            case MovePerson(person=person, campus=campus):
                staff.move(scope, person, campus, lamport)
            case EndPerson(person=person, at=at):
                staff.end(scope, person, at, lamport)
            case SetRoster(rows=rows):
                staff.set_rows(scope, rows, lamport)
            case Enrol():
                with suppress(RefusedError):
                    cohorts.enrol(replace(scope, campus=""), deed, lamport)
    c, m = people.c, memberships.c
    columns = (c.name, c.role, c.email, c.campus, c.ended_at)
    row = connection.execute(select(*columns).where(c.person == "P3")).one()
    places = connection.execute(select(m.course, m.is_in).where(m.person == "P3")).all()
    kept.rollback()
    return (*row, *places)


@pytest.mark.parametrize("stage", ["sqlite"], indirect=True)
def test_of_many_who_decide_offline_the_last_word_holds_in_any_order(hub: Hub) -> None:
    with hub.database.writing() as connection:
        organisations.add(connection, SECOND, "campus", "Second", INSTITUTION)
        line = f"person,name,campus,role\nP3,Zoé,{CAMPUS},teacher\n"
        roster.import_roster(whole(connection), line)
        first = roster.next_lamport(connection, INSTITUTION)
        dice = random.Random(23)
        for _ in range(40):
            said = [*enumerate(dice.sample(WORDS, 5), first)]
            told = _stands(connection, said)
            for _again in range(4):
                assert _stands(connection, dice.sample(said, 5)) == told, said


def scope_of(connection: Connection) -> Scope:
    return replace(whole(connection), institution=INSTITUTION)


def test_whoever_has_left_keeps_all_and_no_code_of_hers_is_good(room: Enlisting) -> None:
    with room.hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, AWA, "P2", NOW)
        decisions.make_code(connection, INSTITUTION, "P2", NOW)
    assert room.heard(room.lab, SIGN_IN_CODE, SignInCode, AWA).keys() == {AWA}
    assert room.decide(EndPerson("P2", NOW)) == [("done", "")]

    assert room.heard(room.lab, SIGN_IN_CODE, SignInCode, AWA) == {}
    told = room.heard(room.hers, ROSTER, RosterPerson)["P2"]
    assert (told.ended_at, told.learners) == (NOW, (AWA,))
    with room.hub.database.writing() as connection:
        assert linked.person_of(connection, INSTITUTION, AWA) == "P2"
        with pytest.raises(RefusedError) as refused:
            decisions.make_code(connection, INSTITUTION, "P2", NOW)
        assert refused.value.code == "person-unknown"

    assert room.decide(SetRoster((RosterRow("P2", "Awa Sow", "leader"),))) == [("done", "")]
    assert known(room, "P2") == ("Awa Sow", CAMPUS, None)


def test_a_link_code_made_offline_links_also_who_typed_it_before_it_came(
    room: Enlisting,
) -> None:
    digest = digest_of(CODE)
    proof = proof_of(digest, Purpose.LINK, "2" * 16, AWA)
    room.lab.tell(AWA, ProfileLinked(proof=proof))
    assert room.decide(MakeCodes((PersonCode("P2", digest),))) == [("done", "")]

    with room.hub.database.reading() as connection:
        assert linked.person_of(connection, INSTITUTION, AWA) == "P2"


def test_a_sign_in_code_made_offline_proves_a_seat_and_every_computer_can_check_it(
    room: Enlisting,
) -> None:
    digest = digest_of(CODE)
    until = NOW + 14 * 24 * 3600 * 1000
    room.hers.tell(AWA, SignInCodeTyped(proof=proof_of(digest, Purpose.SIGN_IN, "1" * 16, AWA)))
    deed = LetIn((CodeVerifier(AWA, "$argon2id$v", until, digest),))
    assert room.decide(deed) == [("done", "")]

    told = room.heard(room.lab, SIGN_IN_CODE, SignInCode, AWA)[AWA]
    assert (told.verifier, told.expires_at) == ("$argon2id$v", until)
    with room.hub.database.reading() as connection:
        c = seats.c
        query = select(c.standing).where(c.learner == AWA, c.device == "1" * 16)
        assert connection.scalar(query) == "proven"
