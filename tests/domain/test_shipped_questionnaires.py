"""The self-assessments that ship: short, in two languages, about what their role needs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import pytest

from ujuzi.domain.framework import Framework
from ujuzi.domain.self_assessment import HIGHEST, LOWEST, Questionnaire
from ujuzi.paths import resource

FILES = sorted(resource("self_assessments").glob("*.*.json"))
LONGEST = 120
"""Characters of a statement: two lines on a small screen."""

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def questionnaire(file: Path) -> Questionnaire:
    return msgspec.json.decode(file.read_bytes(), type=Questionnaire)


def framework(name: str) -> Framework:
    return msgspec.json.decode(resource("frameworks", f"{name}.json").read_bytes(), type=Framework)


def test_every_role_may_assess_herself_in_ai() -> None:
    assert {file.name for file in FILES} == {
        "he-digital.teacher.json",
        "unesco-ai-cft.leader.json",
        "unesco-ai-cft.support.json",
        "unesco-ai-cft.teacher.json",
    }


@each_file
def test_a_file_is_named_by_its_framework_and_role(file: Path) -> None:
    found = questionnaire(file)
    assert file.name == f"{found.framework}.{found.role}.json"
    assert [grade.value for grade in found.scale] == list(range(LOWEST, HIGHEST + 1))


@each_file
def test_ten_minutes_are_enough_and_each_competency_of_the_role_is_asked(file: Path) -> None:
    found = questionnaire(file)
    of_framework = framework(found.framework)
    asked = Counter(statement.competency for statement in found.statements)

    assert 22 <= len(found.statements) <= 33
    assert set(asked) == {of_framework.compact(c) for c in of_framework.for_role(found.role)}
    assert max(asked.values()) - min(asked.values()) <= 1


@each_file
def test_a_statement_is_there_once_in_both_languages_and_short(file: Path) -> None:
    found = questionnaire(file)
    assert len({statement.id for statement in found.statements}) == len(found.statements)
    for texts in (found.title, *(grade.label for grade in found.scale)):
        assert set(texts) == set(found.languages) == {"en", "fr"}
    for statement in found.statements:
        assert set(statement.text) == set(found.languages)
        assert max(map(len, statement.text.values())) <= LONGEST
        assert statement.id.startswith(statement.competency.partition(":")[2] + "-")
    for language in found.languages:
        texts_here = [statement.text[language] for statement in found.statements]
        assert len(set(texts_here)) == len(texts_here)
