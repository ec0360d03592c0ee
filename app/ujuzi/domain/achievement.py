"""What a micro-credential attests, when it is earned, and the certificate of one person.

`Achievement` holds every element that the European approach to micro-credentials requires (Council
Recommendation 2022/C 243/02, annex I). A credential is issued in one language, so its texts are in
one: a micro-credential offered in two languages is two achievements of one id.

`AwardRule` says when an achievement is earned: by passing its assessment, or by holding others
(`requires`); at once, or after a person's decision. Knows no clock and no keys.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Annotated, Literal, TypeAlias, get_args

import msgspec

from ujuzi.domain.framework import Iri, LanguageCode, Word

Country: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Z]{2}$", description="a country, such as KE")
]
Supervision: TypeAlias = Literal[
    "unsupervised", "supervised", "identified-online", "identified-on-site"
]
"""Of the assessment; the last two are supervised, and the person's identity is verified. Each says
more than the one before."""

PICTURE = re.compile(r"data:image/(?P<kind>png|jpeg);base64,(?P<content>[A-Za-z0-9+/]+={0,2})")
"""A picture within its own address (RFC 2397)."""
PICTURE_STARTS = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff"}
"""How the bytes of each kind begin."""
PICTURE_BYTES_MOST = 6_000
"""Each credential carries it over a slow link."""

UrnUuid: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        description="a UUID, such as urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    ),
]


class _Struct(msgspec.Struct, frozen=True, kw_only=True):
    """What every part is: immutable. Who signs such words passes over none (`domain.later`)."""


class AchievementLevel(_Struct, frozen=True, kw_only=True):
    """How demanding the learning is: a name, and the framework it is from, where it is from one."""

    name: Word
    framework: str = ""


class Alignment(_Struct, frozen=True, kw_only=True):
    """A competency that the achievement attests."""

    iri: Iri
    name: Word
    framework: Word


class Achievement(_Struct, frozen=True, kw_only=True):
    """What a micro-credential states, in one language."""

    id: Iri
    language: LanguageCode
    name: Word
    description: Word
    criteria: Word
    """What had to be done to earn it."""
    outcomes: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1)]
    hours: Annotated[int, msgspec.Meta(gt=0)]
    """The workload of an ordinary learner."""
    level: AchievementLevel
    participation: Word
    """How one took part: on campus, at a distance, by oneself."""
    assessment: Word
    supervision: Supervision
    quality_assurance: Word
    awarding_body: Word
    country: Country
    """Of the awarding body."""
    alignments: tuple[Alignment, ...] = ()


class Need(_Struct, frozen=True, kw_only=True):
    """Achievements of which so many must be held; all of them, where no number is given."""

    of: Annotated[tuple[Iri, ...], msgspec.Meta(min_length=1)]
    at_least: Annotated[int, msgspec.Meta(gt=0)] | None = None

    def met_by(self, held: Collection[str]) -> bool:
        """Whether enough of them are held."""
        different = set(self.of)
        return len(different.intersection(held)) >= (self.at_least or len(different))


class AwardRule(_Struct, frozen=True, kw_only=True):
    """When an achievement is earned; `requires` is empty where an assessment earns it.

    What was not supervised as the achievement states earns a credential that says so, or none where
    `supervision` is required.
    """

    achievement: Iri
    award: Literal["automatic", "decision"] = "automatic"
    requires: tuple[Need, ...] = ()
    supervision: Literal["as-it-was", "required"] = "as-it-was"


class AchievementScore(_Struct, frozen=True, kw_only=True):
    """Points in the assessment: reached, possible, and needed to pass."""

    reached: float
    possible: float
    needed: float


class CompetencyScore(_Struct, frozen=True, kw_only=True):
    """Points in one competency that an achievement is aligned to: reached, possible, needed."""

    alignment: Iri
    reached: float
    possible: float
    needed: float


class StatusEntry(_Struct, frozen=True, kw_only=True):
    """Where a revocation would be written: the id of a status list and a place in it."""

    list: Iri
    index: Annotated[int, msgspec.Meta(ge=0)]


class Revocation(_Struct, frozen=True, kw_only=True):
    """When something ceased to count, and why."""

    at: Annotated[datetime, msgspec.Meta(tz=True)]
    reason: Word


class Certificate(_Struct, frozen=True, kw_only=True):
    """That one person has achieved something: all that a credential says.

    `learner` is random and tells nothing; `built_on` names the credentials that earned this one.
    """

    id: UrnUuid
    learner: UrnUuid
    name: Word
    achievement: Achievement
    issuer: Iri
    """The hub, as a did:web, or its issuing key, as a did:key."""
    issued: Annotated[datetime, msgspec.Meta(tz=True)]
    status: StatusEntry
    score: AchievementScore | None = None
    competencies: tuple[CompetencyScore, ...] = ()
    built_on: tuple[UrnUuid, ...] = ()
    issuer_name: str = ""
    """Of the organisation that issues, where it is not the awarding body: of that nothing is said
    but by the course."""
    issuer_url: str = ""
    issuer_image: str = ""
    """The issuer's picture: an address, or the picture itself (`PICTURE`), which its signature
    binds and a certificate shows."""
    image: str = ""
    """An address of the badge's picture."""


def earned(rules: Iterable[AwardRule], held: Collection[str]) -> tuple[AwardRule, ...]:
    """Return the rules whose achievements are earned by those held, and not held yet."""
    return tuple(
        rule
        for rule in rules
        if rule.requires
        and rule.achievement not in held
        and all(need.met_by(held) for need in rule.requires)
    )


def weakest(claims: Iterable[Supervision]) -> Supervision:
    """Return what holds of everything that these are said of."""
    rank: tuple[Supervision, ...] = get_args(Supervision)
    return min(claims, key=rank.index)
