"""What tests put away: after the last of all, or after the one, or the module, that made it.

A run of the tests makes more than a thousand databases; kept until its end, they filled the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

at_end = ExitStack()
"""What is put away after the last test; a worker of xdist leaves without running `atexit`."""

_innermost = [at_end]


@contextmanager
def put_away() -> Iterator[None]:
    """Put away, at the end, what is handed to `afterwards` until then."""
    with ExitStack() as stack:
        _innermost.append(stack)
        try:
            yield
        finally:
            _innermost.remove(stack)


def afterwards(end: Callable[[], object]) -> None:
    """Call `end` when the test or the module that is running is over, else after the last test."""
    _innermost[-1].callback(end)
