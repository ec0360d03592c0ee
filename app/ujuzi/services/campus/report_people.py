"""Whom a report of a campus is about: people of its roster, and profiles that nobody is linked to.

Profiles that the hub linked to one person are one row, under her name and number on the roster; who
is on the roster and has no profile is a row as well. Reads what the hub told, and writes nothing.
"""

from __future__ import annotations

import msgspec

from ujuzi.domain.report import ReportedPerson
from ujuzi.domain.subjects import PROFILE
from ujuzi.store import inbox, received_states, report_rows
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import RosterLink


def everybody(db: Database) -> tuple[ReportedPerson, ...]:
    """Return who is known: who studies here, and whom the hub told of; each person once."""
    profiles = _profiles(db)
    linked = _linked(db)
    found = []
    taken = set[str]()
    for person, (name, role, learners) in linked.items():
        hers = [profiles[each] for each in learners if each in profiles]
        taken.update(learners)
        found.append(
            ReportedPerson(
                learners[0] if learners else "",
                name or next((each.name for each in hers if each.name), ""),
                role=role or next((each.role for each in hers if each.role), ""),
                person=person,
                learners=tuple(learners),
                names=tuple(each.name for each in hers),
            )
        )
    found += [each for learner, each in profiles.items() if learner not in taken]
    return tuple(found)


def _profiles(db: Database) -> dict[str, ReportedPerson]:
    """Return by learner who has a profile that is known here."""
    found = {}
    for document in inbox.of_kind(db, documents.PROFILE):
        state = received_states.state_in(document.payload, PROFILE)
        if state is not None:
            found[document.id] = ReportedPerson(
                document.id,
                state.name.value,
                role=state.role.value,
                learners=(document.id,),
            )
    decode = msgspec.json.Decoder(PROFILE.state).decode
    for learner, told in report_rows.profiles(db):
        state = decode(told)
        found[learner] = ReportedPerson(
            learner, state.name.value, role=state.role.value, learners=(learner,)
        )
    return found


def _linked(db: Database) -> dict[str, tuple[str, str, list[str]]]:
    """Return by person her name and role on the roster, and her profiles."""
    found: dict[str, tuple[str, str, list[str]]] = {}
    for document in inbox.of_kind(db, documents.LINK):
        link = documents.read(document.payload, RosterLink)
        if link is not None and link.person:
            found.setdefault(link.person, (link.name, link.role, []))[2].append(document.id)
    return found
