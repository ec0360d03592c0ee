"""The Qt binding's "features", switched off: nobody here imports from `__feature__`.

For their sake the binding reads the source of every module that is imported after it, and looks
whether it speaks of Qt: a start would read all its files a second time.
"""

from __future__ import annotations

import builtins

import PySide6  # noqa: F401 - puts its own import in the place of Python's, once


def leave_out() -> None:
    """Let modules be imported as they were before the features came."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
