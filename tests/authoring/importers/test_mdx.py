"""A course of Markdown pages with tags becomes course folders, and nothing is lost in silence."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import msgspec
import pytest
from ruamel.yaml import YAML

from helpers.course_folders import ASSETS, KEY
from ujuzi.authoring.builder import build_pack
from ujuzi.authoring.course_folder import CourseFolder, read_course_folder
from ujuzi.authoring.importers import ImportReport, import_source
from ujuzi.domain.course import ActivityKind
from ujuzi.domain.item import Quiz
from ujuzi.errors import RefusedError
from ujuzi.packs.lesson.drawing import is_sound_svg
from ujuzi.packs.reader import open_pack

RAIN = ASSETS / "mdx" / "rain"
CASES = ASSETS / "cases"
REAL = ASSETS.parents[2] / "shared" / "data" / "hf-course"
"""A published course, present where the project's data is; none of its text is kept here."""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> ImportReport:
    return import_source(RAIN, tmp_path_factory.mktemp("imported") / "out")


@pytest.fixture(scope="module")
def english(report: ImportReport) -> CourseFolder:
    return read_course_folder(report.folders[0])


def lesson(report: ImportReport, path: str, language: int = 0) -> str:
    return (report.folders[language] / path).read_text(encoding="utf-8")


def reasons(report: ImportReport, file: str) -> dict[int, str]:
    return {o.line: o.reason for o in report.omissions if o.file == f"chapters/{file}"}


def test_one_course_folder_a_language_comes_out(report: ImportReport) -> None:
    assert [folder.name for folder in report.folders] == ["en", "fr"]
    courses = [read_course_folder(folder).course for folder in report.folders]
    assert [course.id for course in courses] == ["rain", "rain"]
    assert [course.language for course in courses] == ["en", "fr"]
    assert courses[0].licence == "MIT"


def test_pages_become_lessons_and_quizzes_in_order(english: CourseFolder) -> None:
    assert [(a.id, a.kind.value) for a in english.course.activities] == [
        ("chapter1-1", "lesson"),
        ("chapter1-2", "lesson"),
        ("chapter1-2-quiz", "quiz"),
        ("chapter1-3", "lesson"),
        ("chapter1-3-quiz", "quiz"),
    ]
    assert [module.title for module in english.course.modules] == ["1. Measuring rain"]


def test_a_page_of_questions_alone_is_a_quiz_alone(report: ImportReport) -> None:
    french = read_course_folder(report.folders[1]).course
    assert [(a.id, a.kind) for a in french.activities][-1] == ("chapter1-2", ActivityKind.QUIZ)


def test_a_lesson_is_plain_markdown(report: ImportReport) -> None:
    assert lesson(report, "chapter1/1.md") == (
        "## Rain in the field\n\n"
        "> [!NOTE]\n"
        "> A video belongs here. It needs internet:"
        " [https://www.youtube.com/watch?v=rain-film-1](https://www.youtube.com/watch?v=rain-film-1)"
        "\n\n"
        "Rain falls on *every* field. See [the gauge](activity:chapter1-2), buckets\n"
        "and [a page elsewhere](https://example.org/rain).\n\n"
        "![A field in the rain](https://example.org/rain.png)\n\n"
        "> [!TIP]\n"
        "> Measure at *seven* in the morning, with `gauge <open>`.\n\n"
        "> [!WARNING]\n"
        "> Never lean over a well.\n"
        "> It may be `a < b` deep.\n\n"
        "The special word `<mask>` is code, and \\<mask> is text; 5 &lt; 6.\n\n"
        '```html\n<Youtube id="not-a-film" />\n# not a heading[[either]]\n```\n\n'
        "> [!NOTE]\n"
        "> An interactive page belongs here. It needs internet:"
        " [https://demo.example.org](https://demo.example.org)\n"
    )


def test_both_sides_of_a_condition_are_kept(report: ImportReport) -> None:
    text = lesson(report, "chapter1/2.md")
    assert "**PyTorch**\n\nUse a glass tube.\n\n**TensorFlow**\n\nUse a tin." in text


def test_formulas_breaks_and_raised_letters_are_translated(report: ImportReport) -> None:
    text = lesson(report, "chapter1/2.md")
    assert "A tube of $r$ millimetres catches water.\\\nRead it twice." in text
    assert "$$\nV = \\pi r^2 h\n$$" in text
    assert "| Monday | 4 5 |" in text
    assert "about H₂O and m²." in text


