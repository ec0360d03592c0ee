"""Whom a report of a campus is about: people of its roster, and profiles that nobody is linked to.

Profiles that belong to one person are one row, under her name and number on the roster; who is on
the roster and has no profile is a row as well. Who has moved or left is none, and neither are her
profiles. Reads what the hub told, and writes nothing.
"""

from __future__ import annotations

import hmac
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import msgspec
from msgspec.structs import replace

from ujuzi.credentials.secrets import Purpose, proof_of
from ujuzi.domain.event import LearnerId
from ujuzi.domain.profile import ProfileState
from ujuzi.domain.report import ReportedCohort, ReportedPerson
from ujuzi.domain.subjects import PROFILE
from ujuzi.services.campus.listed import CampusPerson, Cohort, Enlisting
from ujuzi.services.campus.told import ToldLearner
from ujuzi.store import campus_names, inbox, received_states, report_rows
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import RosterLink

MOST_COMPARED = 200_000


@dataclass(frozen=True, slots=True)
class EnlistedPeople:
    """The roster and the cohorts of a campus, as its coordinator knows them."""

    people: tuple[CampusPerson, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    codes: Mapping[str, bytes] = field(default_factory=dict)
    """By staff number the hash of the code that somebody was given here last."""


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


def everybody(
    db: Database, enlisted: EnlistedPeople, told: Iterable[ToldLearner] = ()
) -> tuple[ReportedPerson, ...]:
    """Return who is known: of the roster, and by profiles of nobody on it; each person once.

    Of a profile that the hub has linked to nobody yet computers may have told that a code was typed
    under it: it stands under whom that was given to, who has no profile, until the hub decides.
    """
    profiles = _profiles(db)
    links, names = _links(db), campus_names.known(db)
    cohorts = cohorts_of(enlisted)
    over = {each.cohort for each in enlisted.cohorts if each.ended}
    listed = {each.person: each for each in enlisted.people if each.person}
    hers: dict[str, list[str]] = {person: list(each.learners) for person, each in listed.items()}
    taken = {learner for learners in hers.values() for learner in learners}
    for learner, its in links.items():
        if learner not in taken:
            hers.setdefault(its.person, []).append(learner)
            taken.add(learner)
    bare = {person: code for person, code in enlisted.codes.items() if not hers.get(person, [""])}
    for learner, person in _by_codes(bare, told, taken):
        hers[person].append(learner)
        taken.add(learner)
    found = []
    for person, learners in hers.items():
        known = listed.get(person)
        if known is not None and known.standing is not Enlisting.HERE:
            continue
        linked = next((links[each] for each in learners if each in links), None)
        her = _of_roster(person, known, linked, learners, profiles, cohorts, over)
        found.append(replace(her, campus=names.get(her.campus, her.campus)))
    found += [each for learner, each in profiles.items() if learner not in taken]
    return tuple(found)


def _by_codes(
    codes: Mapping[str, bytes], told: Iterable[ToldLearner], taken: Container[str]
) -> Iterator[tuple[str, str]]:
    """Yield the profiles under which one of these codes was typed, each with whose that is.

    What was typed under several profiles says nothing of any, and nobody is looked for among more
    than `MOST_COMPARED` pairs of the two.
    """
    typed = {
        (state.link.value, each.device, each.learner)
        for each in told
        if each.learner not in taken
        for _, _, state in each.states
        if isinstance(state, ProfileState)
    }
    if len(typed) * len(codes) > MOST_COMPARED:
        return
    found: defaultdict[str, set[str]] = defaultdict(set)
    for proof, device, learner in typed:
        for person, digest in codes.items():
            if hmac.compare_digest(proof_of(digest, Purpose.LINK, device, learner), proof):
                found[person].add(learner)
    under = Counter(learner for learners in found.values() for learner in learners)
    for person, learners in sorted(found.items()):
        (learner, *others) = learners
        if not others and under[learner] == 1:
            yield learner, person


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
