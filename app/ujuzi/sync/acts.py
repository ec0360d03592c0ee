"""Which acts of coordinators a computer believes, with no network, and what it does of them.

An act counts where the list of grants (`sync.grants`) names its grant, whose key signed it; where
it follows the one before, and no other has its number; where it is about this campus, and not about
its holder; and while the grant is in force by the latest date of the hub, or by this computer's own
clock where that is later. Past that day it needs the steward code beside it. Of a grant that ended
as `left` what continues the chain counts; of one that is distrusted, what had landed by then.

Whether a code has run out is judged by the hub's dates alone, where one is known.
What the hub says of an act stands above all of this. Nothing that was done is undone; a PIN that
was set with a code of a coordinator who is distrusted is asked anew. A code that lets somebody sign
in is good until the hub has spoken: then its own document of it is, or nothing. Where no
coordinator holds her office any more, what the hub said of the campus's people and cohorts goes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress

from ujuzi.domain.authority import Act, Role, may
from ujuzi.domain.event import DeviceId, LearnerId, Milliseconds
from ujuzi.errors import Code, RefusedError
from ujuzi.store import accounts, event_log, held, hub_date, inbox, offices
from ujuzi.store import acts as kept
from ujuzi.store import grants as lists
from ujuzi.store.acts import ActCode, ActStanding, HeardAct
from ujuzi.store.database import Database
from ujuzi.sync import grants
from ujuzi.wire import acts, bundle, deeds, documents
from ujuzi.wire.acts import SignedAct
from ujuzi.wire.batch import NOTHING_BEFORE
from ujuzi.wire.bundle import Bundle
from ujuzi.wire.carrying import CampusComputer
from ujuzi.wire.deeds import (
    AdmitComputer,
    CodeVerifier,
    Deed,
    LetIn,
    RenewStewardCode,
    ResetPin,
    RevokeComputer,
)
from ujuzi.wire.documents import RosterLink
from ujuzi.wire.grants import DISTRUSTED, Grant, GrantList
from ujuzi.wire.messages import Document

HANDED_ON_FOR = 180 * 24 * 3600 * 1000
"""Milliseconds before the latest act that was heard."""
MOST_HANDED_ON = 1000
"""Acts in a bundle, the latest."""
MOST_OF_A_GRANT = 10_000
"""Acts of one grant that are kept; nobody signs as many."""

OF_OFFICES = (documents.ROSTER, documents.COHORT)
"""The documents that come only to where a coordinator holds her office."""

OPEN = frozenset({ActStanding.WAITS, ActStanding.NEEDS_CODE, ActStanding.HELD})
"""How acts stand of which something may yet come."""

log = logging.getLogger(__name__)


def take(db: Database, wire: bytes, now: Milliseconds) -> bool:
    """Keep an act that came by folder or relay; return whether it is new. `settle` does it.

    One of a grant that no list here names is not kept: it comes again, as long as anybody has it.
    Raises RefusedError `act-malformed`, or `signature-wrong` where the key of its grant did not
    sign it.
    """
    said = acts.read(wire)
    known = lists.believed(db)
    grant = known.find(said.grant) if known else None
    if grant is None:
        return False
    acts.verify(wire, grant.public_key)
    return kept.count(db, said.grant) < MOST_OF_A_GRANT and kept.put(db, wire, now)


def handed_on(db: Database) -> list[tuple[int, bytes]]:
    """Return what other computers of the campus may lack, as the items of a bundle.

    The list of coordinators, and their acts of the last `HANDED_ON_FOR`, as they were signed.
    """
    wire = lists.signed(db)
    if wire is None:
        return []
    heard = kept.heard(db)
    latest = max((each.heard_at for each in heard), default=Milliseconds(0))
    young = [
        each.wire
        for each in heard
        if each.standing is not ActStanding.REFUSED and latest - each.heard_at < HANDED_ON_FOR
    ]
    return [(bundle.GRANTS, wire), *((bundle.ACT, each) for each in young[-MOST_HANDED_ON:])]


def take_bundle(db: Database, found: Bundle, now: Milliseconds) -> None:
    """Take the lists and acts of a bundle; whatever is not believed says nothing."""
    for wire in found.of_kind(bundle.GRANTS):
        with suppress(RefusedError):
            grants.take(db, wire)
    for wire in found.of_kind(bundle.ACT):
        with suppress(RefusedError):
            take(db, wire, now)


def are_told_of(taken: Iterable[Document]) -> bool:
    """Whether documents say something of grants or acts."""
    return not {documents.GRANTS, documents.ACT}.isdisjoint({each.kind for each in taken})


def settle(db: Database, now: Milliseconds) -> None:
    """Take what documents say of grants and acts, and do what counts; `now` is the own clock's.

    To be called after lists or acts have come, or documents that tell of them, by whatever road.
    """
    with db.atomic():
        for document in inbox.of_kind(db, documents.GRANTS):
            with suppress(RefusedError):
                grants.take(db, document.payload)
        landed = _landed(db, now)
        known = lists.believed(db)
        if known is None:
            return
        time = known_time(db, now)
        for grant in known.grants:
            offices.note_grant(db, grant.public_key.hex(), grant.id)
            _decide(db, known, grant, landed, time)
            if grant.ended == DISTRUSTED:
                for learner in map(LearnerId, kept.void_codes(db, grant.id)):
                    if accounts.get(db, learner) is not None:
                        accounts.put_verifier(db, learner, accounts.ASKED_ANEW)
        if not any(offices.learner_of(db, each.id) for each in known.grants if not each.ended):
            for kind in OF_OFFICES:
                inbox.drop(db, kind)


def known_time(db: Database, now: Milliseconds) -> Milliseconds:
    """Return what time it is at least: the latest date of the hub, or the own clock if later."""
    return max(hub_date.latest(db) or now, now)


def confirm(db: Database, act: HeardAct, now: Milliseconds) -> None:
    """Do an act whose grant has run out: the steward has said so by her code.

    Raises RefusedError `act-unknown` where it does not wait for that.
    """
    known = lists.believed(db)
    grant = known.find(act.grant) if known else None
    if grant is None or act.standing is not ActStanding.NEEDS_CODE:
        raise RefusedError(Code.ACT_UNKNOWN, "This act does not wait for the steward code.")
    with db.atomic():
        _do(db, grant, act, known_time(db, now), ActStanding.DONE)
        settle(db, now)


def _landed(db: Database, now: Milliseconds) -> dict[bytes, tuple[ActStanding, str]]:
    """Keep the acts of which the hub has said something; return that, by their digests."""
    found = {}
    for document in inbox.of_kind(db, documents.ACT):
        told = acts.read_landed(document.payload)
        if told is None:
            continue
        with suppress(RefusedError):
            take(db, told.wire, now)
            done = told.standing == "done"
            standing = ActStanding.LANDED if done else ActStanding.REFUSED
            found[acts.digest_of(told.wire)] = standing, told.problem
    return found


def _decide(
    db: Database,
    known: GrantList,
    grant: Grant,
    landed: dict[bytes, tuple[ActStanding, str]],
    time: Milliseconds,
) -> None:
    """Decide the acts of one grant, in their order."""
    all_ = kept.heard(db, grant.id)
    last = grant.last_digest or NOTHING_BEFORE
    chain = acts.chained((each.wire for each in all_), grant.last_act, last)
    for act in all_:
        if act.digest in landed:
            standing, problem = landed[act.digest]
            _forget_codes(db, act)
            if standing is ActStanding.LANDED and act.standing in OPEN:
                _do(db, grant, act, time, standing)
            elif standing is ActStanding.REFUSED and act.standing is ActStanding.DONE:
                kept.settle(db, act, ActStanding.OVERRULED, problem)
            elif act.standing is not ActStanding.OVERRULED:
                kept.settle(db, act, standing, problem)
        elif act.standing in OPEN:
            said = acts.read(act.wire)
            problem = _problem(db, known, grant, said)
            if problem:
                kept.settle(db, act, ActStanding.REFUSED, problem)
            elif grant.ended == DISTRUSTED and act.number > grant.last_act:
                kept.settle(db, act, ActStanding.HELD, Code.ACT_DISTRUSTED)
            elif chain.get(act.number) != act.wire:
                _hold(db, act, said, all_, chain)
            elif time > grant.until:
                kept.settle(db, act, ActStanding.NEEDS_CODE, Code.GRANT_RAN_OUT)
            else:
                _do(db, grant, act, time, ActStanding.DONE)


def _hold(
    db: Database,
    act: HeardAct,
    said: SignedAct,
    all_: Sequence[HeardAct],
    chain: dict[int, bytes],
) -> None:
    """Let an act that is not in its chain wait for those before it, or for a person."""
    number = act.number
    if any(each.number == number and each.digest != act.digest for each in all_):
        kept.settle(db, act, ActStanding.HELD, Code.ACT_TWICE)
    elif number - 1 in chain and acts.digest_of(chain[number - 1]) != said.previous:
        kept.settle(db, act, ActStanding.HELD, Code.ACT_CHAIN)
    else:
        kept.settle(db, act, ActStanding.WAITS)


def _problem(db: Database, known: GrantList, grant: Grant, said: SignedAct) -> str:
    """Return why an act can never count here; empty where nothing speaks against it."""
    if said.campus != known.campus:
        return Code.ACT_ELSEWHERE
    deed = said.deed
    if deed is None and said.act not in deeds.FOR_THE_HUB:
        return ""
    if not may(Role(grant.role), Act(said.act)):
        return Code.NOT_ALLOWED
    return Code.ACT_HERSELF if deed is not None and _is_about_herself(db, grant, deed) else ""


def _is_about_herself(db: Database, grant: Grant, deed: Deed) -> bool:
    """Whether a deed is about the profile of the grant's holder, as far as that is known here."""
    for learner in deeds.learners_in(deed):
        link = inbox.read(db, documents.LINK, learner, RosterLink)
        is_linked = link is not None and link.person == grant.person
        if is_linked or offices.learner_of(db, grant.id) == learner:
            return True
    return False