def test_a_title_that_differs_from_the_contents_is_kept(report: ImportReport) -> None:
    assert lesson(report, "chapter1/2.md").startswith("## The gauge, in detail\n")


def test_a_picture_of_the_source_comes_along(report: ImportReport, english: CourseFolder) -> None:
    assert "![The tube](figures/chapters-en-chapter1-images-tube.svg)" in lesson(
        report, "chapter1/2.md"
    )
    assert "figures/chapters-en-chapter1-images-tube.svg" in english.files


def test_a_heading_becomes_the_prompt_with_what_stands_under_it(english: CourseFolder) -> None:
    first = english.quizzes["chapter1/3-quiz.json"].items[0]
    assert first.prompt == (
        "Which of these catch rain?\n\nThink of `gauge.open()`:\n\n```py\ngauge.open()\n```"
    )


def test_several_right_answers_and_every_explanation_are_kept(english: CourseFolder) -> None:
    (item,) = msgspec.to_builtins(english.quizzes["chapter1/3-quiz.json"])["items"]
    assert item["multiple"] is True
    assert [choice.get("right", False) for choice in item["choices"]] == [True, True, False]
    assert [choice["text"] for choice in item["choices"]] == [
        "A bucket", "A gauge &#60;open>", "A `closed` jar",
    ]  # fmt: skip
    assert [choice["feedback"] for choice in item["choices"]] == ["Yes.", "Yes.", "It is closed."]


def test_text_around_questions_stays_in_the_lesson(report: ImportReport) -> None:
    text = lesson(report, "chapter1/2.md")
    assert "## What follows\n\nMore text after the question" in text
    assert "How often do we read" not in text
    assert "Check yourself" not in text


def test_questions_that_cannot_be_asked_stay_in_the_lesson(report: ImportReport) -> None:
    text = lesson(report, "chapter1/3.md")
    assert "Which is never right?" in text
    assert "- This\n\n- That" in text
    assert "### 3. Broken on purpose" in text
    found = reasons(report, "en/chapter1/3.mdx")
    assert found[23] == "a question with fewer than two choices or none right"
    assert found[27].startswith("a question that cannot be read: ")


def test_what_is_left_out_is_listed_by_file_line_and_reason(report: ImportReport) -> None:
    assert reasons(report, "en/chapter1/1.mdx") == {
        3: "a banner with links to notebooks on the network",
        13: "a video on the network: https://www.youtube.com/watch?v=rain-film-1",
        17: "the link to /course/chapter0/1 leads out of the course; its text is kept",
        21: "the picture https://example.org/rain.png is on the network",
        42: "a page on the network: https://demo.example.org",
    }
    assert reasons(report, "en/chapter1/2.mdx") == {
        16: "the picture images/lost.png is missing or not fit for a course",
        26: "the heading 'Check yourself' has only questions under it",
    }
    assert reasons(report, "en/_toctree.yml")[3] == (
        "the page chapter0/1 (Buckets) is not in the folder"
    )
    assert reasons(report, "en/chapter1/9.mdx") == {
        1: "the table of contents does not name this page"
    }


def test_a_reader_is_told_in_the_language_of_the_course(report: ImportReport) -> None:
    text = lesson(report, "chapter1/1.md", language=1)
    assert "> Une vidéo a sa place ici." in text
    assert "La pluie tombe sur *tous* les champs." in text


def test_an_import_is_the_same_every_time(report: ImportReport, tmp_path: Path) -> None:
    again = import_source(RAIN, tmp_path / "again")
    assert again.omissions == report.omissions
    for before, after in zip(report.folders, again.folders, strict=True):
        for file in before.rglob("*.*"):
            assert (after / file.relative_to(before)).read_bytes() == file.read_bytes()


