"""The courses that ship with the program build without a word of warning."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import msgspec
import pytest
from ruamel.yaml import YAML

from helpers.clocks import FakeClock
from helpers.course_folders import KEY
from helpers.desks import PIN
from ujuzi.authoring.builder import build_pack
from ujuzi.authoring.course_folder import CourseFolder, read_course_folder
from ujuzi.domain.course import ActivityKind, Course
from ujuzi.frameworks.reading import read_framework
from ujuzi.paths import resource
from ujuzi.services.desk import open_desk

SAMPLE = resource("courses", "ai-literacy-teachers-1")
BEFORE = sorted((Path(__file__).parents[1] / "assets" / "courses").glob(f"{SAMPLE.name}.version-*"))
"""The ids that people's progress on each earlier version is kept by."""
CHOICES = [
    {"id": "a", "text": "One", "right": True, "feedback": "Yes."},
    {"id": "b", "text": "Other", "feedback": "No."},
]
GOALS = {
    "en": "After this lesson you will be able to",
    "fr": "Après cette leçon, vous saurez",
}
TRY_IT = {"en": "## Try it\n", "fr": "## À vous\n"}
NEEDS_OTHERS = {
    "en": ("colleague|one person", r"\*(?:[Aa]lone|Nobody)|to the empty room"),
    "fr": ("collègue|à quelqu’un", r"\*(?:Sans collègue|sans collègue|Personne)|à la salle vide"),
}
"""Words that ask for somebody else, and those that say what to do without."""
FACTS_CHECKED = date(2026, 11, 29)
PRACTICE_MINUTES = 60
"""What the activities that leave the screen take at least, beyond the minutes of their lessons."""
FOLDERS = sorted(file.parent for file in resource("courses").glob("*/*/course.yaml"))


@cache
def course_folder(folder: Path) -> CourseFolder:
    return read_course_folder(folder)


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
    for assessment in course_folder(folder).course.assessments:
        drawn: Counter[str] = Counter()
        for quota in assessment.blueprint:
            drawn[quota.competency] += quota.items
        assert assessment.items == 20
        assert set(drawn.values()) == {4}
        assert assessment.achievement is not None
        assert assessment.pass_mark_basis in {
            "provisional: no panel has met",
            "provisoire\u00a0: aucun jury ne s’est réuni",
        }
        assert len(assessment.achievement.alignments) == len(drawn)


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_lesson_of_a_sample_course_states_what_one_can_do_after_it(folder: Path) -> None:
    course = course_folder(folder).course
    for activity in course.activities:
        if activity.kind is not ActivityKind.LESSON:
            continue
        text = (folder / activity.file).read_text("utf-8")
        _, _, after = text.partition(f"> [!NOTE] {GOALS[course.language]}\n")
        goals = after.partition("\n\n")[0].splitlines()
        assert len(goals) >= 2, activity.id
        assert all(goal.startswith("> - ") for goal in goals), activity.id


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_whoever_has_no_colleague_is_given_a_way(folder: Path) -> None:
    """In each lesson whose activity asks something of somebody else."""
    course = course_folder(folder).course
    others, alone = NEEDS_OTHERS[course.language]
    for activity in course.activities:
        if activity.kind is not ActivityKind.LESSON:
            continue
        text = (folder / activity.file).read_text("utf-8")
        _, _, practice = text.partition(TRY_IT[course.language])
        assert practice, activity.id
        if re.search(others, practice):
            assert re.search(alone, practice), activity.id


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_every_fact_that_may_grow_old_has_a_source_on_the_web(folder: Path) -> None:
    facts = YAML(typ="safe").load((folder.parent / "facts.yaml").read_text("utf-8"))["facts"]
    assert len(facts) >= 20
    assert all(fact["source"].startswith("https://") for fact in facts)
    named = {activity for fact in facts for activity in fact["activities"]}
    assert {"rules-that-apply-here", "what-ai-is", "feedback-and-assessment"} <= named


