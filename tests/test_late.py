"""What is loaded late stands for the module itself, and is not loaded with what uses it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import unicodedata

import pytest

from ujuzi import late


def test_what_stands_for_a_module_has_what_it_has() -> None:
    assert late.sqlite3.connect is sqlite3.connect
    assert late.sqlite3.Error is sqlite3.Error
    assert late.unicodedata.normalize("NFC", "é") == unicodedata.normalize("NFC", "é")
    with pytest.raises(AttributeError, match="none"):
        _ = late.unicodedata.none  # type: ignore[attr-defined]


def test_it_sees_what_takes_the_place_of_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    assert late.sqlite3.sqlite_version == sqlite3.sqlite_version
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.0")
    assert late.sqlite3.sqlite_version == "3.0"


def test_what_works_on_data_is_loaded_without_sqlite() -> None:
    """Whoever has to type a passphrase first does not wait for it."""
    script = (
        "import sys, ujuzi.services.desk, ujuzi.services.carried\n"
        "print(sorted({'sqlite3', '_sqlite3'} & sys.modules.keys()))"
    )
    said = subprocess.run((sys.executable, "-c", script), stdout=subprocess.PIPE, check=True)
    assert said.stdout.strip() == b"[]"
