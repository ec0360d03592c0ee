"""`ujuzi update` installs what a stick brings, where a launcher started the program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.commands import run
from helpers.releases import release
from ujuzi.installed import CURRENT, VERSIONS


def test_the_command_updates_what_its_launcher_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root, stick = tmp_path / "installed", tmp_path / "stick"
    same = {"lib/Qt6Core.so": b"Qt", "resources/fonts/noto.ttf": b"f"}
    release(root / VERSIONS / "1.0.0", "1.0.0", {**same, "ujuzi.zip": b"one"})
    (root / CURRENT).write_text("1.0.0\n")
    release(stick, "1.1.0", {**same, "ujuzi.zip": b"two!"})
    monkeypatch.delenv("UJUZI_ROOT", raising=False)
    run("update", stick, code=1, capsys=capsys)
    monkeypatch.setenv("UJUZI_ROOT", str(root))
    out, _ = run("update", stick, "--json", capsys=capsys)
    assert json.loads(out) == {"version": "1.1.0", "bytes": 4, "linked": 2}
    _, err = run("update", stick, code=1, capsys=capsys)
    assert "not newer" in err
