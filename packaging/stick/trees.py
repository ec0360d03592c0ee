"""The folder of one version, for Windows and for Linux: wheels unpacked, trimmed, compiled, zipped.

    manifest                  every file, signed
    lib.zip, ujuzi.zip        Python without libraries: other people's, stored, and ours, of which
                              what the first window does not need is packed: updates write it anew
    lib/                      packages that hold libraries
    resources/                what ships with Ujuzi
    licences.zip              of every package

What Python itself is made of lies beside them, as each system wants it. Trimming keeps what is
imported: of Qt's libraries those that something kept asks for, and the rest by `DROPPED` and
`PLUGINS`.
"""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from stick.binaries import needed
from stick.writing import DEFLATED, TIMESTAMP, files_below, write_zip

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "fr", "ar", "pt", "sw", "am")
UNUSED = frozenset({"cffi", "pip", "pycparser", "tzdata"})
"""Wheels of which nothing is imported, but for cffi's one library."""
UNZIPPED = frozenset({"certifi", "latex2mathml", "pyld", "ziafont", "ziamath"})
"""They open files of their own, which nothing should have to unpack."""
DROPPED = (
    "*.pyi", "*.pxd", "*.h", "*.hpp", "*.lib", "*.a", "*.c", "*.pyx", "*.typed", "*/tests/*",
    "*/test/*", "*/testing/*", "lxml/isoschematron/*", "lxml/includes/*", "lxml/objectify*",
    "lxml/sax*", "lxml/_difflib*", "lxml/html/_difflib*", "lxml/html/diff*", "pyld/cli/*",
    "shiboken6/include/*", "shiboken6/lib/*", "zstandard/_cffi*", "PySide6/QtAsyncio/*",
    "PySide6/doc/*", "PySide6/glue/*", "PySide6/include/*", "PySide6/lib/*",
    "PySide6/metatypes/*", "PySide6/modules/*", "PySide6/qml/*", "PySide6/resources/*",
    "PySide6/scripts/*", "PySide6/support/*", "PySide6/typesystems/*", "PySide6/*.exe",
    "PySide6/*.json", "PySide6/Qt/qml/*", "PySide6/Qt/metatypes/*", "PySide6/Qt/libexec/*",
    "PySide6/Qt/resources/*", "PySide6/Qt/modules/*", "ujuzi/hub/*",
    "ujuzi/resources/checker/*", "zeroconf/*.pyd", "zeroconf/*.so", "charset_normalizer/*.pyd",
    "charset_normalizer/*.so", "pygments/formatters/*", "pygments/styles/*",
    "anyio/_backends/_trio.py", "anyio/pytest_plugin.py",
)  # fmt: skip
"""Of zeroconf and charset_normalizer what is compiled goes: 2.5 MB, to be faster at what is asked
here a few times in a week; the same in Python lies beside it."""
QT = (
    "QtCore", "QtGui", "QtMultimedia", "QtNetwork", "QtPdf", "QtPdfWidgets",
    "QtPrintSupport", "QtSvg", "QtWidgets",
)  # fmt: skip
PLUGINS = (
    "iconengines/*qsvgicon.*", "imageformats/*qgif.*", "imageformats/*qico.*",
    "imageformats/*qjpeg.*", "imageformats/*qsvg.*", "imageformats/*qwebp.*",
    "multimedia/*ffmpegmediaplugin.*", "networkinformation/*", "platforms/*qoffscreen.*",
    "platforms/qwindows.dll", "platforms/libqxcb.so", "platforms/libqwayland*.so",
    "platforminputcontexts/libcompose*", "platforminputcontexts/libibus*",
    "platformthemes/libqxdg*", "printsupport/*", "styles/*", "wayland-decoration-client/*",
    "wayland-graphics-integration-client/*", "wayland-shell-integration/*", "xcbglintegrations/*",
)  # fmt: skip
TRANSLATED = ("qtbase", "qtmultimedia")
START = Path(__file__).with_name("start.txt")
"""Of `python -X importtime`, on Linux: from a slow stick it counts where a zip has what is read."""
ENDS = ("/__init__.pyc", ".pyc")
DOCUMENTED = ("ujuzi/cli", "PySide6", "shiboken6")
"""Where docstrings are read: of ours, commands show them."""
LICENCE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
BINARY = re.compile(r"\.(pyd|dll|so(\.[\d.]+)?)$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a system's wheel of Qt has its parts, below the folder of packages."""

    libraries: str
    """Those that are kept where something asks for them."""
    runtime: str
    """The same: what PySide or C++ itself is made of."""
    plugins: str
    translations: str
    module: str
    """How the file of a module of Qt ends."""


WINDOWS = Layout("PySide6", "shiboken6", "PySide6/plugins", "PySide6/translations", ".pyd")
LINUX = Layout(
    "PySide6/Qt/lib", "PySide6", "PySide6/Qt/plugins", "PySide6/Qt/translations", ".abi3.so"
)


def own_wheel(folder: Path) -> Path:
    """Build the wheel of this checkout, without the page that only a hub gives out."""
    command = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    told = {"SOURCE_DATE_EPOCH": str(TIMESTAMP), "HATCH_BUILD_NO_HOOKS": "true"}
    subprocess.run(command, cwd=ROOT, env={**os.environ, **told}, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def unpack(wheels: Iterable[Path], target: Path, layout: Layout | None = None) -> None:
    """Lay the packages of wheels beside each other; for a layout, what `is_kept` there."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for member in archive.infolist():
                parts = member.filename.split("/")
                if parts[0].endswith(".data"):
                    parts = parts[2:] if parts[1] in ("purelib", "platlib") else []
                if not parts or member.is_dir() or ".." in parts:
                    continue
                if layout is None or is_kept("/".join(parts), layout):
                    file = target.joinpath(*parts)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(archive.read(member))


def is_kept(path: str, layout: Layout) -> bool:
    """Whether a file of the packages is for running Ujuzi, as far as its path tells.

    What packages say of themselves is kept: `take_licences` looks through it.
    """
    if ".dist-info/" in path:
        return True
    if any(fnmatch.fnmatch(path, pattern) for pattern in DROPPED):
        return False
    if path.split("/")[0] in UNUSED:
        return False
    if path.startswith(f"{layout.plugins}/"):
        name = path.removeprefix(f"{layout.plugins}/")
        return any(fnmatch.fnmatch(name, pattern) for pattern in PLUGINS)
    if path.startswith(f"{layout.translations}/"):
        kind, _, language = Path(path).stem.partition("_")
        return kind in TRANSLATED and language.split("_")[0] in LANGUAGES
    folder, _, name = path.rpartition("/")
    if folder == "PySide6" and name.startswith("Qt") and name.endswith(layout.module):
        return name.removesuffix(layout.module) in QT
    return folder != "PySide6" or "." in name  # programs of Linux have no suffix


def unreached(binaries: Mapping[str, Iterable[str]], optional: Iterable[str]) -> set[str]:
    """Return which of the optional libraries no other asks for, by way of others or itself.

    `binaries` names what each library asks for, by file name, in small letters.
    """
    by_name = {path.rpartition("/")[2].lower(): path for path in binaries}
    waiting = [path for path in binaries if path not in set(optional)]
    reached = set(waiting)
    while waiting:
        for name in binaries[waiting.pop()]:
            path = by_name.get(name.lower())
            if path is not None and path not in reached:
                reached.add(path)
                waiting.append(path)
    return set(optional) - reached


def trim(packages: Path, layout: Layout) -> None:
    """Take away the libraries that nothing asks for."""
    binaries = {
        path: needed(file.read_bytes())
        for path, file in files_below(packages).items()
        if BINARY.search(path)
    }
    pool = {
        path
        for path in binaries
        if path.rpartition("/")[0] in {layout.libraries, layout.runtime}
        and not path.endswith(layout.module)
    }
    for path in unreached(binaries, pool):
        (packages / path).unlink()


def take_licences(packages: Path, target: Path) -> None:
    """Move what packages say of themselves into one archive."""
    found = {}
    for info in sorted(packages.glob("*.dist-info")):
        name = info.name.removesuffix(".dist-info")
        for path, file in files_below(info).items():
            if path == "METADATA":
                found[f"{name}/{path}"] = file.read_bytes().split(b"\n\n")[0]
            elif LICENCE.search(file.name):
                found[f"{name}/{path}"] = file.read_bytes()
        shutil.rmtree(info)
    write_zip(target, found, DEFLATED)


def compile_all(folder: Path, python: Path) -> None:
    """Turn every module into bytecode with the Python that will run it; the sources go.

    What that Python has read from bytecode of its own shows in what it writes: it reads none. Of a
    place in a source its line is kept, as no source is there to point into.
    """
    script = Path(__file__).with_name("bytecode.py")
    alone = ("-I", "-B", "-X", f"pycache_prefix={os.devnull}", "-X", "no_debug_ranges")
    subprocess.run((str(python), *alone, str(script), str(folder), *DOCUMENTED), check=True)


def read_at_start() -> list[str]:
    """Return the files of modules that are imported up to the first window, in their order."""
    modules = START.read_text().split()
    return [f"{module.replace('.', '/')}{end}" for module in modules for end in ENDS]


def zip_packages(packages: Path, tree: Path) -> None:
    """Put packages without libraries into `lib.zip`, ours into `ujuzi.zip`, the rest into `lib`."""
    ours: dict[str, bytes] = {}
    theirs: dict[str, bytes] = {}
    for top in sorted(packages.iterdir()):
        files = files_below(top) if top.is_dir() else {"": top}
        members = {f"{top.name}/{path}".rstrip("/"): file for path, file in files.items()}
        if top.name == "ujuzi":
            ours = {name: file.read_bytes() for name, file in members.items()}
        elif top.name in UNZIPPED or any(BINARY.search(name) for name in members):
            (tree / "lib").mkdir(exist_ok=True)
            shutil.move(top, tree / "lib" / top.name)
        else:
            theirs |= {name: file.read_bytes() for name, file in members.items()}
    write_zip(tree / "ujuzi.zip", ours, DEFLATED, first=read_at_start())
    write_zip(tree / "lib.zip", theirs, first=read_at_start())


def assemble(tree: Path, wheels: Iterable[Path], layout: Layout, python: Path) -> None:
    """Fill a tree with the packages of wheels, ours among them."""
    packages = tree / "packages"
    unpack(wheels, packages, layout)
    trim(packages, layout)
    take_licences(packages, tree / "licences.zip")
    shutil.move(packages / "ujuzi" / "resources", tree / "resources")
    compile_all(packages, python)
    zip_packages(packages, tree)
    shutil.rmtree(packages)
