r"""The manifest of a released version: its files with sizes and hashes, signed at its end.

    ujuzi manifest 1
    version 0.1.0
    platform windows-x86_64
    file 1024 3f0c…64 lib/PySide6/Qt6Core.dll
    …
    key 8a1b…64
    signature 77c2…128

Lines of UTF-8, each ended by \n; a file's line ends with its path, which may hold spaces. The other
lines are facts, a name and what follows it. The signature is Ed25519 (RFC 8032) over `DOMAIN` and
everything above its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ujuzi.credentials.keys import PublicKey
from ujuzi.errors import RefusedError

FIRST_LINE = "ujuzi manifest 1"
DOMAIN = b"ujuzi build 1\n"


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """One file of a version."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReleaseManifest:
    """What a manifest says, once its signature was checked; `key` is raw, and is who signed it."""

    facts: Mapping[str, str]
    files: Mapping[str, ReleasedFile]
    key: bytes


def read_release_manifest(data: bytes) -> ReleaseManifest:
    """Return what a manifest says; raises ValueError where it is none, or not as it was signed."""
    unsigned, mark, signature = data.rpartition(b"signature ")
    lines = unsigned.decode().removesuffix("\n").split("\n")
    if not mark or lines[0] != FIRST_LINE:
        raise ValueError("this is no manifest")
    facts = dict(line.split(" ", 1) for line in lines[1:] if not line.startswith("file "))
    try:
        key = bytes.fromhex(facts.pop("key"))
        PublicKey(key).verify(bytes.fromhex(signature.decode()), DOMAIN + unsigned)
    except (KeyError, RefusedError, ValueError) as error:
        raise ValueError("the manifest is not as it was signed") from error
    files = {}
    for line in lines:
        if line.startswith("file "):
            _, size, sha256, path = line.split(" ", 3)
            files[path] = ReleasedFile(int(size), sha256)
    return ReleaseManifest(facts, files, key)
