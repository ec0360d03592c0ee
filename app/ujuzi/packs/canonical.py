"""Canonical JSON (RFC 8785): one value has one encoding, so that it has one hash."""

from __future__ import annotations

import msgspec


def canonical(value: msgspec.Struct) -> bytes:
    """Return a struct as canonical JSON."""
    import rfc8785

    return rfc8785.dumps(msgspec.to_builtins(value))
