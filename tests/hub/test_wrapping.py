"""The hub's private keys lie wrapped in its database, by a key from outside it."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.hubs import new_database
from ujuzi.errors import RefusedError
from ujuzi.hub import settings, wrapping
from ujuzi.hub.database import Database
from ujuzi.hub.wrapping import KEY_FILE_VARIABLE, WrappingKey

KEY, OTHER = WrappingKey(b"k" * 32), WrappingKey(b"o" * 32)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    made = new_database(request.param, tmp_path)
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the key is said to lie; nothing is there yet."""
    path = tmp_path / "safe" / "hub.key"
    monkeypatch.setenv(KEY_FILE_VARIABLE, str(path))
    return path


@given(name=st.text(), secret=st.binary())
def test_a_wrapped_secret_is_opened_under_its_own_name_alone(name: str, secret: bytes) -> None:
    wrapped = KEY.wrap(name, secret)

    assert KEY.unwrap(name, wrapped) == secret
    assert wrapping.key_id(wrapped) == KEY.id
    assert KEY.wrap(name, secret) != wrapped
    with pytest.raises(RefusedError, match="was changed by somebody"):
        KEY.unwrap(name + "2", wrapped)


@given(place=st.integers(0, 75), bit=st.integers(0, 7))
def test_a_wrapped_secret_that_was_changed_anywhere_is_refused(place: int, bit: int) -> None:
    wrapped = bytearray(KEY.wrap("signing-key", b"s" * 32))
    wrapped[place] ^= 1 << bit
    with pytest.raises(RefusedError, match="was changed by somebody"):
        KEY.unwrap("signing-key", bytes(wrapped))


def test_another_key_opens_nothing() -> None:
    with pytest.raises(RefusedError, match="was changed by somebody"):
        OTHER.unwrap("signing-key", KEY.wrap("signing-key", b"s" * 32))


def test_a_hub_comes_back_as_the_same_with_the_same_ticket_key(
    database: Database, file: Path
) -> None:
    first, second = settings.identity(database), settings.identity(database)

    assert first == second
    assert first.ticket_key == second.ticket_key
    assert len(first.ticket_key) == 32
    assert first.ticket_key_id not in {first.wrapping_key.id, first.ticket_key.hex()[:16]}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == ["hub.key"]


def test_hubs_with_other_files_have_other_ticket_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identities = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(KEY_FILE_VARIABLE, str(tmp_path / f"{name}.key"))
        database = new_database("sqlite", tmp_path / name)
        identities.append(settings.identity(database))
        database.close()
    assert identities[0].ticket_key != identities[1].ticket_key
    assert identities[0].ticket_key_id != identities[1].ticket_key_id


def test_a_lost_key_and_a_wrong_one_are_told_as_what_they_are(
    database: Database, file: Path
) -> None:
    settings.identity(database)
    kept = file.read_bytes()
    file.unlink()
    with pytest.raises(RefusedError, match="is missing") as lost:
        settings.identity(database)
    file.write_bytes(b"another key of 32 bytes, or more.")
    with pytest.raises(RefusedError, match="is another hub's key") as wrong:
        settings.identity(database)
    file.write_bytes(b"short")
    with pytest.raises(RefusedError, match="holds no key") as malformed:
        settings.identity(database)
    file.write_bytes(kept + b"\r\n")

    assert settings.identity(database).ticket_key
    assert [each.value.code for each in (lost, wrong, malformed)] == [
        "hub-key-lost",
        "hub-key-wrong",
        "hub-key-malformed",
    ]
