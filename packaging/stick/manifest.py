"""Writes the manifest of a tree or a stick (`ujuzi.credentials.release`), and compares with it.

Beside `version` and `platform` its facts are `needs`, the build of Windows or the minor version of
glibc 2 below which nothing is loaded, and `library`, what the launcher loads. What a reader does
not know it reads past. The launchers read the same lines, sizes and hashes alone (`windows/tree.c`,
`linux/start.sh`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stick.writing import files_below
from ujuzi.credentials.release import DOMAIN, FIRST_LINE, ReleaseManifest, read_release_manifest
from ujuzi.installed import MANIFEST

NAME = MANIFEST
DEVELOPMENT = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"ujuzi development").digest())
"""Anybody has this key. What it signs is for trying things out, and says so."""


def is_development(key: bytes) -> bool:
    """Whether it is the key that anybody has."""
    return key == DEVELOPMENT.public_key().public_bytes_raw()


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
        read_release_manifest(published)
        return published
    unsigned = body + f"key {key.public_key().public_bytes_raw().hex()}\n".encode()
    return unsigned + f"signature {key.sign(DOMAIN + unsigned).hex()}\n".encode()


def differences(folder: Path, manifest: ReleaseManifest) -> list[str]:
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