@pytest.mark.parametrize("file", BEFORE, ids=lambda file: file.stem)
def test_nobody_loses_what_she_did_on_an_earlier_version(file: Path) -> None:
    before = json.loads(file.read_text("utf-8"))
    course = course_folder(SAMPLE / "en").course
    assert course.version > before["version"]
    now = {module.id: {a.id: a.kind.value for a in module.activities} for module in course.modules}
    assert all(
        activities.items() <= now[module].items()
        for module, activities in before["modules"].items()
    )
    assert {a.id for a in course.assessments} >= set(before["assessments"])
    source = course_folder(SAMPLE / "en")
    for quiz, items in before["quizzes"].items():
        kept = {item.id for item in source.quizzes[course.activity(quiz).file].items}
        assert kept >= set(items), quiz
    banks = {item.id for bank in source.banks.values() for item in bank.items}
    assert banks >= set(before["bank"])


def test_a_course_finished_on_the_version_before_is_finished_on_this_one(tmp_path: Path) -> None:
    built_before = build_pack(_folder_before(tmp_path / "before"), tmp_path / "before.pack", KEY)
    built = build_pack(SAMPLE / "en", tmp_path / "now.pack", KEY, today=FACTS_CHECKED)
    desk = open_desk(tmp_path / "data", FakeClock())
    ada = desk.people.create(name="Ada", role="teacher", language="en", pin=PIN).learner
    desk.library.trust_key("Ujuzi", KEY.public)
    desk.library.install(tmp_path / "before.pack")
    pack = desk.library.courses(ada)[0].pack
    for activity in built_before.manifest.course.activities:
        desk.learning.open(ada, pack, activity.id)
        desk.learning.complete(ada, pack, activity.id)
    done = desk.library.courses(ada)[0]
    assert done.state == "completed"

    desk.library.install(tmp_path / "now.pack")

    (card,) = desk.library.courses(ada)
    assert (card.version, card.state) == (built.manifest.course.version, "completed")
    assert card.version > built_before.manifest.course.version
    assert (card.completed, card.required) == (done.completed, done.required)
    desk.close()


def _folder_before(folder: Path) -> Path:
    """Write a course of the ids and kinds that the version before had, and little text."""
    before = json.loads(BEFORE[-1].read_text("utf-8"))
    real = {a.id: a.file for a in course_folder(SAMPLE / "en").course.activities}
    modules = []
    for module, activities in before["modules"].items():
        entries = []
        for activity, kind in activities.items():
            file = real[activity].replace(".json", ".yaml")
            content = (SAMPLE / "en" / file).read_bytes()
            if kind == "lesson":
                content = b"Nothing yet."
            elif kind == "quiz":
                question = {"type": "choice", "prompt": "Which?", "choices": CHOICES}
                items = [{"id": item, **question} for item in before["quizzes"][activity]]
                content = json.dumps({"items": items}).encode()
            target = folder / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            entry = {"id": activity, "kind": kind, "title": activity, "file": file}
            entries.append({**entry, "required": kind != "handout"})
        modules.append({"id": module, "title": module, "activities": entries})
    course: dict[str, object] = {"id": SAMPLE.name, "title": "Before", "language": "en"}
    course |= {"kind": "general", "version": before["version"], "publisher": "Ujuzi"}
    text = json.dumps({**course, "modules": modules})
    (folder / "course.yaml").write_text(text, "utf-8")
    return folder


def test_english_sets_no_space_before_a_percent_sign() -> None:
    for file in (SAMPLE / "en").rglob("*"):
        if file.suffix in {".md", ".yaml", ".vtt"}:
            assert not re.search(r"\d[ \u00a0\u202f]%", file.read_text("utf-8")), file


def test_a_course_has_the_same_ids_in_every_language() -> None:
    by_course: dict[str, list[object]] = {}
    for folder in FOLDERS:
        source = course_folder(folder)
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
    course = course_folder(folder).course
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
    for module in course_folder(folder).course.modules:
        assert len(module.objectives) >= 2


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_a_module_is_called_as_the_framework_calls_its_aspect(folder: Path) -> None:
    course = course_folder(folder).course
    framework = read_framework(resource("frameworks", "unesco-ai-cft.json"))
    names = {
        f"{framework.id}:{competency.code}": area.name[course.language]
        for area in framework.areas
        for competency in area.competencies
    }
    for module in course.modules:
        assert {names[competency] for competency in module.competencies} == {module.title}
