"""Every bound on a pack, with its unit: what a builder keeps and a reader enforces.

A reader checks declared figures before it reads, and never inflates beyond what was declared.
"""

from __future__ import annotations

from dataclasses import dataclass

KB = 1_000
MB = 1_000_000
GB = 1_000_000_000


@dataclass(frozen=True, slots=True)
class PackLimits:
    """Bounds on one pack file; a ZIP of this size needs no ZIP64 fields."""

    file_bytes: int = 4 * GB
    directory_bytes: int = 8 * MB
    manifest_bytes: int = 8 * MB
    objects: int = 20_000
    object_bytes: int = 2 * GB
    text_bytes: int = 32 * MB
    """One deflated or patched object; it may have to fit in memory."""
    total_bytes: int = 4 * GB
    """All objects, inflated."""
    compression_ratio: int = 200
    """Inflated to deflated bytes, for objects above `ratio_free_bytes`."""
    ratio_free_bytes: int = 1 * MB
    path_characters: int = 200
    title_characters: int = 300


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """Bounds on what an author may put in a course folder."""

    yaml_bytes: int = 2 * MB
    bank_bytes: int = 32 * MB
    """A file of questions, in YAML or GIFT."""
    lesson_bytes: int = 8 * MB
    svg_bytes: int = 2 * MB
    image_bytes: int = 8 * MB
    image_pixels: int = 25_000_000
    minutes: int = 600
    """The expected time of one activity, or the limit of an assessment."""
    quota_items: int = 1_000
    """One line of a blueprint."""


PACK = PackLimits()
SOURCE = SourceLimits()
