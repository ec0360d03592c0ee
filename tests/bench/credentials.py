"""`verify`: a certificate checked offline; the first time, with every import, apart."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from bench.figure import Figure, median_of
from helpers.certificates import CERTIFICATE, HUB, issued, trust, written
from ujuzi.credentials.check import check
from ujuzi.credentials.open_badge import build
from ujuzi.credentials.stub import write_stub

RUNS = 50
FIRST = """
import time, sys
started = time.perf_counter()
from ujuzi.credentials.check import check
check(sys.stdin.buffer.read(), None)
print((time.perf_counter() - started) * 1000)
"""


def verify() -> Iterator[Figure]:
    """Yield milliseconds against the bare signature check, and the sizes of what is checked."""
    data, known = written(issued()), trust()
    stub = write_stub(CERTIFICATE, HUB)
    signature = HUB.sign(data)
    floor = median_of(RUNS, lambda: HUB.public.verify(signature, data))
    check(data, known)
    yield Figure("verify", median_of(RUNS, lambda: check(data, known)), "ms", floor)
    first = subprocess.run(
        [sys.executable, "-c", FIRST], input=data, capture_output=True, check=True, timeout=60
    )
    yield Figure("verify-first", float(first.stdout), "ms")
    yield Figure("verify-stub", median_of(RUNS, lambda: check(stub.encode(), known)), "ms", floor)
    yield Figure("credential-bytes", len(data), "bytes", len(written(build(CERTIFICATE))))
    yield Figure("stub-letters", len(stub), "letters")


FIGURES = {"verify": verify}
