"""Cohorts and who is in them stand as was said last, whoever's word comes first."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from sqlalchemy import Connection

from helpers.awards import Time
from helpers.enlisting import COHORT, Enlisting
from helpers.hubs import CAMPUS
from helpers.offices import INSTITUTION
from helpers.scopes import whole
from ujuzi.hub.app import Hub
from ujuzi.hub.people import cohorts
from ujuzi.hub.store.scope import Scope
from ujuzi.wire.deeds import Deed, Enrol, SetCohort

AUTUMN = SetCohort(COHORT, "Autumn", ("c1",), "2026-10-01", "2026-12-18")


def scene(hub: Hub, time: Time) -> Enlisting:
    return Enlisting(hub, time)


def scope_of(connection: Connection) -> Scope:
    return replace(whole(connection), institution=INSTITUTION)


def listed(hub: Hub) -> list[tuple[str, tuple[str, ...], bool, int]]:
    with hub.database.reading() as connection:
        found = cohorts.listed(scope_of(connection))
    return [(each.name, each.courses, each.ended, each.people) for each in found]


def test_a_cohort_is_made_changed_and_ended(room: Enlisting) -> None:
    ended = msgspec.structs.replace(AUTUMN, name="Autumn term", ended=True)
    assert room.decide(AUTUMN, Enrol(("P2",), COHORT)) == [("done", "")] * 2
    assert listed(room.hub) == [("Autumn", ("c1",), False, 1)]
    assert room.decide(ended) == [("done", "")]
    assert listed(room.hub) == [("Autumn term", ("c1",), True, 1)]


@pytest.mark.parametrize(
    ("deed", "problem", "place"),
    [
        (Enrol(("P2",), "d0" * 8), "cohort-unknown", -1),
        (Enrol(("P2", "P8"), COHORT), "person-unknown", 1),
        (Enrol(("P2", "p1"), COHORT), "act-herself", 1),
    ],
)
def test_nobody_is_put_anywhere_where_one_of_them_cannot_be(
    room: Enlisting, deed: Deed, problem: str, place: int
) -> None:
    assert room.decide(AUTUMN, deed) == [("done", ""), ("refused", problem)]
    assert room.place(2) == place
    assert listed(room.hub) == [("Autumn", ("c1",), False, 0)]


@pytest.mark.parametrize("first", [0, 1])
def test_two_who_decide_offline_are_joined_in_any_order(hub: Hub, *, first: int) -> None:
    with hub.database.writing() as connection:
        scope = scope_of(connection)
        cohorts.put(scope, AUTUMN, CAMPUS, 5)
        told = [
            (Enrol(("P1", "P2"), COHORT, ("c2",)), 8),
            (Enrol(("P2",), COHORT, is_in=False), 9),
        ]
        for which in (first, 1 - first):
            cohorts.enrol(scope, *told[which])
        cohorts.put(scope, msgspec.structs.replace(AUTUMN, name="Old"), CAMPUS, 4)
    assert listed(hub) == [("Autumn", ("c1",), False, 1)]


def test_at_one_time_somebody_is_in(hub: Hub) -> None:
    with hub.database.writing() as connection:
        scope = scope_of(connection)
        cohorts.put(scope, AUTUMN, CAMPUS, 5)
        for is_in in (True, False):
            cohorts.enrol(scope, Enrol(("P2",), COHORT, is_in=is_in), 8)
    assert listed(hub) == [("Autumn", ("c1",), False, 1)]
