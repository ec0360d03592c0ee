"""Who people are to their institution: linked to its roster, and known on its other computers.

The hub decides, and says so by documents; what a person says of it is an event. Signing in where
one has never been needs a code of the coordinator or of the computer's keeper, and a new PIN: the
old one never travels.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ujuzi.credentials.secrets import checked_pin, in_groups, matches, plain_code, verifier_of
from ujuzi.domain.event import LearnerId, PinReset, ProfileLinked, ProfileUnlinked
from ujuzi.domain.progress import ProfileState
from ujuzi.domain.subjects import PROFILE
from ujuzi.domain.text import comparable
from ujuzi.errors import RefusedError
from ujuzi.services.clock import Clock
from ujuzi.services.people import People, Person
from ujuzi.store import accounts, event_log, heard, inbox, projections
from ujuzi.store.database import Database
from ujuzi.sync import documents
from ujuzi.sync.documents import RosterLink, SignInCode


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of this campus who has a profile, and no way to sign in on this computer yet."""

    learner: LearnerId
    name: str
    role: str


class LinkState(StrEnum):
    """How a profile stands to the institution's list of people."""

    NONE = "none"
    WAITING = "waiting"
    REFUSED = "refused"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class Link:
    """Whom the hub has linked a profile to; `name` and `role` are as the list has them."""

    state: LinkState
    name: str = ""
    role: str = ""


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
            state = heard.state_in(document.payload, PROFILE)
            if learner not in here and isinstance(state, ProfileState) and state.name.value:
                found.append(Colleague(learner, state.name.value, state.role.value))
        return tuple(sorted(found, key=lambda each: comparable(each.name)))

    def join(self, learner: LearnerId, code: str, new_pin: str) -> Person:
        """Let a colleague sign in here too, with a new PIN; her progress follows from the hub.

        The code is her coordinator's for her, or the steward code; which one is written down.
        Raises RefusedError `learner-missing`, `steward-code-wrong`, `-wait` or `-missing`, and
        what `create` says of PINs.
        """
        verifier = verifier_of(checked_pin(new_pin))
        document = inbox.find(self._db, documents.PROFILE, learner)
        if document is None:
            raise RefusedError("learner-missing", "The hub no longer lists this person.")
        authority = "coordinator-code"
        if not self._coordinator_gave(learner, code):
            self._people.check_steward_code(code)
            authority = "steward-code"
        with self._db.atomic():
            heard.hear(self._db, learner, document.payload)
            event_log.append(self._db, learner, PinReset(authority=authority), self._clock.now())
            accounts.put_verifier(self._db, learner, verifier)
        return self._people.person(learner)

    def link(self, learner: LearnerId) -> Link:
        """Return how a profile stands to the institution's list of people."""
        typed = projections.PROFILES.get(self._db, learner).link
        document = inbox.find(self._db, documents.LINK, learner)
        read = documents.read(document.payload, RosterLink) if document else None
        told = read or RosterLink()
        if typed.value and typed.stamp.lamport > told.answers:
            return Link(LinkState.WAITING)
        if told.person and not (typed.stamp.lamport > told.answers):
            return Link(LinkState.LINKED, told.name, told.role)
        if typed.value and typed.stamp.lamport == told.answers:
            return Link(LinkState.REFUSED)
        return Link(LinkState.NONE)

    def link_with(self, learner: LearnerId, code: str) -> Link:
        """Ask the hub, with the next exchange, to link a profile by a coordinator's code.

        Raises RefusedError `code-empty`.
        """
        if not plain_code(code):
            raise RefusedError("code-empty", "Type the code.")
        event_log.append(
            self._db, learner, ProfileLinked(code=in_groups(plain_code(code))), self._clock.now()
        )
        return self.link(learner)

    def unlink(self, learner: LearnerId) -> Link:
        """Say that the person a profile is linked to is somebody else."""
        event_log.append(self._db, learner, ProfileUnlinked(), self._clock.now())
        return self.link(learner)

    def _coordinator_gave(self, learner: LearnerId, code: str) -> bool:
        document = inbox.find(self._db, documents.SIGN_IN_CODE, learner)
        told = documents.read(document.payload, SignInCode) if document else None
        if told is None:
            return False
        return told.expires_at > self._clock.now() and matches(told.verifier, plain_code(code))
