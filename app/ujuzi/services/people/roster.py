"""Who people are to their institution: linked to its roster, and known on its other computers.

The hub decides, and says so by documents; what a person says of it is an event. Signing in where
one has never been needs a code of the coordinator or of the computer's keeper, and a new PIN: the
old one never travels. A code of her own proves to the hub that she sits here, and only then come
her notes, results and certificates: the code stays here, and a proof of it goes up with the next
batch. The steward code opens the door and proves nothing; her code may be typed beside it too.

A code's fortnight is judged here, by the latest date of the hub's that is known: a clock that says
2031 ends none.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from ujuzi.credentials.secrets import (
    Purpose,
    checked_pin,
    digest_of,
    matches,
    new_code,
    plain_code,
    proof_of,
    verifier_of,
)
from ujuzi.domain.authority import Act
from ujuzi.domain.changes import Changes
from ujuzi.domain.event import (
    LearnerId,
    PinReset,
    ProfileLinked,
    ProfileUnlinked,
    SignInCodeShown,
    SignInCodeTyped,
)
from ujuzi.domain.profile import ProfileState
from ujuzi.domain.subjects import PROFILE
from ujuzi.domain.text import natural
from ujuzi.errors import Code, RefusedError
from ujuzi.services.clock import Clock
from ujuzi.services.people.people import People, Person
from ujuzi.store import (
    accounts,
    acts,
    departures,
    event_log,
    facts,
    hub_date,
    inbox,
    outbox,
    projections,
    received_states,
)
from ujuzi.store.database import Database
from ujuzi.wire import documents
from ujuzi.wire.documents import RosterLink, SeatDocument, SignInCode

AWAITED = "seat-awaited-"
"""With a learner's id, the fact of what she did last for her seat, and which event tells it."""


class Colleague(msgspec.Struct, frozen=True):
    """Somebody of this campus who has a profile, and no way to sign in on this computer yet."""

    learner: LearnerId
    name: str
    role: str


LEADER = "leader"
"""What an institution's list calls a leader: she may read of groups of its people, unnamed."""


class LinkState(StrEnum):
    """How a profile stands to the institution's list of people."""

    NONE = "none"
    WAITING = "waiting"
    REFUSED = "refused"
    LINKED = "linked"


class SeatState(StrEnum):
    """Whether the hub has confirmed that a learner sits at this computer."""

    CONFIRMED = "confirmed"
    CLAIMED = "claimed"
    TYPED = "typed"
    """She typed a code, and the hub has not heard it yet."""
    REFUSED = "refused"
    """The hub knows no such code of hers, so far."""
    DENIED = "denied"
    """Her coordinator said that it was not she."""


class ProfileLink(msgspec.Struct, frozen=True):
    """Whom the hub has linked a profile to; `name` and `role` are as the list has them.

    `asked`: the coordinator is asked about a code that was typed. `seat` is how the profile stands
    at this computer.
    """

    state: LinkState
    name: str = ""
    role: str = ""
    asked: bool = False
    seat: SeatState = SeatState.CONFIRMED


