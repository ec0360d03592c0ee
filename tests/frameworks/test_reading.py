"""Framework files: what ships is whole, a centre's own is found, and a bad one is explained."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from helpers.questionnaires import QUESTIONNAIRE, write_questionnaire
from ujuzi.domain.framework import Framework
from ujuzi.domain.self_assessment import Questionnaire, Statement
from ujuzi.errors import RefusedError, WorldError
from ujuzi.frameworks.reading import (
    MAX_FILE_BYTES,
    export_case,
    read_catalogue,
    read_framework,
    read_pathway,
    read_pathways,
    read_questionnaire,
    read_questionnaires,
    schema,
)
from ujuzi.paths import resource

ROLES = ("teacher", "support", "leader")
AI_CFT = resource("frameworks", "unesco-ai-cft.json")
SHIPPED = sorted(
    file for file in resource("frameworks").glob("*.json") if file.name != "schema.json"
)


def raw() -> dict[str, Any]:
    return dict(json.loads(AI_CFT.read_bytes()))


def written(folder: Path, value: object, name: str = "own.json") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(json.dumps(value), encoding="utf-8")
    return file


def mistakes(file: Path) -> tuple[str, ...]:
    with pytest.raises(RefusedError) as error:
        read_framework(file)
    assert error.value.code == "framework-mistakes"
    found = error.value.facts["mistakes"]
    assert isinstance(found, tuple)
    return found


def test_the_unesco_framework_is_five_aspects_at_three_levels() -> None:
    framework = read_framework(AI_CFT)

    assert len(framework.areas) == 5
    for area in framework.areas:
        assert [each.level for each in area.competencies] == ["acquire", "deepen", "create"]
    assert framework.licence.name == "CC BY-SA 3.0 IGO"
    assert "UNESCO" in framework.licence.attribution["en"]


def test_the_digital_framework_follows_the_six_areas_of_digcompedu() -> None:
    framework = read_framework(resource("frameworks", "he-digital.json"))

    assert [len(area.competencies) for area in framework.areas] == [4, 3, 4, 3, 3, 5]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_framework_speaks_english_and_french_to_every_role(file: Path) -> None:
    framework = read_framework(file)

    assert framework.id == file.stem
    assert {"en", "fr"} <= set(framework.languages)
    assert all(len(framework.for_role(role)) >= 8 for role in ROLES)
    for each in framework.competencies:
        assert "teacher" not in each.roles
        assert each.statement["en"] != each.statement["fr"]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_pathway_that_starts_with_a_shipped_course(role: str) -> None:
    pathway = read_pathways()[role]

    assert resource("courses", pathway.foundation).is_dir()
    assert {"en", "fr"} <= set(pathway.title)


@pytest.mark.parametrize(
    ("folder", "kind"), [("frameworks", Framework), ("self_assessments", Questionnaire)]
)
def test_the_schema_beside_the_files_is_that_of_the_program(
    folder: str, kind: type[Framework | Questionnaire]
) -> None:
    assert json.loads(resource(folder, "schema.json").read_bytes()) == json.loads(
        msgspec.json.encode(schema(kind))
    )


def test_a_centres_own_questionnaire_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    write_questionnaire(tmp_path)

    assert read_questionnaires(tmp_path)["unesco-ai-cft", "teacher"] == QUESTIONNAIRE
    assert read_questionnaires().get(("unesco-ai-cft", "teacher")) != QUESTIONNAIRE


def test_every_mistake_of_a_questionnaire_is_told(tmp_path: Path) -> None:
    _, two, *others = QUESTIONNAIRE.statements
    wrong = msgspec.structs.replace(
        QUESTIONNAIRE,
        scale=QUESTIONNAIRE.scale[::-1],
        statements=(
            Statement("s1", "unesco-ai-cft:9.9", {"en": "I fly."}),
            msgspec.structs.replace(two, id="s1"),
            *others,
        ),
    )

    with pytest.raises(RefusedError) as error:
        read_questionnaire(write_questionnaire(tmp_path, wrong), read_catalogue())

    assert error.value.facts["mistakes"] == (
        "scale: expected the values 1 to 5 in rising order, found [5, 4, 3, 2, 1]",
        "statements: expected each id once, found 's1' 2 times",
        "statement s1: competency: expected one of unesco-ai-cft, found 'unesco-ai-cft:9.9'",
        "statement s1: text: expected a text in each of its languages, 'fr' is missing",
    )


def test_a_centres_own_framework_is_found_in_the_data_directory(tmp_path: Path) -> None:
    own = raw() | {"id": "own-centre", "iri": "https://centre.example/own"}
    written(tmp_path / "frameworks", own)

    catalogue = read_catalogue(tmp_path)

    competency = catalogue.competency("own-centre:1.1")
    assert competency is not None
    assert competency.name["fr"] == "Pouvoir d’agir (agentivité humaine)"
    assert catalogue.competency("unesco-ai-cft:1.1") is not None


def test_a_centres_own_pathway_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own = {"role": "leader", "title": {"en": "Ours"}, "foundation": "a", "electives": ["b"]}
    written(tmp_path / "pathways", own)

    assert read_pathways(tmp_path)["leader"].courses == ("a", "b")
    assert read_pathways(tmp_path)["teacher"] == read_pathways()["teacher"]


def test_a_bad_file_hides_no_other(tmp_path: Path) -> None:
    written(tmp_path / "frameworks", {})

    assert read_catalogue(tmp_path) == read_catalogue()


def test_an_unknown_framework_or_competency_is_said_to_be_missing() -> None:
    with pytest.raises(RefusedError) as error:
        read_catalogue().framework("nowhere")
    assert error.value.code == "framework-missing"
    assert read_catalogue().competency("unesco-ai-cft:9.9") is None


def test_every_mistake_of_form_is_told_with_where_it_is(tmp_path: Path) -> None:
    framework = raw()
    framework["titel"] = framework.pop("title")
    framework["updated"] = "yesterday"
    framework["areas"][0]["competencies"][1]["iri"] = "not an address"
    framework["areas"][4]["competencies"][0]["roles"] = {"gardener": {"en": "Waters."}}
    del framework["areas"][2]["name"]

    found = mistakes(written(tmp_path, framework))

    assert found == (
        "the file: unknown key 'titel'; did you mean 'title'?",
        'the file: updated: expected a day, such as 2026-01-31, found "yesterday"',
        "the file: title is missing",
        "the file: areas: number 1: competencies: number 2: iri: expected an IRI, such as"
        ' https://centre.example/skills#1.1, found "not an address"',
        "the file: areas: number 3: name is missing",
        "the file: areas: number 5: competencies: number 1: roles: expected texts by role, such as"
        ' {"leader": {"en": "Sets rules."}}, found {"gardener": {"en": "Waters."}}',
    )


def test_mistakes_of_sense_are_told_as_well(tmp_path: Path) -> None:
    framework = raw()
    del framework["areas"][0]["name"]["fr"]
    framework["areas"][1]["competencies"][0]["level"] = "master"

    assert mistakes(written(tmp_path, framework)) == (
        "competency 2.1: level: expected acquire or deepen or create, found 'master'",
        "area 1: name: expected a text in each of its languages, 'fr' is missing",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{\n  'id': 1}", "line 2: expected JSON"),
        (b"", "line 1: expected JSON"),
        (b"\xff\xfe\x00", "expected JSON in UTF-8"),
        (b"[" * 100_000, "expected JSON"),
        (b"[]", "the file: expected object, got array, found []"),
        (b" " * (MAX_FILE_BYTES + 1), "expected at most"),
    ],
    ids=["not JSON", "empty", "not UTF-8", "too deep", "a list", "too large"],
)
def test_what_is_no_framework_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "bad.json"
    file.write_bytes(content)

    (found,) = mistakes(file)

    assert said in found


def test_a_pathway_of_an_unknown_role_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, {"role": "cook", "title": {"en": "C"}, "foundation": "a"})

    with pytest.raises(RefusedError, match=r"role: .*cook"):
        read_pathway(file)


def test_a_missing_file_is_the_worlds_fault(tmp_path: Path) -> None:
    with pytest.raises(WorldError):
        read_framework(tmp_path / "none.json")


def test_the_case_export_is_one_json_file(tmp_path: Path) -> None:
    output = tmp_path / "case.json"

    package = export_case(read_framework(AI_CFT), "fr", output)

    assert json.loads(output.read_bytes()) == package
    assert len(package["CFItems"]) == 5 + 15 + 16
    assert package["CFDocument"]["language"] == "fr"
    assert output.read_bytes() == msgspec.json.format(msgspec.json.encode(package)) + b"\n"


def test_an_export_needs_a_language_of_the_framework_and_a_place(tmp_path: Path) -> None:
    framework = read_framework(AI_CFT)

    with pytest.raises(RefusedError, match="'am', but in en, fr"):
        export_case(framework, "am", tmp_path / "case.json")
    with pytest.raises(WorldError):
        export_case(framework, "en", tmp_path / "nowhere" / "case.json")
