"""None, True and False, kept alive where the Qt binding gives away references that it does not own.

PySide6 6.12.0 is compiled for Pythons in which these three are immortal (3.12 and newer), yet it
installs on 3.11: there, each call that returns one of them loses a reference (`sys.getrefcount`
shows it), and some ten thousand calls later Python stops with "deallocating None". 6.8 to 6.11 are
sound. A count that no program uses up makes them immortal on 3.11 too.
"""

from __future__ import annotations

import ctypes
import sys

ENOUGH = 1 << 40
"""References: years of use, at ten thousand lost a second."""


def keep() -> None:
    """Make the three immortal, where Python does not do so itself."""
    if sys.version_info >= (3, 12):
        return
    for one in (None, True, False):
        if sys.getrefcount(one) < ENOUGH:
            ctypes.c_ssize_t.from_address(id(one)).value += ENOUGH