class Roster:
    """The people of the institution, as far as this computer has to do with them."""

    def __init__(self, db: Database, clock: Clock, people: People) -> None:
        self._db = db
        self._clock = clock
        self._people = people

    def colleagues(self) -> tuple[Colleague, ...]:
        """Return who studies on other computers of this campus, by name, as the hub told."""
        here = set(accounts.learners(self._db))
        found = []
        for document in inbox.of_kind(self._db, documents.PROFILE):
            learner = LearnerId(document.id)
            state = received_states.state_in(document.payload, PROFILE)
            if learner not in here and isinstance(state, ProfileState) and state.name.value:
                found.append(Colleague(learner, state.name.value, state.role.value))
        return tuple(sorted(found, key=lambda each: natural(each.name)))

    def names(self) -> dict[LearnerId, str]:
        """Return what everybody of the campus is called who is known here."""
        here = {person.learner: person.name for person in self._people.all()}
        return {**{each.learner: each.name for each in self.colleagues()}, **here}

    def join(self, learner: LearnerId, code: str, new_pin: str, steward_code: str = "") -> Person:
        """Let a colleague sign in here too, with a new PIN; what is hers follows from the hub.

        The code is her coordinator's for her, or one that another computer of hers showed. Where
        this computer cannot check it, the steward code opens the door beside it, or in its place.
        Raises RefusedError `learner-missing`, `code-expired`, `steward-code-wrong`, `-wait` or
        `-missing`, and what `create` says of PINs.
        """
        verifier = verifier_of(checked_pin(new_pin))
        document = inbox.find(self._db, documents.PROFILE, learner)
        if document is None:
            raise RefusedError(Code.LEARNER_MISSING, "The hub no longer lists this person.")
        if self._is_known(learner, code):
            body = PinReset(authority="coordinator-code", proof=self._proof(learner, code))
        elif steward_code:
            self._people.check_steward_code(steward_code, Act.LET_IN)
            proof = self._proof(learner, code) if plain_code(code) else ""
            body = PinReset(authority="steward-code", proof=proof)
        else:
            self._people.check_steward_code(code, Act.LET_IN)
            body = PinReset(authority="steward-code")
        with self._db.atomic():
            received_states.join(self._db, learner, document.payload)
            accounts.put_verifier(self._db, learner, verifier)
            departures.bring_back(self._db, learner)
            self._people.note_use(learner)
            self._say(learner, body, SeatState.TYPED if body.proof else SeatState.CLAIMED)
        return self._people.person(learner)

    def confirm_with(self, learner: LearnerId, code: str) -> ProfileLink:
        """Prove that a learner sits here by a code of hers; the hub hears it with the next batch.

        Raises RefusedError `code-empty`, or `code-expired` where this computer can tell.
        """
        if not plain_code(code):
            raise RefusedError(Code.CODE_EMPTY, "Type the code.")
        self._is_known(learner, code)
        body = SignInCodeTyped(proof=self._proof(learner, code))
        with self._db.atomic():
            self._say(learner, body, SeatState.TYPED)
        return self.link(learner)

    def take_along(self, learner: LearnerId) -> str:
        """Return a code with which a learner goes on at another computer; its hash is written down.

        It is good for 14 days, once at a computer.
        """
        code = new_code()
        body = SignInCodeShown(digest=digest_of(code).hex())
        event_log.append(self._db, learner, body, self._clock.now())
        return code

    def link(self, learner: LearnerId) -> ProfileLink:
        """Return how a profile stands to the institution's list of people."""
        typed = projections.PROFILES.get(self._db, learner).link
        read = inbox.read(self._db, documents.LINK, learner, RosterLink)
        told, seat = read or RosterLink(), self._seat(learner)
        if typed.value and typed.stamp.lamport > told.answers:
            return ProfileLink(LinkState.WAITING, seat=seat)
        if told.person and not (typed.stamp.lamport > told.answers):
            return ProfileLink(LinkState.LINKED, told.name, told.role, told.asked, seat)
        if typed.value and typed.stamp.lamport == told.answers:
            return ProfileLink(LinkState.REFUSED, seat=seat)
        return ProfileLink(LinkState.NONE, seat=seat)

    def link_with(self, learner: LearnerId, code: str) -> ProfileLink:
        """Ask the hub, with the next exchange, to link a profile by a coordinator's code.

        Raises RefusedError `code-empty`.
        """
        if not plain_code(code):
            raise RefusedError(Code.CODE_EMPTY, "Type the code.")
        body = ProfileLinked(proof=self._proof(learner, code, Purpose.LINK))
        event_log.append(self._db, learner, body, self._clock.now())
        return self.link(learner)

    def unlink(self, learner: LearnerId) -> ProfileLink:
        """Say that the person a profile is linked to is somebody else."""
        event_log.append(self._db, learner, ProfileUnlinked(), self._clock.now())
        return self.link(learner)

    def _seat(self, learner: LearnerId) -> SeatState:
        """Return how a profile stands at this computer, by what the hub said since she spoke.

        Until the hub has heard of it, what a coordinator said of it by an act stands above that.
        A hub that says nothing of seats gives everything to all.
        """
        if (was_she := acts.was_she(self._db, learner)) is not None:
            return SeatState.CONFIRMED if was_she else SeatState.DENIED
        told = inbox.read(self._db, documents.SEAT, learner, SeatDocument)
        said, device, sequence = (facts.get(self._db, AWAITED + learner) or "  0").split(" ")
        if told is not None and told.standing == "proven":
            return SeatState.CONFIRMED
        here = event_log.device_id(self._db)
        if device == here and outbox.landed(self._db, here) < int(sequence):
            return SeatState(said)
        if told is None:
            return SeatState.CONFIRMED
        if told.standing == "denied":
            return SeatState.DENIED
        return SeatState.REFUSED if said == SeatState.TYPED else SeatState.CLAIMED

    def _say(self, learner: LearnerId, body: PinReset | SignInCodeTyped, state: SeatState) -> None:
        """Record what a learner does for her seat, and how it stands until the hub has heard."""
        event = event_log.append(self._db, learner, body, self._clock.now())
        facts.put(self._db, AWAITED + learner, f"{state} {event.device} {event.sequence}")
        self._db.changed |= Changes.DOCUMENTS

    def _is_known(self, learner: LearnerId, code: str) -> bool:
        """Whether this computer knows this code as hers; raises RefusedError `code-expired`."""
        plain = plain_code(code)
        for each in self._codes(learner):
            if matches(each.verifier, plain):
                if each.expires_at <= (hub_date.latest(self._db) or 0):
                    raise RefusedError(
                        Code.CODE_EXPIRED, "This code has run out; ask for a new one."
                    )
                return True
        return False

    def _codes(self, learner: LearnerId) -> Iterator[SignInCode]:
        """Yield what this computer knows of codes for a learner: the hub's, and a coordinator's
        act of which the hub has said nothing yet.
        """
        told = inbox.read(self._db, documents.SIGN_IN_CODE, learner, SignInCode)
        if told is not None:
            yield told
        by_act = acts.code_of(self._db, Act.LET_IN, learner)
        if by_act is not None:
            yield SignInCode(verifier=by_act.verifier, expires_at=by_act.expires_at)

    def _proof(self, learner: LearnerId, code: str, purpose: Purpose = Purpose.SIGN_IN) -> str:
        return proof_of(digest_of(code), purpose, event_log.device_id(self._db), learner)
