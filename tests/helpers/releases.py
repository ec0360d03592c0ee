"""Versions of Ujuzi as `make stick` writes them: a folder of files, and a signed manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ujuzi.services.updating import DOMAIN, FIRST_LINE, MANIFEST

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PLATFORM = "linux-x86_64"


def release(
    folder: Path,
    version: str,
    content: Mapping[str, bytes],
    key: Ed25519PrivateKey = KEY,
    platform: str = PLATFORM,
) -> Path:
    """Write a version with its manifest, as `make stick` does."""
    lines = [FIRST_LINE, f"version {version}", f"platform {platform}", "needs 34"]
    for path, data in content.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        lines.append(f"file {len(data)} {hashlib.sha256(data).hexdigest()} {path}")
    lines.append(f"key {key.public_key().public_bytes_raw().hex()}")
    unsigned = "".join(f"{line}\n" for line in lines).encode()
    signature = key.sign(DOMAIN + unsigned).hex()
    (folder / MANIFEST).write_bytes(unsigned + f"signature {signature}\n".encode())
    return folder
