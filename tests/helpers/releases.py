"""Versions of Ujuzi as `make stick` writes them: a folder of files, and a signed manifest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from stick.manifest import NAME, body_of, signed

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
    for path, data in content.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    body = body_of(folder, {"version": version, "platform": platform, "needs": "34"})
    (folder / NAME).write_bytes(signed(body, key))
    return folder
