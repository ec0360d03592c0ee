r"""The list of files of a tree or a stick, with sizes and hashes, signed at its end.

    ujuzi manifest 1
    version 0.1.0
    platform windows-x86_64
    needs 17763
    library python313.dll
    file 1024 3f0c…64 lib/PySide6/Qt6Core.dll
    …
    key 8a1b…64
    signature 77c2…128

Lines of UTF-8, each ended by \n; a file's line ends with its path, which may hold spaces. `needs`
is the build of Windows, or the minor version of glibc 2, below which nothing is loaded; `library`
is what the launcher loads. What a reader does not know it reads past. The signature is Ed25519
over `DOMAIN` and everything above its line. The launchers read the same lines, sizes and hashes
alone (`windows/tree.c`, `linux/start.sh`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from stick.writing import files_below

NAME = "manifest"
FIRST_LINE = "ujuzi manifest 1"
DOMAIN = b"ujuzi build 1\n"
DEVELOPMENT = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"ujuzi development").digest())
"""Anybody has this key. What it signs is for trying things out, and says so."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a manifest."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says, once its signature was checked."""

    facts: Mapping[str, str]
    files: Mapping[str, Listed]
    key: bytes

    @property
    def is_development(self) -> bool:
        """Whether it was signed with the key that anybody has."""
        return self.key == DEVELOPMENT.public_key().public_bytes_raw()


def body_of(folder: Path, facts: Mapping[str, str]) -> bytes:
    """Return what is to be signed of a folder: its facts and every file but the manifest."""
    lines = [FIRST_LINE, *(f"{name} {value}" for name, value in facts.items())]
    for path, file in files_below(folder).items():
        if path != NAME:
            data = file.read_bytes()
            lines.append(f"file {len(data)} {hashlib.sha256(data).hexdigest()} {path}")
    return "".join(f"{line}\n" for line in lines).encode()


def signed(body: bytes, key: Ed25519PrivateKey, published: bytes = b"") -> bytes:
    """Return a manifest; one that was published of the same files is taken with its signature."""
    if published and published.startswith(body + b"key "):
        read(published)
        return published
    unsigned = body + f"key {key.public_key().public_bytes_raw().hex()}\n".encode()
    return unsigned + f"signature {key.sign(DOMAIN + unsigned).hex()}\n".encode()


def read(data: bytes) -> Manifest:
    """Return what a manifest says; raises ValueError where it is none, or not as it was signed."""
    unsigned, mark, signature = data.rpartition(b"signature ")
    lines = unsigned.decode().removesuffix("\n").split("\n")
    if not mark or lines[0] != FIRST_LINE:
        raise ValueError("this is no manifest")
    facts = dict(line.split(" ", 1) for line in lines[1:] if not line.startswith("file "))
    try:
        key = bytes.fromhex(facts.pop("key"))
        public = Ed25519PublicKey.from_public_bytes(key)
        public.verify(bytes.fromhex(signature.decode()), DOMAIN + unsigned)
    except (InvalidSignature, KeyError, ValueError) as error:
        raise ValueError("the manifest is not as it was signed") from error
    files = {}
    for line in lines:
        if line.startswith("file "):
            _, size, sha256, path = line.split(" ", 3)
            files[path] = Listed(int(size), sha256)
    return Manifest(facts, files, key)


def differences(folder: Path, manifest: Manifest) -> list[str]:
    """Return the paths that are missing, changed, or not in the manifest, sorted."""
    there = {path: file for path, file in files_below(folder).items() if path != NAME}
    changed = {
        path
        for path, file in there.items()
        if (listed := manifest.files.get(path)) is None
        or file.stat().st_size != listed.size
        or hashlib.sha256(file.read_bytes()).hexdigest() != listed.sha256
    }
    return sorted(changed | (manifest.files.keys() - there.keys()))
