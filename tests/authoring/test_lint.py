"""Whatever would be lost, wrong or shown as it stands has a line that says what to do."""

from __future__ import annotations

import gzip
import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from helpers.course_folders import KEY, SMALL_COURSE, copy_small_course, edit
from ujuzi.authoring.builder import build_pack
from ujuzi.authoring.letters import without_font
from ujuzi.authoring.lint import lint_course, lint_questions
from ujuzi.errors import RefusedError
from ujuzi.packs.reader import open_pack
from ujuzi.paths import resource

FACTS_CHECKED = date(2026, 11, 29)
CASES = Path(__file__).parents[1] / "assets" / "cases"


def mistakes(folder: Path) -> list[str]:
    return [str(each) for each in lint_course(folder).findings.mistakes]


def warnings(folder: Path) -> list[str]:
    findings = lint_course(folder).findings
    assert findings.mistakes == ()
    return [str(each) for each in findings.warnings]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sample_course_has_nothing_to_mend(language: str) -> None:
    folder = resource("courses", "ai-literacy-teachers-1", language)
    findings = lint_course(folder, today=FACTS_CHECKED).findings
    assert (findings.mistakes, findings.warnings) == ((), ())


WARNED = {
    "bugs-18-markup-that-is-not-ours": {
        1: "front matter", 6: "footnote", 13: "no activity is for other.md", 17: "more cells",
    },
    "content-13-dead-links/input": {1: "no activity is for ../sheet.pdf"},
    "content-16-markup-shown-raw/input": {
        4: "[!HINT] is no callout", 7: "<table>", 9: "<sub>", 11: "footnote", 16: "definitions",
        18: "a box to tick", 23: "<br>", 25: "no line says where [p] leads", 27: ":::tip",
    },
    "bugs-21-formula-letters-without-glyphs": {5: "is not set"},
}  # fmt: skip


@pytest.mark.parametrize("case", WARNED)
def test_what_would_be_shown_as_it_stands_is_a_warning_at_its_line(case: str) -> None:
    found = warnings(CASES / case)
    for line, words in WARNED[case].items():
        assert any(f":{line}: " in each and words in each for each in found), (line, found)


def test_words_of_formulas_are_set_in_every_shipped_script() -> None:
    found = warnings(CASES / "bugs-21-formula-letters-without-glyphs")
    assert len(found) == 1
    for language in ("ar", "am"):
        linted = lint_course(CASES / "content-08-formula-words" / "input" / language)
        assert linted.findings.warnings == ()
        assert len(linted.formulas) == 1


@pytest.mark.parametrize(
    "case", ["content-17-two-prices/input", "bugs-20-two-prices-are-no-formula"]
)
def test_prices_are_words_and_need_no_warning(case: str) -> None:
    assert warnings(CASES / case) == []


def test_a_dead_link_says_what_to_write() -> None:
    found = warnings(CASES / "content-13-dead-links/input")
    assert "l/a.md:1: a link to a file leads nowhere: write [the next](activity:b)" in found
    assert "l/a.md:1: there is no heading #no-such-part" in found


def test_a_backslash_in_double_quotes_and_an_unknown_competency_are_mistakes() -> None:
    assert len(mistakes(CASES / "content-26-formula-in-quotes/input")) == 4
    (unknown,) = mistakes(CASES / "content-23-unknown-competency/input")
    assert unknown == "course.yaml:7: the framework unesco-ai-cft has no competency 9.9"


def test_a_competency_of_a_framework_that_is_not_here_is_a_warning(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "course.yaml", "unesco-ai-cft:1.1]\nmodules", "my-own:1]\nmodules")
    (warning,) = warnings(folder)
    assert "course.yaml:10: there is no framework my-own here" in warning


