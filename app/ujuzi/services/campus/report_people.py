"""Whom a report of a campus is about: people of its roster, and profiles that nobody is linked to.

Profiles that belong to one person are one row, under her name and number on the roster; who is on
the roster and has no profile is a row as well. Who has moved or left is none, and neither are her
profiles. Reads what the hub told, and writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

from ujuzi.domain.event import LearnerId
from ujuzi.domain.report import ReportedCohort, ReportedPerson
from ujuzi.domain.subjects import PROFILE
from ujuzi.services.campus.listed import CampusPerson, Cohort, Enlisting
from ujuzi.store import inbox, received_states, report_rows
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import RosterLink


@dataclass(frozen=True, slots=True)
class EnlistedPeople:
    """The roster and the cohorts of a campus, as its coordinator knows them."""

    people: tuple[CampusPerson, ...] = ()
    cohorts: tuple[Cohort, ...] = ()


ListPeople: TypeAlias = Callable[[LearnerId], EnlistedPeople]
"""Who is enlisted, as far as that is for who asks."""


def nobody_enlisted(_by: LearnerId) -> EnlistedPeople:
    """Return what is known where no roster is here."""
    return EnlistedPeople()


def cohorts_of(enlisted: EnlistedPeople) -> dict[str, ReportedCohort]:
    """Return the cohorts by id, those that are over among them."""
    return {
        each.cohort: ReportedCohort(each.cohort, each.name, each.courses, each.begins, each.ends)
        for each in enlisted.cohorts
    }


def everybody(db: Database, enlisted: EnlistedPeople) -> tuple[ReportedPerson, ...]:
    """Return who is known: of the roster, and by profiles of nobody on it; each person once."""
    profiles = _profiles(db)
    links = _links(db)
    cohorts = cohorts_of(enlisted)
    over = {each.cohort for each in enlisted.cohorts if each.ended}
    listed = {each.person: each for each in enlisted.people if each.person}
    hers: dict[str, list[str]] = {person: list(each.learners) for person, each in listed.items()}
    taken = {learner for learners in hers.values() for learner in learners}
    for learner, link in links.items():
        if learner not in taken:
            hers.setdefault(link.person, []).append(learner)
            taken.add(learner)
    found = []
    for person, learners in hers.items():
        known = listed.get(person)
        if known is not None and known.standing is not Enlisting.HERE:
            continue
        told = next((links[each] for each in learners if each in links), None)
        found.append(_of_roster(person, known, told, learners, profiles, cohorts, over))
    found += [each for learner, each in profiles.items() if learner not in taken]
    return tuple(found)


def _of_roster(
    person: str,
    known: CampusPerson | None,
    link: RosterLink | None,
    learners: Sequence[str],
    profiles: Mapping[str, ReportedPerson],
    cohorts: Mapping[str, ReportedCohort],
    over: Container[str],
) -> ReportedPerson:
    """Return a person of the roster; it names her as she is to be named."""
    own = [profiles[each] for each in learners if each in profiles]
    said = known or link
    names = [said.name if said else "", *(each.name for each in own)]
    roles = [said.role if said else "", *(each.role for each in own)]
    mine = known.cohorts if known is not None else ()
    return ReportedPerson(
        learners[0] if learners else "",
        next(filter(None, names), ""),
        known.campus if known is not None else "",
        next(filter(None, roles), ""),
        person=person,
        learners=tuple(learners),
        names=tuple(each.name for each in own),
        cohorts=tuple(cohorts[each] for each in mine if each in cohorts and each not in over),
        courses=known.courses if known is not None else (),
    )


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


def _links(db: Database) -> dict[str, RosterLink]:
    """Return by learner the person that her profile belongs to, where the hub has said so here."""
    found = {}
    for document in inbox.of_kind(db, documents.LINK):
        link = documents.read(document.payload, RosterLink)
        if link is not None and link.person:
            found[document.id] = link
    return found
