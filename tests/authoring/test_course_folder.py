"""A course folder is read whole, and every mistake in it is reported at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from helpers.course_folders import ASSETS, SMALL_COURSE, copy_small_course, edit
from ujuzi.authoring.course_folder import read_course_folder
from ujuzi.authoring.mistakes import Mistake
from ujuzi.domain.course import ActivityKind
from ujuzi.errors import RefusedError, WorldError

CASES = ASSETS / "cases"


def mistakes(folder: Path) -> list[str]:
    with pytest.raises(RefusedError) as refusal:
        read_course_folder(folder)
    assert refusal.value.code == "course-mistakes"
    found = refusal.value.facts["mistakes"]
    assert isinstance(found, tuple)
    assert all(isinstance(each, Mistake) for each in found)
    return [str(each) for each in found]


def test_the_small_course_is_read_whole() -> None:
    found = read_course_folder(SMALL_COURSE)
    assert found.warnings == ()
    assert [activity.kind for activity in found.course.activities] == [
        ActivityKind.LESSON,
        ActivityKind.QUIZ,
        ActivityKind.VIDEO,
        ActivityKind.HANDOUT,
    ]
    assert set(found.files) == {
        "figures/stall.svg",
        "media/film.md",
        "media/film.vtt",
        "media/film.webm",
        "media/sheet.pdf",
        "words/counting.md",
    }
    assert [item.id for item in found.quizzes["words/quiz.json"].items] == [
        "heaps", "fruits", "town", "steps", "pairs",
    ]  # fmt: skip
    assert sorted(formula.latex for formula, _ in found.formulas) == [
        "5", "50 + n", "50 n", r"\frac{m}{n}", "m", "n", "n",
    ]  # fmt: skip


COURSE, QUIZ, LESSON, BANK = (
    "course.yaml",
    "words/quiz.yaml",
    "words/counting.md",
    "final/bank.yaml",
)

TABLE = {
    "an id with capitals": (COURSE, "id: market-sums", "id: Market", "course.yaml:1: id: expected"),
    "a missing title": (
        COURSE, 'title: "Sums at the market"\n', "", "course.yaml:1: title is missing",
    ),
    "a misspelt key": (
        COURSE, "licence:", "license:", "course.yaml:7: unknown key 'license'; did you mean 'lic",
    ),
    "a key that is nothing like another": (
        COURSE, "licence:", "zzz:", "course.yaml:7: unknown key 'zzz'; known here: ",
    ),
    "a key that stands twice": (
        COURSE, "version: 1", "version: 1\nversion: 2",
        "course.yaml:6: 'version' stands here twice",
    ),
    "a version of zero": (
        COURSE, "version: 1", "version: 0", "course.yaml:5: version: expected a whole number from",
    ),
    "a version that is a fraction": (
        COURSE, "version: 1", "version: 1.5", "course.yaml:5: version: expected a whole number",
    ),
    "a title that YAML takes for a number": (
        COURSE, 'title: "Words first"', "title: 2024",
        "course.yaml:13: title: expected some text, found a whole number (2024); put quotes",
    ),
    "a title of two lines": (
        COURSE, 'title: "Words first"', 'title: "Words\\nfirst"',
        "course.yaml:13: title: expected one line",
    ),
    "an unknown kind of course": (
        COURSE, "kind: general", "kind: special",
        "course.yaml:4: kind: expected general, localised or customised, found 'special'",
    ),
    "an unknown kind of activity": (
        COURSE, "kind: handout", "kind: game",
        "course.yaml:29: kind: expected lesson, video, handout or quiz, found 'game'",
    ),
    "a required that is neither": (
        COURSE, "required: false", "required: perhaps",
        "course.yaml:29: required: expected true or false, found text (perhaps)",
    ),
    "a malformed competency": (
        COURSE, "competencies: [unesco-ai-cft:1.1]\nmodules", "competencies: [1.1]\nmodules",
        "course.yaml:10: competencies: expected a competency",
    ),
    "answers that are no list": (
        QUIZ, 'accept: ["Gaoua"]', "accept: Gaoua",
        "words/quiz.yaml:20: accept: expected a list of accepted answers, found text (Gaoua)",
    ),
    "two activities of one id": (
        COURSE, "id: sheet", "id: counting", "course.yaml:29: id: another activity is called",
    ),
    "a file that is missing": (
        COURSE, "words/counting.md", "words/lost.md", "course.yaml:16: the file words/lost.md",
    ),
    "a path that leaves the folder": (
        COURSE, "words/counting.md", "../counting.md", "course.yaml:16: file: expected a path",
    ),
    "an absolute path": (
        COURSE, "words/counting.md", "/etc/counting.md", "course.yaml:16: file: expected a path",
    ),
    "a device of Windows": (
        COURSE, "media/sheet.pdf", "media/nul.pdf", "'media/nul.pdf' is a device name on Windows",
    ),
    "a file of the wrong kind": (
        COURSE, "file: words/counting.md", "file: media/sheet.pdf",
        "course.yaml:16: file: expected a path in the course folder, in lower case that ends in",
    ),
    "one quiz for two activities": (
        COURSE,
        "      - {id: counting, kind: lesson, title: \"Counting mangoes\", file: words/counting.md",
        "      - {id: counting, kind: quiz, title: \"Counting mangoes\", file: words/quiz.yaml",
        "course.yaml:17: another activity uses 'words/quiz.yaml'",
    ),
    "no YAML": (COURSE, "kind: general", "kind: [general", "expected YAML: "),
    "a link to no activity": (
        LESSON, "activity:words-quiz", "activity:lost",
        "words/counting.md:21: there is no activity 'lost'",
    ),
    "a picture of an unknown kind": (
        LESSON, "figures/stall.svg", "figures/stall.bmp",
        "words/counting.md:11: expected a picture such as",
    ),
    "a question without a right answer": (
        QUIZ, 'text: "Two", right: true', 'text: "Two"',
        "words/quiz.yaml:7: choices: expected `right: true` on the right answer",
    ),
    "two right answers without saying so": (
        QUIZ, "    multiple: true\n", "",
        "words/quiz.yaml:13: choices: expected one right answer, found 2",
    ),
    "a question of no known type": (
        QUIZ, "type: order", "type: sort",
        "words/quiz.yaml:23: type: expected choice, text-entry, numeric, order, match or",
    ),
    "two questions of one id": (
        QUIZ, "id: fruits", "id: heaps", "words/quiz.yaml:9: id: another question is called",
    ),
    "two choices of one id": (
        QUIZ, '{id: b, text: "Five"', '{id: a, text: "Five"', "the id 'a' stands there twice",
    ),
    "a row without its target": (
        QUIZ, "target: ten", "target: six", "words/quiz.yaml:33: target: there is no target 'six'",
    ),
    "an answer that compares as nothing": (
        QUIZ, 'accept: ["Gaoua"]', 'accept: ["  "]', "words/quiz.yaml:20: accept: expected",
    ),
    "a single choice": (
        QUIZ, ', {id: b, text: "Heap up"}, {id: c, text: "Sell"}', "",
        "words/quiz.yaml:25: choices: expected at least 2, found 1",
    ),
    "a link to no activity in a question of several lines": (
        QUIZ, 'prompt: "Put the steps in order."',
        "prompt: |\n      Put\n      [them](activity:lost).",
        "words/quiz.yaml:26: there is no activity 'lost'",
    ),
    "a bank that is missing": (
        COURSE, "final/bank.yaml", "final/lost.yaml", "course.yaml:33: the file final/lost.yaml",
    ),
    "a bank that is a quiz too": (
        COURSE, "final/bank.yaml", "words/quiz.yaml",
        "words/quiz.yaml:2: id: another question is called 'heaps'",
    ),
    "a question of the bank without a right answer": (
        BANK, 'text: "Seven", right: true', 'text: "Seven"',
        "final/bank.yaml:63: choices: expected `right: true` on the right answer",
    ),
    "a picture of the bank that is no picture": (
        BANK, "Which baskets hold ten mangoes?", "![x](final/bank.yaml)",
        "final/bank.yaml:15: expected a picture",
    ),
    "more questions than the bank holds": (
        COURSE, "difficulty: 2, items: 3", "difficulty: 2, items: 5",
        "course.yaml:40: items: expected at most 4, for so many questions of this competency",
    ),
    "more questions than the bank holds, in two lines": (
        COURSE,
        "competency: unesco-ai-cft:2.1, difficulty: 2",
        "competency: unesco-ai-cft:1.1, difficulty: 1",
        "course.yaml:40: items: expected at most 1, for so many questions of this competency",
    ),
    "a difficulty of which the bank holds nothing": (
        COURSE, "difficulty: 2, items: 3", "difficulty: 3, items: 3",
        "course.yaml:40: items: expected at most 0, for so many questions",
    ),
    "a competency that the bank does not know": (
        COURSE, "{competency: unesco-ai-cft:2.1", "{competency: unesco-ai-cft:5.1",
        "course.yaml:40: competency: the bank has no question of 'unesco-ai-cft:5.1'",
    ),
    "an assessment without a blueprint": (
        COURSE, "    blueprint:", "    blueprints:", "course.yaml:31: blueprint is missing",
    ),
    "a pass mark beyond all marks": (
        COURSE, "pass_mark: 50", "pass_mark: 101",
        "course.yaml:34: pass_mark: expected a whole number from 1 to 100, found 101",
    ),
    "two assessments of one id": (
        COURSE, "assessments:", """assessments:
  - id: market-final
    title: "Again"
    bank: final/bank.yaml
    pass_mark: 50
    blueprint: [{competency: unesco-ai-cft:1.1, difficulty: 1, items: 1}]""",
        "course.yaml:36: id: another assessment is called 'market-final'",
    ),
    "a misspelt rule": (
        COURSE, "wait_hours:", "wait_hour:", "unknown key 'wait_hour'; did you mean 'wait_hours'?",
    ),
    "an achievement without an outcome": (
        COURSE, "    blueprint:", """\
    achievement: {id: "urn:x:1", name: N, level: {name: L}, hours: 2, supervision: unsupervised}
    blueprint:""",
        "course.yaml:38: outcomes is missing: expected a list of learning outcomes",
    ),
    "an achievement whose id is no address": (
        COURSE, "    blueprint:", "    achievement: {id: water}\n    blueprint:",
        "course.yaml:38: id: expected a lasting address",
    ),
    "an achievement that claims supervision": (
        COURSE, "    blueprint:", "    achievement: {supervision: supervised}\n    blueprint:",
        "course.yaml:38: supervision: this assessment is not supervised",
    ),
    "a minimum beyond all marks": (
        COURSE, "pass_mark: 50", "pass_mark: 50\n    minimum: 101",
        "course.yaml:35: minimum: expected a whole number from 0 to 100, found 101",
    ),
    "a minimum of a competency that is not drawn": (
        COURSE, "    blueprint:",
        "    minimums: [{competency: unesco-ai-cft:5.1, percent: 50}]\n    blueprint:",
        "course.yaml:38: competency: the blueprint draws nothing of 'unesco-ai-cft:5.1'",
    ),
    "an alignment that the achievement has not": (
        COURSE, "    blueprint:",
        "    attests: [{iri: urn:x, competency: unesco-ai-cft:1.1}]\n    blueprint:",
        "course.yaml:38: iri: the achievement has no alignment 'urn:x'",
    ),
    "a picture of a quiz that is no picture": (
        QUIZ, "Which of these are fruits?", "![x](words/quiz.yaml)",
        "words/quiz.yaml:12: expected a picture",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLE)
def test_a_mistake_is_reported_with_file_line_and_what_was_expected(
    name: str, tmp_path: Path
) -> None:
    file, old, new, expected = TABLE[name]
    folder = copy_small_course(tmp_path / "course")
    edit(folder / file, old, new)
    assert any(expected in each for each in mistakes(folder)), mistakes(folder)


ACHIEVEMENT = """\
    achievement:
      {id: "urn:x:1", name: N, description: D, criteria: C, outcomes: [O], level: {name: L},
       hours: 2, participation: P, assessment: A, supervision: unsupervised, quality_assurance: Q,
       awarding_body: B, country: KE, alignments: [
         {iri: "https://doi.org/10.54675/ZJTE2084#1.1", name: One, framework: F},
         {iri: "urn:uuid:e2564f14-90d1-5c47-9261-02209e8408bf", name: Two, framework: F}]}
