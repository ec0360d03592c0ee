"""Competency frameworks and pathways, as data, and their form in 1EdTech CASE.

These structs are the schema of the files: `resources/frameworks/schema.json` is made from them.
A competency is known by its IRI everywhere outside, and by the compact form `framework:code`
(unesco-ai-cft:1.1) in courses. Texts are by language; whoever shows one asks `in_language`.

A competency belongs to a role where the role is in the framework's `audience`, or where the
competency has a descriptor of its own for that role. Reads nothing, keeps no clock: the same
framework gives the same CASE package, byte for byte, with UUIDs made from IRIs (RFC 9562, 5.5).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

FALLBACK_LANGUAGE = "en"
URN_UUID = re.compile(r"urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")

Role: TypeAlias = Annotated[
    Literal["teacher", "support", "leader"],
    msgspec.Meta(description="teacher, support or leader"),
]
Word: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, description="some text")]
LanguageCode: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z]{2,3}$", description="a language, such as en")
]
Texts: TypeAlias = Annotated[
    dict[LanguageCode, Word],
    msgspec.Meta(min_length=1, description='texts by language, such as {"en": "Human agency"}'),
]
RoleTexts: TypeAlias = Annotated[
    dict[Role, Texts],
    msgspec.Meta(description='texts by role, such as {"leader": {"en": "Sets rules."}}'),
]
Slug: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[a-z0-9-]+$",
        description="lower-case letters, digits and hyphens, such as unesco-ai-cft",
    ),
]
Code: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Za-z0-9._-]+$", description="a short code, such as 1.1")
]
Iri: TypeAlias = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+$",
        description="an IRI, such as https://centre.example/skills#1.1",
    ),
]
Day: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$", description="a day, such as 2026-01-31")
]


class _Struct(msgspec.Struct, frozen=True, kw_only=True):
    """What every part of a file is: immutable; keys of later versions are passed over."""


class Licence(_Struct, frozen=True, kw_only=True):
    """Under what terms the texts may be passed on, and whom to name."""

    name: Word
    url: Iri
    attribution: Texts


class Level(_Struct, frozen=True, kw_only=True):
    """A level of progress; levels stand in rising order."""

    id: Slug
    name: Texts


class Competency(_Struct, frozen=True, kw_only=True):
    """What a person can do; `roles` holds descriptors for roles outside the audience."""

    code: Code
    iri: Iri
    name: Texts
    statement: Texts
    level: str = ""
    roles: RoleTexts = {}

    def statement_for(self, role: str) -> Mapping[str, str]:
        """Return the descriptor of a role, else the common statement."""
        own = (texts for known, texts in self.roles.items() if known == role)
        return next(own, self.statement)


class Area(_Struct, frozen=True, kw_only=True):
    """Competencies that belong together: UNESCO says aspect, DigCompEdu says area."""

    code: Code
    iri: Iri
    name: Texts
    competencies: Annotated[tuple[Competency, ...], msgspec.Meta(min_length=1)]


class Framework(_Struct, frozen=True, kw_only=True):
    """A whole framework; each of its texts is there in each of its `languages`."""

    id: Slug
    iri: Iri
    version: Word
    updated: Day
    languages: Annotated[tuple[LanguageCode, ...], msgspec.Meta(min_length=1)]
    title: Texts
    description: Texts
    creator: Word
    licence: Licence
    sources: Annotated[tuple[Word, ...], msgspec.Meta(min_length=1)]
    audience: Annotated[tuple[Role, ...], msgspec.Meta(min_length=1)]
    levels: tuple[Level, ...] = ()
    areas: Annotated[tuple[Area, ...], msgspec.Meta(min_length=1)]

    @property
    def competencies(self) -> tuple[Competency, ...]:
        """Every competency, area by area."""
        return tuple(each for area in self.areas for each in area.competencies)

    def compact(self, competency: Competency) -> str:
        """Return the compact IRI, as courses write it."""
        return f"{self.id}:{competency.code}"

    def for_role(self, role: str) -> tuple[Competency, ...]:
        """Return what a role needs."""
        everything = role in self.audience
        return tuple(each for each in self.competencies if everything or role in each.roles)


class Pathway(_Struct, frozen=True, kw_only=True):
    """The courses of a role by id: first the foundation, then electives in the order to offer."""

    role: Role
    title: Texts
    foundation: Slug
    electives: tuple[Slug, ...] = ()

    @property
    def courses(self) -> tuple[str, ...]:
        """The foundation, then the electives."""
        return (self.foundation, *self.electives)

    def place(self, course: str) -> int:
        """Return where a course stands; one that is not on the pathway stands behind all."""
        courses = self.courses
        return courses.index(course) if course in courses else len(courses)


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return the text in a language, else in English, else in the first there is."""
    return texts.get(language) or texts.get(FALLBACK_LANGUAGE) or next(iter(texts.values()), "")


def framework_mistakes(framework: Framework) -> Iterator[str]:
    """Yield what a well-formed framework still has wrong: where, and what was expected."""
    areas, competencies = framework.areas, framework.competencies
    yield from _twice("codes of areas", (area.code for area in areas))
    yield from _twice("codes of competencies", (each.code for each in competencies))
    iris = [framework.iri, *(area.iri for area in areas), *(each.iri for each in competencies)]
    yield from _twice("IRIs", iris)
    yield from _twice("levels", (level.id for level in framework.levels))
    levels = {level.id for level in framework.levels}
    for each in competencies:
        if levels and each.level not in levels:
            expected = " or ".join(level.id for level in framework.levels)
            yield f"competency {each.code}: level: expected {expected}, found {each.level!r}"
        if not levels and each.level:
            yield f"competency {each.code}: level: expected none, for the framework names no levels"
    for where, texts in _texts(framework):
        for language in framework.languages:
            if language not in texts:
                yield f"{where}: expected a text in each of its languages, {language!r} is missing"


