"""What a coordinator does for her campus where no network is: each verb signs one act.

It is recorded in her own log, so that it goes up, and done on this computer at once; every computer
of the campus that hears of it does what concerns it, and the hub decides again (`sync.acts`).
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ujuzi.credentials.secrets import new_code, plain_code, verifier_of
from ujuzi.domain import authority
from ujuzi.domain.authority import Act, Role
from ujuzi.domain.event import CoordinatorActed, LearnerId, Milliseconds
from ujuzi.domain.personal import alike
from ujuzi.errors import Code, RefusedError
from ujuzi.services.clock import Clock
from ujuzi.services.people.office import Office
from ujuzi.services.people.people import People
from ujuzi.store import acts as heard
from ujuzi.store import event_log, inbox, introductions
from ujuzi.store import grants as lists
from ujuzi.store.acts import ActStanding as ActStanding
from ujuzi.store.database import Database

if TYPE_CHECKING:
    from ujuzi.store.acts import HeardAct
    from ujuzi.wire.deeds import Deed


@dataclass(frozen=True, slots=True)
class CampusAct:
    """An act as people are shown it: who did what, about which computer and whom, and its standing.

    `at` is when she signed it, as it was known there. `act` is empty where a later program signed
    it. `answer` is `she`, `not-she`, `retired`, `stolen` or `withdrawn`; `problem` an error's code.
    `people` are the staff numbers that it lists, and `concerned` is the one because of whom it does
    not count: both are known on the computer alone on which it was signed.
    """

    key: str
    grant: str
    number: int
    by: str
    act: Act | None
    device: str
    learner: str
    answer: str
    at: Milliseconds
    standing: ActStanding
    problem: str
    people: tuple[str, ...] = ()
    concerned: str = ""


class CampusActs:
    """The acts of a campus's coordinators, and the verbs by which one of them acts."""

    def __init__(self, db: Database, clock: Clock, office: Office, people: People) -> None:
        self._db = db
        self._clock = clock
        self._office = office
        self._people = people

    def admit(self, by: LearnerId, device: str) -> CampusAct:
        """Take in a computer that asked to be, as its bundle brought that here.

        Raises RefusedError `device-unknown` where none has asked under this id, or two with two
        keys have; and what `sign` raises.
        """
        from ujuzi.wire import introduction
        from ujuzi.wire.deeds import AdmitComputer

        found = {}
        for _digest, name, wire in introductions.waiting(self._db):
            if name == device:
                read = introduction.read(wire)
                found[read.asked.public_key] = read.name
        if len(found) != 1:
            raise RefusedError(
                Code.DEVICE_UNKNOWN, f"No computer {device} asks to be taken in.", device=device
            )
        ((key, name),) = found.items()
        return self.sign(by, AdmitComputer(device, key, name[:200]))

    def judge(self, by: LearnerId, learner: str, device: str, *, was_she: bool) -> CampusAct:
        """Say that it was she who used a computer, or that it was not; raises as `sign`."""
        from ujuzi.wire.deeds import JudgeSeat

        return self.sign(by, JudgeSeat(learner, device, was_she))

    def revoke(self, by: LearnerId, device: str, reason: Literal["retired", "stolen"]) -> CampusAct:
        """Say that a computer is of the campus no more; raises as `sign`."""
        from ujuzi.wire.deeds import RevokeComputer

        return self.sign(by, RevokeComputer(device, reason))

    def renew_steward_code(self, by: LearnerId, device: str) -> str:
        """Return a one-time code with which a new steward code is made at a computer.

        It is good for 14 days. Raises as `sign`.
        """
        from ujuzi.wire.acts import CODE_LIFE_MILLISECONDS
        from ujuzi.wire.deeds import RenewStewardCode

        code = new_code()
        until = self.known_time() + CODE_LIFE_MILLISECONDS
        self.sign(by, RenewStewardCode(device, verifier_of(plain_code(code)), until))
        return code

    def reset_pin(self, by: LearnerId, learner: str, device: str) -> str:
        """Return a one-time code with which somebody sets a new PIN at a computer.

        It is good for 14 days. Raises as `sign`.
        """
        from ujuzi.wire.acts import CODE_LIFE_MILLISECONDS
        from ujuzi.wire.deeds import ResetPin

        code = new_code()
        until = self.known_time() + CODE_LIFE_MILLISECONDS
        self.sign(by, ResetPin(device, learner, verifier_of(plain_code(code)), until))
        return code

    def known_time(self) -> Milliseconds:
        """Return when she acts: by the clock here, or the hub's latest date if that is later.

        By a clock that lost its battery a code would have run out before anybody types it.
        """
        from ujuzi.sync.acts import known_time

        return known_time(self._db, self._clock.now())

    def listed(self) -> tuple[CampusAct, ...]:
        """Return all acts that were heard here, the latest first."""
        known = lists.believed(self._db)
        names = {each.id: each.name for each in known.grants} if known else {}
        enclosures = heard.enclosures(self._db)
        found = [
            _shown(self._db, each, names.get(each.grant, ""), enclosures)
            for each in heard.heard(self._db)
        ]
        return tuple(sorted(found, key=lambda each: (-each.at, each.grant, -each.number)))

    def confirm(self, key: str, steward_code: str) -> CampusAct:
        """Let an act count whose grant has run out: this computer's steward says so.

        Raises RefusedError `act-unknown`, and what `People.check_steward_code` raises.
        """
        from ujuzi.sync import acts

        act = next((each for each in heard.heard(self._db) if _key(each) == key), None)
        if act is None or act.standing is not ActStanding.NEEDS_CODE:
            raise RefusedError(Code.ACT_UNKNOWN, "This act does not wait for the steward code.")
        self._people.check_steward_code(steward_code, Act.RESET_PIN)
        acts.confirm(self._db, act, self._clock.now())
        return next(each for each in self.listed() if each.key == key)

    def sign(self, by: LearnerId, deed: Deed) -> CampusAct:
        """Sign an act as her next, record it, and do what of it concerns this computer.

        Raises RefusedError `not-allowed`, `act-herself`, `act-too-long`, `office-missing`,
        `office-locked`, `grant-ended` or `computer-closed`. Where the grant has run out the act is
        signed all the same, and waits at each computer for its steward code.
        """
        return self.sign_all(by, (deed,))[0]

    def sign_all(self, by: LearnerId, wanted: Iterable[Deed]) -> tuple[CampusAct, ...]:
        """Sign one act a deed (`wire.deeds.cut`), all or none; raises as `sign`."""
        from ujuzi.sync import acts as checked
        from ujuzi.wire import acts, deeds

        wanted = tuple(wanted)
        for deed in wanted:
            authority.check(Role.COORDINATOR, deeds.ACTS[type(deed)])
        grant, key = self._office.key_for(by)
        own = self._own_profiles(by, grant.person)
        for deed in wanted:
            names_her = any(alike(each) == alike(grant.person) for each in deeds.people_in(deed))
            if names_her or not own.isdisjoint(deeds.learners_in(deed)):
                raise RefusedError(Code.ACT_HERSELF, "You decide nothing about yourself.")
        first, previous = self._office.next_act(by)
        now, at = self._clock.now(), self.known_time()
        signed: list[bytes] = []
        with self._db.atomic():
            for number, deed in enumerate(wanted, first):
                enclosure = acts.enclosure_of(deed, os.urandom(acts.SALT_BYTES))
                wire = acts.sign(
                    deed,
                    grant=grant.id,
                    number=number,
                    previous=previous,
                    campus=grant.campus,
                    at=at,
                    key=key,
                    enclosure=enclosure,
                    signed_on=event_log.device_id(self._db),
                )
                body = CoordinatorActed(
                    act=deeds.ACTS[type(deed)],
                    signed=base64.b64encode(wire).decode(),
                    enclosure=base64.b64encode(enclosure).decode(),
                )
                event_log.append(self._db, by, body, now)
                previous = acts.digest_of(wire)
                signed.append(previous)
                checked.take(self._db, wire, now)
            if signed:
                self._office.note_act(by, first + len(signed) - 1, previous)
            checked.settle(self._db, now)
        enclosures = heard.enclosures(self._db)
        shown = {
            each.digest: _shown(self._db, each, grant.name, enclosures)
            for each in heard.heard(self._db, grant.id)
            if each.digest in signed
        }
        return tuple(shown[each] for each in signed)

    def _own_profiles(self, by: LearnerId, person: str) -> set[str]:
        """Return the profiles that are known here to be hers."""
        from ujuzi.wire import documents
        from ujuzi.wire.documents import RosterLink

        found = {str(by)}
        for document in inbox.of_kind(self._db, documents.LINK):
            link = documents.read(document.payload, RosterLink)
            if link is not None and link.person == person:
                found.add(document.id)
        return found


