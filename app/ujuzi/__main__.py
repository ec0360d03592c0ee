"""`ujuzi`, also as `python -m ujuzi`: the windows, or a command where one is asked for.

The windows load nothing that only commands need: a start costs what is read before it. What they
need is read ahead first, before even Python's own modules for types.
"""

from __future__ import annotations

import os
import sys

from ujuzi import interrupts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

INTERRUPTED = 1
"""The exit status of a command that a person ended: it was not done."""


def main() -> NoReturn:
    """Open the windows, or run the command that was asked for, and leave with the exit status."""
    interrupts.end_at_once()
    _let_threads_load()
    if sys.argv[1:]:
        try:
            from ujuzi.cli import main as run_command

            run_command()
        except (KeyboardInterrupt, RuntimeError) as error:
            if not interrupts.is_interruption(error):  # before click, which knows it, was there
                raise
            sys.exit(INTERRUPTED)
    from ujuzi.read_ahead import read_ahead

    read_ahead(__file__.rsplit(os.sep, 3)[0])
    from ujuzi import desktop
    from ujuzi.errors import UjuziError
    from ujuzi.paths import default_data_dir

    try:
        status = desktop.run(default_data_dir())
    except UjuziError as error:
        from ujuzi.cli.answers import leave_refused

        leave_refused(error)
    interrupts.end_at_once()  # the data is closed; Python has yet to take itself apart
    sys.exit(status)


def _let_threads_load() -> None:
    """Let several threads at once load modules of an archive, in which a build has them.

    While one asks for zlib, Python takes the others for zlib itself, packed, and refuses them
    (`zipimport._get_decompress_func`). Qt's binding takes part in each import, so that it lasts.
    """
    import zipimport
    import zlib

    vars(zipimport)["_get_decompress_func"] = lambda: zlib.decompress


if __name__ == "__main__":
    main()