def written(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("end", ["\n", "\r"])
def test_the_ends_of_lines_are_none_of_a_page(end: str, tmp_path: Path) -> None:
    import_source(CASES / "content-01-crlf-page" / "input", tmp_path / "crlf")
    shutil.copytree(CASES / "content-01-crlf-page" / "input", tmp_path / "in")
    page = tmp_path / "in" / "wells" / "en" / "one.mdx"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\r\n", end.encode()))
    import_source(tmp_path / "in", tmp_path / "out")

    assert written(tmp_path / "out") == written(tmp_path / "crlf")
    course = read_course_folder(tmp_path / "out" / "en")
    assert [len(quiz.items) for quiz in course.quizzes.values()] == [2]
    assert "> [!TIP]\n> Mind the edge." in (tmp_path / "out/en/one.md").read_text("utf-8")


def test_a_page_that_is_no_text_is_told_and_not_imported(tmp_path: Path) -> None:
    source = CASES / "content-03-page-not-utf8" / "input"
    report = import_source(source, tmp_path / "out")
    (told,) = (o for o in report.omissions if o.file.endswith("un.mdx"))
    assert (told.line, "--encoding windows-1252" in told.reason) == (3, True)
    assert not (tmp_path / "out" / "fr" / "un.md").exists()

    import_source(source, tmp_path / "named", "windows-1252")
    assert "L’eau est à côté" in (tmp_path / "named/fr/un.md").read_text("utf-8")


def test_a_link_to_a_page_that_is_no_text_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "en"
    folder.mkdir(parents=True)
    contents = "- title: T\n  sections:\n  - {local: a, title: A}\n  - {local: b, title: B}\n"
    (folder / "_toctree.yml").write_text(contents, encoding="utf-8")
    (folder / "a.mdx").write_text("See [B](b).\n", encoding="utf-8")
    (folder / "b.mdx").write_bytes(b"\xe9\n")

    report = import_source(tmp_path / "in", tmp_path / "out")

    assert any("the link to b" in o.reason for o in report.omissions)
    assert read_course_folder(tmp_path / "out" / "en").files == {"a.md": b"See B.\n"}


def test_two_pages_or_pictures_never_get_the_same_name(tmp_path: Path) -> None:
    source = CASES / "content-02-names-collide" / "input"
    report = import_source(source, tmp_path)
    course = read_course_folder(report.folders[0])

    lessons = [activity.file for activity in course.course.activities]
    pictures = {path for path in course.files if path.startswith("figures/")}
    assert len(set(lessons)) == len({a.id for a in course.course.activities}) == 4
    assert len(pictures) == 4
    kept = {(tmp_path / "ar" / picture).read_bytes() for picture in pictures}
    assert kept == {file.read_bytes() for file in source.rglob("*.png")}


@pytest.mark.skipif(sys.platform == "win32", reason="there is no file of the name aux")
def test_a_page_that_is_called_as_the_quiz_of_another_has_its_own_id(tmp_path: Path) -> None:
    folder = tmp_path / "in" / "en"
    folder.mkdir(parents=True)
    named = "".join(f"  - {{local: {name}, title: {name}}}\n" for name in ("a-quiz", "a", "aux"))
    (folder / "_toctree.yml").write_text(f"- title: T\n  sections:\n{named}", encoding="utf-8")
    question = '## Why?\n\n<Question choices={[{text: "A", correct: true}, {text: "B"}]} />\n'
    for name in ("a-quiz", "a", "aux"):
        (folder / f"{name}.mdx").write_text(f"# {name}\n\nWords.\n\n{question}", encoding="utf-8")

    report = import_source(tmp_path / "in", tmp_path / "out")

    activities = list(read_course_folder(report.folders[0]).course.activities)
    assert len({activity.id for activity in activities}) == len(activities) == 6
    assert "aux-.md" in {activity.file for activity in activities}


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as refused:
        import_source(ASSETS / "courses", tmp_path / "out")
    assert refused.value.code == "source-unknown"


def test_a_folder_that_holds_something_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        import_source(RAIN, tmp_path)
    assert refused.value.code == "output-not-empty"


def test_a_table_of_contents_with_a_mistake_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "_toctree.yml").write_text("- sections: []\n- title: [", encoding="utf-8")
    with pytest.raises(RefusedError) as refused:
        import_source(tmp_path, tmp_path / "out")
    assert "_toctree.yml:2: expected YAML" in str(refused.value)


def test_a_page_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "course" / "en").mkdir(parents=True)
    (tmp_path / "secret.md").write_text("secret", encoding="utf-8")
    contents = "- title: A\n  sections:\n  - {local: ../../secret, title: Secret}\n"
    (tmp_path / "course" / "en" / "_toctree.yml").write_text(contents, encoding="utf-8")
    report = import_source(tmp_path / "course", tmp_path / "out")
    assert "is not in the folder" in report.omissions[-1].reason


