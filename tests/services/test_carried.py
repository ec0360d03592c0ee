"""Data that is carried gets a key once, and is opened with it from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.commands import python
from ujuzi.errors import RefusedError
from ujuzi.paths import DATABASE
from ujuzi.services.carried import open_with
from ujuzi.store import vault


def test_a_key_is_made_once_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "has_ciphers", lambda: True)
    monkeypatch.setattr(vault, "KIB", 8)
    open_with(tmp_path, "the rain in Jimma", is_new=True)
    key = vault.key_of(tmp_path)
    with pytest.raises(RefusedError) as refused:
        open_with(tmp_path, "another passphrase", is_new=True)
    assert refused.value.code == "key-exists"
    vault.lock(tmp_path)
    open_with(tmp_path, "the rain in Jimma", is_new=False)
    assert vault.key_of(tmp_path) == key


def test_the_computer_keeps_nothing_of_what_is_carried(tmp_path: Path) -> None:
    stick, home, scratch = (tmp_path / name for name in ("stick", "home", "scratch"))
    for folder in (stick, home, scratch):
        folder.mkdir()
    (stick / "portable").write_text("plain")
    script = (
        "from ujuzi.paths import default_data_dir\n"
        "from ujuzi.services.desk import open_desk\n"
        "with open_desk(default_data_dir()) as desk:\n"
        "    ada = desk.people.create(name='Ada', role='teacher', language='en', pin='2468')\n"
        "    desk.people.archive(ada.learner)\n"
    )
    places = {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")} | {
        name: str(scratch) for name in ("TMPDIR", "TMP", "TEMP")
    }
    python(script, environment={"UJUZI_ROOT": str(stick), **places})

    assert list(home.iterdir()) == []
    assert list(scratch.iterdir()) == []
    assert (stick / "data" / DATABASE).is_file()
