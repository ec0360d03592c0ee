"""`make bench`: print every figure, or the one that is named.

A module of this folder whose name is in `MODULES` offers `FIGURES`: the names of its figures, each
with the function that measures it (and may yield several).
"""

from __future__ import annotations

import importlib
import sys

MODULES = (
    "record", "search", "packs", "installing", "window", "lesson", "open_lesson", "sync", "resume",
    "certificate", "credentials", "ingest", "at_rest", "monday", "grading", "down", "hub_start",
    "carried", "carrying", "report", "by_folder", "relay",
)  # fmt: skip


def main() -> None:
    """Measure what was asked for."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    known = {
        name: measure
        for module in MODULES
        for name, measure in importlib.import_module(f"bench.{module}").FIGURES.items()
    }
    if wanted and wanted not in known:
        sys.exit(f"No figure is named {wanted}; there are: {', '.join(known)}.")
    for measure in dict.fromkeys([known[wanted]] if wanted else known.values()):
        for figure in measure():
            print(figure.line(), flush=True)


if __name__ == "__main__":
    main()
