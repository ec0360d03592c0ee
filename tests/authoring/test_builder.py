"""A course folder becomes one signed file that holds what the author wrote."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.course_folders import (
    ASSETS,
    KEY,
    OTHER_KEY,
    SMALL_COURSE,
    copy_small_course,
    edit,
    webm,
)
from helpers.odd_files import make_pipe
from helpers.packs import built_small_pack
from ujuzi.authoring.builder import build_pack, write_pack
from ujuzi.authoring.lint import lint_course
from ujuzi.domain.item import Quiz
from ujuzi.errors import RefusedError, WorldError
from ujuzi.packs.install import unpack
from ujuzi.packs.lesson.formula import formula_path
from ujuzi.packs.objects import ObjectStore
from ujuzi.packs.reader import open_pack


def test_a_pack_holds_every_file_as_the_author_wrote_it(tmp_path: Path) -> None:
    with open_pack(built_small_pack(tmp_path)) as pack:
        for path in ("words/counting.md", "figures/stall.svg", "media/film.webm"):
            assert pack.read(path) == (SMALL_COURSE / path).read_bytes()
        assert pack.manifest.course.title == "Sums at the market"
        assert pack.key == KEY.public


@pytest.mark.parametrize(("encoding", "end"), [("utf-8-sig", "\r\n"), ("utf-16", "\r")])
def test_what_is_packed_is_the_text_that_was_checked(
    encoding: str, end: str, tmp_path: Path
) -> None:
    folder = copy_small_course(tmp_path / "course")
    for file in folder.rglob("*.*"):
        if file.suffix in {".md", ".vtt", ".yaml"}:
            file.write_bytes(file.read_text("utf-8").replace("\n", end).encode(encoding))

    built = build_pack(folder, tmp_path / "a.pack", KEY)
    with open_pack(built_small_pack(tmp_path)) as pack:
        assert built.manifest == pack.manifest


def test_a_picture_that_changes_after_it_was_opened_is_packed_by_no_one(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    linted = lint_course(folder)
    picture = folder / "figures/stall.svg"
    picture.write_text(picture.read_text().replace("</svg>", "<script/></svg>"))
    with pytest.raises(RefusedError) as refused:
        write_pack(linted, tmp_path / "a.ujuzi", KEY)
    assert refused.value.code == "source-changed"
    assert refused.value.facts["path"] == "figures/stall.svg"


def test_a_mark_before_a_lesson_is_none_of_it(tmp_path: Path) -> None:
    build_pack(ASSETS / "cases" / "bugs-17-lesson-with-bom", tmp_path / "a.pack", KEY)
    with open_pack(tmp_path / "a.pack") as pack:
        for name, begins in {"a": "## First", "b": "> [!WARNING]", "c": "| a", "d": "1. "}.items():
            assert pack.read(f"m/{name}.md").decode().startswith(begins)


def test_a_quiz_goes_in_as_canonical_json_of_its_items(tmp_path: Path) -> None:
    with open_pack(built_small_pack(tmp_path)) as pack:
        activity = pack.manifest.course.activity("words-quiz")
        assert activity.file == "words/quiz.json"
        quiz = msgspec.json.decode(pack.read(activity.file), type=Quiz)
    assert [item.id for item in quiz.items] == ["heaps", "fruits", "town", "steps", "pairs"]


def test_formulas_of_lessons_and_quizzes_are_set_under_their_derived_path(tmp_path: Path) -> None:
    with open_pack(built_small_pack(tmp_path)) as pack:
        for latex, display in ((r"\frac{m}{n}", True), ("n", False), ("5", False)):
            assert pack.read(formula_path(latex, display)).startswith(b"<svg")


def test_a_formula_that_cannot_be_set_is_a_warning_with_file_and_line(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "words" / "counting.md", "heaps of $n$", r"heaps of $\nonsense{n}$")
    built = build_pack(folder, tmp_path / "a.pack", KEY)
    (warning,) = built.warnings
    assert (warning.file, warning.line) == ("words/counting.md", 1)
    assert r"\nonsense" in warning.sentence
    assert built.manifest.find(formula_path(r"\nonsense{n}", display=False)) is None


def test_the_same_folder_and_key_give_the_same_bytes(tmp_path: Path) -> None:
    build_pack(SMALL_COURSE, tmp_path / "a.pack", KEY)
    build_pack(copy_small_course(tmp_path / "copy"), tmp_path / "b.pack", KEY)
    assert (tmp_path / "a.pack").read_bytes() == (tmp_path / "b.pack").read_bytes()


def test_another_key_signs_the_same_manifest(tmp_path: Path) -> None:
    build_pack(SMALL_COURSE, tmp_path / "a.pack", KEY)
    build_pack(SMALL_COURSE, tmp_path / "b.pack", OTHER_KEY)
    with open_pack(tmp_path / "a.pack") as a, open_pack(tmp_path / "b.pack") as b:
        assert a.pack_id == b.pack_id == hashlib.sha256(a.manifest_bytes).hexdigest()
        assert (a.key, b.key) == (KEY.public, OTHER_KEY.public)


def test_media_are_stored_and_texts_deflated(tmp_path: Path) -> None:
    with open_pack(built_small_pack(tmp_path)) as pack:
        types = {f"objects/{e.sha256}": e.media_type for e in pack.manifest.objects}
    with zipfile.ZipFile(tmp_path / "small.pack") as archive:
        methods = {types.get(m.filename, m.filename): m.compress_type for m in archive.infolist()}
    assert methods["video/webm"] == methods["application/pdf"] == zipfile.ZIP_STORED
    assert methods["text/markdown"] == methods["manifest.json"] == zipfile.ZIP_DEFLATED


def test_two_activities_may_share_one_file(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    edit(folder / "course.yaml", "file: media/sheet.pdf", "file: media/sheet.pdf, minutes: 2")
    (folder / "media" / "film.md").write_bytes((folder / "words" / "counting.md").read_bytes())
    build_pack(folder, tmp_path / "a.pack", KEY)
    with open_pack(tmp_path / "a.pack") as pack:
        assert pack.read("media/film.md") == pack.read("words/counting.md")
        pack.verify_objects()


def test_a_course_with_mistakes_leaves_no_file(tmp_path: Path) -> None:
    folder = copy_small_course(tmp_path / "course")
    (folder / "media" / "sheet.pdf").unlink()
    with pytest.raises(RefusedError):
        build_pack(folder, tmp_path / "out" / "a.pack", KEY)
    assert not (tmp_path / "out").exists()


def test_an_output_that_cannot_be_written_is_the_worlds_doing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(WorldError) as error:
        build_pack(SMALL_COURSE, tmp_path / "file" / "a.pack", KEY)
    assert error.value.code == "disk-failed"


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=60
).filter(str.strip)


@pytest.mark.parametrize("name", ["pipe", "."], ids=["a pipe", "a folder"])
def test_what_is_no_file_is_never_replaced_by_a_pack(name: str, tmp_path: Path) -> None:
    make_pipe(tmp_path / "pipe")
    before = (tmp_path / name).lstat().st_ino
    with pytest.raises(WorldError) as refused:
        build_pack(copy_small_course(tmp_path / "course"), tmp_path / name, KEY)
    assert refused.value.facts["path"] == str(tmp_path / name)
    assert (tmp_path / name).lstat().st_ino == before


@settings(max_examples=25)
@given(
    title=WORDS, lessons=st.lists(WORDS, min_size=1, max_size=4), moving=st.binary(max_size=5000)
)
def test_what_is_built_comes_out_of_the_store_unchanged(
    tmp_path_factory: pytest.TempPathFactory, title: str, lessons: list[str], moving: bytes
) -> None:
    folder = tmp_path_factory.mktemp("course")
    activities = []
    for number, text in enumerate(lessons):
        lesson = text.replace("](", "] (").replace("$", "S")
        (folder / f"l{number}.md").write_text(lesson, encoding="utf-8")
        fields = {"id": f"l{number}", "kind": "lesson", "title": title, "file": f"l{number}.md"}
        activities.append(fields)
    (folder / "film.webm").write_bytes(webm(moving))
    activities.append({"id": "film", "kind": "video", "title": title, "file": "film.webm"})
    course = {
        "id": "any", "title": title, "language": "am", "kind": "general", "version": 1,
        "publisher": title, "modules": [{"id": "m", "title": title, "activities": activities}],
    }  # fmt: skip
    # JSON is YAML, but for the escape of characters beyond the first plane.
    (folder / "course.yaml").write_bytes(msgspec.json.encode(course))
    build_pack(folder, folder / "a.pack", KEY)
    store = ObjectStore(folder / "objects")
    with open_pack(folder / "a.pack") as pack:
        unpack(pack, store)
        assert pack.manifest.course.title == title
    for entry in pack.manifest.objects:
        assert store.read(entry.sha256) == (folder / entry.path).read_bytes()


def test_a_build_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    build_pack(
        SMALL_COURSE,
        tmp_path / "a.pack",
        KEY,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 20_000
    assert len({total for _, total in told}) == 1
