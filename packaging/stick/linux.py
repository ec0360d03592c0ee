"""The tree and the archive for Linux, and the Python that compiles both trees' bytecode."""

from __future__ import annotations

import hashlib
import posixpath
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from stick import icu, trees
from stick.binaries import ELF, looked_for_in, needed, newest
from stick.inputs import GLIBC, HERE, cache, sha256_of
from stick.writing import files_below, write_zip
from ujuzi.read_ahead import START

SOURCES = HERE.parent / "linux"
PLATFORM = "linux-x86_64"
LIBRARY = "bin/python3"
APT = "sudo apt install gcc make xz-utils"
UNUSED = (
    "ctypes/macholib", "curses", "ensurepip", "idlelib", "pydoc_data", "site-packages", "test",
    "tkinter", "turtledemo", "venv", "__phello__",
)  # fmt: skip
UNUSED_LIBRARIES = "lib-dynload/_hashlib.*"
"""As on Windows (`stick.windows.UNUSED`)."""
PATHS = "../../../lib.zip\n../../../ujuzi.zip\n../..\n"
"""Where Python looks for modules beside its own, seen from `site-packages`."""
RANGES = HERE / "start.ranges"
"""What `stick.cold` has seen of a start."""
STOOD_IN_FOR = ("libQt6Quick.so.6", "libQt6Qml.so.6")
"""Of Qt, by `quick.c`: only the plugin for films asks for them, and uses nothing of them."""
FILMS = "multimedia/libffmpegmediaplugin.so"
ICU_DATA = "libicudata.so.*"
SHARED_FRIENDS = ("libxcb-", "libxkbcommon-x11")
"""Of Debian: what Qt's platform plugin loads, and a desktop may lack."""
GLIBCXX = 30
"""Of the library of C++, beside `GLIBC`: what Ubuntu 22.04 and Debian 12 have."""
OF_SYSTEM = frozenset(
    f"lib{name}"
    for name in (
        "c.so.6", "dl.so.2", "gcc_s.so.1", "m.so.6", "pthread.so.0", "resolv.so.2", "rt.so.1",
        "stdc++.so.6", "util.so.1", "EGL.so.1", "GL.so.1", "X11-xcb.so.1", "X11.so.6", "Xext.so.6",
        "Xrandr.so.2", "brotlicommon.so.1", "brotlidec.so.1", "bz2.so.1", "cups.so.2",
        "dbus-1.so.3", "drm.so.2", "fontconfig.so.1", "freetype.so.6", "gio-2.0.so.0",
        "glib-2.0.so.0", "gobject-2.0.so.0", "gssapi_krb5.so.2", "gthread-2.0.so.0", "pulse.so.0",
        "wayland-client.so.0", "wayland-cursor.so.0", "wayland-egl.so.1", "xcb-glx.so.0",
        "xcb-randr.so.0", "xcb-render.so.0", "xcb-shm.so.0", "xcb-sync.so.1", "xcb-xfixes.so.0",
        "xcb.so.1", "xkbcommon.so.0", "zstd.so.1",
    )
) | {"ld-linux-x86-64.so.2"}  # fmt: skip
"""What every desktop has; anything else has to lie in the tree."""


def made_python(inputs: Mapping[str, Path]) -> Path:
    """Return the folder of CPython for Linux, built where the cache has none of these inputs."""
    script, options = SOURCES / "cpython.sh", HERE / "sqlite.options"
    sources = {
        name: file
        for name, file in inputs.items()
        if not name.endswith(".whl") and not name.startswith(SHARED_FRIENDS)
    }
    named = [sha256_of(file) for file in (*sources.values(), script, options)] + [compilers()]
    made = cache() / f"cpython-{hashlib.sha256(''.join(named).encode()).hexdigest()[:16]}"
    if not made.is_dir():
        with tempfile.TemporaryDirectory(dir=cache()) as folder:
            for name, file in sources.items():
                Path(folder, name).symlink_to(file)
            shutil.copyfile(options, Path(folder, options.name))
            print("Building CPython for Linux (once; some minutes) ...", flush=True)
            command = ("sh", str(script), folder, f"{folder}/made")
            if subprocess.run(command, check=False).returncode:
                sys.exit(f"CPython was not built. It needs: {APT}")
            Path(folder, "made").replace(made)
    return made


def compilers() -> str:
    """Return which compiler and linker there are: others make other bytes."""
    try:
        said = [subprocess.check_output((each, "--version"), text=True) for each in ("gcc", "ld")]
    except FileNotFoundError as error:
        sys.exit(f"{error.filename} is missing: {APT}")
    return "".join(each.partition("\n")[0] for each in said)


