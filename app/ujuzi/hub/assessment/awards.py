"""Who has earned what this hub awards, and the credentials that say so.

A credential is issued once for each person of the roster and achievement: when she has passed the
assessment that earns it, or holds the others that it is built on; at once, or after somebody
decided, as its rule says. Whoever is linked to nobody gets none; linking her later issues what she
had passed. A pass about which a question is open that says that a rule was broken waits until a
person has decided (`answer`); so does what would be built on it. A result that is graded anew takes
nothing away: it becomes a question, and a person revokes. What was revoked stays so; where a person
says so it is issued anew (`renew`), under the name that the roster has by then.

A credential says how its attempt was supervised, not how it should have been; nobody's decision
makes it say more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid4, uuid5

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, func, insert, select, update

from ujuzi.credentials import open_badge
from ujuzi.credentials.data_integrity import add_proof
from ujuzi.credentials.key_list import ListedKey
from ujuzi.credentials.secrets import in_groups, plain_code
from ujuzi.credentials.stub import printed_code, write_stub
from ujuzi.domain.achievement import (
    Achievement,
    AchievementScore,
    Certificate,
    CompetencyScore,
    StatusEntry,
    earned,
    weakest,
)
from ujuzi.domain.assessment import Assessment
from ujuzi.domain.attested import attested
from ujuzi.domain.grading import Graded
from ujuzi.domain.integrity import Decision, Signal
from ujuzi.errors import Code, RefusedError
from ujuzi.hub.assessment import results, review, sittings
from ujuzi.hub.credentials import achievements, keys, status_lists
from ujuzi.hub.credentials.achievements import OfferedAchievement
from ujuzi.hub.feed import feed, linked
from ujuzi.hub.people import links, organisations, owed
from ujuzi.hub.store import clock, settings
from ujuzi.hub.store.database import HubDatabase, upsert
from ujuzi.hub.store.scope import Scope
from ujuzi.hub.store.tables import credentials, decisions, key_sheets
from ujuzi.hub.store.tables import links as links_table
from ujuzi.hub.store.tables import people as people_table
from ujuzi.hub.store.tables import results as results_table
from ujuzi.hub.store.tables import sittings as sittings_table
from ujuzi.wire import documents
from ujuzi.wire.documents import IssuedCredential

BADGE = (
    "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2024%2024'%3E"
    "%3Ccircle%20cx='12'%20cy='12'%20r='11'%20fill='%231f6f54'/%3E%3Cpath%20d='M7%2012l4%204%206-7'"
    "%20fill='none'%20stroke='%23fff'%20stroke-width='2'/%3E%3C/svg%3E"
)
"""The picture that a badge shows in a wallet, within itself: nobody need be asked for it."""


class Pass(NamedTuple):
    """A passed attempt, the language of its questions, and which alignments they stand for."""

    attempt: str
    learner: str
    course: str
    assessment: str
    language: str
    attests: Mapping[str, str]
    graded: Graded


class Earned(NamedTuple):
    """What a person has earned: by an attempt, or built on the credentials that it names.

    `stated` is the achievement as far as it is true of her: the competencies that she has shown,
    and how she was supervised.
    """

    offer: OfferedAchievement
    stated: Achievement
    passed: Pass | None = None
    competencies: tuple[CompetencyScore, ...] = ()
    built_on: tuple[str, ...] = ()


class Issued(NamedTuple):
    """A credential that was issued; `revoked_because` is empty while it holds."""

    institution: str
    person: str
    achievement: str
    id: str
    code: str
    revoked_because: str


def settle(connection: Connection, institution: str, learner: str, now: int) -> list[str]:
    """Issue what the person behind a learner has earned, and return the ids of the credentials.

    Before that her attempts are looked at together: a link may have brought some.
    """
    owed.take(connection, institution, learner)
    person = linked.person_of(connection, institution, learner)
    if person is not None:
        _lock(connection, institution, person)
        for attempt in sittings.drawn_for_another(connection, institution, person):
            sittings.raise_signal(connection, institution, attempt, Signal("ticket-wrong"), now)
    review.review_all(connection, institution, learner, now)
    if person is None or not (offered := achievements.offers(connection)):
        return []
    made: list[str] = []
    while (found := _next(connection, institution, person, offered)) is not None:
        owner = found.passed.learner if found.passed else learner
        made.append(_issue(connection, institution, person, owner, found, now))
    return made


def settle_all(database: HubDatabase, now: int) -> int:
    """Issue what everybody has earned, a transaction each, and return how many there were."""
    query = select(links_table.c.institution, links_table.c.learner).where(
        links_table.c.ended.is_(None)
    )
    with database.reading() as connection:
        rows = connection.execute(
            query.order_by(links_table.c.institution, links_table.c.learner)
        ).all()
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
    links.check_known(connection, institution, person)
    if all(offer.achievement.id != achievement for offer in achievements.offers(connection)):
        raise RefusedError(Code.ACHIEVEMENT_UNKNOWN, f"This hub awards no {achievement}.")
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
    for learner in linked.learners_of(connection, institution, person)[:1]:
        settle(connection, institution, learner, now)


def answer(
    connection: Connection,
    institution: str,
    attempt: str,
    kind: str,
    decision: Decision,
    *,
    by: str,
    because: str,
    now: int,
) -> list[str]:
    """Close a question as somebody decided: the attempt stands, or is void and earns nothing.

    Returns the ids of the credentials that are issued by that. Raises RefusedError
    `signal-unknown`.
    """
    sittings.close_question(
        connection, institution, attempt, kind, because, now, by=by, decision=decision
    )
    learner = sittings.get(connection, institution, attempt).learner
    made = settle(connection, institution, learner, now)
    results.publish(connection, institution, [attempt])
    return made


def undecided(scope: Scope) -> list[tuple[str, str, str]]:
    """Return who has earned what needs a decision: institution, person and achievement."""
    connection = scope.connection
    offered = achievements.offers(connection)
    if all(offer.rule.award == "automatic" for offer in offered):
        return []
    c = decisions.c
    rows = connection.execute(select(c.institution, c.person, c.achievement))
    decided = {tuple(row) for row in rows}
    linked = connection.execute(
        select(links_table.c.institution, links_table.c.person)
        .where(
            scope.covers(links_table.c.institution, learner=links_table.c.learner),
            links_table.c.ended.is_(None),
        )
        .distinct()
    ).all()
    return sorted(
        (institution, person, offer.achievement.id)
        for institution, person in linked
        for offer, *_ in _earned(connection, institution, person, offered)
        if offer.rule.award == "decision"
        and (institution, person, offer.achievement.id) not in decided
    )


def issued(scope: Scope) -> list[Issued]:
    """Return the credentials of a scope, by institution and person."""
    c = credentials.c
    query = select(c.institution, c.person, c.achievement, c.id, c.code, c.revoked_because)
    covered = query.where(scope.covers(c.institution, learner=c.learner))
    rows = scope.connection.execute(covered.order_by(c.institution, c.person, c.achievement))
    return [Issued(*row[:5], row[5] or "") for row in rows]


def count(connection: Connection) -> int:
    """Return how many credentials were ever issued."""
    return connection.scalar(select(func.count()).select_from(credentials)) or 0


def holder_of(connection: Connection, id_: str) -> tuple[str, str]:
    """Return whose a credential is: institution and person.

    Raises RefusedError `credential-unknown`.
    """
    c = credentials.c
    found = connection.execute(select(c.institution, c.person).where(c.id == id_)).first()
    if found is None:
        raise _unknown(id_)
    return found[0], found[1]


def issued_for(connection: Connection, institution: str, attempt: str) -> list[str]:
    """Return the ids of the credentials that hold and rest on this attempt."""
    c = credentials.c
    rows = connection.scalars(
        select(c.id)
        .where(c.institution == institution, c.attempt == attempt, c.revoked_at.is_(None))
        .order_by(c.issued_at, c.id)
    )
    return list(rows)


def of_others(connection: Connection, institution: str, learner: str) -> list[str]:
    """Return the attempts of a learner for which somebody holds a credential who is not she."""
    c = credentials.c
    rows = connection.scalars(
        select(c.attempt).where(
            c.institution == institution,
            c.learner == learner,
            c.attempt != "",
            c.revoked_at.is_(None),
            c.person != (linked.person_of(connection, institution, learner) or ""),
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
        raise _unknown(id_)
    status_lists.publish(connection, number, now)


def renew(connection: Connection, id_: str, because: str, now: int) -> str:
    """Revoke a credential and issue another in its place, as roster and achievement are now.

    Raises what `revoke` raises, and RefusedError `no-longer-earned` where what it rests on is not
    there any more, nothing awards its achievement, or a person is to decide first.
    """
    c = credentials.c
    row = connection.execute(
        select(c.institution, c.person, c.achievement, c.learner, c.attempt).where(c.id == id_)
    ).first()
    if row is None:
        raise _unknown(id_)
    institution, person, achievement, learner, attempt = row
    _lock(connection, institution, person)
    status_lists.hold(connection)
    revoke(connection, id_, because, now)
    offered = achievements.offers(connection)
    same = [each for each in offered if each.achievement.id == achievement]
    passes = {each.attempt: each for each in _passes(connection, institution, person)}
    sound = _sound(connection, institution, person)
    found = None
    if attempt and same and attempt in passes:
        found = _by_pass(connection, institution, same, passes[attempt])
    elif not attempt and earned([each.rule for each in same], sound.keys() - {achievement}):
        found = _by_others(connection, institution, same, offered, sound, "")
    if found is None:
        raise RefusedError(Code.NO_LONGER_EARNED, "What this credential rests on does not hold.")
    owed.owe(connection, institution, [learner])
    return _issue(connection, institution, person, learner, found, now)


def _next(
    connection: Connection, institution: str, person: str, offered: list[OfferedAchievement]
) -> Earned | None:
    """Return an achievement that the person has earned and may be given, if there is one."""
    for found in _earned(connection, institution, person, offered):
        rule = found.offer.rule
        if rule.award == "automatic" or _was_awarded(connection, institution, person, found.offer):
            return found
    return None


def _earned(
    connection: Connection, institution: str, person: str, offered: list[OfferedAchievement]
) -> Iterator[Earned]:
    """Yield what a person has earned and was never issued, each achievement once."""
    c = credentials.c
    mine = select(c.achievement).where(c.institution == institution, c.person == person)
    known = set(connection.scalars(mine))
    passes = _passes(connection, institution, person)
    for passed in passes:
        suitable = [
            offer
            for offer in offered
            if (offer.course, offer.assessment) == (passed.course, passed.assessment)
            and offer.achievement.id not in known
        ]
        found = _by_pass(connection, institution, suitable, passed) if suitable else None
        if found is not None:
            known.add(found.offer.achievement.id)
            yield found
    language = passes[0].language if passes else ""
    sound = _sound(connection, institution, person)
    for rule in earned(dict.fromkeys(offer.rule for offer in offered), sound.keys()):
        if rule.achievement not in known:
            same = [offer for offer in offered if offer.achievement.id == rule.achievement]
            found = _by_others(connection, institution, same, offered, sound, language)
            if found is not None:
                known.add(rule.achievement)
                yield found


def _by_pass(
    connection: Connection, institution: str, same: list[OfferedAchievement], passed: Pass
) -> Earned | None:
    """Return what a pass has earned, unless it had to be supervised and was not."""
    offer = achievements.in_language(same, passed.language)
    stated, competencies = attested(offer.achievement, passed.graded, passed.attests)
    if not sittings.was_opened_rightly(connection, institution, passed.attempt):
        stated = replace(stated, supervision="unsupervised")
    return _as_supervised(Earned(offer, stated, passed, competencies))


def _by_others(
    connection: Connection,
    institution: str,
    same: list[OfferedAchievement],
    offered: list[OfferedAchievement],
    sound: dict[str, str],
    language: str,
) -> Earned | None:
    """Return what is built on others, unless it had to be supervised and one of them was not.

    It attests no competency that one of those stands for and her credential does not attest.
    """
    offer = achievements.in_language(same, language)
    needed = {achievement for need in offer.rule.requires for achievement in need.of}
    built_on = tuple(id_ for achievement, id_ in sound.items() if achievement in needed)
    held = [_stated(connection, institution, id_).achievement for id_ in built_on]
    shown = {each.iri for achievement in held for each in achievement.alignments}
    promised = {
        each.iri
        for other in offered
        if other.achievement.id in needed
        for each in other.achievement.alignments
    }
    stated = replace(
        offer.achievement,
        supervision=weakest(each.supervision for each in (offer.achievement, *held)),
        alignments=tuple(
            each
            for each in offer.achievement.alignments
            if each.iri in shown or each.iri not in promised
        ),
    )
    return _as_supervised(Earned(offer, stated, built_on=built_on))


def _as_supervised(found: Earned) -> Earned | None:
    needed = found.offer.achievement.supervision
    if found.offer.rule.supervision == "required" and found.stated.supervision != needed:
        return None
    return found


def _sound(connection: Connection, institution: str, person: str) -> dict[str, str]:
    """Return the credential of each achievement that a person holds and nobody doubts.

    One that is built on others is doubted while one of those achievements is.
    """
    c = credentials.c
    rows = connection.execute(
        select(c.achievement, c.id, c.attempt, c.revoked_at)
        .where(c.institution == institution, c.person == person)
        .order_by(c.issued_at, c.id)
    ).all()
    held = [row for row in rows if row[3] is None]
    doubted = sittings.held_back(connection, institution, {row[2] for row in held}, issued=True)
    sound = {row[0]: row[1] for row in held if row[2] and row[2] not in doubted}
    achievement_of = {row[1]: row[0] for row in rows}
    waiting = {row[0]: row[1] for row in held if not row[2]}
    while waiting:
        grown = {
            achievement: id_
            for achievement, id_ in waiting.items()
            if all(
                achievement_of.get(each) in sound
                for each in _stated(connection, institution, id_).built_on
            )
        }
        if not grown:
            break
        sound |= grown
        waiting = {name: id_ for name, id_ in waiting.items() if name not in grown}
    return sound


def _stated(connection: Connection, institution: str, id_: str) -> Certificate:
    """Return what a credential of ours says."""
    c = credentials.c
    payload = connection.scalar(select(c.payload).where(c.institution == institution, c.id == id_))
    issued_ = msgspec.json.decode(bytes(payload or b""), type=IssuedCredential)
    return open_badge.read(msgspec.json.decode(issued_.credential))


def _passes(connection: Connection, institution: str, person: str) -> list[Pass]:
    """Return the attempts that a person has passed, by their latest results, by their ids.

    Without those about which a person is to decide, or has decided that they are void.
    """
    learners = linked.learners_of(connection, institution, person)
    rows = connection.execute(
        select(
            results_table.c.attempt,
            sittings_table.c.learner,
            sittings_table.c.course,
            sittings_table.c.assessment,
            key_sheets.c.language,
            key_sheets.c.rules,
            results_table.c.content,
        )
        .select_from(
            results_table.join(
                sittings_table,
                (results_table.c.institution == sittings_table.c.institution)
                & (results_table.c.attempt == sittings_table.c.attempt),
            ).join(key_sheets, key_sheets.c.bank == sittings_table.c.bank)
        )
        .where(results_table.c.institution == institution, sittings_table.c.learner.in_(learners))
        .order_by(results_table.c.attempt, results_table.c.revision)
    )
    latest = {row[0]: row for row in rows}
    found = (
        Pass(*row[:5], _attests(row[5]), msgspec.json.decode(row[6], type=Graded))
        for row in latest.values()
    )
    passed = [each for each in found if each.graded.passed]
    held = sittings.held_back(connection, institution, {each.attempt for each in passed})
    return [each for each in passed if each.attempt not in held]


def _attests(rules: str | None) -> Mapping[str, str]:
    """Return which competencies stand for which alignments, as an assessment's rules say."""
    return msgspec.json.decode(rules, type=Assessment).attests if rules else {}


