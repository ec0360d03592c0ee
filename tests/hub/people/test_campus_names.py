"""An institution's computers are told what its campuses are called, once for each change."""

from __future__ import annotations

import msgspec

from helpers.hubs import CAMPUS, OTHER_CAMPUS, Computer
from helpers.offices import INSTITUTION
from ujuzi.hub.app import Hub
from ujuzi.hub.people import campus_names, organisations
from ujuzi.hub.steward import Steward
from ujuzi.wire.documents import CAMPUSES, CampusNames


def told(computer: Computer) -> list[dict[str, str]]:
    return [
        msgspec.json.decode(each.payload, type=CampusNames).names
        for each in computer.exchange().documents
        if each.kind == CAMPUSES
    ]


def look(hub: Hub) -> None:
    Steward(hub.database, hub.grader, hub.now).look()


def test_computers_are_told_the_names_of_their_institution_and_of_no_other(hub: Hub) -> None:
    here, there = Computer(hub), Computer(hub, OTHER_CAMPUS, device="e" * 16)
    look(hub)
    (names,) = told(here)
    (others,) = told(there)
    assert names[CAMPUS] == "Koudougou"
    assert set(names).isdisjoint(others)
    look(hub)
    assert told(here) == []

    with hub.database.writing() as connection:
        organisations.rename(connection, CAMPUS, "Koudougou-Centre")
        organisations.add(connection, "new", "campus", "Réo", INSTITUTION)
    look(hub)

    (names,) = told(here)
    assert (names[CAMPUS], names["new"]) == ("Koudougou-Centre", "Réo")
    assert told(there) == []


def test_an_institution_without_a_campus_is_told_nothing(hub: Hub) -> None:
    with hub.database.writing() as connection:
        organisations.add(connection, "bare", "institution", "Bare", "bf")
        assert "bare" not in campus_names.unpublished(connection)