def _do(
    db: Database, grant: Grant, act: HeardAct, time: Milliseconds, standing: ActStanding
) -> None:
    """Do what of an act concerns this computer; a deed of a later program stays open.

    What is enclosed is for the hub alone.
    """
    said = acts.read(act.wire)
    deed = said.deed
    if deed is None and not (said.act in deeds.FOR_THE_HUB and said.enclosed):
        kept.settle(db, act, ActStanding.WAITS, Code.ACT_UNKNOWN)
        return
    match deed:
        case AdmitComputer(device=device, public_key=key, name=name):
            held.add_computer(db, CampusComputer(device, name, key))
        case RevokeComputer(device=device, reason="stolen"):
            held.remove_computer(db, device)
        case ResetPin(device=device, learner=learner) if _is_here(db, device):
            code = _code(deed, grant, said)
            if (hub_date.latest(db) or time) <= code.expires_at:
                kept.put_code(db, Act.RESET_PIN, learner, code, act.number)
        case RenewStewardCode(device=device) if _is_here(db, device):
            code = _code(deed, grant, said)
            if (hub_date.latest(db) or time) <= code.expires_at:
                whose = kept.OF_THE_STEWARD
                kept.put_code(db, Act.RENEW_STEWARD_CODE, whose, code, act.number)
        case LetIn(codes=codes) if standing is ActStanding.DONE:
            for each in codes:
                found = _code(each, grant, said)
                kept.put_code(db, Act.LET_IN, each.learner, found, act.number)
        case _:
            pass
    kept.settle(db, act, standing)
    log.info("The act %d of the grant %s: %s.", act.number, grant.id, standing)


def _forget_codes(db: Database, act: HeardAct) -> None:
    """Let the codes of an act let nobody in any more: the hub has decided of them."""
    if act.standing is not ActStanding.DONE:
        return
    deed = acts.read(act.wire).deed
    for each in deed.codes if isinstance(deed, LetIn) else ():
        code = kept.code_of(db, Act.LET_IN, each.learner)
        if code is not None and code.verifier == each.verifier:
            kept.forget_code(db, Act.LET_IN, each.learner)


def _code(
    deed: ResetPin | RenewStewardCode | CodeVerifier, grant: Grant, said: SignedAct
) -> ActCode:
    """Return a code of an act: good for a fortnight, and never long beyond the grant.

    Whoever signed it may have had a clock that says 2031, or have said whatever she liked.
    """
    until = min(deed.expires_at, min(said.at, grant.until) + acts.CODE_LIFE_MILLISECONDS)
    return ActCode(deed.verifier, Milliseconds(until), grant.id, None)


def _is_here(db: Database, device: str) -> bool:
    """Whether this computer has an identity, or had it before."""
    return DeviceId(device) in {event_log.device_id(db), *event_log.former_ids(db)}
