"""Who names coordinators at the hub, and judges what of their acts waits for a person."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.awards import Time, issuing_hub
from helpers.hubs import CAMPUS, Computer
from helpers.offices import INSTITUTION, appoint, asked, event_of
from helpers.sitting_hubs import ADA, Room
from ujuzi.credentials.keys import PublisherKey
from ujuzi.domain.authority import Actor, Role
from ujuzi.errors import RefusedError
from ujuzi.hub.actions import coordinators
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.wire import grants
from ujuzi.wire.deeds import JudgeSeat, RevokeComputer
from ujuzi.wire.grants import LEFT

KEY = PublisherKey(bytes([7]) * 32)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    made = issuing_hub("sqlite", tmp_path, Time())
    yield made
    made.database.close()


def administrator(hub: Hub, person: str = "") -> Access:
    return Access(hub.database, Actor(Role.ADMINISTRATOR, INSTITUTION, person), hub.now)


def test_an_administrator_names_and_dismisses_coordinators_of_her_institution(hub: Hub) -> None:
    access = administrator(hub)
    code = coordinators.make_code(access, INSTITUTION, "P1")
    request = grants.in_file(asked(code, KEY), grants.ASK_CONTEXT)
    coordinators.answer_file(access, request)
    (named,) = coordinators.listed(access, INSTITUTION)
    assert (named.person, named.campus, named.ended) == ("P1", CAMPUS, "")

    coordinators.revoke(access, named.id, LEFT)
    assert [each.ended for each in coordinators.listed(access, INSTITUTION)] == [LEFT]


def test_nobody_names_or_dismisses_herself(hub: Hub) -> None:
    office = appoint(hub)
    ada = administrator(hub, "P1")
    for forbidden in (
        lambda: coordinators.make_code(ada, INSTITUTION, "P1"),
        lambda: coordinators.revoke(ada, office.grant, LEFT),
        lambda: coordinators.let_in(ada, office.grant, "00"),
    ):
        with pytest.raises(RefusedError) as refused:
            forbidden()
        assert refused.value.code == "not-allowed"


def test_a_coordinator_dismisses_no_other(hub: Hub) -> None:
    appoint(hub)
    other = appoint(hub, "P2", seed=2)
    ada = Access(hub.database, Actor(Role.COORDINATOR, CAMPUS, "P1"), hub.now)
    with pytest.raises(RefusedError) as refused:
        coordinators.revoke(ada, other.grant, LEFT)
    assert refused.value.code == "not-allowed"


def test_acts_are_listed_by_what_they_are_about(hub: Hub) -> None:
    office = appoint(hub)
    hers = Room(hub, device="1" * 16)
    hers.sign_up(ADA, "Ada")
    Computer(hub, device="2" * 16)
    hers.tell(
        ADA,
        event_of(office.act(RevokeComputer("2" * 16, "retired"))),
        event_of(office.act(JudgeSeat("nobody", "2" * 16, was_she=False))),
    )

    found = coordinators.acted(administrator(hub), INSTITUTION)
    assert [(each.person, each.act, each.about, each.standing) for each in found] == [
        ("P1", "revoke-computer", ("2" * 16, "retired"), "done"),
        ("P1", "judge-seat", ("2" * 16, "nobody", "not she"), "early"),
    ]


def test_an_act_that_waits_for_nobody_cannot_be_judged(hub: Hub) -> None:
    office = appoint(hub)
    for digest in ("", "abcd"):
        with pytest.raises(RefusedError) as refused:
            coordinators.dismiss(administrator(hub), office.grant, digest)
        assert refused.value.code == "act-unknown"
