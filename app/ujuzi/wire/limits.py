"""Every bound on bytes that come from outside, with its unit: hostile input costs no more."""

from __future__ import annotations

from typing import Final

BATCH_TARGET_BYTES: Final = 48 * 1024
"""Where a batch is cut: a broken link loses at most one (DESIGN section 5)."""

MAX_BATCH_BYTES: Final = 8 * 1024 * 1024
MAX_BATCH_EVENTS: Final = 8192
MAX_INFLATED_BYTES: Final = 16 * 1024 * 1024
MAX_PAYLOAD_BYTES: Final = 32 * 1024 * 1024
"""All payloads of one batch, once its dictionaries are expanded."""

MAX_SHAPES: Final = 1024
MAX_FIELDS: Final = 64
"""Fields of one shape; no kind of event has a quarter as many."""

MAX_INTEGER_BITS: Final = 64
"""JSON integers beyond this travel as raw payloads."""

MAX_MESSAGE_BYTES: Final = 16 * 1024 * 1024
"""One exchange's request, or its reply."""

MAX_MESSAGE_BATCHES: Final = 256

MAX_SUBMISSION_BYTES: Final = 4 * 1024 * 1024
"""One attempt's answers, inflated."""
