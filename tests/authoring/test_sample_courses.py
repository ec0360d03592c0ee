"""The courses that ship with the program build without a word of warning."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import msgspec
import pytest

from helpers.course_folders import KEY
from ujuzi.authoring.builder import build_pack
from ujuzi.authoring.course_folder import read_course_folder
from ujuzi.domain.course import Course
from ujuzi.paths import resource

FACTS_CHECKED = date(2026, 11, 29)
PRACTICE_MINUTES = 60
"""What the activities that leave the screen take at least, beyond the minutes of their lessons."""
FOLDERS = sorted(file.parent for file in resource("courses").glob("*/*/course.yaml"))


def ids(course: Course) -> list[tuple[str, list[str]]]:
    return [(module.id, [a.id for a in module.activities]) for module in course.modules]


@pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}"
)
def test_a_sample_course_builds_without_a_warning(folder: Path, tmp_path: Path) -> None:
    built = build_pack(folder, tmp_path / "sample.pack", KEY, today=FACTS_CHECKED)
    assert built.warnings == ()
    assert (built.manifest.course.id, built.manifest.course.language) == (
        folder.parent.name,
        folder.name,
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_a_sample_assessment_draws_evenly_and_earns_a_certificate(folder: Path) -> None:
    for assessment in read_course_folder(folder).course.assessments:
        drawn: Counter[str] = Counter()
        for quota in assessment.blueprint:
            drawn[quota.competency] += quota.items
        assert assessment.items == 20
        assert set(drawn.values()) == {4}
        assert assessment.achievement is not None
        assert assessment.pass_mark_basis in {
            "provisional: no panel has met",
            "provisoire : aucun jury ne s’est réuni",
        }
        assert len(assessment.achievement.alignments) == len(drawn)


def test_a_course_has_the_same_ids_in_every_language() -> None:
    by_course: dict[str, list[object]] = {}
    for folder in FOLDERS:
        source = read_course_folder(folder)
        items = {
            path: [
                (item["id"], item["type"], [choice["id"] for choice in item.get("choices", [])])
                for item in msgspec.to_builtins(quiz)["items"]
            ]
            for path, quiz in (source.quizzes | source.banks).items()
        }
        by_course.setdefault(folder.parent.name, []).append((ids(source.course), items))
    assert by_course
    for languages in by_course.values():
        assert all(each == languages[0] for each in languages)


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_a_sample_certificate_claims_what_was_asked_and_no_more(folder: Path) -> None:
    course = read_course_folder(folder).course
    for assessment in course.assessments:
        stated = assessment.achievement
        assert stated is not None
        shown_by_choosing = {
            "en": ("Recognises ", "Knows "),
            "fr": ("Reconnaît ", "Sait ", "Connaît "),
        }
        assert all(each.startswith(shown_by_choosing[course.language]) for each in stated.outcomes)
        assert stated.awarding_body in {
            "Demonstration, not an accredited award",
            "Démonstration, sans valeur de titre accrédité",
        }
        assert stated.name == course.title
        minutes = sum(activity.minutes for activity in course.activities) + assessment.minutes
        assert stated.hours == course.workload_hours
        assert stated.hours * 60 >= minutes + PRACTICE_MINUTES


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_module_of_a_sample_course_states_its_objectives(folder: Path) -> None:
    for module in read_course_folder(folder).course.modules:
        assert len(module.objectives) >= 2
