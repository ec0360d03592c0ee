"""What a secret sealed opens with that secret alone, and for what it was sealed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from ujuzi.credentials import wrapping
from ujuzi.credentials.wrapping import unwrap, wrap


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "KIB", 8)
    monkeypatch.setattr(wrapping, "PASSES", 1)


def test_the_secret_opens_it_and_nothing_else_does() -> None:
    sealed = wrap(b"key", "six words", b"for her")

    assert unwrap(sealed, "six words", b"for her") == b"key"
    assert unwrap(sealed, "six word", b"for her") is None
    assert unwrap(sealed, "six words", b"for him") is None
    assert unwrap(replace(sealed, wrapped=sealed.wrapped[:-1]), "six words", b"for her") is None


def test_the_same_is_sealed_otherwise_each_time() -> None:
    assert wrap(b"key", "secret", b"") != wrap(b"key", "secret", b"")


@pytest.mark.parametrize("asked", [{"kib": 2**31}, {"kib": 1}, {"passes": 0}, {"passes": 1000}])
def test_a_file_that_asks_too_much_of_a_computer_is_not_opened(asked: dict[str, int]) -> None:
    assert unwrap(replace(wrap(b"key", "s", b""), **asked), "s", b"") is None