def make_tree(tree: Path, inputs: Mapping[str, Path], own: Path, python: Path) -> None:
    """Fill a folder with one version for Linux, all but its manifest.

    Raises SystemExit where it would ask more of a system than is promised.
    """
    lay_python(python, tree)
    library = tree / "lib" / "python3.13"
    for name in UNUSED:
        shutil.rmtree(library / name, ignore_errors=True)
    for file in library.glob(UNUSED_LIBRARIES):
        file.unlink()
    (wanted,) = library.glob("_sysconfigdata_*.py")
    wanted.write_text("build_time_vars = {}\n")  # it holds the folders of the build
    wheels = [file for name, file in inputs.items() if name.endswith(".whl")]
    runner = python / "bin" / "python3"
    trees.assemble(tree, [*wheels, own], trees.LINUX, runner)
    friends = [file for name, file in inputs.items() if name.startswith(SHARED_FRIENDS)]
    slim(tree / "lib", runner)
    strip(tree / "lib", library)
    shutil.copyfile(SOURCES / "start.sh", tree / "start.sh")
    shutil.copyfile(RANGES, tree / START)
    add_friends(tree / "lib" / trees.LINUX.libraries, friends)
    zip_standard_library(library, runner)
    if found := list(asked_too_much(files_below(tree))):
        sys.exit("\n".join(found))


def lay_python(python: Path, tree: Path) -> None:
    """Copy CPython, but for what it wrote while it ran: that holds dates of this computer."""
    shutil.copytree(python, tree, ignore=shutil.ignore_patterns("__pycache__"))


def slim(packages: Path, python: Path) -> None:
    """Put less in the place of libraries of which Ujuzi uses little, and see that they load."""
    libraries = packages / trees.LINUX.libraries
    for name in STOOD_IN_FOR:
        subprocess.run(
            (
                "gcc", "-shared", "-fPIC", "-O2", "-s", "-nostartfiles", "-Wl,--build-id=none",
                f"-Wl,-soname,{name}", f"-Wl,--version-script={SOURCES / 'quick.map'}",
                "-o", str(libraries / name), str(SOURCES / "quick.c"),
            ),
            check=True,
        )  # fmt: skip
    trees.trim(packages, trees.LINUX)
    (data,) = libraries.glob(ICU_DATA)
    icu.shrink(data, frozenset(trees.LANGUAGES))
    load = "import ctypes, sys; ctypes.CDLL(sys.argv[1])"  # with every name that it asks for
    films = packages / trees.LINUX.plugins / FILMS
    quiet = {"QT_LOGGING_RULES": "*=false"}  # of what this computer has not
    subprocess.run((str(python), "-I", "-B", "-c", load, str(films)), env=quiet, check=True)


def strip(packages: Path, python: Path) -> None:
    """Take names for debuggers out of libraries of wheels: 14 MB. Qt has none, and we none."""
    libraries = [
        str(file)
        for path, file in files_below(packages).items()
        if trees.BINARY.search(path) and "PySide6" not in path and python not in file.parents
    ]
    subprocess.run(("strip", "--strip-unneeded", *libraries), check=True)


def add_friends(target: Path, packages: Iterable[Path]) -> None:
    """Lay libraries of Debian into a folder, under the names by which they are asked for."""
    for package in packages:
        with tempfile.TemporaryDirectory() as opened:
            subprocess.run(("dpkg-deb", "-x", str(package), opened), check=True)
            for found in Path(opened).rglob("*.so.*"):
                if not found.is_symlink():
                    shutil.copyfile(found, target / ".".join(found.name.split(".")[:3]))


def asked_too_much(files: Mapping[str, Path]) -> Iterator[str]:
    """Say which files of a tree ask for what a desktop may lack, or look outside the tree."""
    binaries = {path: data for path, file in files.items() if (data := _elf(file))}
    there = OF_SYSTEM | {path.rpartition("/")[2] for path in binaries}
    for path, data in binaries.items():
        for family, most in (("GLIBC_2.", GLIBC), ("GLIBCXX_3.4.", GLIBCXX)):
            if (found := newest(data, family)) > most:
                yield f"{path} needs {family}{found}, and {family}{most} is promised."
        if b"GLIBC_ABI_DT_RELR" in data:
            yield f"{path} needs GLIBC_2.36, for how it was linked."
        for name in sorted(set(needed(data)) - there):
            yield f"{path} needs {name}, which a desktop may lack."
        for folder in looked_for_in(data):
            if not _is_inside(path, folder):
                yield f"{path} looks for libraries in {folder}."


def _elf(file: Path) -> bytes:
    with file.open("rb") as opened:
        start = opened.read(len(ELF))
        return start + opened.read() if start == ELF else b""


def _is_inside(path: str, folder: str) -> bool:
    """Whether a folder to look in, as it stands in the library `path`, is one of the tree."""
    if not folder.startswith("$ORIGIN"):
        return False
    place = posixpath.join(posixpath.dirname(path), folder.replace("$ORIGIN", ".", 1).lstrip("/"))
    return not posixpath.normpath(place).startswith("..")


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
        first=trees.read_at_start(),
    )
    for file in modules.values():
        file.unlink()
    (library / "site-packages").mkdir()
    (library / "site-packages" / "ujuzi.pth").write_text(PATHS)
