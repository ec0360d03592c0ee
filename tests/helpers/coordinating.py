"""A coordinator at her desk: registered at a hub, and appointed there."""

from __future__ import annotations

from pathlib import Path

from helpers.awards import ROSTER
from helpers.campuses import Campus
from helpers.desks import Lab, open_lab
from helpers.hubs import CAMPUS, new_database
from helpers.offices import INSTITUTION
from helpers.scopes import whole
from helpers.stations import Station, code_of, memory_road
from ujuzi.domain.event import LearnerId
from ujuzi.hub.app import Hub
from ujuzi.hub.people import grants as grants_of
from ujuzi.hub.people import roster
from ujuzi.services.campus.acts import CampusActs
from ujuzi.services.people.office import Office, OfficeStanding
from ujuzi.wire import grants

WORDS = ("abandon", "ability", "able", "about", "above", "absent")
TYPED = "1. Abandon ABILITY able, about;\nabov abse"


class Coordinator:
    """Ada at her own computer, a hub, and the road between them."""

    def __init__(self, folder: Path) -> None:
        self.lab: Lab = open_lab(folder)
        self.hub = Hub(new_database("sqlite", folder), self.lab.clock.now)
        with self.hub.database.writing() as connection:
            roster.import_roster(whole(connection), ROSTER)
        self.campus = Campus(self.lab, self.hub, memory_road(self.hub))
        self.campus.station.clock = self.lab.clock.now()

    @property
    def office(self) -> Office:
        return self.lab.desk.office

    @property
    def acts(self) -> CampusActs:
        return self.lab.desk.campus_acts

    @property
    def ada(self) -> LearnerId:
        return self.lab.learner

    def code(self, person: str = "P1") -> str:
        """Return a code of the hub's for whoever is to be coordinator."""
        with self.hub.database.writing() as connection:
            return grants_of.make_code(connection, INSTITUTION, person, self.hub.now())

    def answer(self) -> bytes:
        """Let the hub answer her request, by file."""
        request = grants.from_file(self.office.request_file(self.ada), grants.ASK_CONTEXT)
        return grants.in_file(self.hub.grant(request), grants.CONTEXT)

    def appoint(self) -> OfficeStanding:
        """Make her coordinator, with her office open."""
        self.office.ask(self.ada, self.code(), WORDS)
        return self.office.take_answer(self.ada, self.answer())

    def exchange(self) -> None:
        """Let her computer exchange with the hub."""
        self.campus.exchange()

    def another(self) -> Station:
        """Return another computer of the campus."""
        station = Station()
        station.register(self.campus.transport, code_of(self.hub, CAMPUS))
        station.exchange(self.campus.transport)
        return station

    def close(self) -> None:
        self.lab.desk.close()
        self.hub.database.close()
