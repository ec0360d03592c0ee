"""A manifest says what a tree was when it was signed, and who signed it."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from stick import manifest
from ujuzi.credentials.release import ReleaseManifest, read_release_manifest

RELEASE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FACTS = {"version": "0.1.0", "platform": "windows-x86_64", "needs": "17763"}
BODY = (
    b"ujuzi manifest 1\nversion 0.1.0\nplatform linux-x86_64\n"
    b"file 3 " + b"ab" * 32 + b" lib/a file.so\n"
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "Qt6 Core.dll").write_bytes(b"core")
    (tmp_path / "ሰላም.txt").write_bytes(b"")
    body = manifest.body_of(tmp_path, FACTS)
    (tmp_path / manifest.NAME).write_bytes(manifest.signed(body, RELEASE))
    return tmp_path


def read(tree: Path) -> ReleaseManifest:
    return read_release_manifest((tree / manifest.NAME).read_bytes())


def test_a_tree_is_as_it_was_signed(tree: Path) -> None:
    known = read(tree)
    assert known.facts == FACTS
    assert set(known.files) == {"lib/Qt6 Core.dll", "ሰላም.txt"}
    assert known.key == RELEASE.public_key().public_bytes_raw()
    assert not manifest.is_development(known.key)
    assert manifest.differences(tree, known) == []


def test_what_was_removed_changed_or_added_is_named(tree: Path) -> None:
    (tree / "ሰላም.txt").unlink()
    (tree / "lib" / "Qt6 Core.dll").write_bytes(b"c0re")
    (tree / "lib" / "evil.dll").write_bytes(b"x")
    found = manifest.differences(tree, read(tree))
    assert found == ["lib/Qt6 Core.dll", "lib/evil.dll", "ሰላም.txt"]


@given(st.integers(0, len(manifest.signed(BODY, RELEASE)) - 1), st.integers(1, 255))
def test_a_changed_byte_anywhere_in_a_manifest_is_refused(at: int, change: int) -> None:
    data = bytearray(manifest.signed(BODY, RELEASE))
    data[at] ^= change
    try:
        read_back = read_release_manifest(bytes(data))
    except ValueError:
        return
    assert read_back == read_release_manifest(
        manifest.signed(BODY, RELEASE)
    )  # a blank, a capital digit


@pytest.mark.parametrize("data", [b"", b"ujuzi manifest 1\n", BODY, b"\xff\xfe", b"signature \n"])
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"manifest|utf-8"):
        read_release_manifest(data)


def test_the_key_that_anybody_has_marks_its_builds() -> None:
    assert manifest.is_development(
        read_release_manifest(manifest.signed(BODY, manifest.DEVELOPMENT)).key
    )
    assert not manifest.is_development(read_release_manifest(manifest.signed(BODY, RELEASE)).key)


def test_who_rebuilds_a_release_takes_its_signature_and_compares_every_byte() -> None:
    published = manifest.signed(BODY, RELEASE)
    assert manifest.signed(BODY, manifest.DEVELOPMENT, published) == published
    other = BODY.replace(b"ab", b"ac")
    assert manifest.is_development(
        read_release_manifest(manifest.signed(other, manifest.DEVELOPMENT, published)).key
    )
