"""One-time codes of people: what a typed one proves, and how often.

A coordinator's code is a person's: it links one profile to her, and proves the seats of whoever is
linked to her. Whoever is given another slip lost the first: once a later code is made for her, an
earlier one counts only where it had landed by then. A code that a learner was shown at a seat of
hers proves her seat elsewhere. A code's fortnight is judged where it is typed; the hub takes it 90
days more, once a computer, on five computers at most. The hub keeps the hash of a code, and
compares proofs that are keyed by it (`credentials.secrets`): whoever typed it told neither.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, update

from ujuzi.credentials.secrets import Purpose, digest_of, new_code, proof_of
from ujuzi.hub.people.registration import CODE_LATE_MILLISECONDS, CODE_LIFE_MILLISECONDS
from ujuzi.hub.store.database import insert_ignoring
from ujuzi.hub.store.tables import code_uses, people, person_codes

MOST_COMPUTERS = 5
"""At which one code proves a seat."""
MOST_CODES = 50
"""Of one person, that are compared with what she typed: her latest."""
DIGEST_BYTES = 32


class Typed(NamedTuple):
    """A code that was typed to prove a seat, and under which identity of the computer."""

    learner: str
    seat: str
    typed_as: str
    proof: str
    landed_at: int


def make(connection: Connection, institution: str, person: str, now: int) -> str:
    """Return a new code of a person of the roster."""
    code = new_code()
    _keep(connection, institution, digest_of(code), now, person=person)
    return code


def show(
    connection: Connection, institution: str, learner: str, digest: str, landed_at: int
) -> None:
    """Keep the hash (hex) of a code that a learner was shown at a seat of hers."""
    try:
        kept = bytes.fromhex(digest)
    except ValueError:
        return
    if len(kept) == DIGEST_BYTES:
        _keep(connection, institution, kept, landed_at, learner=learner)


def take(
    connection: Connection,
    institution: str,
    digest: bytes,
    made_at: int,
    *,
    person: str = "",
    learner: str = "",
) -> None:
    """Keep the hash of a code that a coordinator made offline, of a person or of a profile."""
    _keep(connection, institution, digest, made_at, person=person, learner=learner)


def use(connection: Connection, institution: str, typed: Typed, person: str | None) -> bool:
    """Whether a code of hers was typed that may prove this seat; it may do so no more.

    None does of whoever has left the institution.
    """
    c = person_codes.c
    hers = and_(c.learner == typed.learner, c.learner != "")
    if person is not None:
        p = people.c
        left = select(p.person).where(
            p.institution == institution, p.person == person, p.ended_at.is_not(None)
        )
        if connection.scalar(left) is not None:
            return False
        hers = or_(hers, c.person == person)
    query = select(c.digest).where(
        c.institution == institution,
        hers,
        c.expires_at > typed.landed_at - CODE_LATE_MILLISECONDS,
        ~_is_replaced(typed.landed_at),
    )
    latest = query.order_by(c.expires_at.desc(), c.digest).limit(MOST_CODES)
    said = (Purpose.SIGN_IN, typed.typed_as, typed.learner)
    digest = _proven(connection.scalars(latest).all(), typed.proof, *said)
    if digest is None:
        return False
    u = code_uses.c
    mine = and_(u.institution == institution, u.digest == digest)
    used = connection.scalar(select(func.count()).select_from(code_uses).where(mine))
    row = {
        "institution": institution,
        "digest": digest,
        "device": typed.seat,
        "learner": typed.learner,
        "used_at": typed.landed_at,
    }
    return int(used or 0) < MOST_COMPUTERS and bool(insert_ignoring(connection, code_uses, [row]))


def link_with(
    connection: Connection,
    institution: str,
    learner: str,
    code: str,
    proof: str,
    device: str,
    landed_at: int,
) -> str | None:
    """Return whose code was typed under a learner's name, which no other profile may use then."""
    c = person_codes.c
    open_ = and_(
        c.institution == institution,
        c.person != "",
        c.expires_at > landed_at - CODE_LATE_MILLISECONDS,
        ~_is_replaced(landed_at),
        or_(c.used_by.is_(None), c.used_by == learner),
    )
    if code:
        digest: bytes | None = digest_of(code)
    else:
        known = connection.scalars(select(c.digest).where(open_)).all()
        digest = _proven(known, proof, Purpose.LINK, device, learner)
    taken = update(person_codes).where(open_, c.digest == digest).values(used_by=learner)
    person: str | None = connection.scalar(taken.returning(c.person))
    return person


def fits(digest: bytes, proof: str, device: str, learner: str) -> bool:
    """Whether a proof for a link is of the code with this hash."""
    return _proven([digest], proof, Purpose.LINK, device, learner) is not None


def _is_replaced(landed_at: int) -> ColumnElement[bool]:
    """Whether a later code had been made for the same person when this one landed."""
    c, later = person_codes.c, person_codes.alias("later").c
    return exists().where(
        later.institution == c.institution,
        later.person == c.person,
        later.person != "",
        later.expires_at > c.expires_at,
        later.expires_at <= landed_at + CODE_LIFE_MILLISECONDS,
    )


def _keep(
    connection: Connection,
    institution: str,
    digest: bytes,
    now: int,
    *,
    person: str = "",
    learner: str = "",
) -> None:
    row = {
        "institution": institution,
        "digest": digest,
        "person": person,
        "learner": learner,
        "expires_at": now + CODE_LIFE_MILLISECONDS,
        "used_by": None,
    }
    insert_ignoring(connection, person_codes, [row])


def _proven(digests: Sequence[bytes], proof: str, *said: str) -> bytes | None:
    """Return the hash of the code that a proof is of, if it is of one."""
    given = proof.encode("utf-8", "replace")
    for digest in digests:
        if hmac.compare_digest(proof_of(bytes(digest), *said).encode(), given):
            return bytes(digest)
    return None
