"""Bytes that nobody meant: sound ones cut, changed and stuffed, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

STUFFING = (
    b"[" * 100_000,
    b"\x91" * 100_000,
    b'{"a":' * 100_000,
    b"\xff",
    "é".encode(),
    b"\x00",
    b'"\\ud800"',
    b"null",
    b"NaN",
    b"1e999",
    b"9" * 40,
    b"9" * 5000,
    b"-1",
    b"1.5",
    b"\xcf" + b"\xff" * 8,
    b"\xcb\x7f\xf0" + bytes(6),
    b"\xdb" + b"\xff" * 4,
    b"\xc7\xff\x05",
)
"""Deep nesting, letters that are none, numbers beyond what anybody counts."""


@st.composite
def hostile(draw: st.DrawFn, *sound: bytes) -> bytes:
    """Return any bytes, or one of `sound` with up to five places changed."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=200))
    made = bytearray(draw(st.sampled_from(sound)))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(made)))
        end = min(len(made), start + draw(st.sampled_from([0, 0, 1, 2, 8, 1 << 20])))
        made[start:end] = draw(st.sampled_from(STUFFING) | st.binary(max_size=3))
    return bytes(made)
