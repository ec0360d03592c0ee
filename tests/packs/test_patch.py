"""A patch makes the new text of the old one, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ujuzi.packs.patch import Patch, apply_frame, decode_patch, frame_size, make_frame

TEXT = b"The well is deep. " * 200


@given(base=st.binary(max_size=3000), target=st.binary(max_size=3000))
def test_a_patch_makes_the_target_of_its_base(base: bytes, target: bytes) -> None:
    frame = make_frame(base, target)
    assert frame_size(frame) == len(target)
    assert apply_frame(base, frame, len(target)) == target


def test_a_small_change_makes_a_small_patch() -> None:
    target = TEXT[:1800] + b"Very deep. " + TEXT[1800:]
    assert len(make_frame(TEXT, target)) < 100


def test_a_frame_that_declares_another_size_is_refused_unread() -> None:
    frame = make_frame(TEXT, bytes(10_000_000))
    with pytest.raises(ValueError, match="another size"):
        apply_frame(TEXT, frame, 1000)


@pytest.mark.parametrize("frame", [b"", b"x", b"\x28\xb5\x2f\xfd", TEXT])
def test_what_is_no_frame_is_refused(frame: bytes) -> None:
    with pytest.raises(ValueError):
        apply_frame(TEXT, frame, 10)


def test_a_cut_frame_is_refused() -> None:
    frame = make_frame(b"", TEXT)
    with pytest.raises(ValueError):
        apply_frame(b"", frame[:-4], len(TEXT))


def test_an_encoded_patch_names_its_base() -> None:
    patch = Patch("ab" * 32, b"frame")
    assert decode_patch(patch.encode()) == patch
