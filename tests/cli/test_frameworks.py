"""`ujuzi framework`: files of frameworks and questionnaires are checked and shown."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from helpers.commands import run
from helpers.questionnaires import QUESTIONNAIRE, write_questionnaire


def test_frameworks_are_listed_shown_and_exported_without_any_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--data-dir", tmp_path / "data")
    out, _ = run("framework", "list", "--json", *where, capsys=capsys)
    assert {each["id"]: each["competencies"] for each in json.loads(out)} == {
        "unesco-ai-cft": 15,
        "he-digital": 22,
    }
    show = ("framework", "show", "unesco-ai-cft")
    out, _ = run(*show, "--language", "fr", *where, capsys=capsys)
    assert "unesco-ai-cft:1.1  Pouvoir d’agir (agentivité humaine)" in out
    out, _ = run(*show, "--role", "leader", *where, capsys=capsys)
    assert "unesco-ai-cft:1.1" not in out
    assert "Names who answers for each decision" in out

    case = tmp_path / "case.json"
    export = ("framework", "export", "unesco-ai-cft", "-o", case)
    out, _ = run(*export, "--json", *where, capsys=capsys)
    assert json.loads(out)["items"] == len(json.loads(case.read_bytes())["CFItems"])
    assert not (tmp_path / "data").exists()


def test_a_questionnaire_is_checked_before_it_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write_questionnaire(tmp_path)
    show = ("framework", "questionnaire", file, "--data-dir", tmp_path)
    out, _ = run(*show, "--language", "fr", capsys=capsys)
    assert out.startswith("L’IA dans votre enseignement (unesco-ai-cft, teacher)\n")
    assert "unesco-ai-cft:2.1  Je protège les données." in out

    write_questionnaire(tmp_path, msgspec.structs.replace(QUESTIONNAIRE, framework="nowhere"))
    file = tmp_path / "self_assessments" / "nowhere.teacher.json"
    _, err = run("framework", "questionnaire", file, code=1, capsys=capsys)
    assert "framework: expected one that is here, found 'nowhere'" in err


def test_a_framework_file_is_checked_before_it_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.json"
    file.write_text('{"id": "Our Own"}', encoding="utf-8")
    _, err = run("framework", "show", file, "--data-dir", tmp_path, code=1, capsys=capsys)
    assert "ours.json has 12 mistakes" in err
    assert "the file: id: expected lower-case letters" in err
    _, err = run("framework", "show", "nowhere", "--data-dir", tmp_path, code=1, capsys=capsys)
    assert err == "ujuzi: There is no framework named nowhere here.\n"