def _issue(
    connection: Connection, institution: str, person: str, learner: str, found: Earned, now: int
) -> str:
    """Sign a credential, keep it, and send it to the computers that the learner uses."""
    passed = found.passed
    key, listed = keys.signing_key(connection, now)
    clock.signed(connection, now)
    issuer = keys.issuer_of(connection, listed)
    number, place = status_lists.take_place(connection, issuer, now)
    certificate = Certificate(
        id=uuid4().urn,
        learner=uuid5(NAMESPACE_URL, f"urn:ujuzi:learner:{learner}").urn,
        name=_name_of(connection, institution, person),
        achievement=found.stated,
        issuer=issuer,
        issued=keys.moment_of(now),
        status=StatusEntry(list=status_lists.id_of(connection, number), index=place),
        score=_score(passed.graded) if passed else None,
        competencies=found.competencies,
        built_on=found.built_on,
        image=BADGE,
        **_who_issues(connection, listed, found.stated.awarding_body),
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
            achievement=found.stated.id,
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
    stream = links.campus_of(connection, institution, learner)
    feed.publish(connection, stream, documents.CREDENTIAL, certificate.id, payload, learner=learner)
    return certificate.id


def _who_issues(connection: Connection, listed: ListedKey, body: str) -> dict[str, str]:
    """Return what is said of the issuer: it is the awarding body where that is in the hub's tree,
    and the key list lets the key name it; else the organisation whose key it is, which says so.
    """
    name = body if body in listed.names else listed.name
    organisation = organisations.shown(connection, name)
    return {
        "issuer_name": name if name != body else "",
        "issuer_url": organisation.url if organisation else "",
        "issuer_image": organisation.image if organisation else "",
    }


def _was_awarded(
    connection: Connection, institution: str, person: str, offer: OfferedAchievement
) -> bool:
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


def _unknown(id_: str) -> RefusedError:
    return RefusedError(Code.CREDENTIAL_UNKNOWN, f"There is no credential {id_} that holds.")


def _score(graded: Graded) -> AchievementScore:
    needed = math.ceil(graded.items * graded.pass_mark / 100)
    return AchievementScore(reached=graded.right, possible=graded.items, needed=needed)