def case_package(framework: Framework, language: str) -> dict[str, Any]:
    """Return the framework as a CFPackage of CASE 1.0, which CASE 1.1 reads as well.

    CASE gives an item one language, so a package is in one. Areas and competencies are CFItems;
    a role's own descriptor is a CFItem below its competency.
    """
    return _CasePackage(framework, language).whole()


def case_identifier(iri: str) -> str:
    """Return the UUID by which CASE knows what has this IRI: its own, or one made from it."""
    own = URN_UUID.fullmatch(iri)
    from uuid import NAMESPACE_URL, uuid5

    return own[1] if own else str(uuid5(NAMESPACE_URL, iri))


class _CasePackage:
    """One package while it is put together; names of keys are 1EdTech's."""

    def __init__(self, framework: Framework, language: str) -> None:
        self._framework = framework
        self._language = language
        self._changed = {"lastChangeDateTime": f"{framework.updated}T00:00:00+00:00"}
        self._levels = {level.id: self._say(level.name) for level in framework.levels}
        self._document = self._link(framework.iri, self._say(framework.title))
        self._licence = self._link(framework.licence.url, framework.licence.name)
        self._kinds: dict[str, dict[str, str]] = {}
        self._items: list[dict[str, Any]] = []
        self._associations: list[dict[str, Any]] = []

    def whole(self) -> dict[str, Any]:
        for place, area in enumerate(self._framework.areas, start=1):
            self._add("Area", area.iri, self._say(area.name), self._document, place,
                      humanCodingScheme=area.code)  # fmt: skip
            for below, competency in enumerate(area.competencies, start=1):
                self._add_competency(competency, self._items_link(area.iri, area.name), below)
        return {
            "CFDocument": self._cf_document(),
            "CFItems": self._items,
            "CFAssociations": self._associations,
            "CFDefinitions": {
                "CFItemTypes": [
                    {**_node(link), "description": kind, "hierarchyCode": str(number)}
                    | self._changed
                    for number, (kind, link) in enumerate(self._kinds.items(), start=1)
                ],
                "CFLicenses": [
                    {
                        **_node(self._licence),
                        "licenseText": self._say(self._framework.licence.attribution),
                        **self._changed,
                    }
                ],
            },
        }

    def _cf_document(self) -> dict[str, Any]:
        return {
            **_node(self._document),
            "creator": self._framework.creator,
            "description": self._say(self._framework.description),
            "language": self._language,
            "version": self._framework.version,
            "adoptionStatus": "Adopted",
            "licenseURI": self._licence,
            "notes": "\n".join(self._framework.sources),
            **self._changed,
        }

    def _add_competency(self, competency: Competency, parent: dict[str, str], place: int) -> None:
        level = self._levels.get(competency.level)
        self._add("Competency", competency.iri, self._say(competency.statement), parent, place,
                  humanCodingScheme=competency.code,
                  abbreviatedStatement=self._say(competency.name),
                  **({"conceptKeywords": [level]} if level else {}))  # fmt: skip
        here = self._items_link(competency.iri, competency.name)
        for below, (role, texts) in enumerate(sorted(competency.roles.items()), start=1):
            iri = f"urn:uuid:{case_identifier(f'{competency.iri} {role}')}"
            self._add("Role descriptor", iri, self._say(texts), here, below,
                      humanCodingScheme=f"{competency.code}-{role}")  # fmt: skip

    def _add(
        self, kind: str, iri: str, statement: str, parent: dict[str, str], place: int, **more: Any
    ) -> None:
        item = self._link(iri, more.get("abbreviatedStatement", statement))
        kind_iri = f"urn:uuid:{case_identifier(f'{self._framework.iri} {kind}')}"
        self._items.append(
            {
                "identifier": item["identifier"],
                "uri": iri,
                "fullStatement": statement,
                **more,
                "CFItemType": kind,
                "CFItemTypeURI": self._kinds.setdefault(kind, self._link(kind_iri, kind)),
                "language": self._language,
                **self._changed,
            }
        )
        identifier = case_identifier(f"{iri} isChildOf {parent['uri']}")
        self._associations.append(
            {
                "identifier": identifier,
                "uri": f"urn:uuid:{identifier}",
                "associationType": "isChildOf",
                "sequenceNumber": place,
                "originNodeURI": item,
                "destinationNodeURI": parent,
                **self._changed,
            }
        )

    def _items_link(self, iri: str, name: Mapping[str, str]) -> dict[str, str]:
        return self._link(iri, self._say(name))

    def _link(self, iri: str, title: str) -> dict[str, str]:
        """Return CASE's LinkURI."""
        return {"title": title, "identifier": case_identifier(iri), "uri": iri}

    def _say(self, texts: Mapping[str, str]) -> str:
        return in_language(texts, self._language)


def _node(link: Mapping[str, str]) -> dict[str, str]:
    return {"identifier": link["identifier"], "uri": link["uri"], "title": link["title"]}


def _twice(what: str, values: Iterable[str]) -> Iterator[str]:
    for value, times in Counter(values).items():
        if times > 1:
            yield f"{what}: expected each once, found {value!r} {times} times"


def _texts(framework: Framework) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield every text of a framework with where it stands."""
    yield "title", framework.title
    yield "description", framework.description
    yield "licence: attribution", framework.licence.attribution
    for level in framework.levels:
        yield f"level {level.id}", level.name
    for area in framework.areas:
        yield f"area {area.code}: name", area.name
    for each in framework.competencies:
        yield f"competency {each.code}: name", each.name
        yield f"competency {each.code}: statement", each.statement
        for role, texts in each.roles.items():
            yield f"competency {each.code}: roles: {role}", texts
