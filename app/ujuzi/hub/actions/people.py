"""The roster, to whom profiles are linked, where they sit and belong."""

from __future__ import annotations

from typing import NamedTuple

from ujuzi.domain.authority import Act
from ujuzi.domain.integrity import Signal
from ujuzi.hub.actions.access import Access
from ujuzi.hub.assessment import sittings
from ujuzi.hub.feed import linked
from ujuzi.hub.landing import decisions, erasure
from ujuzi.hub.landing.erasure import Erased, ExportedFile
from ujuzi.hub.people import grants, links, moves, roster, seats, staff
from ujuzi.hub.people.links import LinkQuestion
from ujuzi.hub.people.roster import Enlisted
from ujuzi.hub.people.seats import Listed
from ujuzi.hub.store.scope import Scope


class Linked(NamedTuple):
    """What a link has brought: ids of credentials, and what is asked about her attempts."""

    issued: list[str]
    asked: list[tuple[str, Signal]]


def import_roster(access: Access, data: bytes, encoding: str = "") -> int:
    """Import people from a CSV file, and return how many are new or changed.

    Raises what `roster.decode` and `roster.import_roster` raise.
    """
    text = roster.decode(data, encoding)
    with access.writing(Act.SET_ROSTER) as scope:
        changed = roster.import_roster(scope, text)
        _follow_roster(access, scope)
    return changed


def listed(access: Access, institution: str) -> list[Enlisted]:
    """Return everybody in the roster of an institution, by campus and name."""
    with access.reading(Act.READ_PEOPLE, institution) as scope:
        return roster.listed(scope)


def unlinked(access: Access, institution: str) -> list[tuple[str, str, str]]:
    """Return profiles that are linked to nobody: id, campus, name."""
    with access.reading(Act.READ_PEOPLE, institution) as scope:
        return roster.unlinked(scope)


def questions(access: Access, institution: str) -> list[LinkQuestion]:
    """Return the codes about which a person has to decide, the oldest first."""
    with access.reading(Act.READ_PEOPLE, institution) as scope:
        return links.questions(scope)


def seats_to_judge(access: Access, institution: str) -> list[Listed]:
    """Return the seats of which a person has to say whether it was she."""
    with access.reading(Act.READ_PEOPLE, institution) as scope:
        return seats.listed(scope)


def make_code(access: Access, institution: str, person: str) -> str:
    """Return a one-time code for a person of the roster; raises RefusedError `person-unknown`."""
    with access.writing(Act.MAKE_CODE, institution) as scope:
        scope.check_person(person)
        return decisions.make_code(scope.connection, institution, person, scope.now)


def link(access: Access, institution: str, learner: str, person: str) -> Linked:
    """Link a profile to a person, issue what she has earned, and say what there is to ask.

    Other profiles may be hers. Raises RefusedError `learner-unknown` or `person-unknown`.
    """
    with access.writing(Act.LINK_PROFILE, institution) as scope:
        scope.check_learner(learner)
        scope.check_person(person)
        effects = decisions.link(scope.connection, institution, learner, person, scope.now)
    issued = access.follow_up(institution, effects)
    with access.reading(Act.LINK_PROFILE, institution) as scope:
        asked = [
            (attempt, signal)
            for attempt in sittings.of_learner(scope.connection, institution, learner)
            for signal, closed in sittings.asked(scope.connection, institution, attempt)
            if not closed
        ]
    return Linked(issued, asked)


def unlink(access: Access, institution: str, learner: str) -> None:
    """Undo a wrong link; the profile's history stays. Raises RefusedError `not-linked`."""
    with access.writing(Act.LINK_PROFILE, institution) as scope:
        scope.check_learner(learner)
        effects = decisions.unlink(scope.connection, institution, learner, scope.now)
    access.follow_up(institution, effects)