"""
STATED = """\
    attests: [{iri: "urn:uuid:e2564f14-90d1-5c47-9261-02209e8408bf", competency: unesco-ai-cft:2.1}]
"""


def test_what_an_assessment_asks_of_competencies_and_attests_is_read(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    rules = "    minimum: 50\n    minimums: [{competency: unesco-ai-cft:2.1, percent: 75}]\n"
    edit(folder / COURSE, "    blueprint:", f"{rules}{STATED}{ACHIEVEMENT}    blueprint:")

    found = read_course_folder(folder)

    (assessment,) = found.course.assessments
    assert assessment.least == {"unesco-ai-cft:1.1": 50, "unesco-ai-cft:2.1": 75}
    assert list(assessment.attests.values()) == ["unesco-ai-cft:2.1"]
    assert found.warnings == ()


def test_an_alignment_that_means_no_competency_is_warned_of(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / COURSE, "    blueprint:", f"{ACHIEVEMENT}    blueprint:")

    (warning,) = read_course_folder(folder).warnings

    assert "urn:uuid:e2564f14" in str(warning)
    assert "attests" in str(warning)


def test_all_mistakes_are_reported_in_one_go(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / COURSE, "kind: general", "kind: special")
    edit(folder / COURSE, "words/counting.md", "words/lost.md")
    edit(folder / QUIZ, "type: order", "type: sort")
    assert [each.split(":")[:2] for each in mistakes(folder)] == [
        ["course.yaml", "4"],
        ["course.yaml", "16"],
        ["words/quiz.yaml", "23"],
    ]


def test_only_what_a_bank_shows_comes_along() -> None:
    found = read_course_folder(SMALL_COURSE)

    assert [item.id for item in found.banks["assessments/market-final.json"].items][:2] == [
        "total", "basket",
    ]  # fmt: skip
    (assessment,) = found.course.assessments
    assert (assessment.bank, assessment.items) == ("assessments/market-final.json", 6)
    assert "figures/answer.svg" not in found.files
    assert "200 - 50" not in {formula.latex for formula, _ in found.formulas}


def test_a_missing_picture_is_a_warning_with_its_line(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / LESSON, "figures/stall.svg", "figures/lost.svg")
    found = read_course_folder(folder)
    assert [str(each) for each in found.warnings] == [
        "words/counting.md:11: the picture figures/lost.svg is missing"
    ]


def test_a_picture_on_the_network_is_a_warning(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / LESSON, "figures/stall.svg", "https://example.org/stall.svg")
    (warning,) = read_course_folder(folder).warnings
    assert warning.line == 11


def test_a_choice_without_feedback_is_a_warning(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / QUIZ, ', feedback: "Five is the size of a heap."', "")
    (warning,) = read_course_folder(folder).warnings
    assert str(warning) == "words/quiz.yaml:8: choice 'b' has no feedback"


def test_a_folder_without_a_course_file_is_refused(tmp_path: Path) -> None:
    assert mistakes(tmp_path) == ["course.yaml:1: the file course.yaml is missing"]


@pytest.mark.parametrize(
    "content", [b"", b"just words", b"- a\n- list\n", b"\xff\xfe", b"a: \x00", b"[" * 10_000]
)
def test_a_course_file_that_is_no_course_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / COURSE).write_bytes(content)
    assert mistakes(tmp_path)


def test_aliases_that_multiply_are_refused_quickly(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    (tmp_path / COURSE).write_text("\n".join([*lines, "competencies: *a59"]), encoding="utf-8")
    assert mistakes(tmp_path)


def test_a_lesson_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    (folder / LESSON).write_bytes("one\ntwo\nêtre\n".encode("latin-1"))
    (told,) = mistakes(folder)
    assert told.startswith("words/counting.md:3: expected text in UTF-8: this line is not utf-8;")


def test_captions_in_another_encoding_are_refused_with_their_line() -> None:
    (told,) = mistakes(CASES / "bugs-31-captions-in-another-encoding")
    assert told.startswith("m/a.vtt:4: expected text in UTF-8")


@pytest.mark.parametrize("captions", ["WEBVTT\n\nNOTE nothing\n", "00:01.000 --> 00:02.000\nA\n"])
def test_captions_that_say_nothing_are_refused(captions: str, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    (folder / "media" / "film.vtt").write_text(captions, encoding="utf-8")
    assert any("film.vtt:1: expected captions" in told for told in mistakes(folder))


def test_an_empty_lesson_is_refused(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    (folder / LESSON).write_text("\n\n", encoding="utf-8")
    assert "words/counting.md:1: expected a text, found nothing" in mistakes(folder)


def test_a_hostile_drawing_is_refused_with_its_line(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "figures" / "stall.svg", "</svg>", "<script>alert(1)</script>\n</svg>")
    assert mistakes(folder) == [
        "figures/stall.svg:5: <script> may not stand in a drawing",
    ]


def test_a_film_that_is_no_film_is_refused(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    (folder / "media" / "film.webm").write_bytes(b"MZ this is a program")
    assert mistakes(folder) == [
        "media/film.webm:1: this is not what its name says: expected video/webm"
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    secret = tmp_path / "secret.md"
    secret.write_text("a secret", encoding="utf-8")
    (folder / LESSON).unlink()
    (folder / LESSON).symlink_to(secret)
    assert mistakes(folder) == ["course.yaml:16: the file words/counting.md is missing"]


def test_a_folder_that_cannot_be_read_is_the_worlds_doing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_small_course(tmp_path / "course")

    def fail(_path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(WorldError) as error:
        read_course_folder(folder)
    assert error.value.code == "source-gone"
