"""A publisher's Ed25519 key: it signs packs, and its fingerprint is what people compare.

A private key is written once, readable by its owner alone (PKCS #8 PEM, mode 0600), and never
over another one. It is never logged nor shown. Who is trusted is not decided here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ujuzi import file_modes, files
from ujuzi.errors import Code, RefusedError, WorldError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64
ENCRYPTED = b"BEGIN ENCRYPTED PRIVATE KEY"
FILE_BYTES_MOST = 64 * 1024
"""Of a key file that is looked at."""
FINGERPRINT_GROUPS = 8
FINGERPRINT_GROUP_DIGITS = 4


def grouped(digits: str) -> str:
    """Return the first digits of a hash as eight groups that people can read aloud."""
    size = FINGERPRINT_GROUP_DIGITS
    return " ".join(digits[size * i : size * (i + 1)] for i in range(FINGERPRINT_GROUPS))


class PublicKey(msgspec.Struct, frozen=True):
    """The public half: 32 raw bytes, as RFC 8032 encodes them."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != PUBLIC_KEY_BYTES:
            raise RefusedError(Code.KEY_MALFORMED, "This is not an Ed25519 public key.")

    @property
    def fingerprint(self) -> str:
        """The first 16 bytes of the key's SHA-256, as eight groups that people can read aloud."""
        return grouped(hashlib.sha256(self.raw).hexdigest())

    def verify(self, signature: bytes, message: bytes) -> None:
        """Return only if this key signed `message`; raises RefusedError `signature-wrong`."""
        from cryptography.exceptions import InvalidSignature

        try:
            _parsed(self.raw).verify(signature, message)
        except (InvalidSignature, ValueError) as error:
            raise RefusedError(
                Code.SIGNATURE_WRONG, "The signature does not match; the file was changed."
            ) from error


@dataclass(frozen=True)
class PublisherKey:
    """A whole key pair, held as its 32-byte seed."""

    _seed: bytes

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"  # its seed is in no log

    @classmethod
    def generate(cls) -> PublisherKey:
        """Return a new key from the system's random source."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def load(cls, path: Path, wrapping: bytes | None = None) -> PublisherKey:
        """Read a key file; `wrapping` is the key by which it was encrypted, if it was.

        Raises WorldError `key-unreadable` where the disk does not give it, and RefusedError
        `key-malformed` where it holds anything but such an Ed25519 private key.
        """
        return cls.parsed(read_pem(path), path, wrapping)

    @classmethod
    def parsed(cls, pem: bytes, path: Path, wrapping: bytes | None = None) -> PublisherKey:
        """Return the key that a file at `path` holds as these bytes; raises as `load`."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            key = load_pem_private_key(pem, password=wrapping if ENCRYPTED in pem else None)
        except (ValueError, TypeError) as error:
            raise _malformed(path) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise _malformed(path)
        return cls(key.private_bytes_raw())

    def save(self, path: Path, wrapping: bytes | None = None) -> None:
        """Write the key, whole or not at all, encrypted where there is a key to do so by.

        Raises RefusedError `key-exists` where the file is there: a lost key signs no update.
        """
        from cryptography.hazmat.primitives.serialization import (
            BestAvailableEncryption,
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        cipher = BestAvailableEncryption(wrapping) if wrapping else NoEncryption()
        pem = self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, cipher)
        try:
            if path.exists():
                raise RefusedError(
                    Code.KEY_EXISTS, f"There is a key at {path} already.", path=str(path)
                )
            file_modes.make_folder(path.parent)
            files.write_whole(path, pem, files.SECRET)
        except OSError as error:
            raise WorldError(
                Code.KEY_UNWRITABLE, f"The key {path} cannot be written: {error.strerror}.",
                path=str(path),
            ) from error  # fmt: skip

    @property
    def public(self) -> PublicKey:
        """The half that may be shown."""
        return PublicKey(self._private.public_key().public_bytes_raw())

    @property
    def seed(self) -> bytes:
        """The 32 bytes that are the private key, for whoever wraps them."""
        return self._seed

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature; the same message always gives the same one."""
        return self._private.sign(message)

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._seed)


def read_pem(path: Path) -> bytes:
    """Return what a key file holds, not parsed; raises WorldError `key-unreadable`."""
    try:
        return files.read_start(path, FILE_BYTES_MOST)
    except OSError as error:
        raise _unreadable(path, error) from error


def is_there(path: Path) -> bool:
    """Whether there is a key file; raises WorldError `key-unreadable` where the disk says nothing.

    What a failing disk does not show is not made anew.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise _unreadable(path, error) from error
    return True


def _unreadable(path: Path, error: OSError) -> WorldError:
    return WorldError(
        Code.KEY_UNREADABLE, f"The key {path} cannot be read: {error.strerror}.", path=str(path)
    )


@lru_cache(maxsize=128)
def _parsed(raw: bytes) -> Ed25519PublicKey:
    """Return a public key that can verify; a campus has not many more. Raises ValueError."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(raw)


def _malformed(path: Path) -> RefusedError:
    return RefusedError(Code.KEY_MALFORMED, f"{path} holds no Ed25519 private key.", path=str(path))