@pytest.mark.parametrize(
    ("formula", "word"),
    [
        (r"\frac{a}{b", "not closed"),
        ("a}b", "never opened"),
        (r"\left( a", "left and \\right"),
        (r"\begin{matrix} a", "begin and \\end"),
    ],
)
def test_a_formula_that_opens_and_does_not_close_is_a_mistake(
    formula: str, word: str, tmp_path: Path
) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "words/counting.md", "heaps of $n$", f"heaps of ${formula}$")
    (mistake,) = mistakes(folder)
    assert mistake.startswith("words/counting.md:1: the formula")
    assert word in mistake


@pytest.mark.parametrize("formula", [r"\color{red}{x}", r"\operatorname*{argmax}_x"])
def test_a_formula_that_would_be_set_otherwise_is_a_warning(formula: str, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "words/counting.md", "heaps of $n$", f"heaps of ${formula}$")
    (warning,) = warnings(folder)
    assert "shown as code" in warning


@pytest.mark.parametrize(
    "address",
    [
        "../figures/stall.svg",
        "figures/stall.svg",
        "stall%20b.svg",
        "<stall b.svg>",
        "./stall%20b.svg",
        "..\\figures\\stall.svg",
        "/figures/stall.svg",
        "figures/stall.svg?raw=true",
        "../figures/stall.svg#layer-1",
        "/figures/stall.svg?a=1&b=2",
    ],
)
def test_a_picture_is_found_as_editors_write_its_path(address: str, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    drawing = (folder / "figures/stall.svg").read_bytes()
    (folder / "words/stall b.svg").write_bytes(drawing)
    edit(folder / "words/counting.md", "(figures/stall.svg", f"({address}")
    assert warnings(folder) == []
    build_pack(folder, tmp_path / "a.pack", KEY)
    with open_pack(tmp_path / "a.pack") as pack:
        lesson = pack.read("words/counting.md").decode()
        packed = {entry.path for entry in pack.manifest.objects}
    place = "words/stall b.svg" if "b.svg" in address else "figures/stall.svg"
    assert place in packed
    assert f"({place.replace(' ', '%20')}" in lesson.replace("<", "").replace(">", "")


@pytest.mark.parametrize(
    "address", ["/figures/stall.svg?a=1&amp;b=2", "../f%69gures/stall.svg", "/figur\\es/stall.svg"]
)
def test_an_address_that_cannot_be_written_anew_says_what_to_write(
    address: str, tmp_path: Path
) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "words/counting.md", "(figures/stall.svg", f"({address}")
    (mistake,) = mistakes(folder)
    assert "figures/stall.svg" in mistake or "is missing" in mistake


