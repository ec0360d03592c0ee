"""The tree and the archive for Linux, and the Python that compiles both trees' bytecode."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from stick import trees
from stick.binaries import newest_glibc
from stick.inputs import GLIBC, HERE, cache, sha256_of
from stick.writing import files_below, write_zip

SOURCES = HERE.parent / "linux"
PLATFORM = "linux-x86_64"
LIBRARY = "bin/python3"
UNUSED = (
    "ctypes/macholib", "curses", "ensurepip", "idlelib", "pydoc_data", "site-packages", "test",
    "tkinter", "turtledemo", "venv", "__phello__",
)  # fmt: skip
PATHS = "../../../lib.zip\n../../../ujuzi.zip\n../..\n"
"""Where Python looks for modules beside its own, seen from `site-packages`."""
SHARED_FRIENDS = ("libxcb-", "libxkbcommon-x11")
"""Of Debian: what Qt's platform plugin loads, and a desktop may lack."""


def made_python(inputs: Mapping[str, Path]) -> Path:
    """Return the folder of CPython for Linux, built where the cache has none of these inputs."""
    script, options = SOURCES / "cpython.sh", HERE / "sqlite.options"
    sources = {name: file for name, file in inputs.items() if not name.endswith(".whl")}
    named = [sha256_of(file) for file in (*sources.values(), script, options)]
    made = cache() / f"cpython-{hashlib.sha256(''.join(named).encode()).hexdigest()[:16]}"
    if not made.is_dir():
        with tempfile.TemporaryDirectory(dir=cache()) as folder:
            for name, file in sources.items():
                Path(folder, name).symlink_to(file)
            shutil.copyfile(options, Path(folder, options.name))
            print("Building CPython for Linux (once; some minutes) ...", flush=True)
            command = ("sh", str(script), folder, f"{folder}/made")
            if subprocess.run(command, check=False).returncode:
                sys.exit("CPython was not built. It needs: sudo apt install gcc make xz-utils")
            Path(folder, "made").replace(made)
    return made


def make_tree(tree: Path, inputs: Mapping[str, Path], own: Path, python: Path) -> None:
    """Fill a folder with one version for Linux, all but its manifest; refuse a newer glibc."""
    shutil.copytree(python, tree)
    library = tree / "lib" / "python3.13"
    for name in UNUSED:
        shutil.rmtree(library / name, ignore_errors=True)
    for unused in [*library.glob("config-*"), *library.rglob("__pycache__")]:
        shutil.rmtree(unused)
    (wanted,) = library.glob("_sysconfigdata_*.py")
    wanted.write_text("build_time_vars = {}\n")  # it holds the folders of the build
    wheels = [file for name, file in inputs.items() if name.endswith(".whl")]
    runner = python / "bin" / "python3"
    trees.assemble(tree, [*wheels, own], trees.LINUX, runner)
    friends = tree / "lib" / trees.LINUX.libraries
    for package in (file for name, file in inputs.items() if name.startswith(SHARED_FRIENDS)):
        with tempfile.TemporaryDirectory() as opened:
            subprocess.run(("dpkg-deb", "-x", str(package), opened), check=True)
            for found in Path(opened).rglob("*.so.*"):
                if not found.is_symlink():
                    soname = ".".join(found.name.split(".")[:3])
                    shutil.copyfile(found, friends / soname)
    zip_standard_library(library, runner)
    for path, binary in files_below(tree).items():
        if (newest := newest_glibc(binary.read_bytes())) > GLIBC:
            sys.exit(f"{path} needs glibc 2.{newest}, and 2.{GLIBC} is promised.")


def zip_standard_library(library: Path, python: Path) -> None:
    """Put the modules of Python into the zip in which it looks for them, all but its libraries."""
    trees.compile_all(library, python)
    modules = {
        path: file
        for path, file in files_below(library).items()
        if not path.startswith("lib-dynload/")
    }
    write_zip(
        library.parent / "python313.zip",
        {path: file.read_bytes() for path, file in modules.items() if path.endswith(".pyc")},
    )
    for file in modules.values():
        file.unlink()
    (library / "site-packages").mkdir()
    (library / "site-packages" / "ujuzi.pth").write_text(PATHS)
