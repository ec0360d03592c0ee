"""The hub decides again what a coordinator did where no network was, as her grant lets her.

Acts of a grant are taken in their chain's order, each in one transaction that is opened for her as
any other of hers (`hub.store.scope`): the table of `domain.authority` and the bounds of her campus
hold, and nothing is hers to decide about herself. What was done is said to every computer of the
campus, and so is what the hub refuses; what she signed stays beside it. What an act encloses is
told to nobody: its answer says at most about which of the people that it lists (`place`).

    an earlier act is missing            it waits, and so do all after it
    it does not follow the one before,   a person decides (`held`); those that landed stay done
    or another has its number
    its grant was distrusted             a person decides
    its grant has ended as left          it counts, where it follows what landed
    what it is about has not come yet    it is tried again for 90 days, and holds up no other
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from ujuzi.domain.authority import Act
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.assessment.effects import Effects
from ujuzi.hub.feed import feed
from ujuzi.hub.landing import decisions, landing
from ujuzi.hub.people import acts, announcements, cohorts, grants, registration, rolls, staff
from ujuzi.hub.people.acts import DONE, EARLY, HELD, REFUSED, WAITS, KeptAct
from ujuzi.hub.people.grants import HeldGrant
from ujuzi.hub.store import scope as scopes
from ujuzi.hub.store.database import HubDatabase
from ujuzi.hub.store.scope import Scope
from ujuzi.wire.deeds import (
    AdmitComputer,
    Announce,
    Deed,
    EndPerson,
    Enrol,
    JudgeSeat,
    LetIn,
    MakeCodes,
    MovePerson,
    RenewStewardCode,
    ResetPin,
    RevokeComputer,
    SetCohort,
    SetRoster,
)
from ujuzi.wire.grants import DISTRUSTED

NOT_YET = frozenset(
    {Code.DEVICE_UNKNOWN, Code.LEARNER_UNKNOWN, Code.SEAT_UNKNOWN, Code.SUCCESSOR_UNKNOWN}
)
"""What may come with another computer's batches, later than the act about it."""
TRIED_FOR = 90 * 24 * 3600 * 1000
"""Milliseconds."""

FollowUp = Callable[[str, Effects], object]

log = logging.getLogger(__name__)


def decide(database: HubDatabase, grant: str, now: int, follow_up: FollowUp) -> None:
    """Decide what landed of a grant's acts, as far as its chain goes.

    `follow_up` does what is left after a commit. Raises RefusedError `grant-unknown`.
    """
    with database.writing() as connection:
        office = grants.find(connection, grant, lock=True)
        for act in acts.of_grant(connection, office.institution, grant, WAITS, EARLY):
            if act.device == act.said.signed_on and office.ended != DISTRUSTED:
                rolls.open_office(connection, act.device, grant)
        early = acts.of_grant(connection, office.institution, grant, EARLY)
    for act in early:
        _do(database, office, act, now, follow_up)
    while True:
        with database.writing() as connection:
            office = grants.find(connection, grant, lock=True)
            following = _next(connection, office)
        if following is None:
            return
        _do(database, office, following, now, follow_up)


def let_in(
    database: HubDatabase, office: HeldGrant, act: KeptAct, now: int, follow_up: FollowUp
) -> str:
    """Let an act count that was held for a person; return how it stands then.

    Those that follow it are decided as well, where it is the next of its grant.
    """
    standing = _do(database, office, act, now, follow_up, is_held=True)
    decide(database, office.id, now, follow_up)
    return standing


def _next(connection: Connection, office: HeldGrant) -> KeptAct | None:
    """Return the act that is to be decided next; what can never follow is held for a person."""
    waiting = acts.of_grant(connection, office.institution, office.id, WAITS)
    stream = feed.campus_stream(office.institution, office.campus)
    following = []
    for act in waiting:
        said = act.said
        problem = ""
        if office.ended == DISTRUSTED:
            problem = Code.ACT_DISTRUSTED
        elif act.number <= office.last_act:
            problem = Code.ACT_TWICE
        elif act.number == office.last_act + 1:
            following.append(act)
            if said.previous != office.last_digest:
                problem = Code.ACT_CHAIN
                following.remove(act)
        if problem:
            acts.settle(connection, act, HELD, problem, stream)
    if len(following) > 1:
        for act in following:
            acts.settle(connection, act, HELD, Code.ACT_TWICE, stream)
        return None
    return following[0] if following else None


