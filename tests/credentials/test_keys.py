"""A publisher's key signs, and is kept safely."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ujuzi.credentials.keys import PublicKey, PublisherKey
from ujuzi.errors import RefusedError, WorldError

# RFC 8032, section 7.1, test 2.
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SIGNATURE = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_signatures_are_those_of_the_standard() -> None:
    key = PublisherKey(SEED)
    assert key.public.raw == PUBLIC
    assert key.sign(b"\x72") == SIGNATURE
    key.public.verify(SIGNATURE, b"\x72")


@pytest.mark.parametrize(
    ("signature", "message"),
    [
        (SIGNATURE, b"\x73"),
        (bytes([SIGNATURE[0] ^ 1]) + SIGNATURE[1:], b"\x72"),
        (SIGNATURE[:-1], b"\x72"),
        (b"", b"\x72"),
    ],
    ids=["another message", "a changed signature", "a short signature", "no signature"],
)
def test_what_was_not_signed_is_refused(signature: bytes, message: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        PublicKey(PUBLIC).verify(signature, message)
    assert refusal.value.code == "signature-wrong"


def test_a_fingerprint_is_eight_groups_of_four_digits_of_the_keys_hash() -> None:
    assert hashlib.sha256(PUBLIC).hexdigest().startswith("39f713d0a644253f04529421b9f51b9b")
    assert PublicKey(PUBLIC).fingerprint == "39f7 13d0 a644 253f 0452 9421 b9f5 1b9b"


def test_a_saved_key_signs_as_before(tmp_path: Path) -> None:
    key = PublisherKey.generate()
    key.save(tmp_path / "keys" / "centre.pem")
    loaded = PublisherKey.load(tmp_path / "keys" / "centre.pem")
    assert loaded.sign(b"course") == key.sign(b"course")
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["centre.pem"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_only_its_owner_may_read_a_saved_key(tmp_path: Path) -> None:
    path = tmp_path / "centre.pem"
    PublisherKey.generate().save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_is_never_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "centre.pem"
    first = PublisherKey.generate()
    first.save(path)
    with pytest.raises(RefusedError) as refusal:
        PublisherKey.generate().save(path)
    assert refusal.value.code == "key-exists"
    assert PublisherKey.load(path) == first


@pytest.mark.parametrize("content", [b"", b"not a key", bytes(range(256))])
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "centre.pem"
    path.write_bytes(content)
    with pytest.raises(RefusedError) as refusal:
        PublisherKey.load(path)
    assert refusal.value.code == "key-malformed"


def test_a_key_of_another_kind_is_refused(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    path = tmp_path / "centre.pem"
    path.write_bytes(
        X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    with pytest.raises(RefusedError) as refusal:
        PublisherKey.load(path)
    assert refusal.value.code == "key-malformed"


def test_a_key_that_is_not_there_is_the_worlds_doing(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as error:
        PublisherKey.load(tmp_path / "none.pem")
    assert error.value.code == "key-unreadable"


def test_a_folder_that_cannot_be_made_is_the_worlds_doing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WorldError) as error:
        PublisherKey(SEED).save(tmp_path / "file" / "root" / "root-1.pem")
    assert error.value.code == "key-unwritable"


def test_a_key_does_not_show_itself() -> None:
    assert SEED.hex() not in repr(PublisherKey(SEED))
    assert str(SEED) not in repr(PublisherKey(SEED))


def test_importing_keys_does_not_import_the_cryptography_library() -> None:
    script = "import sys, ujuzi.credentials.keys; sys.exit('cryptography' in sys.modules)"
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        env={**os.environ, "PYTHONPATH": path},
        timeout=60,
    )
    assert done.returncode == 0