@pytest.mark.parametrize("name", ["stall.svgz", "stall.SVGZ", "packed.svg"])
def test_a_compressed_drawing_says_how_to_unpack_it(name: str, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    (folder / "figures" / name).write_bytes(gzip.compress(b"<svg/>"))
    edit(folder / "words/counting.md", "(figures/stall.svg", f"(figures/{name}")
    (mistake,) = mistakes(folder)
    assert "the drawing is compressed: save it as plain SVG, or unpack it" in mistake


def test_letters_and_variables_of_a_drawing_are_looked_at(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    drawing = folder / "figures/stall.svg"
    words = '\n<text fill="var(--ink)">ꔻ</text>\n</svg>'
    drawing.write_text(drawing.read_text("utf-8").replace("</svg>", words), encoding="utf-8")
    letters, colour = sorted(warnings(folder), key=lambda each: "var" in each)
    assert "no font of this program has ꔻ" in letters
    assert "var(--ink) is not known here" in colour
    assert letters.split(":")[1] == colour.split(":")[1]


def test_a_link_in_a_drawing_goes_with_a_line(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    drawing = folder / "figures/stall.svg"
    link = '<a href="javascript:alert(1)" onclick="alert(2)"><rect width="1" height="1"/></a></svg>'
    drawing.write_text(drawing.read_text().replace("</svg>", link))
    told = warnings(folder)
    assert any("<a> was left out" in each for each in told)
    assert any("the attribute href was left out" in each for each in told)
    build_pack(folder, tmp_path / "a.pack", KEY)
    with open_pack(tmp_path / "a.pack") as pack:
        packed = pack.read("figures/stall.svg")
    assert b"<rect" in packed
    assert b"alert" not in packed


def test_what_is_strict_builds_nothing_with_a_warning(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "words/counting.md", "heaps of", "heaps[^1] of")
    with pytest.raises(RefusedError, match="footnote"):
        build_pack(folder, tmp_path / "a.pack", KEY, strict=True)
    assert not (tmp_path / "a.pack").exists()
    build_pack(SMALL_COURSE, tmp_path / "a.pack", KEY, strict=True)


def test_a_course_file_of_another_name_is_told(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    (folder / "course.yaml").rename(folder / "course.yml")
    assert mistakes(folder) == ["course.yml:1: call this file course.yaml"]


def test_letters_that_no_shipped_font_has_are_named_at_their_line(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "words/counting.md", "heaps of", "heaps ꔻ of")
    (warning,) = warnings(folder)
    assert warning.startswith("words/counting.md:1: no font of this program has ꔻ:")


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("        captions: media/film.vtt\n", "", "a film without captions"),
        ("![", "![](figures/stall.svg)\n\n![", "what the picture shows"),
    ],
)
def test_what_some_people_miss_is_a_warning(old: str, new: str, word: str, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    for name in ("course.yaml", "words/counting.md"):
        file = folder / name
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert any(word in each for each in warnings(folder))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("CC BY-SA 4.0", "did you mean CC-BY-SA-4.0"),
        ("GPL v9", "write one such as"),
        ("CC-BY-SA", "write one such as"),
    ],
)
def test_a_licence_that_spdx_does_not_know_is_a_warning(
    written: str, told: str, tmp_path: Path
) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "course.yaml", "licence: CC-BY-SA-4.0", f"licence: {written}")
    (warning,) = warnings(folder)
    assert warning.startswith(f"course.yaml:7: licence: SPDX knows no {written!r}; {told}")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("cc-by-4.0", "CC-BY-4.0"),
        ("MIT OR Apache-2.0", "MIT OR Apache-2.0"),
        ("LicenseRef-Centre", "LicenseRef-Centre"),
    ],
)
def test_a_licence_is_kept_as_spdx_writes_it(written: str, kept: str, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "course.yaml", "licence: CC-BY-SA-4.0", f"licence: {written}")
    assert warnings(folder) == []
    found = lint_course(folder).source
    assert found is not None
    assert found.course.licence == kept


def test_a_missing_picture_keeps_a_pack_from_being_built(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "words/counting.md", "figures/stall.svg", "figures/lost.svg")
    assert mistakes(folder) == ["words/counting.md:11: the picture figures/lost.svg is missing"]


