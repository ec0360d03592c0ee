"""A text as a patch of an older text: a Zstandard frame whose dictionary is the older one.

    patch object := SHA-256 of the base (32 bytes) + frame

A patch proves nothing by itself: whoever applies one checks the hash of what comes out. Memory is
bounded by the two sizes, which the caller knows and has bounded before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zstandard import ZstdCompressionDict

LEVEL = 19
HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Patch:
    """A patch and the SHA-256 (hexadecimal) of what it is applied to."""

    base: str
    frame: bytes

    def encode(self) -> bytes:
        """Return the patch as it stands in an update."""
        return bytes.fromhex(self.base) + self.frame


def decode_patch(encoded: bytes) -> Patch:
    """Return the patch that `encode` wrote."""
    return Patch(encoded[:HASH_BYTES].hex(), encoded[HASH_BYTES:])


def make_frame(base: bytes, target: bytes) -> bytes:
    """Return `target` compressed against `base`; the same texts give the same bytes."""
    import zstandard

    parameters = zstandard.ZstdCompressionParameters.from_level(
        LEVEL,
        source_size=len(target),
        dict_size=len(base),
        write_content_size=1,
        write_checksum=0,
        write_dict_id=0,
    )
    return zstandard.ZstdCompressor(
        dict_data=_dictionary(base), compression_params=parameters
    ).compress(target)


def frame_size(frame: bytes) -> int:
    """Return how many bytes the frame declares to hold; ValueError where it is no such frame."""
    import zstandard

    try:
        size = zstandard.frame_content_size(frame)
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error
    if size < 0:
        raise ValueError("the frame declares no size")
    return int(size)


def apply_frame(base: bytes, frame: bytes, size: int) -> bytes:
    """Return the text that the frame makes of `base`; ValueError unless it has `size` bytes."""
    import zstandard

    if frame_size(frame) != size:
        raise ValueError("the frame declares another size")
    try:
        text = zstandard.ZstdDecompressor(dict_data=_dictionary(base)).decompress(
            frame, max_output_size=size, allow_extra_data=False
        )
    except zstandard.ZstdError as error:
        raise ValueError(str(error)) from error
    if len(text) != size:
        raise ValueError("the frame does not hold what it declares")
    return text


def _dictionary(base: bytes) -> ZstdCompressionDict:
    import zstandard

    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
