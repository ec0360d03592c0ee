"""Facts that are true for a time are looked up again: whoever builds is told which, and where."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from helpers.course_folders import KEY, copy_small_course
from ujuzi.authoring.builder import build_pack
from ujuzi.authoring.lint import lint_course
from ujuzi.errors import RefusedError
from ujuzi.packs.reader import open_pack

TODAY = date(2026, 11, 29)
FACT = """\
facts:
  - fact: 'The law is of 2019.'
    source: https://law.example/act
    checked: {checked}
    activities: [{activity}]
"""


def write(file: Path, checked: str = "2026-11-01", activity: str = "counting") -> None:
    file.write_text(FACT.format(checked=checked, activity=activity), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_small_course(tmp_path / "course" / "en")


def warnings(folder: Path) -> list[str]:
    findings = lint_course(folder, today=TODAY).findings
    assert findings.mistakes == ()
    return [str(each) for each in findings.warnings]


def mistakes(folder: Path) -> list[str]:
    return [str(each) for each in lint_course(folder, today=TODAY).findings.mistakes]


@pytest.mark.parametrize(
    ("checked", "told"),
    [("2026-11-29", False), ("2025-11-29", False), ("2025-11-28", True), ("2019-01-01", True)],
)
def test_a_fact_is_told_of_once_a_year_has_passed_since_it_was_checked(
    checked: str, told: bool, folder: Path
) -> None:
    write(folder / "facts.yaml", checked)
    found = warnings(folder)
    assert bool(found) == told
    assert all(each.startswith("facts.yaml:4: nobody has looked this up since") for each in found)
    assert all("The law is of 2019." in each for each in found)


@pytest.mark.parametrize("checked", ["2019-01-01", "'2019-01-01'"])
def test_building_warns_too_and_refuses_where_it_is_strict(
    checked: str, folder: Path, tmp_path: Path
) -> None:
    write(folder / "facts.yaml", checked)
    (warning,) = build_pack(folder, tmp_path / "a.pack", KEY, today=TODAY).warnings
    assert warning.file == "facts.yaml"
    with pytest.raises(RefusedError, match="looked this up"):
        build_pack(folder, tmp_path / "b.pack", KEY, strict=True, today=TODAY)


def test_one_file_beside_the_folders_of_the_languages_is_about_each(folder: Path) -> None:
    write(folder.parent / "facts.yaml", "2019-01-01")
    (warning,) = warnings(folder)
    assert warning.startswith("../facts.yaml:4: ")


def test_a_folder_that_one_stands_in_is_looked_through_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder / "facts.yaml", "2019-01-01")
    monkeypatch.chdir(folder)
    (warning,) = warnings(Path())
    assert warning.startswith("facts.yaml:4: ")


def test_facts_are_in_no_pack(folder: Path, tmp_path: Path) -> None:
    write(folder / "facts.yaml")
    build_pack(folder, tmp_path / "a.pack", KEY, today=TODAY)
    with open_pack(tmp_path / "a.pack") as pack:
        assert not any("facts" in entry.path for entry in pack.manifest.objects)


def test_a_day_that_is_yet_to_come_keeps_nobody_from_being_told(folder: Path) -> None:
    write(folder / "facts.yaml", "2126-11-01")
    (warning,) = warnings(folder)
    assert "yet to come" in warning


@pytest.mark.parametrize("checked", ["last week", "2026", "29/11/2026", "2026-13-01", "[]", ""])
def test_a_fact_without_the_day_of_its_check_is_a_mistake(checked: str, folder: Path) -> None:
    write(folder / "facts.yaml", checked)
    assert any("checked: expected a day" in each for each in mistakes(folder))


def test_a_fact_names_its_source_and_activities_that_exist(folder: Path) -> None:
    write(folder / "facts.yaml", activity="no-such-lesson")
    assert mistakes(folder) == [
        "facts.yaml:5: there is no activity 'no-such-lesson' in this course"
    ]
    text = FACT.format(checked="2026-11-01", activity="counting")
    (folder / "facts.yaml").write_text(text.replace("    source: https://law.example/act\n", ""))
    assert any("source is missing" in each for each in mistakes(folder))
