"""Who has earned what this hub awards, and the credentials that say so.

A credential is issued once for each person of the roster and achievement: when she has passed the
assessment that earns it, or holds the others that it is built on; at once, or after somebody
decided, as its rule says. Whoever is linked to nobody gets none; linking her later issues what she
had passed. A result that is graded anew takes nothing away: it becomes a question, and a person
revokes. What was revoked stays so; where a person says so it is issued anew (`renew`), under the
name that the roster has by then.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid4, uuid5

import msgspec
from sqlalchemy import Connection, insert, select, update

from ujuzi.credentials import open_badge
from ujuzi.credentials.data_integrity import add_proof
from ujuzi.credentials.multibase import did_key
from ujuzi.credentials.secrets import in_groups, plain_code
from ujuzi.credentials.stub import printed_code, write_stub
from ujuzi.domain.achievement import (
    AwardRule,
    Certificate,
    Score,
    StatusEntry,
    earned,
)
from ujuzi.domain.grading import Graded
from ujuzi.errors import RefusedError
from ujuzi.hub import achievements, feed, keys, people, settings, status_lists
from ujuzi.hub.achievements import Offer
from ujuzi.hub.database import Database, upsert
from ujuzi.hub.tables import (
    credentials,
    decisions,
    key_sheets,
    links,
    results,
    sittings,
)
from ujuzi.hub.tables import people as people_table
from ujuzi.sync import documents
from ujuzi.sync.documents import IssuedCredential


class Pass(NamedTuple):
    """A passed attempt, and the language of its questions."""

    attempt: str
    learner: str
    course: str
    assessment: str
    language: str
    graded: Graded


class Issued(NamedTuple):
    """A credential that was issued; `revoked_because` is empty while it holds."""

    institution: str
    person: str
    achievement: str
    id: str
    code: str
    revoked_because: str


def settle(connection: Connection, institution: str, learner: str, now: int) -> list[str]:
    """Issue what the person behind a learner has earned, and return the ids of the credentials."""
    person = people.person_of(connection, institution, learner)
    if person is None or not (offered := achievements.offers(connection)):
        return []
    _lock(connection, institution, person)
    made: list[str] = []
    while (found := _next(connection, institution, person, offered)) is not None:
        offer, passed = found
        owner = passed.learner if passed else learner
        made.append(_issue(connection, institution, person, owner, offer, passed, now))
    return made


def settle_all(database: Database, now: int) -> int:
    """Issue what everybody has earned, a transaction each, and return how many there were."""
    query = select(links.c.institution, links.c.learner).where(links.c.ended.is_(None))
    with database.reading() as connection:
        rows = connection.execute(query.order_by(links.c.institution, links.c.learner)).all()
    count = 0
    for institution, learner in rows:
        with database.writing() as connection:
            count += len(settle(connection, institution, learner, now))
    return count


def decide(
    connection: Connection,
    institution: str,
    person: str,
    achievement: str,
    *,
    awarded: bool,
    by: str,
    because: str,
    now: int,
) -> None:
    """Write down what somebody decided; raises RefusedError `person-` or `achievement-unknown`."""
    people.check_known(connection, institution, person)
    if all(offer.achievement.id != achievement for offer in achievements.offers(connection)):
        raise RefusedError("achievement-unknown", f"This hub awards no {achievement}.")
    row = {
        "institution": institution,
        "person": person,
        "achievement": achievement,
        "awarded": awarded,
        "decided_by": by,
        "because": because,
        "decided_at": now,
    }
    upsert(connection, decisions, [row])
    for learner in people.learners_of(connection, institution, person)[:1]:
        settle(connection, institution, learner, now)


def undecided(connection: Connection) -> list[tuple[str, str, str]]:
    """Return who has earned what needs a decision: institution, person and achievement."""
    offered = achievements.offers(connection)
    if all(offer.rule.award == "automatic" for offer in offered):
        return []
    c = decisions.c
    rows = connection.execute(select(c.institution, c.person, c.achievement))
    decided = {tuple(row) for row in rows}
    linked = connection.execute(
        select(links.c.institution, links.c.person).where(links.c.ended.is_(None)).distinct()
    ).all()
    return sorted(
        (institution, person, offer.achievement.id)
        for institution, person in linked
        for offer, _ in _earned(connection, institution, person, offered)
        if offer.rule.award == "decision"
        and (institution, person, offer.achievement.id) not in decided
    )


def issued(connection: Connection) -> list[Issued]:
    """Return every credential, by institution and person."""
    c = credentials.c
    rows = connection.execute(
        select(c.institution, c.person, c.achievement, c.id, c.code, c.revoked_because).order_by(
            c.institution, c.person, c.achievement
        )
    )
    return [Issued(*row[:5], row[5] or "") for row in rows]


def was_issued_for(connection: Connection, institution: str, attempt: str) -> bool:
    """Whether a credential that holds rests on this attempt."""
    c = credentials.c
    found = connection.scalar(
        select(c.id).where(
            c.institution == institution, c.attempt == attempt, c.revoked_at.is_(None)
        )
    )
    return found is not None


def of_others(connection: Connection, institution: str, learner: str) -> list[str]:
    """Return the attempts of a learner for which somebody holds a credential who is not she."""
    c = credentials.c
    rows = connection.scalars(
        select(c.attempt).where(
            c.institution == institution,
            c.learner == learner,
            c.attempt != "",
            c.revoked_at.is_(None),
            c.person != (people.person_of(connection, institution, learner) or ""),
        )
    )
    return list(rows)


def by_code(connection: Connection, code: str) -> bytes | None:
    """Return the signed credential whose certificate bears this code, however it was typed."""
    printed = in_groups(plain_code(code))
    payload = connection.scalar(select(credentials.c.payload).where(credentials.c.code == printed))
    if payload is None:
        return None
    return bytes(msgspec.json.decode(bytes(payload), type=IssuedCredential).credential)


def revoke(connection: Connection, id_: str, because: str, now: int) -> None:
    """Revoke a credential, for a reason that everybody may read.

    Raises RefusedError `credential-unknown` where there is none, or it was revoked before.
    """
    c = credentials.c
    institution = connection.scalar(select(c.institution).where(c.id == id_))
    number = connection.scalar(
        update(credentials)
        .where(c.institution == institution, c.id == id_, c.revoked_at.is_(None))
        .values(revoked_at=now, revoked_because=because)
        .returning(c.list)
    )
    if number is None:
        raise RefusedError("credential-unknown", f"There is no credential {id_} that holds.")
    status_lists.publish(connection, number, now)


def renew(connection: Connection, id_: str, because: str, now: int) -> str:
    """Revoke a credential and issue another in its place, as roster and achievement are now.

    Raises what `revoke` raises, and RefusedError `no-longer-earned` where its attempt is not passed
    any more, or nothing awards its achievement.
    """
    c = credentials.c
    row = connection.execute(
        select(c.institution, c.person, c.achievement, c.learner, c.attempt).where(c.id == id_)
    ).first()
    revoke(connection, id_, because, now)
    assert row is not None
    institution, person, achievement, learner, attempt = row
    _lock(connection, institution, person)
    passes = _passes(connection, institution, person)
    passed = next((each for each in passes if each.attempt == attempt), None)
    same = [each for each in achievements.offers(connection) if each.achievement.id == achievement]
    if not same or (attempt and passed is None):
        raise RefusedError("no-longer-earned", "What this credential rests on does not hold.")
    offer = achievements.in_language(same, passed.language if passed else "")
    return _issue(connection, institution, person, learner, offer, passed, now)


def _next(
    connection: Connection, institution: str, person: str, offered: list[Offer]
) -> tuple[Offer, Pass | None] | None:
    """Return an achievement that the person has earned and may be given, if there is one."""
    for offer, passed in _earned(connection, institution, person, offered):
        if offer.rule.award == "automatic" or _was_awarded(connection, institution, person, offer):
            return offer, passed
    return None


def _earned(
    connection: Connection, institution: str, person: str, offered: list[Offer]
) -> Iterator[tuple[Offer, Pass | None]]:
    """Yield what a person has earned and was never issued, each achievement once."""
    c = credentials.c
    rows = connection.execute(
        select(c.achievement, c.revoked_at).where(c.institution == institution, c.person == person)
    ).all()
    known = {row[0] for row in rows}
    held = {row[0] for row in rows if row[1] is None}
    passes = _passes(connection, institution, person)
    for passed in passes:
        suitable = [
            offer
            for offer in offered
            if (offer.course, offer.assessment) == (passed.course, passed.assessment)
            and offer.achievement.id not in known
        ]
        if suitable:
            best = achievements.in_language(suitable, passed.language)
            known.add(best.achievement.id)
            yield best, passed
    language = passes[0].language if passes else ""
    for rule in earned(dict.fromkeys(offer.rule for offer in offered), held):
        if rule.achievement not in known:
            known.add(rule.achievement)
            same = [offer for offer in offered if offer.achievement.id == rule.achievement]
            yield achievements.in_language(same, language), None


def _passes(connection: Connection, institution: str, person: str) -> list[Pass]:
    """Return the attempts that a person has passed, by their latest results, in order of time."""
    learners = people.learners_of(connection, institution, person)
    rows = connection.execute(
        select(
            results.c.attempt,
            sittings.c.learner,
            sittings.c.course,
            sittings.c.assessment,
            key_sheets.c.language,
            results.c.content,
        )
        .select_from(
            results.join(
                sittings,
                (results.c.institution == sittings.c.institution)
                & (results.c.attempt == sittings.c.attempt),
            ).join(key_sheets, key_sheets.c.bank == sittings.c.bank)
        )
        .where(results.c.institution == institution, sittings.c.learner.in_(learners))
        .order_by(results.c.attempt, results.c.revision)
    )
    latest = {row[0]: row for row in rows}
    found = (Pass(*row[:5], msgspec.json.decode(row[5], type=Graded)) for row in latest.values())
    return [each for each in found if each.graded.passed]


def _issue(
    connection: Connection,
    institution: str,
    person: str,
    learner: str,
    offer: Offer,
    passed: Pass | None,
    now: int,
) -> str:
    """Sign a credential, keep it, and send it to the computers that the learner uses."""
    key, _ = keys.signing_key(connection, now)
    number, place = status_lists.take_place(connection)
    certificate = Certificate(
        id=uuid4().urn,
        learner=uuid5(NAMESPACE_URL, f"urn:ujuzi:learner:{learner}").urn,
        name=_name_of(connection, institution, person),
        achievement=offer.achievement,
        issuer=did_key(key.public),
        issued=keys.moment_of(now),
        status=StatusEntry(list=status_lists.id_of(connection, number), index=place),
        score=_score(passed.graded) if passed else None,
        built_on=() if passed else _built_on(connection, institution, person, offer.rule),
    )
    signed = add_proof(open_badge.build(certificate), key, certificate.issued)
    address = settings.address_of(connection)
    told = IssuedCredential(
        learner=learner,
        credential=msgspec.Raw(msgspec.json.encode(signed)),
        stub=write_stub(certificate, key),
        code=printed_code(certificate.id),
        address=f"{address}/verify" if address else "",
    )
    payload = msgspec.json.encode(told)
    connection.execute(
        insert(credentials).values(
            institution=institution,
            person=person,
            achievement=offer.achievement.id,
            id=certificate.id,
            learner=learner,
            attempt=passed.attempt if passed else "",
            code=told.code,
            issued_at=now,
            list=number,
            place=place,
            payload=payload,
        )
    )
    stream = people.campus_of(connection, institution, learner)
    feed.publish(connection, stream, documents.CREDENTIAL, certificate.id, payload, learner=learner)
    status_lists.publish(connection, number, now)
    return certificate.id


def _built_on(
    connection: Connection, institution: str, person: str, rule: AwardRule
) -> tuple[str, ...]:
    needed = {achievement for need in rule.requires for achievement in need.of}
    c = credentials.c
    rows = connection.scalars(
        select(c.id)
        .where(
            c.institution == institution,
            c.person == person,
            c.achievement.in_(needed),
            c.revoked_at.is_(None),
        )
        .order_by(c.issued_at, c.id)
    )
    return tuple(rows)


def _was_awarded(connection: Connection, institution: str, person: str, offer: Offer) -> bool:
    c = decisions.c
    found = connection.scalar(
        select(c.awarded).where(
            c.institution == institution,
            c.person == person,
            c.achievement == offer.achievement.id,
        )
    )
    return bool(found)


def _lock(connection: Connection, institution: str, person: str) -> None:
    """Lock a person's row: two results of hers at once issue one credential."""
    connection.execute(
        select(people_table.c.person)
        .where(people_table.c.institution == institution, people_table.c.person == person)
        .with_for_update()
    )


def _name_of(connection: Connection, institution: str, person: str) -> str:
    return str(
        connection.scalar(
            select(people_table.c.name).where(
                people_table.c.institution == institution, people_table.c.person == person
            )
        )
    )


def _score(graded: Graded) -> Score:
    needed = math.ceil(graded.items * graded.pass_mark / 100)
    return Score(reached=graded.right, possible=graded.items, needed=needed)
