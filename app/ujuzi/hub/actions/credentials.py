"""What is awarded, decided, issued and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ujuzi.domain.authority import Act
from ujuzi.hub.actions.access import Access
from ujuzi.hub.assessment import awards
from ujuzi.hub.assessment.awards import Issued
from ujuzi.hub.credentials import achievements
from ujuzi.hub.credentials.achievements import OfferedAchievement
from ujuzi.hub.store.scope import Scope


class Awarded(NamedTuple):
    """What is awarded from now on, and how many credentials were issued by that."""

    offers: list[OfferedAchievement]
    issued: int


def add_achievements(access: Access, files: Sequence[bytes]) -> Awarded:
    """Award achievements, all or none of them, and issue what was earned already.

    Raises RefusedError `achievement-malformed`.
    """
    with access.writing(Act.SET_ASSESSMENTS) as scope:
        offers = [achievements.add(scope.connection, data) for data in files]
        access.refresh_keys(scope)
    return Awarded(offers, awards.settle_all(access.database, access.now()))


def offers(access: Access) -> list[OfferedAchievement]:
    """Return every achievement that is awarded, in each of its languages."""
    with access.reading(Act.READ_CREDENTIALS) as scope:
        return achievements.offers(scope.connection)


def undecided(access: Access) -> list[tuple[str, str, str]]:
    """Return who has earned what needs a decision: institution, person and achievement."""
    with access.reading(Act.DECIDE_AWARD) as scope:
        return awards.undecided(scope)


def decide(
    access: Access,
    institution: str,
    person: str,
    achievement: str,
    *,
    awarded: bool,
    by: str,
    because: str,
) -> None:
    """Write down what somebody decided about an award, and issue what is earned by it.

    Raises RefusedError `person-unknown` or `achievement-unknown`.
    """
    with access.writing(Act.DECIDE_AWARD, institution) as scope:
        scope.check_person(person)
        awards.decide(
            scope.connection,
            institution,
            person,
            achievement,
            awarded=awarded,
            by=by,
            because=because,
            now=scope.now,
        )


def issued(access: Access) -> list[Issued]:
    """Return the credentials, by institution and person."""
    with access.reading(Act.READ_CREDENTIALS) as scope:
        return awards.issued(scope)


def revoke(access: Access, id_: str, because: str) -> None:
    """Revoke a credential for good; raises RefusedError `credential-unknown`."""
    with access.writing(Act.REVOKE_CREDENTIAL) as scope:
        _check_holder(scope, id_)
        awards.revoke(scope.connection, id_, because, scope.now)


def renew(access: Access, id_: str, because: str) -> str:
    """Revoke a credential and issue it anew; return the id of the new one.

    Raises RefusedError `credential-unknown` or `no-longer-earned`.
    """
    with access.writing(Act.REVOKE_CREDENTIAL) as scope:
        _check_holder(scope, id_)
        return awards.renew(scope.connection, id_, because, scope.now)


def _check_holder(scope: Scope, id_: str) -> None:
    institution, person = awards.holder_of(scope.connection, id_)
    scope.check(institution)
    scope.check_person(person)
