"""What people decide of profiles: to whom they are linked, and where they sit.

A coordinator links a profile to a person of the roster, and undoes it; says of a seat that it was
she, or was not. What follows for her other seats and links is done at once
(`hub.landing.landing`); what is to be done after the commit is returned. Who may decide, and that
it is done, is `hub.actions`' to see to.

A code of a person links a profile to her, and for a fortnight every computer of her campus holds
its verifier (`sign-in-code`), so that a learner can go on at another computer with no network. PIN
verifiers never travel.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import msgspec
from sqlalchemy import Connection

from ujuzi.credentials.secrets import plain_code, verifier_of
from ujuzi.domain.link import NOBODY, Decision
from ujuzi.domain.seat import Proof
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.assessment.effects import Effects
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.landing import landing
from ujuzi.hub.people import codes, links, moves, registration, seats, staff
from ujuzi.hub.people.links import COORDINATOR
from ujuzi.hub.people.registration import CODE_LIFE_MILLISECONDS
from ujuzi.wire import documents
from ujuzi.wire.deeds import CodeVerifier, PersonCode
from ujuzi.wire.documents import SignInCode


def make_code(connection: Connection, institution: str, person: str, now: int) -> str:
    """Return a new one-time code for a person of the roster; raises RefusedError `person-unknown`.

    It links a profile to her, and lets the learners that are she sign in at another computer.
    """
    staff.check_is_here(connection, institution, person)
    code = codes.make(connection, institution, person, now)
    payload = msgspec.json.encode(
        SignInCode(verifier=verifier_of(plain_code(code)), expires_at=now + CODE_LIFE_MILLISECONDS)
    )
    hers = linked.learners_of(connection, institution, person)
    _tell_codes(connection, institution, dict.fromkeys(hers, payload))
    return code


def take_codes(
    connection: Connection, institution: str, told: Iterable[PersonCode], made_at: int, now: int
) -> Effects:
    """Keep codes of people that a coordinator made offline; raises RefusedError `person-unknown`.

    Its fact `place` says whose code it is about. Who typed one before it came is linked by it, or
    sits there, as if it had come first.
    """
    hers: set[str] = set()
    digests: dict[bytes, str] = {}
    for place, each in enumerate(told):
        with _placed(place):
            staff.check_is_here(connection, institution, each.person)
        codes.take(connection, institution, each.digest, made_at, person=each.person)
        digests[each.digest] = each.person
        hers.update(linked.learners_of(connection, institution, each.person))
    typed = links.typed_before(connection, institution, digests, now)
    moves.hold(connection, institution, hers | {each.learner for each in typed})
    linked_now = [
        each.learner for each in typed if links.link_typed(connection, institution, each, now)
    ]
    effects = landing.settle(connection, institution, sorted(hers | {*linked_now}), now)
    effects.linked.extend(linked_now)
    return effects


def let_in(
    connection: Connection, institution: str, told: Iterable[CodeVerifier], made_at: int, now: int
) -> Effects:
    """Keep codes of learners that a coordinator made offline; raises RefusedError
    `learner-unknown`.

    For a fortnight every computer of her campus holds the verifier of each.
    """
    payloads: dict[str, bytes] = {}
    given = list(told)
    moves.hold(connection, institution, [each.learner for each in given])
    for place, each in enumerate(given):
        person = linked.person_of(connection, institution, each.learner) or ""
        if person:
            with _placed(place):
                staff.check_is_here(connection, institution, person)
        whose = {"person": person} if person else {"learner": each.learner}
        codes.take(connection, institution, each.digest, made_at, **whose)
        until = min(each.expires_at, made_at + CODE_LIFE_MILLISECONDS)
        code = SignInCode(verifier=each.verifier, expires_at=until)
        payloads[each.learner] = msgspec.json.encode(code)
    _tell_codes(connection, institution, payloads)
    return landing.settle(connection, institution, list(payloads), now)


def link(connection: Connection, institution: str, learner: str, person: str, now: int) -> Effects:
    """Link a learner to a person, as her coordinator says.

    Raises RefusedError `learner-unknown` or `person-unknown`.
    """
    links.check_known(connection, institution, person)
    moves.hold(connection, institution, [learner])
    return _decide(connection, institution, learner, person, now)


def unlink(connection: Connection, institution: str, learner: str, now: int) -> Effects:
    """Undo a wrong link; the learner's history stays hers. Raises RefusedError `not-linked`."""
    if linked.person_of(connection, institution, learner) is None:
        raise RefusedError(Code.NOT_LINKED, f"The profile {learner} is linked to nobody.")
    moves.hold(connection, institution, [learner])
    return _decide(connection, institution, learner, NOBODY, now)


def answer(
    connection: Connection, institution: str, learner: str, person: str | None, now: int
) -> Effects:
    """Answer what is asked about a learner's link: it is this person, or all stays as it is.

    Raises RefusedError `question-unknown`, and what `link` raises.
    """
    moves.hold(connection, institution, [learner])
    asked = links.asked(connection, institution, learner)
    if not asked or (person is not None and person not in asked):
        raise RefusedError(Code.QUESTION_UNKNOWN, f"Nobody asked that about the profile {learner}.")
    links.close_questions(connection, institution, learner, person or NOBODY, now)
    if person is not None:
        return link(connection, institution, learner, person, now)
    links.publish_link(connection, institution, learner, 0)
    return Effects()


def confirm(
    connection: Connection, institution: str, learner: str, device: str, now: int
) -> Effects:
    """Say that a learner sits at a computer: what it held back counts, and it gets what is hers.

    Raises RefusedError `learner-unknown`, or `device-unknown` where her institution has none such.
    """
    moves.hold(connection, institution, [learner])
    if registration.find(connection, device).institution != institution:
        raise RefusedError(Code.DEVICE_UNKNOWN, f"There is no computer {device}.", device=device)
    seats.prove(connection, institution, device, learner, Proof.SAID, now)
    return landing.settle(connection, institution, [learner], now)


def deny(connection: Connection, institution: str, learner: str, device: str, now: int) -> Effects:
    """Say that it was not she who used a computer: her seat there ends, what it held back is kept.

    Raises RefusedError `learner-unknown` or `seat-unknown`.
    """
    moves.hold(connection, institution, [learner])
    landing.deny(connection, institution, device, learner, now)
    return landing.settle(connection, institution, [learner], now)


def _tell_codes(connection: Connection, institution: str, payloads: Mapping[str, bytes]) -> None:
    campuses = moves.hold(connection, institution, payloads)
    for learner, campus in campuses.items():
        stream = feed.campus_stream(institution, campus)
        feed.publish(connection, stream, documents.SIGN_IN_CODE, learner, payloads[learner])


@contextmanager
def _placed(place: int) -> Iterator[None]:
    """Let a refusal say about which of many it is."""
    try:
        yield
    except RefusedError as refused:
        raise RefusedError(refused.code, str(refused), place=place) from refused


def _decide(
    connection: Connection, institution: str, learner: str, person: str, now: int
) -> Effects:
    lamport = links.next_lamport(connection, institution, learner)
    decision = Decision(lamport, person)
    links.decide(connection, institution, learner, decision, COORDINATOR, now)
    links.publish_link(connection, institution, learner, lamport)
    effects = landing.settle(connection, institution, [learner], now)
    effects.linked.append(learner)
    return effects
