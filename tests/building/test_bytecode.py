"""Bytecode says nothing of where and when it was made, and does what its source does."""

from __future__ import annotations

import marshal
import subprocess
import sys
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from stick import trees

SOURCE = '''"""Of the module."""
from __future__ import annotations
def answer(x: int) -> int:
    """Of a function."""
    assert x, "what is asserted"
    return x
class Only:
    """Of a class."""
'''
HEADER_BYTES = 16


@pytest.fixture
def made(tmp_path: Path) -> Path:
    for package in ("ujuzi/cli", "ujuzi", "theirs"):
        (tmp_path / package).mkdir(parents=True, exist_ok=True)
        (tmp_path / package / "__init__.py").write_text(SOURCE)
    trees.compile_all(tmp_path, Path(sys.executable))
    return tmp_path


def test_docstrings_are_left_out_but_those_of_our_commands(made: Path) -> None:
    names = ("ujuzi/cli", "ujuzi", "theirs")
    commands, *others = ((made / name / "__init__.pyc").read_bytes() for name in names)
    for said in (b"Of the module.", b"Of a function.", b"Of a class."):
        assert said in commands
        assert [each for each in others if said in each] == []


def test_what_is_asserted_is_kept_and_the_lines_are_those_of_the_source(made: Path) -> None:
    code = marshal.loads((made / "theirs" / "__init__.pyc").read_bytes()[HEADER_BYTES:])
    assert isinstance(code, CodeType)
    assert code.co_filename == "theirs/__init__.py"
    found: dict[str, object] = {}
    exec(code, found)
    answer, only = found["answer"], found["Only"]
    assert isinstance(answer, FunctionType)
    line = SOURCE.split("\n").index("def answer(x: int) -> int:") + 1
    assert answer.__code__.co_firstlineno == line
    assert {column for *_, column in answer.__code__.co_positions()} == {None}
    assert (answer.__doc__, only.__doc__) == (None, None)
    assert answer(3) == 3
    with pytest.raises(AssertionError, match="what is asserted"):
        answer(0)


def test_it_is_loaded_without_its_source(made: Path) -> None:
    assert not list(made.rglob("*.py"))
    loaded = (sys.executable, "-c", "import theirs; print(theirs.answer(2))")
    done = subprocess.run(loaded, cwd=made, capture_output=True, text=True, check=True)
    assert done.stdout == "2\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for Python")
def test_the_python_that_compiles_reads_and_writes_no_bytecode_of_its_own(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho "$@" > "$0.said"\n')
    python.chmod(0o755)
    trees.compile_all(tmp_path, python)
    said = (tmp_path / "python.said").read_text().split()
    assert {"-I", "-B", "pycache_prefix=/dev/null"} <= set(said)
