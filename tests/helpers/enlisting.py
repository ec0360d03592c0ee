"""A campus for tests: a coordinator at her own computer, and a lab at which a colleague sits."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from helpers.awards import Time, link
from helpers.hubs import NOW
from helpers.offices import INSTITUTION, appoint
from helpers.sitting_hubs import ADA, AWA, Room
from ujuzi.domain.event import Milliseconds
from ujuzi.hub.actions import coordinators
from ujuzi.hub.actions.access import Access
from ujuzi.hub.app import Hub
from ujuzi.wire import acts, documents
from ujuzi.wire.deeds import Deed

HERS, LAB = "1" * 16, "2" * 16
COHORT = "c0" * 8
D = TypeVar("D", bound=msgspec.Struct)


class Enlisting:
    """Ada (P1) is coordinator, and decides of Awa (P2) and of others on the hub's roster."""

    def __init__(self, hub: Hub, time: Time) -> None:
        self.hub = hub
        self.time = time
        self.hers = Room(hub, device=HERS, name="Her own")
        self.lab = Room(hub, device=LAB, name="PC-07")
        self.hers.sign_up(ADA, "Ada")
        link(hub)
        self.lab.sign_up(AWA, "Awa")
        self.office = appoint(hub)
        self.office.device = HERS

    def decide(self, *deeds: Deed, at: int = NOW) -> list[tuple[str, str]]:
        """Let acts go up with her own events; return how each of these stands."""
        wires = [self.office.act(deed, at) for deed in deeds]
        self.hers.tell(ADA, *map(self.office.event_of, wires))
        found = coordinators.acted(self.access, INSTITUTION)
        return [(each.standing, each.problem) for each in found[-len(wires) :]]

    @property
    def access(self) -> Access:
        return Access(self.hub.database, now=self.hub.now)

    def heard(self, room: Room, kind: str, type_: type[D], learner: str = ADA) -> dict[str, D]:
        """Return the documents of a kind that a computer has by now."""
        room.tell(learner)
        found = {}
        for (known, id_), payload in room.documents.items():
            told = documents.read(payload, type_) if known == kind else None
            if told is not None:
                found[id_] = told
        return found

    def place(self, number: int) -> int:
        """Return because of whom the hub refused an act, as every computer hears it."""
        self.lab.tell(AWA)
        payload = self.lab.documents[documents.ACT, f"{self.office.grant}-{number:08}"]
        told = acts.read_landed(payload)
        assert told is not None
        return told.place


def later(time: Time, days: int) -> Milliseconds:
    """Let days pass."""
    time.now += days * 24 * 3600 * 1000
    return Milliseconds(time.now)
