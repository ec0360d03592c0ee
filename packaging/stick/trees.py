"""The folder of one version, for Windows and for Linux: wheels unpacked, trimmed, compiled, zipped.

    manifest                  every file, signed
    lib.zip, ujuzi.zip        modules of Python: other people's, and ours
    lib/                      libraries, in one folder but for Qt's, and what modules open as files
    resources/                what ships with Ujuzi, in one folder
    licences.zip              of every package
    start                     what a start reads, see `ujuzi.read_ahead`

What Python itself is made of lies beside them, as each system wants it. For Windows there is no
folder: all of it, Qt's plugins and resources too, lies beside Python's libraries. Trimming keeps
what is imported: of Qt's libraries those that something kept asks for, and the rest by `DROPPED`
and `PLUGINS`. There are few folders: at each start the launcher looks at every file, and of a stick
a folder is read whole, of which the smallest is a cluster.
"""

from __future__ import annotations

import ast
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
from ujuzi.paths import FLAT

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "fr", "ar", "pt", "sw", "am")
UNUSED = frozenset({"cffi", "pip", "pycparser", "tzdata"})
"""Wheels of which nothing is imported, but for cffi's one library."""
OPENED = {
    "certifi/cacert.pem": "cacert.pem",
    "certifi/core.py": "core.py",
    "latex2mathml/symbols_parser.py": "symbols_parser.py",
    "latex2mathml/unimathsymbols.txt": "unimathsymbols.txt",
    "ziafont/fonts/DejaVuSans.ttf": "DejaVuSans.ttf",
    "ziafont/fonts/__init__.py": "fonts.py",
    "ziamath/fonts/STIXTwoMath-Regular.ttf": "STIXTwoMath-Regular.ttf",
    "ziamath/fonts/__init__.py": "fonts.py",
}
"""Files that are opened, and modules beside which they are looked for, with their names in `lib`:
nothing should have to unpack them. Both modules of fonts are empty."""
SAID_OTHERWISE = {
    "PySide6/__init__.py": ("fspath(pyside_package_dir)", "fspath(pyside_package_dir.parents[1])"),
    "certifi/core.py": ('files("certifi")', "files(__name__)"),
    "latex2mathml/__init__.py": ('metadata.version("latex2mathml")', '""'),
    "msgspec/_utils.py": ("from typing_extensions import", "from typing import"),
}
"""What modules are changed in: where Windows is told to look for what Qt's plugins ask for; where
one looks for its file; that one asks for its version, which a tree has only among the licences; and
what Python 3.13 has itself, so that the last loads nothing of the network at start."""
LOOKS_THERE = "__path__.append(__spec__.loader.archive.removesuffix({!r})[:{}])"
"""Run by a package of `lib.zip`, of which a part lies in a folder beside it."""
DROPPED = (
    "*.pyi", "*.pxd", "*.h", "*.hpp", "*.lib", "*.a", "*.c", "*.pyx", "*.typed", "*/tests/*",
    "*/test/*", "*/testing/*", "lxml/isoschematron/*", "lxml/includes/*", "lxml/objectify*",
    "lxml/sax*", "lxml/_difflib*", "lxml/html/_difflib*", "lxml/html/diff*", "pyld/cli/*",
    "pyld/documentloader/frozen/bundled/*", "uharfbuzz/_harfbuzz_test*", "*/.gitignore",
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
    "imageformats/*qgif.*", "imageformats/*qico.*", "imageformats/*qjpeg.*",
    "imageformats/*qsvg.*", "imageformats/*qwebp.*",
    "multimedia/*ffmpegmediaplugin.*", "networkinformation/*", "platforms/libqoffscreen.so",
    "platforms/qwindows.dll", "platforms/libqxcb.so", "platforms/libqwayland*.so",
    "platforminputcontexts/libcompose*", "platforminputcontexts/libibus*",
    "platformthemes/libqxdg*", "printsupport/*", "wayland-decoration-client/*",
    "wayland-graphics-integration-client/*", "wayland-shell-integration/*", "xcbglintegrations/*",
)  # fmt: skip
TRANSLATED = "qtbase"
START = Path(__file__).with_name("start.txt")
"""Modules in the order of a start: from a slow stick it counts where a zip has what is read. Those
up to the window that asks for a passphrase, on Windows, with those that are libraries and without
those that lie in Python's own, and after an empty line those of a first page, on Linux."""
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
    folders: frozenset[str]
    """Packages that stay folders: their libraries ask for each other by where they lie."""
    apart: str
    """The folder of a tree for what a zip cannot hold."""
    looks_there: str
    """`LOOKS_THERE`, for that folder."""


WINDOWS = Layout(
    "PySide6", "shiboken6", "PySide6/plugins", "PySide6/translations", ".pyd",
    frozenset(), ".", LOOKS_THERE.format("lib.zip", -1),
)  # fmt: skip
LINUX = Layout(
    "PySide6/Qt/lib", "PySide6", "PySide6/Qt/plugins", "PySide6/Qt/translations", ".abi3.so",
    frozenset({"PySide6", "shiboken6"}), "lib", LOOKS_THERE.format(".zip", None),
)  # fmt: skip
RUNTIME = ("vcruntime140.dll", "vcruntime140_1.dll")
"""Of C, for Windows: Python brings older ones than Qt, and for one process there is one of each."""


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
        return kind == TRANSLATED and language.split("_")[0] in LANGUAGES
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


