"""Run by the Python that a build ships: turn each `.py` below a folder into a `.pyc` beside it.

    bytecode.py FOLDER DOCUMENTED...

No path of the build and no date is left in them, and no source is looked for when they are loaded.
Docstrings are left out, as `python -OO` does, but below the folders that are named; what a module
asserts is not.
"""

import ast
import importlib.util
import marshal
import sys
from pathlib import Path

UNCHECKED = (1).to_bytes(4, "little")
"""By the hash of a source that nobody looks for (PEP 552)."""
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def parsed(source: bytes, *, documented: bool) -> ast.Module:
    """Return a module; without what its parts say of themselves where that is not wanted."""
    module = ast.parse(source)
    if not documented:
        for part in ast.walk(module):
            if isinstance(part, DOCUMENTED) and ast.get_docstring(part, clean=False) is not None:
                part.body = part.body[1:] or [ast.copy_location(ast.Pass(), part.body[0])]
    return module


def main() -> None:
    """Do what this file is for."""
    folder, below = Path(sys.argv[1]), tuple(f"{name}/" for name in sys.argv[2:])
    for file in sorted(folder.rglob("*.py")):
        source, path = file.read_bytes(), file.relative_to(folder).as_posix()
        code = compile(
            parsed(source, documented=path.startswith(below)),
            path,
            "exec",
            dont_inherit=True,
            optimize=0,
        )
        head = importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(source)
        file.with_suffix(".pyc").write_bytes(head + marshal.dumps(code))
        file.unlink()


if __name__ == "__main__":
    main()