def test_a_question_that_comes_from_no_activity_of_the_course_is_a_mistake(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    for file in (folder / "words/quiz.yaml", folder / "final/bank.yaml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("    type:", "    lesson: counting\n    type:", 1), "utf-8")
    assert mistakes(folder) == []
    edit(folder / "final/bank.yaml", "lesson: counting", "lesson: cuonting")
    (mistake,) = mistakes(folder)
    assert mistake.startswith("final/bank.yaml:")
    assert mistake.endswith("there is no activity 'cuonting' in this course")


@pytest.mark.parametrize("body", ["Ujuzi", " ujuzi ", "UJUZI (demonstration)", "Ujuzi, version 2"])
def test_the_program_is_no_awarding_body(body: str, tmp_path: Path) -> None:
    folder = tmp_path / "course"
    shutil.copytree(resource("courses", "ai-literacy-teachers-1", "en"), folder)
    text = (folder / "course.yaml").read_text("utf-8")
    text = re.sub("awarding_body: .*", f"awarding_body: '{body}'", text)
    (folder / "course.yaml").write_text(text, "utf-8")
    (mistake,) = mistakes(folder)
    assert "expected the institution that answers for the certificate" in mistake


def test_the_objectives_of_a_module_are_read(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "course.yaml", '    title: "Words first"', '    title: "Words first"\n'
         "    objectives: ['count mangoes', 'say how many']")  # fmt: skip
    build_pack(folder, tmp_path / "a.pack", KEY, strict=True)
    with open_pack(tmp_path / "a.pack") as pack:
        words, media = pack.manifest.course.modules
    assert words.objectives == ("count mangoes", "say how many")
    assert media.objectives == ()


def test_letters_of_the_scripts_that_are_shipped_are_told_of_nowhere() -> None:
    text = (CASES / "bugs-24-letters-that-no-shipped-font-has/scripts.md").read_text("utf-8")
    assert without_font(text) == "ꔻꔠ学习सीखनाเรียน"


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("en", ""),
        ("ff-Adlm", ""),
        ("hi", "क"),
        ("ko", "우"),
        ("my", "တ"),
        ("th", "บ"),
        ("vai", "ꕙ"),
    ],
)
def test_a_lesson_in_a_script_that_no_shipped_font_has_says_so(language: str, letters: str) -> None:
    found = warnings(CASES / "content-12-no-font" / "input" / language)
    assert any("no font of this program has" in each for each in found) is bool(letters)
    assert letters in "".join(found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("$5/kg or 10$", False),
        ("$5 = cinq ou 10$", True),
        ("$5 x + 10$", False),
        (r"$5 \text{ kg or so}$", False),
    ],
)
def test_prices_that_are_read_as_a_formula_are_told(text: str, told: bool, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "words/counting.md", "heaps of $n$", f"heaps of {text}")
    assert any("where a price is meant" in each for each in warnings(folder)) is told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Ã‰tÃ© here", "was UTF-8 and was read as something else"),
        ("{\\an8}above", "{\\an8} is shown as it stands"),
        ("one\n\nlost", "words without a time"),
    ],
)
def test_what_captions_lose_has_a_line(words: str, told: str, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    film = folder / "media/film.vtt"
    film.write_text(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{words}\n", encoding="utf-8")
    (warning,) = warnings(folder)
    assert told in warning


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("course.yaml", 'title: "Sums at the market"', "title: Sums #1 here", "#1 is no part of"),
        ("course.yaml", '"Sums at', '"<b>Sums</b> at', "title: <b> is shown as it stands"),
        ("course.yaml", '"Sums at', '"Sums &amp; more at', "title: &amp; is shown as it stands"),
        ("course.yaml", '"Sums at', '"Ã‰tÃ© at', "was UTF-8 and was read as something else"),
        ("course.yaml", '"Two short', '"**Two** short', "summary: ** is shown as it stands"),
        ("course.yaml", '"Sums at the market"', "“Sums”", "quotation marks are shown"),
        ("words/quiz.yaml", '["Gaoua"]', '["Gaoua", "<b>G</b>"]', "nobody types <b>"),
        ("words/quiz.yaml", '["Gaoua"]', '["Gaoua", "Gao*"]', "nobody types *"),
        ("words/quiz.yaml", "Where does Awa", "Where does {{awa}}", "only inline-choice has gaps"),
    ],
)
def test_what_is_no_markdown_is_looked_at_too(
    file: str, old: str, new: str, told: str, tmp_path: Path
) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / file, old, new)
    assert any(each.startswith(f"{file}:") and told in each for each in warnings(folder))


@pytest.mark.parametrize("title", ["'2*3 and 5 $ or 6 $'", "A #", "A  # a note", "'R&D: [a] (b)'"])
def test_a_title_that_is_meant_as_it_stands_is_left_alone(title: str, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "course.yaml", '"Sums at the market"', title)
    assert warnings(folder) == []


