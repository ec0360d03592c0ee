"""Data that is carried gets a key once, and is opened with it from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ujuzi.errors import RefusedError
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
