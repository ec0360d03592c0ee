"""How long this machine has been running: a counter that nobody sets, and that sleep does not stop.

The computer's clock may be moved; within one boot this tells how much time really passed. It says
nothing of when the machine was off.
"""

from __future__ import annotations

import hashlib
import secrets
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from ujuzi.domain.sitting import Uptime

LINUX_BOOT = Path("/proc/sys/kernel/random/boot_id")
WINDOWS_BOOT = (
    r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
)


def machine_up() -> Uptime | None:
    """Return how long the machine has been running, or None where nothing here counts it.

    By Linux' boot-time clock or Windows' tick count.
    """
    if sys.platform == "win32":
        import ctypes

        count = ctypes.windll.kernel32.GetTickCount64
        count.restype = ctypes.c_ulonglong
        return Uptime(_boot(), int(count()))
    if not hasattr(time, "CLOCK_BOOTTIME"):
        return None
    return Uptime(_boot(), time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000)


@cache
def _boot() -> str:
    """Return a name of this boot; of this run of the program, where the system gives it none."""
    name = secrets.token_hex(8)
    if sys.platform == "win32":
        import winreg

        with suppress(OSError), winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, WINDOWS_BOOT) as key:
            name = f"boot {winreg.QueryValueEx(key, 'BootId')[0]}"
    else:
        with suppress(OSError):
            name = LINUX_BOOT.read_text(encoding="ascii")
    return hashlib.sha256(name.encode()).hexdigest()[:16]
