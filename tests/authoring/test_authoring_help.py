"""The guide for authors is true: what it shows can be built."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from helpers.course_folders import KEY
from ujuzi.authoring import course_folder, media
from ujuzi.authoring.builder import build_pack
from ujuzi.domain.achievement import Achievement
from ujuzi.domain.assessment import Assessment
from ujuzi.domain.item import Quiz
from ujuzi.packs import limits
from ujuzi.packs.reader import open_pack
from ujuzi.paths import resource
from ujuzi.services.assess.key_sheets import make_key_sheet

GUIDES = {
    language: resource("help", name).read_text(encoding="utf-8")
    for language, name in (("en", "authoring.md"), ("fr", "authoring.fr.md"))
}
FILE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(params=GUIDES)
def example(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    folder = tmp_path / "water"
    for path, text in FILE.findall(GUIDES[request.param]):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def test_the_example_builds_without_a_warning(example: Path, tmp_path: Path) -> None:
    built = build_pack(example, tmp_path / "water.pack", KEY)
    assert built.warnings == ()
    with open_pack(tmp_path / "water.pack") as pack:
        pack.verify_objects()
        assert pack.manifest.find("figures/well.svg") is not None
        quiz = msgspec.json.decode(pack.read("the-well/quiz.json"), type=Quiz)
    types = {item["type"] for item in msgspec.to_builtins(quiz)["items"]}
    assert types == {"choice", "text-entry", "numeric", "order", "match", "inline-choice"}


def test_the_keys_of_the_examples_assessment_are_apart_from_its_pack(
    example: Path, tmp_path: Path
) -> None:
    sheet = make_key_sheet(example)

    assert [item.id for item in sheet.items] == ["wells-1", "wells-2"]
    build_pack(example, tmp_path / "water.pack", KEY)
    with open_pack(tmp_path / "water.pack") as pack:
        assert b"right" not in pack.read(sheet.assessment.bank)


@pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
def test_every_key_and_kind_is_explained(guide: str) -> None:
    for key in set(Assessment.__struct_fields__):
        assert f"| `{key}` |" in guide
    for key in set(Achievement.__struct_fields__) - {"language"}:
        assert f"`{key}`" in guide
    for kind in course_folder.ENDINGS:
        assert f"`{kind}`" in guide
    for ending in (*media.KINDS, ".yaml"):
        named = ending.removeprefix(".")
        assert ending in {".json", ".jpg"} or named.casefold() in guide.casefold(), ending
    for key in course_folder.COMPANIONS:
        assert f"`{key}`" in guide


def test_the_bounds_are_those_that_are_kept() -> None:
    english, french = (re.sub(r"\s+", " ", GUIDES[language]) for language in ("en", "fr"))
    images = limits.SOURCE.image_bytes // limits.MB
    pixels = limits.SOURCE.image_pixels // 1_000_000
    drawings = limits.SOURCE.svg_bytes // limits.MB
    assert f"at most {images} MB and {pixels} million pixels; SVG at most {drawings} MB" in english
    assert f"{images} Mo et {pixels} millions de pixels au plus" in french
    assert f"un SVG de {drawings} Mo au plus" in french
