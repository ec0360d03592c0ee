"""Who is coordinator of her campus, and what coordinators did where no network was."""

from __future__ import annotations

from typing import NamedTuple

from ujuzi.credentials.keys import PublicKey
from ujuzi.domain.authority import Act
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.actions.access import Access
from ujuzi.hub.landing import deeds
from ujuzi.hub.people import acts, grants
from ujuzi.hub.people.acts import HELD, KeptAct
from ujuzi.hub.people.grants import REASONS as REASONS
from ujuzi.hub.people.grants import HeldGrant, ListedGrant
from ujuzi.hub.store.scope import Scope
from ujuzi.wire import messages
from ujuzi.wire.deeds import learners_in, people_in
from ujuzi.wire.grants import ASK_CONTEXT, CONTEXT, GrantAsk, from_file, in_file

MOST_NAMED = 3
"""People of an act that are shown."""


class Acted(NamedTuple):
    """An act of a coordinator and what the hub made of it; times in milliseconds since 1970.

    `about` are what it was about, in a few words that a person can look up.
    """

    grant: str
    number: int
    digest: str
    person: str
    act: str
    about: tuple[str, ...]
    landed_at: int
    standing: str
    problem: str


def make_code(access: Access, institution: str, person: str) -> str:
    """Return a one-time code that makes a person of the roster coordinator of her campus.

    Raises RefusedError `person-unknown`.
    """
    with access.writing(Act.NAME_COORDINATOR, institution) as scope:
        scope.check_person(person)
        return grants.make_code(scope.connection, institution, person, scope.now)


def answer_file(access: Access, data: bytes) -> bytes:
    """Return the file that answers a coordinator's request, which came as a file as well.

    Raises RefusedError `grant-file-wrong`, `signature-wrong`, and what `grants.make` raises.
    """
    wire = from_file(data, ASK_CONTEXT)
    asked = messages.read(wire, GrantAsk)
    messages.verify(wire, ASK_CONTEXT, PublicKey(asked.public_key))
    with access.writing(Act.NAME_COORDINATOR) as scope:
        made = grants.make(scope.connection, access.identity.signing_key, asked, scope.now)
        scope.check(made.institution, made.campus)
    return in_file(made.wire, CONTEXT)


def listed(access: Access, institution: str) -> list[ListedGrant]:
    """Return the grants of an institution, by campus and when they were made."""
    with access.reading(Act.NAME_COORDINATOR, institution) as scope:
        return grants.listed(scope)


def revoke(access: Access, grant: str, reason: str) -> None:
    """End a grant as one of `REASONS`; raises what `grants.revoke` raises."""
    with access.writing(Act.NAME_COORDINATOR) as scope:
        _find(scope, grant)
        grants.revoke(scope.connection, access.identity.signing_key, grant, reason, scope.now)


def acted(access: Access, institution: str) -> list[Acted]:
    """Return the acts of an institution's coordinators, by grant and number."""
    with access.reading(Act.NAME_COORDINATOR, institution) as scope:
        return [_shown(act, person) for act, person in acts.listed(scope)]


def let_in(access: Access, grant: str, digest: str) -> str:
    """Let an act count that waits for a person; return how it stands then.

    `digest` begins its digest, in hexadecimal. Raises RefusedError `grant-unknown` or
    `act-unknown`.
    """
    with access.reading(Act.NAME_COORDINATOR) as scope:
        office = _find(scope, grant)
        act = _held(scope, office, digest)
    follow_up = access.grader.follow_up
    return deeds.let_in(access.database, office, act, access.now(), follow_up)


def dismiss(access: Access, grant: str, digest: str) -> None:
    """Say that an act which waits for a person does not count; raises as `let_in` does."""
    with access.writing(Act.NAME_COORDINATOR) as scope:
        office = _find(scope, grant)
        acts.refuse(scope.connection, _held(scope, office, digest), office.campus)


def _find(scope: Scope, grant: str) -> HeldGrant:
    found = grants.find(scope.connection, grant)
    scope.check(found.institution, found.campus)
    scope.check_person(found.person)
    return found


def _held(scope: Scope, office: HeldGrant, digest: str) -> KeptAct:
    held = acts.of_grant(scope.connection, office.institution, office.id, HELD)
    found = [each for each in held if digest and each.digest.hex().startswith(digest)]
    if len(found) != 1:
        raise RefusedError(Code.ACT_UNKNOWN, f"No act {digest} of {office.id} waits for a person.")
    return found[0]


def _shown(act: KeptAct, person: str) -> Acted:
    said = act.said
    deed = act.deed
    names = ("device", "learner", "cohort", "campus", "reason", "was_she")
    values = [getattr(deed, name) for name in names if getattr(deed, name, "") != ""]
    said_so = {True: "she", False: "not she"}
    who = (*people_in(deed), *learners_in(deed)) if deed else ()
    who = tuple(each for each in who if each not in values)
    more = (f"and {len(who) - MOST_NAMED} more",) if len(who) > MOST_NAMED else ()
    about = (*(said_so.get(each, each) for each in values), *who[:MOST_NAMED], *more)
    return Acted(
        act.grant, act.number, act.digest.hex()[:8], person, said.act, about,
        act.landed_at, act.standing, act.problem,
    )  # fmt: skip