@pytest.mark.skipif(not REAL.is_dir(), reason="the published course is not on this computer")
def test_the_published_course_is_imported_and_built_in_both_languages(tmp_path: Path) -> None:
    report = import_source(REAL, tmp_path / "out")
    assert [folder.name for folder in report.folders] == ["en", "fr"]
    for folder in report.folders:
        build_pack(folder, tmp_path / f"{folder.name}.pack", KEY)
        with open_pack(tmp_path / f"{folder.name}.pack") as pack:
            pack.verify_objects()
            quizzes = [a for a in pack.manifest.course.activities if a.kind is ActivityKind.QUIZ]
            items = [msgspec.json.decode(pack.read(a.file), type=Quiz).items for a in quizzes]
            assert sum(map(len, items)) == 11
            assert pack.manifest.course.licence == "Apache-2.0"
            words = sum(
                len(pack.read(a.file).split())
                for a in pack.manifest.course.activities
                if a.kind is ActivityKind.LESSON
            )
            assert words > 7000


@pytest.mark.skipif(not REAL.is_dir(), reason="the published course is not on this computer")
def test_no_word_of_the_published_course_is_lost(tmp_path: Path) -> None:
    report = import_source(REAL, tmp_path / "out")
    for folder in report.folders:
        written = " ".join(
            file.read_text(encoding="utf-8") for file in folder.rglob("*.*") if file.is_file()
        )
        known = set(re.findall(r"\w{4,}", written))
        lost: set[str] = set()
        for page in (REAL / "chapters" / folder.name / "chapter1").glob("*.mdx"):
            text = page.read_text(encoding="utf-8")
            text = re.sub(
                r"<(?:[^<>{}]|\{(?:[^{}]|\{[^{}]*\})*\})*>|<!--.*?-->|\[\[.*?\]\]", " ", text
            )
            lost |= set(re.findall(r"\w{4,}", text)) - known
        assert lost == set()


def test_course_files_are_yaml_that_people_can_read(report: ImportReport) -> None:
    text = (report.folders[0] / "chapter1" / "3-quiz.yaml").read_text(encoding="utf-8")
    assert "  prompt: |-\n    Which of these catch rain?\n" in text
    assert YAML(typ="safe").load(text)["items"][0]["id"] == "chapter1-3-1"


def case(name: str, folder: Path) -> tuple[str, dict[int, str]]:
    """Import a case, and return its page and what is told of it."""
    found = import_source(ASSETS / "cases" / name / "input", folder / "out")
    (page,) = (folder / "out").rglob("one.md")
    told = {o.line: o.reason for o in found.omissions if o.file.endswith("one.mdx")}
    return page.read_text(encoding="utf-8"), told


def test_each_tab_stands_under_its_label(tmp_path: Path) -> None:
    page, told = case("content-05-tabs-and-small-tags", tmp_path)

    for label, words in [
        ("linux", "Use a bucket."),
        ("windows", "Use a pump."),
        ("Rainy season", "Close it."),
        ("Dry season", "Open it."),
    ]:
        assert f"**{label}** {words}" in page
    assert "<" not in page
    assert "WHO says so." in page
    assert told == {}


def test_a_folded_answer_does_not_stand_under_its_question(tmp_path: Path) -> None:
    page, told = case("content-06-hidden-answer", tmp_path)

    question, answer = page.split("---")
    assert "How deep is it?" in question
    assert "Answer" in question
    assert "Twenty metres." not in question
    assert "Twenty metres." in answer
    assert told == {5: "what was folded stands at the end of the page"}


def test_a_tag_that_nobody_knows_is_text_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "wells" / "en"
    folder.mkdir(parents=True)
    (folder / "_toctree.yml").write_text("- title: W\n  sections:\n  - {local: one, title: One}\n")
    (folder / "one.mdx").write_text("A <panel>b</panel> and <mask>.\n")

    found = import_source(tmp_path / "wells", tmp_path / "out")

    (page,) = (tmp_path / "out").rglob("one.md")
    assert r"\<panel>b\</panel> and \<mask>." in page.read_text()
    told = [o.reason for o in found.omissions if o.file.endswith("one.mdx")]
    assert told == ["<panel> is no tag that is known, and kept as text"]


def page_of(folder: Path, text: str) -> tuple[str, dict[int, str]]:
    """Import a page, and return its lesson and what is told of it."""
    (folder / "wells" / "en").mkdir(parents=True)
    (folder / "wells" / "en" / "_toctree.yml").write_text(
        "- title: W\n  sections:\n  - {local: one, title: One}\n", encoding="utf-8"
    )
    (folder / "wells" / "en" / "one.mdx").write_text(text, encoding="utf-8")
    found = import_source(folder / "wells", folder / "out")
    (page,) = (folder / "out").rglob("one.md")
    told = {o.line: o.reason for o in found.omissions if o.file.endswith("one.mdx")}
    return page.read_text(encoding="utf-8"), told


