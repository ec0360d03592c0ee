"""A `hub.verify.checker` that meets what no bound foresaw: it is run in place of the real one.

A file that says `endless` takes processor time for ever, one that says `large` takes all memory,
one that says `broken` ends it; of any other file it says what the real one says.
"""

from __future__ import annotations

from ujuzi.credentials.check import Verdict
from ujuzi.credentials.trust import Trust
from ujuzi.hub.verify import checker

check_form = checker.check_form


def check(content_type: str, body: bytes, trust: Trust | None) -> Verdict:
    if b"endless" in body:
        while True:
            pass
    if b"large" in body:
        bytearray(2 * checker.MEMORY_BYTES)
    if b"broken" in body:
        raise SystemExit(3)
    return check_form(content_type, body, trust)


if __name__ == "__main__":
    checker.CPU_SECONDS = 1  # type: ignore[misc]  # it is final but here
    checker.check_form = check
    checker.main()