def _do(
    database: HubDatabase,
    office: HeldGrant,
    act: KeptAct,
    now: int,
    follow_up: FollowUp,
    *,
    is_held: bool = False,
) -> str:
    """Do what an act says, or write down why not; return how it stands then."""
    stream = feed.campus_stream(office.institution, office.campus)
    said = act.said
    try:
        deed = act.deed
        if deed is None:
            raise RefusedError(Code.ACT_UNKNOWN, "This hub does not know what this act does.")
        if said.campus != office.campus:
            raise RefusedError(Code.ACT_ELSEWHERE, "This act is about another campus.")
        with scopes.opened(
            database, office.actor, Act(said.act), now,
            institution=office.institution, writes=True,
        ) as scope:  # fmt: skip
            grants.find(scope.connection, office.id, lock=True)
            effects = _done(scope, office, act, deed)
            _note(scope.connection, office, act, now)
            acts.settle(scope.connection, act, DONE, "", stream)
    except RefusedError as refused:
        is_early = refused.code in NOT_YET and now - act.landed_at < TRIED_FOR
        standing = EARLY if is_early else HELD if is_held else REFUSED
        with database.writing() as connection:
            grants.find(connection, office.id, lock=True)
            _note(connection, office, act, now)
            if act.standing != standing or act.problem != refused.code:
                place = refused.facts.get("place", -1)
                acts.settle(
                    connection, act, standing, refused.code, stream,
                    place if isinstance(place, int) else -1,
                )  # fmt: skip
        log.info("The act %d of the grant %s: %s.", act.number, office.id, refused.code)
        return standing
    follow_up(office.institution, effects)
    return DONE


def _note(connection: Connection, office: HeldGrant, act: KeptAct, now: int) -> None:
    """Let the chain of a grant go on from an act, unless it is beyond it already."""
    if act.number > office.last_act and office.ended != DISTRUSTED:
        grants.note_act(connection, office.id, act.number, act.digest, now)


def _done(scope: Scope, office: HeldGrant, act: KeptAct, deed: Deed) -> Effects:
    """Do it, as she may; raises RefusedError."""
    connection, institution, now = scope.connection, office.institution, scope.now
    made_at = max(act.landed_at - TRIED_FOR, min(act.said.at, act.landed_at))
    match deed:
        case AdmitComputer(device=device, public_key=key):
            found = registration.admit_by_act(
                connection, device, key, office.campus, office.id, now
            )
            return landing.follow(connection, found[1], found[0], now) if found else Effects()
        case JudgeSeat(learner=learner, device=device, was_she=was_she):
            _check_computer(scope, device)
            scope.check_learner(learner)
            judge = decisions.confirm if was_she else decisions.deny
            return judge(connection, institution, learner, device, now)
        case RevokeComputer(device=device, reason=reason):
            _check_computer(scope, device)
            registration.revoke(connection, device, reason)
        case ResetPin(device=device, learner=learner):
            _check_computer(scope, device)
            scope.check_learner(learner)
        case RenewStewardCode(device=device):
            _check_computer(scope, device)
        case Announce(announcement=id_, withdrawn=True):
            announcements.withdraw(scope, id_)
        case Announce(announcement=id_, texts=texts, until=until):
            announcements.publish(scope, id_, "campus", office.campus, texts, until)
        case SetRoster(rows=rows):
            staff.set_rows(scope, rows, act.lamport)
        case MovePerson(person=person, campus=campus):
            staff.move(scope, person, campus, act.lamport)
        case EndPerson(person=person, at=at):
            staff.end(scope, person, at, act.lamport)
        case SetCohort():
            cohorts.put(scope, deed, office.campus, act.lamport)
        case Enrol():
            cohorts.enrol(scope, deed, act.lamport)
        case MakeCodes(codes=codes):
            _check_people(scope, (each.person for each in codes))
            return decisions.take_codes(connection, institution, codes, made_at, now)
        case LetIn(codes=verifiers):
            _check_learners(scope, (each.learner for each in verifiers))
            return decisions.let_in(connection, institution, verifiers, made_at, now)
        case _:
            raise RefusedError(Code.ACT_UNKNOWN, "This hub does not know what this act does.")
    return Effects()


def _check_people(scope: Scope, who: Iterable[str]) -> None:
    """Return only if people are of her campus, and she is none of them; raises RefusedError."""
    for place, person in enumerate(who):
        try:
            scope.check_person(person)
        except RefusedError as refused:
            raise RefusedError(refused.code, str(refused), place=place) from refused


def _check_learners(scope: Scope, who: Iterable[str]) -> None:
    for place, learner in enumerate(who):
        try:
            scope.check_learner(learner)
        except RefusedError as refused:
            raise RefusedError(refused.code, str(refused), place=place) from refused


def _check_computer(scope: Scope, device: str) -> None:
    """Return only if a computer is of her campus; raises RefusedError."""
    found = registration.find(scope.connection, device)
    scope.check(found.institution, found.campus)
