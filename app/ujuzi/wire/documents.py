"""What the hub says by document about people, assessments and credentials: kinds and payloads.

A payload is JSON; both sides ignore fields that they do not know, and later versions only add
fields with defaults. A document about a learner goes only to the computers that she uses.
"""

from __future__ import annotations

from typing import Literal, TypeVar

import msgspec

from ujuzi.domain.ticket import SALT_BYTES
from ujuzi.errors import MALFORMED

PROFILE = "profile"
"""By learner: her sign-in name, role and language, as a told state (`store.heard`)."""
LINK = "link"
"""By learner: whom of the roster she is linked to."""
SIGN_IN_CODE = "sign-in-code"
"""By learner: a coordinator's code, with which she signs in at another computer."""
RESULT = "result"
"""Of one attempt, by its id."""
SEAT = "seat"
"""By learner: how her seat at the computer that reads it stands."""
CREDENTIAL = "credential"
"""By the credential's id."""
SITTING_CODE = "sitting-code"
"""A one-time code that opens a supervised sitting, by the code's id."""
TICKETS = "tickets"
"""By learner: what her next attempts are drawn from, of every assessment that the hub grades."""
ACCOMMODATION = "accommodation"
"""By learner."""
KEY_LIST = "key-list"
"""Whom to believe; the payload is the signed list itself (`credentials.key_list`), by this id."""
HANDOVER = "handover"
"""How the ids begin of key lists with which one root took over from another."""
STATUS_LIST = "status-list"
"""What was revoked; the payload is the signed list itself (`credentials.status_list`)."""
RELAY = "relay"
"""Which computer collects for the campus, by its id; the payload is the signed record itself
(`wire.relay`)."""
REVOCATION_REASONS = "revocation-reasons"
"""When and why, by the same id; comes after the list, where something on it was revoked."""
GRANTS = "grants"
"""Who is coordinator of the campus; the payload is the signed list itself (`wire.grants`)."""
ERASED = "erased"
"""By learner: she was erased, and what a computer has of her goes (`store.erasure`)."""
ACT = "act"
"""A coordinator's act that landed (`wire.acts.LandedAct`), by its grant and number."""
ROSTER = "roster"
"""A person of a campus's list, by her number: for its coordinators' own computers alone."""
COHORT = "cohort"
"""People who study one together, by the cohort's id: for the same computers."""
ENROLMENTS = "enrolments"
"""By learner: what she was put into, and until when."""
APPEAL = "appeal"
"""By attempt: how a learner's appeal from its result stands."""
ANNOUNCEMENT = "announcement"
"""By id: what a centre, an institution or a campus lets everybody there know."""
GROUPS = "groups"
"""By course: how people of the institution stand in it, in groups of five and more, unnamed."""
CAMPUSES = "campuses"
"""By institution: what people call its campuses."""

P = TypeVar("P", bound=msgspec.Struct)


class RosterLink(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a learner is linked to, if anybody.

    `answers` is the Lamport time of the event that it answers; `asked`, a person is asked about a
    code that was typed.
    """

    person: str = ""
    name: str = ""
    role: str = ""
    answers: int = 0
    asked: bool = False


class CampusNames(msgspec.Struct, frozen=True, kw_only=True):
    """The names of an institution's campuses, by their ids."""

    names: dict[str, str] = {}


class SeatDocument(msgspec.Struct, frozen=True, kw_only=True):
    """How a learner's seat stands at a computer: `claimed`, `proven` or `denied`."""

    standing: str


class SignInCode(msgspec.Struct, frozen=True, kw_only=True):
    """What a device needs to check a coordinator's code with no network (argon2id verifier)."""

    verifier: str
    expires_at: int


class Result(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How an attempt was graded; `competencies` holds (competency, right, items).

    `reached` names the competencies that a certificate attests, None where the hub does not say so;
    `minimums` what single ones ask for, in percent.

    `revision` is 1 at first, and grows when grading again says something else. `decision` is said
    of a pass: it `waits` for a person's, and earns nothing before; or she found that it is `void`.
    """

    learner: str
    course: str
    assessment: str
    attempt: str
    state: Literal["graded", "waiting", "unreadable"]
    revision: int = 0
    graded_at: int = 0
    right: int = 0
    items: int = 0
    pass_mark: int = 0
    passed: bool = False
    competencies: tuple[tuple[str, int, int], ...] = ()
    decision: Literal["", "waits", "void"] = ""
    reached: tuple[str, ...] | None = None
    minimums: dict[str, int] = {}


class IssuedCredential(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A credential, and what its certificate prints: the QR code's stub, a code and an address."""

    learner: str
    credential: msgspec.Raw
    stub: str
    code: str
    address: str = ""


class SittingCode(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a device needs to check a sitting's code with no network (argon2id verifier)."""

    learner: str
    assessment: str
    verifier: str
    expires_at: int
    extra: int = 0


class Ticket(msgspec.Struct, frozen=True, array_like=True):
    """What a person's attempts at one assessment are drawn from (`domain.ticket`).

    `next` is the number of her next attempt; `salts` are those of 1 to `next` + 1 in one piece, for
    she may sit twice before the next exchange.
    """

    course: str
    assessment: str
    next: int
    salts: bytes

    def salt(self, number: int) -> bytes | None:
        """Return a salt by its number, where it is here."""
        found = self.salts[(number - 1) * SALT_BYTES : number * SALT_BYTES] if number > 0 else b""
        return found if len(found) == SALT_BYTES else None


class Tickets(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A learner's tickets; `key` names the ticket key that they were made with."""

    key: str
    tickets: tuple[Ticket, ...] = ()


class AppealDocument(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How an appeal stands at the centre: it waits, or was answered, when, by whom and how.

    `upheld`, she was right; `changed`, and her result is another by that.
    """

    learner: str
    attempt: str
    standing: Literal["waits", "answered"]
    outcome: Literal["", "upheld", "not-upheld", "changed"] = ""
    words: str = ""
    answered_at: int = 0
    by: str = ""


class AnnouncementDocument(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is announced, by language; who reads it has the first where hers is not given.

    `by` is the name of the organisation; `until` is when it is shown no more. Both dates are the
    hub's, in milliseconds.
    """

    texts: dict[str, str]
    by: str
    published_at: int
    until: int


class Accommodation(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Extra time in percent of any assessment's limit."""

    extra: int


class RosterPerson(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Somebody of a campus's list, the profiles that are linked to her, and what she was put into.

    `cohorts` and `courses` are ids; `ended_at`, in milliseconds since 1970, is when she left the
    institution, 0 where she has not.
    """

    person: str
    name: str
    role: str
    campus: str
    email: str = ""
    learners: tuple[str, ...] = ()
    ended_at: int = 0
    cohorts: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()


class CohortDocument(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A cohort and its people, by their numbers; days are YYYY-MM-DD, or empty."""

    cohort: str
    name: str
    courses: tuple[str, ...] = ()
    begins: str = ""
    ends: str = ""
    ended: bool = False
    people: tuple[str, ...] = ()


class EnrolledIn(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a learner was put into: a cohort by its name, or courses without one."""

    name: str = ""
    courses: tuple[str, ...] = ()
    begins: str = ""
    ends: str = ""


class Enrolments(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """All that a learner was put into, the earliest first; those that ended are left out."""

    cohorts: tuple[EnrolledIn, ...] = ()


def read(payload: bytes, type_: type[P]) -> P | None:
    """Return a payload, or None where this program cannot read it."""
    try:
        return msgspec.json.decode(payload, type=type_)
    except MALFORMED:
        return None
