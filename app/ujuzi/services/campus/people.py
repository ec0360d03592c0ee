"""The people of a campus and its cohorts, at their coordinator's: what she knows and decides.

What the hub says is folded with her own acts that it has not answered, so that what she did shows
at once (`services.campus.roll`). Each verb signs acts (`services.campus.acts`); the hub decides.
Nothing is written before she says so. Who is coordinator on this computer reads it, and nobody
else.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ujuzi.domain.event import LearnerId, Milliseconds
from ujuzi.domain.personal import alike, hides, personal
from ujuzi.domain.subjects import PROFILE
from ujuzi.domain.text import natural
from ujuzi.errors import Code, RefusedError
from ujuzi.services.campus import roster_file, roster_rows, slips
from ujuzi.services.campus.acts import CampusActs, concerned
from ujuzi.services.campus.listed import CampusPerson as CampusPerson
from ujuzi.services.campus.listed import Cohort as Cohort
from ujuzi.services.campus.listed import Enlisting as Enlisting
from ujuzi.services.campus.listed import PreviewRow as PreviewRow
from ujuzi.services.campus.listed import RosterPreview as RosterPreview
from ujuzi.services.campus.listed import RowKind as RowKind
from ujuzi.services.campus.listed import Slip as Slip
from ujuzi.services.campus.listed import SlipKind as SlipKind
from ujuzi.services.campus.listed import matching as matching
from ujuzi.services.campus.roll import OwnAct, Roll, roll_of
from ujuzi.services.campus.roster_rows import RosterContext
from ujuzi.services.campus.slips import MadeSlip
from ujuzi.services.campus.told import Told
from ujuzi.services.clock import Clock
from ujuzi.services.people.office import Office, OfficeState
from ujuzi.services.people.people import People
from ujuzi.store import acts as heard
from ujuzi.store import campus_names, grants, inbox, received_states
from ujuzi.store.acts import ActStanding
from ujuzi.store.database import Database
from ujuzi.wire import acts, deeds, documents
from ujuzi.wire.acts import CODE_LIFE_MILLISECONDS
from ujuzi.wire.deeds import (
    Deed,
    EndPerson,
    Enrol,
    MakeCodes,
    MovePerson,
    RosterRow,
    SetCohort,
    SetRoster,
)
from ujuzi.wire.documents import CohortDocument, RosterLink, RosterPerson
from ujuzi.wire.grants import Grant

ANSWERED = frozenset({ActStanding.LANDED, ActStanding.REFUSED, ActStanding.OVERRULED})
COHORT_BYTES = 8
TAKEN = frozenset({RowKind.NEW, RowKind.CHANGED})
"""Rows that are taken in unasked; one that is doubtful only where its line is chosen."""


class CampusPeople:
    """Who studies on a campus, as far as its coordinator knows."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        office: Office,
        signing: CampusActs,
        people: People,
        told: Told,
    ) -> None:
        self._db = db
        self._clock = clock
        self._office = office
        self._acts = signing
        self._people = people
        self._told = told

    def everybody(self, by: LearnerId) -> tuple[CampusPerson, ...]:
        """Return everybody by name, also profiles of the campus that are no person's.

        Raises RefusedError `office-missing` or `grant-ended`.
        """
        campus = self._grant(by).campus
        people = list(self._roll(campus).people.values())
        known = {learner for each in people for learner in each.learners}
        links = self._links()
        numbers = {each.person for each in people}
        for learner, (name, role) in self._profiles().items():
            if learner in known:
                continue
            link = links.get(learner)
            if link is not None and link.person in numbers:
                people = [_with_profile(each, link.person, learner) for each in people]
            elif link is not None:
                people.append(
                    CampusPerson(link.person, link.name, link.role, campus, learners=(learner,))
                )
            else:
                people.append(CampusPerson("", name, role, campus, learners=(learner,)))
        seen = self._seen(by)
        people = [_seen_at(each, seen) for each in people]
        return tuple(sorted(people, key=lambda each: (natural(each.name), each.person)))

    def roster(self, by: LearnerId) -> tuple[tuple[CampusPerson, ...], tuple[Cohort, ...]]:
        """Return who is on the roster, and the cohorts, in no order; raises as `everybody`.

        When people were last seen is not looked for, nor whose profiles are on this computer alone.
        """
        roll = self._roll(self._grant(by).campus)
        return tuple(roll.people.values()), tuple(roll.cohorts.values())

    def codes(self, by: LearnerId) -> dict[str, bytes]:
        """Return the hash of the code to link by that each person was given here last."""
        found = {}
        for act in self._decided(self._grant(by).campus):
            if isinstance(act.deed, MakeCodes):
                found.update({each.person: each.digest for each in act.deed.codes})
        return found

    def cohorts(self, by: LearnerId) -> tuple[Cohort, ...]:
        """Return the cohorts by name, those that have ended last; raises as `everybody`."""
        found = self._roll(self._grant(by).campus).cohorts.values()
        return tuple(sorted(found, key=lambda each: (each.ended, natural(each.name), each.cohort)))

    def campuses(self, by: LearnerId) -> tuple[tuple[str, str], ...]:
        """Return id and name of each campus that is known here to which somebody may move, by name.

        A name that is not known is the id. Raises as `everybody`.
        """
        own, names = self._grant(by).campus, campus_names.known(self._db)
        found = {each.campus for each in self._roll(own).people.values()} | {*names}
        named = [(each, names.get(each, each)) for each in found - {"", own}]
        return tuple(sorted(named, key=lambda each: (natural(each[1]), each[0])))

    def computers_of(
        self, by: LearnerId, learners: Collection[str]
    ) -> tuple[tuple[str, Milliseconds], ...]:
        """Return device and date of each computer that told of these profiles, the latest first.

        It is nobody's while her office is locked, and never this computer's.
        """
        found: dict[str, Milliseconds] = {}
        for told in self._told(by).learners:
            if told.learner in learners and told.used_at:
                used = Milliseconds(told.used_at - told.ahead)
                found[told.device] = max(used, found.get(told.device, Milliseconds(0)))
        return tuple(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    def preview(
        self, by: LearnerId, path: Path, encoding: str = "", sheet: str = ""
    ) -> RosterPreview:
        """Return what a roster of CSV, XLSX or ODS will do; changes nothing.

        Raises as `everybody` and as `roster_file.read`.
        """
        context = self.roster_context(by)
        return roster_rows.preview_of(roster_file.read(path, encoding, sheet), context)

    def roster_context(self, by: LearnerId) -> RosterContext:
        """Return what a roster is held against; raises as `everybody`."""
        grant = self._grant(by)
        known = tuple(self._roll(grant.campus).people.values())
        called = campus_names.name_of(self._db, grant.campus)
        return RosterContext(known, grant.campus, grant.person, called)

    def enlist(
        self, by: LearnerId, preview: RosterPreview, lines: Collection[int] | None = None
    ) -> int:
        """Take in what is new and changed, or the lines that are chosen; return how many people.

        A doubtful row is taken in only where its line is chosen. All are, or none. Raises as acts.
        """
        chosen = [
            row
            for row in preview.rows
            if (row.kind in TAKEN and (lines is None or row.line in lines))
            or (row.kind is RowKind.DOUBTFUL and lines is not None and row.line in lines)
        ]
        rows = tuple(RosterRow(r.person, r.name, r.role, email=r.email) for r in chosen)
        self._sign(by, SetRoster(rows))
        return len(rows)

    def add(
        self, by: LearnerId, person: str, name: str, role: str, email: str = ""
    ) -> CampusPerson:
        """Take in one person, or change her.

        Raises RefusedError `roster-row`, with the `reason` and facts of a row of a file, and as
        acts do.
        """
        values = {"person": person, "name": name, "role": role, "email": email}
        plain = {column: personal(value) for column, value in values.items()}
        reason, facts = roster_rows.refusal(plain)
        known = [
            each.person
            for each in self._roll(self._grant(by).campus).people.values()
            if alike(each.person) == alike(plain["person"])
        ]
        number = plain["person"]
        if not reason and number not in known and len(known) > 1:
            reason, facts = "ambiguous", {"value": number, "people": tuple(known)}
        if reason:
            raise RefusedError(
                Code.ROSTER_ROW, f"This is no entry of a list: {reason}.", reason=reason, **facts
            )
        if number not in known and known:
            (number,) = known
        self._sign(by, SetRoster((RosterRow(number, plain["name"], role, email=plain["email"]),)))
        return self._person(by, number)

    def move(self, by: LearnerId, person: str, campus: str) -> None:
        """Say that somebody is now of another campus of the institution, or ("") not of this one.

        Raises RefusedError `person-unknown`, and as acts do.
        """
        self._person(by, person)
        self._sign(by, MovePerson(person, campus))

    def end(self, by: LearnerId, person: str) -> None:
        """Say that somebody has left the institution; raises as `move`."""
        self._person(by, person)
        self._sign(by, EndPerson(person, self._acts.known_time()))

    def set_cohort(
        self,
        by: LearnerId,
        cohort: str | None,
        name: str,
        courses: Sequence[str],
        begins: str = "",
        ends: str = "",
    ) -> Cohort:
        """Make a cohort, or change one; days are as 2026-03-12, or empty.

        Raises RefusedError `cohort-name`, `days-wrong`, `cohort-courses` or `cohort-unknown`, and
        as acts do.
        """
        plain = personal(name)
        if not 0 < len(plain) <= deeds.NAME_LENGTH or hides(plain):
            raise RefusedError(
                Code.COHORT_NAME, f"A cohort's name has 1 to {deeds.NAME_LENGTH} letters.",
                most=deeds.NAME_LENGTH,
            )  # fmt: skip
        if not (_is_day(begins) and _is_day(ends)) or (begins and ends and ends < begins):
            raise RefusedError(Code.DAYS_WRONG, "A cohort ends on the day it begins, or later.")
        if cohort is not None:
            self._cohort(by, cohort)
        id_ = cohort or secrets.token_hex(COHORT_BYTES)
        ordered = tuple(dict.fromkeys(courses))
        deed = SetCohort(id_, plain, ordered, begins, ends)
        deeds.check_courses(deed)
        self._sign(by, deed)
        return self._cohort(by, id_)

    def end_cohort(self, by: LearnerId, cohort: str) -> None:
        """Say that a cohort is over; raises RefusedError `cohort-unknown`, and as acts do."""
        known = self._cohort(by, cohort)
        self._sign(
            by,
            SetCohort(cohort, known.name, known.courses, known.begins, known.ends, ended=True),
        )

    def enrol(
        self,
        by: LearnerId,
        people: Sequence[str],
        *,
        cohort: str = "",
        courses: Sequence[str] = (),
        is_in: bool = True,
    ) -> int:
        """Put people into a cohort or into courses, or take them out; return how many.

        Of many she herself is left out. Raises RefusedError `person-unknown`, `cohort-unknown`, and
        as acts do.
        """
        if cohort:
            self._cohort(by, cohort)
        chosen = tuple(each.person for each in self._others(by, people))
        if chosen and (cohort or courses):
            self._sign(by, Enrol(chosen, cohort, tuple(courses), is_in))
        return len(chosen)

    def slips(
        self, by: LearnerId, people: Sequence[str], progress: slips.Report | None = None
    ) -> tuple[Slip, ...]:
        """Make a new code for each of these people; it is shown once, and kept nowhere in clear.

        Those of a page are made beside the desk, by `slips.make_slips`. Raises as `due` and acts.
        """
        return self.hand_out(by, slips.make(self.due(by, people), progress))

    def due(self, by: LearnerId, people: Sequence[str]) -> tuple[CampusPerson, ...]:
        """Return who is to be given a code, by name: of many she herself is left out.

        Raises RefusedError `person-unknown`, `act-herself`, `office-locked`, and as `everybody`.
        """
        self._office.key_for(by)
        return self._others(by, people)

    def hand_out(self, by: LearnerId, made: Sequence[MadeSlip]) -> tuple[Slip, ...]:
        """Sign codes that were made, and return their slips; raises as acts do."""
        until = Milliseconds(self._acts.known_time() + CODE_LIFE_MILLISECONDS)
        self._acts.sign_all(by, slips.deeds_of(made, until))
        return slips.slips_of(made, until, campus_names.known(self._db))

    def _sign(self, by: LearnerId, deed: Deed) -> None:
        self._acts.sign_all(by, deeds.cut(deed))

    def _grant(self, by: LearnerId) -> Grant:
        """Return her grant, also while her office is locked."""
        standing = self._office.standing(by)
        if standing.state is OfficeState.ENDED:
            raise RefusedError(Code.GRANT_ENDED, "You are coordinator of this campus no more.")
        believed = grants.believed(self._db)
        for each in believed.grants if believed else ():
            if standing.grant and each.id == standing.grant:
                return each
        raise RefusedError(Code.OFFICE_MISSING, "You are not coordinator on this computer.")

    def _person(self, by: LearnerId, person: str) -> CampusPerson:
        found = next((each for each in self.everybody(by) if each.person == person), None)
        if found is None or not person:
            raise RefusedError(Code.PERSON_UNKNOWN, f"Nobody has the number {person}.")
        return found

    def _cohort(self, by: LearnerId, cohort: str) -> Cohort:
        found = self._roll(self._grant(by).campus).cohorts.get(cohort)
        if found is None:
            raise RefusedError(Code.COHORT_UNKNOWN, "There is no such cohort.")
        return found

    def _others(self, by: LearnerId, people: Sequence[str]) -> tuple[CampusPerson, ...]:
        """Return these people by name, but her."""
        own, wanted = alike(self._grant(by).person), set(people)
        found = [each for each in self.everybody(by) if each.person and each.person in wanted]
        if missing := wanted - {each.person for each in found}:
            raise RefusedError(Code.PERSON_UNKNOWN, f"Nobody has the number {min(missing)}.")
        others = tuple(each for each in found if alike(each.person) != own)
        if found and not others:
            raise RefusedError(Code.ACT_HERSELF, "You decide nothing about yourself.")
        return others

    def _roll(self, campus: str) -> Roll:
        people = _read(self._db, documents.ROSTER, RosterPerson)
        cohorts = _read(self._db, documents.COHORT, CohortDocument)
        return roll_of(people, cohorts, self._decided(campus), campus)

    def _decided(self, campus: str) -> Iterator[OwnAct]:
        """Yield the acts that were signed on this computer for a campus, in their order."""
        enclosed = heard.enclosures(self._db)
        order = sorted(heard.heard(self._db), key=lambda act: (act.heard_at, act.grant, act.number))
        for act in order:
            said = acts.read(act.wire)
            deed = said.deed_with(enclosed.get(act.digest, b""))
            if deed is None or act.digest not in enclosed or said.campus != campus:
                continue
            answered = act.standing in ANSWERED
            problem = act.problem if act.standing is not ActStanding.LANDED and answered else ""
            about = concerned(self._db, act, deeds.people_in(deed)) if problem else ""
            yield OwnAct(deed, Milliseconds(said.at), not answered, problem, about)

    def _links(self) -> dict[LearnerId, RosterLink]:
        """Return to whom profiles of this computer are linked."""
        found = {}
        for document in inbox.of_kind(self._db, documents.LINK):
            link = documents.read(document.payload, RosterLink)
            if link is not None and link.person:
                found[LearnerId(document.id)] = link
        return found

    def _profiles(self) -> dict[LearnerId, tuple[str, str]]:
        """Return name and role of each profile of the campus that is known here."""
        found = {}
        for document in inbox.of_kind(self._db, documents.PROFILE):
            state = received_states.state_in(document.payload, PROFILE)
            if state is not None:
                found[LearnerId(document.id)] = state.name.value, state.role.value
        for person in self._people.all():
            found[person.learner] = person.name, person.role
        return found

    def _seen(self, by: LearnerId) -> dict[str, Milliseconds]:
        """Return when each learner was last seen: here, and as the campus's computers told."""
        found = {
            str(each.learner): each.last_used
            for each in self._people.all()
            if each.last_used is not None
        }
        for told in self._told(by).learners:
            used = Milliseconds(told.used_at - told.ahead) if told.used_at else Milliseconds(0)
            if used > found.get(told.learner, 0):
                found[told.learner] = used
        return found


def _read(db: Database, kind: str, type_: type[documents.P]) -> Iterator[documents.P]:
    for document in inbox.of_kind(db, kind):
        told = documents.read(document.payload, type_)
        if told is not None:
            yield told


def _with_profile(each: CampusPerson, person: str, learner: LearnerId) -> CampusPerson:
    if each.person != person:
        return each
    return replace(each, learners=(*each.learners, learner))


def _seen_at(person: CampusPerson, seen: Mapping[str, Milliseconds]) -> CampusPerson:
    latest = max((seen[each] for each in person.learners if each in seen), default=None)
    return person if latest is None else replace(person, seen_at=latest)


def _is_day(said: str) -> bool:
    try:
        return not said or date.fromisoformat(said).isoformat() == said
    except ValueError:
        return False