def _key(act: HeardAct) -> str:
    return f"{act.grant}-{act.number}-{act.digest.hex()[:8]}"


def _shown(db: Database, act: HeardAct, by: str, enclosures: Mapping[bytes, bytes]) -> CampusAct:
    from ujuzi.wire import acts, deeds

    said = acts.read(act.wire)
    deed = said.deed_with(enclosures.get(act.digest, b""))
    known: Act | None = None
    with suppress(ValueError):
        known = Act(said.act)
    answer = str(getattr(deed, "reason", ""))
    if isinstance(deed, deeds.JudgeSeat):
        answer = "she" if deed.was_she else "not-she"
    elif isinstance(deed, deeds.Announce):
        answer = "withdrawn" if deed.withdrawn else ""
    people = deeds.people_in(deed) if deed else ()
    return CampusAct(
        key=_key(act),
        grant=act.grant,
        number=act.number,
        by=by,
        act=known,
        device=getattr(deed, "device", ""),
        learner=getattr(deed, "learner", ""),
        answer=answer,
        at=Milliseconds(said.at),
        standing=act.standing,
        problem=act.problem,
        people=people,
        concerned=concerned(db, act, people) if act.problem else "",
    )


def concerned(db: Database, act: HeardAct, people: Sequence[str]) -> str:
    """Return because of whom of an act's people the hub says no, as far as that is known here."""
    from ujuzi.wire import acts, documents

    document = inbox.find(db, documents.ACT, f"{act.grant}-{act.number:08}")
    told = acts.read_landed(document.payload) if document else None
    place = told.place if told and told.wire == act.wire else -1
    return people[place] if 0 <= place < len(people) else ""
