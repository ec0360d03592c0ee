"""Who may do what, and where: one table for the hub, a relay and a computer.

A role says how far its holder reaches: over herself, one computer, a campus, an institution, a
centre, or everything. An act says which roles may do it. How somebody shows that she has a role is
not said here: on a computer by a PIN or the steward code, at the hub by a grant, or by being let in
to the machine that it runs on. The help says the same for everybody to read.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from ujuzi.errors import Code, RefusedError


class Extent(StrEnum):
    """How far somebody reaches."""

    OWN = "own"
    COMPUTER = "computer"
    CAMPUS = "campus"
    INSTITUTION = "institution"
    CENTRE = "centre"
    ALL = "all"


class Role(StrEnum):
    """What somebody is to Ujuzi, whatever her post is called."""

    LEARNER = "learner"
    STEWARD = "steward"
    """Who keeps a computer, and has its steward code."""
    COORDINATOR = "coordinator"
    """Of a campus."""
    ADMINISTRATOR = "administrator"
    """Of an institution."""
    CENTRE = "centre"
    """Whoever acts for a National Centre."""
    SECRETARIAT = "secretariat"
    OPERATOR = "operator"
    """Who runs the machine of a hub, and its commands."""


class Act(StrEnum):
    """What somebody may do, or ask to be shown."""

    STUDY = "study"
    """Study, be assessed, and see, correct and copy what is kept of herself."""
    INSTALL_COURSE = "install-course"
    """Of a publisher who is trusted here."""
    RESET_PIN = "reset-pin"
    LET_IN = "let-in"
    """Let somebody sign in at a computer where she has never been."""
    TRUST_PUBLISHER = "trust-publisher"
    """Trust a publisher of courses, or whoever issues certificates, on a computer."""
    CHANGE_HUB = "change-hub"
    """Register a computer at another hub than before."""
    RENEW_STEWARD_CODE = "renew-steward-code"
    """Let a new steward code replace the old one of a computer."""
    TAKE_OFF = "take-off"
    """Let somebody sign in at a computer no more."""
    CLOSE_COMPUTER = "close-computer"
    """Before it is retired, reinstalled or moved; or open it again."""

    READ_PEOPLE = "read-people"
    """The roster, profiles, and what is asked about them."""
    SET_ROSTER = "set-roster"
    MAKE_CODE = "make-code"
    """A code for a person, or for her supervised sitting; more time for her."""
    LINK_PROFILE = "link-profile"
    """Link a profile to a person, undo that, or answer what is asked about it."""
    JUDGE_SEAT = "judge-seat"
    """Say whether it was she who used a computer."""
    MOVE_LEARNER = "move-learner"
    END_PERSON = "end-person"
    """Say that somebody has left the institution, or has come back."""
    SET_COHORT = "set-cohort"
    """Make a cohort, or change its name, courses and dates; end it."""
    ENROL = "enrol"
    """Put people into a cohort or a course, or take them out."""
    ERASE_PERSON = "erase-person"
    """For good: all that is kept under her name."""

    READ_COMPUTERS = "read-computers"
    ADMIT_COMPUTER = "admit-computer"
    """Give out a code for a computer, let one take another's place, or collect for the campus."""
    REVOKE_COMPUTER = "revoke-computer"
    """As retired or stolen; or take it back."""
    JUDGE_QUARANTINE = "judge-quarantine"
    """See what was set aside, let it in, or let it go."""

    DECIDE_ATTEMPT = "decide-attempt"
    """See and answer what is asked about attempts."""
    ANSWER_APPEAL = "answer-appeal"
    """See what somebody asks a second look at, with her answers, and answer her."""
    DECIDE_AWARD = "decide-award"
    READ_CREDENTIALS = "read-credentials"
    REVOKE_CREDENTIAL = "revoke-credential"
    """For good, or to issue it anew."""

    ANNOUNCE = "announce"
    """Let people of a campus, an institution or a centre know something, or no longer."""
    READ_REPORTS = "read-reports"
    """Averages, in which nobody can be found."""
    READ_TREE = "read-tree"
    EXPORT_RECORDS = "export-records"
    """Learning records without names or answers."""
    SHAPE_TREE = "shape-tree"
    """Add, rename and move organisations."""
    SET_ASSESSMENTS = "set-assessments"
    """Key sheets, achievements, faulty questions, grading anew."""
    NAME_COORDINATOR = "name-coordinator"
    """Make somebody coordinator of her campus, or let her be it no more; see who is."""
    KEEP_HUB = "keep-hub"
    """Keys, clock, backups, administrators."""


