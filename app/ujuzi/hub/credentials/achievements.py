"""The achievements that this hub awards, each in its languages, and how they are earned.

An ordinary one comes with the key sheet of the assessment that earns it; one that is built on
others, or that a person decides about, from a file. A rule that the hub has stays.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, select

from ujuzi.domain.achievement import Achievement, AwardRule
from ujuzi.domain.later import decoded
from ujuzi.errors import MALFORMED, Code, RefusedError
from ujuzi.hub.people import owed
from ujuzi.hub.store.database import upsert
from ujuzi.hub.store.tables import achievements
from ujuzi.packs.key_sheet import KeySheet


class OfferedAchievement(msgspec.Struct, frozen=True, kw_only=True):
    """An achievement that this hub awards, in one language, and how it is earned.

    `assessment` of `course` earns it where its rule requires nothing.
    """

    achievement: Achievement
    rule: AwardRule
    course: str = ""
    assessment: str = ""


def add(connection: Connection, data: bytes) -> OfferedAchievement:
    """Award an achievement from now on, or change how; raises RefusedError `achievement-malformed`.

    What people have earned already is owed to them from now on.
    """
    offer = read(data)
    _keep(connection, offer)
    return offer


def read(data: bytes) -> OfferedAchievement:
    """Return what the file of an achievement says; raises RefusedError `achievement-malformed`."""
    try:
        offer, unknown = decoded(data, OfferedAchievement)
    except MALFORMED as error:
        raise _malformed(str(error)) from error
    if unknown:
        raise _malformed(f"it holds {unknown[0]}, which this hub does not know")
    if offer.rule.achievement != offer.achievement.id:
        raise _malformed("its rule is about another achievement")
    if bool(offer.rule.requires) == bool(offer.course and offer.assessment):
        raise _malformed("it is earned either by an assessment of a course or by others")
    return offer


def add_from_sheet(connection: Connection, sheet: KeySheet) -> None:
    """Award what an assessment's key sheet states that it earns; a rule that is here stays."""
    stated = sheet.assessment.achievement
    if stated is None:
        return
    rules = {offer.achievement.id: offer.rule for offer in offers(connection)}
    rule = rules.get(stated.id) or AwardRule(achievement=stated.id)
    if not rule.requires:
        where = {"course": sheet.course, "assessment": sheet.assessment.id}
        _keep(connection, OfferedAchievement(achievement=stated, rule=rule, **where))


def offers(connection: Connection) -> list[OfferedAchievement]:
    """Return every achievement that is awarded, in each of its languages."""
    rows = connection.scalars(
        select(achievements.c.content).order_by(achievements.c.achievement, achievements.c.language)
    )
    return [msgspec.json.decode(content, type=OfferedAchievement) for content in rows]


def in_language(same: list[OfferedAchievement], language: str) -> OfferedAchievement:
    """Return the offer in a language, or else the first."""
    return next((each for each in same if each.achievement.language == language), same[0])


def _keep(connection: Connection, offer: OfferedAchievement) -> None:
    row = {
        "achievement": offer.achievement.id,
        "language": offer.achievement.language,
        "course": offer.course,
        "assessment": offer.assessment,
        "content": msgspec.json.encode(offer).decode(),
    }
    upsert(connection, achievements, [row])
    owed.owe_everybody(connection)


def _malformed(reason: str) -> RefusedError:
    return RefusedError(
        Code.ACHIEVEMENT_MALFORMED, f"This achievement cannot be awarded: {reason}.", reason=reason
    )