def test_letters_of_captions_are_looked_at_too(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    file = folder / "media/film.vtt"
    file.write_text(file.read_text("utf-8") + "\n\n00:00.100 --> 00:00.200\nꔻ\n", "utf-8")
    assert any("film.vtt" in each and "ꔻ" in each for each in warnings(folder))


SILENT = {
    "a choice": (', feedback: "Five is the size of a heap."', "choice 'b' has no feedback", 8),
    "one of several choices": (
        ', feedback: "Millet is a grain."', "choice 'c' has no feedback", 16,
    ),
    "what is typed": (
        '    feedback: {right: "Yes, in Gaoua.", wrong: "Read the first line again."}\n',
        "question 'town' has no feedback", 17,
    ),
    "an order that is right": (
        'right: "Yes.", wrong: "Nobody', "has no feedback for a right answer", 22,
    ),
    "pairs that are wrong": (
        ', wrong: "A heap is five."', "has no feedback for a wrong answer", 27,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SILENT)
def test_an_answer_that_is_met_with_silence_is_a_warning(name: str, tmp_path: Path) -> None:
    said, told, line = SILENT[name]
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "words/quiz.yaml", said, 'wrong: "Nobody' if "Nobody" in said else "")
    (warning,) = warnings(folder)
    assert warning.startswith(f"words/quiz.yaml:{line}: ")
    assert told in warning


FORMS = """items:
  - {id: depth, type: numeric, prompt: "How deep?", value: 3}
  - id: until
    type: inline-choice
    prompt: "She {{waits}}."
    gaps: [{id: waits, choices: [{id: a, text: "waits", right: true}, {id: b, text: "goes"}]}]
"""


def test_a_number_and_a_gap_want_feedback_too(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    (folder / "words/quiz.yaml").write_text(FORMS, encoding="utf-8")
    assert [each.partition(": ")[2] for each in warnings(folder)] == [
        "question 'depth' has no feedback: say why",
        "choice 'a' has no feedback",
        "choice 'b' has no feedback",
    ]


@pytest.mark.parametrize("file", ["course.yaml", "media/film.vtt", "words/quiz.yaml"])
def test_letters_without_a_font_are_found_wherever_people_read(file: str, tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    old = {"course.yaml": "Counting mangoes", "media/film.vtt": "\n\n", "words/quiz.yaml": "Papaya"}
    new = {"media/film.vtt": "\n\n00:00.000 --> 00:00.001\n\U0001b170\n\n"}
    text = (folder / file).read_text("utf-8")
    put = new.get(file, f"{old[file]} \U0001b170")
    (folder / file).write_text(text.replace(old[file], put, 1), encoding="utf-8")
    assert any(each.startswith(file) and "no font" in each for each in warnings(folder))


def test_two_prices_are_no_formula_and_words_in_dollars_are_told(tmp_path: Path) -> None:
    assert lint_course(CASES / "content-17-two-prices/input").source is not None
    for case in ("bugs-20-two-prices-are-no-formula", "content-17-two-prices/input"):
        source = lint_course(CASES / case).source
        assert source is not None
        assert all(not set("àt") & set(found.latex) for found, _ in source.formulas)


def test_questions_that_were_imported_are_looked_through(tmp_path: Path) -> None:
    bank = tmp_path / "wells" / "a.yaml"
    bank.parent.mkdir()
    bank.write_text(
        """items:
  - id: one
    type: choice
    prompt: 'See ![a map](figures/map.svg), <b>now</b> and $\\frac{1}{2$'
    choices: [{id: a, text: 'x', right: true}, {id: b, text: 'บ'}]
""",
        encoding="utf-8",
    )
    found = lint_questions(tmp_path)
    assert [str(each) for each in found.mistakes] == [
        "wells/a.yaml:4: the formula \\frac{1}{2 cannot be set: a brace { is not closed",
        "wells/a.yaml:4: the picture figures/map.svg is missing",
    ]
    told = [each.sentence for each in found.warnings]
    assert len(told) == 3
    for word in ("questions without feedback for each answer: 1", "HTML is shown", "no font"):
        assert any(word in each for each in told), word