EXTENTS: Mapping[Role, Extent] = {
    Role.LEARNER: Extent.OWN,
    Role.STEWARD: Extent.COMPUTER,
    Role.COORDINATOR: Extent.CAMPUS,
    Role.ADMINISTRATOR: Extent.INSTITUTION,
    Role.CENTRE: Extent.CENTRE,
    Role.SECRETARIAT: Extent.ALL,
    Role.OPERATOR: Extent.ALL,
}

_CAMPUS = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.OPERATOR)
_EVERY_OFFICE = (
    *(Role.COORDINATOR, Role.ADMINISTRATOR, Role.CENTRE, Role.SECRETARIAT),
    Role.OPERATOR,
)
_WHOLE = (Role.SECRETARIAT, Role.OPERATOR)

TABLE: Mapping[Act, tuple[Role, ...]] = {
    Act.STUDY: (Role.LEARNER,),
    Act.INSTALL_COURSE: (Role.LEARNER, Role.STEWARD),
    Act.RESET_PIN: (Role.STEWARD, Role.COORDINATOR),
    Act.LET_IN: (Role.LEARNER, Role.STEWARD, Role.COORDINATOR),
    Act.TRUST_PUBLISHER: (Role.STEWARD,),
    Act.CHANGE_HUB: (Role.STEWARD,),
    Act.RENEW_STEWARD_CODE: (Role.STEWARD, Role.COORDINATOR),
    Act.TAKE_OFF: (Role.STEWARD,),
    Act.CLOSE_COMPUTER: (Role.STEWARD,),
    Act.READ_PEOPLE: _CAMPUS,
    Act.SET_ROSTER: _CAMPUS,
    Act.MAKE_CODE: _CAMPUS,
    Act.LINK_PROFILE: _CAMPUS,
    Act.JUDGE_SEAT: _CAMPUS,
    Act.MOVE_LEARNER: _CAMPUS,
    Act.END_PERSON: _CAMPUS,
    Act.SET_COHORT: _CAMPUS,
    Act.ENROL: _CAMPUS,
    Act.ERASE_PERSON: (Role.ADMINISTRATOR, Role.OPERATOR),
    Act.READ_COMPUTERS: _CAMPUS,
    Act.ADMIT_COMPUTER: _CAMPUS,
    Act.REVOKE_COMPUTER: _CAMPUS,
    Act.JUDGE_QUARANTINE: _CAMPUS,
    Act.DECIDE_ATTEMPT: _CAMPUS,
    Act.ANSWER_APPEAL: (Role.CENTRE, Role.OPERATOR),
    Act.DECIDE_AWARD: (Role.ADMINISTRATOR, Role.OPERATOR),
    Act.READ_CREDENTIALS: _EVERY_OFFICE,
    Act.REVOKE_CREDENTIAL: (Role.ADMINISTRATOR, Role.CENTRE, Role.OPERATOR),
    Act.ANNOUNCE: _EVERY_OFFICE,
    Act.READ_REPORTS: _EVERY_OFFICE,
    Act.READ_TREE: _EVERY_OFFICE,
    Act.EXPORT_RECORDS: _WHOLE,
    Act.SHAPE_TREE: _WHOLE,
    Act.SET_ASSESSMENTS: _WHOLE,
    Act.NAME_COORDINATOR: (Role.ADMINISTRATOR, Role.OPERATOR),
    Act.KEEP_HUB: (Role.OPERATOR,),
}
"""Which roles may do what, each as far as it reaches (`EXTENTS`)."""


class Actor(msgspec.Struct, frozen=True):
    """Who does something: in which role, and where.

    `place` is the id of the campus, institution or centre that the role is about; empty where it
    reaches over everything. `person` is her number on her institution's roster, if she is on it:
    she decides nothing about herself.
    """

    role: Role
    place: str = ""
    person: str = ""

    @property
    def extent(self) -> Extent:
        """How far she reaches."""
        return EXTENTS[self.role]


def may(role: Role, act: Act) -> bool:
    """Whether a role may do something, as far as it reaches."""
    return role in TABLE[act]


def check(role: Role, act: Act) -> None:
    """Return only if a role may do something; raises RefusedError `not-allowed`."""
    if not may(role, act):
        raise not_allowed(act)


def not_allowed(act: Act) -> RefusedError:
    """Return what is said to somebody who may not do something, or not there."""
    return RefusedError(Code.NOT_ALLOWED, f"You may not do this here ({act}).", act=str(act))
