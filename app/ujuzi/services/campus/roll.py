"""Who is on a campus's list: what the hub says, and over it what was decided here since.

Pure. Whoever has left is in no cohort, and is again once she is back. An act that the hub has
answered says nothing more here, but where it said no. To fold acts once more over documents that
tell of them changes nothing, so it does not matter which of the two comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.errors import Code
from ujuzi.services.campus.listed import CampusPerson, Cohort, Enlisting
from ujuzi.wire import deeds
from ujuzi.wire.acts import CODE_LIFE_MILLISECONDS
from ujuzi.wire.deeds import (
    Deed,
    EndPerson,
    Enrol,
    LetIn,
    MakeCodes,
    MovePerson,
    SetCohort,
    SetRoster,
)
from ujuzi.wire.documents import CohortDocument, RosterPerson


@dataclass(frozen=True, slots=True)
class OwnAct:
    """An act that was signed on this computer: its deed, and what the hub says of it.

    `waits`: it has not answered. `problem` is why it refused (an error's code), and `concerned` the
    person about whom that is, where it is about one of several.
    """

    deed: Deed
    at: Milliseconds
    waits: bool
    problem: str = ""
    concerned: str = ""

    def problem_of(self, person: str) -> str:
        """Return why the hub did not do it for somebody: also whom nothing is wrong about."""
        is_about_another = bool(self.problem and self.concerned) and self.concerned != person
        return Code.ACT_TOGETHER if is_about_another else self.problem


@dataclass(frozen=True, slots=True)
class Roll:
    """People and cohorts of a campus, by staff number and by the cohort's id."""

    people: dict[str, CampusPerson]
    cohorts: dict[str, Cohort]


def roll_of(
    people: Iterable[RosterPerson],
    cohorts: Iterable[CohortDocument],
    decided: Iterable[OwnAct],
    campus: str,
) -> Roll:
    """Return who stands where; `decided` are acts in the order in which they were signed."""
    told = {each.cohort: _cohort(each) for each in cohorts}
    roll = Roll({each.person: _person(each, campus) for each in people}, told)
    members = {(person, each.cohort) for each in told.values() for person in each.people}
    members |= {(each.person, cohort) for each in roll.people.values() for cohort in each.cohorts}
    for person, cohort in sorted(members):
        _put(roll, person, cohort, is_in=True)
    for act in decided:
        _note(roll, act, campus)
        if act.waits:
            _do(roll, act.deed, campus)
        if not act.problem:
            _note_codes(roll, act)
    gone = {each.person for each in roll.people.values() if each.standing is Enlisting.LEFT}
    for each in roll.cohorts.values():
        roll.cohorts[each.cohort] = replace(each, people=_set(each.people, gone, is_in=False))
    return roll


def _person(told: RosterPerson, campus: str) -> CampusPerson:
    return CampusPerson(
        person=told.person,
        name=told.name,
        role=told.role,
        campus=told.campus,
        email=told.email,
        learners=tuple(map(LearnerId, told.learners)),
        cohorts=tuple(sorted(told.cohorts)),
        courses=tuple(sorted(told.courses)),
        standing=Enlisting.LEFT if told.ended_at else _standing(told.campus, campus),
    )


def _standing(where: str, campus: str) -> Enlisting:
    return Enlisting.HERE if where == campus else Enlisting.MOVED


def _cohort(told: CohortDocument) -> Cohort:
    return Cohort(
        cohort=told.cohort,
        name=told.name,
        courses=told.courses,
        begins=told.begins,
        ends=told.ends,
        people=tuple(sorted(told.people)),
        ended=told.ended,
    )


def _do(roll: Roll, deed: Deed, campus: str) -> None:
    """Do what the hub will do."""
    people = roll.people
    match deed:
        case SetRoster(rows=rows):
            for row in rows:
                was = people.get(row.person) or CampusPerson(row.person, "", "", "", waits=True)
                where = row.campus or campus
                people[row.person] = replace(
                    was,
                    name=row.name,
                    role=row.role,
                    campus=where,
                    email=row.email,
                    standing=_standing(where, campus),
                )
        case MovePerson(person=person, campus=where) if person in people:
            moved = replace(people[person], campus=where, standing=_standing(where, campus))
            people[person] = moved
        case EndPerson(person=person) if person in people:
            people[person] = replace(people[person], standing=Enlisting.LEFT)
        case SetCohort():
            before = roll.cohorts.get(deed.cohort)
            roll.cohorts[deed.cohort] = Cohort(
                cohort=deed.cohort,
                name=deed.name,
                courses=deed.courses,
                begins=deed.begins,
                ends=deed.ends,
                people=before.people if before else (),
                ended=deed.ended,
                waits=True,
            )
        case Enrol(people=who, cohort=cohort, courses=courses, is_in=is_in):
            for person in who:
                if person in people and cohort in roll.cohorts:
                    _put(roll, person, cohort, is_in=is_in)
                if person in people and courses:
                    now = people[person].courses
                    people[person] = replace(
                        people[person], courses=_set(now, courses, is_in=is_in)
                    )


def _put(roll: Roll, person: str, cohort: str, *, is_in: bool) -> None:
    """Put somebody into a cohort, or take her out, on both sides."""
    if cohort in roll.cohorts:
        known = roll.cohorts[cohort]
        roll.cohorts[cohort] = replace(known, people=_set(known.people, (person,), is_in=is_in))
    if person in roll.people:
        hers = roll.people[person]
        roll.people[person] = replace(hers, cohorts=_set(hers.cohorts, (cohort,), is_in=is_in))


def _set(known: tuple[str, ...], some: Iterable[str], *, is_in: bool) -> tuple[str, ...]:
    found = {*known, *some} if is_in else set(known) - set(some)
    return tuple(sorted(found))


def _note(roll: Roll, act: OwnAct, campus: str) -> None:
    """Note of each whom an act is about how it stands: the latest act says so."""
    for person in deeds.people_in(act.deed):
        if person not in roll.people and isinstance(act.deed, SetRoster):
            row = next(each for each in act.deed.rows if each.person == person)
            if act.waits or act.problem:
                where = row.campus or campus
                roll.people[person] = CampusPerson(person, row.name, row.role, where, row.email)
        if person in roll.people:
            known, problem = roll.people[person], act.problem_of(person)
            roll.people[person] = replace(known, waits=act.waits, problem=problem)
    if isinstance(act.deed, SetCohort) and act.deed.cohort in roll.cohorts:
        cohort = roll.cohorts[act.deed.cohort]
        roll.cohorts[cohort.cohort] = replace(cohort, waits=act.waits, problem=act.problem)


def _note_codes(roll: Roll, act: OwnAct) -> None:
    until = Milliseconds(act.at + CODE_LIFE_MILLISECONDS)
    match act.deed:
        case MakeCodes(codes=codes):
            for each in codes:
                if each.person in roll.people:
                    known = roll.people[each.person]
                    roll.people[each.person] = replace(known, code_until=until)
        case LetIn(codes=verifiers):
            given = {each.learner: Milliseconds(each.expires_at) for each in verifiers}
            for person, expires_at in _linked(roll, given):
                roll.people[person] = replace(roll.people[person], code_until=expires_at)


def _linked(roll: Roll, given: dict[str, Milliseconds]) -> Iterator[tuple[str, Milliseconds]]:
    for person, known in list(roll.people.items()):
        found = [given[learner] for learner in known.learners if learner in given]
        if found:
            yield person, max(found)
