"""Puts the application together: this computer's data behind its windows.

Only `__main__` and the command do so.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ujuzi.errors import Code, WorldError

QT = frozenset({"PySide6", "shiboken6"})


def run(data_dir: Path) -> int:
    """Open the windows on the data in a folder, and return the exit status.

    Raises WorldError `qt-missing` where Qt is not installed, or the system lacks what it needs.
    """
    with loading():
        import ujuzi.services.desk  # noqa: F401 - the worker's first need
        from ujuzi.ui import application
    return application.run(data_dir)


def preview(folder: Path, data_dir: Path) -> int:
    """Show a course folder as learners will see it; as `run`."""
    with loading():
        import ujuzi.services.study.previewing  # noqa: F401 - as above
        from ujuzi.ui import preview as previews
    return previews.run(folder, data_dir)


@contextmanager
def loading() -> Iterator[None]:
    """Load modules of the windows; raises WorldError `qt-missing`.

    Nothing of what is loaded is garbage: Python's collector looks at it neither now nor later.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in QT:
            raise
        if isinstance(error, ModuleNotFoundError):
            sentence = "The windows need Qt: pip install 'ujuzi[desktop]'"
        else:  # it is there, and something of the system that it needs is not
            sentence = f"Qt cannot start: {error}"
        raise WorldError(Code.QT_MISSING, sentence) from error
    finally:
        gc.enable()