def test_front_matter_and_lines_of_a_program_are_left_out_and_told(tmp_path: Path) -> None:
    page, told = case("content-15-front-matter", tmp_path)

    assert page == "The text.\n"
    assert told == {
        1: "front matter is left out",
        5: "import Well from './well'; is left out: a lesson runs no program",
        6: "export const depth = 20; is left out: a lesson runs no program",
    }


def test_a_program_that_a_page_shows_stays(tmp_path: Path) -> None:
    code = "```js\nimport a from 'b'\nexport const c = 1\n```"
    text = f"# One\n\nWe export maize.\n\nimport rules came from here\n\n{code}\n"
    page, told = page_of(tmp_path, text)

    assert text.endswith(page)
    assert told == {}


def test_what_a_page_exports_over_several_lines_is_left_out(tmp_path: Path) -> None:
    page, told = page_of(
        tmp_path, "import {\n  A,\n  B\n} from 'x'\n\nexport const a = {\n  b: 1\n};\n\nText.\n"
    )
    assert page == "Text.\n"
    assert list(told) == [1, 6]


UNENDED = {
    "emphasis to the end of its paragraph": ("A <b>b\n\nc\n", 1, "<b>", r"A \<b>b"),
    "a box": ("A\n\n<div class='x'>\nb\n", 3, "<div class='x'>", r"\<div class='x'>"),
    "a tag that is none": ("if a <i and c> d\n", 1, "<i and c>", r"if a \<i and c> d"),
    "one inside another": ("<div>\n<sup>2 b\n</div>\n", 2, "<sup>", r"\<sup>2 b"),
    "what is folded": (
        "<details>\n<summary>Why</summary>\nBecause.\n", 1, "<details>", r"\<details>Why",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNENDED)
def test_a_tag_without_its_end_is_text_and_told(name: str, tmp_path: Path) -> None:
    text, line, tag, shown = UNENDED[name]
    page, told = page_of(tmp_path, text)
    assert shown in page
    assert told == {line: f"{tag} has no end, and is kept as text"}


def test_what_a_page_hides_is_left_out_and_colours_are_told(tmp_path: Path) -> None:
    page, told = page_of(
        tmp_path,
        "A <span style={{ display: 'none' }}>four</span>\n\n<div hidden>\nfive\n</div>\n\n"
        "<font color='white'>six</font>\n\nB <font color='red'>seven</font>.\n",
    )
    assert page.split() == ["A", "B", "seven."]
    assert told == {
        1: "what is hidden in <span> is left out",
        3: "what is hidden in <div> is left out",
        7: "what is hidden in <font> is left out",
        9: "the colours of words are left out, and the words are kept",
    }


def test_what_needs_no_end_has_none_and_what_ends_nothing_is_told(tmp_path: Path) -> None:
    page, told = page_of(tmp_path, "<p>a\n\n<p>b\n\n<video src='x.mp4'></video>\n\nc</b>\n")
    assert "a" in page
    assert "<p>" not in page
    assert told[7] == "</b> ends nothing, and is left out"


def test_a_drawing_that_the_build_cleans_is_imported(tmp_path: Path) -> None:
    figures = tmp_path / "wells" / "en"
    figures.mkdir(parents=True)
    plot = CASES / "content-20-svg-of-tools" / "input" / "figures" / "plot.svg"
    shutil.copy(plot, figures / "plot.svg")
    (figures / "bad.svg").write_text("<svg><script>alert(1)</script></svg>", encoding="utf-8")
    (figures / "_toctree.yml").write_text(
        "- title: W\n  sections:\n  - {local: one, title: One}\n", encoding="utf-8"
    )
    (figures / "one.mdx").write_text("![Rain](plot.svg)\n\n![X](bad.svg)\n", encoding="utf-8")

    report = import_source(tmp_path / "wells", tmp_path / "out")

    (drawing,) = (tmp_path / "out" / "en" / "figures").iterdir()
    assert drawing.read_bytes() == plot.read_bytes()
    told = [o.reason for o in report.omissions if o.file.endswith("one.mdx")]
    assert told == ["the picture bad.svg is missing or not fit for a course"]
    (report.folders[0] / "one.md").write_text(f"![Rain](figures/{drawing.name})\n")
    build_pack(report.folders[0], tmp_path / "a.pack", KEY)
    with open_pack(tmp_path / "a.pack") as pack:
        assert is_sound_svg(pack.read(f"figures/{drawing.name}"))