def read_at_start(*, of_a_page: bool = True) -> list[str]:
    """Return the files of modules that are imported up to a first page, or to the window that asks
    for a passphrase, in their order."""
    said = START.read_text()
    modules = (said if of_a_page else said.partition("\n\n")[0]).split()
    return [f"{module.replace('.', '/')}{end}" for module in modules for end in ENDS]


def lay_flat(packages: Path, target: Path, layout: Layout) -> None:
    """Move what a zip cannot hold of the packages into one folder, where they look for it.

    Raises SystemExit where two files would lie in the same place.
    """
    target.mkdir()
    looking = set()
    for path, file in files_below(packages).items():
        top, _, rest = path.partition("/")
        name = OPENED.get(path, file.name)
        if top in layout.folders or (path not in OPENED and not BINARY.search(path)):
            continue
        place, data = target / name, file.read_bytes()
        if place.exists() and place.read_bytes() != data:
            sys.exit(f"{name} would lie in lib twice.")
        place.write_bytes(data)
        place.chmod(file.stat().st_mode)
        file.unlink()
        if rest:
            looking.add(packages / top if path in OPENED else file.parent)
    for package in looking:
        look_there(package / "__init__.py", layout)


def say_otherwise(packages: Path) -> None:
    """Change modules as `SAID_OTHERWISE` has it; raises SystemExit where that is not in them."""
    for path, (said, wanted) in SAID_OTHERWISE.items():
        file = packages / path
        source = file.read_text("utf-8")
        if said not in source:
            sys.exit(f"{path} does not say {said} any more: change packaging/stick/trees.py.")
        file.write_text(source.replace(said, wanted), "utf-8")


def look_there(module: Path, layout: Layout) -> None:
    """Have a package look for a part of it beside `lib.zip`, before it does anything else."""
    source = module.read_text("utf-8")
    line = 0
    for part in ast.parse(source).body:
        is_said = isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)
        if not is_said and not (isinstance(part, ast.ImportFrom) and part.module == "__future__"):
            break
        line = part.end_lineno or line
    lines = source.splitlines()
    module.write_text("\n".join([*lines[:line], layout.looks_there, *lines[line:], ""]), "utf-8")


def zip_packages(packages: Path, tree: Path, layout: Layout) -> None:
    """Put our modules into `ujuzi.zip`, the packages that stay folders where they are looked for,
    and the rest of other people's into `lib.zip`."""
    ours: dict[str, bytes] = {}
    theirs: dict[str, bytes] = {}
    for top in sorted(packages.iterdir()):
        if top.name in layout.folders:
            shutil.move(top, tree / layout.apart / top.name)
            continue
        files = files_below(top) if top.is_dir() else {"": top}
        members = {f"{top.name}/{path}".rstrip("/"): file for path, file in files.items()}
        zipped = ours if top.name == "ujuzi" else theirs
        zipped |= {name: file.read_bytes() for name, file in members.items()}
    write_zip(tree / "ujuzi.zip", ours, DEFLATED, first=read_at_start())
    write_zip(tree / "lib.zip", theirs, first=read_at_start())


def lay_resources(resources: Path, target: Path) -> None:
    """Move what ships with Ujuzi into one folder, under names that hold those of theirs."""
    target.mkdir(exist_ok=True)
    for path, file in files_below(resources).items():
        file.replace(target / path.replace("/", FLAT))


def assemble(tree: Path, wheels: Iterable[Path], layout: Layout, python: Path) -> None:
    """Fill a tree with the packages of wheels, ours among them."""
    packages = tree / "packages"
    unpack(wheels, packages, layout)
    trim(packages, layout)
    take_licences(packages, tree / "licences.zip")
    resources = packages / "ujuzi" / "resources"
    for file in (packages / layout.translations).iterdir():
        file.replace(resources / "translations" / file.name)
    (packages / layout.translations).rmdir()
    if layout is WINDOWS:  # they look for nothing by where they lie; `plugins.c` tells Qt of them
        for file in files_below(packages / layout.plugins).values():
            file.replace(tree / file.name)
        shutil.rmtree(packages / layout.plugins)
    lay_resources(resources, tree if layout is WINDOWS else tree / "resources")
    shutil.rmtree(resources)
    say_otherwise(packages)
    apart = tree / "apart"
    lay_flat(packages, apart, layout)
    for folder in (apart, packages):
        compile_all(folder, python)
    (tree / layout.apart).mkdir(exist_ok=True)
    for each in apart.iterdir():
        place = tree / layout.apart / each.name
        if place.exists() and each.name not in RUNTIME:
            sys.exit(f"{each.name} would lie in the tree twice.")
        each.replace(place)
    zip_packages(packages, tree, layout)
    for folder in (apart, packages):
        shutil.rmtree(folder)