def answer(access: Access, institution: str, learner: str, person: str | None) -> None:
    """Answer what is asked about a link: it is this person, or without one all stays as it is.

    Raises RefusedError `question-unknown`, and what `link` raises.
    """
    with access.writing(Act.LINK_PROFILE, institution) as scope:
        scope.check_learner(learner)
        if person is not None:
            scope.check_person(person)
        effects = decisions.answer(scope.connection, institution, learner, person, scope.now)
    access.follow_up(institution, effects)


def confirm(access: Access, institution: str, learner: str, device: str) -> None:
    """Say that it was she who used a computer: it gets what is hers, and what it told counts.

    Raises RefusedError `learner-unknown` or `device-unknown`.
    """
    with access.writing(Act.JUDGE_SEAT, institution) as scope:
        scope.check_learner(learner)
        effects = decisions.confirm(scope.connection, institution, learner, device, scope.now)
    access.follow_up(institution, effects)


def deny(access: Access, institution: str, learner: str, device: str) -> None:
    """Say that it was not she who used a computer: her seat there ends.

    Raises RefusedError `learner-unknown` or `seat-unknown`.
    """
    with access.writing(Act.JUDGE_SEAT, institution) as scope:
        scope.check_learner(learner)
        effects = decisions.deny(scope.connection, institution, learner, device, scope.now)
    access.follow_up(institution, effects)


def move(access: Access, institution: str, learner: str, campus: str) -> None:
    """Move a profile to another campus of its institution.

    Raises RefusedError `learner-unknown` or `campus-elsewhere`.
    """
    with access.writing(Act.MOVE_LEARNER, institution) as scope:
        scope.check_learner(learner)
        moves.move(scope.connection, institution, learner, campus)


def end(access: Access, institution: str, person: str) -> None:
    """Say that a person of the roster has left the institution; her profile and certificates stay.

    Put on the roster again she is as before. Raises RefusedError `person-unknown`.
    """
    with access.writing(Act.END_PERSON, institution) as scope:
        lamport = roster.next_lamport(scope.connection, institution)
        staff.end(scope, person, scope.now, lamport)
        _follow_roster(access, scope)


def exported(access: Access, institution: str) -> list[ExportedFile]:
    """Return the reports that were taken along as files, the latest first; raises as `listed`.

    They may hold whoever is erased, and people have to destroy them.
    """
    with access.reading(Act.ERASE_PERSON, institution) as scope:
        return erasure.exported(scope)


def erase(access: Access, institution: str, person: str, *, keeps_certificates: bool) -> Erased:
    """Erase a person of the roster with all her profiles, for good.

    Her certificates stay good where this `keeps_certificates`, and are revoked else. Raises
    RefusedError `person-unknown`.
    """
    with access.writing(Act.ERASE_PERSON, institution) as scope:
        scope.check_person(person)
        links.check_known(scope.connection, institution, person)
        hers = linked.learners_of(scope.connection, institution, person)
        erased = erasure.erase(scope, hers, person, keeps_certificates=keeps_certificates)
        _follow_roster(access, scope)
    return erased


def erase_profile(
    access: Access, institution: str, learner: str, *, keeps_certificates: bool
) -> Erased:
    """Erase one profile, for good, as of somebody who is not on the roster.

    Raises RefusedError `learner-unknown`.
    """
    with access.writing(Act.ERASE_PERSON, institution) as scope:
        scope.check_learner(learner)
        return erasure.erase(scope, [learner], keeps_certificates=keeps_certificates)


def accommodate(access: Access, institution: str, learner: str, percent: int) -> None:
    """Give a profile so many percent more time in assessments; 0 takes it back.

    Raises RefusedError `learner-unknown` or `extra-out-of-bounds`.
    """
    with access.writing(Act.MAKE_CODE, institution) as scope:
        scope.check_learner(learner)
        sittings.accommodate(scope.connection, institution, learner, percent)


def _follow_roster(access: Access, scope: Scope) -> None:
    """Let nobody be coordinator of a campus any more where the roster does not have her."""
    for institution, campus in grants.follow_roster(scope.connection, scope.now):
        key = access.identity.signing_key
        grants.publish(scope.connection, key, institution, campus, scope.now)
