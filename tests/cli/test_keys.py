"""`ujuzi keys`: who signs, and who is trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run
from ujuzi.services.desk import open_desk


def test_a_key_has_one_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = run("keys", "new", "centre", "--json", "--data-dir", tmp_path, capsys=capsys)
    assert len(json.loads(out)["fingerprint"].split()) == 8
    run("keys", "new", "centre", "--data-dir", tmp_path, code=1, capsys=capsys)


def test_trusting_needs_the_steward_code_once_there_is_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:

    with open_desk(tmp_path) as desk:
        code = desk.people.make_steward_code()
    run("keys", "new", "centre", "--data-dir", tmp_path, capsys=capsys)
    trust = ("keys", "trust", "Centre", "--key", "centre", "--data-dir", tmp_path)

    for _ in range(6):  # what is not given is no try
        _, told = run(*trust, code=1, capsys=capsys)
        assert "the steward code is not given: add --steward-code" in told
    _, told = run(*trust, "--steward-code", "WRON-GCOD", code=1, capsys=capsys)
    assert "not right" in told
    run(*trust, "--steward-code", code, capsys=capsys)


def test_the_steward_code_is_asked_for_unseen_where_it_is_not_on_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(tmp_path) as desk:
        code = desk.people.make_steward_code()
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _prompt: code)
    run("keys", "new", "centre", "--data-dir", tmp_path, capsys=capsys)
    trust = ("keys", "trust", "Centre", "--key", "centre", "--data-dir", tmp_path)
    run(*trust, "--steward-code", capsys=capsys)
