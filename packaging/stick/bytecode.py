"""Run by the Python that a build ships: turn each `.py` below a folder into a `.pyc` beside it.

No path of the build and no date is left in them, and no source is looked for when they are loaded.
"""

import py_compile
import sys
from pathlib import Path

folder = Path(sys.argv[1])
for file in sorted(folder.rglob("*.py")):
    py_compile.compile(
        str(file),
        cfile=f"{file}c",
        dfile=file.relative_to(folder).as_posix(),
        doraise=True,
        optimize=0,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    file.unlink()
