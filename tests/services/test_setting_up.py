"""Which stick carried data is on; `tests/cli/test_setting_up.py` installs from one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ujuzi.services.setting_up import stick_of


def test_the_stick_is_where_the_folder_of_a_carried_program_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "Ujuzi"
    root.mkdir()
    monkeypatch.setenv("UJUZI_ROOT", str(root))
    assert stick_of(root / "data") is None
    (root / "portable").touch()
    assert stick_of(root / "data") == tmp_path.resolve()
    assert stick_of(tmp_path / "elsewhere") is None
