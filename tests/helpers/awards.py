"""A hub that awards an achievement for passing the exam of `helpers.exams`."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import msgspec

from helpers.certificates import ACHIEVEMENT
from helpers.exams import COURSE
from helpers.hubs import CAMPUS, NOW, Plant, new_database, plant
from helpers.scopes import whole
from helpers.sitting_hubs import ADA, INSTITUTION, Room, add_sheet
from ujuzi.hub.app import Hub
from ujuzi.hub.assessment import awards
from ujuzi.hub.credentials import achievements, keys
from ujuzi.hub.landing import decisions
from ujuzi.hub.people import roster
from ujuzi.hub.store import settings
from ujuzi.hub.store.database import HubDatabase
from ujuzi.wire.documents import CREDENTIAL, IssuedCredential

ADDRESS = "https://hub.example"
ROSTER = f"person,name,campus,role\nP1,Ada Traoré,{CAMPUS},teacher\nP2,Awa Sow,{CAMPUS},leader\n"


class Time:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW


def issuing_hub(kind: str, folder: Path, time: Time) -> Hub:
    """Return a hub that awards an achievement for passing the exam; all have the same keys."""
    return Hub(new_database(kind, folder, issuing(time.now)), lambda: time.now)


@functools.cache
def issuing(now: int) -> Plant:
    """Return what makes such a hub at a time."""

    def planted(database: HubDatabase) -> None:
        plant(database)
        with database.writing() as connection:
            roster.import_roster(whole(connection), ROSTER)
        prepare_to_award(Hub(database, lambda: now))

    return planted


def prepare_to_award(hub: Hub) -> None:
    """Let a hub award an achievement for passing the exam."""
    with hub.database.writing() as connection:
        settings.put(connection, settings.ADDRESS, ADDRESS.encode())
        assert keys.prepare(connection, hub.identity, hub.now())
        achievements.add(connection, offer())
    add_sheet(hub)


def offer(award: str = "automatic", **facts: Any) -> bytes:
    """Return the file of an achievement that passing the exam earns."""
    plain = {
        "achievement": ACHIEVEMENT,
        "rule": {"achievement": ACHIEVEMENT.id, "award": award},
        "course": COURSE,
        "assessment": "exam",
    }
    return msgspec.json.encode({**plain, **facts})


def link(hub: Hub, learner: str = ADA, person: str = "P1") -> None:
    with hub.database.writing() as connection:
        decisions.link(connection, INSTITUTION, learner, person, hub.now())
        awards.settle(connection, INSTITUTION, learner, hub.now())


def held(room: Room) -> list[IssuedCredential]:
    """Return the credentials that came down to a computer."""
    return [
        msgspec.json.decode(payload, type=IssuedCredential)
        for (kind, _), payload in sorted(room.documents.items())
        if kind == CREDENTIAL
    ]
