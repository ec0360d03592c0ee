"""Frameworks: what a role needs, what is wrong in one, and the CASE package it becomes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from ujuzi.domain.framework import (
    Area,
    Competency,
    Framework,
    Level,
    Licence,
    Pathway,
    case_identifier,
    case_package,
    framework_mistakes,
    in_language,
)

COUNT = Competency(
    code="1.1",
    iri="https://example.org/f#1.1",
    name={"en": "Counting", "fr": "Compter"},
    statement={"en": "Counts.", "fr": "Compte."},
    level="first",
    roles={"leader": {"en": "Has others count.", "fr": "Fait compter."}},
)
WEIGH = Competency(
    code="1.2",
    iri="https://example.org/f#1.2",
    name={"en": "Weighing", "fr": "Peser"},
    statement={"en": "Weighs.", "fr": "Pèse."},
    level="first",
)
FRAMEWORK = Framework(
    id="market",
    iri="https://example.org/f",
    version="1",
    updated="2026-01-31",
    languages=("en", "fr"),
    title={"en": "Market", "fr": "Marché"},
    description={"en": "Sums.", "fr": "Calculs."},
    creator="Ada",
    licence=Licence(
        name="CC BY 4.0", url="https://example.org/by", attribution={"en": "Ada", "fr": "Ada"}
    ),
    sources=("Ada, 2026",),
    audience=("teacher",),
    levels=(Level(id="first", name={"en": "First", "fr": "Premier"}),),
    areas=(
        Area(
            code="1",
            iri="https://example.org/f#1",
            name={"en": "Sums", "fr": "Calculs"},
            competencies=(COUNT, WEIGH),
        ),
    ),
)


def with_competencies(*competencies: Competency) -> Framework:
    area = msgspec.structs.replace(FRAMEWORK.areas[0], competencies=competencies)
    return msgspec.structs.replace(FRAMEWORK, areas=(area,))


def changed(**fields: Any) -> Competency:
    return msgspec.structs.replace(COUNT, **fields)


def test_a_role_of_the_audience_needs_everything_and_another_what_describes_it() -> None:
    assert FRAMEWORK.for_role("teacher") == (COUNT, WEIGH)
    assert FRAMEWORK.for_role("leader") == (COUNT,)
    assert FRAMEWORK.for_role("support") == ()


def test_a_role_reads_its_own_descriptor_where_there_is_one() -> None:
    assert COUNT.statement_for("leader")["en"] == "Has others count."
    assert COUNT.statement_for("teacher")["en"] == "Counts."


def test_a_text_falls_back_to_english_and_then_to_what_there_is() -> None:
    assert in_language({"en": "a", "fr": "b"}, "fr") == "b"
    assert in_language({"en": "a", "fr": "b"}, "am") == "a"
    assert in_language({"pt": "c"}, "am") == "c"


def test_a_sound_framework_has_no_mistakes() -> None:
    assert list(framework_mistakes(FRAMEWORK)) == []


def test_every_mistake_says_where_and_what_was_expected() -> None:
    framework = with_competencies(
        COUNT, changed(iri="urn:x:1", level="last", name={"en": "Counting"})
    )

    assert list(framework_mistakes(framework)) == [
        "codes of competencies: expected each once, found '1.1' 2 times",
        "competency 1.1: level: expected first, found 'last'",
        "competency 1.1: name: expected a text in each of its languages, 'fr' is missing",
    ]


def test_two_things_may_not_share_an_iri() -> None:
    framework = with_competencies(COUNT, changed(code="1.2"))

    assert list(framework_mistakes(framework)) == [
        "IRIs: expected each once, found 'https://example.org/f#1.1' 2 times"
    ]


def test_a_level_needs_a_framework_with_levels() -> None:
    framework = msgspec.structs.replace(with_competencies(COUNT), levels=())

    assert list(framework_mistakes(framework)) == [
        "competency 1.1: level: expected none, for the framework names no levels"
    ]


def test_a_pathway_starts_with_its_foundation_and_unknown_courses_come_last() -> None:
    pathway = Pathway(role="teacher", title={"en": "T"}, foundation="a", electives=("c", "b"))

    assert sorted("xcba", key=pathway.place) == ["a", "c", "b", "x"]


def test_case_hangs_each_item_under_its_parent_up_to_the_document() -> None:
    package = case_package(FRAMEWORK, "en")
    titles = {item["identifier"]: item["fullStatement"] for item in package["CFItems"]}
    titles[package["CFDocument"]["identifier"]] = package["CFDocument"]["title"]
    tree = {
        titles[each["originNodeURI"]["identifier"]]: titles[
            each["destinationNodeURI"]["identifier"]
        ]
        for each in package["CFAssociations"]
        if each["associationType"] == "isChildOf"
    }

    assert tree == {
        "Sums": "Market",
        "Counts.": "Sums",
        "Has others count.": "Counts.",
        "Weighs.": "Sums",
    }


def test_case_has_the_fields_that_1edtech_requires() -> None:
    package = case_package(FRAMEWORK, "en")
    link = {"title", "identifier", "uri"}

    assert package["CFDocument"].keys() >= {"creator", "lastChangeDateTime", *link}
    for item in package["CFItems"]:
        assert item.keys() >= {"identifier", "uri", "fullStatement", "lastChangeDateTime"}
        assert item["CFItemTypeURI"].keys() == link
    for each in package["CFAssociations"]:
        assert each.keys() >= {"identifier", "uri", "associationType", "lastChangeDateTime"}
        assert each["originNodeURI"].keys() == each["destinationNodeURI"].keys() == link
    for kind in package["CFDefinitions"]["CFItemTypes"]:
        assert kind.keys() >= {"description", "hierarchyCode", "lastChangeDateTime", *link}
    (licence,) = package["CFDefinitions"]["CFLicenses"]
    assert licence["identifier"] == package["CFDocument"]["licenseURI"]["identifier"]
    assert licence["licenseText"] == "Ada"


def test_case_identifiers_are_uuids_unique_in_a_package_and_the_same_in_every_language() -> None:
    english, french = case_package(FRAMEWORK, "en"), case_package(FRAMEWORK, "fr")

    def identifiers(package: dict[str, Any]) -> list[str]:
        parts = (package["CFItems"], package["CFAssociations"], [package["CFDocument"]])
        return [each["identifier"] for part in parts for each in part]

    assert identifiers(english) == identifiers(french)
    assert len(set(identifiers(english))) == len(identifiers(english))
    assert {UUID(each).version for each in identifiers(english)} == {5}
    assert french["CFItems"][1]["abbreviatedStatement"] == "Compter"


def test_an_iri_that_is_a_uuid_already_is_its_own_case_identifier() -> None:
    uuid = "e2564f14-90d1-5c47-9261-02209e8408bf"

    assert case_identifier(f"urn:uuid:{uuid}") == uuid
    assert case_identifier("urn:uuid:nonsense") != "nonsense"


def test_the_same_framework_gives_the_same_package_byte_for_byte() -> None:
    once, again = (msgspec.json.encode(case_package(FRAMEWORK, "fr")) for _ in range(2))

    assert once == again
